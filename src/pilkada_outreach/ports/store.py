"""The store: keeps an office's register."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports.register import (
    EVERYTHING,
    ChainLink,
    Change,
    Departure,
    Index,
    KeptChange,
    Link,
    Query,
    StoredRecord,
    TallyCount,
)


class Store(Protocol):
    """Keeps an office's register: every version of every record, none ever overwritten."""

    def head(self) -> int:
        """The number of the last change; 0 in an empty register."""
        ...

    def head_at(self, moment: datetime) -> int:
        """The number of the last change that was made by a moment; 0 when there was none."""
        ...

    def read(self, id: Id, as_of: int | None = None) -> StoredRecord | None:
        """The latest version of a record, or the one after the change `as_of`; None when there is none."""
        ...

    def records(self, query: Query = EVERYTHING) -> Iterator[StoredRecord]:
        """The records that a query asks for as of this call, each once, in the order of their ids.

        Memory stays flat, and commits may go on meanwhile.
        """
        ...

    def history(self, id: Id) -> tuple[StoredRecord, ...]:
        """Every version of a record, the first one first."""
        ...

    def links(self) -> Iterator[tuple[Id, Link]]:
        """Every reference of the latest versions: the record it stands in, and where it leads; in that order."""
        ...

    def referring(self, id: Id) -> tuple[tuple[Id, str], ...]:
        """Which records refer to this one, and in which field, in that order."""
        ...

    def tallies(self, commission: str | None = None) -> tuple[TallyCount, ...]:
        """How many publications and receipts stand under each heading, from counters that are kept.

        In the order of commission, family, partner, kind, month and state; headings with none are left out.
        """
        ...

    def commit(self, change: Change) -> int:
        """Write all of a change or none of it, durably, and return its number.

        Its instant is never kept before that of the change in front of it. Raises StaleWrite when a
        record was changed since its base version, StoreError when the store cannot be written or the
        clock went back by more than two minutes.
        """
        ...

    def erase(self, ids: Iterable[Id], *, actor: str, reason: str, at: datetime) -> int:
        """Erase every personal value of these records, in all versions, and return the change's number.

        The seals stay, so that the chain can still be verified. Returns the head when there was nothing
        to erase. Raises StoreError.
        """
        ...

    def heads(self) -> tuple[ChainLink, ...]:
        """The last link of each chain, in the order of the commissions."""
        ...

    def changes(self, after: int = 0) -> Iterator[KeptChange]:
        """Everything that was ever written, change by change, as of this call. Memory stays flat."""
        ...

    def restore(self, changes: Iterable[tuple[KeptChange, tuple[Index, ...]]]) -> int:
        """Fill an empty register with changes that another one kept, all or none, and return the head.

        Each comes with the index of each of its versions. Raises StoreError when the register is not
        empty or a change does not follow the one before.
        """
        ...

    def note_departure(self, departure: Departure) -> None:
        """Remember that personal data left the register. Raises StoreError."""
        ...

    def departures(self, id: Id | None = None) -> tuple[Departure, ...]:
        """What left the register with the data of a record, or of any, the oldest first."""
        ...

    def damage(self) -> Iterator[str]:
        """What the store's own checks find wrong with the bytes, pointers and counters it keeps."""
        ...

    def close(self) -> None:
        """Let go of files and connections; the store cannot be used afterwards."""
        ...
