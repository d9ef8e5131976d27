"""Both built-in stores keep the contract, and the contract finds the bugs that a store might have."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pilkada_outreach.adapters.stores import MEMORY, SQLITE
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.plugins import StoreContext
from pilkada_outreach.ports import Store
from pilkada_outreach.testing.contracts._steps import KPU, RRI, change, contents, write
from pilkada_outreach.testing.contracts.store import StoreContract
from tests.adapters.planted_bugs import BUGS, LosesWritesOfOthers
from tests.adapters.planted_bugs_kept import KEPT_BUGS


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


@pytest.mark.parametrize(
    ("bug", "number"),
    {**BUGS, **KEPT_BUGS}.items(),
    ids=lambda value: getattr(value, "__name__", value),
)
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

    for contract, number in ((Forgets(), 9), (Forgets(), 13), (Forgets(), 48), (Loses(), 20)):
        with pytest.raises(AssertionError, match=f"^S{number}:"):
            scenario(contract, number)(tmp_path)


def test_every_new_scenario_finds_a_bug() -> None:
    assert {*BUGS.values(), *KEPT_BUGS.values()} >= {
        *range(1, 13),
        *range(14, 20),
        *range(21, SCENARIOS + 1),
    }


def test_scenarios_are_numbered_without_gaps() -> None:
    numbers = sorted(
        int(name.split("_")[1][1:]) for name in dir(StoreContract) if name[:6] == "test_s"
    )

    assert numbers == list(range(1, SCENARIOS + 1))
    for number in numbers:
        said = inspect.getsource(scenario(StoreContract, number))
        assert (inspect.getdoc(scenario(StoreContract, number)) or "").startswith(f"S{number}: ")
        assert set(re.findall(r'"(S[0-9]+)"', said)) == {f"S{number}"}


SCENARIOS = 50


def scenario(contract: StoreContract | type[StoreContract], number: int) -> Callable[[Path], None]:
    (name,) = (name for name in dir(contract) if name.startswith(f"test_s{number}_"))
    method: Callable[[Path], None] = getattr(contract, name)
    return method
