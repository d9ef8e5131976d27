"""A register as plain lists and dictionaries, that answers every question by looking at all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.ports import (
    Change,
    Facts,
    Link,
    PersonalValue,
    Query,
    StoredRecord,
    Tally,
    TallyCount,
    Write,
)

TWO_MINUTES = timedelta(minutes=2)


@attrs.define
class Written:
    """One write that happened; erasing empties its personal values."""

    write: Write
    change: int
    author: str
    at: datetime
    reason: str
    personal: dict[str, str]

    @property
    def row(self) -> StoredRecord:
        return StoredRecord(
            family=self.write.family,
            id=self.write.id,
            version=self.write.base_version + 1,
            body=self.write.body,
            personal=tuple(
                PersonalValue(path=path, value=self.personal[path])
                for path in sorted(self.personal)
            ),
            change=self.change,
            author=self.author,
            at=self.at,
            reason=self.reason,
        )


@attrs.define
class Model:
    """What a register must say."""

    instants: list[datetime] = attrs.field(factory=list)
    """Of each change."""
    written: dict[Id, list[Written]] = attrs.field(factory=dict)
    erased: dict[Id, int] = attrs.field(factory=dict)
    """The last change that erased something of a record."""

    @property
    def head(self) -> int:
        return len(self.instants)

    def refusal(self, change: Change) -> type[StoreError] | tuple[object, ...] | None:
        """What must be raised; for a stale write what it must say. The first conflict is the one told."""
        ids = [write.id for write in change.writes]
        if not ids or len(set(ids)) < len(ids):
            return StoreError
        for write in change.writes:
            known = self.written.get(write.id, [])
            if known and write.base_version < len(known):
                author = known[-1].author
                return StaleWrite, str(write.id), write.base_version, len(known), author
            if write.base_version != len(known):
                return StoreError
            if known and known[0].write.family != write.family:
                return StoreError
        targets = {link.target for write in change.writes for link in write.index.links}
        loose = not targets <= {*self.written, *ids}
        return StoreError if loose or self.too_late(change.at) else None

    def too_late(self, at: datetime) -> bool:
        return bool(self.instants) and at < self.instants[-1] - TWO_MINUTES

    def commit(self, change: Change) -> int:
        self._pass(change.at)
        for write in change.writes:
            self.written.setdefault(write.id, []).append(
                Written(
                    write=write,
                    change=self.head,
                    author=change.actor,
                    at=self.instants[-1],
                    reason=change.reason,
                    personal={one.path: one.value for one in write.personal},
                )
            )
        return self.head

    def erase(self, ids: Iterable[Id], at: datetime) -> int:
        held = {id for id in ids if any(one.personal for one in self.written.get(id, ()))}
        if held:
            self._pass(at)
        for id in held:
            self.erased[id] = self.head
            for one in self.written[id]:
                one.personal.clear()
        return self.head

    def _pass(self, at: datetime) -> None:
        self.instants.append(max(at, self.instants[-1]) if self.instants else at)

    def head_at(self, moment: datetime) -> int:
        return sum(at <= moment for at in self.instants)

    def latest(self, id: Id, as_of: int | None = None) -> Written | None:
        held = [one for one in self.written.get(id, ()) if as_of is None or one.change <= as_of]
        return held[-1] if held else None

    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        one = self.latest(id, as_of)
        return None if one is None else one.row

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        return tuple(one.row for one in self.written.get(id, ()))

    def records(self, query: Query) -> list[StoredRecord]:
        held = (self.latest(id, query.as_of) for id in sorted(self.written))
        return [one.row for one in held if one is not None and self._fits(query, one)]

    def _fits(self, query: Query, one: Written) -> bool:
        write = one.write
        touched = max(one.change, self.erased.get(write.id, 0))
        return (
            (not query.families or write.family in query.families)
            and query.commission in (None, write.facts.commission)
            and (query.area is None or _lies_in(write.facts.area, str(query.area)))
            and (query.during is None or _shares_a_day(query, write.facts))
            and query.text in str(write.id)
            and touched > query.changed_since
        )

    def links(self) -> list[tuple[Id, Link]]:
        return [
            (id, link)
            for id in sorted(self.written)
            for link in sorted(self.written[id][-1].write.index.links, key=lambda one: one.field)
        ]

    def tallies(self, commission: str | None = None) -> list[TallyCount]:
        """A recount: a publication stands as the receipt of its last attempt says."""
        counts = Counter(self._headings())
        return [
            TallyCount(commission=heading[0], family=heading[1], tally=heading[2], count=number)
            for heading, number in sorted(
                counts.items(), key=lambda one: (*one[0][:2], *attrs.astuple(one[0][2]))
            )
            if commission in (None, heading[0])
        ]

    def _headings(self) -> Iterator[tuple[str, str, Tally]]:
        latest = [versions[-1].write for versions in self.written.values()]
        told = [write.index.settles for write in latest if write.index.settles is not None]
        for write in latest:
            tally = write.index.tally
            if tally is None:
                continue
            mine = [one for one in told if one.publication == write.id]
            if mine:
                tally = attrs.evolve(tally, state=max(mine, key=lambda one: one.attempt).state)
            yield write.facts.commission, write.family, tally


def _lies_in(area: str, whole: str) -> bool:
    if whole == "id":
        return bool(area)
    levels = whole.split(".")
    return area.split(".")[: len(levels)] == levels


def _shares_a_day(query: Query, facts: Facts) -> bool:
    assert query.during is not None
    if facts.first_day is None and facts.last_day is None:
        return False
    first = [day for day in (facts.first_day, query.during.first_day) if day is not None]
    last = [day for day in (facts.last_day, query.during.last_day) if day is not None]
    return not first or not last or max(first) <= min(last)
