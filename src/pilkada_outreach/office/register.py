"""The unit of work: records read from a store, changes kept aside until they are committed."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import Change, Store, Write
from pilkada_outreach.serialization import dump
from pilkada_outreach.serialization.documents import load_trusted
from pilkada_outreach.snapshot import Snapshot

R = TypeVar("R", bound=Record)


class Register:
    """The records of one store as this office sees them: what is stored, and on top of it what is pending."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._head = -1
        self._stored: dict[Id, tuple[int, Record]] = {}
        self._pending: dict[Id, Record] = {}
        self._snapshot: Snapshot | None = None

    @property
    def has_pending(self) -> bool:
        """Whether there are changes that are not committed."""
        return bool(self._pending)

    def snapshot(self) -> Snapshot:
        """Everything as it would be if the pending changes were committed."""
        self._catch_up()
        if self._snapshot is None:
            merged = {id: record for id, (_, record) in self._stored.items()}
            merged.update(self._pending)
            self._snapshot = Snapshot(merged.values())
        return self._snapshot

    def put(self, record: Record) -> None:
        """Keep a record aside until the next commit; one that says what is stored is no change."""
        self._catch_up()
        stored = self._stored.get(record.id)
        if stored is not None and stored[1] == record:
            self._pending.pop(record.id, None)
        else:
            self._pending[record.id] = record
        self._snapshot = None

    def rollback(self) -> None:
        """Forget what is pending."""
        self._pending.clear()
        self._snapshot = None

    def commit(self, *, actor: str, reason: str, at: datetime) -> int:
        """Write what is pending, all of it or nothing, and return the number of the change."""
        number = self._write(self._pending.values(), actor=actor, reason=reason, at=at)
        self._pending.clear()
        return number

    def keep(self, records: Iterable[Record], *, actor: str, reason: str, at: datetime) -> None:
        """Write these records in a transaction of their own, past what is pending."""
        records = tuple(records)
        if records:
            self._write(records, actor=actor, reason=reason, at=at)

    def _write(self, records: Iterable[Record], *, actor: str, reason: str, at: datetime) -> int:
        records = tuple(records)
        writes = tuple(
            Write(
                family=record.family,
                id=record.id,
                body=dump(record),
                base_version=self._version(record.id),
            )
            for record in records
        )
        number = self.store.commit(Change(actor=actor, reason=reason, at=at, writes=writes))
        if number == self._head + 1:  # nobody else wrote in between
            for record in records:
                self._stored[record.id] = (self._version(record.id) + 1, record)
            self._head = number
        self._snapshot = None
        return number

    def _version(self, id: Id) -> int:
        stored = self._stored.get(id)
        return 0 if stored is None else stored[0]

    def _catch_up(self) -> None:
        """Read what others committed since; a record whose version is known is not decoded again."""
        head = self.store.head()
        if head == self._head:
            return
        for row in self.store.records():
            if self._version(row.id) != row.version:
                cls = FAMILIES.get(row.family)
                if cls is None:
                    raise StoreError(f"{row.id}: this library knows no records of {row.family!r}")
                self._stored[row.id] = (row.version, load_trusted(cls, row.body))
        self._head = head
        self._snapshot = None
