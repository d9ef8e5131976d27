"""A report as a page, as plain text, as a sheet: nothing lost, nothing that runs."""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import attrs
import pytest

from pilkada_outreach.adapters.renderers.csv import CSV, CsvRenderer
from pilkada_outreach.adapters.renderers.html import HTML, HtmlRenderer
from pilkada_outreach.adapters.renderers.markdown import MARKDOWN, MarkdownRenderer
from pilkada_outreach.errors import MissingExtra
from pilkada_outreach.plugins import RendererContext, RendererSpec
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    Report,
    Table,
)
from tests.adapters.samples import NAMES, report

HOSTILE = "<script>alert(1)</script> | [x](javascript:alert(1)) & `code`"


def one_table(*rows: tuple[Cell, ...], kinds: tuple[ColumnKind, ...] = ()) -> Report:
    columns = tuple(
        Column(name=f"c{place}", title=Bilingual(f"Kolom {place}", f"Column {place}"), kind=kind)
        for place, kind in enumerate(kinds or (ColumnKind.TEXT,) * len(rows[0]))
    )
    table = Table(name="t", title=Bilingual("Tabel", "Table"), columns=columns, rows=rows)
    return attrs.evolve(report(), tables=(table,), charts=())


class Page(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


@pytest.mark.parametrize("spec", [HTML, MARKDOWN, CSV])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_same_report_gives_the_same_bytes(spec: RendererSpec, lang: Language) -> None:
    one, other = spec.make(RendererContext()), spec.make(RendererContext())
    assert one.render(report(), lang) == other.render(report(), lang)


class TestHtml:
    def test_it_says_all_that_the_report_says(self) -> None:
        page = Page(HtmlRenderer().render(report(), "id"))

        for text in (
            "Pemenuhan kewajiban media",
            "KPU Kabupaten Kutai Kartanegara",
            "28 November 2024",
            "Partisipasi pemilih 70,98 %, di bawah target 82 %.",
            "77,5 %",
            "23 November 2024",
            "Rp1.500.000",
            "Bulan yang terpotong dihitung menurut jumlah harinya.",
            "PKPU 9/2022",
            *NAMES,
        ):
            assert text in page.text
        assert page.count("h1") == 1
        assert page.count("tfoot") == 1

    def test_it_speaks_english_throughout(self) -> None:
        written = HtmlRenderer().render(report(), "en")
        page = Page(written)

        assert b'<html lang="en">' in written
        assert "Most media published less than they owe." in page.text
        assert "70.98 %" in page.text
        for indonesian in ("Keadaan", "Laporan", "Tabel", "Catatan", "Sumber", "Wajib"):
            assert indonesian not in page.text

    def test_it_needs_nothing_but_itself_and_runs_nothing(self) -> None:
        written = HtmlRenderer().render(report(), "id").decode()

        assert "<script" not in written
        assert not re.search(r"(?:src|href)=|@import|url\(", written)

    def test_a_chart_is_an_image_with_words_and_its_table_follows(self) -> None:
        page = Page(HtmlRenderer().render(report(), "id"))
        images = [attributes for _, attributes in page.tags if attributes.get("role") == "img"]

        assert {image["aria-label"] for image in images} == {
            "Sebagian besar media menayangkan kurang dari yang diwajibkan."
        }
        assert page.count("svg") == 2  # a wide one and a narrow one
        order = [tag for tag, _ in page.tags if tag in ("figure", "table")]
        assert order == ["figure", "table", "table"]

    def test_bars_are_told_apart_by_more_than_colour(self) -> None:
        written = HtmlRenderer().render(report(), "id").decode()
        drawing = written[written.index("<svg") : written.index("</svg>")]

        assert ">Wajib</text>" in drawing
        assert ">Tayang</text>" in drawing
        assert drawing.count(">17</text>") == 7  # six owe 17, and one published 17

    def test_two_rows_of_one_name_are_two_groups_of_bars(self) -> None:
        written = HtmlRenderer().render(report(["Kabar Contoh", "Kabar Contoh"]), "id").decode()

        assert "Kabar Contoh (2)" in written

    def test_hostile_text_stays_text(self) -> None:
        hostile = attrs.evolve(
            report([HOSTILE, '"><img src=x onerror=alert(1)>']),
            office=HOSTILE,
            sources=(HOSTILE,),
        )
        page = Page(HtmlRenderer().render(hostile, "id"))

        assert page.count("script") == 0
        assert page.count("img") == 0
        assert not any(name.startswith("on") for _, found in page.tags for name in found)
        assert HOSTILE in page.text

    def test_an_empty_table_says_so(self) -> None:
        empty = one_table(("a",))
        empty = attrs.evolve(empty, tables=(attrs.evolve(empty.tables[0], rows=()),))

        assert "Tidak ada data." in Page(HtmlRenderer().render(empty, "id")).text

    @pytest.mark.parametrize(
        ("module", "extra"), [("jinja2", "pages"), ("altair", "charts"), ("vl_convert", "charts")]
    )
    def test_a_missing_library_is_named_by_its_extra(
        self, monkeypatch: pytest.MonkeyPatch, module: str, extra: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)

        with pytest.raises(MissingExtra) as raised:
            HtmlRenderer().render(report(), "id")

        assert raised.value.extra == extra

    def test_a_report_without_charts_needs_no_charts_library(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "altair", None)

        assert HtmlRenderer().render(one_table(("a",)), "id")


class TestMarkdown:
    def test_it_reads_well_as_it_is(self) -> None:
        text = MarkdownRenderer().render(report(NAMES[:2]), "id").decode()

        assert text.startswith("# Pemenuhan kewajiban media\n\n")
        assert (
            "| Media                   |  Wajib | Tayang | Kurang |\n"
            "| ----------------------- | -----: | -----: | -----: |\n"
            "| Kabar Contoh Tenggarong |     17 |      6 |     11 |\n"
            "| Warta Rekaan Mahakam    |     18 |      7 |     10 |\n"
            "| **Jumlah**              | **35** | **13** | **21** |\n"
        ) in text
        assert text.endswith("- PKPU 9/2022\n")

    def test_it_needs_no_library(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in ("jinja2", "markdown_it", "nh3", "altair", "vl_convert"):
            monkeypatch.setitem(sys.modules, module, None)

        assert MarkdownRenderer().render(report(), "en")

    @pytest.mark.parametrize(
        "text",
        [HOSTILE, "a | b", "*bold* _em_ a_b", "# no head", "1. no list", "- no item", "&lt;b&gt;", "\\"],
    )  # fmt: skip
    def test_a_cell_is_shown_as_it_was_written(self, text: str) -> None:
        from markdown_it import MarkdownIt

        made = attrs.evolve(one_table((text, "next")), summary=(Bilingual(text, text),))
        html = (
            MarkdownIt("commonmark")
            .enable("table")
            .render(MarkdownRenderer().render(made, "id").decode())
        )
        page = Page(html.encode())

        assert page.count("td") == 2
        assert page.text.count(text) == 2
        assert {tag for tag, _ in page.tags} <= {
            *("h1", "h2", "p", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"),
        }

    def test_a_line_break_does_not_break_the_table(self) -> None:
        text = MarkdownRenderer().render(one_table(("one\ntwo", "three")), "id").decode()

        assert "| one two | three   |" in text


class TestCsv:
    def rows(self, made: Report, lang: Language = "id") -> list[list[str]]:
        written = CsvRenderer().render(made, lang).decode("utf-8")
        return list(csv.reader(io.StringIO(written, newline=""), strict=True))

    def test_figures_are_for_programs_and_names_for_ever(self) -> None:
        made = one_table(
            ("a", 552_469, Decimal("70.98"), date(2024, 8, 10), 1_500_000),
            ("b", None, None, None, None),
            kinds=(
                ColumnKind.TEXT,
                ColumnKind.COUNT,
                ColumnKind.PERCENT,
                ColumnKind.DAY,
                ColumnKind.RUPIAH,
            ),
        )

        assert self.rows(made, "id") == self.rows(made, "en")
        assert self.rows(made) == [
            ["c0", "c1", "c2", "c3", "c4"],
            ["a", "552469", "70.98", "2024-08-10", "1500000"],
            ["b", "", "", "", ""],
        ]

    def test_lines_end_as_the_standard_has_it(self) -> None:
        assert CsvRenderer().render(one_table(("a", "b")), "id") == b"c0,c1\r\na,b\r\n"

    def test_several_tables_stand_one_below_the_other_without_totals(self) -> None:
        rows = self.rows(report(NAMES[:1]))

        assert rows == [
            ["partners"],
            ["partner", "owed", "published", "short"],
            ["Kabar Contoh Tenggarong", "17", "6", "11"],
            [],
            ["targets"],
            ["target", "aimed", "reached", "since", "cost"],
            ["KPU RI", "82", "70.98", "2024-11-23", "1500000"],
            ["Contoh | daerah", "77.5", "", "", ""],
        ]

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d"])
    def test_text_never_becomes_a_formula(self, start: str) -> None:
        formula = f"{start}HYPERLINK(A1)"

        assert self.rows(one_table((formula,)))[1] == [f"'{formula}"]
        assert self.rows(one_table((Bilingual(formula, formula),)))[1] == [f"'{formula}"]

    def test_a_negative_figure_stays_a_figure(self) -> None:
        assert self.rows(one_table((-5, Decimal("-0.5"))))[1] == ["-5", "-0.5"]

    def test_commas_quotes_and_breaks_come_back(self) -> None:
        text = 'a "quoted", b\nand more'

        assert self.rows(one_table((text,)))[1] == [text]
