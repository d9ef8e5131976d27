"""What the PostgreSQL store says when something is wrong; each time the register is as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine

from pilkada_outreach.adapters.stores import _sql_transaction, _sql_write, sql
from pilkada_outreach.adapters.stores._rows import rows_of
from pilkada_outreach.adapters.stores._sql_errors import store_errors
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.history.chain import kept_change
from pilkada_outreach.history.verify import verify
from pilkada_outreach.ports import NO_INDEX, KeptChange
from pilkada_outreach.testing.contracts._steps import (
    KPU,
    MOU,
    RRI,
    change,
    contents,
    moment,
    personal,
    write,
)
from tests.adapters.postgres_wire import Wire, wire_to
from tests.postgres import connect, own_server


@pytest.fixture
def store(postgres_url: str) -> Iterator[SQLStore]:
    with closing(SQLStore(postgres_url)) as store:
        store.commit(change(write(KPU)))
        yield store


@pytest.fixture
def wire(postgres_url: str) -> Iterator[Wire]:
    with wire_to(postgres_url) as wire:
        yield wire


def kill_all(url: str) -> int:
    """End every other connection to the database, as its administrator can."""
    with connect(url) as administrator:
        return administrator.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).rowcount


@contextmanager
def locked(url: str, what: str = "head") -> Iterator[None]:
    """Another office in the middle of a commit, or an administrator at a table."""
    with connect(url) as other, other.transaction():
        other.execute(f"LOCK TABLE {what} IN ACCESS EXCLUSIVE MODE".encode())
        yield


def killing(url: str, then: Callable[..., object]) -> Callable[..., object]:
    """What does the same, after all connections were killed."""

    def kill_first(*given: object, **named: object) -> object:
        kill_all(url)
        return then(*given, **named)

    return kill_first


# A connection that is lost


def test_one_that_was_lost_while_nobody_used_it_is_replaced(
    store: SQLStore, postgres_url: str
) -> None:
    assert kill_all(postgres_url) == 1
    assert store.commit(change(write(RRI))) == 2

    assert kill_all(postgres_url) == 1
    assert store.head() == 2


def test_lost_while_it_waits_for_another_office(postgres_url: str, store: SQLStore) -> None:
    with ThreadPoolExecutor(1) as pool, connect(postgres_url) as watch, locked(postgres_url):
        waiting = pool.submit(store.commit, change(write(RRI)))
        pids: list[int] = []
        while not pids:
            pids = [
                pid
                for (pid,) in watch.execute(
                    "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                    "AND application_name = 'pilkada_outreach'"
                )
            ]
        watch.execute("SELECT pg_terminate_backend(%s)", pids)
        with pytest.raises(StoreError, match="could not be reached and nothing was written"):
            waiting.result(timeout=10)

    assert store.head() == 1
    assert store.commit(change(write(RRI))) == 2


def test_lost_after_the_head_was_locked(
    postgres_url: str, store: SQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sql, "kept_change", killing(postgres_url, kept_change))
        with pytest.raises(StoreError, match="could not be reached and nothing was written"):
            store.commit(change(write(RRI)))

    assert store.head() == 1
    assert store.commit(change(write(RRI))) == 2


def test_lost_in_the_middle_of_what_is_written(
    postgres_url: str, store: SQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(_sql_write, "rows_of", killing(postgres_url, rows_of))
        with pytest.raises(StoreError, match="could not be reached and nothing was written"):
            store.commit(change(write(KPU, b"2", base=1), write(RRI)))

    assert [row.body for row in store.history(KPU)] == [b"{}"]
    assert store.commit(change(write(RRI))) == 2


def test_lost_before_the_server_was_told_to_commit(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(SQLStore(wire.url)) as store:
        wire.cut_when_asked = True
        with pytest.raises(StoreError, match="was lost and nothing was written; commit again"):
            store.commit(change(write(RRI)))

        assert contents(store) == (0, (), ())
        assert store.commit(change(write(RRI))) == 1
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


def test_lost_after_the_commit_and_before_its_answer(wire: Wire) -> None:
    with closing(SQLStore(wire.url)) as store:
        store.commit(change(write(KPU)))
        wire.cut_when_done = True
        assert store.commit(change(write(RRI), write(KPU, b"2", base=1))) == 2

        assert not wire.cut_when_done
        assert [row.version for row in store.records()] == [2, 1]
        assert store.commit(change(write(MOU))) == 3
        assert not list(store.damage())


def test_lost_while_the_server_has_not_even_begun_to_commit(wire: Wire) -> None:
    """Who asks at once would not find the change, and say too early that nothing was written."""
    with closing(SQLStore(wire.url)) as store:
        wire.is_late = True
        assert store.commit(change(write(RRI))) == 1

        assert not wire.is_late
        assert store.head() == 1


def test_lost_in_an_erasure_and_in_a_restore(wire: Wire, postgres_url: str) -> None:
    other = MemoryStore()
    other.commit(change(write(RRI, personal=personal(email="fulan@contoh.example"))))
    with closing(SQLStore(wire.url)) as store:
        wire.cut_when_asked = True
        with pytest.raises(StoreError, match="nothing was written"):
            store.restore((kept, (NO_INDEX,)) for kept in other.changes())
        assert store.head() == 0
        wire.cut_when_done = True
        assert store.restore((kept, (NO_INDEX,)) for kept in other.changes()) == 1
        wire.cut_when_done = True
        assert store.erase([RRI], actor="Ani", reason="diminta", at=moment(1)) == 2

        latest = store.read(RRI)
        assert latest is not None
        assert latest.personal == ()


def test_another_office_wrote_while_the_connection_was_lost(
    wire: Wire, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its change has the number that ours was to have: only the hash tells the two apart."""
    with closing(SQLStore(wire.url)) as store, closing(SQLStore(postgres_url)) as other:
        ask = _sql_transaction._ask

        def others_first(kept: KeptChange, engine: Engine) -> bool:
            other.commit(change(write(KPU), actor="Budi"))
            return ask(kept, engine)

        monkeypatch.setattr(_sql_transaction, "_ask", others_first)
        wire.cut_when_asked = True
        with pytest.raises(StoreError, match="nothing was written"):
            store.commit(change(write(RRI)))

        assert [row.author for row in store.records()] == ["Budi"]


@pytest.mark.parametrize("is_in", [True, False])
def test_lost_with_nobody_to_ask(wire: Wire, is_in: bool) -> None:
    with closing(SQLStore(wire.url, wait=0.1)) as store:
        store.commit(change(write(KPU)))
        wire.cut_when_done, wire.cut_when_asked = is_in, not is_in
        commit = partial(store.commit, change(write(RRI), actor="Citra"))
        before = store.head()
        wire.is_down = True
        with pytest.raises(
            StoreError, match=r"cannot be known yet .* the hash [0-9a-f]{64}"
        ) as told:
            commit()
        with pytest.raises(StoreError, match="could not be reached"):
            store.head()

        wire.is_down = False
        digest = str(told.value).partition("the hash ")[2][:64]
        assert (digest in {link.hash.hex() for link in store.heads()}) is is_in
        if is_in:
            with pytest.raises(StaleWrite) as stale:
                commit()
            assert stale.value.author == "Citra"
        else:
            assert commit() == before + 1
        assert store.head() == 2


def test_a_server_that_stops_and_starts() -> None:
    with own_server() as server, closing(SQLStore(server.get_uri())) as store:
        store.commit(change(write(KPU)))
        stream = store.records()
        server.stop()
        for use in (store.head, lambda: list(stream), lambda: store.commit(change(write(RRI)))):
            with pytest.raises(StoreError, match=r"could not be reached|is stopping"):
                use()
        with pytest.raises(StoreError, match="could not be reached"):
            SQLStore(server.get_uri())
        server.ensure_postgres_running()

        assert store.head() == 1
        assert store.commit(change(write(RRI))) == 2


# Others who use the register


def test_a_register_that_is_locked(postgres_url: str, store: SQLStore) -> None:
    with closing(SQLStore(postgres_url, wait=0.1)) as hasty:
        with connect(postgres_url) as other, other.transaction():
            other.execute("SELECT FROM head FOR UPDATE")
            with pytest.raises(StoreError, match="is locked by another office; try again"):
                hasty.commit(change(write(RRI)))
            assert hasty.head() == 1  # reading goes on
        assert hasty.commit(change(write(RRI))) == 2


def test_an_office_waits_for_another(postgres_url: str, store: SQLStore) -> None:
    with ThreadPoolExecutor(1) as pool:
        with connect(postgres_url) as other, other.transaction():
            other.execute("SELECT FROM head FOR UPDATE")
            waiting = pool.submit(store.commit, change(write(RRI)))
            assert not waiting.done()

        assert waiting.result(timeout=10) == 2


def test_an_office_that_hangs_in_a_commit_is_let_go(
    postgres_url: str, store: SQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(*given: Any, **named: Any) -> KeptChange:
        monkeypatch.undo()
        assert store.commit(change(write(RRI))) == 2  # as soon as the server has let the other go
        return kept_change(*given, **named)

    url = f"{postgres_url}&options=-c%20idle_in_transaction_session_timeout%3D100"
    with closing(SQLStore(url)) as hanging:
        monkeypatch.setattr(sql, "kept_change", hang)
        with pytest.raises(StoreError, match="could not be reached and nothing was written"):
            hanging.commit(change(write(MOU)))


def test_a_server_that_takes_too_long(postgres_url: str, store: SQLStore) -> None:
    url = f"{postgres_url}&options=-c%20statement_timeout%3D100"
    with closing(SQLStore(url)) as impatient:
        with (
            locked(postgres_url, "versions"),
            pytest.raises(StoreError, match="took too long to answer"),
        ):
            impatient.read(KPU)
        assert impatient.read(KPU) == store.read(KPU)


# Roles and room


@pytest.fixture
def role(postgres_url: str) -> Iterator[str]:
    """A URL for somebody who owns nothing, in a register that another one made."""
    with connect(postgres_url) as administrator:
        administrator.execute("CREATE ROLE magang LOGIN")
        yield postgres_url.replace("://postgres:@", "://magang:@")
        administrator.execute("DROP OWNED BY magang")
        administrator.execute("DROP ROLE magang")


def test_a_role_that_may_only_read(role: str, postgres_url: str, store: SQLStore) -> None:
    with connect(postgres_url) as administrator:
        administrator.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO magang")
    with closing(SQLStore(role)) as reader:
        assert contents(reader) == contents(store)
        assert verify(reader) == verify(store)
        with pytest.raises(StoreError, match=r"may not be used so by this role; ask .*table head"):
            reader.commit(change(write(RRI)))

    assert store.head() == 1


def test_a_role_that_may_not_read(role: str, postgres_url: str, store: SQLStore) -> None:
    with pytest.raises(StoreError, match="may not be used so by this role"):
        SQLStore(role)


def test_a_role_that_may_make_no_tables(role: str, postgres_url: str) -> None:
    with pytest.raises(StoreError, match="may not be used so by this role"):
        SQLStore(role)
    with connect(postgres_url) as administrator:
        assert administrator.execute("SELECT to_regclass('meta')").fetchone() == (None,)


def test_no_more_connections(role: str, postgres_url: str, store: SQLStore) -> None:
    with connect(postgres_url) as administrator:
        administrator.execute("ALTER ROLE magang CONNECTION LIMIT 1")
        administrator.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO magang")
    with (
        closing(SQLStore(role)),
        pytest.raises(StoreError, match=r"could not be reached .*too many connections for role"),
    ):
        SQLStore(role)


def test_a_copy_that_may_only_be_read(postgres_url: str, store: SQLStore) -> None:
    url = f"{postgres_url}&options=-c%20default_transaction_read_only%3Don"
    with closing(SQLStore(url)) as copy:
        assert copy.head() == 1
        with pytest.raises(StoreError, match="may only be read; name the primary server"):
            copy.commit(change(write(RRI)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("53100", "has no room to grow and nothing was written; free disk space"),
        (
            "40P01",
            "was written by another office at the same moment and nothing of yours was; commit again",
        ),
        (
            "40001",
            "was written by another office at the same moment and nothing of yours was; commit again",
        ),
        ("23505", "was written by another program, and nothing was written now; verify it"),
        ("XX001", "is damaged; keep a copy of it"),
        ("57P03", "is on a server that is stopping or starting"),
        ("22012", "cannot be used, says PostgreSQL: so says the server"),
    ],
)
def test_what_the_server_says_is_explained(state: str, said: str) -> None:
    error = psycopg.errors.lookup(state)("so says the server\nand more")
    with (
        pytest.raises(StoreError, match=f"^postgresql://h/db {said}") as told,
        store_errors("postgresql://h/db"),
    ):
        raise error

    assert told.value.__cause__ is error


def test_text_that_no_server_keeps(store: SQLStore) -> None:
    for text, said in (("a\0b", "NUL"), ("\ud800", "not Unicode")):
        with pytest.raises(StoreError, match=said):
            store.commit(change(write(RRI, personal=personal(email=text))))

    assert store.commit(change(write(RRI))) == 2


def test_an_interrupt_in_a_commit_undoes_it(
    store: SQLStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(store)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_sql_write, "rows_of", interrupted)
        with pytest.raises(KeyboardInterrupt):
            store.commit(change(write(MOU), write(RRI)))

    assert contents(store) == before
    assert store.commit(change(write(RRI))) == 2
