"""Counting, step by step: which day counts, and what becomes of each other one.

A walk yields marks, and the last mark is the result. Days are ordinals, since that makes counting cheap.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import attrs

from pilkada_outreach._dates import add_months
from pilkada_outreach.domain.calendar import Calendar
from pilkada_outreach.domain.period import Period
from pilkada_outreach.scheduling.rule import (
    MONTHS,
    STAYS,
    WORKING_DAYS,
    Counting,
    DeadlineRule,
    Roll,
)


class Verdict(StrEnum):
    """What counting did with a day."""

    COUNTED = "counted"
    MONTH_END = "month end"
    """Counted as a month that has no such day, and ends on its last."""
    EVENT = "event"
    """The day of the event, which is not counted."""
    DAY_OFF = "day off"
    STOPPED = "stopped"
    MOVED = "moved"
    """Where months end after the days on which the clock stood are added."""
    ROLLED = "rolled"
    """Where the last day moves, since the day before in that direction is a day off."""


COUNTED, MONTH_END, EVENT, DAY_OFF, STOPPED, MOVED, ROLLED = Verdict

Mark = tuple[int, Verdict, int]
"""The ordinal of a day, what became of it, and the running count; 0 where it does not count."""

Stopped = frozenset[int]
NEVER: Stopped = frozenset()


@attrs.frozen
class Term:
    """One run of counting: a rule from a day, or its extension from the end of the first."""

    rule: DeadlineRule
    start: int
    counting: Counting
    calendar: Calendar | None
    stopped: Stopped


def walk(term: Term) -> Iterator[Mark]:
    """Every day that counting touches, in its own order; the last one is the result."""
    rule = term.rule
    marks = _months(term) if rule.unit is MONTHS else _days(term)
    if rule.rolled is STAYS:
        yield from marks
        return
    day = term.start
    for mark in marks:
        day = mark[0]
        yield mark
    for moved in rolled(day, rule.rolled, term.calendar):
        yield moved, ROLLED, 0


def rolled(day: int, roll: Roll, calendar: Calendar | None) -> Iterator[int]:
    """The days over which a last day moves until it is a working day; none when it is one."""
    if roll is STAYS:
        return
    assert calendar is not None  # a request that rolls without one is refused
    while calendar.rests(day):
        day += 1 if roll is Roll.FORWARD else -1
        yield day


def _days(term: Term) -> Iterator[Mark]:
    counting, stopped = term.counting, term.stopped
    calendar = term.calendar if term.rule.unit is WORKING_DAYS else None
    day, number, count = term.start, 0, term.rule.count
    step = -1 if counting.backward else 1
    if counting.counts_the_day_itself:
        day -= step
    else:
        yield day, EVENT, 0
    while number < count:
        day += step
        if day in stopped:
            yield day, STOPPED, 0
        elif calendar is not None and calendar.rests(day):
            yield day, DAY_OFF, 0
        else:
            number += 1
            yield day, COUNTED, number


def _months(term: Term) -> Iterator[Mark]:
    start, counting = date.fromordinal(term.start), term.counting
    itself = counting.counts_the_day_itself
    if not itself:
        yield term.start, EVENT, 0
    step = -1 if counting.backward else 1
    end = term.start
    for number in range(1, term.rule.count + 1):
        day = add_months(start, step * number)
        clamped = day.day != start.day
        end = day.toordinal()
        if itself and not (clamped and step > 0):
            end -= step  # one month since the 5th ends on the 4th
        yield end, MONTH_END if clamped and end == day.toordinal() else COUNTED, number
    if term.stopped:
        day_number = term.start if itself else term.start + 1
        planned = end
        while day_number <= end:
            if day_number in term.stopped:
                end += 1
                yield day_number, STOPPED, 0
            day_number += 1
        if end != planned:
            yield end, MOVED, 0


def stopped_days(stops: tuple[Period, ...]) -> Stopped:
    """The days on which the clock stands."""
    if not stops:
        return NEVER
    return frozenset(day.toordinal() for stop in stops for day in stop.days())


def run_hours(
    start: datetime, rule: DeadlineRule, counting: Counting, stopped: Stopped
) -> Iterator[tuple[datetime, Verdict]]:
    """Every stopped day that hours meet on their way, and last the instant when they have run.

    Hours run on the line of instants: a change of the clock on the way neither adds nor takes one.
    A stopped day lasts from midnight to midnight where `start` is told.
    """
    zone, now, left = start.tzinfo, start.astimezone(UTC), timedelta(hours=rule.count)
    if counting.backward:
        yield (now - left).astimezone(zone), COUNTED
        return
    for ordinal in sorted(stopped):
        day = date.fromordinal(ordinal)
        begin = datetime.combine(day, time(), zone).astimezone(UTC)
        end = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
        if end <= now:
            continue
        if begin >= now + left:
            break
        left -= max(begin - now, timedelta())
        now = end
        yield begin.astimezone(zone), STOPPED
    yield (now + left).astimezone(zone), COUNTED
