"""How the tests look at a register from outside: as another program, and as another office."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.testing.contracts._steps import change, write


def sql(path: Path, *statements: str) -> list[tuple[object, ...]]:
    """What the last statement finds, asked by another program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements][-1]


def setting(store: SQLiteStore, pragma: str) -> Any:
    """What a PRAGMA says on the store's own connection."""
    assert store._connection is not None
    found = store._connection.execute(f"PRAGMA {pragma}").fetchone()
    return None if found is None else found[0]


def commit_one(path: Path, writer: int) -> int:
    with closing(SQLiteStore(path)) as store:
        return store.commit(change(write(Id.of("claim", "start", writer))))
