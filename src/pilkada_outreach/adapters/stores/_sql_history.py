"""Reading what is kept of each change from a register in PostgreSQL."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Any, TypeVar

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    ChainLink,
    Erased,
    Facts,
    KeptChange,
    KeptPersonal,
    KeptVersion,
)

if TYPE_CHECKING:
    from psycopg import Connection

Row = tuple[Any, ...]
T = TypeVar("T")

_CHANGES = """
    SELECT number, at, actor, reason, first_seq, coalesce((SELECT n.first_seq FROM changes AS n
        WHERE n.number > c.number ORDER BY n.number LIMIT 1), %(end)s)
    FROM changes AS c WHERE number > %(after)s AND number <= %(up_to)s ORDER BY number LIMIT 256
"""
_LINKS = """
    SELECT change, commission, position, previous, hash FROM chain
    WHERE change >= %(first)s AND change <= %(last)s ORDER BY change, commission
"""
_ERASED = """
    SELECT change, id, version, path, commission FROM erasures
    WHERE change >= %(first)s AND change <= %(last)s ORDER BY change, id, version, path
"""
_PERSONAL = """
    SELECT seq, path, seal, salt, value FROM personal
    WHERE seq >= %(start)s AND seq < %(end)s ORDER BY seq, path
"""
_VERSIONS = """
    SELECT seq, family, id, version, commission, area, first_day, last_day, salt, body FROM versions
    WHERE seq >= %(start)s AND seq < %(end)s ORDER BY seq
"""
_END = 2**63 - 1  # further than any version
_PAGE = 2048  # versions that are read at once, unless one change has more


def kept_changes(connection: "Connection", after: int, up_to: int) -> list[KeptChange]:
    """What is kept of the next changes after one number and up to another; none where there are none."""
    changes = connection.execute(
        _CHANGES, {"after": after, "up_to": up_to, "end": _END}, binary=True
    ).fetchall()
    if not changes:
        return []
    start = changes[0][4]
    changes = list(takewhile(lambda row: row[5] - start <= _PAGE, changes)) or changes[:1]
    numbers = {"first": changes[0][0], "last": changes[-1][0]}
    places = {"start": start, "end": changes[-1][5]}
    with connection.pipeline():
        links = connection.execute(_LINKS, numbers, binary=True)
        erased = connection.execute(_ERASED, numbers, binary=True)
        personal = connection.execute(_PERSONAL, places, binary=True)
        versions = connection.execute(_VERSIONS, places, binary=True)
    links_of = _grouped(links.fetchall(), _link)
    erased_by = _grouped(erased.fetchall(), _erased)
    personal_of = _grouped(personal.fetchall(), _personal)
    found = versions.fetchall()
    seqs = [row[0] for row in found]
    return [
        KeptChange(
            number=number,
            actor=actor,
            reason=reason,
            at=at,
            versions=tuple(
                _version(row, personal_of.get(row[0], ()))
                for row in found[bisect_left(seqs, first_seq) : bisect_left(seqs, next_seq)]
            ),
            erased=erased_by.get(number, ()),
            links=links_of.get(number, ()),
        )
        for number, at, actor, reason, first_seq, next_seq in changes
    ]


def _grouped(rows: Iterable[Row], make: Callable[[Row], T]) -> dict[int, tuple[T, ...]]:
    """What is made of rows, by the number that each begins with; the rows are in its order."""
    return {
        number: tuple(map(make, group)) for number, group in groupby(rows, key=lambda row: row[0])
    }


def _link(row: Row) -> ChainLink:
    _, commission, position, previous, digest = row
    return ChainLink(commission=commission, position=position, previous=previous, hash=digest)


def _erased(row: Row) -> Erased:
    _, id, version, path, commission = row
    return Erased(id=Id(id), version=version, path=path, commission=commission)


def _personal(row: Row) -> KeptPersonal:
    _, path, seal, salt, value = row
    return KeptPersonal(path=path, seal=seal, salt=salt, value=value)


def _version(row: Row, personal: tuple[KeptPersonal, ...]) -> KeptVersion:
    _, family, id, version, commission, area, first_day, last_day, salt, body = row
    return KeptVersion(
        family=family,
        id=Id(id),
        version=version,
        facts=Facts(commission=commission, area=area, first_day=first_day, last_day=last_day),
        salt=salt,
        body=body,
        personal=personal,
    )
