"""The register in memory after a change, and how the next one is made from it."""

from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.kept import stored
from pilkada_outreach.ports import (
    ChainLink,
    Departure,
    Erased,
    Facts,
    Index,
    KeptChange,
    KeptPersonal,
    KeptVersion,
    Link,
    Query,
    StoredRecord,
    Tally,
    TallyCount,
)


@attrs.frozen(kw_only=True)
class Version:
    """One version with its columns."""

    row: StoredRecord
    facts: Facts


@attrs.frozen(kw_only=True)
class Document:
    """What is kept about a record's latest version alone."""

    links: tuple[Link, ...] = ()
    tally: Tally | None = None
    attempt: int = 0
    """The attempt that the tally's state comes from."""


@attrs.frozen(kw_only=True)
class MemoryState:
    """The register after a change; never changed itself, so that readers need no lock."""

    changes: tuple[KeptChange, ...] = ()
    versions: Mapping[str, tuple[Version, ...]] = {}
    documents: Mapping[str, Document] = {}
    heads: Mapping[str, ChainLink] = {}
    departures: tuple[Departure, ...] = ()
    erased: Mapping[str, int] = {}
    """The change that last erased something of a record."""

    @property
    def head(self) -> int:
        """The number of the last change."""
        return len(self.changes)

    def latest(self, id: str, as_of: int | None = None) -> Version | None:
        """The version that held after a change, the last one where none is given."""
        versions = self.versions.get(id, ())
        if as_of is not None:
            versions = tuple(version for version in versions if version.row.change <= as_of)
        return versions[-1] if versions else None

    def found(self, query: Query) -> Iterator[StoredRecord]:
        """What a query asks for, in the order of the ids."""
        for id in sorted(self.versions):
            version = self.latest(id, query.as_of)
            if version is not None and _matches(query, version, self.erased.get(id, 0)):
                yield version.row

    def after(self, kept: KeptChange, indexes: tuple[Index, ...]) -> "MemoryState":
        """The state after one more change. Raises StoreError where a record refers to what is not there."""
        versions = dict(self.versions)
        documents = dict(self.documents)
        for version, index in zip(kept.versions, indexes, strict=True):
            id = str(version.id)
            made = Version(row=stored(kept, version), facts=version.facts)
            versions[id] = (*versions.get(id, ()), made)
            documents[id] = _document(documents.get(id), index)
        for index in indexes:
            _settle(documents, index)
        _refuse_loose_links(kept, indexes, versions)
        after = attrs.evolve(
            self,
            changes=(*self.changes, kept),
            versions=versions,
            documents=documents,
            heads={**self.heads, **{link.commission: link for link in kept.links}},
        )
        return after._without(kept.erased) if kept.erased else after

    def tallies(self) -> list[TallyCount]:
        """The counters, in the order that the port names."""
        counted = Counter(
            (versions[-1].facts.commission, versions[-1].row.family, tally)
            for id, versions in self.versions.items()
            if (tally := self.documents[id].tally) is not None
        )
        found = [
            TallyCount(commission=commission, family=family, tally=tally, count=count)
            for (commission, family, tally), count in counted.items()
        ]
        return sorted(
            found, key=lambda one: (one.commission, one.family, *attrs.astuple(one.tally))
        )

    def _without(self, erased: tuple[Erased, ...]) -> "MemoryState":
        gone = {(str(one.id), one.version, one.path) for one in erased}
        ids = {str(one.id) for one in erased if str(one.id) in self.versions}
        versions = dict(self.versions)
        for id in ids:
            versions[id] = tuple(
                attrs.evolve(
                    version,
                    row=attrs.evolve(
                        version.row,
                        personal=tuple(
                            value
                            for value in version.row.personal
                            if (id, version.row.version, value.path) not in gone
                        ),
                    ),
                )
                for version in versions[id]
            )
        changes = tuple(
            attrs.evolve(kept, versions=tuple(_emptied(version, gone) for version in kept.versions))
            for kept in self.changes
        )
        marks = {**self.erased, **dict.fromkeys(ids, self.head)}
        return attrs.evolve(self, versions=versions, changes=changes, erased=marks)


EMPTY = MemoryState()


def _matches(query: Query, version: Version, erased: int) -> bool:
    row, facts = version.row, version.facts
    area = "" if query.area is None else str(query.area)
    return (
        (not query.families or row.family in query.families)
        and (query.commission is None or facts.commission == query.commission)
        and (not area or _lies_in(facts.area, area))
        and (query.during is None or _overlaps(query, facts))
        and query.text in str(row.id)
        and max(row.change, erased) > query.changed_since
    )


def _lies_in(area: str, whole: str) -> bool:
    if whole == "id":
        return area != ""
    return area == whole or area.startswith(f"{whole}.")


def _overlaps(query: Query, facts: Facts) -> bool:
    assert query.during is not None
    first, last = query.during.first_day, query.during.last_day
    if facts.first_day is None and facts.last_day is None:
        return False
    return (last is None or facts.first_day is None or facts.first_day <= last) and (
        first is None or facts.last_day is None or facts.last_day >= first
    )


def _document(earlier: Document | None, index: Index) -> Document:
    links = tuple(sorted(index.links, key=lambda link: link.field))
    tally = index.tally
    if tally is None or earlier is None or earlier.tally is None or not earlier.attempt:
        return Document(links=links, tally=tally)
    settled = attrs.evolve(tally, state=earlier.tally.state)
    return Document(links=links, tally=settled, attempt=earlier.attempt)


def _settle(documents: dict[str, Document], index: Index) -> None:
    settles = index.settles
    document = None if settles is None else documents.get(str(settles.publication))
    if settles is None or document is None or document.tally is None:
        return
    if settles.attempt >= document.attempt:
        documents[str(settles.publication)] = attrs.evolve(
            document,
            tally=attrs.evolve(document.tally, state=settles.state),
            attempt=settles.attempt,
        )


def _refuse_loose_links(
    kept: KeptChange, indexes: tuple[Index, ...], versions: Mapping[str, object]
) -> None:
    for version, index in zip(kept.versions, indexes, strict=True):
        for link in index.links:
            if str(link.target) not in versions:
                raise StoreError(
                    f"{version.id} refers to {link.target} in {link.field}, which is not in the register"
                )


def _emptied(version: KeptVersion, gone: set[tuple[str, int, str]]) -> KeptVersion:
    if not version.personal:
        return version
    return attrs.evolve(
        version,
        personal=tuple(
            KeptPersonal(path=kept.path, seal=kept.seal, salt=None, value=None)
            if (str(version.id), version.version, kept.path) in gone
            else kept
            for kept in version.personal
        ),
    )


def erasable(state: MemoryState, ids: list[Id]) -> tuple[Erased, ...]:
    """Every personal value of these records that is still there, in the order of ids, versions and paths."""
    return tuple(
        Erased(
            id=id,
            version=version.row.version,
            path=personal.path,
            commission=version.facts.commission,
        )
        for id in sorted(set(ids))
        for version in state.versions.get(str(id), ())
        for personal in sorted(version.row.personal, key=lambda value: value.path)
    )
