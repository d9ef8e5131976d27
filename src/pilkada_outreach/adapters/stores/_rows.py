"""The rows that a change adds to the tables of a register, the same for every SQL database."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import attrs

from pilkada_outreach.ports import Index, KeptChange

TallyKey = tuple[str, str, str, str, str, str]
"""Commission, family, partner, kind, month, state."""
Row = tuple[object, ...]


@attrs.define
class Document:
    """What the table `documents` says of a record, with the commission of its latest version.

    The one class here that is changed in place: a copy for each receipt would cost as much as writing it.
    """

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
    """The rows of a change.

    `existing` holds the documents that it writes or settles, as far as they exist; they are changed in place.
    """
    ids = [str(version.id) for version in kept.versions]
    counts = Counter[TallyKey]()
    counts.subtract(_keys(existing.values()))
    documents = dict(existing)
    _write(documents, kept, indexes, ids, first_seq)
    settled = _settle(documents, indexes).difference(ids)
    counts.update(_keys(documents.values()))
    updated = [
        (id, version.version)
        for id, version in zip(ids, kept.versions, strict=True)
        if version.version > 1
    ]
    return Rows(
        versions=[
            (
                seq,
                kept.number,
                version.family,
                id,
                version.version,
                version.facts.commission,
                version.facts.area,
                day(version.facts.first_day),
                day(version.facts.last_day),
                version.salt,
                version.body,
            )
            for seq, (id, version) in enumerate(zip(ids, kept.versions, strict=True), first_seq)
        ],
        replaced=[(kept.number, id, version - 1) for id, version in updated],
        personal=[
            (seq, personal.path, personal.seal, personal.salt, personal.value)
            for seq, version in enumerate(kept.versions, first_seq)
            for personal in version.personal
        ],
        documents=[_row(id, documents[id]) for id in sorted(ids)],
        settled=[(documents[id].state, documents[id].attempt, id) for id in sorted(settled)],
        relinked=[id for id, _ in updated],
        links=sorted(
            (id, link.field, str(link.target))
            for id, index in zip(ids, indexes, strict=True)
            for link in index.links
        ),
        tallies=[(*key, count) for key, count in sorted(counts.items()) if count],
    )


def touched(ids: Iterable[str], indexes: Iterable[Index]) -> list[str]:
    """The documents that a change writes or settles."""
    settled = (str(index.settles.publication) for index in indexes if index.settles is not None)
    return list(dict.fromkeys((*ids, *settled)))


def _write(
    documents: dict[str, Document],
    kept: KeptChange,
    indexes: tuple[Index, ...],
    ids: list[str],
    first_seq: int,
) -> None:
    written = zip(ids, kept.versions, indexes, strict=True)
    for seq, (id, version, index) in enumerate(written, first_seq):
        before = documents.get(id)
        document = documents[id] = Document(
            version.family, version.version, seq, version.facts.commission
        )
        if index.tally is not None:
            document.partner = index.tally.partner
            document.kind = index.tally.kind
            document.month = index.tally.month
            document.state = index.tally.state
            if before is not None and before.attempt:  # what was settled stays settled
                document.state, document.attempt = before.state, before.attempt


def _keys(documents: Iterable[Document]) -> Iterator[TallyKey]:
    return (key for document in documents if (key := document.tally_key) is not None)


def _settle(documents: dict[str, Document], indexes: tuple[Index, ...]) -> set[str]:
    """Tell publications their latest outcome; return whose changed."""
    settled: set[str] = set()
    for index in indexes:
        settles = index.settles
        document = None if settles is None else documents.get(str(settles.publication))
        if settles is None or document is None or document.state is None:
            continue
        if settles.attempt >= document.attempt:
            document.state, document.attempt = settles.state, settles.attempt
            settled.add(str(settles.publication))
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
