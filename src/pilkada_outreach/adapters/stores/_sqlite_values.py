"""Instants and days as the columns of a register in SQLite hold them."""

from datetime import UTC, date, datetime
from functools import lru_cache

from pilkada_outreach.adapters.stores._sqlite_errors import Damaged


def stamp(instant: datetime) -> str:
    """An instant in UTC, always with six decimals, so that texts sort like the instants."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def day_text(day: date | None) -> str | None:
    """A day as `YYYY-MM-DD`."""
    return None if day is None else day.isoformat()


@lru_cache(maxsize=4096)  # many records come from one change
def instant(text: str) -> datetime:
    """The instant that `stamp` wrote. Raises Damaged for another form, since it would sort elsewhere."""
    try:
        found = datetime.fromisoformat(text)
        if stamp(found) == text:
            return found
    except (TypeError, ValueError):
        pass
    raise Damaged(f"{text!r} is no instant as this store writes it")


@lru_cache(maxsize=4096)
def day(text: str | None) -> date | None:
    """The day that `day_text` wrote. Raises Damaged for another form, since it would sort elsewhere."""
    if text is None:
        return None
    try:
        found = date.fromisoformat(text)
        if found.isoformat() == text:
            return found
    except (TypeError, ValueError):
        pass
    raise Damaged(f"{text!r} is no day as this store writes it")
