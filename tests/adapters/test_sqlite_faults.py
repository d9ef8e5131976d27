"""What the SQLite store says when something is wrong; each time the register is as it was."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pilkada_outreach.adapters.stores import _sqlite_write
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.testing.contracts._steps import KPU, MOU, RRI, change, contents, write
from tests.adapters.sqlite_tools import commit_one, setting, sql


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kukar.db"


@pytest.fixture
def store(path: Path) -> Iterator[SQLiteStore]:
    with closing(SQLiteStore(path)) as store:
        yield store


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"id,nama\n1,RRI Samarinda\n" * 400)
    with pytest.raises(StoreError, match=r"kukar\.db is no SQLite database") as refused:
        SQLiteStore(path)

    assert isinstance(refused.value.__cause__, sqlite3.DatabaseError)


def test_a_damaged_file(path: Path) -> None:
    with closing(SQLiteStore(path)) as store:
        store.commit(change(*(write(Id.of("claim", "a", n), b"x" * 500) for n in range(500))))
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half:] = b"\xff" * (len(content) - half)
    path.write_bytes(content)

    with (
        closing(SQLiteStore(path)) as store,
        pytest.raises(StoreError, match=r"kukar\.db is damaged; .* restore the last backup"),
    ):
        list(store.records())


def test_an_id_that_no_store_wrote(path: Path, store: SQLiteStore) -> None:
    store.commit(change(write(KPU)))
    sql(path, "UPDATE documents SET id = 'Bukan Id'", "DROP TRIGGER versions_refuse_update")
    sql(path, "UPDATE versions SET id = 'Bukan Id'")

    with pytest.raises(StoreError, match="is damaged"):
        list(store.records())


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make the folder first"):
        SQLiteStore(tmp_path / "belum" / "kukar.db")


def test_a_folder_that_is_a_file(path: Path) -> None:
    path.touch()
    with pytest.raises(StoreError, match="make the folder first"):
        SQLiteStore(path / "kukar.db")


def test_a_file_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder; name a file in it"):
        SQLiteStore(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions otherwise")
def test_a_folder_that_may_not_be_written() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kukar.db"
        with closing(SQLiteStore(path)) as store:
            store.commit(change(write(KPU)))
            before = contents(store)
        with read_only(path.parent):
            with pytest.raises(StoreError, match=r"kukar\.db (may not|cannot).* get .*permission"):
                commit_one(path, 1)
            with pytest.raises(StoreError, match=r"baru\.db cannot be opened; get permission"):
                SQLiteStore(path.with_name("baru.db"))
        with closing(SQLiteStore(path)) as store:
            assert contents(store) == before


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take away the right to write; root, whom no permission stops, becomes nobody for that while."""
    is_root = os.geteuid() == 0
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.chmod(0o644)


def test_a_register_that_became_read_only(store: SQLiteStore) -> None:
    store.commit(change(write(KPU)))
    setting(store, "query_only = ON")
    with pytest.raises(StoreError, match=r"kukar\.db may not be written; get write permission"):
        store.commit(change(write(RRI)))

    assert store.head() == 1


def test_a_locked_register(path: Path, store: SQLiteStore) -> None:
    store.commit(change(write(KPU)))
    with closing(SQLiteStore(path, wait=0.05)) as hasty:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(
                StoreError, match=r"kukar\.db is locked by another program; try again"
            ):
                hasty.commit(change(write(RRI)))
            assert hasty.head() == 1  # reading goes on
        assert hasty.commit(change(write(RRI))) == 2


def test_a_writer_waits_for_another(path: Path, store: SQLiteStore) -> None:
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(commit_one, path, 1)
            assert not waiting.done()
            other.execute("COMMIT")

            assert waiting.result(timeout=10) == 1


def test_a_full_disk(store: SQLiteStore) -> None:
    store.commit(change(write(KPU, b"1"), write(MOU, b"1")))
    before = contents(store)
    setting(store, f"max_page_count = {setting(store, 'page_count') + 10}")
    large = change(
        write(KPU, b"2", base=1), *(write(Id.of("claim", "a", n), b"x" * 5000) for n in range(20))
    )
    with pytest.raises(StoreError, match=r"kukar\.db has no room .* free disk space") as refused:
        store.commit(large)

    assert isinstance(refused.value.__cause__, sqlite3.OperationalError)
    assert contents(store) == before
    assert setting(store, "integrity_check") == "ok"
    setting(store, "max_page_count = 1000000")
    assert store.commit(large) == 2


def test_an_interrupt_in_a_commit_undoes_it(
    store: SQLiteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.commit(change(write(KPU)))
    before = contents(store)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(_sqlite_write, "rows_of", interrupted)  # the change and its links are in
        with pytest.raises(KeyboardInterrupt):
            store.commit(change(write(MOU), write(RRI)))

    assert contents(store) == before
    assert store.commit(change(write(RRI))) == 2
