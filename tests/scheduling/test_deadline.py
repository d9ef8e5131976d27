"""The engine: joint leave, rolling, units, stops, extensions, hours, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pilkada_outreach.domain.calendar import Calendar, OutsideCalendar
from pilkada_outreach.domain.period import Period
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.reference import calendars
from pilkada_outreach.reference.zones import WIB, WITA
from pilkada_outreach.scheduling import law
from pilkada_outreach.scheduling.deadline import deadline, open_deadline
from pilkada_outreach.scheduling.rule import Counting, DeadlineRule, Unit
from pilkada_outreach.scheduling.walk import Verdict

INDONESIA = calendars.indonesia(joint_leave=True)
NO_LEAVE = calendars.indonesia(joint_leave=False)
POLLING = date(2024, 11, 27)
FRIDAY = date(2024, 12, 6)


def stop(first: date, last: date) -> Period:
    return Period(first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("calendar", "on"), [(INDONESIA, date(2024, 4, 29)), (NO_LEAVE, date(2024, 4, 23))]
)
def test_joint_leave_moves_a_legal_deadline(calendar: Calendar, on: date) -> None:
    assert deadline("10 working days", after=date(2024, 4, 5), calendar=calendar).on == on


def test_a_last_day_on_a_day_off_is_rolled() -> None:
    elsewhere = calendars.custom({date(2026, 4, 3): "a local holiday"})
    due = deadline("20 working days", after=date(2026, 3, 12), calendar=elsewhere)
    assert due.on == date(2026, 4, 10)

    def ends(text: str) -> date:
        return deadline(text, after=date(2026, 3, 14), calendar=elsewhere).on

    assert ends("20 days") == date(2026, 4, 3)
    assert ends("20 days, rolled forward") == date(2026, 4, 6)
    assert ends("20 days, rolled back") == date(2026, 4, 2)
    assert deadline("20 days, rolled forward", after=date(2026, 3, 12), calendar=elsewhere).on == (
        date(2026, 4, 1)
    )


# Counting.


def test_since_and_until_count_the_day_itself() -> None:
    assert deadline("3 days", after=FRIDAY).on == date(2024, 12, 9)
    assert deadline("3 days", since=FRIDAY).on == date(2024, 12, 8)
    assert deadline("3 days", before=POLLING).on == date(2024, 11, 24)
    assert deadline("3 days", until=POLLING).on == date(2024, 11, 25)


def test_a_day_off_is_not_counted_even_when_counting_starts_with_it() -> None:
    saturday = FRIDAY + timedelta(days=1)
    assert deadline("1 working days", since=saturday, calendar=INDONESIA).on == date(2024, 12, 9)
    assert deadline("1 working days", until=saturday, calendar=INDONESIA).on == FRIDAY


@pytest.mark.parametrize(
    ("word", "event", "text", "on"),
    [
        ("after", date(2024, 1, 31), "1 months", date(2024, 2, 29)),
        ("after", date(2023, 1, 31), "1 months", date(2023, 2, 28)),
        ("after", date(2024, 1, 31), "2 months", date(2024, 3, 31)),
        ("since", date(2024, 4, 5), "1 months", date(2024, 5, 4)),
        ("since", date(2024, 3, 1), "1 months", date(2024, 3, 31)),
        ("since", date(2024, 1, 31), "1 months", date(2024, 2, 29)),
        ("since", date(2023, 1, 29), "1 months", date(2023, 2, 28)),
        ("before", date(2024, 7, 31), "5 months", date(2024, 2, 29)),
        ("until", date(2024, 5, 31), "1 months", date(2024, 5, 1)),
        ("until", date(2024, 5, 4), "1 months", date(2024, 4, 5)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(
    word: str, event: date, text: str, on: date
) -> None:
    due = deadline(text, **{word: event})  # type: ignore[arg-type]  # the word is a case
    assert due.on == on
    assert len(due.trace.counted_days) == due.request.rule.count
    assert due.trace.counted_days[-1] == on


def test_a_clamped_month_end_is_said() -> None:
    trace = deadline("1 months", after=date(2024, 1, 31)).trace
    assert trace.steps[-1].verdict is Verdict.MONTH_END
    assert "no such day" in str(trace)
    assert "tidak memiliki tanggal" in trace.table("id")
    assert "no such day" not in str(deadline("1 months", after=date(2024, 1, 30) - timedelta(1)))


def test_on_the_days_of_a_stop_the_clock_stands() -> None:
    stops = (stop(date(2024, 12, 9), date(2024, 12, 10)),)
    due = deadline("3 working days", after=FRIDAY, calendar=INDONESIA, stops=stops)
    assert due.on == date(2024, 12, 13)
    assert deadline("3 days", after=FRIDAY, stops=stops).on == date(2024, 12, 11)
    assert deadline("3 days", since=date(2024, 12, 9), stops=stops).on == date(2024, 12, 13)
    standing = [step.day for step in due.trace if step.verdict is Verdict.STOPPED]
    assert standing == [date(2024, 12, 9), date(2024, 12, 10)]


def test_months_end_later_by_the_days_on_which_the_clock_stood() -> None:
    stops = (stop(date(2025, 2, 28), date(2025, 3, 2)),)
    due = deadline("2 months", after=date(2024, 12, 31), stops=stops)
    assert due.on == date(2025, 3, 3)  # the third day pushed the end into days that stand too
    assert due.trace.steps[-1].verdict is Verdict.MOVED
    assert deadline("1 months", after=date(2024, 12, 31), stops=stops).on == date(2025, 1, 31)


def test_an_extension_follows_the_last_day_and_is_told_apart() -> None:
    due = deadline("3 days, rolled forward", after=FRIDAY - timedelta(1), calendar=INDONESIA,
                   extended_by="2 days")  # fmt: skip
    assert due.on == date(2024, 12, 11)
    assert [step.number for step in due.trace if step.counted] == [1, 2, 3, 1, 2]
    assert [step.extension for step in due.trace].count(True) == 2
    assert "3 days, rolled forward + 2 days after 5 December 2024" in str(due)


# Hours.


def test_hours_run_over_days_off_and_midnights() -> None:
    start = datetime(2024, 12, 6, 23, 30, tzinfo=WITA)
    due = deadline("72 hours", after=start)
    assert due.at == datetime(2024, 12, 9, 23, 30, tzinfo=WITA)
    assert due.on == date(2024, 12, 9)
    assert deadline("72 hours", since=start).at == due.at
    assert deadline("2 hours", before=start).at == start - timedelta(hours=2)
    assert deadline("2 hours", until=start).at == start - timedelta(hours=2)


def test_hours_are_exact_where_the_clock_changes() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = datetime(2024, 3, 31, 0, tzinfo=berlin)
    at = deadline("24 hours", after=night).at
    assert at == datetime(2024, 4, 1, 1, tzinfo=berlin)


def test_hours_stop_from_midnight_to_midnight() -> None:
    start = datetime(2024, 12, 6, 18, tzinfo=WIB)
    saturday = stop(date(2024, 12, 7), date(2024, 12, 7))
    assert deadline("6 hours", after=start, stops=(saturday,)).at == datetime(
        2024, 12, 7, tzinfo=WIB
    )
    assert deadline("7 hours", after=start, stops=(saturday,)).at == datetime(
        2024, 12, 8, 1, tzinfo=WIB
    )
    inside = datetime(2024, 12, 7, 9, tzinfo=WIB)
    assert deadline("1 hours", after=inside, stops=(saturday,)).at == datetime(
        2024, 12, 8, 1, tzinfo=WIB
    )
    past = stop(date(2024, 12, 1), date(2024, 12, 2))
    assert deadline("7 hours", after=start, stops=(past,)).at == start + timedelta(hours=7)


def test_hours_roll_to_the_same_clock_and_extend_by_hours() -> None:
    start = datetime(2024, 12, 6, 18, tzinfo=WIB)
    due = deadline("24 hours, rolled forward", after=start, calendar=INDONESIA)
    assert due.at == datetime(2024, 12, 9, 18, tzinfo=WIB)
    longer = deadline(
        "24 hours, rolled forward", after=start, calendar=INDONESIA, extended_by="2 hours"
    )
    assert longer.at == datetime(2024, 12, 9, 20, tzinfo=WIB)
    assert [step.number for step in longer.trace if step.counted] == [24, 2]
    assert "9 Desember 2024 20:00 WIB" in longer.trace.table("id")


def test_an_instant_stands_for_its_day_in_its_own_zone() -> None:
    instant = datetime(2024, 12, 6, 18, tzinfo=UTC)
    assert deadline("1 days", after=instant).on == date(2024, 12, 7)
    assert deadline("1 days", after=instant.astimezone(WITA)).on == date(2024, 12, 8)


# Deadlines that wait, and requests that are refused.


def test_an_open_deadline_waits_and_says_for_what() -> None:
    waits = open_deadline("3 days", event="MK notifies BRPK")
    assert str(waits) == "3 days after “MK notifies BRPK”, which has not happened yet"
    assert waits.words("id").endswith("“MK notifies BRPK”, yang belum terjadi")
    assert waits.happened(date(2025, 1, 6)).on == date(2025, 1, 9)
    since = open_deadline(law.DISPUTE_FILING.rule, event="the result is announced")
    assert since.happened(FRIDAY, calendar=INDONESIA).on == date(2024, 12, 10)


def codes(caught: pytest.ExceptionInfo[ValidationFailed]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_all_that_is_wrong_with_a_request_is_told_at_once() -> None:
    with pytest.raises(ValidationFailed) as caught:
        deadline(
            "3 working days",
            before=POLLING,
            stops=(Period(first_day=POLLING),),
            extended_by="2 hours",
        )
    assert codes(caught) == [
        "deadline.no-calendar",
        "deadline.stop-open",
        "deadline.backward-fixed",
        "deadline.extension-unit",
    ]


@pytest.mark.parametrize(
    ("text", "event", "code"),
    [
        ("2 hours", date(2024, 11, 27), "deadline.hours-need-instant"),
        ("2 hours", datetime(2024, 11, 27, 13), "instant.naive"),  # noqa: DTZ001  # the mistake
        ("2 days", datetime(2024, 11, 27, 13), "instant.naive"),  # noqa: DTZ001  # the mistake
        ("2 days", "2024-11-27", "type.wrong"),
        ("2 days, rolled back", date(2024, 11, 27), "deadline.no-calendar"),
        ("2 dys", date(2024, 11, 27), "rule.text-unit"),
    ],
)
def test_what_cannot_be_counted_is_refused(text: str, event: date, code: str) -> None:
    with pytest.raises(ValidationFailed) as caught:
        deadline(text, after=event)
    assert codes(caught) == [code]


def test_a_rule_that_says_how_it_counts_is_not_counted_otherwise() -> None:
    with pytest.raises(ValidationFailed) as caught:
        deadline(law.DISPUTE_FILING.rule, after=FRIDAY, calendar=INDONESIA)
    assert codes(caught) == ["deadline.counted-otherwise"]
    since = DeadlineRule(count=1, unit=Unit.DAYS, counting=Counting.SINCE)
    with pytest.raises(ValidationFailed) as caught:
        deadline("1 days", after=FRIDAY, extended_by=since)
    assert codes(caught) == ["deadline.counted-otherwise"]


def test_exactly_one_event_is_given() -> None:
    with pytest.raises(TypeError, match="exactly one"):
        deadline("3 days")
    with pytest.raises(TypeError, match="exactly one"):
        deadline("3 days", after=FRIDAY, since=FRIDAY)


@pytest.mark.parametrize("word", ["after", "before"])
def test_counting_into_an_unknown_year_is_refused(word: str) -> None:
    year = {"after": date(2026, 12, 30), "before": date(2015, 1, 2)}[word]
    with pytest.raises(OutsideCalendar) as caught:
        deadline("9 working days", calendar=INDONESIA, **{word: year})  # type: ignore[arg-type]  # the word is a case
    assert caught.value.year == {"after": 2027, "before": 2014}[word]
