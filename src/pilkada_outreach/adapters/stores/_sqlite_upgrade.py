"""Bringing a register of the first release (schema 1) up to this one, in place and in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pilkada_outreach.adapters.stores import _sqlite_write as writing
from pilkada_outreach.adapters.stores._sqlite_schema import SCHEMA_VERSION, TABLES, TRIGGERS, views
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import StoreError, ValidationFailed
from pilkada_outreach.history.chain import kept_change
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.personal import apart
from pilkada_outreach.ports import Change, Write
from pilkada_outreach.serialization.documents import load_trusted

R = TypeVar("R", bound=Record)

_OLD = ("documents", "versions", "changes")


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Rebuild the tables, keeping every version, author, reason and instant. Raises StoreError."""
    connection.execute("PRAGMA foreign_keys = OFF")  # the old tables go while the new ones come
    connection.execute("BEGIN IMMEDIATE")
    try:
        (schema,) = connection.execute(
            "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema'"
        ).fetchone()
        if schema < SCHEMA_VERSION:  # nobody did it since
            _rebuild(connection)
            fault = connection.execute("PRAGMA foreign_key_check").fetchone()
            if fault is not None:
                raise StoreError(
                    f"{path} was not upgraded: in it table {fault[0]} refers to nothing in {fault[2]}"
                )
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):  # the first error is the one to tell
                connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _rebuild(connection: sqlite3.Connection) -> None:
    connection.execute("DROP VIEW records")
    for table in ("changes", "versions"):
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {table}_refuse_{verb}")
    for table in _OLD:
        connection.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    for statement in TABLES[1:]:  # `meta` stays
        connection.execute(statement)
    for change in _old_changes(connection):
        number, last_at = writing.last_change(connection)
        ids = [str(write.id) for write in change.writes]
        indexes = tuple(write.index for write in change.writes)
        known = writing.existing(connection, ids, indexes)
        heads = writing.heads(connection)
        kept = kept_change(change, number=number + 1, last_at=last_at, heads=heads)
        writing.insert(connection, kept, indexes, known)
    for table in _OLD:
        connection.execute(f"DROP TABLE old_{table}")
    for statement in (*TRIGGERS, *views()):
        connection.execute(statement)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(SCHEMA_VERSION),))


class _Known:
    """The records as of the change that is being read."""

    def __init__(self) -> None:
        self.records: dict[Id, Record] = {}

    def find(self, cls: type[R], id: Id | str) -> R | None:
        """The record with this id, or None."""
        found = self.records.get(id if isinstance(id, Id) else Id(id))
        return found if isinstance(found, cls) else None


def _old_changes(connection: sqlite3.Connection) -> Iterator[Change]:
    """The changes of the old tables; each record's columns are told by what was known at its change."""
    known = _Known()
    last = ""
    for number, at, actor, reason in connection.execute(
        "SELECT number, at, actor, reason FROM old_changes ORDER BY number"
    ).fetchall():
        last = max(last, at)  # a clock may have gone back; the order of the changes counts
        rows = connection.execute(
            "SELECT family, id, version, body FROM old_versions WHERE change = ? ORDER BY seq",
            (number,),
        ).fetchall()
        records = [_read(family, body) for family, _, _, body in rows]
        known.records.update({record.id: record for record in records if record is not None})
        indexing = Indexing(known)
        yield Change(
            actor=actor,
            reason=reason,
            at=datetime.fromisoformat(last),
            writes=tuple(
                _write(indexing, record, *row) for record, row in zip(records, rows, strict=True)
            ),
        )


def _read(family: str, body: bytes) -> Record | None:
    """The record in an old body; None where it is none: then it is kept as it is, and its columns stay empty."""
    try:
        return load_trusted(FAMILIES[family], body)
    except ValidationFailed:
        return None


def _write(
    indexing: Indexing, record: Record | None, family: str, id: str, version: int, body: bytes
) -> Write:
    if record is None:
        return Write(family=family, id=Id(id), body=body, base_version=version - 1)
    kept_body, personal = apart(type(record), body)
    return Write(
        family=family,
        id=record.id,
        body=kept_body,
        base_version=version - 1,
        facts=indexing.facts(record),
        index=indexing.index(record),
        personal=personal,
    )
