"""Reading a register in SQLite: what a query asks for, and what is kept of each change."""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable

from pilkada_outreach.adapters.stores._sqlite_errors import Damaged
from pilkada_outreach.adapters.stores._sqlite_values import day, day_text, instant
from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    ChainLink,
    Departure,
    Erased,
    Facts,
    KeptChange,
    KeptPersonal,
    KeptVersion,
    PersonalValue,
    Query,
    StoredRecord,
)

_ROWS = """
    SELECT v.seq, v.family, v.id, v.version, v.body, v.change, c.actor, c.at, c.reason
    FROM json_each(?) AS wanted
    CROSS JOIN versions AS v ON v.seq = wanted.value
    CROSS JOIN changes AS c ON c.number = v.change
"""  # CROSS: in this order, whatever SQLite estimates
_PERSONAL = """
    SELECT p.seq, p.path, p.value
    FROM json_each(?) AS wanted CROSS JOIN personal AS p ON p.seq = wanted.value
    WHERE p.value IS NOT NULL ORDER BY p.seq, p.path
"""
_LAST_OF_PAGE = """
    SELECT coalesce(max(number), min(:after + 64, :up_to)) FROM changes
    WHERE number > :after AND number <= min(:after + 64, :up_to) AND first_seq < 1024 + (
        SELECT first_seq FROM changes WHERE number > :after ORDER BY number LIMIT 1)
"""
_LATEST_OF = "SELECT seq FROM documents WHERE id = ?"
_AS_OF = "SELECT seq FROM versions WHERE id = ? AND change <= ? ORDER BY version DESC LIMIT 1"
_ALL_OF = "SELECT seq FROM versions WHERE id = ? ORDER BY version"
_FAMILIES = "SELECT DISTINCT family FROM versions WHERE until IS NULL"
_WRITTEN_SINCE = """(
    v.seq >= coalesce((SELECT first_seq FROM changes WHERE number > ? ORDER BY number LIMIT 1), 1 << 62)
    OR v.id IN (SELECT id FROM erasures WHERE change > ?)
)"""


def latest_seq(connection: sqlite3.Connection, id: Id, as_of: int | None) -> "array[int]":
    """The place of the latest version, or of the one after a change; none where there is none."""
    if as_of is None:
        return _seqs(connection.execute(_LATEST_OF, (str(id),)))
    return _seqs(connection.execute(_AS_OF, (str(id), as_of)))


def history_seqs(connection: sqlite3.Connection, id: Id) -> "array[int]":
    """The places of every version of a record."""
    return _seqs(connection.execute(_ALL_OF, (str(id),)))


def found_seqs(connection: sqlite3.Connection, query: Query) -> "array[int]":
    """The places of what a query asks for, in the order of the ids: eight bytes each."""
    sql, values = _condition(connection, query)
    asked = "SELECT seq FROM documents ORDER BY id"
    if sql:
        asked = f"SELECT v.seq FROM versions AS v WHERE {sql} ORDER BY v.id"  # noqa: S608  # our own text
    return _seqs(connection.execute(asked, values))


def _seqs(rows: Iterable[tuple[int]]) -> "array[int]":
    try:
        return array("q", (seq for (seq,) in rows))
    except TypeError as error:
        raise Damaged("something else than a number points to a version") from error


def rows_at(connection: sqlite3.Connection, seqs: Iterable[int]) -> list[StoredRecord]:
    """The versions at these places, in that order."""
    wanted = json.dumps(list(seqs))
    personal: dict[int, list[PersonalValue]] = defaultdict(list)
    for seq, path, value in connection.execute(_PERSONAL, (wanted,)):
        personal[seq].append(PersonalValue(path=path, value=value))
    return [
        StoredRecord(
            family=family,
            id=Id(id),
            version=version,
            body=_bytes(body),
            personal=tuple(personal[seq]) if seq in personal else (),
            change=change,
            author=author,
            at=instant(at),
            reason=reason,
        )
        for seq, family, id, version, body, change, author, at, reason in connection.execute(
            _ROWS, (wanted,)
        )
    ]


def last_of_page(connection: sqlite3.Connection, after: int, up_to: int) -> int:
    """The number up to which changes are read at once: few changes, or one that is large."""
    (last,) = connection.execute(_LAST_OF_PAGE, {"after": after, "up_to": up_to}).fetchone()
    return int(last)


def kept_changes(connection: sqlite3.Connection, after: int, up_to: int) -> list[KeptChange]:
    """What is kept of the changes after one number and up to another."""
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for change, commission, position, previous, digest in connection.execute(
        "SELECT change, commission, position, previous, hash FROM chain "
        "WHERE change > ? AND change <= ? ORDER BY change, commission",
        (after, up_to),
    ):
        links[change].append(
            ChainLink(
                commission=_text(commission),
                position=_number(position),
                previous=_bytes(previous),
                hash=_bytes(digest),
            )
        )
    erased: dict[int, list[Erased]] = defaultdict(list)
    for change, id, version, path, commission in connection.execute(
        "SELECT change, id, version, path, commission FROM erasures "
        "WHERE change > ? AND change <= ? ORDER BY change, id, version, path",
        (after, up_to),
    ):
        erased[change].append(
            Erased(
                id=Id(id),
                version=_number(version),
                path=_text(path),
                commission=_text(commission),
            )
        )
    return [
        KeptChange(
            number=number,
            actor=_text(actor),
            reason=_text(reason),
            at=instant(at),
            versions=_kept_versions(connection, first_seq, next_seq),
            erased=tuple(erased[number]) if number in erased else (),
            links=tuple(links[number]) if number in links else (),
        )
        for number, at, actor, reason, first_seq, next_seq in connection.execute(
            "SELECT number, at, actor, reason, first_seq, "
            "coalesce((SELECT first_seq FROM changes WHERE number > c.number ORDER BY number LIMIT 1), "
            "1 << 62) FROM changes AS c WHERE number > ? AND number <= ? ORDER BY number",
            (after, up_to),
        ).fetchall()
    ]


def departures(connection: sqlite3.Connection) -> list[Departure]:
    """What left the register, the oldest first."""
    return [
        Departure(at=instant(at), actor=actor, what=what, ids=_ids(ids))
        for at, actor, what, ids in connection.execute(
            "SELECT at, actor, what, ids FROM departures ORDER BY entry"
        )
    ]


def _ids(text: str) -> tuple[Id, ...]:
    try:
        return tuple(map(Id, json.loads(text)))
    except (TypeError, ValueError) as error:
        raise Damaged(f"{text!r} is no list of ids") from error


def _kept_versions(
    connection: sqlite3.Connection, first_seq: int, next_seq: int
) -> tuple[KeptVersion, ...]:
    personal: dict[int, list[KeptPersonal]] = defaultdict(list)
    for seq, path, seal, salt, value in connection.execute(
        "SELECT seq, path, seal, salt, value FROM personal WHERE seq >= ? AND seq < ? ORDER BY seq, path",
        (first_seq, next_seq),
    ):
        personal[seq].append(
            KeptPersonal(
                path=_text(path),
                seal=_bytes(seal),
                salt=None if salt is None else _bytes(salt),
                value=None if value is None else _text(value),
            )
        )
    return tuple(
        KeptVersion(
            family=_text(family),
            id=Id(id),
            version=_number(version),
            facts=Facts(
                commission=_text(commission),
                area=_text(area),
                first_day=day(first_day),
                last_day=day(last_day),
            ),
            salt=_bytes(salt),
            body=_bytes(body),
            personal=tuple(personal[seq]) if seq in personal else (),
        )
        for seq, family, id, version, commission, area, first_day, last_day, salt, body in (
            connection.execute(
                "SELECT seq, family, id, version, commission, area, first_day, last_day, salt, body "
                "FROM versions WHERE seq >= ? AND seq < ? ORDER BY seq",
                (first_seq, next_seq),
            )
        )
    )


def _condition(connection: sqlite3.Connection, query: Query) -> tuple[str, list[object]]:
    terms: list[str] = []
    values: list[object] = []

    def narrow(term: str, *given: object) -> None:
        terms.append(term)
        values.extend(given)

    families = query.families
    if query.commission is not None:
        narrow("v.commission = ?", query.commission)
        # the index begins with the family
        families = families or tuple(name for (name,) in connection.execute(_FAMILIES))
    if families:
        narrow(f"v.family IN ({', '.join('?' * len(families))})", *families)
    if query.area is not None:
        area = str(query.area)
        if area == "id":
            narrow("v.area <> ''")
        else:
            narrow(
                "v.area <> '' AND (v.area = ? OR (v.area > ? AND v.area < ?))",
                area,
                f"{area}.",
                f"{area}/",
            )
    if query.during is not None:
        first, last = query.during.first_day, query.during.last_day
        narrow("(v.first_day IS NOT NULL OR v.last_day IS NOT NULL)")
        if last is not None:
            narrow("(v.first_day IS NULL OR v.first_day <= ?)", day_text(last))
        if first is not None:
            narrow("(v.last_day IS NULL OR v.last_day >= ?)", day_text(first))
    if query.text:
        narrow("instr(v.id, ?) > 0", query.text)
    if query.changed_since:
        narrow(_WRITTEN_SINCE, query.changed_since, query.changed_since)
    if query.as_of is not None:
        narrow("v.change <= ? AND (v.until IS NULL OR v.until > ?)", query.as_of, query.as_of)
    elif terms:
        narrow("v.until IS NULL")
    return " AND ".join(terms), values


def _bytes(value: object) -> bytes:
    """What a column of bytes holds; only a damaged file says otherwise."""
    if type(value) is not bytes:
        raise Damaged(f"{value!r} stands where bytes belong")
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise Damaged(f"{value!r} stands where text belongs")
    return value


def _number(value: object) -> int:
    if type(value) is not int:
        raise Damaged(f"{value!r} stands where a number belongs")
    return value
