"""What somebody changes in the file by hand is found, and named."""
# ruff: noqa: S608 - statements of our own on files of our own

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import evolve
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.chain import links_after
from pilkada_outreach.ports import ChainLink, KeptChange
from pilkada_outreach.rules.example_world import MEDIUM
from tests.history.small import ITEM, committing, fill, with_indexes
from tests.history.tampering import by_hand, codes, found

BODY = "CAST(replace(CAST(body AS TEXT), 'Baru', 'Lama') AS BLOB)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The small register with one change more: six of them, the fifth an erasure."""
    path = tmp_path / "kukar.db"
    with closing(SQLiteStore(path)) as store:
        fill(store)
        committing(store)("ani", "label", evolve(ITEM, label="iklan"))
    return path


def anchor_of(path: Path) -> Anchor:
    with closing(SQLiteStore(path)) as store:
        return Anchor.of(store)


def test_a_register_that_nobody_touched(path: Path) -> None:
    assert found(path) == found(path, anchor_of(path)) == set()
    assert found(path, Anchor.parse(str(anchor_of(path)))) == set()


@pytest.mark.parametrize(
    ("change", "statement"),
    [
        (3, f"UPDATE versions SET body = {BODY} WHERE change = 3"),
        (3, "UPDATE versions SET salt = zeroblob(16) WHERE change = 3"),
        (2, "UPDATE versions SET area = '64.03' WHERE change = 2 AND family = 'receipt'"),
        (2, "UPDATE versions SET last_day = '2025-01-01' WHERE change = 2 AND family = 'receipt'"),
        (
            1,
            "UPDATE versions SET first_day = '2024-01-01' WHERE change = 1 AND family = 'material'",
        ),
        (4, "UPDATE changes SET actor = 'staff/lain' WHERE number = 4"),
        (4, "UPDATE changes SET reason = 'lain' WHERE number = 4"),
        (4, "UPDATE changes SET at = '2024-09-20T04:00:01.000000Z' WHERE number = 4"),
        (5, "UPDATE erasures SET path = 'phone' WHERE path = 'contacts.0.email'"),
        (2, "UPDATE personal SET path = 'contacts.0.name' WHERE value IS NOT NULL"),
        (2, "UPDATE chain SET hash = zeroblob(32) WHERE change = 2 AND commission = ''"),
    ],
)
def test_what_was_altered_is_named(path: Path, change: int, statement: str) -> None:
    with by_hand(path) as run:
        run(statement)

    assert ("history.changed", str(change)) in found(path)
    assert {value for code, value in found(path) if code == "history.changed"} == {str(change)}


def test_a_removed_change(path: Path) -> None:
    with by_hand(path) as run:
        run("DELETE FROM personal WHERE seq = 7")
        run("DELETE FROM versions WHERE change = 3")
        run("DELETE FROM chain WHERE change = 3")
        run("DELETE FROM changes WHERE number = 3")
        run("UPDATE versions SET until = NULL WHERE until = 3")
        run(
            "UPDATE documents SET version = 1, seq = (SELECT seq FROM versions WHERE id = ?) WHERE id = ?",
            *[str(MEDIUM)] * 2,
        )

    assert ("history.missing", "3") in found(path)
    assert ("history.reordered", "5") in found(path)  # the next one on that chain


def test_an_inserted_change(path: Path) -> None:
    with by_hand(path) as run:
        run(
            "INSERT INTO changes SELECT 7, at, actor, 'sisipan', (SELECT max(seq) + 1 FROM versions) "
            "FROM changes WHERE number = 6"
        )

    assert found(path) == {("history.inserted", "7")}


def test_an_inserted_change_in_the_middle(path: Path) -> None:
    with by_hand(path) as run:
        for table, column in (("changes", "number"), ("versions", "change"), ("chain", "change")):
            run(f"UPDATE {table} SET {column} = {column} + 100 WHERE {column} > 3")
            run(f"UPDATE {table} SET {column} = {column} - 99 WHERE {column} > 100")
        run("UPDATE erasures SET change = 6")
        run("UPDATE versions SET until = 7 WHERE until = 6")
        run(
            "INSERT INTO changes SELECT 4, at, actor, 'sisipan', first_seq FROM changes WHERE number = 5"
        )

    assert ("history.inserted", "4") in found(path)
    assert {("history.changed", str(number)) for number in (5, 6, 7)} <= found(path)


def test_two_changes_in_each_others_place(path: Path) -> None:
    with by_hand(path) as run:
        for table, column in (
            ("changes", "number"),
            ("versions", "change"),
            ("versions", "until"),
            ("chain", "change"),
        ):
            exchanged = f"CASE {column} WHEN 1002 THEN 3 WHEN 1003 THEN 2 END"
            run(f"UPDATE {table} SET {column} = {column} + 1000 WHERE {column} IN (2, 3)")
            run(f"UPDATE {table} SET {column} = {exchanged} WHERE {column} > 1000")
        for table in ("versions", "documents", "personal"):  # 4, 5, 6 are of one, 7 of the other
            exchanged = "CASE seq WHEN 1007 THEN 4 ELSE seq - 999 END"
            run(f"UPDATE {table} SET seq = seq + 1000 WHERE seq BETWEEN 4 AND 7")
            run(f"UPDATE {table} SET seq = {exchanged} WHERE seq > 1000")
        run("UPDATE changes SET first_seq = number + 2 WHERE number IN (2, 3)")

    assert codes(found(path)) == {"history.changed", "history.reordered"}
    assert {("history.changed", "2"), ("history.changed", "3")} <= found(path)


def test_a_cut_tail_is_seen_with_the_anchor_only(path: Path) -> None:
    anchor = anchor_of(path)
    with by_hand(path) as run:
        run("DELETE FROM versions WHERE change = 6")
        run("DELETE FROM chain WHERE change = 6")
        run("DELETE FROM changes WHERE number = 6")
        run("UPDATE versions SET until = NULL WHERE until = 6")
        run(
            "UPDATE documents SET version = 1, seq = (SELECT seq FROM versions WHERE id = ?) WHERE id = ?",
            *[str(ITEM.id)] * 2,
        )
        run(
            "UPDATE heads SET (position, previous, hash) = (SELECT position, previous, hash FROM chain "
            "WHERE commission = 'kpu/64.02' ORDER BY position DESC LIMIT 1) WHERE commission = 'kpu/64.02'"
        )

    assert found(path) == set()
    assert found(path, anchor) == {("history.cut", "3")}


def test_a_complete_rewrite_is_seen_with_the_anchor_only(path: Path, tmp_path: Path) -> None:
    anchor, rewritten = anchor_of(path), tmp_path / "rewritten.db"
    with closing(SQLiteStore(path)) as store, closing(SQLiteStore(rewritten)) as other:
        other.restore(with_indexes(forged(store)))

    assert found(rewritten) == set()
    assert found(rewritten, anchor) == {("history.rewritten", "4")}


def forged(store: SQLiteStore) -> Iterator[KeptChange]:
    """The changes of a store with another author of the third, and every chain made anew."""
    heads: dict[str, ChainLink] = {}
    for kept in store.changes():
        told = attrs.evolve(kept, actor="staff/lain" if kept.number == 3 else kept.actor)
        forged = attrs.evolve(told, links=links_after(told, heads))
        heads.update({link.commission: link for link in forged.links})
        yield forged


def test_without_its_triggers_the_history_is_not_guarded(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER changes_refuse_update")
        connection.execute(
            "CREATE TRIGGER other AFTER INSERT ON changes BEGIN DELETE FROM departures; END"
        )

    assert codes(found(path)) == {"history.damaged"}
    assert {"changes_refuse_update" in (value or "") for _, value in found(path)} == {True, False}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE documents SET seq = 2 WHERE family = 'stakeholder'", "media/kabar-contoh"),
        ("UPDATE documents SET attempt = 3 WHERE family = 'publication'", "publication/"),
        ("UPDATE documents SET state = 'failed' WHERE family = 'publication'", "publication/"),
        ("UPDATE tallies SET count = 2 WHERE state = 'failed'", "the counter of kpu/64.02"),
        ("UPDATE versions SET until = 4 WHERE until = 3", "media/kabar-contoh"),
        ("UPDATE versions SET change = 5 WHERE change = 4", "publication/"),
        ("UPDATE changes SET first_seq = 99 WHERE number = 6", "change 6"),
        ("UPDATE heads SET position = 2 WHERE commission = 'kpu/64.02'", "chain of kpu/64.02"),
    ],
)
def test_pointers_and_counters_that_were_altered(path: Path, statement: str, named: str) -> None:
    with by_hand(path) as run:
        run(statement)

    damage = [value or "" for code, value in found(path) if code == "history.damaged"]
    assert any(named in one for one in damage), damage


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM links WHERE field = 'target'",
        "UPDATE links SET target = 'kpu/64.02' WHERE field = 'target'",
        "UPDATE links SET field = 'agreement' WHERE field = 'target'",
    ],
)
def test_links_that_were_altered(path: Path, statement: str) -> None:
    with by_hand(path) as run:
        run(statement)

    assert found(path) == {("history.links", str(ITEM.id))}
