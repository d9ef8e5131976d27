"""Timetables as iCalendar files that real calendars accept and update (RFC 5545, RFC 7986); extra `feeds`.

An event is named by its stage and election, and stamped by the instrument that set it, never by the moment of
writing: the same timetable gives the same bytes, and a later version updates the events of the first.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id
from pilkada_outreach.exchange.calendar_events import (
    DOMAIN,
    CalendarEntry,
    Edition,
    EventWriter,
    has_hours,
)
from pilkada_outreach.exchange.calendar_words import one_line
from pilkada_outreach.problems import Language
from pilkada_outreach.reference.zones import WIB, WIT, WITA

__all__ = ["CalendarEntry", "Edition", "StageCalendar", "timetable_calendar", "write_calendar"]

PRODID = "-//pilkada_outreach//Tahapan Pemilihan//ID"
_DAY = timedelta(days=1)
_SINCE = datetime(1988, 1, 1)  # noqa: DTZ001  # a VTIMEZONE counts in local time; Keppres 41/1987
_OFFSETS = {WIB.key: ("WIB", 7), WITA.key: ("WITA", 8), WIT.key: ("WIT", 9)}
_COLOR = "darkcyan"


@attrs.frozen(kw_only=True)
class StageCalendar:
    """A calendar file, and what no calendar can show."""

    ics: bytes
    events: int
    undated: tuple[Stage, ...]
    """Stages without a day of their own: other bodies set it."""


def timetable_calendar(
    timetable: Timetable,
    *,
    election: Id | None = None,
    groups: Iterable[str] = (),
    terms: bool = True,
    alarms: Iterable[timedelta] = (),
    zone: ZoneInfo = WIB,
    lang: Language = "id",
    edition: Edition | None = None,
    url: str = "",
) -> StageCalendar:
    """The calendar of one timetable: an event for each stage and term of office that has a day.

    A stage with one end only is the day that it ends or starts. `groups` shows only those stages, `alarms` ring
    so long before each begins, `zone` is the clock of stages that open or close at an hour. Raises MissingExtra.
    """
    entry = CalendarEntry(
        timetable=timetable,
        election=election or timetable.id,
        groups=tuple(groups),
        terms=terms,
        edition=edition,
    )
    return write_calendar(
        (entry,),
        id=entry.election,
        name_id=timetable.name_id,
        name_en=timetable.name_en,
        alarms=alarms,
        zone=zone,
        lang=lang,
        url=url,
    )


def write_calendar(
    entries: Iterable[CalendarEntry],
    *,
    id: Id,
    name_id: str,
    name_en: str,
    alarms: Iterable[timedelta] = (),
    zone: ZoneInfo = WIB,
    lang: Language = "id",
    url: str = "",
) -> StageCalendar:
    """One calendar of several timetables, such as all elections of a commission. Raises MissingExtra."""
    with needs_extra("feeds", "Writing the calendar"):
        import icalendar
    entries = tuple(entries)
    calendar: Any = icalendar.Calendar()  # the types of its methods are partly unknown
    _head(calendar, id, name_id, name_en, url)
    if any(has_hours(stage) for entry in entries for stage in entry.stages()):
        _add_zone(calendar, zone)
    alarms = tuple(alarms)
    events = 0
    undated: list[Stage] = []
    for entry in entries:
        writer = EventWriter(entry=entry, zone=zone, lang=lang, alarms=alarms)
        for stage in entry.stages():
            event = writer.stage_event(stage)
            if event is not None:
                calendar.add_component(event)
                events += 1
            elif stage.stands:
                undated.append(stage)
        for event in writer.term_events():
            calendar.add_component(event)
            events += 1
    written: bytes = calendar.to_ical()
    return StageCalendar(ics=written, events=events, undated=tuple(undated))


def _head(calendar: Any, id: Id, name_id: str, name_en: str, url: str) -> None:
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("uid", f"{id.file_name}@{DOMAIN}")
    calendar.add("name", one_line(name_id), parameters={"language": "id"})
    calendar.add("name", one_line(name_en), parameters={"language": "en"})
    calendar.add("x-wr-calname", one_line(name_id))  # for clients older than RFC 7986
    calendar.add("color", _COLOR)
    calendar.add("refresh-interval", _DAY, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    if url:
        calendar.add("url", url)


def _add_zone(calendar: Any, zone: ZoneInfo) -> None:
    """The clock of the calendar; Indonesia's three zones have kept theirs since 1988."""
    import icalendar

    if zone.key not in _OFFSETS:
        raise ValueError(f"{zone.key} is none of {', '.join(_OFFSETS)}")
    name, hours = _OFFSETS[zone.key]
    standard: Any = icalendar.TimezoneStandard()
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=hours))
    standard.add("tzoffsetto", timedelta(hours=hours))
    standard.add("tzname", name)
    definition: Any = icalendar.Timezone()
    definition.add("tzid", zone.key)
    definition.add_component(standard)
    calendar.add_component(definition)
