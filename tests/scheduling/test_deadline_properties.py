"""What holds for every deadline, and that numpy counts the same."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.domain.calendar import Calendar
from pilkada_outreach.domain.period import Period
from pilkada_outreach.reference import calendars
from pilkada_outreach.scheduling.deadline import Deadline, deadline
from pilkada_outreach.scheduling.rule import Counting, DeadlineRule, Roll, Unit


def stop(first: date, last: date) -> Period:
    return Period(first_day=first, last_day=last)


DAYS = st.dates(date(2016, 1, 1), date(2025, 12, 31))
SETS = st.lists(DAYS, max_size=40)
CALENDARS = st.builds(
    lambda days, weekend: calendars.custom(dict.fromkeys(days, "libur"), weekend=weekend),
    SETS,
    st.sets(st.integers(0, 6), max_size=5),
)
WAYS = st.sampled_from(Counting)
STOPS = st.lists(
    st.builds(lambda day, more: stop(day, day + timedelta(more)), DAYS, st.integers(0, 9)),
    max_size=3,
).map(tuple)
RULES = st.builds(
    DeadlineRule,
    count=st.integers(1, 60),
    unit=st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS]),
    rolled=st.sampled_from(Roll),
)


def count(
    rule: DeadlineRule, way: Counting, event: date, calendar: Calendar, stops: tuple[Period, ...]
) -> Deadline:
    given_stops = () if way.backward else stops
    return deadline(rule, calendar=calendar, stops=given_stops, **{way.value: event})  # type: ignore[arg-type]  # the word is a case


@given(RULES, WAYS, DAYS, CALENDARS, STOPS)
def test_the_trace_counts_what_the_rule_says_and_ends_on_the_day(
    rule: DeadlineRule, way: Counting, event: date, calendar: Calendar, stops: tuple[Period, ...]
) -> None:
    due = count(rule, way, event, calendar, stops)
    trace = due.trace
    assert len(trace.counted_days) == rule.count
    assert trace.steps[-1].day == due.on
    assert [step.number for step in trace if step.counted] == list(range(1, rule.count + 1))
    if rule.unit is Unit.WORKING_DAYS:
        assert all(calendar.is_working(day) for day in trace.counted_days)
    if rule.unit is not Unit.MONTHS:
        assert not any(day in each for day in trace.counted_days for each in due.request.stops)
        if rule.rolled is Roll.NONE:
            days = [step.day for step in trace]
            assert days == sorted(days, reverse=way.backward)
            assert len(days) == abs((days[-1] - days[0]).days) + 1  # none is passed over in silence
    if rule.rolled is not Roll.NONE:
        assert calendar.is_working(due.on)


@given(RULES, RULES, DAYS, CALENDARS, STOPS)
def test_an_extension_is_counted_after_the_last_day(
    rule: DeadlineRule,
    extension: DeadlineRule,
    event: date,
    calendar: Calendar,
    stops: tuple[Period, ...],
) -> None:
    due = deadline(rule, after=event, calendar=calendar, stops=stops, extended_by=extension)
    first = deadline(rule, after=event, calendar=calendar, stops=stops)
    assert due.on == deadline(extension, after=first.on, calendar=calendar, stops=stops).on
    assert len(due.trace.counted_days) == rule.count + extension.count
    assert due.trace.steps[-1].day == due.on
    assert due.trace.steps[: len(first.trace)] == first.trace.steps


@given(RULES, DAYS, CALENDARS, STOPS)
def test_since_a_day_is_after_the_day_before(
    rule: DeadlineRule, event: date, calendar: Calendar, stops: tuple[Period, ...]
) -> None:
    if rule.unit is not Unit.MONTHS:
        before = event - timedelta(days=1)
        assert (
            count(rule, Counting.SINCE, event, calendar, stops).on
            == count(rule, Counting.AFTER, before, calendar, stops).on
        )


NOT_ROLLED_BACK = RULES.filter(lambda rule: rule.rolled is not Roll.BACK)  # which says: earlier
FORWARD = st.sampled_from([Counting.AFTER, Counting.SINCE])


@given(NOT_ROLLED_BACK, FORWARD, DAYS, CALENDARS, DAYS, STOPS)
def test_a_new_holiday_never_brings_a_forward_deadline_closer(
    rule: DeadlineRule,
    way: Counting,
    event: date,
    calendar: Calendar,
    holiday: date,
    stops: tuple[Period, ...],
) -> None:
    due = count(rule, way, event, calendar, stops)
    later = due.by(calendar.with_holidays({holiday: "libur baru"}))
    assert later.on >= due.on


def test_the_engine_equals_numpy_on_a_hundred_thousand_cases() -> None:
    chance = np.random.default_rng(20241127)
    origin = np.datetime64("2015-01-01")
    for number in range(100):
        holidays = origin + chance.integers(0, 4000, size=150)
        off = chance.permutation(7)[: chance.integers(0, 5)]
        weekmask = [day not in off for day in range(7)]
        names = dict.fromkeys(holidays.astype(object).tolist(), "libur")
        calendar = calendars.custom(names, weekend=off.tolist())
        starts = origin + chance.integers(0, 4000, size=1000)
        counts = chance.integers(1, 60, size=1000)
        forward = number % 2 == 0
        expected = np.busday_offset(
            starts,
            counts if forward else -counts,
            roll="backward" if forward else "forward",
            weekmask=weekmask,
            holidays=holidays,
        )
        found = [
            deadline(f"{n} working days", after=day, calendar=calendar).on
            if forward
            else deadline(f"{n} working days", before=day, calendar=calendar).on
            for day, n in zip(starts.astype(object).tolist(), counts.tolist(), strict=True)
        ]
        assert found == expected.astype(object).tolist()
