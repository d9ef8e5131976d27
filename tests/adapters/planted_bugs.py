"""Bugs that a store might have, each beside the number of the scenario that must find it; some are found by more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count

import attrs

from pilkada_outreach.adapters.stores._memory_state import MemoryState
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.ports import (
    EVERYTHING,
    NO_INDEX,
    Change,
    Departure,
    Facts,
    Index,
    KeptChange,
    Link,
    Query,
    Store,
    StoredRecord,
    TallyCount,
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


class LinksAsTheyCame(MemoryStore):
    def links(self) -> Iterator[tuple[Id, Link]]:
        return iter(sorted(super().links(), key=lambda pair: pair[1].field))


class DropsLooseLinks(Bug):
    def commit(self, change: Change) -> int:
        self._there = {*self.state.versions, *(str(write.id) for write in change.writes)}
        return super().commit(change)

    def written(self, write: Write) -> Write:
        links = tuple(link for link in write.index.links if str(link.target) in self._there)
        return attrs.evolve(write, index=attrs.evolve(write.index, links=links))


class KeepsEarlierLinks(Bug):
    def written(self, write: Write) -> Write:
        links = {link.field: link for source, link in self.links() if source == write.id}
        links.update({link.field: link for link in write.index.links})
        return attrs.evolve(write, index=attrs.evolve(write.index, links=tuple(links.values())))


class CountsWhatBeginsAlike(MemoryStore):
    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        begin = "" if commission is None else commission
        return tuple(one for one in super().tallies() if one.commission.startswith(begin))


class CountsEveryVersion(Bug):
    def __init__(self) -> None:
        super().__init__()
        self._counted: list[TallyCount] = []

    def written(self, write: Write) -> Write:
        if write.index.tally is not None:
            whose, family = write.facts.commission, write.family
            self._counted.append(
                TallyCount(commission=whose, family=family, tally=write.index.tally, count=1)
            )
        return write

    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        counts = Counter(self._counted)
        return tuple(attrs.evolve(one, count=number) for one, number in counts.items())


class BelievesTheLastToCome(Bug):
    def written(self, write: Write) -> Write:
        settles = write.index.settles
        if settles is None:
            return write
        last = attrs.evolve(settles, attempt=1000 + self.head())
        return attrs.evolve(write, index=attrs.evolve(write.index, settles=last))


class ForgetsWhatWasSettled(Bug):
    def commit(self, change: Change) -> int:
        number = super().commit(change)
        documents = dict(self.state.documents)
        for write in change.writes:
            if write.family == "publication" and len(change.writes) == 1:
                document = documents[str(write.id)]
                documents[str(write.id)] = attrs.evolve(document, tally=write.index.tally)
        self._state = attrs.evolve(self.state, documents=documents)
        return number


class CountsToTwo(MemoryStore):
    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        counts = super().tallies(commission)
        return tuple(attrs.evolve(one, count=min(one.count, 2)) for one in counts)


class HandsOutValuesBackwards(MemoryStore):
    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        rows = super().history(id)
        return tuple(attrs.evolve(row, personal=row.personal[::-1]) for row in rows)


class KeepsTheValuesOfOldChanges(Bug):
    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        before = self.state.changes
        number = super().erase(ids, actor=actor, reason=reason, at=at)
        kept = (*before, *self.state.changes[len(before) :])
        self._state = attrs.evolve(self.state, changes=kept)
        return number


class NumbersEveryErasure(MemoryStore):
    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        before = self.head()
        super().erase(ids, actor=actor, reason=reason, at=at)
        return before + 1


class ErasesForEver(Bug):
    def written(self, write: Write) -> Write:
        return attrs.evolve(write, personal=()) if str(write.id) in self.state.erased else write


class BelievesAnyClock(MemoryStore):
    def commit(self, change: Change) -> int:
        instants = [kept.at for kept in self.changes()]
        if change.at.utcoffset() is not None and instants:
            change = attrs.evolve(change, at=max(change.at, *instants))
        return super().commit(change)


class HasOneChain(Bug):
    def written(self, write: Write) -> Write:
        return attrs.evolve(write, facts=attrs.evolve(write.facts, commission=""))


class ReadsChangesOnTheWay(Bug):
    def changes(self, after: int = 0) -> Iterator[KeptChange]:
        for number in count(after):
            if number == self.head():
                return
            yield self.state.changes[number]


class RestoresWithoutIndex(MemoryStore):
    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        return super().restore(
            (kept, tuple(NO_INDEX for _ in indexes)) for kept, indexes in changes
        )


class RestoresAsFarAsItGoes(Bug):
    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        passed: list[tuple[KeptChange, tuple[Index, ...]]] = []
        before = self.state
        for one in changes:
            self._state = before
            super().restore([*passed, one])
            passed.append(one)
        return self.head()


class NamesTheNewestDepartureFirst(MemoryStore):
    def departures(self, id: Id | None = None) -> tuple[Departure, ...]:
        return super().departures(id)[::-1]


class AlwaysComplains(MemoryStore):
    def damage(self) -> Iterator[str]:
        return iter(["something is wrong"] if self.head() else [])


class TakesTheLastOfTwoPlaces(Bug):
    def written(self, write: Write) -> Write:
        links = {link.field: link for link in write.index.links}
        values = {value.path: value for value in write.personal}
        index = attrs.evolve(write.index, links=tuple(links.values()))
        return attrs.evolve(write, index=index, personal=tuple(values.values()))


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
    LinksAsTheyCame: 31,
    DropsLooseLinks: 32,
    KeepsEarlierLinks: 33,
    CountsWhatBeginsAlike: 34,
    CountsEveryVersion: 35,
    BelievesTheLastToCome: 36,
    ForgetsWhatWasSettled: 37,
    CountsToTwo: 38,
    HandsOutValuesBackwards: 39,
    KeepsTheValuesOfOldChanges: 40,
    NumbersEveryErasure: 41,
    ErasesForEver: 42,
    BelievesAnyClock: 43,
    HasOneChain: 44,
    ReadsChangesOnTheWay: 45,
    RestoresWithoutIndex: 46,
    RestoresAsFarAsItGoes: 47,
    NamesTheNewestDepartureFirst: 48,
    AlwaysComplains: 49,
    TakesTheLastOfTwoPlaces: 50,
}
