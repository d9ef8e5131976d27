"""Figures that must fit together: by sex, by area, by list, and told twice."""

from datetime import date
from decimal import Decimal

from pilkada_outreach import Code, Measurement, Problem, Record, Snapshot, evolve
from pilkada_outreach.domain.indicator import RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.reference import areas
from pilkada_outreach.rules.base import RegisterQuestion
from pilkada_outreach.rules.figures import FIGURES
from tests.measuring.figures import INTERIM, indicator, measured, ratio

DISTRICTS = [str(area.code) for area in areas.get("64.02").children()]


def found(*records: Record) -> tuple[Problem, ...]:
    question = RegisterQuestion(
        snapshot=Snapshot(records), on=date(2025, 1, 1), timetable_of=lambda _: None
    )
    return FIGURES.register_problems(question)


def told(*records: Record) -> list[str]:
    return [f"{problem.code} {problem.path}" for problem in found(*records)]


def districts(numerator: int, denominator: int) -> list[Measurement]:
    return [measured(code, ratio(numerator, denominator)) for code in DISTRICTS]


def test_areas_that_do_not_add_up_are_told_with_the_gap() -> None:
    count = len(DISTRICTS)
    parts = districts(60, 100)

    assert told(measured("64.02", ratio(60 * count, 100 * count)), *parts) == []
    (problem,) = found(measured("64.02", ratio(60 * count + 7, 100 * count)), *parts)
    assert (problem.code, problem.path) == ("figures.shares-apart", "measurement/64.02.ratio")
    assert "a gap of 7 / 0" in problem.message()
    assert "selisih 7 / 0" in problem.message("id")
    assert f"measurement/{DISTRICTS[0]} ... measurement/{DISTRICTS[-1]}" in problem.message()


def test_some_areas_may_be_missing_but_not_exceed_their_whole() -> None:
    some = districts(60, 100)[:2]

    assert told(measured("64.02", ratio(500, 900)), *some) == []
    assert told(measured("64.02", ratio(119, 900)), *some) == [
        "figures.shares-apart measurement/64.02.ratio"
    ]
    assert told(measured("id", ratio(119, 900)), *some) == [
        "figures.shares-apart measurement/id.ratio"
    ]
    assert told(measured("33.13", ratio(119, 900)), *some) == []


def test_breakdowns_by_sex_disability_and_segment() -> None:
    whole = measured("64.02", ratio(60, 100))
    men, women = (
        measured("64.02", ratio(n, d), sex=sex)
        for n, d, sex in ((28, 50, Sex.MALE), (32, 50, Sex.FEMALE))
    )
    disabled = measured("64.02", ratio(3, 4), with_disabilities=True)
    first_time = measured("64.02", ratio(9, 10), segment=Code("pemula"))

    assert told(whole, men, women, disabled, first_time) == []
    assert told(whole, men) == []
    more_women = measured("64.02", ratio(33, 50), sex=Sex.FEMALE)
    assert told(whole, men, more_women) == ["figures.shares-apart measurement/64.02.ratio"]
    fewer_women = measured("64.02", ratio(31, 50), sex=Sex.FEMALE)
    assert told(whole, men, fewer_women) == ["figures.shares-apart measurement/64.02.ratio"]
    too_many = measured("64.02", ratio(61, 100), with_disabilities=True)
    assert told(whole, too_many) == ["figures.shares-apart measurement/64.02.ratio"]
    assert told(whole, measured("64.02", ratio(9, 101), segment=Code("pemula"))) == [
        "figures.shares-apart measurement/64.02.ratio"
    ]
    assert told(whole, measured("64.02", ratio(70, 100), sex=Sex.MALE)) == [
        "figures.shares-apart measurement/64.02.ratio"
    ]


def test_figures_are_compared_with_their_like_only() -> None:
    count = len(DISTRICTS)
    whole, parts = measured("64.02", ratio(1, 2)), districts(60, 100)

    assert told(whole, *parts) == ["figures.shares-apart measurement/64.02.ratio"]
    interim = measured("64.02", ratio(1, 2), status=INTERIM)
    assert told(interim, *parts) == []
    assert told(measured("64.02", ratio(1, 2), election_name="Pilkada 2020"), *parts) == []
    assert told(indicator(RollUp.NEVER), whole, *parts) == []
    assert told(measured("64.02", printed_percent=Decimal(60)), *parts) == []
    assert told(measured("64.02", count=5), *parts) == []
    other_list = measured("64.02", ratio(60 * count, 5, "DPT+DPTb+DPK"))
    assert told(other_list, *parts) == []
    assert told(measured("64.02", ratio(61 * count, 5, "DPT+DPTb+DPK")), *parts) == [
        "figures.shares-apart measurement/64.02.ratio"
    ]


def test_unknown_areas_are_another_rule_s_business() -> None:
    assert told(measured("99.01", ratio(1, 2)), measured("99.01.01", ratio(3, 4))) == []


def test_two_final_results_name_both_sources() -> None:
    one, other = measured("64.02", ratio(60, 100)), measured("64.02", ratio(61, 100), note="lain")
    (problem,) = found(one, other)

    assert problem.code == "figures.two-results"
    assert problem.path == "measurement/64.02.status"
    assert "60 / 100 (KPU Contoh 2024), and 61 / 100 in measurement/64.02/lain" in problem.message()
    assert told(one, measured("64.02", ratio(60, 100), note="lagi")) == []
    assert told(one, measured("64.02", ratio(61, 100), status=INTERIM)) == []
    assert told(evolve(one, status=INTERIM), evolve(other, status=INTERIM)) == []
    assert told(one, measured("64.02", ratio(60, 101), note="lagi")) == [
        "figures.two-results measurement/64.02.status"
    ]
    assert told(one, measured("64.02", ratio(60, 101, "DPT+DPTb"), note="lagi")) == []
    counts = [measured("64.02", count=count, note=str(count)) for count in (5, 5, 6)]
    assert len(found(counts[0], counts[2])) == 1


def test_a_printed_result_disagrees_by_more_than_its_rounding() -> None:
    exact = measured("33.13", ratio(586_101, 711_480))

    assert told(exact, measured("33.13", printed_percent=Decimal("82.4"))) == []
    assert told(exact, measured("33.13", printed_percent=Decimal("82.29"))) == [
        "figures.two-results measurement/33.13.status"
    ]
    mean = measured("33.13", printed_percent=Decimal(80), mean_of_regions=17)
    assert told(exact, mean) == []  # another thing, and labelled so
