"""The Atom feed (RFC 4287) of the materials published on the site."""

import re
from datetime import UTC, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.adapters.channels.website.prose import prose
from pilkada_outreach.adapters.channels.website.view import Site
from pilkada_outreach.problems import Language

_NO_XML = re.compile("[\ufffe\uffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def materials_feed(site: Site, lang: Language) -> bytes:
    """The feed in one language, the newest entry first.

    Ids are made from records alone, so that they outlive a move to another address, and an entry is as old
    as its publication: reading the feed of a site that was built again shows nothing as new.
    """
    with needs_extra("feeds", "Writing the feed"):
        from feedgen.feed import FeedGenerator  # pyright: ignore[reportMissingTypeStubs]  # see below
    here = f"{site.base_url}{'en/' if lang == 'en' else ''}" if site.base_url else ""
    feed: Any = FeedGenerator()  # it has no types
    feed.id(_urn(f"{site.commission.id}/feed/{lang}"))
    feed.title(_text(f"{site.commission.name}: {'Materials' if lang == 'en' else 'Materi'}"))
    feed.author({"name": _text(site.commission.name)})
    feed.link(href=f"{here}index.html", rel="alternate", type="text/html")
    feed.link(href=f"{here}feed.xml", rel="self", type="application/atom+xml")
    feed.language(lang)
    feed.generator("pilkada_outreach")
    latest = max((entry.latest_at for entry in site.materials), default=_before_any(site))
    feed.updated(site.local(latest))
    for published in site.materials:
        text = published.material.text(lang)
        entry = feed.add_entry(order="append")
        entry.id(_urn(f"{published.material.id}/{lang}"))
        entry.title(_text(text.title))
        entry.published(site.local(published.first_at))
        entry.updated(site.local(published.latest_at))
        entry.link(href=f"{here}{published.page}", rel="alternate", type="text/html")
        entry.content(_text(prose(text.body, "Table" if lang == "en" else "Tabel")), type="html")
    written: bytes = feed.atom_str(pretty=True)
    return written


def _before_any(site: Site) -> datetime:
    """The age of a feed without entries: the day its newest timetable was issued."""
    issued = [
        datetime.combine(view.stages.timetable.issued_on, time(), site.zone)
        for view in site.elections
        if view.stages is not None
    ]
    return max(issued, default=_EPOCH)


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"pilkada-outreach:{name}").urn


def _text(text: str) -> str:
    """Text without the two characters that XML cannot hold and a record can."""
    return _NO_XML.sub("\ufffd", text)
