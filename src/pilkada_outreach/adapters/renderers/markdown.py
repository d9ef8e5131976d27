"""Reports as plain Markdown: readable in a terminal, in a chat, and where Markdown is shown."""

import re
from collections.abc import Iterable, Iterator

from pilkada_outreach import _formats
from pilkada_outreach.adapters.renderers._cells import NUMBERS, cell_text
from pilkada_outreach.plugins.specs import RendererSpec
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Bilingual, Cell, Report, Table

# What Markdown would read as markup; `_` and `&` only where they could be.
_MARKUP = re.compile(r"[\\|<`*\[\]]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~(?=~)")
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|$)|[>+-](?=\s|$)|={3,}\s*$|-{3,}\s*$)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


class MarkdownRenderer:
    """A report as Markdown with tables in the manner of GitHub; charts are their one sentence."""

    def render(self, report: Report, lang: Language) -> bytes:
        """The report in one language."""
        return ("\n\n".join(_blocks(report, lang)) + "\n").encode("utf-8")


def _blocks(report: Report, lang: Language) -> Iterator[str]:
    as_of = "As of" if lang == "en" else "Keadaan per"
    yield f"# {_escaped(report.title.text(lang))}"
    yield f"{_escaped(report.office)}. {as_of} {_formats.day(report.on, lang)}."
    if report.summary:
        yield _items(said.text(lang) for said in report.summary)
    for table in report.tables:
        yield f"## {_escaped(table.title.text(lang))}"
        for chart in report.charts:
            if chart.table == table.name:
                yield _escaped(chart.says.text(lang))
        yield "\n".join(_table(table, lang))
    if report.notes:
        yield f"## {'Notes' if lang == 'en' else 'Catatan'}"
        yield _items(note.text(lang) for note in report.notes)
    if report.sources:
        yield f"## {'Sources' if lang == 'en' else 'Sumber'}"
        yield _items(report.sources)


def _items(texts: Iterable[str]) -> str:
    return "\n".join(f"- {_escaped(text)}" for text in texts)


def _table(table: Table, lang: Language) -> Iterator[str]:
    def row(cells: tuple[Cell, ...]) -> list[str]:
        return [
            _escaped(cell_text(cell, column.kind, lang))
            for cell, column in zip(cells, table.columns, strict=True)
        ]

    head = [_escaped(column.title.text(lang)) for column in table.columns]
    body = [row(cells) for cells in table.rows]
    if table.total is not None:
        body.append([f"**{cell}**" if cell else "" for cell in row(table.total)])
    right = [column.kind in NUMBERS for column in table.columns]
    widths = [max(3, *map(len, column)) for column in zip(head, *body, strict=True)]

    def line(cells: list[str]) -> str:
        aligned = (
            cell.rjust(width) if is_right else cell.ljust(width)
            for cell, width, is_right in zip(cells, widths, right, strict=True)
        )
        return f"| {' | '.join(aligned)} |"

    yield line(head)
    yield line(
        ["-" * (width - 1) + (":" if r else "-") for width, r in zip(widths, right, strict=True)]
    )
    yield from map(line, body)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    line = _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    if _LINE_START.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


MARKDOWN = RendererSpec(
    name="markdown",
    make=lambda _: MarkdownRenderer(),
    suffix=".md",
    media_type="text/markdown; charset=utf-8",
    summary=Bilingual(id="Teks biasa dengan tabel.", en="Plain text with tables."),
)
