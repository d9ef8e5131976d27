"""Changing the file of a register by hand, and asking what verifying finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify

Found = set[tuple[str, str]]


@contextmanager
def by_hand(path: Path) -> Iterator[Callable[..., None]]:
    """The file in another program, with the triggers out of the way for that while."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        kept = triggers.fetchall()
        for name, _ in kept:
            connection.execute(f"DROP TRIGGER {name}")

        def run(statement: str, *values: object) -> None:
            assert connection.execute(statement, values).rowcount != 0, statement

        yield run
        for _, sql in kept:
            connection.execute(sql)


def found(path: Path, anchor: Anchor | None = None) -> Found:
    """The codes and values of what verifying finds."""
    with closing(SQLiteStore(path)) as store:
        return {
            (problem.kind.code, (problem.value or "").strip("'"))
            for problem in verify(store, anchor)
        }


def codes(found: Found) -> set[str]:
    return {code for code, _ in found}
