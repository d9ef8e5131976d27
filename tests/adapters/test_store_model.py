"""Both stores answer every question like a plain dictionary, whatever is written and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.ports import Change, Store, StoredRecord, Write
from pilkada_outreach.testing.contracts._steps import change, contents

IDS = [Id.of("claim", name) for name in ("a", "a-1", "a.1", "a0", "b", "z")]


@attrs.frozen
class Draft:
    """A write to be made, before its base version is known."""

    id: Id
    body: bytes
    off: int  # what its base version differs by from the stored one
    family: str


DRAFTS = st.builds(
    Draft,
    id=st.sampled_from(IDS),
    body=st.binary(max_size=12),
    off=st.sampled_from([0] * 12 + [-1, 1]),
    family=st.sampled_from(["claim"] * 15 + ["material"]),
)


class RegisterMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "register.db"
        self.stores: list[Store] = [MemoryStore(), SQLiteStore(self.path)]
        self.model: dict[Id, list[StoredRecord]] = {}
        self.head = 0
        self.streams: list[tuple[list[StoredRecord], list[Iterator[StoredRecord]]]] = []

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.folder.cleanup()

    @rule(drafts=st.lists(DRAFTS, max_size=5), actor=st.sampled_from(["Ani", "Budi"]))
    def commit(self, drafts: list[Draft], actor: str) -> None:
        writes = [
            Write(
                family=draft.family,
                id=draft.id,
                body=draft.body,
                base_version=len(self.model.get(draft.id, ())) + draft.off,
            )
            for draft in drafts
        ]
        asked = change(*writes, actor=actor)
        wanted = self.expected(asked)

        assert [outcome(store, asked) for store in self.stores] == [wanted, wanted]
        if wanted == self.head + 1:
            self.head += 1
            for write in writes:
                self.model.setdefault(write.id, []).append(
                    StoredRecord(
                        family=write.family,
                        id=write.id,
                        version=write.base_version + 1,
                        body=write.body,
                        change=self.head,
                        author=actor,
                    )
                )

    def expected(self, asked: Change) -> object:
        """The number of the change, or what is refused; the first conflict is the one told."""
        if not asked.writes or len({write.id for write in asked.writes}) < len(asked.writes):
            return StoreError
        for write in asked.writes:
            known = self.model.get(write.id, [])
            if known and write.base_version < len(known):
                return (str(write.id), write.base_version, len(known), known[-1].author)
            if write.base_version != len(known) or (known and known[0].family != write.family):
                return StoreError
        return self.head + 1

    @precondition(lambda self: len(self.streams) < 3)
    @rule()
    def begin_to_read(self) -> None:
        self.streams.append((self.latest(), [store.records() for store in self.stores]))

    @precondition(lambda self: self.streams)
    @rule()
    def read_to_the_end(self) -> None:
        wanted, streams = self.streams.pop(0)

        assert [list(stream) for stream in streams] == [wanted, wanted]

    @precondition(lambda self: not self.streams)
    @rule()
    def open_again(self) -> None:
        self.stores[1].close()
        self.stores[1] = SQLiteStore(self.path)

    def latest(self) -> list[StoredRecord]:
        return [versions[-1] for _, versions in sorted(self.model.items())]

    @invariant()
    def all_say_the_same(self) -> None:
        latest = self.latest()
        history = tuple(tuple(self.model[record.id]) for record in latest)
        wanted = (self.head, tuple(latest), history)

        assert [contents(store) for store in self.stores] == [wanted, wanted]
        for id in IDS:
            record = self.model.get(id, [None])[-1]
            assert [store.read(id) for store in self.stores] == [record, record]


def outcome(store: Store, asked: Change) -> object:
    try:
        return store.commit(asked)
    except StaleWrite as stale:
        return (stale.id, stale.read_version, stale.stored_version, stale.author)
    except StoreError:
        return StoreError


TestRegister = RegisterMachine.TestCase
TestRegister.settings = settings(
    max_examples=settings().max_examples // 4,  # opening a file costs more than most properties
    stateful_step_count=20,
)
