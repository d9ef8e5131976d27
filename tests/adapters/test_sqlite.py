"""What only the SQLite store promises: its address, its settings, its file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta, timezone
from multiprocessing import get_context
from pathlib import Path

import attrs
import pytest

from pilkada_outreach.adapters.stores import SQLITE, _sqlite_file
from pilkada_outreach.adapters.stores._sqlite_file import path_of
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.plugins import StoreContext
from pilkada_outreach.testing.contracts._steps import KPU, MOU, change, contents, write
from tests.adapters.sqlite_tools import commit_one, setting, sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kukar.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(path)) as store:
        yield store


# The address


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///kukar.db", "kukar.db"),
        ("sqlite:///data/kukar.db", "data/kukar.db"),
        ("sqlite:////srv/kukar.db", "/srv/kukar.db"),
        ("sqlite:///C:/Users/Nama Saya/100%20.db", "C:/Users/Nama Saya/100%20.db"),
        ("sqlite:///D:\\kukar#1.db", "D:\\kukar#1.db"),
    ],
)
def test_address(url: str, path: str) -> None:
    assert path_of(url) == Path(path)


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("sqlite://", "write sqlite:///kukar.db"),
        ("sqlite:///", "write sqlite:///kukar.db"),
        ("sqlite:kukar.db", "write sqlite:///kukar.db"),
        ("sqlite://kukar.db", "write sqlite:///kukar.db"),
        ("postgresql:///kukar", "write sqlite:///kukar.db"),
        ("sqlite:///a\0b", "write sqlite:///kukar.db"),
        ("sqlite:///:memory:", "write memory://"),
        ("sqlite:///kukar.db?mode=ro", "end it at the file"),
    ],
)
def test_address_that_is_refused(url: str, hint: str) -> None:
    with pytest.raises(StoreError, match=hint):
        SQLITE.open(StoreContext(url=url))


def test_a_relative_file_stays_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(SQLiteStore.from_url("sqlite:///kukar.db")) as store:
        monkeypatch.chdir("/")

        assert store.path == tmp_path / "kukar.db"
        assert store.path.exists()


# The settings and the file


def test_a_commit_is_synced_before_it_is_acknowledged(store: SQLiteStore) -> None:
    full = 2

    assert setting(store, "synchronous") == full
    assert setting(store, "journal_mode") == "wal"


def test_other_settings(store: SQLiteStore) -> None:
    assert setting(store, "foreign_keys") == 1
    assert setting(store, "trusted_schema") == 0
    assert setting(store, "busy_timeout") == 10_000


@pytest.mark.parametrize("table", ["versions", "changes"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET rowid = 9", "DELETE FROM {}"])
def test_the_history_is_never_rewritten(
    path: Path, store: SQLiteStore, table: str, verb: str
) -> None:
    store.commit(change(write(KPU, b"1")))
    before = contents(store)
    with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
        sql(path, verb.format(table))

    assert contents(store) == before


def test_other_tools_read_the_records(path: Path, store: SQLiteStore) -> None:
    store.commit(change(write(KPU, b"{}"), write(MOU, '{"a":"é"}'.encode(), family="agreement")))
    jakarta = timezone(timedelta(hours=7))
    later = change(write(KPU, b'{"name":"KPU"}', base=1), actor="Budi", reason="nama")
    store.commit(attrs.evolve(later, at=datetime(2024, 9, 21, 2, 0, tzinfo=jakarta)))

    columns = "family, id, version, author, at, reason, body"
    found = sql(path, f"SELECT {columns} FROM records ORDER BY id")  # noqa: S608  # our own text
    assert found == [
        ("agreement", str(MOU), 1, "Ani", "2024-09-20T08:30:00.000000Z", "uji", '{"a":"é"}'),
        (
            "commission",
            str(KPU),
            2,
            "Budi",
            "2024-09-20T19:00:00.000000Z",
            "nama",
            '{"name":"KPU"}',
        ),
    ]
    assert sql(path, "PRAGMA foreign_key_check") == []


def test_a_body_is_in_the_file_once(path: Path) -> None:
    with closing(SQLiteStore(path)) as store:
        store.commit(change(write(KPU, b"only-here")))

    assert path.read_bytes().count(b"only-here") == 1


def test_another_thread_opens_a_store_of_its_own(store: SQLiteStore) -> None:
    with ThreadPoolExecutor(1) as pool:
        for use in (store.head, store.close, lambda: store.read(KPU)):
            with pytest.raises(StoreError, match="open a store in each"):
                pool.submit(use).result()

    assert store.head() == 0


def test_offices_that_make_one_register_at_once(path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        numbers = sorted(pool.map(commit_one, [path] * 4, range(4)))

    assert numbers == [1, 2, 3, 4]


# Files that are no register of ours


def test_a_newer_schema_is_refused(path: Path) -> None:
    SQLiteStore(path).close()
    sql(path, "UPDATE meta SET value = '3' WHERE key = 'schema'")
    with pytest.raises(StoreError, match=r"has schema 3.* knows 2; install a newer"):
        SQLiteStore(path)


def test_a_register_without_schema_is_refused(path: Path) -> None:
    SQLiteStore(path).close()
    sql(path, "DELETE FROM meta")
    with pytest.raises(StoreError, match="does not say its schema"):
        SQLiteStore(path)


@pytest.mark.parametrize("mark", ["CREATE TABLE places (id)", "PRAGMA application_id = 7"])
def test_the_database_of_another_application_is_left_alone(path: Path, mark: str) -> None:
    sql(path, mark)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"kukar\.db is a database of another application"):
        SQLiteStore(path)

    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["kukar.db"]


def test_an_empty_file_becomes_a_register(path: Path) -> None:
    path.touch()
    with closing(SQLiteStore(path)) as store:
        assert store.commit(change(write(KPU))) == 1


def test_an_old_sqlite_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sqlite_file, "OLDEST_SQLITE", (99, 0))
    with pytest.raises(StoreError, match="use a newer Python"):
        SQLiteStore(path)

    assert not path.exists()


def test_reading_a_long_register_needs_little_memory(path: Path) -> None:
    with closing(SQLiteStore(path)) as store:
        body = b"x" * 2000
        store.commit(change(*(write(Id.of("claim", "a", n), body) for n in range(5000))))
        tracemalloc.start()
        count = sum(1 for _ in store.records())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert count == 5000
    assert peak < 2_000_000  # of ten million bytes


def test_no_query_reads_a_whole_table(store: SQLiteStore) -> None:
    asked: set[str] = set()
    assert store._connection is not None
    store._connection.set_trace_callback(asked.add)
    store.commit(change(write(KPU), write(MOU)))
    stream = store.records()
    store.commit(change(write(KPU, base=1)))
    assert len([*stream, store.read(KPU), *store.history(KPU)]) == 5
    store._connection.set_trace_callback(None)

    queries = [text for text in asked if "SELECT" in text]
    assert len(queries) >= 7
    for query in queries:
        plan = [row[3] for row in store._connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        scans = [step for step in plan if step.startswith("SCAN") and step[5:11] != "wanted"]
        scans = [step for step in scans if "documents" not in step]  # all of them were asked for
        assert [step for step in scans if "CONSTANT ROW" not in step] == []


def test_sqlite_is_imported_when_a_register_is_opened() -> None:
    program = "import sys, pilkada_outreach.adapters.stores; sys.exit('sqlite3' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
