"""A register in a PostgreSQL database: one for as many offices as share it."""

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Self

from pilkada_outreach.adapters.stores import _sql_read as reading
from pilkada_outreach.adapters.stores import _sql_write as writing
from pilkada_outreach.adapters.stores._changes import (
    ids_of,
    refuse_conflict,
    refuse_gap,
    refuse_nameless,
)
from pilkada_outreach.adapters.stores._rows import Document
from pilkada_outreach.adapters.stores._sql_checks import damage
from pilkada_outreach.adapters.stores._sql_errors import store_errors
from pilkada_outreach.adapters.stores._sql_history import kept_changes
from pilkada_outreach.adapters.stores._sql_server import (
    address_of,
    connection_of,
    open_engine,
    prepare,
    shown,
)
from pilkada_outreach.adapters.stores._sql_transaction import Transaction, transaction_of
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

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy import Engine

WAIT = 10.0
"""Seconds to wait for others who write to the same register."""
_PATIENCE = 3  # how many times as long to ask a server that was lost whether a change is in
_PAGE = 512  # records read at once; no transaction is held between two pages


class SQLStore:
    """Keeps a register in a PostgreSQL database. May be used from many threads.

    A commit is on the server's disk when `commit` returns. Writers wait for each other, readers for
    nobody. A connection that is lost is made again by the next call.
    """

    def __init__(self, url: str, *, wait: float = WAIT) -> None:
        address = address_of(url)
        self._where = shown(address)
        self._wait = wait
        self._process = os.getpid()
        self._engine: Engine | None = open_engine(address, wait)
        try:
            prepare(self._engine, self._where)
        except BaseException:
            self.close()
            raise

    @classmethod
    def from_url(cls, url: str) -> Self:
        """The register in the database that `postgresql://role:password@host/kukar` names.

        It is made when the database is empty. Raises StoreError, MissingExtra.
        """
        return cls(url)

    def head(self) -> int:
        """The number of the last change; 0 in an empty register."""
        with self._using() as connection:
            return reading.head(connection)

    def head_at(self, moment: datetime) -> int:
        """The number of the last change that was made by a moment."""
        with self._using() as connection:
            return reading.head_at(connection, moment)

    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        """The latest version of a record, or the one after the change `as_of`."""
        which = reading.LATEST if as_of is None else reading.AS_OF
        with self._using() as connection:
            found = reading.rows(connection, which, id=str(id), as_of=as_of)
        return found[0] if found else None

    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        """The records that a query asks for as of this call, in the order of their ids.

        Memory stays flat but for eight bytes a record, and commits may go on meanwhile: a version
        that was found is never changed.
        """
        with self._using() as connection:
            seqs = reading.found_seqs(connection, query)
        return self._pages(seqs)

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        """Every version of a record, the first one first."""
        with self._using() as connection:
            return tuple(reading.rows(connection, reading.ALL_OF, id=str(id)))

    def links(self) -> Iterator[tuple[Id, Link]]:
        """Every reference of the latest versions, by source and field."""
        after = ("", "")
        while True:
            with self._using() as connection:
                page = reading.links(connection, after)
            yield from page
            if not page:
                return
            source, link = page[-1]
            after = (str(source), link.field)

    def referring(self, id: Id) -> tuple[tuple[Id, str], ...]:
        """Which records refer to this one, and in which field."""
        with self._using() as connection:
            return reading.referring(connection, id)

    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        """How many publications and receipts stand under each heading."""
        with self._using() as connection:
            return reading.tallies(connection, commission)

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it, durably, and return its number.

        Raises StaleWrite when a record was changed since its base version, StoreError when the
        register cannot be written or the clock went back. When the connection is lost in the middle,
        it asks again whether the change is in.
        """
        ids = ids_of(change)
        indexes = tuple(write.index for write in change.writes)
        whose = {write.facts.commission for write in change.writes}
        with self._transaction() as transaction:
            front = transaction.begin(ids, indexes, whose)
            _refuse_conflicts(transaction.connection, change, ids, front.known)
            kept = kept_change(change, number=front.number + 1, last_at=front.at, heads=front.heads)
            transaction.insert(kept, indexes, front)
            transaction.commit(kept)
        return kept.number

    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        """Erase every personal value of these records, in all versions, and return the change's number.

        The values are out of the table; what else the server keeps, its administrator has to clear
        (docs/how-to/postgresql.md).
        """
        change = Change(actor=actor, reason=reason, at=at, writes=())
        refuse_nameless(change)
        with self._transaction() as transaction:
            front = transaction.begin(commissions=None)
            erased = transaction.erasable(ids)
            if not erased:
                return front.number
            kept = kept_erasure(
                change, erased, number=front.number + 1, last_at=front.at, heads=front.heads
            )
            transaction.insert(kept, (), front)
            transaction.commit(kept)
        return kept.number

    def heads(self) -> tuple[ChainLink, ...]:
        """The last link of each chain."""
        with self._using() as connection:
            return writing.heads(connection)

    def changes(self, after: int = 0) -> Iterator[KeptChange]:
        """Everything that was ever written, change by change, as of this call."""
        return self._kept(after, self.head())

    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        """Fill an empty register with changes that another one kept, all or none."""
        heads: dict[str, ChainLink] = {}
        last: KeptChange | None = None
        with self._transaction() as transaction:
            if transaction.begin().number:
                raise StoreError(f"{self._where} is not empty; restore into a new register")
            transaction.take_time()
            for kept, indexes in changes:
                refuse_gap(kept, 0 if last is None else last.number, heads)
                last = kept
                ids = [str(version.id) for version in kept.versions]
                transaction.insert(kept, indexes, transaction.front(ids, indexes))
                transaction.wait()
            if last is None:
                return 0
            transaction.commit(last)
        return last.number

    def note_departure(self, departure: Departure) -> None:
        """Remember that personal data left the register."""
        with self._using() as connection:
            writing.insert_departure(connection, departure)

    def departures(self, id: Id | None = None) -> tuple[Departure, ...]:
        """What left the register with the data of a record, or of any."""
        with self._using() as connection:
            return reading.departures(connection, id)

    def damage(self) -> Iterator[str]:
        """What the server's checksums, the pointers and the counters show to be wrong."""
        with self._using() as connection:
            found = damage(connection)
        return iter(found)

    def close(self) -> None:
        """Let go of the connections; closing twice is fine."""
        if self._engine is not None:
            self._engine.dispose(close=self._process == os.getpid())
            self._engine = None

    @contextmanager
    def _using(self) -> Generator["Connection"]:
        if self._engine is None:
            raise StoreError(f"{self._where} was closed by this store; open it again")
        if self._process != os.getpid():
            raise StoreError(
                f"{self._where} was opened in another process; open a store in each of them"
            )
        with store_errors(self._where), connection_of(self._engine) as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Generator[Transaction]:
        with self._using() as connection:
            assert self._engine is not None  # it is in use
            patience = _PATIENCE * self._wait
            with transaction_of(connection, self._engine, self._where, patience) as transaction:
                yield transaction

    def _pages(self, seqs: Sequence[int]) -> Iterator[StoredRecord]:
        for start in range(0, len(seqs), _PAGE):
            with self._using() as connection:
                page = reading.rows(connection, reading.AT, seqs=list(seqs[start : start + _PAGE]))
            yield from page

    def _kept(self, after: int, up_to: int) -> Iterator[KeptChange]:
        page: list[KeptChange] | None = None
        while page or page is None:
            with self._using() as connection:
                page = kept_changes(connection, after, up_to)
            yield from page
            after = page[-1].number if page else up_to


def _refuse_conflicts(
    connection: "Connection", change: Change, ids: list[str], known: dict[str, Document]
) -> None:
    for id, write in zip(ids, change.writes, strict=True):
        document = known.get(id)
        version, family = (
            (0, write.family) if document is None else (document.version, document.family)
        )
        if version != write.base_version or family != write.family:
            latest = reading.rows(connection, reading.LATEST, id=id)
            refuse_conflict(write, latest[0] if latest else None, change.actor)
