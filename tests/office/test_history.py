"""The office and its past: any moment readable, nothing changed there, and no change lost between two people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from pilkada_outreach import (
    Agreement,
    Code,
    Office,
    OfficeState,
    Publication,
    Stakeholder,
    StaleWrite,
    StoreError,
    UnknownRecord,
    evolve,
    read_program,
)
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.recount import recount
from pilkada_outreach.rules.example_world import CONTRACT, MEDIUM, OWN, noon, publication, world
from tests.adapters.sqlite_tools import sql
from tests.office.conftest import Desk

PROGRAM = Path(__file__).parents[2] / "examples" / "kukar" / "program.toml"
START = noon(8, 1)
FIRST = evolve(publication("ajakan-memilih", noon(8, 9)), channel=Code("desk"))
SECOND = publication("ajakan-memilih", noon(9, 2))


@pytest.fixture
def opened(tmp_path: Path, desk: Desk) -> Iterator[Callable[..., Office]]:
    """Opens offices over one register; each change is made a day after the one before."""
    days = count()
    url = f"sqlite:///{tmp_path / 'kukar.db'}"
    with ExitStack() as stack:

        def open_office(actor: str) -> Office:
            def clock() -> datetime:
                return START + timedelta(days=next(days))

            return stack.enter_context(
                Office.open(url, actor=f"staff/{actor}", clock=clock, plugins=(desk,))
            )

        yield open_office


@pytest.fixture
def lived(opened: Callable[..., Office]) -> Office:
    """An office with a life behind it: three changes by two people, and a publication with its receipt."""
    office, other = opened("ani"), opened("budi")
    office.put(*world())
    office.commit("isi awal")
    other.put(evolve(other.get(Stakeholder, MEDIUM), name="Kabar Baru"))
    other.commit("nama")
    office.put(FIRST, SECOND)
    office.commit("rencana")
    office.publish(noon(8, 10))
    return office


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def renamed(office: Office, name: str) -> Stakeholder:
    return evolve(office.get(Stakeholder, MEDIUM), name=name)


def test_a_record_tells_its_life(lived: Office) -> None:
    told = [(row.version, row.author, row.reason, row.at) for row in lived.history(MEDIUM)]

    assert told == [
        (1, "staff/ani", "isi awal", day(0)),
        (2, "staff/budi", "nama", day(1)),
    ]
    assert lived.history("media/tidak-ada") == ()


def test_any_moment_is_readable(lived: Office) -> None:
    assert len(lived.as_of(day(-1)).snapshot()) == 0
    assert lived.as_of(day(0)).get(Stakeholder, MEDIUM).name == "Kabar Contoh"
    assert lived.as_of(day(0.9)).get(Stakeholder, MEDIUM).name == "Kabar Contoh"
    assert lived.as_of(day(1)).get(Stakeholder, MEDIUM).name == "Kabar Baru"
    with pytest.raises(UnknownRecord):
        lived.as_of(day(1)).get(Publication, FIRST.id)
    assert lived.as_of(day(2)).get(Publication, FIRST.id).due_at == FIRST.due_at
    assert [*lived.as_of(day(1)).stream(Publication)] == []
    with pytest.raises(ValueError, match="time zone"):
        lived.as_of(datetime(2024, 8, 1))  # noqa: DTZ001 - that is what is refused


def test_the_past_answers_from_the_past_alone(lived: Office) -> None:
    past = lived.as_of(day(2))

    assert [row.version for row in lived.as_of(day(0)).history(MEDIUM)] == [1]
    assert lived.as_of(day(0)).as_of(day(2)).get(Stakeholder, MEDIUM).name == "Kabar Contoh"
    assert [one.tally.state for one in past.tallies()] == ["planned", "planned"]
    assert lived.as_of(day(0)).tallies() == ()
    now = {(one.family, one.tally.state): one.count for one in lived.tallies()}
    assert now == {
        ("publication", "delivered"): 1,
        ("publication", "planned"): 1,
        ("receipt", "delivered"): 1,
    }
    assert past.tallies(OWN) == past.tallies()
    assert past.tallies("kpu/64") == ()


def test_the_counters_are_what_a_recount_gives(lived: Office) -> None:
    now = lived.snapshot()

    assert lived.tallies() == recount(now, Indexing(now))
    assert lived.tallies() == lived.as_of(day(99)).tallies()


def test_the_past_takes_no_changes(lived: Office) -> None:
    past = lived.as_of(day(2))
    before = lived.tallies(), lived.anchor()
    program = read_program(PROGRAM)
    refused: list[Callable[[], object]] = [
        lambda: past.put(renamed(past, "Lain")),
        lambda: past.put(),
        lambda: past.commit("lain"),
        lambda: past.publish(noon(9, 3)),
        lambda: past.sign(CONTRACT, party=MEDIUM, by="person/fulanah", on=date(2024, 8, 10)),
        lambda: past.apply(program),
        lambda: past.erase(MEDIUM, reason="diminta"),
    ]
    for change in refused:
        with pytest.raises(OfficeState, match=r"after change 3; open it without as_of"):
            change()

    assert (lived.tallies(), lived.anchor()) == before


def test_the_past_reports_and_checks(lived: Office) -> None:
    past = lived.as_of(day(2))
    on = date(2024, 8, 15)

    assert "Kabar Baru" in past.report("fulfilment", on=on).to_markdown()
    assert "Kabar Contoh" in lived.as_of(day(0)).report("fulfilment", on=on).to_markdown()
    assert past.report("fulfilment", on=on).to_csv() != lived.report("fulfilment", on=on).to_csv()
    assert {problem.kind.code for problem in past.check(on)} >= {
        problem.kind.code for problem in lived.as_of(day(0)).check(on)
    }
    assert past.verify(lived.anchor()) == ()
    past.close()
    assert (
        lived.get(Agreement, CONTRACT).title == "Kontrak publikasi"
    )  # closing the past closes no register


def test_a_stale_write_names_both_and_loses_neither(opened: Callable[..., Office]) -> None:
    one, two = opened("satu"), opened("dua")
    one.put(*world())
    one.commit("awal")
    two.put(renamed(two, "Dari Dua"))
    one.put(renamed(one, "Dari Satu"))
    one.commit("satu dulu")
    with pytest.raises(StaleWrite) as stale:
        two.commit("dua belakangan")

    told = stale.value
    assert (told.id, told.read_version, told.stored_version) == (str(MEDIUM), 1, 2)
    assert (told.author, told.actor) == ("staff/satu", "staff/dua")
    assert "staff/satu" in str(told)
    assert "staff/dua" in str(told)
    mine = two.get(Stakeholder, MEDIUM)
    assert mine.name == "Dari Dua"
    with pytest.raises(StaleWrite):  # trying again does not overwrite what nobody looked at
        two.commit("dua lagi")
    two.rollback()
    assert two.get(Stakeholder, MEDIUM).name == "Dari Satu"
    two.put(evolve(two.get(Stakeholder, MEDIUM), name=f"Dari Satu, {mine.name}"))
    two.commit("keduanya")
    assert [row.author for row in one.history(MEDIUM)] == ["staff/satu", "staff/satu", "staff/dua"]
    assert one.get(Stakeholder, MEDIUM).name == "Dari Satu, Dari Dua"


def test_a_change_is_stale_whatever_was_read_since_it_was_put(
    opened: Callable[..., Office],
) -> None:
    one, two = opened("satu"), opened("dua")
    one.put(*world())
    one.commit("awal")
    two.put(renamed(two, "Dari Dua"))
    one.put(renamed(one, "Dari Satu"))
    one.commit("satu dulu")
    assert two.get(Agreement, CONTRACT).title == "Kontrak publikasi"  # reads everything anew
    two.put(evolve(two.get(Stakeholder, MEDIUM), name="Dari Dua Juga"))
    with pytest.raises(StaleWrite):
        two.commit("dua belakangan")

    assert one.get(Stakeholder, MEDIUM).name == "Dari Satu"


def test_a_change_is_stale_when_the_record_changed_since_it_was_read(
    opened: Callable[..., Office],
) -> None:
    one, two = opened("satu"), opened("dua")
    one.put(*world())
    one.commit("awal")
    mine = renamed(two, "Dari Dua")
    one.put(renamed(one, "Dari Satu"))
    one.commit("satu dulu")
    two.put(mine)
    with pytest.raises(StaleWrite) as stale:
        two.commit("dua belakangan")

    assert (stale.value.read_version, stale.value.stored_version) == (1, 2)


def test_a_refused_commit_leaves_the_rest_pending(opened: Callable[..., Office]) -> None:
    one, two = opened("satu"), opened("dua")
    one.put(*world())
    one.commit("awal")
    two.put(renamed(two, "Dari Dua"), SECOND)
    one.put(renamed(one, "Dari Satu"))
    one.commit("satu dulu")
    with pytest.raises(StaleWrite):
        two.commit("dua belakangan")

    assert two.get(Publication, SECOND.id) == SECOND
    assert one.history(SECOND.id) == ()
    two.rollback()
    two.put(SECOND)
    two.commit("rencana")
    assert one.get(Publication, SECOND.id) == SECOND


def test_a_damaged_record_is_told_as_such(opened: Callable[..., Office], tmp_path: Path) -> None:
    office = opened("ani")
    office.put(*world())
    office.commit("awal")
    sql(
        tmp_path / "kukar.db",
        "DROP TRIGGER versions_refuse_update",
        "UPDATE versions SET body = CAST('{}' AS BLOB) WHERE family = 'stakeholder'",
    )
    with pytest.raises(StoreError, match=r"media/kabar-contoh: version 1 cannot be read"):
        opened("budi").snapshot()
