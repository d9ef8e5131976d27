"""Rolling up along the tree of areas: the right weights, nothing twice, and what is missing by name."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import AreaCode, Code, Id, Measurement, Place, Ratio, UnknownRecord, evolve
from pilkada_outreach.domain.indicator import IndicatorUnit, RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.measuring.roll_up import RolledUp, excess, gap, rolled_up
from pilkada_outreach.measuring.subject import by_subject, subject
from pilkada_outreach.reference import areas
from tests.measuring.figures import FINAL, INTERIM, indicator, measured, ratio

TURNOUT = indicator()
VOTERS = indicator(RollUp.SUM, "voters", IndicatorUnit.COUNT)
KUKAR, KALTIM = AreaCode("64.02"), AreaCode("64")
DISTRICTS = [str(area.code) for area in areas.get("64.02").children()]
LISTED = Path(__file__).parents[1] / "data" / "dpt_pemilu2024_provinsi.csv"


def found(rolled: RolledUp) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in rolled.problems]


def districts(*figures: tuple[int, int]) -> list[Measurement]:
    """The first districts of Kutai Kartanegara."""
    return [
        measured(code, ratio(*figure)) for code, figure in zip(DISTRICTS, figures, strict=False)
    ]


def test_the_voters_of_the_provinces_are_those_of_the_country() -> None:
    with LISTED.open(encoding="utf-8") as file:
        provinces = [
            measured(row["code"], count=int(row["dpt"]), indicator=Code("voters"))
            for row in csv.DictReader(file)
        ]
    rolled = rolled_up(VOTERS, AreaCode("id"), provinces)

    assert rolled.count == rolled.figure == 203_056_748
    assert rolled.complete
    assert rolled.status is FINAL
    assert len(rolled.parts) == 38
    abroad = 204_807_222 - 203_056_748
    whole = measured("id", count=204_807_222, indicator=Code("voters"))
    told = gap(whole, provinces)
    assert told is not None
    assert told.count == abroad == 1_750_474


def test_shares_are_weighted_and_what_is_missing_is_named() -> None:
    rolled = rolled_up(TURNOUT, KUKAR, districts((90, 100), (100, 1000)))

    assert rolled.ratio == Ratio(numerator=190, denominator=1100, basis="DPT", method="pooled")
    assert rolled.figure == Decimal("17.27")
    assert len(rolled.missing) == len(DISTRICTS) - 2
    assert str(rolled.missing[0].code) == DISTRICTS[2]
    assert rolled.missing[0].name
    assert not rolled.complete
    assert found(rolled) == []


def test_a_regency_and_its_districts_are_not_counted_twice() -> None:
    parts = districts(*[(1, 2)] * len(DISTRICTS))
    regency = measured("64.02", ratio(70, 100))
    rolled = rolled_up(TURNOUT, KALTIM, [*parts, regency])

    assert rolled.parts == (regency,)
    assert rolled.left_out == tuple(parts)
    assert rolled.figure == Decimal(70)
    without = rolled_up(TURNOUT, KALTIM, parts)
    assert without.parts == tuple(parts)
    assert without.left_out == ()
    assert KUKAR not in [place.code for place in without.missing]
    some = rolled_up(TURNOUT, KALTIM, parts[1:]).missing
    assert [str(place.code) for place in some if place.code.parent == KUKAR] == DISTRICTS[:1]
    country = measured("id", ratio(1, 10))
    assert rolled_up(TURNOUT, AreaCode("id"), [country, regency]).left_out == ()
    assert rolled_up(TURNOUT, KUKAR, [*parts, regency]).parts == tuple(parts)


def test_areas_that_do_not_vote_are_not_missing() -> None:
    kinds = {str(area.code): area.kind for area in areas.get("64").children()}
    regencies = [code for code, kind in kinds.items() if kind == "kabupaten"]
    cities = [AreaCode(code) for code, kind in kinds.items() if kind == "kota"]
    votes = [measured(code, ratio(7, 10)) for code in regencies]

    assert rolled_up(TURNOUT, KALTIM, votes, without=cities).complete
    assert [place.code for place in rolled_up(TURNOUT, KALTIM, votes).missing] == cities
    city = measured(str(cities[0]), ratio(1, 10))
    assert rolled_up(TURNOUT, KALTIM, [*votes, city], without=cities).figure == Decimal(70)
    below = measured(f"{cities[0]}.01", ratio(1, 10))
    assert rolled_up(TURNOUT, KALTIM, [*votes, below], without=cities).complete


def test_the_final_figure_is_taken_and_an_interim_one_is_told() -> None:
    early = measured(DISTRICTS[0], ratio(60, 100), status=INTERIM, known_from=date(2024, 12, 20))
    final = measured(DISTRICTS[0], ratio(65, 100), known_from=date(2024, 12, 4))
    other = measured(DISTRICTS[1], ratio(50, 100), status=INTERIM)
    rolled = rolled_up(TURNOUT, KUKAR, [early, final, other])

    assert rolled.parts == (final, other)
    assert rolled.interim == (other,)
    corrected = measured(DISTRICTS[0], ratio(66, 100), known_from=date(2024, 12, 9), id=Id("a/b"))
    assert rolled_up(TURNOUT, KUKAR, [corrected, final]).parts == (corrected,)
    assert rolled.status is INTERIM
    assert rolled_up(TURNOUT, KUKAR, [early, final]).status is FINAL
    assert rolled_up(TURNOUT, KUKAR, []).status is None


def test_what_may_not_be_joined_is_refused() -> None:
    never = indicator(RollUp.NEVER)
    rolled = rolled_up(never, KUKAR, districts((1, 2)))

    assert found(rolled) == ["roll-up.never indicator/turnout.roll_up"]
    assert (rolled.figure, rolled.parts, rolled.complete) == (None, (), False)
    women = measured(DISTRICTS[1], ratio(1, 2), sex=Sex.FEMALE)
    mixed = rolled_up(TURNOUT, KUKAR, [*districts((1, 2)), women])
    assert found(mixed) == ["roll-up.mixed measurements"]
    assert "turnout, Pilkada 2024; turnout, Pilkada 2024, female" in mixed.problems[0].message()
    assert mixed.figure is None


@pytest.mark.parametrize(
    "other",
    [
        {"election_name": "Pilkada 2020"},
        {"contest": Id("pilkada/2024/64/governor")},
        {"segment": Code("pemula")},
        {"sex": Sex.MALE},
        {"with_disabilities": True},
    ],
    ids=str,
)
def test_one_subject_at_a_time(other: dict[str, object]) -> None:
    whole, part = districts((1, 2), (1, 2))
    apart = [whole, evolve(part, **other)]

    assert found(rolled_up(TURNOUT, KUKAR, apart)) == ["roll-up.mixed measurements"]
    groups = by_subject(apart)
    assert list(groups.values()) == [[whole], [apart[1]]]
    assert [rolled_up(TURNOUT, KUKAR, group).figure for group in groups.values()] == [50, 50]


def test_each_commission_names_the_same_vote_by_its_own_ids() -> None:
    votes = [
        measured(
            code,
            ratio(1, 2),
            election=Id(f"pilkada/2024/{code}"),
            contest=Id(f"pilkada/2024/{code}/regent"),
        )
        for code in ("64.01", "64.02")
    ]

    assert subject(votes[0]) == subject(votes[1])
    assert rolled_up(TURNOUT, KALTIM, votes).figure == 50


def test_percentages_without_figures_are_missing_and_never_guessed() -> None:
    known, printed, mean = (
        measured(DISTRICTS[0], ratio(50, 100)),
        measured(DISTRICTS[1], printed_percent=Decimal("60.13")),
        measured(DISTRICTS[2], printed_percent=Decimal("76.09"), mean_of_regions=269),
    )
    rolled = rolled_up(TURNOUT, KUKAR, [known, printed, mean])

    assert rolled.figure == Decimal(50)
    assert [str(place.code) for place in rolled.missing[:2]] == DISTRICTS[1:3]
    assert found(rolled) == [
        f"roll-up.figures-unknown {printed.id}",
        f"roll-up.figures-unknown {mean.id}",
    ]
    assert "60.13 %" in rolled.problems[0].message("id")


def test_denominators_that_count_different_things_are_not_pooled() -> None:
    mixed = [measured(DISTRICTS[0], ratio(1, 2)), measured(DISTRICTS[1], ratio(1, 2, "DPS"))]
    rolled = rolled_up(TURNOUT, KUKAR, mixed)

    assert found(rolled) == ["turnout.bases ratios"]
    assert rolled.figure is None
    assert not rolled.complete
    other = rolled_up(TURNOUT, KUKAR, [measured(DISTRICTS[0], ratio(1, 2, "DPT+DPTb"))])
    assert found(other) == ["roll-up.basis ratio.basis"]
    assert other.figure == Decimal(50)


def test_an_area_without_a_place_in_the_tree_is_told() -> None:
    old = measured("91.01", ratio(1, 2))
    bps = measured("bps:6402", ratio(1, 2))

    assert found(rolled_up(TURNOUT, AreaCode("id"), [old])) == [
        f"roll-up.area-unplaced {old.id}.area"
    ]
    assert rolled_up(TURNOUT, KALTIM, [bps]).parts == (bps,)
    with pytest.raises(UnknownRecord):
        rolled_up(TURNOUT, AreaCode("64.99"), [])


def test_figures_of_other_areas_and_indicators_are_passed_over() -> None:
    outside = measured("33.13", ratio(586_101, 711_480))
    whole = measured("64.02", ratio(1, 2))
    other = measured(DISTRICTS[1], ratio(1, 2), indicator=Code("attendance"))
    rolled = rolled_up(TURNOUT, KUKAR, [outside, whole, other, *districts((3, 4))])

    assert rolled.figure == Decimal(75)


VILLAGES = [str(area.code) for area in areas.get("64.02.06").children()]
TREE = [*VILLAGES[:4], *[str(area.code) for area in areas.get("64.02.05").children()][:3]]
COUNTS = st.tuples(st.integers(0, 600), st.integers(1, 600))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Measurement], int, int]:
    """Votes counted in villages; some areas report them added up, beside their parts or in their place."""
    counted = {code: draw(COUNTS) for code in draw(st.sets(st.sampled_from(TREE), min_size=1))}
    sums: dict[str, tuple[int, int]] = dict(counted)
    for size in (8, 5):
        for key in {code[:size] for code in counted}:
            inside = [figure for code, figure in counted.items() if code[:size] == key]
            sums[key] = (sum(n for n, _ in inside), sum(d for _, d in inside))
    reported = set(counted)
    for key in draw(st.sets(st.sampled_from([code for code in sums if len(code) < 13]))):
        if draw(st.booleans()):
            reported = {code for code in reported if not code.startswith(f"{key}.")}
        reported.add(key)
    figures = [
        measured(code, ratio(*sums[code])) for code in draw(st.permutations(sorted(reported)))
    ]
    return figures, sum(n for n, _ in counted.values()), sum(d for _, d in counted.values())


@given(trees())
def test_weighted_turnout_is_the_direct_count(tree: tuple[list[Measurement], int, int]) -> None:
    figures, numerator, denominator = tree
    rolled = rolled_up(TURNOUT, AreaCode("id"), figures)

    assert rolled.ratio is not None
    assert (rolled.ratio.numerator, rolled.ratio.denominator) == (numerator, denominator)
    assert sorted([*rolled.parts, *rolled.left_out], key=str) == sorted(figures, key=str)
    assert gap(measured("64", rolled.ratio), rolled.parts) is None


def test_a_gap_names_numerator_and_denominator_apart() -> None:
    whole = measured("64.02", ratio(100, 200))
    parts = districts((60, 120), (30, 80))

    assert gap(whole, districts((60, 120), (40, 80))) is None
    assert gap(whole, []) is None
    told = gap(whole, parts)
    assert told is not None
    assert (told.numerator, told.denominator, told.count) == (10, 0, 0)
    assert (told.whole, told.parts) == (whole, tuple(parts))
    more = gap(whole, districts((60, 120), (50, 81)))
    assert more is not None
    assert (more.numerator, more.denominator) == (-10, -1)
    voters = gap(whole, districts((60, 120), (40, 79)))
    assert voters is not None
    assert (voters.numerator, voters.denominator) == (0, 1)


def test_men_and_women_are_all_and_the_disabled_are_some() -> None:
    # the final list of Pemilu 2024, voters abroad among them
    listed = {
        sex: measured("id", count=count, sex=sex)
        for sex, count in {
            None: 204_807_222,
            Sex.MALE: 102_218_503,
            Sex.FEMALE: 102_588_719,
        }.items()
    }
    disabled = measured("id", count=1_101_178, with_disabilities=True)

    assert gap(listed[None], [listed[Sex.MALE], listed[Sex.FEMALE]]) is None
    assert excess(listed[None], [disabled]) is None
    told = excess(disabled, [listed[Sex.MALE]])
    assert told is not None
    assert told.count == 1_101_178 - 102_218_503
    one_too_many = excess(measured("64", ratio(5, 10)), [measured("64.01", ratio(6, 8))])
    assert one_too_many is not None
    assert (one_too_many.numerator, one_too_many.denominator) == (-1, 0)
    too_long = excess(measured("64", ratio(5, 10)), [measured("64.01", ratio(4, 12))])
    assert too_long is not None
    assert (too_long.numerator, too_long.denominator) == (0, -2)


def test_what_cannot_be_compared_is_not() -> None:
    share, count = measured("64", ratio(1, 2)), measured("64", count=5)
    printed = measured("64", printed_percent=Decimal(50))

    for whole, part in ((share, printed), (printed, share), (share, count), (count, share)):
        with pytest.raises(ValueError, match="measurement/64"):
            gap(whole, [part])


def test_places_are_named_for_people() -> None:
    rolled = rolled_up(TURNOUT, KUKAR, [])

    assert rolled.area == Place(code=KUKAR, name="Kabupaten Kutai Kartanegara")
