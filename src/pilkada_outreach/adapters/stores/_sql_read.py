"""Reading records from a register in PostgreSQL."""

from array import array
from datetime import datetime
from typing import TYPE_CHECKING

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    Departure,
    Link,
    PersonalValue,
    Query,
    StoredRecord,
    Tally,
    TallyCount,
)

if TYPE_CHECKING:
    from psycopg import Connection

_ROWS = """
    SELECT v.family, v.id, v.version, v.body, v.change, c.actor, c.at, c.reason,
        ARRAY(SELECT ARRAY[p.path, p.value] FROM personal AS p
            WHERE p.seq = v.seq AND p.value IS NOT NULL ORDER BY p.path)
    FROM versions AS v JOIN changes AS c ON c.number = v.change
"""
AT = "WHERE v.seq = ANY(%(seqs)b) ORDER BY v.id"
LATEST = "WHERE v.seq = (SELECT seq FROM documents WHERE id = %(id)s)"
AS_OF = "WHERE v.id = %(id)s AND v.change <= %(as_of)s ORDER BY v.version DESC LIMIT 1"
ALL_OF = "WHERE v.id = %(id)s ORDER BY v.version"

_EVERYTHING = "SELECT array_agg(seq ORDER BY id) FROM documents"
_FIRST_SINCE = "SELECT first_seq FROM changes WHERE number > %s ORDER BY number LIMIT 1"
_WRITTEN_SINCE = """v.seq IN (
    SELECT w.seq FROM versions AS w WHERE w.seq >= %(place)s
    UNION ALL SELECT w.seq FROM erasures AS e JOIN versions AS w ON w.id = e.id
        WHERE e.change > %(since)s
)"""
_NONE = 2**63 - 1  # further than any version


def head(connection: "Connection") -> int:
    """The number of the last change."""
    ((number,),) = connection.execute("SELECT number FROM head").fetchall()
    return int(number)


def head_at(connection: "Connection", moment: datetime) -> int:
    """The number of the last change that was made by a moment."""
    found = connection.execute(
        "SELECT number FROM changes WHERE at <= %s ORDER BY at DESC, number DESC LIMIT 1", (moment,)
    ).fetchone()
    return int(found[0]) if found else 0


def rows(connection: "Connection", which: str, **values: object) -> list[StoredRecord]:
    """The versions that a condition asks for, such as LATEST, with their personal values."""
    found = connection.execute((_ROWS + which).encode(), values, binary=True)
    return [
        StoredRecord(
            family=family,
            id=Id(id),
            version=version,
            body=body,
            personal=tuple(PersonalValue(path=path, value=value) for path, value in personal),
            change=change,
            author=author,
            at=at,
            reason=reason,
        )
        for family, id, version, body, change, author, at, reason, personal in found.fetchall()
    ]


def found_seqs(connection: "Connection", query: Query) -> "array[int]":
    """The places of what a query asks for, in the order of the ids: eight bytes each."""
    values: dict[str, object] = {}
    terms = _terms(connection, query, values)
    asked = _EVERYTHING
    if terms:
        where = " AND ".join(terms)
        asked = f"SELECT array_agg(v.seq ORDER BY v.id) FROM versions AS v WHERE {where}"  # noqa: S608  # our own text
    ((seqs,),) = connection.execute(asked.encode(), values, binary=True).fetchall()
    return array("q", seqs or ())


def _terms(connection: "Connection", query: Query, values: dict[str, object]) -> list[str]:
    """The conditions of a query; what they compare with goes into `values`."""
    terms: list[str] = []

    def narrow(term: str, **given: object) -> None:
        terms.append(term)
        values.update(given)

    if query.families:
        narrow("v.family = ANY(%(families)s)", families=list(query.families))
    if query.commission is not None:
        narrow("v.commission = %(commission)s", commission=query.commission)
    if query.area is not None:
        narrow("v.area <> ''")
        area = str(query.area)
        if area != "id":
            narrow(
                "(v.area = %(area)s OR (v.area > %(below)s AND v.area < %(beyond)s))",
                area=area,
                below=f"{area}.",
                beyond=f"{area}/",
            )
    if query.during is not None:
        first, last = query.during.first_day, query.during.last_day
        narrow("(v.first_day IS NOT NULL OR v.last_day IS NOT NULL)")
        if last is not None:
            narrow("(v.first_day IS NULL OR v.first_day <= %(last)s)", last=last)
        if first is not None:
            narrow("(v.last_day IS NULL OR v.last_day >= %(first)s)", first=first)
    if query.text:
        # among the ids alone: the versions with their bodies are many times as long to go through
        narrow(
            "v.id = ANY(ARRAY(SELECT d.id FROM documents AS d WHERE strpos(d.id, %(text)s) > 0))",
            text=query.text,
        )
    if query.changed_since:
        # asked first, since the planner takes the index only when it knows the number
        ahead = connection.execute(_FIRST_SINCE, (query.changed_since,)).fetchone()
        narrow(_WRITTEN_SINCE, since=query.changed_since, place=ahead[0] if ahead else _NONE)
    if query.as_of is not None:
        narrow(
            "v.change <= %(as_of)s AND (v.until IS NULL OR v.until > %(as_of)s)", as_of=query.as_of
        )
    elif terms:
        narrow("v.until IS NULL")
    return terms


def links(connection: "Connection", after: tuple[str, str]) -> list[tuple[Id, Link]]:
    """The next references after a source and field."""
    found = connection.execute(
        "SELECT source, field, target FROM links WHERE (source, field) > (%s, %s) "
        "ORDER BY source, field LIMIT 1024",
        after,
    )
    return [
        (Id(source), Link(field=field, target=Id(target)))
        for source, field, target in found.fetchall()
    ]


def referring(connection: "Connection", id: Id) -> tuple[tuple[Id, str], ...]:
    """Which records refer to one, and in which field."""
    found = connection.execute(
        "SELECT source, field FROM links WHERE target = %s ORDER BY source, field", (str(id),)
    )
    return tuple((Id(source), field) for source, field in found.fetchall())


def tallies(connection: "Connection", commission: str | None) -> tuple[TallyCount, ...]:
    """The counters of one commission, or of all."""
    found = connection.execute(
        "SELECT commission, family, partner, kind, month, state, count FROM tallies "
        "WHERE count <> 0 AND (%(whose)s::text IS NULL OR commission = %(whose)s) "
        "ORDER BY commission, family, partner, kind, month, state",
        {"whose": commission},
    )
    return tuple(
        TallyCount(
            commission=whose,
            family=family,
            tally=Tally(partner=partner, kind=kind, month=month, state=state),
            count=count,
        )
        for whose, family, partner, kind, month, state, count in found.fetchall()
    )


def departures(connection: "Connection", id: Id | None) -> tuple[Departure, ...]:
    """What left the register with the data of a record, or of any."""
    found = connection.execute(
        "SELECT at, actor, what, ids FROM departures "
        "WHERE %(id)s::text IS NULL OR %(id)s = ANY(ids) ORDER BY entry",
        {"id": None if id is None else str(id)},
    )
    return tuple(
        Departure(at=at, actor=actor, what=what, ids=tuple(map(Id, ids)))
        for at, actor, what, ids in found.fetchall()
    )
