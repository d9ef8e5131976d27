"""Progress: each target beside the figure of its own area, earlier elections, and early warnings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import (
    AreaCode,
    Code,
    Election,
    Id,
    Measurement,
    Place,
    Problem,
    Record,
    Regime,
    Severity,
    Snapshot,
    Target,
    VoterList,
    evolve,
)
from pilkada_outreach.domain.indicator import Direction, IndicatorUnit, RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.measuring.progress import Progress, progress
from tests.measuring.figures import INTERIM, SEEN, indicator, measured, ratio

BALIKPAPAN = Place(code=AreaCode("64.71"), name="Kota Balikpapan")
VOTE = Id("pilkada/2024/64.71")
MAYOR = Id("pilkada/2024/64.71/mayor")
BEFORE, AFTER = date(2024, 9, 1), date(2024, 12, 31)


def target(area: str = "64.71", **fields: Any) -> Target:
    given: dict[str, Any] = {
        "id": Id.of("target", "turnout", 2024, area),
        "indicator": Code("turnout"),
        "percent": None if "count" in fields else Decimal(75),
        "area": Place(code=AreaCode(area)),
        "election": "Pilkada 2024",
        "set_by": "KPU Balikpapan",
        "known_from": date(2024, 7, 1),
        "source": SEEN,
    }
    return Target(**(given | fields))


def one(*records: Record, on: date = AFTER, area: str | None = None) -> Progress:
    """The progress of the only target among the records."""
    (found,) = progress(Snapshot(records), on, None if area is None else AreaCode(area))
    return found


def told(found: Progress) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in found.warnings]


def printed(percent: str, area: str = "64.71", **fields: Any) -> Measurement:
    return measured(area, printed_percent=Decimal(percent), **fields)


def test_a_target_is_measured_in_its_own_area() -> None:
    result, country = printed("60.13"), printed("71", "id")
    found = one(target(), result, country, printed("69.44", "64"))

    assert found.measurement == result
    assert found.local is None
    assert found.distance_in_points == Decimal("-14.87")
    assert found.achievement_percent == Decimal("80.17")
    assert not found.interim


def test_a_national_target_is_not_judged_by_one_regency() -> None:
    national, own = target("id", percent=Decimal(82)), printed("60.13")
    found = one(national, own)

    assert (found.measurement, found.distance_in_points, found.achievement_percent) == (None,) * 3
    assert found.local == own
    assert found.local_distance_in_points == Decimal("-21.87")
    both = one(national, own, printed("71", "id"))
    assert both.distance_in_points == Decimal(-11)
    assert both.local == own


def test_whose_figure_stands_beside_a_wider_target() -> None:
    national, own, other = target("id"), printed("60.13"), printed("59.77", "64.72")

    assert one(national, own, other).local is None
    assert one(national, own, other, area="64.71").local == own
    assert one(national, own, other, area="64.02").local is None
    assert one(target("64"), own, other, printed("82.38", "33.13"), area="33.13").local is None
    assert one(target("64.71"), own, area="64.71").local is None


@pytest.mark.parametrize(
    ("of_target", "of_measurement", "same"),
    [
        ({}, {}, True),
        ({"election_id": VOTE}, {"election": VOTE, "election_name": "Pilwali 2024"}, True),
        ({"election_id": VOTE}, {"election": Id("psu/2025/64.71")}, False),
        ({"election_id": VOTE}, {}, True),
        ({}, {"election": VOTE, "election_name": "Pilkada 2020"}, False),
        ({"contest": MAYOR}, {"contest": MAYOR}, True),
        ({"contest": MAYOR}, {"contest": Id("pilkada/2024/64/governor")}, False),
        ({"contest": MAYOR}, {}, False),
        ({}, {"contest": MAYOR}, True),
        ({}, {"indicator": Code("unregistered-voters")}, False),
        ({}, {"sex": Sex.FEMALE}, False),
        ({"sex": Sex.FEMALE}, {"sex": Sex.FEMALE}, True),
        ({"segment": Code("pemula")}, {}, False),
        ({"segment": Code("pemula")}, {"segment": Code("pemula")}, True),
        ({"with_disabilities": True}, {"with_disabilities": True}, True),
        ({}, {"with_disabilities": True}, False),
    ],
    ids=str,
)
def test_a_target_is_measured_by_what_it_is_about(
    of_target: dict[str, Any], of_measurement: dict[str, Any], same: bool
) -> None:
    result = printed("60.13", **of_measurement)

    assert one(target(**of_target), result).measurement == (result if same else None)


def test_the_final_figure_counts_and_nothing_known_later() -> None:
    interim = printed("60", status=INTERIM, known_from=date(2024, 12, 2))
    final = printed("60.13", known_from=date(2024, 12, 6))
    press = printed("61", status=INTERIM, known_from=date(2024, 12, 9))
    records = (target(), interim, final, press)

    assert one(*records, on=date(2024, 12, 1)).measurement is None
    early = one(*records, on=date(2024, 12, 2))
    assert (early.measurement, early.interim) == (interim, True)
    assert one(*records).measurement == final
    assert progress(Snapshot(records), date(2024, 6, 30)) == ()


def test_all_contests_together_go_before_one_of_them() -> None:
    together, mayor = printed("60"), printed("61", contest=MAYOR, known_from=date(2024, 12, 9))

    assert one(target(), together, mayor).measurement == together
    assert one(target(contest=MAYOR), together, mayor).measurement == mayor


def test_several_targets_stand_side_by_side() -> None:
    targets = [
        target(id=Id.of("target", set_by), set_by=set_by, percent=Decimal(percent), known_from=day)
        for set_by, percent, day in (
            ("second", "82", date(2024, 11, 21)),
            ("first", "79.5", date(2022, 11, 7)),
        )
    ]
    found = progress(Snapshot([*targets, printed("60.13")]), AFTER)

    assert [item.target.set_by for item in found] == ["first", "second"]
    assert [item.distance_in_points for item in found] == [Decimal("-19.37"), Decimal("-21.87")]


def test_fewer_is_better_where_the_indicator_says_so() -> None:
    missing = indicator(
        RollUp.SUM, "unregistered-voters", IndicatorUnit.COUNT, direction=Direction.LESS
    )
    aim = target(indicator=missing.code, count=100)
    more, less, none = (
        one(missing, aim, measured("64.71", count=count, indicator=missing.code))
        for count in (120, 80, 0)
    )

    assert [each.distance_in_points for each in (more, less, none)] == [-20, 20, 100]
    assert [each.achievement_percent for each in (more, less, none)] == [80, 120, 200]
    assert one(missing, evolve(aim, count=0), measured("64.71", count=0, indicator=missing.code)) \
        .achievement_percent is None  # fmt: skip


def test_a_share_is_no_distance_from_a_count() -> None:
    found = one(target(count=1000), printed("60.13"))

    assert found.measurement is not None
    assert (found.distance_in_points, found.achievement_percent) == (None, None)


@given(st.decimals(1, 100, places=2), st.integers(0, 10**6), st.integers(1, 10**6))
def test_achievement_and_distance_agree(aim: Decimal, numerator: int, denominator: int) -> None:
    found = one(target(percent=aim), measured("64.71", ratio(numerator, denominator)))

    assert found.distance_in_points is not None
    assert found.achievement_percent is not None
    if found.distance_in_points > 0:
        assert found.achievement_percent >= 100
    elif found.distance_in_points < 0:
        assert found.achievement_percent <= 100
    else:
        assert found.achievement_percent == 100


EARLIER = (
    printed("59.48", election_name="Pilkada 2020", known_from=date(2020, 12, 17)),
    printed("50", election_name="Contoh 2015", known_from=date(2015, 12, 17)),
)


def test_earlier_elections_of_the_same_area_stand_beside_it() -> None:
    elsewhere = printed("82.38", "33.13", election_name="Pilkada 2018", known_from=date(2018, 7, 4))
    found = one(target(), *EARLIER, elsewhere, printed("60.13"))

    assert [each.election_name for each in found.earlier] == ["Contoh 2015", "Pilkada 2020"]
    assert found.warnings == ()  # it is over


def test_an_election_after_the_target_s_is_not_earlier() -> None:
    pemilu = target(election="Pemilu 2024", known_from=date(2022, 11, 7))
    pilkada = printed("60.13")
    at_the_polls = printed("79.8", election_name="Pemilu 2024", known_from=date(2024, 3, 20))

    assert one(pemilu, pilkada, at_the_polls, EARLIER[0]).earlier == EARLIER[:1]
    assert one(pemilu, pilkada, EARLIER[0]).earlier == EARLIER[:1]
    assert one(target(), pilkada, at_the_polls).earlier == (at_the_polls,)
    assert one(election(), target(election_id=VOTE), at_the_polls).earlier == (at_the_polls,)
    assert one(target(), at_the_polls).earlier == (at_the_polls,)
    long_ago = target(election_id=VOTE, known_from=date(2024, 1, 2))
    assert one(election(), long_ago, at_the_polls).earlier == (at_the_polls,)
    assert one(long_ago, at_the_polls).earlier == ()  # nobody knows which came first
    too_soon = printed("60", status=INTERIM, known_from=date(2024, 11, 1))
    assert one(election(), target(election_id=VOTE), too_soon).earlier == ()


def test_earlier_results_are_of_the_same_office() -> None:
    governor = printed(
        "58", election_name="Pilkada 2018", known_from=date(2018, 7, 9),
        contest=Id("pilkada/2018/64/governor"),
    )  # fmt: skip
    mayor = evolve(EARLIER[0], contest=Id("pilkada/2020/64.71/mayor"))

    assert one(target(contest=MAYOR), governor, mayor, EARLIER[1]).earlier == (EARLIER[1], mayor)
    assert one(target(), governor, mayor).earlier == (governor, mayor)


def election(*lists: VoterList) -> Election:
    return Election(
        id=VOTE,
        regime=Regime.PILKADA,
        commission=Id("kpu/64.71"),
        area=BALIKPAPAN,
        polling_day=date(2024, 11, 27),
        timetable=Code("pilkada-2024"),
        contests=(),
        voter_lists=lists,
    )


def listed(version: str, voters: int, known_from: date) -> VoterList:
    return VoterList(version=Code(version), voters=voters, known_from=known_from, source=SEEN)


def test_a_target_that_was_never_reached_warns_early() -> None:
    found = one(target(), *EARLIER, on=BEFORE)

    assert told(found) == ["progress.earlier-short target/turnout/2024/64.71.percent"]
    (warning,) = found.warnings
    assert warning.severity is Severity.WARNING
    assert warning.message("id") == (
        "Belum pernah ada hasil 64.71 yang mencapai target 75 %: yang terbaik dari 2 hasil "
        "adalah 59.48 % (Pilkada 2020), terpaut 15.52 poin."
    )
    assert warning.source == "KPU Contoh 2024"
    reached = printed("75", election_name="Pilkada 2010", known_from=date(2010, 1, 1))
    assert told(one(target(), *EARLIER, reached, on=BEFORE)) == []
    assert told(one(target(), on=BEFORE)) == []


def test_a_wider_target_warns_with_the_local_past() -> None:
    found = one(target("id", percent=Decimal(82)), *EARLIER, on=BEFORE)

    assert (found.earlier, [each.figure for each in found.local_earlier]) == (
        (), [Decimal(50), Decimal("59.48")],
    )  # fmt: skip
    assert told(found) == ["progress.earlier-short target/turnout/2024/id.percent"]


def test_a_wider_target_does_not_warn_of_one_regency_s_result() -> None:
    national = target("id", percent=Decimal(82))
    interim = printed("60", status=INTERIM, known_from=date(2024, 12, 2))

    assert told(one(national, *EARLIER, printed("60.13"))) == []
    assert told(one(national, interim)) == []


def test_fewer_than_ever_warns_too() -> None:
    missing = indicator(
        RollUp.SUM, "unregistered-voters", IndicatorUnit.COUNT, direction=Direction.LESS
    )
    past = measured(
        "64.71", count=120, indicator=missing.code,
        election_name="Pilkada 2020", known_from=date(2020, 12, 17),
    )  # fmt: skip
    aim = target(indicator=missing.code, count=100)

    assert told(one(missing, aim, past, on=BEFORE)) == [
        "progress.earlier-short target/turnout/2024/64.71.count"
    ]
    assert told(one(missing, evolve(aim, count=120), past, on=BEFORE)) == []


def test_an_interim_figure_below_the_target_warns() -> None:
    interim = printed("60", status=INTERIM, known_from=date(2024, 12, 2))

    assert told(one(target(), interim)) == [
        "progress.interim-short target/turnout/2024/64.71.percent"
    ]
    assert told(one(target(percent=Decimal(60)), interim)) == []
    assert told(one(target(), interim, printed("60.13"))) == []


def test_a_voter_list_that_may_still_move_warns() -> None:
    lists = (
        listed("dp4", 510_000, date(2024, 8, 1)),
        listed("dps", 500_000, date(2024, 8, 12)),
        listed("dpt", 520_986, date(2024, 9, 19)),
    )
    records = (election(*lists), indicator(), target(election_id=VOTE))

    def on(day: date, *more: Record) -> list[Problem]:
        return list(one(*records, *more, on=day).warnings)

    assert [problem.code for problem in on(date(2024, 7, 15))] == ["progress.list-unknown"]
    (moves,) = on(date(2024, 8, 12))
    assert moves.code == "progress.list-moves"
    assert "500000" in moves.message("id")
    assert moves.path == "pilkada/2024/64.71.voter_lists"
    assert on(date(2024, 9, 19)) == []
    assert on(date(2024, 8, 12), printed("60.13", known_from=date(2024, 8, 1))) == []
    without = one(election(), target(election_id=VOTE), on=BEFORE)
    assert told(without) == []  # nobody said what weighs it


def test_a_deadline_without_a_figure_warns() -> None:
    due = target(by=date(2024, 12, 16))

    assert told(one(due, on=date(2024, 12, 16))) == []
    assert told(one(due, on=date(2024, 12, 17))) == [
        "progress.not-measured target/turnout/2024/64.71.by"
    ]
    assert told(one(due, printed("60.13"), on=date(2024, 12, 17))) == []
    assert told(one(target(), on=AFTER)) == []
