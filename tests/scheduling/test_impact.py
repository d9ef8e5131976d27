"""What a late holiday would move, before anything moves."""

from datetime import date

import pytest

from pilkada_outreach.domain.calendar import OutsideCalendar
from pilkada_outreach.reference import calendars
from pilkada_outreach.scheduling.deadline import Deadline, deadline
from pilkada_outreach.scheduling.impact import moved_by

CALENDAR = calendars.indonesia(joint_leave=False)
LATE = {date(2024, 4, 22): "Libur yang ditetapkan belakangan"}


def due(text: str, after: date) -> Deadline:
    return deadline(text, after=after, calendar=CALENDAR)


def test_it_lists_what_would_move_from_what_to_what() -> None:
    answers = due("10 working days", date(2024, 4, 5))
    rolls = due("20 days, rolled forward", date(2024, 4, 2))
    in_days = due("20 days", date(2024, 4, 2))
    ended_before = due("3 working days", date(2024, 4, 5))

    moved = moved_by(LATE, [answers, in_days, rolls, ended_before])

    assert [each.deadline for each in moved] == [answers, rolls]
    assert [(each.deadline.on.day, each.becomes.on.day) for each in moved] == [(23, 24), (22, 23)]
    assert str(moved[0]) == "23 April 2024 → 24 April 2024 (10 working days after 5 April 2024)"
    assert "setelah 5 April 2024" in moved[0].words("id")


def test_nothing_moves_by_being_asked() -> None:
    answers = due("10 working days", date(2024, 4, 5))
    (moved,) = moved_by(LATE, [answers])
    assert answers.on == date(2024, 4, 23)
    assert answers.by(CALENDAR) == answers
    assert "belakangan" in str(moved.becomes.trace)
    assert "belakangan" not in str(answers.trace)


def test_a_deadline_that_had_passed_is_not_reopened() -> None:
    past, running = (
        due("10 working days", date(2024, 4, 5)),
        due("10 working days", date(2024, 4, 8)),
    )
    assert moved_by(LATE, [past, running], on=date(2024, 4, 24)) == moved_by(LATE, [running])
    assert len(moved_by(LATE, [past, running], on=date(2024, 4, 23))) == 2


def test_a_holiday_on_a_day_off_or_of_a_layer_not_observed_moves_nothing() -> None:
    answers = due("10 working days", date(2024, 4, 5))
    assert moved_by({date(2024, 4, 21): "Minggu"}, [answers]) == ()
    assert moved_by(LATE, [answers], layer="joint-leave") == ()


def test_a_deadline_counted_backward_comes_earlier() -> None:
    start = deadline("5 working days", before=date(2024, 4, 24), calendar=CALENDAR)
    (moved,) = moved_by(LATE, [start])
    assert moved.becomes.on < start.on


def test_a_deadline_without_a_calendar_never_moves() -> None:
    assert moved_by(LATE, [deadline("20 days", after=date(2024, 4, 2))]) == ()


def test_a_deadline_pushed_into_an_unknown_year_says_so() -> None:
    last = deadline("1 working days", after=date(2026, 12, 30), calendar=CALENDAR)
    assert last.on == date(2026, 12, 31)
    with pytest.raises(OutsideCalendar):
        moved_by({date(2026, 12, 31): "Libur"}, [last])
