"""The stages as an iCalendar that real calendars accept and update (RFC 5545, RFC 7986)."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from pilkada_outreach import _formats
from pilkada_outreach._extras import needs_extra
from pilkada_outreach.adapters.channels.website.stages import known_stages
from pilkada_outreach.adapters.channels.website.view import ElectionView, Site
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.timetable import Timetable


def stages_calendar(site: Site) -> bytes:
    """Every stage that has a day, as an event of whole days, with both languages.

    An event's name is made from stage and election and its stamp from the timetable, never from the moment
    of writing, so that a subscriber's calendar changes only when the timetable does.
    """
    with needs_extra("feeds", "Writing the calendar"):
        from icalendar import Calendar
    calendar: Any = Calendar()  # the types of its methods are partly unknown
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//pilkada_outreach//Tahapan Pemilihan//ID")
    calendar.add("calscale", "GREGORIAN")
    owner = _one_line(site.commission.name)
    calendar.add("name", f"Tahapan Pemilihan, {owner}", parameters={"language": "id"})
    calendar.add("name", f"Election stages, {owner}", parameters={"language": "en"})
    calendar.add("x-wr-calname", f"Tahapan Pemilihan, {owner}")
    if site.base_url:
        calendar.add("url", f"{site.base_url}tahapan.html")
    for view in site.elections:
        if view.stages is None:
            continue
        for stage in known_stages(view.stages.timetable, site.day):
            event = _event(view, view.stages.timetable, stage)
            if event is not None:
                calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _event(view: ElectionView, timetable: Timetable, stage: Stage) -> Any:  # an icalendar.Event
    """The event of a stage; None without a day. With one end only, it is that day and says so."""
    from icalendar import Event

    first, last = stage.first_day or stage.last_day, stage.last_day or stage.first_day
    if first is None or last is None:
        return None
    event: Any = Event()
    event.add("uid", f"{stage.code}.{view.election.id.file_name}@pilkada-outreach")
    event.add("dtstamp", datetime.combine(timetable.issued_on, time(), UTC))
    event.add("sequence", 0)
    event.add("dtstart", first)
    event.add(
        "dtend", last + timedelta(days=1)
    )  # the end of an event of whole days is not part of it
    event.add("summary", _one_line(stage.name_id) + _open_end(stage), parameters={"language": "id"})
    event.add("description", _description(stage))
    event.add("categories", [_one_line(timetable.name_id), "Tahapan Pemilihan"])
    event.add("status", "CONFIRMED" if stage.source.verified else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _description(stage: Stage) -> str:
    first, last = stage.first_day, stage.last_day
    lines = [
        f"{_formats.days(first, last, 'id')}.",
        f"Sumber: {stage.source}",
        "",
        f"{_one_line(stage.name_en)}: {_formats.days(first, last, 'en')}.",
        f"Source: {stage.source}",
    ]
    if not stage.source.verified:
        lines.insert(1, "Tanggal ini belum diperiksa pada sumbernya.")
        lines.append("This date has not been checked against its source.")
    return "\n".join(lines)


def _open_end(stage: Stage) -> str:
    if stage.first_day is None:
        return " (berakhir)"
    return " (mulai)" if stage.last_day is None else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
