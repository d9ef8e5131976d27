"""The rows that a change adds to the tables of a register, the same for every SQL database."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import attrs

from pilkada_outreach.ports import Index, KeptChange

TallyKey = tuple[str, str, str, str, str, str]
"""Commission, family, partner, kind, month, state."""
Row = tuple[object, ...]


@attrs.frozen(kw_only=True)
class Document:
    """What the table `documents` says of a record, with the commission of its latest version."""

    family: str
    version: int
    seq: int
    commission: str
    partner: str | None = None
    kind: str | None = None
    month: str | None = None
    state: str | None = None
    attempt: int = 0

    @property
    def tally_key(self) -> TallyKey | None:
        """The counter it counts for; None for records that are not counted."""
        if self.partner is None or self.kind is None or self.month is None or self.state is None:
            return None
        return self.commission, self.family, self.partner, self.kind, self.month, self.state


@attrs.frozen(kw_only=True)
class Rows:
    """Rows by table, each list in the order of its primary key."""

    versions: list[Row]
    """seq, change, family, id, version, commission, area, first_day, last_day, salt, body"""
    replaced: list[Row]
    """change, id, version: versions that hold no longer since this change."""
    personal: list[Row]
    """seq, path, seal, salt, value"""
    documents: list[Row]
    """id, family, version, seq, partner, kind, month, state, attempt"""
    settled: list[Row]
    """state, attempt, id: documents whose state another record told."""
    relinked: list[str]
    """The records whose earlier links go."""
    links: list[Row]
    """source, field, target"""
    tallies: list[Row]
    """commission, family, partner, kind, month, state, and what is added to the count"""


def rows_of(
    kept: KeptChange,
    indexes: tuple[Index, ...],
    *,
    first_seq: int,
    existing: Mapping[str, Document],
    day: Callable[[date | None], object],
) -> Rows:
    """The rows of a change. `existing` holds the documents it writes or settles, as far as they exist."""
    documents = _documents(kept, indexes, first_seq, existing)
    settled = _settled(indexes, documents, existing)
    after = {**documents, **settled}
    counts = Counter[TallyKey]()
    for id, document in after.items():
        before = existing.get(id)
        if before is not None and before.tally_key is not None:
            counts[before.tally_key] -= 1
        if document.tally_key is not None:
            counts[document.tally_key] += 1
    updated = [version for version in kept.versions if version.version > 1]
    return Rows(
        versions=[
            (
                seq,
                kept.number,
                version.family,
                str(version.id),
                version.version,
                version.facts.commission,
                version.facts.area,
                day(version.facts.first_day),
                day(version.facts.last_day),
                version.salt,
                version.body,
            )
            for seq, version in enumerate(kept.versions, first_seq)
        ],
        replaced=[(kept.number, str(version.id), version.version - 1) for version in updated],
        personal=[
            (seq, personal.path, personal.seal, personal.salt, personal.value)
            for seq, version in enumerate(kept.versions, first_seq)
            for personal in version.personal
        ],
        documents=sorted(_row(id, after[id]) for id in documents),
        settled=sorted(
            (document.state, document.attempt, id)
            for id, document in settled.items()
            if id not in documents
        ),
        relinked=[str(version.id) for version in updated],
        links=sorted(_links(kept, indexes)),
        tallies=[(*key, count) for key, count in sorted(counts.items()) if count],
    )


def touched(ids: Iterable[str], indexes: Iterable[Index]) -> list[str]:
    """The documents that a change writes or settles."""
    settled = (str(index.settles.publication) for index in indexes if index.settles is not None)
    return list(dict.fromkeys((*ids, *settled)))


def _documents(
    kept: KeptChange,
    indexes: tuple[Index, ...],
    first_seq: int,
    existing: Mapping[str, Document],
) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    for seq, (version, index) in enumerate(zip(kept.versions, indexes, strict=True), first_seq):
        id = str(version.id)
        tally, before = index.tally, existing.get(id)
        attempt = 0 if before is None else before.attempt
        documents[id] = Document(
            family=version.family,
            version=version.version,
            seq=seq,
            commission=version.facts.commission,
            partner=None if tally is None else tally.partner,
            kind=None if tally is None else tally.kind,
            month=None if tally is None else tally.month,
            state=_state(index, before, attempt),
            attempt=attempt,
        )
    return documents


def _state(index: Index, before: Document | None, attempt: int) -> str | None:
    """What was settled stays settled when a publication is written again."""
    if index.tally is None:
        return None
    return before.state if before is not None and attempt else index.tally.state


def _settled(
    indexes: tuple[Index, ...], documents: Mapping[str, Document], existing: Mapping[str, Document]
) -> dict[str, Document]:
    settled: dict[str, Document] = {}
    for index in indexes:
        settles = index.settles
        if settles is None:
            continue
        id = str(settles.publication)
        document = settled.get(id) or documents.get(id) or existing.get(id)
        if (
            document is not None
            and document.state is not None
            and settles.attempt >= document.attempt
        ):
            settled[id] = attrs.evolve(document, state=settles.state, attempt=settles.attempt)
    return settled


def _row(id: str, document: Document) -> Row:
    return (
        id,
        document.family,
        document.version,
        document.seq,
        document.partner,
        document.kind,
        document.month,
        document.state,
        document.attempt,
    )


def _links(kept: KeptChange, indexes: tuple[Index, ...]) -> list[tuple[str, str, str]]:
    return [
        (str(version.id), link.field, str(link.target))
        for version, index in zip(kept.versions, indexes, strict=True)
        for link in index.links
    ]
