"""Any register goes through an archive and comes back; with Hypothesis, over every family of records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_outreach import Id, Record, ValidationFailed
from pilkada_outreach._record import evolve, field_values, is_record
from pilkada_outreach._types import item_type, optional, unwrap
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import RefersTo
from pilkada_outreach.exchange.archive import SoundArchive, verify_archive, write_archive
from pilkada_outreach.history.facts import links_of
from pilkada_outreach.history.verify import verify
from pilkada_outreach.office.register import Register
from pilkada_outreach.ports import Store
from pilkada_outreach.problems import has_error
from pilkada_outreach.rules.example_world import noon, publication, world
from tests import strategies

POOL = (*world(), publication("ajakan-memilih", noon(10, 1)))
BEGAN = datetime(2024, 8, 10, tzinfo=UTC)


@attrs.frozen
class Step:
    """What happens next: records are written, or the personal data of some are erased."""

    records: tuple[Record, ...]
    erase: bool


def led_home(record: Any) -> Any:
    """The record with every reference leading to a record of the pool."""
    changes: dict[str, object] = {}
    for field, value in field_values(record):
        if isinstance(value, tuple):
            changes[field.name] = tuple(
                led_home(member) if is_record(type(member)) else _home(field.type, member)
                for member in value
            )
        elif is_record(type(value)):
            changes[field.name] = led_home(value)
        elif isinstance(value, Id):
            changes[field.name] = _home(field.type, value)
    return evolve(record, **changes)


def _home(annotation: object, value: object) -> object:
    for part in (annotation, optional(unwrap(annotation)[0]), item_type(unwrap(annotation)[0])):
        for extra in unwrap(part)[1]:
            if isinstance(extra, RefersTo) and isinstance(value, Id):
                return next((known.id for known in POOL if known.family in extra.families), value)
    return value


def at_home(record: Record) -> Record | None:
    try:
        home = cast(Record, led_home(record))
    except ValidationFailed:  # its references may not lead to one and the same record
        return None
    known = {one.id for one in POOL}
    return home if all(link.target in known for link in links_of(home)) else None


RECORDS = strategies.records().map(at_home).filter(lambda record: record is not None)
STEPS = st.lists(
    st.builds(Step, records=st.lists(RECORDS, max_size=3).map(tuple), erase=st.booleans()),
    max_size=4,
)


def fill(store: Store, steps: list[Step]) -> None:
    at = BEGAN
    register = Register(store)
    for record in POOL:
        register.put(record)
    register.commit(actor="staff/uji", reason="awal", at=at)
    families = {record.id: record.family for record in POOL}
    for step in steps:
        at += timedelta(hours=1)
        for record in step.records:
            if families.setdefault(record.id, record.family) == record.family:
                register.put(record)
        if register.has_pending:
            register.commit(actor="staff/uji", reason='langkah, "=1+1"', at=at)
        if step.erase:
            ids = [record.id for record in step.records]
            register.erase(ids, actor="staff/uji", reason="permintaan", at=at)


def archive(store: Store, path: Path, *, personal: bool) -> bytes:
    write_archive(
        store,
        path,
        evidence=None,
        personal=personal,
        leaving=lambda ids: None,
        progress=lambda told: None,
    )
    return path.read_bytes()


def restore(path: Path, store: Store) -> None:
    with SoundArchive(path, None, lambda told: None) as source:
        source.fill(store)


@settings(max_examples=settings().max_examples // 4)  # each is two databases and four archives
@given(STEPS, st.booleans())
def test_there_and_back(steps: list[Step], personal: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = MemoryStore()
        fill(store, steps)
        again = SQLiteStore(folder / "baru.db")
        first = archive(store, folder / "a.zip", personal=personal)
        restore(folder / "a.zip", again)
        try:
            assert archive(again, folder / "b.zip", personal=personal) == first
            assert again.heads() == store.heads()
            assert again.tallies() == store.tallies()
            assert list(again.links()) == list(store.links())
            assert not has_error(verify(again))
            bodies = [(row.id, row.version, row.body, row.at) for row in store.records()]
            assert [(row.id, row.version, row.body, row.at) for row in again.records()] == bodies
            if personal:
                assert list(again.changes()) == list(store.changes())
            else:
                assert all(row.personal == () for row in again.records())
        finally:
            again.close()


@settings(max_examples=settings().max_examples // 4)
@given(STEPS, st.randoms(use_true_random=False))
def test_a_flipped_byte_is_refused_or_means_nothing(steps: list[Step], chance: Any) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "a.zip"
        store = MemoryStore()
        fill(store, steps)
        data = archive(store, path, personal=True)
        again = MemoryStore()
        for _ in range(5):
            place = chance.randrange(len(data))
            path.write_bytes(
                data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]
            )
            if verify_archive(path) == ():
                again = MemoryStore()
                restore(path, again)
                assert list(again.changes()) == list(store.changes()), place
