"""Bugs that a store might have, each with the number of the scenario that must find it: S1 to S30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import attrs

from pilkada_outreach.adapters.stores._memory_state import MemoryState
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.ports import (
    EVERYTHING,
    Change,
    Facts,
    Query,
    Store,
    StoredRecord,
    Write,
)


class Bug(MemoryStore):
    """A store in memory that writes something else than it was told."""

    def commit(self, change: Change) -> int:
        writes = tuple(map(self.written, change.writes))
        return super().commit(attrs.evolve(change, writes=writes))

    def written(self, write: Write) -> Write:
        return write

    @property
    def state(self) -> MemoryState:
        assert self._state is not None
        return self._state

    def facts(self, row: StoredRecord) -> Facts:
        return self.state.versions[str(row.id)][row.version - 1].facts


class SwallowsStale(Bug):
    def written(self, write: Write) -> Write:
        return attrs.evolve(write, base_version=self._now(write))

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


class ForgetsTheReason(MemoryStore):
    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        record = super().read(id, as_of)
        return record and attrs.evolve(record, reason="")


class RecordsBackwards(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return iter(sorted(super().records(query), key=lambda record: record.id, reverse=True))


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
    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        near = [row for row in self.records() if row.id.parts[:-1] == id.parts[:-1]]
        return super().read(id, as_of) or (near[0] if near else None)


class Remembers(MemoryStore):
    kept: MemoryStore | None = None

    def __init__(self) -> None:
        super().__init__()
        if Remembers.kept is not None:
            self._state = Remembers.kept._state
        Remembers.kept = self

    def close(self) -> None:
        """Leaves the state for the next one."""


class KeepsText(Bug):
    def written(self, write: Write) -> Write:
        return attrs.evolve(write, body=write.body.decode(errors="replace").encode())


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


class TakesAnyFamily(Bug):
    def written(self, write: Write) -> Write:
        return attrs.evolve(write, family="record")


class ReadsOnTheWay(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        for id in sorted(record.id for record in super().records(query)):
            record = self.read(id)
            assert record is not None
            yield record


class HandsOutItsOwnRecord(MemoryStore):
    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        latest = self.read(id)
        return tuple(attrs.evolve(row, body=latest.body) for row in super().history(id) if latest)


class LeavesOutTheMomentItself(Bug):
    def head_at(self, moment: datetime) -> int:
        return sum(kept.at < moment for kept in self.changes())


class ReadsOnlyTheLatest(MemoryStore):
    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        return super().read(id)


class ListsOnlyTheLatest(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return super().records(attrs.evolve(query, as_of=None))


class TakesOneFamily(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return super().records(attrs.evolve(query, families=query.families[:1]))


class TakesNoneForAll(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return super().records(attrs.evolve(query, commission=query.commission or None))


class FindsNeighbours(Bug):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        begin = "" if query.area is None or str(query.area) == "id" else str(query.area)
        return (
            row
            for row in super().records(attrs.evolve(query, area=None))
            if query.area is None or (self.facts(row).area or "-").startswith(begin)
        )


class WantsBothEnds(Bug):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return (
            row
            for row in super().records(query)
            if query.during is None or None not in attrs.astuple(self.facts(row))[2:]
        )


class TakesTextForAPattern(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        rows = super().records(attrs.evolve(query, text=""))
        return (row for row in rows if re.search(query.text, str(row.id)))


class OverlooksErasures(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        return (row for row in super().records(query) if row.change > query.changed_since)


class AsksTheColumnsOfToday(MemoryStore):
    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        today = super().records(attrs.evolve(query, as_of=None))
        then = (self.read(row.id, query.as_of) for row in today)
        return (row for row in then if row is not None)


class LosesWritesOfOthers(SQLiteStore):
    def commit(self, change: Change) -> int:
        number = super().commit(change)
        return number - number % 7 // 6


BUGS: dict[type[Store], int] = {
    CountsFromZero: 1,
    ForgetsTheReason: 2,
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
    LeavesOutTheMomentItself: 21,
    ReadsOnlyTheLatest: 22,
    ListsOnlyTheLatest: 23,
    TakesOneFamily: 24,
    TakesNoneForAll: 25,
    FindsNeighbours: 26,
    WantsBothEnds: 27,
    TakesTextForAPattern: 28,
    OverlooksErasures: 29,
    AsksTheColumnsOfToday: 30,
}
