"""Reports as one page that holds everything it needs: to open, to send, to print."""

from collections.abc import Callable

from pilkada_outreach.adapters._look import stylesheet, templates
from pilkada_outreach.adapters.renderers._cells import NUMBERS, cell_text
from pilkada_outreach.adapters.renderers._charts import drawings
from pilkada_outreach.plugins.specs import RendererSpec
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Bilingual, Cell, Column, Report

_PACKAGE = "pilkada_outreach.adapters.renderers"


class HtmlRenderer:
    """A report as one HTML file without JavaScript; every chart stands before the table it shows."""

    def render(self, report: Report, lang: Language) -> bytes:
        """The report in one language. Raises MissingExtra without `pages`, or `charts` for a chart."""
        environment = templates(_PACKAGE, lang, _filters)
        page = environment.get_template("report.html").render(
            report=report,
            drawings=drawings(report, lang),
            numbers=NUMBERS,
            style=stylesheet(_PACKAGE, "report.css"),
        )
        return page.encode("utf-8")


def _filters(lang: Language) -> dict[str, Callable[..., object]]:
    def shown(cell: Cell, column: Column) -> str:
        return cell_text(cell, column.kind, lang)

    def text(both: Bilingual) -> str:
        return both.text(lang)

    return {"shown": shown, "text": text}


HTML = RendererSpec(
    name="html",
    make=lambda _: HtmlRenderer(),
    suffix=".html",
    media_type="text/html; charset=utf-8",
    summary=Bilingual(
        id="Satu halaman dengan grafik, siap dibuka dan dicetak.",
        en="One page with charts, ready to open and to print.",
    ),
)
