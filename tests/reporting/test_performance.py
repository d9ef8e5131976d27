"""Targets side by side with what was measured, and the achievement by the indicator's direction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.indicator import Direction, IndicatorUnit
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import MeasurementStatus
from pilkada_outreach.domain.values import AreaCode, Code, Id
from pilkada_outreach.reporting.model import Bilingual, ColumnKind
from pilkada_outreach.reporting.performance import build_performance
from tests.reporting.samples import (
    NATION,
    asking,
    column,
    indicator,
    measurement,
    national,
    notes,
    table,
    target,
)

AFTER = date(2025, 1, 1)
FINAL = Bilingual("Final", "Final")
NOT_MEASURED = Bilingual("Belum diukur", "Not measured")
BALIKPAPAN = Place(code=AreaCode("64.71"), name="Kota Balikpapan")


def test_several_targets_stand_side_by_side() -> None:
    report = build_performance(
        asking(
            target("a", "75"),
            target("b", "80", known_from=date(2024, 8, 1)),
            measurement("m", 7_000, 10_000),
            on=AFTER,
        )
    )

    name = Bilingual("Partisipasi pemilih, Pilkada 2024", "Turnout, Pilkada 2024")
    assert table(report, "percent").rows == (
        (name, Decimal(75), Decimal("70.00"), Decimal("93.33"), FINAL, "Penetap a"),
        (name, Decimal(80), Decimal("70.00"), Decimal("87.50"), FINAL, "Penetap b"),
    )
    assert report.summary[0].id == "Dari 2 target, 2 sudah diukur dan 0 di antaranya tercapai."


def test_a_target_reached_exactly_is_reached() -> None:
    report = build_performance(asking(target("a"), measurement("m", 75, 100), on=AFTER))

    assert report.summary[0].en == "Targets: 1; measured 1, reached 1."


def test_a_target_that_was_not_measured_says_so() -> None:
    report = build_performance(asking(target("a"), on=AFTER))

    assert table(report, "percent").rows[0][1:5] == (Decimal(75), None, None, NOT_MEASURED)
    assert report.summary[0].en == "Targets: 1; measured 0, reached 0."


def test_what_came_later_is_not_there_yet() -> None:
    records = (target("a"), measurement("m", 7_000, 10_000))

    assert column(build_performance(asking(*records, on=date(2024, 12, 5))), "percent", "measured") == [
        None
    ]  # fmt: skip
    assert table(build_performance(asking(*records, on=date(2024, 6, 30))), "percent").rows == ()


def test_an_interim_figure_is_called_so() -> None:
    interim = measurement("m", 68, 100, status=MeasurementStatus.INTERIM)

    assert column(build_performance(asking(target("a"), interim, on=AFTER)), "percent", "status") == [
        Bilingual("Sementara", "Interim")
    ]  # fmt: skip


def test_where_less_is_better_the_achievement_turns_round() -> None:
    code = "unregistered-voters"
    report = build_performance(
        asking(
            indicator(code, IndicatorUnit.PERCENT, direction=Direction.LESS),
            target("a", "0.2", indicator=Code(code)),
            measurement("m", 1, 1_000, indicator=Code(code)),
            on=AFTER,
        )
    )

    assert table(report, "percent").rows[0][1:4] == (
        Decimal("0.2"),
        Decimal("0.10"),
        Decimal("150.00"),
    )
    assert "Makin kecil makin baik: Indikator unregistered-voters." in notes(report)
    assert report.summary[0].id.endswith("1 di antaranya tercapai.")


def test_counts_and_rupiah_have_tables_of_their_own() -> None:
    report = build_performance(
        asking(
            indicator("forums", IndicatorUnit.COUNT),
            indicator("budget", IndicatorUnit.RUPIAH),
            target("a", None, indicator=Code("forums"), count=20),
            target("b", None, indicator=Code("budget"), count=1_000_000),
            measurement("m", 1, 1, indicator=Code("forums"), ratio=None, count=25),
            measurement("n", 1, 1, indicator=Code("budget"), ratio=None, count=950_000),
            on=AFTER,
        )
    )

    assert table(report, "count").rows[0][1:4] == (20, 25, Decimal("125.00"))
    assert table(report, "rupiah").rows[0][1:4] == (1_000_000, 950_000, Decimal("95.00"))
    assert table(report, "rupiah").columns[1].kind is ColumnKind.RUPIAH
    assert table(report, "percent").rows == ()


def test_a_count_measures_no_percentage() -> None:
    report = build_performance(
        asking(target("a"), measurement("m", 1, 1, ratio=None, count=25), on=AFTER)
    )

    assert table(report, "percent").rows[0][1:5] == (Decimal(75), None, None, NOT_MEASURED)


def test_groups_of_voters_have_targets_of_their_own() -> None:
    report = build_performance(
        asking(
            target("a", sex=Sex.FEMALE),
            target("b", with_disabilities=True),
            measurement("m", 9_000, 10_000),
            measurement("n", 8_000, 10_000, sex=Sex.FEMALE),
            on=AFTER,
        )
    )

    assert column(report, "percent", "measured") == [None, Decimal("80.00")]
    assert column(report, "percent", "indicator") == [
        Bilingual(
            "Partisipasi pemilih (penyandang disabilitas), Pilkada 2024",
            "Turnout (voters with disabilities), Pilkada 2024",
        ),
        Bilingual("Partisipasi pemilih (perempuan), Pilkada 2024", "Turnout (women), Pilkada 2024"),
    ]


def test_a_national_target_compares_and_is_not_achieved_here() -> None:
    report = build_performance(
        asking(
            target("a", "82", area=NATION),
            measurement("m", 7_098, 10_000),
            measurement("n", 6_013, 10_000, area=BALIKPAPAN),
            on=AFTER,
        )
    )

    assert table(report, "percent").rows == ()
    assert table(report, "wider").rows[0] == (
        Bilingual(
            "Partisipasi pemilih, Pilkada 2024, Indonesia", "Turnout, Pilkada 2024, Indonesia"
        ),
        *(Decimal(82), Decimal("70.98"), Decimal("-11.02"), "Penetap a"),
    )
    assert report.summary[0].en == "No target of this area is on record."


def test_targets_of_other_areas_are_left_out_and_counted() -> None:
    report = build_performance(asking(target("a", area=BALIKPAPAN), on=AFTER))

    assert table(report, "percent").rows == table(report, "wider").rows == ()
    assert "Tidak dimuat: 1 target" in notes(report)


def test_a_national_commission_sees_its_own_targets_and_those_inside() -> None:
    report = build_performance(
        asking(
            *national(
                target("a", "82", area=NATION),
                target("b", area=BALIKPAPAN),
                measurement("m", 68, 100, area=NATION),
            ),
            on=AFTER,
            commission=Id("kpu/id"),
        )
    )

    assert column(report, "percent", "measured") == [None, Decimal("68.00")]
    assert report.office == "KPU RI"


def test_sources_of_targets_and_figures_are_cited_once() -> None:
    report = build_performance(asking(target("a"), measurement("m", 1, 2), on=AFTER))

    assert report.sources == ("Contoh sumber 2024 contoh.example",)
