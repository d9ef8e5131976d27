"""A register in memory: for tests, tutorials and scripts that keep nothing."""

from collections.abc import Iterator, Mapping
from threading import Lock
from typing import Self

import attrs

from pilkada_outreach.adapters.stores._changes import ids_of, refuse_conflict
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import Change, StoredRecord

URL = "memory://"


@attrs.frozen
class _State:
    """The register after a change; never changed itself, so that readers need no lock."""

    head: int
    versions: Mapping[str, tuple[StoredRecord, ...]]


class MemoryStore:
    """Keeps a register as long as the object lives. May be used from many threads.

    A commit makes a new state beside the old one and swaps it in with one assignment: it happens
    whole or not at all, even when it is interrupted.
    """

    def __init__(self) -> None:
        self._state: _State | None = _State(0, {})
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

    def read(self, id: Id) -> StoredRecord | None:
        """The latest version of a record; None when there is none."""
        versions = self._open().versions.get(str(id))
        return versions[-1] if versions else None

    def records(self) -> Iterator[StoredRecord]:
        """The latest version of every record as of this call, in the order of their ids."""
        versions = self._open().versions
        return (versions[id][-1] for id in sorted(versions))

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        """Every version of a record, the first one first."""
        return self._open().versions.get(str(id), ())

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it and return its number. Raises StaleWrite, StoreError."""
        ids = ids_of(change)
        with self._writing:
            state = self._open()
            number = state.head + 1
            versions = dict(state.versions)
            for id, write in zip(ids, change.writes, strict=True):
                earlier = versions.get(id, ())
                refuse_conflict(write, earlier[-1] if earlier else None)
                record = StoredRecord(
                    family=write.family,
                    id=write.id,
                    version=write.base_version + 1,
                    body=bytes(write.body),
                    change=number,
                    author=change.actor,
                )
                versions[id] = (*earlier, record)
            self._state = _State(number, versions)
        return number

    def close(self) -> None:
        """Forget the register."""
        with self._writing:
            self._state = None

    def _open(self) -> _State:
        if self._state is None:
            raise StoreError("the register in memory was closed, and is gone; open a new one")
        return self._state
