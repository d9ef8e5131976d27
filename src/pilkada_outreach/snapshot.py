"""A read-only view of the records of one register at one state."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from pilkada_outreach._record import evolve, field_values, is_record
from pilkada_outreach._text import nearest
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.election import Contest, Election, Ticket
from pilkada_outreach.domain.publication import Receipt
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import UnknownRecord

R = TypeVar("R", bound=Record)


class Snapshot:
    """The records of an office, to be asked and never changed; safe to share between threads."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._by_family: dict[str, dict[Id, Record]] = defaultdict(dict)
        for record in sorted(records, key=lambda record: record.id):
            self._by_family[record.family][record.id] = record

    def __iter__(self) -> Iterator[Record]:
        for family in sorted(self._by_family):
            yield from self._by_family[family].values()

    def __len__(self) -> int:
        return sum(len(records) for records in self._by_family.values())

    def all(self, cls: type[R]) -> tuple[R, ...]:
        """Every record of a family, in the order of their ids."""
        return tuple(cast(Iterable[R], self._by_family.get(cls.family, {}).values()))

    def find(self, cls: type[R], id: Id | str) -> R | None:
        """The record with this id, or None."""
        key = id if isinstance(id, Id) else Id(id)
        return cast(R | None, self._by_family.get(cls.family, {}).get(key))

    def get(self, cls: type[R], id: Id | str) -> R:
        """The record with this id. Raises UnknownRecord, with the nearest id there is."""
        found = self.find(cls, id)
        if found is None:
            known = (str(known) for known in self._by_family.get(cls.family, {}))
            raise UnknownRecord(str(id), nearest(str(id), known))
        return found

    def has(self, family: str, id: Id) -> bool:
        """Whether the register has a record of this family; `contest` and `ticket` live in elections."""
        if family == "contest":
            return id in self.contests
        if family == "ticket":
            return self.ticket(id) is not None
        return id in self._by_family.get(family, {})

    def ids(self, family: str) -> tuple[Id, ...]:
        """The ids of a family."""
        if family == "contest":
            return tuple(self.contests)
        return tuple(self._by_family.get(family, {}))

    @cached_property
    def contests(self) -> dict[Id, tuple[Election, Contest]]:
        """Every contest by id, with the election it belongs to."""
        return {
            contest.id: (election, contest)
            for election in self.all(Election)
            for contest in election.contests
        }

    def ticket(self, id: Id) -> tuple[Election, Contest, Ticket] | None:
        """The ticket with this id, with its contest and election; None when there is none."""
        *contest_parts, number = id.parts
        if len(contest_parts) < 2 or not number.isdecimal():
            return None
        found = self.contests.get(Id("/".join(contest_parts)))
        if found is None:
            return None
        election, contest = found
        for ticket in contest.tickets:
            if ticket.number == int(number):
                return election, contest, ticket
        return None

    @cached_property
    def _receipts(self) -> dict[Id, tuple[Receipt, ...]]:
        grouped: dict[Id, list[Receipt]] = defaultdict(list)
        for receipt in self.all(Receipt):
            grouped[receipt.publication].append(receipt)
        return {
            publication: tuple(sorted(receipts, key=lambda receipt: receipt.attempt))
            for publication, receipts in grouped.items()
        }

    def receipts(self, publication: Id) -> tuple[Receipt, ...]:
        """The receipts of a publication in the order of the attempts."""
        return self._receipts.get(publication, ())

    @cached_property
    def _addenda(self) -> dict[Id, tuple[Agreement, ...]]:
        grouped: dict[Id, list[Agreement]] = defaultdict(list)
        for agreement in self.all(Agreement):
            if agreement.amends is not None:
                grouped[agreement.amends].append(agreement)
        return {amends: tuple(addenda) for amends, addenda in grouped.items()}

    def addenda(self, agreement: Id) -> tuple[Agreement, ...]:
        """The addenda that name this agreement, in the order of their ids."""
        return self._addenda.get(agreement, ())

    def with_records(self, records: Iterable[Record]) -> "Snapshot":
        """A snapshot in which these records are added or replace those with the same id."""
        merged = {(record.family, record.id): record for record in self}
        merged.update({(record.family, record.id): record for record in records})
        return Snapshot(merged.values())

    def known(self, on: date) -> "Snapshot":
        """What was known on a day: nothing whose `known_from` lies later, inside records either."""
        return Snapshot(
            cast(Record, _as_known(record, on)) for record in self if _is_known(record, on)
        )


def _is_known(record: object, on: date) -> bool:
    known_from = getattr(record, "known_from", None)
    return not isinstance(known_from, date) or known_from <= on


def _as_known(record: object, on: date) -> object:
    changes: dict[str, object] = {}
    for field, value in field_values(record):
        if isinstance(value, tuple):
            members = cast(tuple[object, ...], value)
            if members and is_record(type(members[0])):
                kept = tuple(_as_known(member, on) for member in members if _is_known(member, on))
                if any(new is not old for new, old in zip(kept, members, strict=False)) or len(
                    kept
                ) != len(members):
                    changes[field.name] = kept
    return evolve(record, **changes) if changes else record
