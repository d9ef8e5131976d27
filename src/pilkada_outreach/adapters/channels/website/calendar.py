"""The stages of all elections of the site as one calendar to subscribe to."""

from functools import lru_cache
from zoneinfo import ZoneInfo

from pilkada_outreach.adapters.channels.website.view import Site
from pilkada_outreach.domain.values import Id
from pilkada_outreach.exchange.calendar_words import one_line
from pilkada_outreach.exchange.icalendar import CalendarEntry, write_calendar


def stages_calendar(site: Site) -> bytes:
    """Every stage that has a day, as an event; the terms of committees are no news for readers."""
    entries = tuple(
        CalendarEntry(timetable=view.stages.timetable, election=view.election.id, terms=False)
        for view in site.elections
        if view.stages is not None
    )
    url = f"{site.base_url}tahapan.html" if site.base_url else ""
    return _written(entries, site.commission.id, one_line(site.commission.name), site.zone, url)


@lru_cache(maxsize=8)  # the site is built every day, and its stages rarely change
def _written(
    entries: tuple[CalendarEntry, ...], id: Id, owner: str, zone: ZoneInfo, url: str
) -> bytes:
    return write_calendar(
        entries,
        id=id,
        name_id=f"Tahapan Pemilihan, {owner}",
        name_en=f"Election stages, {owner}",
        zone=zone,
        url=url,
    ).ics
