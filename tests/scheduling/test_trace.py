"""The trace: every day, and why."""

from datetime import date, datetime

from pilkada_outreach.reference import calendars
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.scheduling.deadline import deadline

INDONESIA = calendars.indonesia(joint_leave=True)
NO_LEAVE = calendars.indonesia(joint_leave=False)
FRIDAY = date(2024, 12, 6)


def test_the_trace_prints_every_day_and_why() -> None:
    printed = str(deadline("10 working days", after=date(2024, 4, 5), calendar=INDONESIA).trace)
    lines = printed.splitlines()
    assert lines[0] == "10 working days after 5 April 2024: 29 April 2024"
    assert len(lines) == 1 + 1 + 25 + 1
    assert lines[2].split(maxsplit=3) == [
        *("2024-04-05", "Friday", "-", "not counted: the day of the event")
    ]
    assert "Cuti Bersama Hari Raya Idul Fitri (joint leave)" in lines[5]
    assert lines[-2].split() == ["2024-04-29", "Monday", "10", "counted"]
    assert lines[-1].startswith("Sources: SKB 3 Menteri")


def test_the_trace_prints_in_indonesian() -> None:
    table = deadline("3 working days", since=FRIDAY, calendar=INDONESIA).trace.table("id")
    assert table.splitlines()[0] == (
        "3 hari kerja sejak 6 Desember 2024 (hari itu dihitung): 10 Desember 2024"
    )
    assert "Sabtu" in table
    assert "akhir pekan" in table


def test_the_trace_names_leave_that_was_not_observed() -> None:
    trace = deadline("10 working days", after=date(2024, 4, 5), calendar=NO_LEAVE).trace
    monday = next(step for step in trace if step.day == date(2024, 4, 8))
    assert monday.counted
    assert monday.why("en").endswith("Idul Fitri (joint leave) is not observed")


def test_the_trace_says_over_what_the_last_day_rolled() -> None:
    trace = deadline("1 days, rolled forward", after=FRIDAY, calendar=INDONESIA).trace
    assert [(step.day.day, step.why()) for step in trace][1:] == [
        (7, "counted; weekend"),
        (8, "the last day moves here; weekend"),
        (9, "the last day moves here"),
    ]


def test_the_trace_of_hours_says_it_too() -> None:
    start = datetime(2024, 12, 6, 18, tzinfo=WIB)
    trace = deadline("24 hours, rolled forward", after=start, calendar=INDONESIA).trace
    assert [step.why() for step in trace][1:] == [
        *("counted; weekend", "the last day moves here; weekend", "the last day moves here")
    ]


def test_the_trace_says_which_years_are_computed() -> None:
    later = calendars.indonesia(joint_leave=False, years=range(2026, 2029))
    known = deadline("5 working days", after=date(2026, 6, 1), calendar=later).trace
    computed = deadline("5 working days", after=date(2027, 12, 30), calendar=later).trace
    assert known.estimated == ()
    assert computed.estimated == (2027, 2028)
    assert "not taken from a decree" in str(computed)
