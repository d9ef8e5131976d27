"""What verifying says of personal values, of anchors, and while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pilkada_outreach import Id, evolve
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify
from pilkada_outreach.ports import Link, Store
from pilkada_outreach.rules.example_world import MEDIUM
from tests.adapters.sqlite_tools import sql
from tests.history.small import (
    COMMISSION,
    ITEM,
    OTHER,
    WITH_CONTACT,
    committing,
    fill,
    fill_until_the_erasure,
    hour,
    with_indexes,
)
from tests.history.tampering import by_hand, codes, found

WHERE = f"changes[2].{OTHER}.contacts.0.email"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kukar.db"
    with closing(SQLiteStore(path)) as store:
        fill(store)
    return path


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty register of each kind."""
    made: Store
    if request.param == "postgresql":
        made = SQLStore(request.getfixturevalue("postgres_url"))
    else:
        made = MemoryStore() if request.param == "memory" else SQLiteStore(tmp_path / "empty.db")
    with closing(made):
        yield made


def test_a_sound_register_in_any_store(store: Store) -> None:
    assert verify(store) == verify(store, Anchor(())) == ()
    fill(store)
    anchor = Anchor.of(store)
    told: list[tuple[int, int]] = []
    assert verify(store, anchor, progress=lambda done, of: told.append((done, of))) == ()
    assert told == [(number, 5) for number in range(1, 6)]
    committing(store)("ani", "label", evolve(ITEM, label="iklan"))
    assert verify(store, anchor) == ()  # an older anchor holds for what came later
    assert Anchor.parse(str(Anchor.of(store))) == Anchor.of(store) != anchor


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        (
            "UPDATE personal SET value = 'x@contoh.invalid' WHERE value IS NOT NULL",
            "history.personal-changed",
        ),
        (
            "UPDATE personal SET salt = zeroblob(32) WHERE value IS NOT NULL",
            "history.personal-changed",
        ),
        ("UPDATE personal SET value = NULL WHERE value IS NOT NULL", "history.personal-changed"),
        ("UPDATE personal SET value = NULL, salt = NULL WHERE seq = 4", "history.personal-missing"),
    ],
)
def test_a_personal_value_that_was_altered(path: Path, statement: str, wanted: str) -> None:
    with by_hand(path) as run:
        run(statement)

    assert found(path) == {(wanted, WHERE)}


def test_a_seal_that_was_altered(path: Path) -> None:
    with by_hand(path) as run:
        run("UPDATE personal SET seal = zeroblob(32) WHERE value IS NOT NULL")

    assert found(path) == {("history.changed", "2"), ("history.personal-changed", WHERE)}


def test_an_erased_value_that_is_put_back(path: Path) -> None:
    """Another value than the one that was erased; only who had kept its salt could put back that one."""
    with by_hand(path) as run:
        run(
            "UPDATE personal SET value = 'x@contoh.invalid' WHERE value IS NULL AND path LIKE '%email'"
        )

    assert codes(found(path)) == {"history.personal-changed", "history.personal-left"}


def test_an_erasure_that_was_removed(path: Path) -> None:
    with by_hand(path) as run:
        run("DELETE FROM erasures WHERE version = 1 AND path = 'contacts.0.name'")

    assert codes(found(path)) == {"history.changed", "history.personal-missing"}


def test_erased_values_that_are_brought_back(path: Path) -> None:
    """Somebody had kept them, with their salts."""
    with closing(SQLiteStore(path.with_name("other.db"))) as other:
        fill_until_the_erasure(other)
        with closing(SQLiteStore(path.with_name("kept.db"))) as store:
            store.restore(with_indexes(other.changes()))
            store.erase([MEDIUM], actor="staff/ani", reason="diminta", at=hour(5))
        values = sql(other.path, "SELECT seq, path, salt, value FROM personal")
    with by_hand(path.with_name("kept.db")) as run:
        for seq, place, salt, value in values:
            run(
                "UPDATE personal SET salt = ?, value = ? WHERE (seq, path) = (?, ?)",
                salt,
                value,
                seq,
                place,
            )

    left = [f"{MEDIUM}.contacts.0.{field}" for field in ("email", "name")]
    assert found(path.with_name("kept.db")) == {("history.personal-left", one) for one in left}


def test_others_may_write_and_erase_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "kukar.db"
    with closing(SQLiteStore(path)) as store, closing(SQLiteStore(path)) as other:
        for number in range(80):  # more than are read at once
            committing(store)("ani", "nama", evolve(COMMISSION, name=f"KPU {number}"))
        committing(store)("ani", "rencana", WITH_CONTACT)
        anchor = Anchor.of(store)

        def meanwhile(done: int, total: int) -> None:
            if done == 1:
                committing(other)("budi", "nama", evolve(COMMISSION, name="KPU lain"))
                other.erase([MEDIUM], actor="staff/budi", reason="diminta", at=hour(500))

        assert verify(store, anchor, progress=meanwhile) == ()
        assert store.head() == 83
        assert verify(store, anchor) == ()


def test_links_may_change_while_they_are_compared(path: Path) -> None:
    """A record that was replaced meanwhile, or is new, is no finding."""

    class WithOthers(SQLiteStore):
        def links(self) -> Iterator[tuple[Id, Link]]:
            new = evolve(ITEM, id=Id("publication/kpu-64.02/0"))
            with closing(SQLiteStore(self.path)) as other:
                committing(other)("budi", "pindah", evolve(ITEM, target=None), new)
            return super().links()

    with closing(WithOthers(path)) as store:
        assert verify(store) == ()
        assert store.head() == 6
