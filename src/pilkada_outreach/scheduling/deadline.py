"""The deadline engine: from an event and a rule to a day or an instant, with its trace."""

from datetime import date, datetime

import attrs

from pilkada_outreach.domain.calendar import Calendar
from pilkada_outreach.domain.period import Period
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Language
from pilkada_outreach.scheduling.count import last_day, last_instant, steps_of
from pilkada_outreach.scheduling.request import Request, problems_of, when_words
from pilkada_outreach.scheduling.rule import (
    AFTER,
    BEFORE,
    SINCE,
    UNTIL,
    Counting,
    DeadlineRule,
)
from pilkada_outreach.scheduling.trace import Trace

_COUNTINGS = (AFTER, SINCE, BEFORE, UNTIL)


@attrs.frozen(kw_only=True)
class Deadline:
    """The last day for something, or the first for what may not come earlier (tenggat).

    It keeps only what it was counted from; `trace` counts again and says how.
    """

    on: date
    """The day; for hours the day of `at`."""
    at: datetime | None = None
    """The instant, for hours alone, in the zone of the event."""
    request: Request

    @property
    def trace(self) -> Trace:
        """Every day counted or skipped, and why."""
        calendar = self.request.calendar
        steps = tuple(steps_of(self.request))
        years = {step.day.year for step in steps}
        return Trace(
            title_en=self.words("en"),
            title_id=self.words("id"),
            steps=steps,
            source=self.request.rule.source,
            estimated=() if calendar is None else tuple(sorted(years & calendar.estimated)),
        )

    def by(self, calendar: Calendar) -> "Deadline":
        """The same deadline by another calendar."""
        return _answer(attrs.evolve(self.request, calendar=calendar))

    def words(self, lang: Language = "en") -> str:
        """The deadline as one line: `10 working days after 5 April 2024: 29 April 2024`."""
        return f"{self.request.words(lang)}: {when_words(self.at or self.on, lang)}"

    def __str__(self) -> str:
        return self.words()


@attrs.frozen(kw_only=True)
class OpenDeadline:
    """A deadline that waits for an event of somebody else (tenggat terbuka): it has no day yet."""

    rule: DeadlineRule
    event: str
    """What it waits for: `MK notifies BRPK`."""

    def happened(
        self,
        on: date | datetime,
        *,
        calendar: Calendar | None = None,
        stops: tuple[Period, ...] = (),
        extended_by: DeadlineRule | str | None = None,
    ) -> Deadline:
        """The deadline, now that the event happened."""
        counting = self.rule.counting or AFTER
        return answer(self.rule, counting, on, calendar, stops, extended_by)

    def words(self, lang: Language = "en") -> str:
        """The state in words: `3 days after “MK notifies BRPK”, which has not happened yet`."""
        counting = (self.rule.counting or AFTER).words(f"“{self.event}”", lang)
        waits = "yang belum terjadi" if lang == "id" else "which has not happened yet"
        return f"{self.rule.words(lang)} {counting}, {waits}"

    def __str__(self) -> str:
        return self.words()


def deadline(
    rule: DeadlineRule | str,
    *,
    after: date | datetime | None = None,
    since: date | datetime | None = None,
    before: date | datetime | None = None,
    until: date | datetime | None = None,
    calendar: Calendar | None = None,
    stops: tuple[Period, ...] = (),
    extended_by: DeadlineRule | str | None = None,
) -> Deadline:
    """The day to which a rule leads from exactly one of `after`, `since`, `before` and `until`.

    `since` and `until` count the day itself, `after` and `before` do not. An instant stands for its day
    in its own zone, except where hours are counted. On the days of `stops` the clock stands; `extended_by`
    is counted after the last day. Only working days and a rolled last day need a calendar.

    Raises ValidationFailed for a rule that cannot be read or counted, with the column or the reason, and
    OutsideCalendar when counting leaves the years that the calendar knows.
    """
    given = [
        (counting, event)
        for counting, event in zip(_COUNTINGS, (after, since, before, until), strict=True)
        if event is not None
    ]
    if len(given) != 1:
        raise TypeError("deadline() takes exactly one of after, since, before, until")
    return answer(rule, *given[0], calendar, stops, extended_by)


def open_deadline(rule: DeadlineRule | str, *, event: str) -> OpenDeadline:
    """A deadline that waits for an event; counted after it unless the rule says otherwise."""
    return OpenDeadline(rule=_rule(rule), event=event)


def answer(
    rule: DeadlineRule | str,
    counting: Counting,
    event: date | datetime,
    calendar: Calendar | None = None,
    stops: tuple[Period, ...] = (),
    extended_by: DeadlineRule | str | None = None,
) -> Deadline:
    """`deadline` for a caller who holds the way of counting as a value."""
    asked = Request(
        rule=_rule(rule),
        counting=counting,
        event=event,
        calendar=calendar,
        stops=stops,
        extended_by=None if extended_by is None else _rule(extended_by),
    )
    problems = tuple(problems_of(asked))
    if problems:
        raise ValidationFailed(problems)
    return _answer(asked)


def _rule(rule: DeadlineRule | str) -> DeadlineRule:
    return rule if isinstance(rule, DeadlineRule) else DeadlineRule.parse(rule)


def _answer(asked: Request) -> Deadline:
    if asked.counts_hours:
        at = last_instant(asked)
        return Deadline(on=at.date(), at=at, request=asked)
    return Deadline(on=last_day(asked), request=asked)
