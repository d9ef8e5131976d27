"""What is erased is gone: from every answer, every moment, and every byte of every file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random

import attrs
import pytest

from pilkada_outreach import Id, Office, OfficeState, Stakeholder, StoreError, evolve
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.values import WITHHELD
from pilkada_outreach.history.verify import verify
from pilkada_outreach.ports import Departure, PersonalValue
from pilkada_outreach.rules.example_world import MEDIUM, world
from pilkada_outreach.testing.contracts._steps import change, moment, write
from tests.history.small import hour

VALUES = {
    "name": "Qxfulan Wkzperaga",
    "phone": "0800-765-43219",
    "email": "zqfulan@xjperaga.invalid",
}
NEWER = {
    "name": "Vkqfulan Pzxperaga",
    "phone": "0800-913-57286",
    "email": "wzfulan@kqperaga.invalid",
}
PIECE = 6
"""Not even so many bytes of a value in a row may be left."""


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'kukar.db'}"


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[str], Office]]:
    """Opens offices over the register, with clocks that go on by an hour a change."""
    hours = count()
    with ExitStack() as stack:

        def open_office(actor: str) -> Office:
            def clock() -> datetime:
                return hour(next(hours))

            return stack.enter_context(Office.open(url, actor=f"staff/{actor}", clock=clock))

        yield open_office


def with_contact(office: Office, values: dict[str, str]) -> Stakeholder:
    contact = Contact(
        purpose="penayangan",
        name=values["name"],
        phone=values["phone"],
        email=values["email"],
    )
    return evolve(office.get(Stakeholder, MEDIUM), contacts=(contact,))


def fill(office: Office) -> None:
    """Two versions with personal values, and something beside and after them."""
    office.put(*world())
    office.commit("isi awal")
    for values in (VALUES, NEWER):
        office.put(with_contact(office, values))
        office.commit("kontak")
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="Kabar Contoh Baru"))
    office.commit("nama")


def values_in(office: Office) -> list[str]:
    """Every personal value of the medium that an office shows."""
    contacts = office.get(Stakeholder, MEDIUM).contacts
    shown = [value for one in contacts for value in (one.name, one.phone, one.email)]
    kept = [value.value for row in office.history(MEDIUM) for value in row.personal]
    return [value for value in (*shown, *kept) if value != WITHHELD]


def test_no_office_shows_what_was_erased(opened: Callable[[str], Office], url: str) -> None:
    office = opened("ani")
    fill(office)
    past, long_ago = office.as_of(hour(1)), office.as_of(hour(0))
    other = office if url == "memory://" else opened("budi")
    before = {id(one): values_in(one) for one in (office, past, other)}
    assert all(len(values) > 2 for values in before.values())
    assert values_in(long_ago) == []
    anchor = office.anchor()

    erasure = office.erase(MEDIUM, reason="diminta Fulan")

    assert erasure.change == 5
    for one in (office, past, other, office.as_of(hour(1)), office.as_of(hour(2))):
        assert values_in(one) == []
        assert one.get(Stakeholder, MEDIUM).contacts[0].email == WITHHELD
    assert [row.version for row in office.history(MEDIUM)] == [1, 2, 3, 4]
    assert office.verify(anchor) == office.verify(office.anchor()) == ()
    assert other.verify(anchor) == ()


def test_an_erased_record_goes_on(opened: Callable[[str], Office]) -> None:
    office = opened("ani")
    fill(office)
    office.erase(MEDIUM, reason="diminta")
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="Kabar Lain"))
    office.commit("nama")
    assert office.get(Stakeholder, MEDIUM).contacts[0].phone == WITHHELD
    office.put(with_contact(office, NEWER))
    office.commit("kontak baru, dengan persetujuan")

    assert office.get(Stakeholder, MEDIUM).contacts[0].phone == NEWER["phone"]
    assert office.verify() == ()


def test_erasing_says_what_had_left_the_register(opened: Callable[[str], Office]) -> None:
    office = opened("ani")
    fill(office)
    kept = Departure(at=hour(9), actor="staff/ani", what="arsip lain.zip", ids=(Id("kpu/64.02"),))
    left = attrs.evolve(kept, what="arsip satu.zip", ids=(MEDIUM, Id("kpu/64.02")))
    for departure in (kept, left):
        office._register.store.note_departure(departure)

    assert office.erase(MEDIUM, reason="diminta").left == (left,)
    assert office.erase("media/tidak-dikenal", reason="diminta").left == ()


def test_pending_changes_are_settled_before_erasing(opened: Callable[[str], Office]) -> None:
    office = opened("ani")
    fill(office)
    office.put(with_contact(office, VALUES))
    with pytest.raises(OfficeState, match="commit or roll back"):
        office.erase(MEDIUM, reason="diminta")


def test_no_byte_is_left_in_any_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kukar.db'}"
    hours = count()
    with (
        Office.open(url, actor="staff/ani", clock=lambda: hour(next(hours))) as office,
        Office.open(url, actor="staff/budi") as other,
    ):
        fill(office)
        assert len(other.snapshot()) == len(world())
        values = [*VALUES.values(), *NEWER.values()]
        assert left_in(tmp_path, values) != []
        office.erase(MEDIUM, reason="diminta")

        assert left_in(tmp_path, values) == []
    assert left_in(tmp_path, values) == []


def left_in(folder: Path, values: list[str]) -> list[tuple[str, bytes]]:
    """The files of a folder that hold a piece of a value, in any encoding of SQLite."""
    pieces = {
        piece
        for value in values
        for encoding, width in (("utf-8", 1), ("utf-16-le", 2), ("utf-16-be", 2))
        for piece in _pieces(value.encode(encoding), PIECE * width)
    }
    contents = [(file.name, file.read_bytes()) for file in folder.iterdir()]
    return [(name, piece) for name, content in contents for piece in pieces if piece in content]


def _pieces(value: bytes, size: int) -> Iterator[bytes]:
    return (value[at : at + size] for at in range(len(value) - size + 1))


def test_no_byte_is_left_where_rows_were_moved_between_pages(tmp_path: Path) -> None:
    """SQLite leaves copies of moved rows in pages; `secure_delete` alone does not reach them."""
    drawn = Random(64)  # noqa: S311  # the same every time
    ids = [Id.of("claim", number) for number in range(200)]
    versions: dict[Id, int] = dict.fromkeys(ids, 0)
    held: dict[Id, list[str]] = {}
    numbers = count(100_000)

    def drawn_value(id: Id) -> str:
        value = f"rahasia-{next(numbers)}-" + "x" * drawn.randrange(300)
        held.setdefault(id, []).append(value[:14])
        return value

    with closing(SQLiteStore(tmp_path / "kukar.db")) as store:
        for _ in range(60):
            writes = []
            for id in drawn.sample(ids, 12):
                paths = [path for path in ("email", "name", "phone") if drawn.random() < 0.8]
                values = tuple(PersonalValue(path=path, value=drawn_value(id)) for path in paths)
                writes.append(write(id, base=versions[id], personal=values))
                versions[id] += 1
            store.commit(change(*writes))
            gone = drawn.sample(sorted(held), 4)
            store.erase(gone, actor="Ani", reason="diminta", at=moment(0))
            there = b"".join(file.read_bytes() for file in tmp_path.iterdir())

            assert [value for id in gone for value in held.pop(id) if value.encode() in there] == []


def test_a_reader_that_holds_the_log_is_told(tmp_path: Path) -> None:
    path = tmp_path / "kukar.db"
    values = (PersonalValue(path="name", value=VALUES["name"]),)
    with closing(SQLiteStore(path, wait=0.05)) as store:
        store.commit(change(write(MEDIUM, personal=values)))
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM changes").fetchone()
            with pytest.raises(StoreError, match=r"another reader .* erase again"):
                store.erase([MEDIUM], actor="Ani", reason="diminta", at=moment(0))
        assert store.history(MEDIUM)[0].personal == ()
        assert store.erase([MEDIUM], actor="Ani", reason="diminta", at=moment(0)) == 2

        assert left_in(tmp_path, list(VALUES.values())) == []


def test_a_register_killed_after_an_erasure_is_sound(tmp_path: Path) -> None:
    """The table of personal values is made anew in the transaction of the erasure."""
    path = tmp_path / "kukar.db"
    values = (PersonalValue(path="name", value=VALUES["name"]),)
    with closing(SQLiteStore(path)) as store:
        store.commit(change(write(MEDIUM, personal=values), write(Id("claim/b"), personal=values)))
        store.erase([MEDIUM], actor="Ani", reason="diminta", at=moment(0))
        for file in tuple(tmp_path.iterdir()):
            file.with_name(f"copy-{file.name}").write_bytes(file.read_bytes())
    with closing(SQLiteStore(tmp_path / "copy-kukar.db")) as copy:
        assert [
            problem for problem in verify(copy) if problem.kind.code != "history.unreadable"
        ] == []
        assert copy.history(Id("claim/b"))[0].personal == values
