"""A register in one SQLite file: the default, and all that an office on one laptop needs."""

import os
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import get_ident
from typing import Self

from pilkada_outreach.adapters.stores import _sqlite_read as reading
from pilkada_outreach.adapters.stores import _sqlite_write as writing
from pilkada_outreach.adapters.stores._changes import (
    ids_of,
    refuse_conflict,
    refuse_gap,
    refuse_nameless,
)
from pilkada_outreach.adapters.stores._rows import Document
from pilkada_outreach.adapters.stores._sqlite_checks import damage
from pilkada_outreach.adapters.stores._sqlite_errors import store_errors
from pilkada_outreach.adapters.stores._sqlite_file import open_file, path_of, purge
from pilkada_outreach.adapters.stores._sqlite_values import stamp
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
    Tally,
    TallyCount,
)

WAIT = 10.0
"""Seconds to wait for others who write to the same register."""
_PAGE = 256  # records read at once; no read transaction is held between two pages


class SQLiteStore:
    """Keeps a register in an SQLite file. One connection: use it in the thread that opened it.

    A commit is on the disk when `commit` returns (WAL, synchronous=FULL). Other threads and processes
    open stores of their own over the same file; writers wait for each other.
    """

    def __init__(self, path: Path | str, *, wait: float = WAIT) -> None:
        self.path: Path = Path(path).absolute()
        self._wait = wait
        self._owner = (os.getpid(), get_ident())
        self._connection: sqlite3.Connection | None = open_file(self.path, wait)

    @classmethod
    def from_url(cls, url: str) -> Self:
        """The register that `sqlite:///kukar.db` names, made when there is none. Raises StoreError."""
        return cls(path_of(url))

    def head(self) -> int:
        """The number of the last change; 0 in an empty register."""
        with self._using() as connection:
            return writing.last_change(connection)[0]

    def head_at(self, moment: datetime) -> int:
        """The number of the last change that was made by a moment."""
        with self._using() as connection:
            (number,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM changes WHERE at <= ?",
                (stamp(moment),),
            ).fetchone()
        return int(number)

    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        """The latest version of a record, or the one after the change `as_of`."""
        with self._using() as connection:
            found = reading.rows_at(connection, reading.latest_seq(connection, id, as_of))
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
            return tuple(reading.rows_at(connection, reading.history_seqs(connection, id)))

    def links(self) -> Iterator[tuple[Id, Link]]:
        """Every reference of the latest versions, by source and field."""
        after = ("", "")
        while True:
            with self._using() as connection:
                rows = connection.execute(
                    "SELECT source, field, target FROM links WHERE (source, field) > (?, ?) "
                    "ORDER BY source, field LIMIT 1024",
                    after,
                ).fetchall()
                page = [
                    (Id(source), Link(field=field, target=Id(to))) for source, field, to in rows
                ]
            yield from page
            if not rows:
                return
            after = rows[-1][:2]

    def referring(self, id: Id) -> tuple[tuple[Id, str], ...]:
        """Which records refer to this one, and in which field."""
        with self._using() as connection:
            rows = connection.execute(
                "SELECT source, field FROM links WHERE target = ? ORDER BY source, field",
                (str(id),),
            )
            return tuple((Id(source), field) for source, field in rows)

    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        """How many publications and receipts stand under each heading."""
        with self._using() as connection:
            rows = connection.execute(
                "SELECT * FROM tallies WHERE count <> 0 AND (:commission IS NULL OR commission = :commission) "
                "ORDER BY commission, family, partner, kind, month, state",
                {"commission": commission},
            )
            return tuple(
                TallyCount(
                    commission=whose,
                    family=family,
                    tally=Tally(partner=partner, kind=kind, month=month, state=state),
                    count=count,
                )
                for whose, family, partner, kind, month, state, count in rows
            )

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it, durably, and return its number.

        Raises StaleWrite when a record was changed since its base version, StoreError when the
        file cannot be written or the clock went back.
        """
        ids = ids_of(change)
        indexes = tuple(write.index for write in change.writes)
        with self._using() as connection, writing.transaction(connection):
            known = writing.existing(connection, ids, indexes)
            self._refuse_conflicts(change, ids, known)
            number, last_at = writing.last_change(connection)
            whose = {write.facts.commission for write in change.writes}
            kept = kept_change(
                change, number=number + 1, last_at=last_at, heads=writing.heads(connection, whose)
            )
            writing.insert(connection, kept, indexes, known)
        return kept.number

    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        """Erase every personal value of these records, in all versions, and return the change's number.

        When it returns, no byte of the values is in any file of the register; StoreError tells when
        another reader keeps the write-ahead log from being emptied: then erase again.
        """
        change = Change(actor=actor, reason=reason, at=at, writes=())
        refuse_nameless(change)
        with self._using() as connection:
            with writing.transaction(connection):
                number, last_at = writing.last_change(connection)
                erased = writing.erasable(connection, ids)
                if erased:
                    heads = writing.heads(connection)
                    kept = kept_erasure(
                        change, erased, number=number + 1, last_at=last_at, heads=heads
                    )
                    writing.insert(connection, kept, (), {})
                    writing.renew_personal(connection)
                    number = kept.number
            purge(connection, self.path, self._wait)
        return number

    def heads(self) -> tuple[ChainLink, ...]:
        """The last link of each chain."""
        with self._using() as connection:
            return tuple(writing.heads(connection).values())

    def changes(self, after: int = 0) -> Iterator[KeptChange]:
        """Everything that was ever written, change by change, as of this call."""
        return self._kept(after, self.head())

    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        """Fill an empty register with changes that another one kept, all or none."""
        heads: dict[str, ChainLink] = {}
        head = 0
        with self._using() as connection, writing.transaction(connection):
            if writing.last_change(connection)[0]:
                raise StoreError(f"{self.path} is not empty; restore into a new register")
            for kept, indexes in changes:
                refuse_gap(kept, head, heads)
                head = kept.number
                ids = [str(version.id) for version in kept.versions]
                known = writing.existing(connection, ids, indexes)
                writing.insert(connection, kept, indexes, known)
        return head

    def note_departure(self, departure: Departure) -> None:
        """Remember that personal data left the register."""
        with self._using() as connection, writing.transaction(connection):
            writing.insert_departure(connection, departure)

    def departures(self, id: Id | None = None) -> tuple[Departure, ...]:
        """What left the register with the data of a record, or of any."""
        with self._using() as connection:
            found = reading.departures(connection)
        return tuple(one for one in found if id is None or id in one.ids)

    def damage(self) -> Iterator[str]:
        """What SQLite's own check, the pointers and the counters show to be wrong."""
        with self._using() as connection:
            yield from damage(connection)

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        if self._connection is not None:
            with self._using() as connection:
                connection.close()
            self._connection = None

    @contextmanager
    def _using(self) -> Generator[sqlite3.Connection]:
        if self._connection is None:
            raise StoreError(f"{self.path} was closed by this store; open it again")
        if self._owner != (os.getpid(), get_ident()):
            raise StoreError(
                f"{self.path} was opened in another thread or process; open a store in each of them"
            )
        with store_errors(self.path):
            yield self._connection

    def _pages(self, seqs: Sequence[int]) -> Iterator[StoredRecord]:
        for start in range(0, len(seqs), _PAGE):
            with self._using() as connection:
                page = reading.rows_at(connection, seqs[start : start + _PAGE])
            yield from page

    def _kept(self, after: int, up_to: int) -> Iterator[KeptChange]:
        while after < up_to:
            with self._using() as connection:
                last = reading.last_of_page(connection, after, up_to)
                page = reading.kept_changes(connection, after, last)
            yield from page
            after = last

    def _refuse_conflicts(self, change: Change, ids: list[str], known: dict[str, Document]) -> None:
        for id, write in zip(ids, change.writes, strict=True):
            document = known.get(id)
            version, family = (
                (0, write.family) if document is None else (document.version, document.family)
            )
            if version != write.base_version or family != write.family:
                refuse_conflict(write, self.read(write.id), change.actor)
