"""What only the PostgreSQL store promises: its address, its settings, its tables and views."""

from __future__ import annotations

import inspect
import logging
import os
import sqlite3
import subprocess
import sys
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from pilkada_outreach import Agreement, MissingExtra, Office
from pilkada_outreach.adapters.stores import POSTGRESQL, _sql_server
from pilkada_outreach.adapters.stores._sql_checks import faults
from pilkada_outreach.adapters.stores._sql_schema import HEAD, TABLES
from pilkada_outreach.adapters.stores._sql_server import address_of, shown
from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.views import view_columns, view_name
from pilkada_outreach.plugins import StoreContext
from pilkada_outreach.ports import Query, Store
from pilkada_outreach.rules.example_world import noon, publication, world
from pilkada_outreach.testing.contracts._steps import (
    KPU,
    MOU,
    RRI,
    change,
    contents,
    linking,
    moment,
    personal,
    write,
)
from pilkada_outreach.testing.contracts.store import StoreContract
from tests.faults.postgres_writers import run
from tests.postgres import connect, drop_database, fresh_database, server


class TestSQLStore(StoreContract):
    persistent = True

    @pytest.fixture(autouse=True)
    def databases(self) -> Iterator[None]:
        self.urls: list[str] = []
        yield
        for url in self.urls:
            drop_database(url)

    def open_store(self, tmp_path: Path) -> Callable[[], Store]:
        url = fresh_database()
        self.urls.append(url)
        return lambda: POSTGRESQL.open(StoreContext(url=url))


@pytest.fixture
def store(postgres_url: str) -> Iterator[SQLStore]:
    with closing(SQLStore(postgres_url)) as store:
        yield store


def asked(url: str, statement: str, *values: object) -> list[tuple[object, ...]]:
    """What another program is answered."""
    with connect(url) as connection:
        cursor = connection.execute(statement.encode(), values)
        return cursor.fetchall() if cursor.description else []


# The address


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("postgresql://kpu@db.contoh.example/kukar", "postgresql://kpu@db.contoh.example/kukar"),
        ("postgresql+psycopg://kpu:r%40hasia@h:6432/kukar", "postgresql://kpu@h:6432/kukar"),
        ("postgresql:///kukar?host=/run/postgresql&password=rahasia", "postgresql:///kukar"),
    ],
)
def test_address(url: str, public: str) -> None:
    assert shown(address_of(url)) == public


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("postgresql://kpu:rahasia@h", "names no database; write postgresql://role:password@host"),
        ("postgresql://kpu:rahasia@h:port/kukar", "is no address of a database"),
        ("postgresql://kpu:r@hasia@h/kukar", "write %40 for it"),
        ("postgresql://kpu:r@hasia/@h/kukar", "write %40 for it"),
        ("postgresql+psycopg2://kpu:rahasia@h/kukar", "is no driver that is supported here"),
        ("rahasia", "is no address of a database"),
    ],
)
def test_address_that_is_refused(url: str, hint: str) -> None:
    with pytest.raises(StoreError, match=hint) as refused:
        POSTGRESQL.open(StoreContext(url=url))

    assert "hasia" not in "".join(traceback.format_exception(refused.value))


def test_no_password_is_shown_or_logged(
    postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = "r%40hasia"  # noqa: S105  # of nobody
    url = postgres_url.replace("postgres:@", f"postgres:{secret}@") + f"&sslpassword={secret}"
    context = StoreContext(url=url)
    with closing(POSTGRESQL.open(context)) as store:
        assert isinstance(store, SQLStore)
        store.commit(change(write(KPU)))
        said = [repr(context), repr(store), repr(store._engine)]
        with pytest.raises(StoreError) as refused:
            store.restore(())
        said.append("".join(traceback.format_exception(refused.value)))
    with pytest.raises(StoreError) as refused:
        POSTGRESQL.open(StoreContext(url=url.replace("host=/", "host=/nowhere/")))
    said.append("".join(traceback.format_exception(refused.value)))

    told = "\n".join([*said, caplog.text])
    assert "hasia" not in told
    assert "nowhere" in told


def test_an_office_opens_it_by_url(postgres_url: str) -> None:
    url = postgres_url.replace("postgresql:", "postgresql+psycopg:")
    with Office.open(postgres_url, actor="staff/fulan") as office:
        office.put(*world())
        assert office.commit("contoh") == 1
    with Office.open(url, actor="staff/fulanah") as office:
        assert len(office.snapshot()) == len(world())
        assert not office.verify()


def test_without_the_extra(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"pilkada-outreach\[postgresql\]"):
        Office.open(postgres_url, actor="staff/fulan")


def test_the_driver_is_imported_when_a_register_is_opened() -> None:
    program = (
        "import sys, pilkada_outreach.adapters.stores.sql; "
        "sys.exit(not {'sqlalchemy', 'psycopg'}.isdisjoint(sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# Its connections


def test_a_commit_is_on_the_disk_when_it_returns(postgres_url: str) -> None:
    with connect(postgres_url) as administrator:
        name = administrator.info.dbname
        administrator.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
        administrator.execute(
            f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'".encode()
        )
    with closing(SQLStore(postgres_url)) as store, store._using() as connection:
        found = [
            connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in (
                *("synchronous_commit", "default_transaction_isolation", "lock_timeout"),
                *("idle_in_transaction_session_timeout", "TimeZone", "application_name"),
            )
        ]

    assert found == [
        *[("on",), ("read committed",), ("10s",)],
        *[("1min",), ("UTC",), ("pilkada_outreach",)],
    ]


def test_threads_share_one_store(store: SQLStore) -> None:
    def commit(number: int) -> int:
        return store.commit(change(write(Id.of("claim", "a", number))))

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(commit, range(40)))

    assert numbers == list(range(1, 41))
    assert sum(1 for _ in store.records()) == 40


def test_another_process_opens_a_store_of_its_own(
    store: SQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "getpid", lambda: 1)
        with pytest.raises(StoreError, match="was opened in another process"):
            store.head()

    assert store.head() == 0


def test_offices_that_make_one_register_at_once(postgres_url: str) -> None:
    def commit(writer: int) -> int:
        with closing(SQLStore(postgres_url)) as store:
            return store.commit(change(write(Id.of("claim", "start", writer))))

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(commit, range(8))) == list(range(1, 9))


def test_sixteen_offices_write_at_once(postgres_url: str) -> None:
    counts = run(postgres_url, offices=16, seconds=5)

    assert counts["problems"] == []
    assert (counts["lost"], counts["never_told"], counts["numbers_told_twice"]) == (0, 0, 0)
    assert (counts["missed"], counts["miscounted"]) == (0, False)
    assert counts["head"] == counts["changes"]


def test_reading_a_long_register_needs_little_memory(store: SQLStore) -> None:
    body = b"x" * 2000
    store.commit(change(*(write(Id.of("claim", "a", n), body) for n in range(6000))))
    for read in (store.records, store.links, lambda: store.records(Query(text="a"))):
        tracemalloc.start()
        count = sum(1 for _ in read())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert count in (0, 6000)
        assert peak < 3_000_000  # of twelve million bytes


def test_changes_are_read_in_pages(store: SQLStore) -> None:
    sizes = [3, 2100, 1, 1, 2050, 2047, 1, 1]
    for number, size in enumerate(sizes):
        store.commit(change(*(write(Id.of("claim", number, n)) for n in range(size))))

    assert [len(kept.versions) for kept in store.changes()] == sizes
    assert [kept.number for kept in store.changes(after=6)] == [7, 8]
    assert list(store.changes(after=8)) == []


# Its tables


def test_the_tables_are_those_of_sqlite(postgres_url: str, store: SQLStore, tmp_path: Path) -> None:
    SQLiteStore(tmp_path / "register.db").close()
    with closing(sqlite3.connect(tmp_path / "register.db")) as connection:
        theirs = connection.execute(
            "SELECT t.name, c.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c "
            "WHERE t.type IN ('table', 'view')"
        ).fetchall()
    ours = asked(
        postgres_url,
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public'",
    )

    assert {row for row in ours if row[0] != HEAD.name} == set(theirs)


def test_everything_says_what_it_is(postgres_url: str, store: SQLStore) -> None:
    silent = asked(
        postgres_url,
        """SELECT c.relname, a.attname FROM pg_class AS c
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum >= 0
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
            AND col_description(c.oid, a.attnum) IS NULL
        UNION ALL SELECT c.relname, '' FROM pg_class AS c WHERE c.relkind IN ('r', 'v')
            AND c.relnamespace = 'public'::regnamespace AND obj_description(c.oid) IS NULL""",
    )
    said = asked(
        postgres_url,
        "SELECT obj_description('agreement'::regclass), col_description('personal'::regclass, 5)",
    )

    assert silent == []
    assert said == [(inspect.getdoc(Agreement), "the value; NULL when it was erased")]


def test_what_is_sorted_is_sorted_alike_on_every_server(postgres_url: str, store: SQLStore) -> None:
    indexed = asked(
        postgres_url,
        """SELECT DISTINCT c.relname, a.attname, l.collname FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indrelid
        JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        JOIN pg_collation AS l ON l.oid = a.attcollation
        WHERE c.relnamespace = 'public'::regnamespace""",
    )

    assert len(indexed) >= 20
    assert {collation for _, _, collation in indexed} == {"C"}


@pytest.mark.parametrize("table", ["versions", "changes", "chain", "erasures"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {0} SET {2} = {2}",
        "DELETE FROM {0}",
        "TRUNCATE {0} CASCADE",
        "INSERT INTO {0} SELECT * FROM {0} ON CONFLICT ({1}) DO UPDATE SET {2} = excluded.{2}",
    ],
)
def test_the_history_is_never_rewritten(
    postgres_url: str, store: SQLStore, table: str, statement: str
) -> None:
    store.commit(change(write(KPU, personal=personal(email="fulan@contoh.example"))))
    store.erase([KPU], actor="Ani", reason="diminta", at=moment(1))
    before = contents(store)
    key = next(one.key for one in TABLES if one.name == table)
    with pytest.raises(psycopg.errors.RestrictViolation, match="never rewritten"):
        asked(postgres_url, statement.format(table, key, key.partition(",")[0]))

    assert contents(store) == before


def test_only_the_end_of_a_version_is_ever_written(postgres_url: str, store: SQLStore) -> None:
    store.commit(change(write(KPU, b"1")))
    store.commit(change(write(KPU, b"2", base=1)))
    for changed in ("until = 1", "until = NULL", "body = ''", "area = 'x'", "until = 2, body = ''"):
        with pytest.raises(psycopg.errors.RestrictViolation, match="never rewritten"):
            asked(postgres_url, f"UPDATE versions SET {changed} WHERE version = 1")  # noqa: S608

    assert [row.body for row in store.history(KPU)] == [b"1", b"2"]


def test_damage_is_found(postgres_url: str, store: SQLStore) -> None:
    store.commit(change(write(KPU), write(RRI)))
    store.commit(change(write(KPU, base=1)))
    for statement, said in (
        ("DELETE FROM documents WHERE id = 'kpu/64.02'", "points to another version"),
        ("UPDATE head SET seq = 7", "is not its last change or its last version"),
        ("UPDATE heads SET position = 9", "is not its last link"),
        ("UPDATE versions SET until = NULL", "held until another change"),
        ("INSERT INTO tallies VALUES ('', 'receipt', '', 'a', '2024-10', 'x', 1)", "a recount"),
        ("INSERT INTO links VALUES ('kpu/64.02', 'a', 'kpu/99')", "refers to nothing"),
        ("DROP TRIGGER refuse_update ON changes", "is missing, or switched off"),
        ("ALTER TABLE chain DISABLE TRIGGER refuse_update", "is missing, or switched off"),
    ):
        assert list(store.damage()) == []
        with connect(postgres_url) as vandal, vandal.transaction(force_rollback=True):
            vandal.execute("SET LOCAL session_replication_role = replica")  # no trigger, no key
            vandal.execute(statement.encode())
            found = faults(vandal)

        assert any(said in line for line in found), (statement, found)


# Databases that are no register of ours


def test_the_database_of_another_application_is_left_alone(postgres_url: str) -> None:
    for made, undone in (
        ("CREATE TABLE places (id int)", "DROP TABLE places"),
        ("CREATE VIEW places AS SELECT 1 AS id", "DROP VIEW places"),
        ("CREATE TABLE meta (key int, value text)", "DROP TABLE meta"),
        ("CREATE TABLE meta (name text)", "DROP TABLE meta"),
        ("CREATE TABLE meta (key text, value text)", "DROP TABLE meta"),
    ):
        asked(postgres_url, made)
        with pytest.raises(StoreError, match="holds tables of another application; name another"):
            SQLStore(postgres_url)
        left = asked(
            postgres_url,
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace",
        )
        asked(postgres_url, undone)

        assert left == [(1,)]
    with closing(SQLStore(postgres_url)) as store:
        assert store.head() == 0


def test_a_schema_of_its_own(postgres_url: str) -> None:
    """Beside another application, and beside another register."""
    asked(postgres_url, "CREATE TABLE places (id int)")
    urls = [f"{postgres_url}&options=-csearch_path%3D{name}" for name in ("kukar", "bontang")]
    with pytest.raises(StoreError, match="has no schema that its search_path names"):
        SQLStore(urls[0])
    for name in ("kukar", "bontang"):
        asked(postgres_url, f"CREATE SCHEMA {name}")
    with closing(SQLStore(urls[0])) as kukar, closing(SQLStore(urls[1])) as bontang:
        kukar.commit(change(write(KPU)))

        assert (kukar.head(), bontang.head()) == (1, 0)


def test_a_newer_schema_is_refused(postgres_url: str) -> None:
    SQLStore(postgres_url).close()
    asked(postgres_url, "UPDATE meta SET value = '3' WHERE key = 'schema'")
    with pytest.raises(StoreError, match=r"has schema 3.* knows 2; install a newer"):
        SQLStore(postgres_url)


def test_a_register_without_schema_is_refused(postgres_url: str) -> None:
    SQLStore(postgres_url).close()
    asked(postgres_url, "DELETE FROM meta WHERE key = 'schema'")
    with pytest.raises(StoreError, match="does not say its schema"):
        SQLStore(postgres_url)


def test_an_old_server_is_refused(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sql_server, "OLDEST_SERVER", 99)
    with pytest.raises(StoreError, match=r"is on PostgreSQL \d\d, and a register needs 99"):
        SQLStore(postgres_url)


# What other programs read, and what erasing leaves


def test_other_tools_read_the_records(postgres_url: str) -> None:
    with Office.open(postgres_url, actor="staff/fulan", clock=lambda: moment(0)) as office:
        office.put(*world(), publication("ajakan-memilih", noon(10, 1)))
        office.commit("contoh")
    found = asked(
        postgres_url,
        "SELECT family, version, commission, area, first_day, author, at, reason, "
        "body::jsonb ->> 'channel' FROM records WHERE family = 'publication'",
    )

    assert found == [
        (
            *("publication", 1, "kpu/64.02", "64.02", date(2024, 10, 1)),
            *("staff/fulan", moment(0), "contoh", "webhook"),
        )
    ]
    assert asked(postgres_url, "SELECT polling_day, contests -> 0 ->> 'office' FROM election") == [
        (date(2024, 11, 27), "regent")
    ]
    assert asked(postgres_url, "SELECT due_at, target, agreement FROM publication") == [
        (datetime(2024, 10, 1, 4, tzinfo=UTC), "media/kabar-contoh", "agreement/kpu-64.02/2024/001")
    ]
    assert asked(postgres_url, "SELECT period_last_day - period_first_day FROM agreement") == [
        (121,)
    ]


def test_the_columns_of_views_have_their_types(postgres_url: str, store: SQLStore) -> None:
    types = {
        "text": "text",
        "integer": "bigint",
        "boolean": "boolean",
        "date": "date",
        "timestamp": "timestamp with time zone",
        "numeric": "numeric",
        "json": "jsonb",
    }
    found = asked(
        postgres_url,
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'public' ORDER BY ordinal_position",
    )
    for family in FAMILIES:
        ours = [(name, kind) for table, name, kind in found if table == view_name(family)]
        assert ours == [(column.name, types[column.type]) for column in view_columns(family)]


def test_numbers_and_decimals_in_views(postgres_url: str, store: SQLStore) -> None:
    bodies = {
        "measurement": b'{"id":"x","printed_percent":"66.79","count":3,"with_disabilities":true}',
        "target": b'{"percent":null,"baseline":"0.5","by":"2024-11-27","segment":null}',
    }
    store.commit(
        change(*(write(Id.of(name, "a"), body, family=name) for name, body in bodies.items()))
    )

    assert asked(
        postgres_url, "SELECT id, printed_percent, count, with_disabilities FROM measurement"
    ) == [("measurement/a", Decimal("66.79"), 3, True)]
    assert asked(postgres_url, "SELECT percent, baseline, by, segment FROM target") == [
        (None, Decimal("0.5"), date(2024, 11, 27), None)
    ]


def test_erased_values_leave_the_tables_and_after_vacuum_the_files(
    postgres_url: str, store: SQLStore
) -> None:
    email = "fulan-yang-dihapus@contoh.example"
    people = [Id.of("community", number) for number in range(200)]
    store.commit(change(*(write(id, personal=personal(email=f"{id}-{email}")) for id in people)))
    asked(postgres_url, "ANALYZE")
    assert asked(
        postgres_url,
        "SELECT attname FROM pg_stats WHERE tablename = 'personal' ORDER BY attname",
    ) == [("path",), ("seal",), ("seq",)]
    store.erase(people, actor="Ani", reason="diminta", at=moment(1))

    assert asked(postgres_url, "SELECT count(*) FROM personal WHERE value IS NOT NULL") == [(0,)]
    asked(postgres_url, "VACUUM FULL personal")
    asked(postgres_url, "CHECKPOINT")
    ((oid,),) = asked(
        postgres_url, "SELECT oid::int FROM pg_database WHERE datname = current_database()"
    )
    files = list((server().pgdata / "base" / str(oid)).iterdir())
    assert len(files) > 200
    assert [file.name for file in files if email.encode() in file.read_bytes()] == []
    assert len(list(store.changes())) == 2


def test_links_may_go_in_circles(store: SQLStore) -> None:
    store.commit(
        change(write(MOU, index=linking(renews=RRI)), write(RRI, index=linking(renews=MOU)))
    )

    assert [str(id) for id, _ in store.links()] == [str(MOU), str(RRI)]
