"""All stores answer every question like plain lists, whatever is written and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.history.chain import links_after
from pilkada_outreach.ports import (
    ChainLink,
    Change,
    Index,
    KeptChange,
    Query,
    Store,
    StoredRecord,
    Write,
)
from pilkada_outreach.testing.contracts._steps import change
from tests.adapters.drafts import (
    CLAIMS,
    COMMISSIONS,
    DRAFTS,
    FAULTS,
    IDS,
    ITEMS,
    MINUTES,
    QUERIES,
    Draft,
)
from tests.adapters.register_model import Model
from tests.postgres import fresh_database


class RegisterMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.files = 0
        self.again: list[Callable[[], Store]] = self.new_registers()
        self.stores: list[Store] = [open_store() for open_store in self.again]
        self.model = Model()
        self.minutes: float = 0
        self.streams: list[tuple[list[StoredRecord], list[Iterator[StoredRecord]]]] = []
        self.moved = False

    def new_registers(self) -> list[Callable[[], Store]]:
        """How to open a new register of each kind."""
        self.files += 1
        path = Path(self.folder.name) / f"{self.files}.db"
        url = fresh_database(f"TEMPLATE {empty_register()}")
        memory = MemoryStore()
        return [lambda: memory, lambda: SQLiteStore(path), lambda: SQLStore.from_url(url)]

    def teardown(self) -> None:
        self.look_at_everything()
        assert self.answers(lambda store: [*store.damage()]) == []
        for store in self.stores:
            store.close()
        self.folder.cleanup()

    def answers(self, ask: Callable[[Store], object]) -> object:
        """What every store answers, which must be the same."""
        first, *others = [ask(store) for store in self.stores]
        assert others == [first] * len(others)
        return first

    @initialize(drafts=st.lists(DRAFTS, min_size=3, max_size=3))
    def begin(self, drafts: list[Draft]) -> None:
        ids = (CLAIMS[0], *ITEMS)
        named = [attrs.evolve(draft, id=id) for draft, id in zip(drafts, ids, strict=True)]
        self.commit(named, "Ani", 0)

    @rule(
        drafts=st.lists(DRAFTS, min_size=1, max_size=4, unique_by=lambda draft: draft.id),
        actor=st.sampled_from(["Ani", "Budi"]),
        minutes=MINUTES,
    )
    def commit(self, drafts: list[Draft], actor: str, minutes: float) -> None:
        self.try_to_commit(self.writes(drafts), actor, minutes)

    @rule(
        drafts=st.lists(DRAFTS, min_size=1, max_size=3, unique_by=lambda draft: draft.id),
        fault=st.sampled_from(sorted(FAULTS)),
    )
    def commit_a_fault(self, drafts: list[Draft], fault: str) -> None:
        *sound, last = self.writes(drafts)
        self.try_to_commit([*FAULTS[fault](last), *sound], "Budi", 0)

    def writes(self, drafts: list[Draft]) -> list[Write]:
        there = sorted({*self.model.written, *(draft.id for draft in drafts)})
        return [draft.write(len(self.model.history(draft.id)), there) for draft in drafts]

    def try_to_commit(self, writes: list[Write], actor: str, minutes: float) -> None:
        asked = change(*writes, actor=actor, minutes=self.minutes + minutes)
        wanted: object = self.model.refusal(asked)
        if wanted is None:
            wanted = self.model.commit(asked)
            self.minutes += max(0, minutes)

        assert self.answers(lambda store: outcome(store, asked)) == wanted

    @precondition(lambda self: not self.streams)
    @rule(ids=st.lists(st.sampled_from(IDS), max_size=3), minutes=MINUTES)
    def erase(self, ids: list[Id], minutes: float) -> None:
        at = change(minutes=self.minutes + minutes).at
        something = any(row.personal for id in ids for row in self.model.history(id))
        if something and self.model.too_late(at):
            assert self.answers(lambda store: erased(store, ids, at)) is StoreError
            return
        wanted = self.model.erase(ids, at)
        if something:
            self.minutes += max(0, minutes)

        assert self.answers(lambda store: erased(store, ids, at)) == wanted

    @rule(
        queries=st.lists(QUERIES, min_size=2, max_size=4),
        commission=st.none() | st.sampled_from(COMMISSIONS),
    )
    def ask(self, queries: list[Query], commission: str | None) -> None:
        for query in queries:
            self.ask_for(query)
        wanted = self.model.tallies(commission)

        assert self.answers(lambda store: [*store.tallies(commission)]) == wanted

    def ask_for(self, query: Query) -> None:
        assert self.answers(lambda store: [*store.records(query)]) == self.model.records(query)

    @precondition(lambda self: len(self.streams) < 3)
    @rule(query=st.just(Query()) | QUERIES)
    def begin_to_read(self, query: Query) -> None:
        streams = [store.records(query) for store in self.stores]
        self.streams.append((self.model.records(query), streams))

    @precondition(lambda self: self.streams)
    @rule()
    def read_to_the_end(self) -> None:
        wanted, streams = self.streams.pop(0)

        assert [list(stream) for stream in streams] == [wanted] * len(streams)

    @precondition(lambda self: not self.streams)
    @rule()
    def open_again(self) -> None:
        for place in (1, 2):
            self.stores[place].close()
            self.stores[place] = self.again[place]()

    @precondition(lambda self: not self.streams and self.model.head > 1 and not self.moved)
    @rule()
    def move_house(self) -> None:
        """Restore each register into a new store of the next kind, and go on there."""
        self.moved = True
        again = self.new_registers()
        moved = [open_store() for open_store in again]
        for place, old in enumerate(self.stores):
            new = moved[(place + 1) % len(moved)]
            changes = [*old.changes()]
            assert new.restore((one, self.indexes(one)) for one in changes) == self.model.head
            assert [*new.changes()] == changes
            assert new.heads() == old.heads()
            old.close()
        self.again, self.stores = again, moved

    def indexes(self, kept: KeptChange) -> tuple[Index, ...]:
        """What must be told of each version when it is restored."""
        return tuple(
            self.model.written[one.id][one.version - 1].write.index for one in kept.versions
        )

    def look_at_everything(self) -> None:
        assert self.answers(lambda store: store.head()) == self.model.head
        assert self.answers(lambda store: [*store.records()]) == self.model.records(Query())
        assert self.answers(lambda store: [*store.links()]) == self.model.links()
        assert self.answers(lambda store: [*store.tallies()]) == self.model.tallies()
        for id in IDS:
            self.look_at(id)
        for store in self.stores:
            assert_chained(store)

    @rule(id=st.sampled_from(IDS), as_of=st.integers(0, 12), minutes=st.integers(-5, 30))
    def look_at(self, id: Id, as_of: int = 0, minutes: int = 0) -> None:
        links = self.model.links()
        referring = [(source, link.field) for source, link in links if link.target == id]
        moment = change(minutes=minutes).at

        assert self.answers(lambda store: store.read(id)) == self.model.read(id)
        assert self.answers(lambda store: store.read(id, as_of)) == self.model.read(id, as_of)
        assert self.answers(lambda store: store.history(id)) == self.model.history(id)
        assert self.answers(lambda store: [*store.referring(id)]) == referring
        assert self.answers(lambda store: store.head_at(moment)) == self.model.head_at(moment)


@cache
def empty_register() -> str:
    """The name of a database with an empty register, to be copied: that is faster than making its tables."""
    url = fresh_database()
    SQLStore.from_url(url).close()
    return url.partition("?")[0].rpartition("/")[2]


def assert_chained(store: Store) -> None:
    """The chains of a store follow from its changes."""
    heads: dict[str, ChainLink] = {}
    for kept in store.changes():
        assert kept.links == links_after(kept, heads)
        heads.update({link.commission: link for link in kept.links})
    assert store.heads() == tuple(heads[commission] for commission in sorted(heads))


def outcome(store: Store, asked: Change) -> object:
    try:
        return store.commit(asked)
    except StaleWrite as stale:
        return StaleWrite, stale.id, stale.read_version, stale.stored_version, stale.author
    except StoreError:
        return StoreError


def erased(store: Store, ids: Iterable[Id], at: datetime) -> object:
    try:
        return store.erase(ids, actor="Citra", reason="diminta", at=at)
    except StoreError:
        return StoreError


TestRegister = RegisterMachine.TestCase
TestRegister.settings = settings(
    max_examples=settings().max_examples
    // 4,  # opening a file or database costs more than most properties
    stateful_step_count=40,
)
