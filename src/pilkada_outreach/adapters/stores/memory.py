"""A register in memory: for tests, tutorials and scripts that keep nothing."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from threading import Lock
from typing import Self

import attrs

from pilkada_outreach.adapters.stores._changes import (
    ids_of,
    refuse_conflict,
    refuse_gap,
    refuse_nameless,
)
from pilkada_outreach.adapters.stores._memory_state import EMPTY, MemoryState, erasable
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.chain import kept_change, kept_erasure
from pilkada_outreach.ports import (
    EVERYTHING,
    ChainLink,
    Change,
    Departure,
    Index,
    KeptChange,
    Link,
    Query,
    StoredRecord,
    TallyCount,
)

URL = "memory://"


class MemoryStore:
    """Keeps a register as long as the object lives. May be used from many threads.

    A commit makes a new state beside the old one and swaps it in with one assignment: it happens
    whole or not at all, even when it is interrupted.
    """

    def __init__(self) -> None:
        self._state: MemoryState | None = EMPTY
        self._writing = Lock()

    @classmethod
    def from_url(cls, url: str) -> Self:
        """An empty store for `memory://`. Raises StoreError for any other URL."""
        if url != URL:
            raise StoreError(f"{url!r} is no address of a register in memory; write {URL}")
        return cls()

    def head(self) -> int:
        """The number of the last change; 0 in an empty register."""
        return self._open().head

    def head_at(self, moment: datetime) -> int:
        """The number of the last change that was made by a moment."""
        return bisect_right(self._open().changes, moment, key=lambda kept: kept.at)

    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        """The latest version of a record, or the one after the change `as_of`."""
        version = self._open().latest(str(id), as_of)
        return None if version is None else version.row

    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        """The records that a query asks for as of this call, in the order of their ids."""
        return self._open().found(query)

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        """Every version of a record, the first one first."""
        return tuple(version.row for version in self._open().versions.get(str(id), ()))

    def links(self) -> Iterator[tuple[Id, Link]]:
        """Every reference of the latest versions, by source and field."""
        state = self._open()
        return (
            (Id(id), link) for id in sorted(state.documents) for link in state.documents[id].links
        )

    def referring(self, id: Id) -> tuple[tuple[Id, str], ...]:
        """Which records refer to this one, and in which field."""
        return tuple((source, link.field) for source, link in self.links() if link.target == id)

    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        """How many publications and receipts stand under each heading."""
        return tuple(one for one in self._open().tallies() if commission in (None, one.commission))

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it and return its number. Raises StaleWrite, StoreError."""
        ids = ids_of(change)
        with self._writing:
            state = self._open()
            for id, write in zip(ids, change.writes, strict=True):
                latest = state.latest(id)
                refuse_conflict(write, None if latest is None else latest.row, change.actor)
            kept = kept_change(
                change, number=state.head + 1, last_at=_last_at(state), heads=state.heads
            )
            self._state = state.after(kept, tuple(write.index for write in change.writes))
        return kept.number

    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        """Erase every personal value of these records and return the change's number."""
        change = Change(actor=actor, reason=reason, at=at, writes=())
        refuse_nameless(change)
        with self._writing:
            state = self._open()
            erased = erasable(state, list(ids))
            if not erased:
                return state.head
            kept = kept_erasure(
                change,
                erased,
                number=state.head + 1,
                last_at=_last_at(state),
                heads=state.heads,
            )
            self._state = state.after(kept, ())
        return kept.number

    def heads(self) -> tuple[ChainLink, ...]:
        """The last link of each chain."""
        heads = self._open().heads
        return tuple(heads[commission] for commission in sorted(heads))

    def changes(self, after: int = 0) -> Iterator[KeptChange]:
        """Everything that was ever written, change by change, as of this call."""
        return iter(self._open().changes[after:])

    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        """Fill an empty register with changes that another one kept, all or none."""
        with self._writing:
            state = self._open()
            if state.head:
                raise StoreError("only an empty register can be restored; open a new one")
            heads: dict[str, ChainLink] = {}
            for kept, indexes in changes:
                refuse_gap(kept, state.head, heads)
                state = state.after(kept, indexes)
            self._state = state
        return state.head

    def note_departure(self, departure: Departure) -> None:
        """Remember that personal data left the register."""
        with self._writing:
            state = self._open()
            self._state = attrs.evolve(state, departures=(*state.departures, departure))

    def departures(self, id: Id | None = None) -> tuple[Departure, ...]:
        """What left the register with the data of a record, or of any."""
        return tuple(one for one in self._open().departures if id is None or id in one.ids)

    def damage(self) -> Iterator[str]:
        """Nothing: it has no bytes that could decay, and counts on demand."""
        self._open()
        return iter(())

    def close(self) -> None:
        """Forget the register."""
        with self._writing:
            self._state = None

    def _open(self) -> MemoryState:
        if self._state is None:
            raise StoreError("the register in memory was closed, and is gone; open a new one")
        return self._state


def _last_at(state: MemoryState) -> datetime | None:
    return state.changes[-1].at if state.changes else None
