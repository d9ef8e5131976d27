"""The steps that the store scenarios are made of.

They raise AssertionError themselves: `assert` in an installed module says too little, and `python -O`
removes it.
"""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from typing import TypeVar

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import Change, Store, StoredRecord, Write

E = TypeVar("E", bound=Exception)

MOU = Id("agreement/kpu-64.02/2024/003")
MOU_2 = Id("agreement/kpu-64.02/2024/017")
KPU = Id("kpu/64.02")
RRI = Id("stakeholder/rri-samarinda")

Contents = tuple[int, tuple[StoredRecord, ...], tuple[tuple[StoredRecord, ...], ...]]


def write(id: Id, body: bytes = b"{}", *, base: int = 0, family: str = "commission") -> Write:
    """A write of `id` on top of the version `base`."""
    return Write(family=family, id=id, body=body, base_version=base)


def change(
    *writes: Write, actor: str = "Ani", reason: str = "uji", zone: tzinfo | None = UTC
) -> Change:
    """A change made by `actor` on 20 September 2024."""
    at = datetime(2024, 9, 20, 8, 30, tzinfo=zone)
    return Change(actor=actor, reason=reason, at=at, writes=writes)


def contents(store: Store) -> Contents:
    """All that a register says: its head, its records, and the history of each."""
    records = tuple(store.records())
    return store.head(), records, tuple(store.history(record.id) for record in records)


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
