"""A small register of real records, with everything that a history holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pilkada_outreach import Commission, Evidence, Id, Material, Outcome, Stakeholder, evolve
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.publication import Receipt
from pilkada_outreach.domain.values import Record
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.kept import stored
from pilkada_outreach.history.personal import whole
from pilkada_outreach.office.register import Register
from pilkada_outreach.ports import Departure, Index, KeptChange, Store
from pilkada_outreach.rules.example_world import MEDIUM, OWN, noon, publication, world
from pilkada_outreach.serialization.documents import load_trusted
from pilkada_outreach.snapshot import Snapshot

START = datetime(2024, 9, 20, 1, tzinfo=UTC)
OTHER = Id("media/warta-contoh")
ITEM = publication("ajakan-memilih", noon(10, 1), contract=False)
_WORLD = Snapshot(world())
COMMISSION = _WORLD.get(Commission, OWN)
MATERIAL = _WORLD.get(Material, ITEM.material)
WITH_CONTACT = evolve(
    _WORLD.get(Stakeholder, MEDIUM),
    contacts=(
        Contact(purpose="penayangan", name="Fulan Contoh", email="fulan.terhapus@contoh.invalid"),
    ),
)


def hour(number: float) -> datetime:
    """The instant of a change that is made so many hours after the start."""
    return START + timedelta(hours=number)


def receipt(attempt: int, outcome: Outcome) -> Receipt:
    """What became of an attempt to publish."""
    delivered = outcome is Outcome.DELIVERED
    return Receipt(
        id=Id.of(*ITEM.id.parts, attempt),
        publication=ITEM.id,
        attempt=attempt,
        at=noon(10, attempt),
        outcome=outcome,
        cause="" if delivered else "tidak dijawab",
        evidence=Evidence(url="https://contoh.example", captured_at=noon(10, 2))
        if delivered
        else None,
    )


def fill(store: Store) -> None:
    """Five changes by two people on two chains, the last one an erasure."""
    fill_until_the_erasure(store)
    store.note_departure(Departure(at=hour(4), actor="staff/ani", what="arsip.zip", ids=(MEDIUM,)))
    store.erase([MEDIUM], actor="staff/ani", reason="diminta", at=hour(5))


def fill_until_the_erasure(store: Store) -> None:
    """The four changes in front of the erasure."""
    contact = Contact(purpose="penayangan", email="dewi.tetap@contoh.invalid")
    other = evolve(WITH_CONTACT, id=OTHER, contacts=(contact,))
    commit = committing(store)
    commit("ani", "isi awal", COMMISSION, WITH_CONTACT, MATERIAL)
    commit("ani", "rencana", other, ITEM, receipt(1, Outcome.FAILED))
    commit("budi", "nama", evolve(WITH_CONTACT, name="Kabar Contoh Baru"))
    commit("budi", "bukti", receipt(2, Outcome.DELIVERED))


def committing(store: Store) -> Callable[..., int]:
    """A function that commits records of a store, each change an hour after the one before."""

    def commit(actor: str, reason: str, *records: Record) -> int:
        register = Register(store)
        for record in records:
            register.put(record)
        at = hour(store.head())
        return register.commit(actor=f"staff/{actor}", reason=reason, at=at)

    return commit


def small_file(path: Path) -> None:
    """Make the small register in an SQLite file, and leave no log beside it."""
    store = SQLiteStore(path)
    fill(store)
    store.close()


def with_indexes(
    changes: Iterable[KeptChange],
) -> Iterator[tuple[KeptChange, tuple[Index, ...]]]:
    """Changes as `restore` takes them, each with the index of each of its versions."""
    known: dict[Id, Record] = {}
    for kept in changes:
        rows = [stored(kept, version) for version in kept.versions]
        records = [load_trusted(FAMILIES[row.family], whole(row)) for row in rows]
        known.update({record.id: record for record in records})
        indexing = Indexing(Snapshot(known.values()))
        yield kept, tuple(map(indexing.index, records))
