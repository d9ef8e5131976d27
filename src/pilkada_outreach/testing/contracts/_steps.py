"""The steps that the store scenarios are made of.

They raise AssertionError themselves: `assert` in an installed module says too little, and `python -O`
removes it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TypeVar

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import (
    NO_FACTS,
    NO_INDEX,
    ChainLink,
    Change,
    Facts,
    Index,
    KeptChange,
    Link,
    PersonalValue,
    Query,
    Settles,
    Store,
    StoredRecord,
    Tally,
    TallyCount,
    Write,
)

E = TypeVar("E", bound=Exception)

MOU = Id("agreement/kpu-64.02/2024/003")
MOU_2 = Id("agreement/kpu-64.02/2024/017")
KPU = Id("kpu/64.02")
RRI = Id("stakeholder/rri-samarinda")
ITEM = Id("publication/kpu-64.02/2024-10-01/website/ajakan-memilih")

Contents = tuple[int, tuple[StoredRecord, ...], tuple[tuple[StoredRecord, ...], ...]]


def write(
    id: Id,
    body: bytes = b"{}",
    *,
    base: int = 0,
    family: str = "commission",
    facts: Facts = NO_FACTS,
    index: Index = NO_INDEX,
    personal: tuple[PersonalValue, ...] = (),
) -> Write:
    """A write of `id` on top of the version `base`."""
    return Write(
        family=family,
        id=id,
        body=body,
        base_version=base,
        facts=facts,
        index=index,
        personal=personal,
    )


def change(
    *writes: Write,
    actor: str = "Ani",
    reason: str = "uji",
    zone: tzinfo | None = UTC,
    minutes: float = 0,
) -> Change:
    """A change made by `actor` on 20 September 2024, so many minutes after half past eight."""
    at = datetime(2024, 9, 20, 8, 30, tzinfo=zone) + timedelta(minutes=minutes)
    return Change(actor=actor, reason=reason, at=at, writes=writes)


def moment(minutes: float) -> datetime:
    """The instant of a change that is made so many minutes after half past eight."""
    return change(minutes=minutes).at


def personal(**values: str) -> tuple[PersonalValue, ...]:
    """Personal values of fields at the top of a body."""
    return tuple(PersonalValue(path=path, value=value) for path, value in values.items())


def linking(**targets: Id) -> Index:
    """The index of a record that refers to others, by field."""
    return Index(links=tuple(Link(field=field, target=id) for field, id in targets.items()))


def item(
    id: Id = ITEM,
    *,
    base: int = 0,
    partner: str = "media/a",
    month: str = "2024-10",
    whose: str = "",
) -> Write:
    """A publication that is counted under a partner and a month."""
    tally = Tally(partner=partner, kind="website", month=month, state="planned")
    return write(
        id, base=base, family="publication", facts=Facts(commission=whose), index=Index(tally=tally)
    )


def receipt(
    attempt: int,
    state: str,
    *,
    of: Id = ITEM,
    base: int = 0,
    partner: str = "media/a",
    month: str = "2024-10",
) -> Write:
    """A receipt that says what became of an attempt to publish."""
    return write(
        of.of("receipt", of, attempt),
        b'{"attempt":%d,"publication":"%s"}' % (attempt, str(of).encode()),
        base=base,
        family="receipt",
        index=Index(
            links=(Link(field="publication", target=of),),
            tally=Tally(partner=partner, kind="website", month=month, state=state),
            settles=Settles(publication=of, attempt=attempt, state=state),
        ),
    )


def contents(store: Store) -> Contents:
    """All that a register says: its head, its records, and the history of each."""
    records = tuple(store.records())
    return store.head(), records, tuple(store.history(record.id) for record in records)


@attrs.frozen
class Register:
    """Everything that a store answers about its register, to be compared."""

    contents: Contents
    links: tuple[tuple[Id, Link], ...]
    tallies: tuple[TallyCount, ...]
    heads: tuple[ChainLink, ...]
    changes: tuple[KeptChange, ...]

    @classmethod
    def of(cls, store: Store) -> "Register":
        """What a store says now."""
        return cls(
            contents=contents(store),
            links=tuple(store.links()),
            tallies=store.tallies(),
            heads=store.heads(),
            changes=tuple(store.changes()),
        )


def found(store: Store, query: Query) -> list[Id]:
    """The ids of the records that a query finds."""
    return [row.id for row in store.records(query)]


def counted(counts: Iterable[TallyCount]) -> dict[tuple[str, str, str, str], int]:
    """How many stand under each family, partner, month and state."""
    return {
        (one.family, one.tally.partner, one.tally.month, one.tally.state): one.count
        for one in counts
    }


def expect(scenario: str, holds: bool, sentence: str) -> None:
    """Fail with the scenario's number unless what the sentence says holds."""
    if not holds:
        raise AssertionError(f"{scenario}: expected that {sentence}")


def same(scenario: str, found: object, wanted: object, what: str) -> None:
    """Fail with the scenario's number unless `found` equals `wanted`."""
    if found != wanted:
        raise AssertionError(f"{scenario}: {what}: expected {wanted!r}, found {found!r}")


def refused(scenario: str, error: type[E], action: Callable[[], object], what: str = "this") -> E:
    """The error of this class that `action` raises; fail with the scenario's number if it does not."""
    try:
        action()
    except error as raised:
        return raised
    except Exception as raised:
        raise AssertionError(
            f"{scenario}: {what} must raise {error.__name__}, but raised {raised!r}"
        ) from raised
    raise AssertionError(f"{scenario}: {what} must raise {error.__name__}, but was accepted")
