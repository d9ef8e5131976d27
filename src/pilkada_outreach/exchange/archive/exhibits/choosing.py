"""Which records a bundle of exhibits holds, and in which order."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import cast

import attrs

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.errors import UnknownRecord, ValidationFailed
from pilkada_outreach.ports import Query, Store, StoredRecord
from pilkada_outreach.problems import ProblemKind

EMPTY = ProblemKind(
    code="exhibit.empty",
    en="The register has nothing of {value} in these days.",
    id="Register tidak memuat apa pun tentang {value} pada hari-hari itu.",
    mend_en="Name another topic or period, or the ids of records.",
    mend_id="Sebutkan topik atau masa yang lain, atau id catatannya.",
)
_WITH_TOPIC = ("claim", "feedback", "material")


@attrs.frozen(kw_only=True)
class Choice:
    """What is asked for: records by their ids, or all about a topic."""

    ids: tuple[Id, ...] = ()
    topic: Code | None = None
    period: Period | None = None
    """Publications that are due, and claims and feedback that came, in these days."""
    commission: Id | None = None


def chosen(store: Store, choice: Choice, head: int) -> list[StoredRecord]:
    """The records, in the order in which they are numbered.

    First what is no publication, by id; then the publications by the moment they are due, each with its
    receipts. Of a topic these are its materials with their publications in the period, and the claims
    and the feedback of the period with their clarifications.
    """
    found = {row.id: row for row in _by_id(store, choice.ids, head)}
    if choice.topic is not None:
        found.update((row.id, row) for row in _of_topic(store, choice, head))
    published = {id for id, row in found.items() if row.family == "publication"}
    if published:
        found.update((row.id, row) for row in _receipts(store, published, head))
    if not found:
        raise ValidationFailed((EMPTY.at("exhibit", value=choice.topic or "these ids"),))
    return list(_in_order(found.values()))


def _by_id(store: Store, ids: Iterable[Id], head: int) -> Iterator[StoredRecord]:
    for id in ids:
        row = store.read(id, head)
        if row is None:
            raise UnknownRecord(str(id))
        yield row


def _of_topic(store: Store, choice: Choice, head: int) -> Iterator[StoredRecord]:
    commission = None if choice.commission is None else str(choice.commission)

    def records(*families: str, during: Period | None = None) -> Iterator[StoredRecord]:
        return store.records(
            Query(families=families, commission=commission, during=during, as_of=head)
        )

    about = {
        row.id: row
        for family in _WITH_TOPIC
        for row in records(family, during=None if family == "material" else choice.period)
        if _value(row, "topic") == str(choice.topic)
    }
    shown: set[Id] = set()
    for row in records("publication", during=choice.period):
        material = Id(_value(row, "material"))
        if material in about:
            shown.add(material)
            yield row
    for row in records("clarification"):
        if Id(_value(row, "claim")) in about:
            yield row
    for id, row in about.items():
        if row.family != "material" or choice.period is None or id in shown:
            yield row


def _receipts(store: Store, published: set[Id], head: int) -> Iterator[StoredRecord]:
    for row in store.records(Query(families=("receipt",), as_of=head)):
        if Id(_value(row, "publication")) in published:
            yield row


def _in_order(rows: Iterable[StoredRecord]) -> Iterator[StoredRecord]:
    by_id = sorted(rows, key=lambda row: row.id)
    publications = [row for row in by_id if row.family == "publication"]
    ids = {row.id for row in publications}
    receipts: dict[Id, list[StoredRecord]] = defaultdict(list)
    for row in by_id:
        if row.family == "receipt" and Id(_value(row, "publication")) in ids:
            receipts[Id(_value(row, "publication"))].append(row)
        elif row.family != "publication":
            yield row
    for publication in sorted(publications, key=lambda row: (_value(row, "due_at"), row.id)):
        yield publication
        yield from sorted(receipts[publication.id], key=lambda row: int(_value(row, "attempt")))


def _value(row: StoredRecord, name: str) -> str:
    """A field of a record as text; empty where it has none."""
    value = cast(dict[str, object], json.loads(row.body)).get(name)
    return "" if value is None else str(value)
