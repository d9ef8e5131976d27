"""Both built-in stores keep the contract, and the contract finds the bugs that a store might have."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

from pilkada_outreach.adapters.stores import MEMORY, SQLITE
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.plugins import StoreContext
from pilkada_outreach.ports import Change, Store, StoredRecord, Write
from pilkada_outreach.testing.contracts._steps import KPU, RRI, change, contents, write
from pilkada_outreach.testing.contracts.store import StoreContract


class TestMemoryStore(StoreContract):
    persistent = False

    def open_store(self, tmp_path: Path) -> Callable[[], Store]:
        return lambda: MEMORY.open(StoreContext(url="memory://"))


class TestSQLiteStore(StoreContract):
    persistent = True

    def open_store(self, tmp_path: Path) -> Callable[[], Store]:
        url = f"sqlite:///{tmp_path / 'register.db'}"
        return lambda: SQLITE.open(StoreContext(url=url))


@pytest.mark.parametrize("url", ["memory:", "memory://kukar", "memory:///a.db", "sqlite://"])
def test_a_register_in_memory_has_one_address(url: str) -> None:
    with pytest.raises(StoreError, match="write memory://"):
        MEMORY.open(StoreContext(url=url))


def test_many_threads_share_one_register_in_memory() -> None:
    store = MemoryStore()

    def count_up(_: int) -> int:
        refused = 0
        for _ in range(50):
            while True:
                record = store.read(KPU)
                version = record.version if record else 0
                try:
                    store.commit(change(write(KPU, base=version)))
                    break
                except StaleWrite:
                    refused += 1
        return refused

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(8)))

    assert [row.version for row in store.history(KPU)] == list(range(1, 401))
    assert store.head() == 400


def test_an_interrupted_commit_in_memory_changes_nothing() -> None:
    class Interrupting(bytes):
        def __bytes__(self) -> bytes:
            raise KeyboardInterrupt

    store = MemoryStore()
    store.commit(change(write(KPU)))
    before = contents(store)
    with pytest.raises(KeyboardInterrupt):
        store.commit(change(write(KPU, base=1), write(RRI, Interrupting())))

    assert contents(store) == before
    assert store.commit(change(write(RRI))) == 2


# Stores with one bug each; the number of the scenario that must find it. Some are found by more.


class SwallowsStale(MemoryStore):
    def commit(self, change: Change) -> int:
        writes = tuple(
            attrs.evolve(write, base_version=self._now(write)) for write in change.writes
        )
        return super().commit(attrs.evolve(change, writes=writes))

    def _now(self, write: Write) -> int:
        record = self.read(write.id)
        return record.version if record else 0


class CommitsOneByOne(MemoryStore):
    def commit(self, change: Change) -> int:
        number = 0
        for one in change.writes:
            number = super().commit(attrs.evolve(change, writes=(one,)))
        return number


class NamesTheWrongAuthor(MemoryStore):
    def commit(self, change: Change) -> int:
        try:
            return super().commit(change)
        except StaleWrite as stale:
            raise StaleWrite(
                stale.id,
                stale.read_version,
                stale.stored_version,
                change.actor,
                actor=stale.author,
            ) from None


class CountsFromZero(MemoryStore):
    def head(self) -> int:
        return super().head() - 1


class ForgetsTheAuthor(MemoryStore):
    def read(self, id: Id) -> StoredRecord | None:
        record = super().read(id)
        return record and attrs.evolve(record, author="")


class RecordsBackwards(MemoryStore):
    def records(self) -> Iterator[StoredRecord]:
        return iter(sorted(super().records(), key=lambda record: record.id, reverse=True))


class KeepsTenVersions(MemoryStore):
    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        return super().history(id)[-10:]


class BurnsNumbers(MemoryStore):
    burnt = 0

    def commit(self, change: Change) -> int:
        try:
            return super().commit(change) + self.burnt
        except StoreError:
            self.burnt += 1
            raise


class FindsWhatBeginsAlike(MemoryStore):
    def read(self, id: Id) -> StoredRecord | None:
        near = [row for row in self.records() if row.id.parts[:-1] == id.parts[:-1]]
        return super().read(id) or (near[0] if near else None)


class Remembers(MemoryStore):
    kept: MemoryStore | None = None

    def __init__(self) -> None:
        super().__init__()
        if Remembers.kept is not None:
            self._state = Remembers.kept._state
        Remembers.kept = self

    def close(self) -> None:
        """Leaves the state for the next one."""


class KeepsText(MemoryStore):
    def commit(self, change: Change) -> int:
        writes = tuple(
            attrs.evolve(write, body=write.body.decode(errors="replace").encode())
            for write in change.writes
        )
        return super().commit(attrs.evolve(change, writes=writes))


class TakesTheLastOfTwo(MemoryStore):
    def commit(self, change: Change) -> int:
        writes = tuple({write.id: write for write in change.writes}.values())
        return super().commit(attrs.evolve(change, writes=writes))


class StaysOpen(MemoryStore):
    def close(self) -> None:
        """Does nothing."""


class TakesEmptyChanges(MemoryStore):
    def commit(self, change: Change) -> int:
        return super().commit(change) if change.writes else self.head()


class OverwritesNewRecords(SwallowsStale):
    def _now(self, write: Write) -> int:
        return super()._now(write) if write.base_version == 0 else write.base_version


class TrustsVersions(SwallowsStale):
    def _now(self, write: Write) -> int:
        return min(super()._now(write), write.base_version)


class TakesAnyFamily(MemoryStore):
    def commit(self, change: Change) -> int:
        writes = tuple(attrs.evolve(write, family="record") for write in change.writes)
        return super().commit(attrs.evolve(change, writes=writes))


class ReadsOnTheWay(MemoryStore):
    def records(self) -> Iterator[StoredRecord]:
        for id in sorted(record.id for record in super().records()):
            record = self.read(id)
            assert record is not None
            yield record


class HandsOutItsOwnRecord(MemoryStore):
    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        latest = self.read(id)
        return tuple(attrs.evolve(row, body=latest.body) for row in super().history(id) if latest)


class LosesWritesOfOthers(SQLiteStore):
    def commit(self, change: Change) -> int:
        number = super().commit(change)
        return number - number % 7 // 6


BUGS: dict[type[Store], int] = {
    CountsFromZero: 1,
    ForgetsTheAuthor: 2,
    CommitsOneByOne: 3,
    NamesTheWrongAuthor: 4,
    RecordsBackwards: 5,
    KeepsTenVersions: 6,
    BurnsNumbers: 7,
    FindsWhatBeginsAlike: 8,
    Remembers: 9,
    KeepsText: 10,
    TakesTheLastOfTwo: 11,
    StaysOpen: 12,
    SwallowsStale: 3,
    TakesEmptyChanges: 14,
    OverwritesNewRecords: 15,
    TrustsVersions: 16,
    TakesAnyFamily: 17,
    ReadsOnTheWay: 18,
    HandsOutItsOwnRecord: 19,
}


@pytest.mark.parametrize(("bug", "number"), BUGS.items(), ids=lambda value: str(value))
def test_the_contract_finds_a_planted_bug(
    bug: Callable[[], Store], number: int, tmp_path: Path
) -> None:
    class Contract(StoreContract):
        persistent = False

        def open_store(self, tmp_path: Path) -> Callable[[], Store]:
            return bug

    with pytest.raises((AssertionError, StaleWrite)) as failed:
        scenario(Contract(), number)(tmp_path)

    assert str(failed.value).startswith(f"S{number}:")


def test_the_contract_finds_a_lost_register_and_a_lost_number(tmp_path: Path) -> None:
    class Forgets(StoreContract):
        persistent = True

        def open_store(self, tmp_path: Path) -> Callable[[], Store]:
            return MemoryStore

    class Loses(TestSQLiteStore):
        def open_store(self, tmp_path: Path) -> Callable[[], Store]:
            return lambda: LosesWritesOfOthers(tmp_path / "register.db")

    for contract, number in ((Forgets(), 9), (Forgets(), 13), (Loses(), 20)):
        with pytest.raises(AssertionError, match=f"^S{number}:"):
            scenario(contract, number)(tmp_path)


def test_scenarios_are_numbered_without_gaps() -> None:
    names = [name for name in vars(StoreContract) if name.startswith("test_")]

    assert [int(name.split("_")[1][1:]) for name in names] == list(range(1, 21))
    for number, name in enumerate(names, 1):
        assert (inspect.getdoc(getattr(StoreContract, name)) or "").startswith(f"S{number}: ")


def scenario(contract: StoreContract, number: int) -> Callable[[Path], None]:
    (name,) = (name for name in dir(contract) if name.startswith(f"test_s{number}_"))
    method: Callable[[Path], None] = getattr(contract, name)
    return method
