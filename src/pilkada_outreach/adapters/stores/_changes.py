"""What every store refuses, whatever it keeps its register in."""

from pilkada_outreach._text import first_unclean
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.history.chain import links_after
from pilkada_outreach.ports import ChainLink, Change, KeptChange, StoredRecord, Write


def ids_of(change: Change) -> list[str]:
    """The ids that a change writes. Raises StoreError for a change that no register may take."""
    if not change.writes:
        raise StoreError("a change without writes was refused; commit only when a record changed")
    refuse_nameless(change)
    ids = [str(write.id) for write in change.writes]
    if len(set(ids)) < len(ids):
        twice = next(id for number, id in enumerate(ids) if id in ids[:number])
        raise StoreError(f"{twice} is written twice in one change; keep the last of the two")
    for write in change.writes:
        _refuse_double(write, "links in", [link.field for link in write.index.links])
        _refuse_double(write, "personal values at", [value.path for value in write.personal])
    return ids


def _refuse_double(write: Write, what: str, places: list[str]) -> None:
    if len(set(places)) < len(places):
        twice = next(place for number, place in enumerate(places) if place in places[:number])
        raise StoreError(f"{write.id} has two {what} {twice}; keep one of them")


def refuse_nameless(change: Change) -> None:
    """Raise StoreError for a change without actor, reason, or the zone of its instant."""
    if change.at.utcoffset() is None:
        raise StoreError(f"a change at {change.at} was refused; say the zone of that time")
    for what, text in (("actor", change.actor), ("reason", change.reason)):
        if not text.strip() or first_unclean(text) is not None:
            raise StoreError(
                f"a change with the {what} {text!r} was refused; say who made it, and why"
            )


def refuse_conflict(write: Write, latest: StoredRecord | None, actor: str) -> None:
    """Raise StaleWrite or StoreError when `write` does not follow `latest`, the stored version."""
    if latest is not None and write.base_version < latest.version:
        raise StaleWrite(
            str(write.id), write.base_version, latest.version, latest.author, actor=actor
        )
    version = 0 if latest is None else latest.version
    if write.base_version != version:
        raise StoreError(
            f"{write.id}: you changed version {write.base_version}, but this register goes to version "
            f"{version}; it was read from another register, or this one is an older copy"
        )
    if latest is not None and write.family != latest.family:
        raise StoreError(
            f"{write.id} is of the family {latest.family} and cannot be {write.family}"
        )


def refuse_gap(kept: KeptChange, head: int, heads: dict[str, ChainLink]) -> None:
    """Raise StoreError when a restored change does not follow the one before; then note its links in `heads`."""
    if kept.number != head + 1:
        raise StoreError(
            f"change {kept.number} was refused: it does not follow change {head}; restore from a whole archive"
        )
    if links_after(kept, heads) != kept.links:
        raise StoreError(
            f"change {kept.number} was refused: its chain is broken; restore from a whole archive"
        )
    heads.update({link.commission: link for link in kept.links})
