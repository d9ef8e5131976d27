"""The events of a timetable's calendar: one for each stage and term of office that has a day (acara kalender)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach.domain.stage import Stage, StageRole, StageStatus, TermOfOffice
from pilkada_outreach.domain.stage_days import RuleBook
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id
from pilkada_outreach.exchange.calendar_words import one_line, stage_words, summary, term_words
from pilkada_outreach.problems import Language

DOMAIN = "pilkada-outreach"
"""What stands behind the @ of every name."""
_DAY = timedelta(days=1)
_COLORS = {StageRole.QUIET_PERIOD: "gold", StageRole.POLLING: "crimson"}


@attrs.frozen(kw_only=True)
class Edition:
    """Which version of the register's record a calendar shows, and when it was written (edisi).

    The number of the version less one, and the instant of its change; a timetable of the package has none.
    """

    sequence: int
    at: datetime


@attrs.frozen(kw_only=True)
class CalendarEntry:
    """A timetable in a calendar: for which election, and how much of it."""

    timetable: Timetable
    election: Id
    """Names its events; two elections by one timetable have events of their own."""
    groups: tuple[str, ...] = ()
    """The codes of the groups of stages to show, such as `S6`; all when empty."""
    terms: bool = True
    """Whether the committees' terms of office are shown."""
    edition: Edition | None = None

    def stages(self) -> Iterator[Stage]:
        """The stages shown, dated or not."""
        for stage in self.timetable.stages:
            if not self.groups or any(stage.belongs_to(group) for group in self.groups):
                yield stage


@attrs.frozen(kw_only=True, slots=False)  # slots would leave no room for what is cached
class EventWriter:
    """Writes the events of one entry."""

    entry: CalendarEntry
    zone: ZoneInfo
    lang: Language
    alarms: tuple[timedelta, ...]

    @cached_property
    def _book(self) -> RuleBook:
        return RuleBook(self.entry.timetable.stages, self.entry.timetable.polling_day)

    @cached_property
    def _main(self) -> dict[str, str]:
        """The Indonesian name of the main stage above each sub-stage."""
        known = {stage.code: stage for stage in self.entry.timetable.stages}
        names: dict[str, str] = {}
        for stage in known.values():
            above, seen = stage, {stage.code}
            while above.parent in known and above.parent not in seen:
                above = known[above.parent]
                seen.add(above.code)
            if above is not stage:
                names[stage.code] = one_line(above.name_id)
        return names

    def stage_event(self, stage: Stage) -> Any:  # an icalendar.Event
        """The event of a stage; None without a day."""
        held = stage if stage.period is not None else self._last_held(stage)
        if held is None:
            return None
        first, last = held.first_day or held.last_day, held.last_day or held.first_day
        assert first is not None  # a stage with a period has one of the two
        assert last is not None  # the same
        cancelled = not stage.stands or held is not stage
        event = self._event(stage.code, summary(stage, self.lang), self._changed(stage))
        if has_hours(held):
            event.add("dtstart", datetime.combine(first, held.opens_at or time(), self.zone))
            event.add("dtend", self._closing(held, last))
        else:
            event.add("dtstart", first)
            event.add("dtend", last + _DAY)  # the end of an event of whole days is not part of it
        event.add("description", stage_words(stage))
        event.add("categories", self._categories(stage))
        sure = stage.source.verified and not stage.is_conditional
        event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if sure else "TENTATIVE")
        color = None if stage.role is None else _COLORS.get(stage.role)
        if color is not None:
            event.add("color", color)
        if not cancelled:
            self._add_alarms(event)
        return event

    def term_events(self) -> Iterator[Any]:
        """The events of the terms of office."""
        shown = {stage.code for stage in self.entry.stages()}
        for term in self.entry.timetable.terms if self.entry.terms else ():
            if term.stage in shown:
                yield self._term_event(term)

    def _term_event(self, term: TermOfOffice) -> Any:
        timetable = self.entry.timetable
        event = self._event(term.code, one_line(term.name(self.lang)), self._changed(term))
        event.add("dtstart", term.first_day)
        event.add("dtend", term.last_day + _DAY)
        event.add("description", term_words(term))
        event.add("categories", [one_line(timetable.name_id), "Masa kerja"])
        event.add("status", "CONFIRMED" if term.source.verified else "TENTATIVE")
        return event

    def _event(self, code: str, title: str, changed: tuple[int, date]) -> Any:
        import icalendar

        event: Any = icalendar.Event()
        sequence, day = changed
        at = datetime.combine(day, time(), UTC)
        edition = self.entry.edition
        if edition is not None:
            sequence, at = max(sequence, edition.sequence), edition.at.astimezone(UTC)
        name = "-".join(code.split())
        event.add("uid", f"{name}.{self.entry.election.file_name}@{DOMAIN}")
        event.add("dtstamp", at)
        event.add("last-modified", at)
        event.add("sequence", sequence)
        event.add("summary", title, parameters={"language": self.lang})
        event.add("transp", "TRANSPARENT")
        return event

    def _changed(self, item: Stage | TermOfOffice) -> tuple[int, date]:
        """How often amendments changed a stage or term, and the day of the last one."""
        timetable = self.entry.timetable
        known_from = item.known_from if isinstance(item, Stage) else None
        amendments = [
            amendment.known_from
            for amendment in timetable.amendments
            if any(before.code == item.code for before in amendment.before)
            or (amendment.polling_day_before is not None and self._book.moves(item))
        ]
        return len(amendments), max((known_from or timetable.issued_on, *amendments))

    def _last_held(self, stage: Stage) -> Stage | None:
        """A stage that lost its days as it last had them, so that calendars take it out."""
        if stage.status is StageStatus.PLANNED:
            return None
        for amendment in reversed(self.entry.timetable.amendments):
            for before in amendment.before:
                if before.code == stage.code and before.period is not None:
                    return before
        return None

    def _closing(self, stage: Stage, last: date) -> datetime:
        closes = stage.last_closes_at or stage.closes_at
        if closes is None:
            return datetime.combine(last + _DAY, time(), self.zone)
        return datetime.combine(last, closes, self.zone)

    def _categories(self, stage: Stage) -> list[str]:
        main = self._main.get(stage.code)
        name = one_line(self.entry.timetable.name_id)
        return [name, *([main] if main else []), "Tahapan Pemilihan"]

    def _add_alarms(self, event: Any) -> None:
        import icalendar

        for before in self.alarms:
            alarm: Any = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", str(event["summary"]))
            alarm.add("trigger", -before)
            event.add_component(alarm)


def has_hours(stage: Stage) -> bool:
    """Whether its event starts and ends at an hour, not at midnight."""
    return stage.period is not None and any((stage.opens_at, stage.closes_at, stage.last_closes_at))
