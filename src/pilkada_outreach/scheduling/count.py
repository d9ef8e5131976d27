"""From a request to its last day, and to the steps that lead there.

The steps come from the walk. So does the day, but for plain counting, which has a short cut; a test holds
that both agree.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from pilkada_outreach.domain.calendar import Calendar, DayOff
from pilkada_outreach.scheduling.request import Request
from pilkada_outreach.scheduling.rule import AFTER, DAYS, MONTHS, STAYS, WORKING_DAYS, DeadlineRule
from pilkada_outreach.scheduling.trace import Step
from pilkada_outreach.scheduling.walk import (
    COUNTED,
    DAY_OFF,
    EVENT,
    ROLLED,
    Mark,
    Term,
    rolled,
    run_hours,
    stopped_days,
    walk,
)


def last_day(asked: Request) -> date:
    """The day that a request in days, working days or months leads to."""
    first = _first_term(asked)
    day = _end(first)
    if asked.extended_by is not None:
        day = _end(_extension(first, asked.extended_by, day))
    return date.fromordinal(day)


def last_instant(asked: Request) -> datetime:
    """The instant that a request in hours leads to."""
    *_, last = _hour_steps(asked)
    assert last.at is not None  # each step of hours has one
    return last.at


def steps_of(asked: Request) -> Iterator[Step]:
    """Every day that counting touches, with what the calendar says about it."""
    if asked.counts_hours:
        yield from _hour_steps(asked)
        return
    first = _first_term(asked)
    marks = tuple(walk(first))
    yield from _steps(marks, first, extension=False)
    if asked.extended_by is not None:
        second = _extension(first, asked.extended_by, marks[-1][0])
        # its first mark is the last day of the first term, which has its step already
        yield from _steps(tuple(walk(second))[1:], second, extension=True)


def _first_term(asked: Request) -> Term:
    start, stopped = asked.day.toordinal(), stopped_days(asked.stops)
    return Term(asked.rule, start, asked.counting, asked.calendar, stopped)


def _extension(first: Term, rule: DeadlineRule, end: int) -> Term:
    return Term(rule, end, AFTER, first.calendar, first.stopped)


def _end(term: Term) -> int:
    rule, calendar, counting = term.rule, term.calendar, term.counting
    if rule.unit is MONTHS or term.stopped:
        day = term.start
        for day, _, _ in walk(term):  # noqa: B007  # the last one is the result
            pass
        return day
    step = -1 if counting.backward else 1
    start = term.start - step if counting.counts_the_day_itself else term.start
    if rule.unit is DAYS:
        day = start + step * rule.count
    else:
        assert calendar is not None  # a request without one is refused
        day = calendar.nth_working(start, rule.count, backward=counting.backward)
    for day in rolled(day, rule.rolled, calendar):  # noqa: B007, B020  # from the last day on
        pass
    return day


def _steps(marks: tuple[Mark, ...], term: Term, *, extension: bool) -> Iterator[Step]:
    calendar = term.calendar
    for place, (ordinal, verdict, number) in enumerate(marks):
        day = date.fromordinal(ordinal)
        left = place + 1 < len(marks) and marks[place + 1][1] is ROLLED
        reasons: tuple[DayOff, ...] = ()
        ignored: tuple[DayOff, ...] = ()
        if calendar is not None:
            if left or verdict is DAY_OFF:
                reasons = calendar.reasons_off(day)
            if term.rule.unit is WORKING_DAYS:
                ignored = calendar.ignored_on(day)
        yield Step(
            day=day,
            verdict=verdict,
            number=number,
            reasons=reasons,
            ignored=ignored,
            extension=extension,
        )


def _hour_steps(asked: Request) -> Iterator[Step]:
    at = asked.event
    assert isinstance(at, datetime)  # a request that counts hours from a day is refused
    stopped, calendar = stopped_days(asked.stops), asked.calendar
    yield Step(day=at.date(), at=at, verdict=EVENT)
    for rule, extension in ((asked.rule, False), (asked.extended_by, True)):
        if rule is None:
            continue
        start = at
        for at, verdict in run_hours(start, rule, asked.counting, stopped):
            ends = verdict is COUNTED
            yield Step(
                day=at.date(),
                at=at,
                verdict=verdict,
                number=rule.count if ends else 0,
                reasons=_why_it_rolls(at, rule, calendar) if ends else (),
                extension=extension,
            )
        for ordinal in rolled(at.toordinal(), rule.rolled, calendar):
            at += timedelta(days=ordinal - at.toordinal())
            off = _why_it_rolls(at, rule, calendar)
            yield Step(day=at.date(), at=at, verdict=ROLLED, reasons=off, extension=extension)


def _why_it_rolls(
    at: datetime, rule: DeadlineRule, calendar: Calendar | None
) -> tuple[DayOff, ...]:
    if calendar is None or rule.rolled is STAYS:
        return ()
    return calendar.reasons_off(at.date())
