"""A full disk refuses the commit, says so, and leaves the register as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify
from pilkada_outreach.testing.contracts._steps import change, contents, write

pytestmark = pytest.mark.faults
SIZE = 4 << 20


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of four megabytes at `folder`, where this machine allows it; True if it does."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)  # noqa: S607  # as `mount` above


def test_a_full_disk_refuses_the_commit_and_work_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path) as mounted:
        with capsys.disabled():
            how = f"a tmpfs of {SIZE:,} bytes" if mounted else "SQLite's max_page_count"
            sys.stdout.write(f"\ndisk full tried with {how}\n")
        ballast = tmp_path / "ballast"
        if mounted:
            ballast.write_bytes(b"x" * (SIZE // 2))
        with closing(SQLiteStore(tmp_path / "register.db")) as store:
            if not mounted:
                connection = store._connection
                assert isinstance(connection, sqlite3.Connection)
                connection.execute(f"PRAGMA max_page_count = {SIZE // 2 // 4096}")
            number = committed_until_full(store)
            assert number > 5
            assert store.head() == number
            assert verify_quietly(store) == []
            if mounted:
                ballast.unlink()
            else:
                assert store._connection is not None
                store._connection.execute("PRAGMA max_page_count = 1000000")
            assert store.commit(change(write(Id("claim/after"), b"y" * 20_000))) == number + 1
            after = contents(store)
        with closing(SQLiteStore(tmp_path / "register.db")) as again:
            assert contents(again) == after


def committed_until_full(store: SQLiteStore) -> int:
    """How many changes fit."""
    for number in range(10_000):
        try:
            store.commit(change(write(Id(f"claim/{number}"), b"x" * 20_000)))
        except StoreError as error:
            if "full" not in str(error):
                raise
            return number
    raise AssertionError("the disk was never full")


def verify_quietly(store: SQLiteStore) -> list[str]:
    """What is wrong, but for bodies that are no records, which is how this test writes them."""
    found = verify(store, Anchor.of(store))
    return [str(problem) for problem in found if problem.code != "history.unreadable"]
