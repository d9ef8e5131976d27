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
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import ChainLink, Departure, Index, KeptChange

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

    Answers = tuple[Cursor, Cursor, Cursor]

_MANY = (
    1000  # rows that one statement takes as arrays; the server works on them while we make the next
)

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
_VERSIONS = """
    INSERT INTO versions (seq, change, family, id, version, commission, area, first_day, last_day,
        salt, body)
    SELECT * FROM unnest(%b::bigint[], %b::bigint[], %b::text[], %b::text[], %b::bigint[], %b::text[],
        %b::text[], %b::date[], %b::date[], %b::bytea[], %b::bytea[])
"""
_REPLACED = """
    UPDATE versions AS v SET until = r.change
    FROM unnest(%b::bigint[], %b::text[], %b::bigint[]) AS r (change, id, version)
    WHERE v.id = r.id AND v.version = r.version
"""
_RELINKED = "DELETE FROM links WHERE source IN (SELECT unnest(%b::text[]))"
_PERSONAL = """
    INSERT INTO personal (seq, path, seal, salt, value)
    SELECT * FROM unnest(%b::bigint[], %b::text[], %b::bytea[], %b::bytea[], %b::text[])
"""
_DOCUMENTS = """
    INSERT INTO documents (id, family, version, seq, partner, kind, month, state, attempt)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::bigint[], %b::bigint[], %b::text[], %b::text[],
        %b::text[], %b::text[], %b::bigint[])
    ON CONFLICT (id) DO UPDATE SET version = excluded.version, seq = excluded.seq,
        partner = excluded.partner, kind = excluded.kind, month = excluded.month,
        state = excluded.state, attempt = excluded.attempt
"""
_SETTLED = """
    UPDATE documents AS d SET state = s.state, attempt = s.attempt
    FROM unnest(%b::text[], %b::bigint[], %b::text[]) AS s (state, attempt, id) WHERE d.id = s.id
"""
_LINKS = """
    INSERT INTO links (source, field, target)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::text[])
"""
_TALLIES = """
    INSERT INTO tallies AS t (commission, family, partner, kind, month, state, count)
    SELECT * FROM unnest(%b::text[], %b::text[], %b::text[], %b::text[], %b::text[], %b::text[],
        %b::bigint[])
    ON CONFLICT (commission, family, partner, kind, month, state)
    DO UPDATE SET count = t.count + excluded.count
"""
_ERASURES = """
    INSERT INTO erasures (change, id, version, path, commission)
    SELECT * FROM unnest(%b::bigint[], %b::text[], %b::bigint[], %b::text[], %b::text[])
"""
_EMPTIED = """
    UPDATE personal AS p SET salt = NULL, value = NULL
    FROM unnest(%b::text[], %b::bigint[], %b::text[]) AS e (id, version, path)
    JOIN versions AS v ON v.id = e.id AND v.version = e.version
    WHERE p.seq = v.seq AND p.path = e.path
"""
_DEPARTURE = "INSERT INTO departures (at, actor, what, ids) VALUES (%s, %s, %s, %s)"


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
    _many(connection, _VERSIONS, rows.versions)
    _many(connection, _REPLACED, rows.replaced)
    _many(connection, _RELINKED, [(id,) for id in rows.relinked])
    _many(connection, _PERSONAL, rows.personal)
    _many(connection, _DOCUMENTS, rows.documents)
    _many(connection, _SETTLED, rows.settled)
    _many(connection, _LINKS, rows.links)
    _many(connection, _TALLIES, rows.tallies)
    erased = [(kept.number, str(o.id), o.version, o.path, o.commission) for o in kept.erased]
    _many(connection, _ERASURES, erased)
    _many(connection, _EMPTIED, [row[1:4] for row in erased])


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


def _many(connection: "Connection", statement: str, rows: Sequence[Row]) -> None:
    """Run a statement over rows, column by column."""
    for some in _pieces(rows):
        connection.execute(statement.encode(), [list(column) for column in zip(*some, strict=True)])


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
