"""Writing a kept change into the tables of a register in SQLite, all of it or nothing."""

import json
import sqlite3
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime

from pilkada_outreach.adapters.stores._rows import Document, rows_of, touched
from pilkada_outreach.adapters.stores._sqlite_schema import PERSONAL
from pilkada_outreach.adapters.stores._sqlite_values import day_text, instant, stamp
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import ChainLink, Departure, Erased, Index, KeptChange

_EXISTING = """
    SELECT d.id, d.family, d.version, d.seq, v.commission, d.partner, d.kind, d.month, d.state, d.attempt
    FROM json_each(?) AS wanted
    CROSS JOIN documents AS d ON d.id = wanted.value
    CROSS JOIN versions AS v ON v.seq = d.seq
"""
_ADD_TALLY = """
    INSERT INTO tallies VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
_POINT = """
    INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq,
        partner = excluded.partner, kind = excluded.kind, month = excluded.month,
        state = excluded.state, attempt = excluded.attempt
"""
_HEADS = """
    SELECT h.commission, h.position, h.previous, h.hash
    FROM json_each(?) AS wanted CROSS JOIN heads AS h ON h.commission = wanted.value
"""
_ERASABLE = """
    SELECT v.id, v.version, p.path, v.commission, p.seq
    FROM json_each(?) AS wanted
    CROSS JOIN versions AS v ON v.id = wanted.value
    CROSS JOIN personal AS p ON p.seq = v.seq
    WHERE p.value IS NOT NULL ORDER BY v.id, v.version, p.path
"""


def existing(
    connection: sqlite3.Connection, ids: list[str], indexes: Iterable[Index]
) -> dict[str, Document]:
    """The documents that a change writes or settles, as far as they exist."""
    rows = connection.execute(_EXISTING, (json.dumps(touched(ids, indexes)),))
    return {
        id: Document(
            family=family,
            version=version,
            seq=seq,
            commission=commission,
            partner=partner,
            kind=kind,
            month=month,
            state=state,
            attempt=attempt,
        )
        for id, family, version, seq, commission, partner, kind, month, state, attempt in rows
    }


def last_change(connection: sqlite3.Connection) -> tuple[int, datetime | None]:
    """The number and the instant of the last change; 0 and None in an empty register."""
    row = connection.execute(
        "SELECT number, at FROM changes WHERE number = (SELECT max(number) FROM changes)"
    ).fetchone()
    return (0, None) if row is None else (row[0], instant(row[1]))


def heads(
    connection: sqlite3.Connection, commissions: Iterable[str] | None = None
) -> dict[str, ChainLink]:
    """The last link of each chain, or of those of some commissions, in their order."""
    if commissions is None:
        rows = connection.execute(
            "SELECT commission, position, previous, hash FROM heads ORDER BY 1"
        )
    else:
        rows = connection.execute(_HEADS, (json.dumps(sorted(set(commissions))),))
    return {
        commission: ChainLink(
            commission=commission, position=position, previous=previous, hash=digest
        )
        for commission, position, previous, digest in rows
    }


def insert(
    connection: sqlite3.Connection,
    kept: KeptChange,
    indexes: tuple[Index, ...],
    known: Mapping[str, Document],
) -> None:
    """Add a change, its seals and its versions to all tables."""
    first_seq = _insert_change(connection, kept)
    rows = rows_of(kept, indexes, first_seq=first_seq, existing=known, day=day_text)
    many = connection.executemany
    many(
        "INSERT INTO versions (seq, change, family, id, version, commission, area, first_day, "
        "last_day, salt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows.versions,
    )
    if rows.replaced:
        many("UPDATE versions SET until = ? WHERE id = ? AND version = ?", rows.replaced)
        many("DELETE FROM links WHERE source = ?", ((id,) for id in rows.relinked))
    many("INSERT INTO personal VALUES (?, ?, ?, ?, ?)", rows.personal)
    many(_POINT, rows.documents)
    many("UPDATE documents SET state = ?, attempt = ? WHERE id = ?", rows.settled)
    many("INSERT INTO links VALUES (?, ?, ?)", rows.links)
    many(_ADD_TALLY, rows.tallies)
    if kept.erased:
        _insert_erasures(connection, kept)


def erasable(connection: sqlite3.Connection, ids: Iterable[Id]) -> tuple[Erased, ...]:
    """Every personal value of these records that is still there."""
    rows = connection.execute(_ERASABLE, (json.dumps(sorted({str(id) for id in ids})),))
    return tuple(
        Erased(id=Id(id), version=version, path=path, commission=commission)
        for id, version, path, commission, _ in rows
    )


def insert_departure(connection: sqlite3.Connection, departure: Departure) -> None:
    """Remember that personal data left the register."""
    connection.execute(
        "INSERT INTO departures (at, actor, what, ids) VALUES (?, ?, ?, ?)",
        (
            stamp(departure.at),
            departure.actor,
            departure.what,
            json.dumps([str(id) for id in departure.ids]),
        ),
    )


def _insert_change(connection: sqlite3.Connection, kept: KeptChange) -> int:
    (first_seq,) = connection.execute("SELECT coalesce(max(seq), 0) + 1 FROM versions").fetchone()
    connection.execute(
        "INSERT INTO changes VALUES (?, ?, ?, ?, ?)",
        (kept.number, stamp(kept.at), kept.actor, kept.reason, first_seq),
    )
    connection.executemany(
        "INSERT INTO chain VALUES (?, ?, ?, ?, ?)",
        (
            (link.commission, link.position, kept.number, link.previous, link.hash)
            for link in kept.links
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?)",
        ((link.commission, link.position, link.previous, link.hash) for link in kept.links),
    )
    return int(first_seq)


def _insert_erasures(connection: sqlite3.Connection, kept: KeptChange) -> None:
    connection.executemany(
        "INSERT INTO erasures VALUES (?, ?, ?, ?, ?)",
        ((kept.number, str(one.id), one.version, one.path, one.commission) for one in kept.erased),
    )
    connection.executemany(
        "UPDATE personal SET salt = NULL, value = NULL WHERE path = ? "
        "AND seq = (SELECT seq FROM versions WHERE id = ? AND version = ?)",
        ((one.path, str(one.id), one.version) for one in kept.erased),
    )


def renew_personal(connection: sqlite3.Connection) -> None:
    """Write the personal values that stay into new pages, and overwrite the old ones.

    Where rows were moved between pages SQLite leaves copies of them in the unused part of a page,
    which `secure_delete` does not reach until the whole page is given back.
    """
    connection.execute("ALTER TABLE personal RENAME TO old_personal")
    connection.execute(PERSONAL)
    connection.execute("INSERT INTO personal SELECT * FROM old_personal")
    connection.execute("DROP TABLE old_personal")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Generator[None]:
    """Hold the register's only write lock; commit at the end, undo everything on any exception."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:  # on some errors SQLite has already rolled back
            with suppress(sqlite3.Error):  # the first error is the one to tell
                loose = _loose_link(connection) if _is_loose(error) else None
                connection.execute("ROLLBACK")
                if loose is not None:
                    source, field, target = loose
                    raise StoreError(
                        f"{source} refers to {target} in {field}, which is not in the register"
                    ) from error
        raise


def _is_loose(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY


def _loose_link(connection: sqlite3.Connection) -> tuple[str, str, str] | None:
    """Source, field and target of a link that leads to no record; None when there is none."""
    found: tuple[str, str, str] | None = connection.execute(
        "SELECT source, field, target FROM links WHERE target NOT IN (SELECT id FROM documents)"
    ).fetchone()
    return found
