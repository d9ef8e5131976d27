"""Turnout by area, election and group; parts against their whole; comparison with earlier elections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.ratio import Ratio
from pilkada_outreach.domain.target import Measurement, MeasurementStatus
from pilkada_outreach.domain.values import AreaCode, Code, Id
from pilkada_outreach.reference import areas
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.turnout import build_turnout
from pilkada_outreach.rules.example_world import KUKAR
from tests.reporting.samples import (
    NATION,
    asking,
    column,
    measurement,
    national,
    notes,
    table,
)

AFTER = date(2025, 3, 1)
REGENT = Id("pilkada/2024/64.02/regent")
EARLIER = measurement(
    "2020", 278_175, 488_055, election_name="Pilkada 2020", known_from=date(2020, 12, 17)
)
LAST = measurement("2024", 392_161, 552_469, contest=REGENT)


def districts(count: int) -> list[Place]:
    return [child.place() for child in areas.get("64.02").children()[:count]]


def part(place: Place, voted: int, voters: int, **more: object) -> Measurement:
    return measurement(f"part/{place.code}", voted, voters, area=place, **more)


def test_figures_stand_with_numerator_denominator_and_status() -> None:
    report = build_turnout(asking(EARLIER, LAST, on=AFTER))

    assert table(report, "measured").rows == (
        (
            *(KUKAR.name, Bilingual("Pilkada 2020", "Pilkada 2020")),
            *(278_175, 488_055, Decimal("57.00"), Bilingual("Final", "Final")),
        ),
        (
            *(KUKAR.name, Bilingual("Pilkada 2024, Bupati", "Pilkada 2024, Regent")),
            *(392_161, 552_469, Decimal("70.98"), Bilingual("Final", "Final")),
        ),
    )


def test_the_last_election_is_compared_with_the_one_before() -> None:
    report = build_turnout(asking(EARLIER, LAST, on=AFTER))

    assert table(report, "comparison").rows == (
        (
            KUKAR.name,
            Decimal("70.98"),
            Bilingual("Pilkada 2024, Bupati", "Pilkada 2024, Regent"),
            Decimal("57.00"),
            Bilingual("Pilkada 2020", "Pilkada 2020"),
            Decimal("13.98"),
        ),
    )
    assert report.summary == (
        Bilingual(
            f"Partisipasi {KUKAR.name}, Pilkada 2024, Bupati: 70,98 % (final), +13,98 poin "
            "dibandingkan dengan Pilkada 2020.",
            f"Turnout in {KUKAR.name}, Pilkada 2024, Regent: 70.98 % (final), +13.98 points from "
            "Pilkada 2020.",
        ),
    )
    assert report.charts[0].values == ("percent", "previous_percent")


def test_two_votes_of_one_day_are_told_apart() -> None:
    governor = measurement("gov", 391_002, 552_469, contest=Id("pilkada/2024/64/governor"))
    report = build_turnout(asking(EARLIER, governor, LAST, on=AFTER))

    assert column(report, "comparison", "area") == [
        Bilingual(f"{KUKAR.name}, Bupati", f"{KUKAR.name}, Regent"),
        Bilingual(f"{KUKAR.name}, Gubernur", f"{KUKAR.name}, Governor"),
    ]
    assert len(report.summary) == 2


def test_an_election_of_the_same_kind_is_compared_first() -> None:
    between = measurement(
        "pemilu", 80, 100, election_name="Pemilu 2024", known_from=date(2024, 3, 20)
    )

    report = build_turnout(asking(EARLIER, between, LAST, on=AFTER))
    assert column(report, "comparison", "previous_percent") == [Decimal("57.00")]
    alone = build_turnout(asking(between, LAST, on=AFTER))
    assert column(alone, "comparison", "previous_percent") == [Decimal("80.00")]


def test_another_office_is_not_compared() -> None:
    governor = measurement(
        *("gov", 60, 100),
        election_name="Pilkada 2018",
        known_from=date(2018, 7, 8),
        contest=Id("pilkada/2018/64/governor"),
    )

    assert column(build_turnout(asking(governor, LAST, on=AFTER)), "comparison", "change") == [None]


def test_a_final_figure_replaces_an_interim_one() -> None:
    interim = measurement(
        "interim", 68, 100, contest=REGENT, status=MeasurementStatus.INTERIM, known_from=date(2024, 12, 4)
    )  # fmt: skip
    on_the_day = build_turnout(asking(interim, LAST, on=date(2024, 12, 4)))
    after = build_turnout(asking(interim, LAST, on=AFTER))

    assert column(on_the_day, "measured", "status") == [Bilingual("Sementara", "Interim")]
    assert "Angka yang masih sementara: 1" in notes(on_the_day)
    assert column(after, "measured", "percent") == [Decimal("70.98")]
    assert "Tidak dimuat: 1 angka" in notes(after)


def mean_of_2020(percent: str = "76.09") -> Measurement:
    return measurement(
        "mean",
        *(1, 1),
        area=NATION,
        printed_percent=Decimal(percent),
        ratio=None,
        mean_of_regions=269,
        election_name="Pilkada 2020",
        known_from=date(2020, 12, 31),
    )


def test_how_it_was_counted_stands_beside() -> None:
    ratio = Ratio(numerator=60, denominator=100, basis="DPT+DPTb", method="pooled")
    report = build_turnout(asking(mean_of_2020(), measurement("m", 1, 1, ratio=ratio), on=AFTER))

    assert [row[2:] for row in table(report, "basis").rows] == [
        (
            *(None, Bilingual("Rata-rata 269 daerah", "Mean of 269 regions")),
            *(date(2020, 12, 31), Decimal("76.09")),
        ),
        (
            *("DPT+DPTb", Bilingual("Gabungan seluruh pemilih", "Pooled")),
            *(date(2024, 12, 6), None),
        ),
    ]
    assert table(report, "measured").rows[0][2:5] == (None, None, Decimal("76.09"))


def test_a_mean_of_regions_is_not_compared_with_a_share_of_voters() -> None:
    pooled = measurement("2024", 68, 100, area=NATION)
    report = build_turnout(asking(mean_of_2020(), pooled, on=AFTER))

    assert table(report, "comparison").rows[0][3:] == (
        *(Decimal("76.09"), Bilingual("Pilkada 2020", "Pilkada 2020"), None),
    )


def test_a_mean_stands_beside_the_share_and_does_not_replace_it() -> None:
    share = measurement(
        "share", 75, 100, area=NATION, election_name="Pilkada 2020", known_from=date(2020, 12, 20)
    )
    report = build_turnout(asking(mean_of_2020(), share, on=AFTER))

    assert sorted(map(str, column(report, "measured", "percent"))) == ["75.00", "76.09"]
    assert column(report, "comparison", "percent") == [Decimal("75.00")]


def test_more_than_all_is_explained() -> None:
    report = build_turnout(asking(measurement("m", 1_306_740, 1_306_414), on=AFTER))

    assert f"Di atas 100 %: {KUKAR.name}, Pilkada 2024." in notes(report)


def test_sexes_and_disability_stand_beside_all_voters() -> None:
    report = build_turnout(
        asking(
            measurement("all", 700, 1_000),
            measurement("men", 340, 500, sex=Sex.MALE),
            measurement("women", 360, 500, sex=Sex.FEMALE),
            measurement("disabled", 10, 20, with_disabilities=True),
            on=AFTER,
        )
    )

    assert [row[1:] for row in table(report, "groups").rows] == [
        (10, 20, Decimal("50.00"), Decimal("70.00"), Decimal("-20.00")),
        (340, 500, Decimal("68.00"), Decimal("70.00"), Decimal("-2.00")),
        (360, 500, Decimal("72.00"), Decimal("70.00"), Decimal("2.00")),
    ]
    assert column(report, "groups", "group")[2] == Bilingual(
        f"Perempuan, {KUKAR.name}, Pilkada 2024", f"Women, {KUKAR.name}, Pilkada 2024"
    )
    assert len(table(report, "measured").rows) == 1
    assert table(report, "parts").rows[0][1:] == (
        Bilingual("Laki-laki dan perempuan", "Men and women"),
        *(700, 1_000, 0, 0),
    )


def test_sexes_that_do_not_make_the_whole_are_told() -> None:
    report = build_turnout(
        asking(
            measurement("all", 700, 1_000),
            measurement("men", 340, 500, sex=Sex.MALE),
            measurement("women", 350, 490, sex=Sex.FEMALE),
            on=AFTER,
        )
    )

    assert table(report, "parts").rows[0][4:] == (10, 10)
    assert "laki-laki dan perempuan 10 pengguna hak pilih dan 10 pemilih" in notes(report)


def test_a_group_larger_than_the_whole_is_told() -> None:
    whole = measurement("all", 700, 1_000)
    fits = measurement("disabled", 30, 40, with_disabilities=True)
    larger = measurement("disabled", 10, 1_001, with_disabilities=True)

    assert "kelompok ini" not in notes(build_turnout(asking(whole, fits, on=AFTER)))
    told = notes(build_turnout(asking(whole, larger, on=AFTER)))
    assert "dengan kelompok ini 0 pengguna hak pilih dan -1 pemilih" in told


@given(st.data())
def test_districts_add_up_or_the_gap_is_named(data: st.DataObject) -> None:
    places = districts(30)
    shares = data.draw(
        st.lists(
            st.tuples(st.integers(0, 10_000), st.integers(1, 10_000)),
            min_size=len(places),
            max_size=len(places),
        )
    )
    voted, voters = (sum(column) for column in zip(*shares, strict=True))
    more = data.draw(st.integers(0, 5))
    whole = measurement("whole", voted + more, voters)
    parts = [part(place, *share) for place, share in zip(places, shares, strict=True)]
    report = build_turnout(asking(whole, *parts, on=AFTER))

    count = len(places)
    assert [row[1:] for row in table(report, "parts").rows] == [
        (
            Bilingual(f"{count} wilayah", f"{count} areas"),
            *(voted, voters, more, 0),
        )
    ]
    assert ("selisih dengan jumlah" in notes(report)) is (more > 0)
    assert "rata-rata daerah" in notes(report)


def test_missing_districts_are_named_and_no_gap_is_told() -> None:
    places = districts(30)
    report = build_turnout(
        asking(
            measurement("whole", 100, 200), *(part(place, 1, 2) for place in places[:-1]), on=AFTER
        )
    )

    assert table(report, "parts").rows[0][2:] == (
        len(places) - 1,
        2 * (len(places) - 1),
        None,
        None,
    )
    assert f"belum ada angka {places[-1].name}." in notes(report)


def test_parts_make_a_sum_where_the_whole_is_unknown() -> None:
    report = build_turnout(asking(*(part(place, 1, 2) for place in districts(30)), on=AFTER))

    assert table(report, "parts").rows[0][4:] == (None, None)
    assert report.summary[0].id.startswith(f"Belum ada angka partisipasi {KUKAR.name}")


def test_gaps_of_other_areas_are_named_in_one_line() -> None:
    kaltim = Place(code=AreaCode("64"), name="Kalimantan Timur")
    regencies = [each.place() for each in areas.get("64").children()]
    report = build_turnout(
        asking(
            *national(
                measurement("kaltim", 1, 1_000, area=kaltim),
                *(part(each, 1, 2) for each in regencies),
            ),
            on=AFTER,
            commission=Id("kpu/id"),
        )
    )

    assert "tidak sama dengan keseluruhan: Kalimantan Timur, Pilkada 2024." in notes(report)
    assert "Indonesia, Pilkada 2024: belum ada angka Aceh, Sumatera Utara" in notes(report)
    assert "dan 25 lainnya" in notes(report)


def test_the_same_remark_stands_there_once() -> None:
    report = build_turnout(
        asking(*(part(place, 1, 2, note="Contoh catatan.") for place in districts(3)), on=AFTER)
    )

    assert sum("Contoh catatan." in note.id for note in report.notes) == 1


def test_different_denominators_are_not_pooled() -> None:
    first, second = districts(2)
    other = Ratio(numerator=1, denominator=2, basis="DPT+DPTb")
    report = build_turnout(asking(part(first, 1, 2), part(second, 1, 2, ratio=other), on=AFTER))

    assert table(report, "parts").rows[0][2:] == (None, None, None, None)
    assert "Penyebutnya menghitung hal yang berbeda" in notes(report)


def test_a_mean_is_not_compared_with_sums() -> None:
    report = build_turnout(
        asking(
            measurement("whole", 1, 1, ratio=None, mean_of_regions=20, printed_percent=Decimal(50)),
            *(part(place, 1, 2) for place in districts(30)),
            on=AFTER,
        )
    )

    assert table(report, "parts").rows[0][4:] == (None, None)


def test_parts_that_exceed_the_whole_are_told_even_when_some_are_missing() -> None:
    first, second = districts(2)
    report = build_turnout(
        asking(measurement("whole", 3, 9), part(first, 1, 5), part(second, 1, 6), on=AFTER)
    )

    assert table(report, "parts").rows[0][4:] == (0, -2)
    assert "jumlah 2 dari 20 wilayah 0 pengguna hak pilih dan -2 pemilih" in notes(report)


def test_a_wider_area_is_not_judged_by_one_part() -> None:
    kaltim = Place(code=AreaCode("64"), name="Kalimantan Timur")
    report = build_turnout(asking(measurement("kaltim", 5, 10, area=kaltim), LAST, on=AFTER))

    assert table(report, "parts").rows == ()
    assert [row[0] for row in table(report, "measured").rows] == [kaltim.name, KUKAR.name]


def test_an_area_with_a_replaced_code_does_not_stop_the_report() -> None:
    old = Place(code=AreaCode("91.01.01"))
    report = build_turnout(
        asking(*national(measurement("m", 1, 2, area=old)), on=AFTER, commission=Id("kpu/id"))
    )

    assert table(report, "measured").rows[0][0] == "91.01.01"


def test_no_kota_is_missing_from_a_vote_on_regents() -> None:
    kabupaten = [each for each in areas.get("64").children() if each.kind == "kabupaten"]
    parts = [
        measurement(f"p/{each.code}", 1, 2, area=each.place(), contest=Id(f"pilkada/2024/{each.code}/regent"))
        for each in kabupaten
    ]  # fmt: skip
    report = build_turnout(asking(*national(*parts), on=AFTER, commission=Id("kpu/id")))
    by_whole = {row[0]: row[1] for row in table(report, "parts").rows}

    assert by_whole[
        Bilingual(
            "Kalimantan Timur, Pilkada 2024, Bupati", "Kalimantan Timur, Pilkada 2024, Regent"
        )
    ] == Bilingual("7 wilayah", "7 areas")
    assert "Jakarta" not in notes(report)


def test_no_province_without_a_governor_is_missing() -> None:
    voted = [each for each in areas.country().children() if str(each.code) != "34"]
    parts = [
        measurement(f"p/{each.code}", 1, 2, area=each.place(), contest=Id("pilkada/2024/governor"))
        for each in voted
    ]
    report = build_turnout(asking(*national(*parts), on=AFTER, commission=Id("kpu/id")))

    assert table(report, "parts").rows[0][1:4] == (Bilingual("37 wilayah", "37 areas"), 37, 74)


def test_nothing_known_is_no_chart() -> None:
    other = measurement("other", 1, 2, indicator=Code("unregistered-voters"))
    pieces = measurement("pieces", 1, 1, ratio=None, count=3)
    report = build_turnout(asking(other, pieces, on=AFTER))

    assert report.charts == ()
    assert report.summary[0].en.startswith("No turnout of")
