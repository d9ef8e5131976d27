"""Every report of an office renders in each form and language: short cells, no personal data, true sums."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

import pytest

from pilkada_outreach import Office
from pilkada_outreach.adapters.renderers._cells import cell_text
from pilkada_outreach.domain.agreement import AgreementKind
from pilkada_outreach.domain.grant import Instalment
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.problems import Language
from pilkada_outreach.reference import areas
from pilkada_outreach.reporting.model import ColumnKind, Report
from tests.reporting.samples import (
    AGENCY,
    CONTACT_NAME,
    GOVERNMENT,
    NATION,
    agreement,
    contract,
    grant,
    granted,
    measurement,
    national,
    office,
    target,
)

NAMES = ("agreements", "expiry", "grants", "performance", "turnout")
ON = date(2024, 12, 31)
LONGEST = 130
LONG = "Kesepakatan tentang penyelenggaraan sosialisasi dan pendidikan pemilih " * 4


def records() -> tuple[Record, ...]:
    synergy = agreement(
        "001", partner=GOVERNMENT, kind=AgreementKind.MEMORANDUM_OF_SYNERGY, last=date(2025, 2, 1), notice_days=30
    )  # fmt: skip
    return (
        synergy,
        agreement("002", partner=AGENCY, kind=AgreementKind.COOPERATION, implements=synergy.id),
        agreement("003", title=LONG, last=None, minimum_term_months=12),
        agreement("004", last=date(2024, 6, 30)),
        agreement("005", signed=None),
        granted("006", grant(instalments=(Instalment(amount_rupiah=1_000, due=date(2024, 2, 1)),))),
        contract("007", line="521211", unit_price=150_000, value_rupiah=4_500_000),
        target("a"),
        target("b", "82", area=NATION, set_by=LONG),
        measurement("all", 700, 1_000),
        measurement("men", 340, 500, sex=Sex.MALE),
        measurement("women", 360, 500, sex=Sex.FEMALE),
        measurement("2020", 60, 100, election_name="Pilkada 2020", known_from=date(2020, 12, 16)),
        *(
            measurement(f"d/{each.code}", 1, 2, area=each.place())
            for each in areas.get("64.02").children()
        ),
    )


@pytest.fixture(scope="module")
def local() -> Iterator[Office]:
    with office(*records()) as opened:
        yield opened


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_report_renders_in_every_form(local: Office, name: str, lang: Language) -> None:
    made = local.report(name, on=ON)
    title = made.report.title.text(lang)

    assert made.to_markdown(lang).startswith(f"# {title}\n")
    page = made.to_html(lang)
    assert f"<h1>{title}</h1>" in page
    rows = list(csv.reader(io.StringIO(made.to_csv(lang), newline=""), strict=True))
    heads = [[column.name for column in table.columns] for table in made.report.tables]
    assert all(head in rows for head in heads)
    for rendered in (made.to_markdown(lang), page, made.to_csv(lang)):
        assert CONTACT_NAME not in rendered
        assert "+62" not in rendered
        assert "None" not in rendered


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_over_long_and_no_table_too_wide(local: Office, name: str) -> None:
    for table in local.report(name, on=ON).report.tables:
        assert len(table.columns) <= 6
        for row in table.rows:
            assert len(row) == len(table.columns)
            for cell, column in zip(row, table.columns, strict=True):
                assert len(cell_text(cell, column.kind, "id")) <= LONGEST
                assert len(cell_text(cell, column.kind, "en")) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_indonesian_and_english_say_different_words(local: Office, name: str) -> None:
    report = local.report(name, on=ON).report
    titles = [table.title for table in report.tables]
    texts = (report.title, *titles, *report.summary, *report.notes)

    assert all(text.id and text.en and text.id != text.en for text in texts)
    assert len({table.name for table in report.tables}) == len(report.tables)


def ints_add_up(report: Report) -> int:
    proven = 0
    for table in report.tables:
        for place, column in enumerate(table.columns):
            said = None if table.total is None else table.total[place]
            if isinstance(said, int) and column.kind in (ColumnKind.COUNT, ColumnKind.RUPIAH):
                cells = [row[place] for row in table.rows]
                assert said == sum(cell for cell in cells if isinstance(cell, int))
                proven += 1
    return proven


def test_totals_are_proven_on_a_full_register(local: Office) -> None:
    found = {name: ints_add_up(local.report(name, on=ON).report) for name in NAMES}

    assert found["agreements"] == 5
    assert found["expiry"] == 3
    assert found["grants"] >= 9


@pytest.mark.parametrize("name", NAMES)
def test_a_national_commission_has_every_report(name: str) -> None:
    with office(*national(*records())) as opened:
        made = opened.report(name, on=ON, commission="kpu/id")

        assert made.report.office == "KPU RI"
        assert made.to_html()
        assert made.to_csv("en")


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_register_has_every_report(name: str) -> None:
    with office() as opened:
        made = opened.report(name, on=ON)

        assert made.to_markdown("en")
        assert "Tidak ada data." in made.to_html()


def test_the_same_question_has_the_same_answer(local: Office) -> None:
    for name in NAMES:
        assert local.report(name, on=ON).report == local.report(name, on=ON).report


def test_a_report_of_an_earlier_day_knows_less(local: Office) -> None:
    early = local.report("turnout", on=date(2024, 12, 5)).report

    assert len(early.tables[1].rows) == 1
    assert Id("measurement/all") not in early.sources
