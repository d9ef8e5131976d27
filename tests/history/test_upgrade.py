"""A register of the first release is brought up to this one: whole, or not at all."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from pilkada_outreach import Office, Stakeholder, StoreError
from pilkada_outreach.adapters.stores import _sqlite_write
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.history.personal import whole
from pilkada_outreach.history.verify import verify
from pilkada_outreach.rules.example_world import MEDIUM
from tests.adapters.sqlite_tools import sql

FIRST = Path(__file__).parents[1] / "data" / "register-v1.sql"
PERSONAL = [b"fulan@contoh.invalid", b"+62 811-0000-0000", b"Fulan Contoh"]

Row = tuple[object, ...]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register as the first release made it."""
    path = tmp_path / "kukar.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return path


def old_rows(path: Path) -> list[Row]:
    """Every version of a register of the first release, with who wrote it, when and why."""
    return sql(
        path,
        "SELECT v.id, v.version, v.family, v.change, c.actor, c.at, c.reason, v.body "
        "FROM versions AS v JOIN changes AS c ON c.number = v.change ORDER BY v.id, v.version",
    )


def rows(path: Path) -> list[Row]:
    """The same of a register of today, with the personal values in their places."""
    with closing(SQLiteStore(path)) as store:
        return [
            (
                str(row.id),
                row.version,
                row.family,
                row.change,
                row.author,
                row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                row.reason,
                whole(row),
            )
            for latest in store.records()
            for row in store.history(latest.id)
        ]


def found(path: Path) -> tuple[object, ...]:
    with closing(SQLiteStore(path)) as store:
        return verify(store)


def test_everything_that_was_written_is_there(path: Path) -> None:
    before = old_rows(path)
    assert len(before) == 10

    assert rows(path) == before
    assert found(path) == ()
    assert rows(path) == before  # and nothing happens when it is opened again
    assert sql(path, "SELECT value FROM meta") == [("2",)]


def test_an_office_works_on(path: Path) -> None:
    with Office.open(f"sqlite:///{path}", actor="staff/uji") as office:
        assert office.get(Stakeholder, MEDIUM).contacts[0].email == "fulan@contoh.invalid"
        assert [row.author for row in office.history(MEDIUM)] == [
            "staff/sosdiklih",
            "staff/sosdiklih",
            "staff/teknis",
        ]
        assert [one.tally.state for one in office.tallies("kpu/64.02")] == ["planned"]
        then = office.as_of(datetime(2024, 8, 1, 12, tzinfo=UTC))
        assert then.get(Stakeholder, MEDIUM).contacts == ()
        assert office.verify(office.anchor()) == ()


def test_personal_values_are_left_where_they_belong(path: Path) -> None:
    rows(path)
    with closing(SQLiteStore(path)) as store:
        kept = [value.value for row in store.history(MEDIUM) for value in row.personal]
    content = path.read_bytes()
    assert [content.count(value) for value in PERSONAL] == [2, 2, 2]
    assert sorted(kept) == sorted(value.decode() for value in PERSONAL * 2)
    with closing(SQLiteStore(path)) as store:
        store.erase([MEDIUM], actor="staff/uji", reason="diminta", at=datetime.now(UTC))
        files = b"".join(file.read_bytes() for file in path.parent.iterdir())

        assert [value for value in PERSONAL if value in files] == []


KILLED = """
import os, signal, sys
from pilkada_outreach.adapters.stores import _sqlite_write
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore

path, module, name, times = sys.argv[1:]
left = int(times)
from pilkada_outreach.adapters.stores import _sqlite_upgrade
owner = _sqlite_write if module == "write" else _sqlite_upgrade
original = getattr(owner, name)

def kill_at_last(*args):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*args)

setattr(owner, name, kill_at_last)
SQLiteStore(path)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(
    ("module", "name", "times"),
    [("write", "insert", "1"), ("write", "insert", "3"), ("upgrade", "views", "1")],
)
def test_killed_in_the_middle_it_is_the_old_one(
    path: Path, module: str, name: str, times: str
) -> None:
    before = old_rows(path)
    program = [sys.executable, "-c", KILLED, str(path), module, name, times]
    ended = subprocess.run(program, check=False)
    assert ended.returncode == -signal.SIGKILL
    copy = path.with_name("copy.db")  # looking at the original would recover it already
    for file in tuple(path.parent.glob("kukar.db*")):
        file.with_name(file.name.replace("kukar", "copy")).write_bytes(file.read_bytes())
    assert sql(copy, "SELECT value FROM meta") == [("1",)]
    assert old_rows(copy) == before

    assert rows(path) == before
    assert found(path) == ()


def test_a_failure_leaves_the_old_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = old_rows(path)
    with monkeypatch.context() as patch:
        patch.setattr(_sqlite_write, "insert", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            SQLiteStore(path)
    assert sql(path, "SELECT value FROM meta") == [("1",)]
    assert old_rows(path) == before

    assert rows(path) == before


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_offices_that_upgrade_one_register_at_once(path: Path) -> None:
    before = old_rows(path)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(rows, [path] * 3)) == [before] * 3

    assert found(path) == ()


def _without_its_agreement(path: Path) -> None:
    sql(
        path,
        "DROP TRIGGER versions_refuse_delete",
        "DELETE FROM documents WHERE family = 'agreement'",
        "DELETE FROM versions WHERE family = 'agreement'",
    )
    sql(
        path,
        """CREATE TRIGGER versions_refuse_delete BEFORE DELETE ON versions
        BEGIN SELECT RAISE(ABORT, 'the history is never rewritten'); END""",
    )


def _of_a_newer_release(path: Path) -> None:
    sql(path, "UPDATE meta SET value = '3'")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_its_agreement, r"was not upgraded: .* links refers to nothing in documents"),
        (_of_a_newer_release, r"has schema 3, .* install a newer pilkada_outreach"),
    ],
)
def test_what_cannot_be_upgraded_is_refused(
    path: Path, spoil: Callable[[Path], None], told: str
) -> None:
    spoil(path)
    before = old_rows(path)
    with pytest.raises(StoreError, match=told):
        SQLiteStore(path)

    assert old_rows(path) == before


def test_a_clock_that_went_back_in_the_first_release(path: Path) -> None:
    """There no order was kept; here the instants of the changes never go back."""
    sql(
        path,
        "DROP TRIGGER changes_refuse_update",
        "UPDATE changes SET at = '2024-07-01T00:00:00.000000Z' WHERE number = 3",
        """CREATE TRIGGER changes_refuse_update BEFORE UPDATE ON changes
        BEGIN SELECT RAISE(ABORT, 'the history is never rewritten'); END""",
    )
    with closing(SQLiteStore(path)) as store:
        instants = [kept.at for kept in store.changes()]
        assert instants == sorted(instants)
        assert store.head_at(instants[2]) == 3
        assert verify(store) == ()


def test_a_body_that_is_no_record_is_kept(path: Path) -> None:
    medium = Id("media/kabar-contoh")
    sql(
        path,
        "DROP TRIGGER versions_refuse_update",
        "UPDATE versions SET body = CAST('bukan JSON' AS BLOB) WHERE id = 'media/kabar-contoh' AND version = 3",
        """CREATE TRIGGER versions_refuse_update BEFORE UPDATE ON versions
        BEGIN SELECT RAISE(ABORT, 'the history is never rewritten'); END""",
    )
    with closing(SQLiteStore(path)) as store:
        assert [row.body for row in store.history(medium)][2] == b"bukan JSON"
        assert [(one.kind.code, one.value) for one in verify(store)] == [
            ("history.unreadable", str(medium))
        ]
