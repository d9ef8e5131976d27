"""A register in one SQLite file: the default, and all that an office on one laptop needs."""

import json
import os
import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path
from threading import get_ident
from typing import Self

from pilkada_outreach.adapters.stores._changes import ids_of, refuse_conflict
from pilkada_outreach.adapters.stores._sqlite_errors import store_errors
from pilkada_outreach.adapters.stores._sqlite_file import open_file, path_of
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import Change, StoredRecord, Write

WAIT = 10.0
"""Seconds to wait for others who write to the same register."""
_PAGE = 256  # records read at once; no read transaction is held between two pages

_COLUMNS = "v.family, v.id, v.version, v.body, v.change, c.actor"
_LATEST = f"""
    SELECT {_COLUMNS} FROM documents AS d
    CROSS JOIN versions AS v ON v.seq = d.seq
    CROSS JOIN changes AS c ON c.number = v.change
"""  # noqa: S608  # CROSS: in this order, whatever SQLite estimates
_VERSIONS = f"""
    SELECT {_COLUMNS} FROM versions AS v JOIN changes AS c ON c.number = v.change WHERE v.id = ?
"""  # noqa: S608  # our own text
_STORED = """
    SELECT d.id, d.version, d.family
    FROM json_each(?) AS wanted CROSS JOIN documents AS d ON d.id = wanted.value
"""
_POINT = """ -- NOT INDEXED: else SQLite scans the index on ids, to have them in order
    INSERT INTO documents (id, family, version, seq)
    SELECT id, family, version, seq FROM versions NOT INDEXED WHERE seq >= ? ORDER BY id
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq
"""
_HEAD = "SELECT coalesce(max(number), 0) FROM changes"

_Row = tuple[str, str, int, bytes, int, str]


class SQLiteStore:
    """Keeps a register in an SQLite file. One connection: use it in the thread that opened it.

    A commit is on the disk when `commit` returns (WAL, synchronous=FULL). Other threads and processes
    open stores of their own over the same file; writers wait for each other.
    """

    def __init__(self, path: Path | str, *, wait: float = WAIT) -> None:
        self.path: Path = Path(path).absolute()
        self._owner = (os.getpid(), get_ident())
        self._connection: sqlite3.Connection | None = open_file(self.path, wait)

    @classmethod
    def from_url(cls, url: str) -> Self:
        """The register that `sqlite:///kukar.db` names, made when there is none. Raises StoreError."""
        return cls(path_of(url))

    def head(self) -> int:
        """The number of the last change; 0 in an empty register."""
        with self._using() as connection:
            (number,) = connection.execute(_HEAD).fetchone()
        return int(number)

    def read(self, id: Id) -> StoredRecord | None:
        """The latest version of a record; None when there is none."""
        with self._using() as connection:
            row = connection.execute(f"{_LATEST} WHERE d.id = ?", (str(id),)).fetchone()
            return None if row is None else _stored(row)

    def records(self) -> Iterator[StoredRecord]:
        """The latest version of every record as of this call, in the order of their ids.

        Memory stays flat, and commits may go on meanwhile: the history never changes, so that what
        was written after this call is recognised and its earlier version given instead.
        """
        return self._pages(self.head())

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        """Every version of a record, the first one first."""
        with self._using() as connection:
            rows = connection.execute(f"{_VERSIONS} ORDER BY v.version", (str(id),))
            return tuple(_stored(row) for row in rows)

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it, durably, and return its number.

        Raises StaleWrite when a record was changed since its base version, StoreError when the
        file cannot be written.
        """
        writes = list(zip(ids_of(change), change.writes, strict=True))
        with self._using() as connection, _transaction(connection):
            self._refuse_conflicts(connection, writes)
            return _write(connection, change, writes)

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

    def _pages(self, head: int) -> Iterator[StoredRecord]:
        query = f"{_LATEST} WHERE d.id > ? ORDER BY d.id LIMIT {_PAGE}"
        after = ""
        while True:
            with self._using() as connection:
                rows: list[_Row] = connection.execute(query, (after,)).fetchall()
                page = [_as_of(connection, row, head) for row in rows]
            yield from (record for record in page if record is not None)
            if len(rows) < _PAGE:
                return
            after = rows[-1][1]

    def _refuse_conflicts(
        self, connection: sqlite3.Connection, writes: list[tuple[str, Write]]
    ) -> None:
        found = connection.execute(_STORED, (json.dumps([id for id, _ in writes]),))
        stored = {id: (version, family) for id, version, family in found}
        for id, write in writes:
            version, family = stored.get(id, (0, write.family))
            if version != write.base_version or family != write.family:
                refuse_conflict(write, self.read(write.id))


def _write(connection: sqlite3.Connection, change: Change, writes: list[tuple[str, Write]]) -> int:
    number, seq = connection.execute(
        "SELECT (SELECT coalesce(max(number), 0) + 1 FROM changes), "
        "(SELECT coalesce(max(seq), 0) + 1 FROM versions)"
    ).fetchone()
    at = change.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    connection.execute(
        "INSERT INTO changes VALUES (?, ?, ?, ?)", (number, at, change.actor, change.reason)
    )
    connection.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        (
            (place, number, write.family, id, write.base_version + 1, write.body)
            for place, (id, write) in enumerate(writes, seq)
        ),
    )
    connection.execute(_POINT, (seq,))
    return int(number)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Hold the register's only write lock; commit at the end, undo everything on any exception."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # on some errors SQLite has already rolled back
            with suppress(sqlite3.Error):  # the first error is the one to tell
                connection.execute("ROLLBACK")
        raise


def _as_of(connection: sqlite3.Connection, row: _Row, head: int) -> StoredRecord | None:
    """The record of `row` as it was at the change `head`; None when it did not exist yet."""
    if row[4] <= head:
        return _stored(row)
    earlier = connection.execute(
        f"{_VERSIONS} AND v.change <= ? ORDER BY v.version DESC LIMIT 1", (row[1], head)
    ).fetchone()
    return None if earlier is None else _stored(earlier)


def _stored(row: _Row) -> StoredRecord:
    family, id, version, body, change, author = row
    return StoredRecord(
        family=family, id=Id(id), version=version, body=body, change=change, author=author
    )
