"""Writing a kept change into the tables of a register in PostgreSQL.

Inside a pipeline a commit crosses the network twice, however much it writes: `ask` locks the head and reads
what the change needs to know, `insert` and COMMIT travel together. So the head is locked for one way there
and back.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import attrs

from pilkada_outreach.adapters.stores._rows import Document, Row, rows_of, touched
from pilkada_outreach.adapters.stores._sql_schema import (
    DOCUMENTS,
    ERASURES,
    LINKS,
    PERSONAL,
    TALLIES,
    VERSIONS,
    Table,
)
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import ChainLink, Departure, Index, KeptChange

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

    Answers = tuple[Cursor, Cursor, Cursor]

_MANY = 1000  # rows that travel in one statement; the server works on them while we make the next

# The head is one row, and who writes holds its lock until the end. So changes become visible in the
# order of their numbers, and a reader that catches up by number never misses one that commits late.
# It also is why READ COMMITTED is enough: each statement after the lock sees all that was committed
# before it, and nothing can be committed until it is let go; so a conflict is found, or there is none.
_LOCK = "SELECT number, at, seq FROM head FOR UPDATE"
_EXISTING = """
    SELECT d.id, d.family, d.version, d.seq, v.commission, d.partner, d.kind, d.month, d.state, d.attempt
    FROM documents AS d JOIN versions AS v ON v.seq = d.seq WHERE d.id = ANY(%b)
"""
_HEADS = "SELECT commission, position, previous, hash FROM heads WHERE commission = ANY(%b)"
_ALL_HEADS = "SELECT commission, position, previous, hash FROM heads ORDER BY commission"
_ERASABLE = """
    SELECT v.id, v.version, p.path, v.commission
    FROM versions AS v JOIN personal AS p ON p.seq = v.seq
    WHERE v.id = ANY(%b) AND p.value IS NOT NULL ORDER BY v.id, v.version, p.path
"""

_CHANGE = """
    WITH change AS (
        INSERT INTO changes (number, at, actor, reason, first_seq)
        VALUES (%(number)s, %(at)s, %(actor)s, %(reason)s, %(first_seq)s)
    ), link AS (
        SELECT * FROM unnest(%(commissions)b::text[], %(positions)b::bigint[], %(previous)b::bytea[],
            %(hashes)b::bytea[]) AS l (commission, position, previous, hash)
    ), chained AS (
        INSERT INTO chain (commission, position, change, previous, hash)
        SELECT commission, position, %(number)s, previous, hash FROM link
    ), fronts AS (
        INSERT INTO heads (commission, position, previous, hash) SELECT * FROM link
        ON CONFLICT (commission) DO UPDATE SET position = excluded.position,
            previous = excluded.previous, hash = excluded.hash
    )
    UPDATE head SET number = %(number)s, at = %(at)s, seq = %(last_seq)s
"""
_REPLACED = b"""
    UPDATE versions AS v SET until = r.change
    FROM unnest(%b::bigint[], %b::text[], %b::bigint[]) AS r (change, id, version)
    WHERE v.id = r.id AND v.version = r.version
"""
_RELINKED = b"DELETE FROM links WHERE source IN (SELECT unnest(%b::text[]))"
_SETTLED = b"""
    UPDATE documents AS d SET state = s.state, attempt = s.attempt
    FROM unnest(%b::text[], %b::bigint[], %b::text[]) AS s (state, attempt, id) WHERE d.id = s.id
"""
_EMPTIED = b"""
    UPDATE personal AS p SET salt = NULL, value = NULL
    FROM unnest(%b::text[], %b::bigint[], %b::text[]) AS e (id, version, path)
    JOIN versions AS v ON v.id = e.id AND v.version = e.version
    WHERE p.seq = v.seq AND p.path = e.path
"""
_DEPARTURE = "INSERT INTO departures (at, actor, what, ids) VALUES (%s, %s, %s, %s)"


@attrs.frozen
class _Insertion:
    """What adds rows to a table: a single one as it is, many as an array for each column."""

    one: bytes
    many: bytes

    @classmethod
    def into(cls, table: Table, conflict: str = "", *, but: str = "") -> "_Insertion":
        """Rows with all columns of a table but one; `conflict` says what to do where there is a row."""
        columns = {name: kind.split()[0] for name, kind, _ in table.columns if name != but}
        into = f"INSERT INTO {table.name} ({', '.join(columns)})"
        values = ", ".join(f"%b::{kind}" for kind in columns.values())
        arrays = ", ".join(f"%b::{kind}[]" for kind in columns.values())
        return cls(
            one=f"{into} VALUES ({values}) {conflict}".encode(),
            many=f"{into} SELECT * FROM unnest({arrays}) {conflict}".encode(),  # noqa: S608  # our own text
        )


_VERSIONS = _Insertion.into(VERSIONS, but="until")
_PERSONAL = _Insertion.into(PERSONAL)
_DOCUMENTS = _Insertion.into(
    DOCUMENTS,
    """ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq,
    partner = excluded.partner, kind = excluded.kind, month = excluded.month,
    state = excluded.state, attempt = excluded.attempt""",
)
_LINKS = _Insertion.into(LINKS)
_TALLIES = _Insertion.into(
    TALLIES, f"ON CONFLICT ({TALLIES.key}) DO UPDATE SET count = tallies.count + excluded.count"
)
_ERASURES = _Insertion.into(ERASURES)


@attrs.frozen(kw_only=True)
class Front:
    """What a change is written on top of, locked until the transaction ends."""

    number: int
    at: datetime | None
    seq: int
    heads: dict[str, ChainLink]
    known: dict[str, Document]
    """The documents that the change writes or settles, as far as they exist."""


def ask(
    connection: "Connection",
    ids: Iterable[str],
    indexes: Iterable[Index],
    commissions: Iterable[str] | None,
) -> "Answers":
    """Lock the head, and ask for what a change of these records needs to know; None for all commissions."""
    head = connection.execute(_LOCK, binary=True)
    known = connection.execute(_EXISTING, (touched(ids, indexes),), binary=True)
    if commissions is None:
        return head, known, connection.execute(_ALL_HEADS, binary=True)
    wanted = sorted(set(commissions))
    return head, known, connection.execute(_HEADS, (wanted,), binary=True)


def front(answers: "Answers") -> Front:
    """What the server answered."""
    head, known, heads = (answer.fetchall() for answer in answers)
    if len(head) != 1:
        raise StoreError(
            "the register has lost its head, so it is damaged; restore the last backup"
        )
    ((number, at, seq),) = head
    return Front(
        number=number,
        at=at,
        seq=seq,
        heads={row[0]: _link(row) for row in heads},
        known={row[0]: _document(row) for row in known},
    )


def heads(connection: "Connection") -> tuple[ChainLink, ...]:
    """The last link of each chain, in the order of the commissions."""
    return tuple(map(_link, connection.execute(_ALL_HEADS, binary=True).fetchall()))


def insert(
    connection: "Connection", kept: KeptChange, indexes: tuple[Index, ...], front: Front
) -> None:
    """Add a change, its seals and its versions to all tables."""
    first_seq = front.seq + 1
    rows = rows_of(kept, indexes, first_seq=first_seq, existing=front.known, day=_day)
    connection.execute(
        _CHANGE,
        {
            "number": kept.number,
            "at": kept.at,
            "actor": kept.actor,
            "reason": kept.reason,
            "first_seq": first_seq,
            "last_seq": front.seq + len(kept.versions),
            "commissions": [link.commission for link in kept.links],
            "positions": [link.position for link in kept.links],
            "previous": [link.previous for link in kept.links],
            "hashes": [link.hash for link in kept.links],
        },
    )
    _add(connection, _VERSIONS, rows.versions)
    _change_many(connection, _REPLACED, rows.replaced)
    _change_many(connection, _RELINKED, [(id,) for id in rows.relinked])
    _add(connection, _PERSONAL, rows.personal)
    _add(connection, _DOCUMENTS, rows.documents)
    _change_many(connection, _SETTLED, rows.settled)
    _add(connection, _LINKS, rows.links)
    _add(connection, _TALLIES, rows.tallies)
    erased = [(kept.number, str(o.id), o.version, o.path, o.commission) for o in kept.erased]
    _add(connection, _ERASURES, erased)
    _change_many(connection, _EMPTIED, [row[1:4] for row in erased])


def ask_erasable(connection: "Connection", ids: Iterable[Id]) -> "Cursor":
    """Ask for every personal value of these records that is still there."""
    wanted = sorted({str(id) for id in ids})
    return connection.execute(_ERASABLE, (wanted,), binary=True)


def documents_among(connection: "Connection", ids: Iterable[Id]) -> set[Id]:
    """Which of these records are in the register."""
    wanted = sorted(map(str, ids))
    found = connection.execute("SELECT id FROM documents WHERE id = ANY(%s)", (wanted,))
    return {Id(id) for (id,) in found.fetchall()}


def insert_departure(connection: "Connection", departure: Departure) -> None:
    """Remember that personal data left the register."""
    ids = [str(id) for id in departure.ids]
    connection.execute(_DEPARTURE, (departure.at, departure.actor, departure.what, ids))


def _add(connection: "Connection", insertion: _Insertion, rows: Sequence[Row]) -> None:
    if len(rows) == 1:
        connection.execute(insertion.one, rows[0])
    else:
        _change_many(connection, insertion.many, rows)


def _change_many(connection: "Connection", statement: bytes, rows: Sequence[Row]) -> None:
    """Run a statement over rows, column by column."""
    for some in _pieces(rows):
        connection.execute(statement, [list(column) for column in zip(*some, strict=True)])


def _pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), _MANY):
        yield rows[start : start + _MANY]


def _link(row: tuple[Any, ...]) -> ChainLink:
    commission, position, previous, digest = row
    return ChainLink(commission=commission, position=position, previous=previous, hash=digest)


def _document(row: tuple[Any, ...]) -> Document:
    _, family, version, seq, commission, partner, kind, month, state, attempt = row
    return Document(
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


def _day(day: date | None) -> date | None:
    return day
