"""Activities: how, when, who came, and what is to be done."""

from datetime import date, time

import pytest

from pilkada_outreach import AreaCode, Code, Id, Place, evolve
from pilkada_outreach.domain.activity import Activity, Attendance, SegmentCount
from pilkada_outreach.domain.paper import Task
from pilkada_outreach.domain.people import Speaker
from pilkada_outreach.snapshot import Snapshot
from tests.findings import refused, sentence, warned

DAY = date(2024, 7, 17)


def activity(**fields: object) -> Activity:
    given: dict[str, object] = {
        "id": Id("activity/kpu-64.71/2024-07-17/sosialisasi"),
        "commission": Id("kpu/64.71"),
        "title": "Sosialisasi kepada lurah, Danramil, dan Babinsa",
        "method": Code("discussion"),
        "place": Place(code=AreaCode("64.71"), name="Kota Balikpapan"),
        "day": DAY,
        "speakers": (Speaker(name="Fulan", office="Ketua KPU Kota Balikpapan"),),
        **fields,
    }
    return Activity(**given)  # type: ignore[arg-type]  # a table of fields


def attendance(total: int, known_from: date = DAY, **fields: object) -> Attendance:
    given: dict[str, object] = {"total": total, "known_from": known_from, **fields}
    return Attendance(**given)  # type: ignore[arg-type]  # a table of fields


def test_an_activity_is_direct_or_goes_through_a_medium() -> None:
    assert warned(activity()) == []
    assert warned(activity(method=None, medium=Code("radio"))) == []
    assert warned(activity(medium=Code("radio"))) == []
    assert refused(lambda: activity(method=None)) == ["activity.method method"]


def test_hours_may_pass_midnight_but_are_asked_about() -> None:
    assert warned(activity(starts=time(9), ends=time(12))) == []
    assert warned(activity(starts=time(20), ends=time(2))) == ["activity.hours ends"]
    assert warned(activity(starts=time(9))) == []


def test_men_and_women_are_those_who_came_or_the_gap_is_named() -> None:
    assert warned(attendance(84, male=50, female=34, with_disabilities=2)) == []
    short = attendance(90, male=50, female=34)
    assert warned(short) == ["attendance.gap total"]
    assert "84 people, but 90 came: 6 between them" in sentence(short)
    assert "selisih 6" in sentence(short, "id")
    assert warned(attendance(90, male=50)) == []


def test_segments_may_overlap_but_none_is_more_than_all() -> None:
    first, women = Code("pemula"), Code("perempuan")
    both = (SegmentCount(segment=first, count=30), SegmentCount(segment=women, count=34))
    assert warned(attendance(40, segments=both)) == []
    assert refused(lambda: attendance(33, segments=both)) == ["attendance.part segments[1].count"]
    assert refused(lambda: attendance(40, segments=(*both, both[0]))) == [
        "attendance.segment-twice segments[2].segment"
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"male": -1}, "figure.negative male"),
        ({"female": 11}, "attendance.part female"),
        ({"with_disabilities": 11}, "attendance.part with_disabilities"),
    ],
)
def test_figures_that_cannot_be(fields: dict[str, object], expected: str) -> None:
    assert refused(lambda: attendance(10, **fields)) == [expected]  # type: ignore[arg-type]  # a table of fields
    assert refused(lambda: SegmentCount(segment=Code("x"), count=-1)) == ["figure.negative count"]
    assert refused(lambda: activity(cost_rupiah=-1)) == ["figure.negative cost_rupiah"]
    assert refused(lambda: activity(invited=-1)) == ["figure.negative invited"]


def test_nobody_is_counted_before_they_come() -> None:
    early = attendance(10, date(2024, 7, 16))
    assert refused(lambda: activity(attendance=(early,))) == [
        "activity.counted-early attendance[0].known_from"
    ]


def test_a_later_count_takes_the_place_of_an_earlier_one() -> None:
    counts = (attendance(84, date(2024, 7, 19)), attendance(90))
    made = activity(attendance=counts)
    assert made.attendance_on(date(2024, 7, 16)) is None
    assert made.attendance_on(DAY) == counts[1]
    assert made.attendance_on(date(2024, 7, 19)) == counts[0]
    known = Snapshot([made]).known(DAY).get(Activity, made.id)
    assert known.attendance == counts[1:]


def test_what_was_agreed_is_due_later() -> None:
    task = Task(what="Teruskan kepada RT", owner=Id("village-head/64.71.01.1001"), due=DAY)
    assert warned(activity(tasks=(task,))) == []
    assert warned(activity(tasks=(evolve(task, due=date(2024, 7, 16)),))) == [
        "activity.task-due tasks[0].due"
    ]
