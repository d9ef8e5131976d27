"""Reading a register in SQLite: what a query asks for, and what is kept of each change."""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    ChainLink,
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
_LATEST_OF = "SELECT seq FROM documents WHERE id = ?"
_AS_OF = "SELECT seq FROM versions WHERE id = ? AND change <= ? ORDER BY version DESC LIMIT 1"
_ALL_OF = "SELECT seq FROM versions WHERE id = ? ORDER BY version"
_FAMILIES = "SELECT DISTINCT family FROM versions WHERE until IS NULL"
_WRITTEN_SINCE = """(
    v.seq >= coalesce((SELECT first_seq FROM changes WHERE number > ? ORDER BY number LIMIT 1), 1 << 62)
    OR v.id IN (SELECT id FROM erasures WHERE change > ?)
)"""


def latest_seq(connection: sqlite3.Connection, id: Id, as_of: int | None) -> list[int]:
    """The place of the latest version, or of the one after a change; none where there is none."""
    if as_of is None:
        return [seq for (seq,) in connection.execute(_LATEST_OF, (str(id),))]
    return [seq for (seq,) in connection.execute(_AS_OF, (str(id), as_of))]


def history_seqs(connection: sqlite3.Connection, id: Id) -> list[int]:
    """The places of every version of a record."""
    return [seq for (seq,) in connection.execute(_ALL_OF, (str(id),))]


def found_seqs(connection: sqlite3.Connection, query: Query) -> "array[int]":
    """The places of what a query asks for, in the order of the ids: eight bytes each."""
    sql, values = _condition(connection, query)
    if not sql:
        return array(
            "q", (seq for (seq,) in connection.execute("SELECT seq FROM documents ORDER BY id"))
        )
    asked = f"SELECT v.seq FROM versions AS v WHERE {sql} ORDER BY v.id"  # noqa: S608  # our own text
    return array("q", (seq for (seq,) in connection.execute(asked, values)))


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
            body=body,
            personal=tuple(personal[seq]) if seq in personal else (),
            change=change,
            author=author,
            at=_instant(at),
            reason=reason,
        )
        for seq, family, id, version, body, change, author, at, reason in connection.execute(
            _ROWS, (wanted,)
        )
    ]


def kept_changes(connection: sqlite3.Connection, after: int, up_to: int) -> list[KeptChange]:
    """What is kept of the changes after one number and up to another."""
    links: dict[int, list[ChainLink]] = defaultdict(list)
    for change, commission, position, previous, digest in connection.execute(
        "SELECT change, commission, position, previous, hash FROM chain "
        "WHERE change > ? AND change <= ? ORDER BY change, commission",
        (after, up_to),
    ):
        links[change].append(
            ChainLink(commission=commission, position=position, previous=previous, hash=digest)
        )
    erased: dict[int, list[Erased]] = defaultdict(list)
    for change, id, version, path, commission in connection.execute(
        "SELECT change, id, version, path, commission FROM erasures "
        "WHERE change > ? AND change <= ? ORDER BY change, id, version, path",
        (after, up_to),
    ):
        erased[change].append(Erased(id=Id(id), version=version, path=path, commission=commission))
    return [
        KeptChange(
            number=number,
            actor=actor,
            reason=reason,
            at=_instant(at),
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


def _kept_versions(
    connection: sqlite3.Connection, first_seq: int, next_seq: int
) -> tuple[KeptVersion, ...]:
    personal: dict[int, list[KeptPersonal]] = defaultdict(list)
    for seq, path, seal, salt, value in connection.execute(
        "SELECT seq, path, seal, salt, value FROM personal WHERE seq >= ? AND seq < ? ORDER BY seq, path",
        (first_seq, next_seq),
    ):
        personal[seq].append(KeptPersonal(path=path, seal=seal, salt=salt, value=value))
    return tuple(
        KeptVersion(
            family=family,
            id=Id(id),
            version=version,
            facts=Facts(
                commission=commission,
                area=area,
                first_day=_day(first_day),
                last_day=_day(last_day),
            ),
            salt=salt,
            body=body,
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
            narrow("(v.first_day IS NULL OR v.first_day <= ?)", last.isoformat())
        if first is not None:
            narrow("(v.last_day IS NULL OR v.last_day >= ?)", first.isoformat())
    if query.text:
        narrow("instr(v.id, ?) > 0", query.text)
    if query.changed_since:
        narrow(_WRITTEN_SINCE, query.changed_since, query.changed_since)
    if query.as_of is not None:
        narrow("v.change <= ? AND (v.until IS NULL OR v.until > ?)", query.as_of, query.as_of)
    elif terms:
        narrow("v.until IS NULL")
    return " AND ".join(terms), values


@lru_cache(maxsize=4096)  # many records come from one change
def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


@lru_cache(maxsize=4096)
def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
