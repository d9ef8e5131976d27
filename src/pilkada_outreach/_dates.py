"""Arithmetic on dates; the only module that knows python-dateutil, which has no types and guesses when parsing."""

import re
from datetime import UTC, date, datetime

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_ISO_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})\Z"
)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day where there is no such day."""
    from dateutil.relativedelta import relativedelta

    moved: date = day + relativedelta(months=months)
    return moved


def parse_day(text: str) -> date | None:
    """The day written as `YYYY-MM-DD`, and in no other form; None for anything else."""
    if _ISO_DAY.match(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse_instant(text: str) -> datetime | None:
    """The instant written as RFC 3339 with its offset (`2024-08-12T09:00:00+08:00`); None for anything else."""
    if _ISO_INSTANT.match(text) is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def instant_text(instant: datetime) -> str:
    """An instant in UTC: `2024-08-12T01:00:00Z`."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
