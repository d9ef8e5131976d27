"""Bugs in what a store keeps beside its records, each with the number of the scenario that must find it: S31 to S50."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count

import attrs

from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    NO_INDEX,
    Change,
    Departure,
    Index,
    KeptChange,
    Link,
    Store,
    StoredRecord,
    TallyCount,
    Write,
)
from tests.adapters.planted_bugs import Bug


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


KEPT_BUGS: dict[type[Store], int] = {
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
