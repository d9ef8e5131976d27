"""Whether two addresses are those of one page, however they were copied (tautan)."""

import re

_PARTS = re.compile(r"(?:https?://)?(?:www\.)?([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_USUAL_PORT = re.compile(r":(?:80|443)?\Z")
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|igsh|igshid)(?:=|\Z)", re.IGNORECASE)


def page_of(address: str) -> str:
    """What an address says about its page: alike for http and https, with or without `www.`, a slash or
    fragment at the end, and what social media append to count clicks. "" for no address.
    """
    found = _PARTS.match(address.strip())
    if found is None:
        return ""
    host, path, query = found.groups("")
    page = _USUAL_PORT.sub("", host.lower()).rstrip(".") + path.rstrip("/")
    asked = sorted(part for part in query.split("&") if part and not _TRACKING.match(part))
    return f"{page}?{'&'.join(asked)}" if asked else page
