"""The unit of work: records read from a store, changes kept aside until they are committed."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

import attrs

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import OfficeState, StoreError
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.personal import apart, whole
from pilkada_outreach.ports import Change, Query, Store, StoredRecord, Write
from pilkada_outreach.serialization import dump
from pilkada_outreach.serialization.documents import load_trusted
from pilkada_outreach.snapshot import Snapshot

R = TypeVar("R", bound=Record)


class Register:
    """The records of one store as this office sees them: what is stored, and on top of it what is pending.

    With `as_of` it shows what the store held after that change, and takes no changes.
    """

    def __init__(self, store: Store, *, as_of: int | None = None) -> None:
        self.store = store
        self.as_of = as_of
        self._head = 0
        self._stored: dict[Id, tuple[int, Record]] = {}
        self._pending: dict[Id, tuple[int, Record]] = {}
        """What is to be written, with the version that it was made from."""
        self._snapshot: Snapshot | None = None

    @property
    def has_pending(self) -> bool:
        """Whether there are changes that are not committed."""
        return bool(self._pending)

    @property
    def pending(self) -> tuple[Record, ...]:
        """The changes that are not committed."""
        return tuple(record for _, record in self._pending.values())

    def snapshot(self) -> Snapshot:
        """Everything as it would be if the pending changes were committed."""
        self._catch_up()
        if self._snapshot is None:
            merged = {id: record for id, (_, record) in self._stored.items()}
            merged.update({id: record for id, (_, record) in self._pending.items()})
            self._snapshot = Snapshot(merged.values())
        return self._snapshot

    def find(self, cls: type[R], id: Id | str) -> R | None:
        """The record of this class with this id, pending or stored; None when there is none."""
        key = id if isinstance(id, Id) else Id(id)
        _, found = self._pending.get(key) or self._stored.get(key) or (0, None)
        return found if isinstance(found, cls) else None

    def stream(self, cls: type[R], query: Query) -> Iterator[R]:
        """The stored records of one class that a query asks for; memory stays flat. Pending ones are left out."""
        asked = attrs.evolve(query, families=(cls.family,), as_of=self.as_of)
        return (_decoded(cls, row) for row in self.store.records(asked))

    def seen(self, records: Iterable[Record]) -> dict[Id, int]:
        """Which versions of these records this office has read so far."""
        return {
            record.id: self._stored[record.id][0] for record in records if record.id in self._stored
        }

    def put(self, record: Record, *, base: int | None = None) -> None:
        """Keep a record aside until the next commit; one that says what is stored is no change.

        `base` is the version that it was made from; without it the one that is stored now. The version
        that a pending change was first made from stays: only a rollback makes it forget that.
        """
        self.require_writable()
        self._catch_up()
        stored = self._stored.get(record.id)
        if stored is not None and stored[1] == record:
            self._pending.pop(record.id, None)
        else:
            earlier = self._pending.get(record.id)
            if earlier is not None:
                base = earlier[0]
            self._pending[record.id] = (self._version(record.id) if base is None else base, record)
        self._snapshot = None

    def rollback(self) -> None:
        """Forget what is pending."""
        self._pending.clear()
        self._snapshot = None

    def commit(self, *, actor: str, reason: str, at: datetime) -> int:
        """Write what is pending, all of it or nothing, and return the number of the change."""
        number = self._write(tuple(self._pending.values()), actor=actor, reason=reason, at=at)
        self._pending.clear()
        return number

    def keep(self, records: Iterable[Record], *, actor: str, reason: str, at: datetime) -> None:
        """Write these records in a transaction of their own, past what is pending."""
        based = tuple((self._version(record.id), record) for record in records)
        if based:
            self._write(based, actor=actor, reason=reason, at=at)

    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        """Erase the personal data of stored records, and return the number of the change."""
        self.require_writable()
        return self.store.erase(ids, actor=actor, reason=reason, at=at)

    def require_writable(self) -> None:
        """Raise OfficeState where the register is one of the past."""
        if self.as_of is not None:
            raise OfficeState(
                f"this office shows the register after change {self.as_of}; open it without as_of to change it"
            )

    def _write(
        self, based: tuple[tuple[int, Record], ...], *, actor: str, reason: str, at: datetime
    ) -> int:
        self.require_writable()
        indexing = Indexing(self)
        writes = tuple(_as_write(record, base, indexing) for base, record in based)
        number = self.store.commit(Change(actor=actor, reason=reason, at=at, writes=writes))
        if number == self._head + 1:  # nobody else wrote in between
            for base, record in based:
                self._stored[record.id] = (base + 1, record)
            self._head = number
        self._snapshot = None
        return number

    def _version(self, id: Id) -> int:
        stored = self._stored.get(id)
        return 0 if stored is None else stored[0]

    def _catch_up(self) -> None:
        """Read what was written or erased since; what did not change is not read again.

        A register of the past loses what was erased later, too.
        """
        head = self.store.head()
        if head == self._head:
            return
        for row in self.store.records(Query(changed_since=self._head, as_of=self.as_of)):
            self._stored[row.id] = (row.version, _decoded(_class_of(row), row))
        self._head = head
        self._snapshot = None


def _as_write(record: Record, base: int, indexing: Indexing) -> Write:
    body, personal = apart(type(record), dump(record))
    return Write(
        family=record.family,
        id=record.id,
        body=body,
        base_version=base,
        facts=indexing.facts(record),
        index=indexing.index(record),
        personal=personal,
    )


def _class_of(row: StoredRecord) -> type[Record]:
    cls = FAMILIES.get(row.family)
    if cls is None:
        raise StoreError(f"{row.id}: this library knows no records of {row.family!r}")
    return cls


def _decoded(cls: type[R], row: StoredRecord) -> R:
    try:
        return load_trusted(cls, whole(row))
    except ValueError as error:  # of which ValidationFailed is one
        raise StoreError(f"{row.id}: version {row.version} cannot be read: {error}") from error
