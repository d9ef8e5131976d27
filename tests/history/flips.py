"""One flipped bit in the file of a register: who notices it, and whether anything is answered otherwise."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import attrs

from pilkada_outreach.adapters.stores import _sqlite_file as files
from pilkada_outreach.adapters.stores import sqlite as module
from pilkada_outreach.adapters.stores._sqlite_errors import store_errors
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AreaCode
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify
from pilkada_outreach.ports import Query, Store
from pilkada_outreach.problems import Problem
from pilkada_outreach.rules.example_world import OWN
from pilkada_outreach.testing.contracts._steps import Register
from tests.history.small import hour

OPENING, SQLITE, CHAIN, POINTERS = "opening", "SQLite's check", "the chain", "the pointers"
HARMLESS, NOTE = "nobody: no answer differs", "nobody: the list of departures, which is not sealed"
PATH = Path("register.db")
SHORTEST_RUN, LONGEST_RUN = 16, 256
"""So many zeros in a row are flipped together at first; where nobody reads them, nobody reads one of them."""


@attrs.frozen
class Sound:
    """A register as it was written, and all that it answers."""

    image: bytes
    anchor: Anchor
    answers: tuple[object, ...]
    departures: object

    @classmethod
    def of(cls, path: Path) -> Sound:
        """The register in a file that nobody has open; it is taken out of WAL, as memory knows none."""
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            _drop_views(connection)
            connection.execute("VACUUM")
            image = connection.serialize()
        with closing(opened(image)) as store:
            return cls(image, Anchor.of(store), answers(store), store.departures())


def _drop_views(connection: sqlite3.Connection) -> None:
    """All but one of the views of the families: they hold nothing, and there are many."""
    views = "SELECT name FROM sqlite_schema WHERE type = 'view' AND name NOT IN ('records', 'publication')"
    for (name,) in connection.execute(views).fetchall():
        connection.execute(f"DROP VIEW {name}")


def opened(image: bytes) -> SQLiteStore:
    """A store over these bytes in memory, with the settings and checks of one over a file."""

    def open_image(path: Path, wait: float) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None)
        connection.deserialize(image)
        try:
            with store_errors(path):
                for setting in files._SETTINGS:
                    connection.execute(setting)
                if files._is_new(connection, path):
                    raise StoreError("it is empty")
                files._schema(connection, path)
        except StoreError:
            connection.close()
            raise
        return connection

    with patch.object(module, "open_file", open_image):
        return SQLiteStore(PATH)


def answers(store: Store) -> tuple[object, ...]:
    """All that a store says of its records: contents, history, links, counters, chains, any moment, each query."""
    register = Register.of(store)
    head, records, _ = register.contents
    queries = [
        *(Query(as_of=number) for number in range(head + 1)),
        *(Query(changed_since=number) for number in range(1, head + 1)),
        *(Query(families=(row.family,)) for row in records),
        Query(commission=str(OWN)),
        Query(commission=""),
        Query(area=AreaCode("64")),
        Query(during=Period(first_day=hour(0).date())),
        Query(text="kabar"),
    ]
    return (
        register,
        [[*store.records(query)] for query in queries],
        [store.referring(row.id) for row in records],
        [store.read(row.id, number) for row in records for number in range(head + 1)],
        [store.head_at(hour(number - 0.5)) for number in range(head + 2)],
    )


def flipped(sound: Sound, positions: range) -> Counter[str]:
    """Who noticed each of these bytes, when one of its bits was flipped."""
    return sum((noticed(sound, block) for block in _blocks(sound.image, positions)), Counter[str]())


def noticed(sound: Sound, block: range) -> Counter[str]:
    """Who noticed a block of bytes, flipped together; if anybody did, byte by byte."""
    by = who_notices(sound, block)
    if by == HARMLESS or len(block) == 1:
        return Counter({by: len(block)})
    return sum((noticed(sound, range(at, at + 1)) for at in block), Counter[str]())


def who_notices(sound: Sound, block: range) -> str:
    """Who notices these flips; fails when nobody does and a store answers otherwise."""
    image = bytearray(sound.image)
    for position in block:
        image[position] ^= 1 << position * 5 % 8  # another bit from byte to byte
    try:
        store = opened(bytes(image))
    except StoreError:
        return OPENING
    with closing(store):
        damage = _damage(store)
        if damage and block.start % 8:  # the rest of verify is tried with every eighth
            return _by_damage(damage)
        problems = verify(store, sound.anchor)
        assert problems or not damage, f"verify says nothing of {damage}"
        if problems:
            return _by_damage(damage) if damage else _by_code(problems)
        found, departures = answers(store), store.departures()
    assert found == sound.answers, (
        f"nobody noticed bytes {block}, and the register answers otherwise"
    )
    return HARMLESS if departures == sound.departures else NOTE


def _damage(store: Store) -> str:
    """The first that the store's own checks find."""
    try:
        return next(store.damage(), "")
    except StoreError as error:
        return str(error)


def _by_damage(found: str) -> str:
    return SQLITE if "SQLite" in found or "is damaged" in found else POINTERS


def _by_code(problems: tuple[Problem, ...]) -> str:
    codes = {problem.kind.code for problem in problems}
    return CHAIN if codes - {"history.damaged", "history.links", "history.unreadable"} else POINTERS


def _blocks(image: bytes, positions: range) -> Iterator[range]:
    at = positions.start
    while at < positions.stop:
        rest = image[at : min(at + LONGEST_RUN, positions.stop)]
        zeros = len(rest) - len(rest.lstrip(b"\0"))
        size = zeros if zeros >= SHORTEST_RUN else 1
        yield range(at, at + size)
        at += size
