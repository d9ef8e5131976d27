"""References lead somewhere: a named partner, agreement, material, contest or ticket exists."""

from collections.abc import Iterator
from typing import cast

from pilkada_outreach._record import field_values, is_record, record_info
from pilkada_outreach._text import meant
from pilkada_outreach._types import item_type, optional, unwrap
from pilkada_outreach.domain.values import Id, Record, RefersTo
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import MEDIUM, asking, world
from pilkada_outreach.snapshot import Snapshot

REFERENCE_MISSING = ProblemKind(
    code="reference.missing",
    en="{value} is not in the register{meant_en}.",
    id="{value} tidak ada dalam register{meant_id}.",
    mend_en="Correct the id, or add that {family}.",
    mend_id="Perbaiki id-nya, atau tambahkan catatan itu.",
)
TICKET_MISSING = ProblemKind(
    code="reference.ticket",
    en="{value} is no ticket of a contest in the register{meant_en}.",
    id="{value} bukan pasangan calon dalam pemilihan mana pun di register{meant_id}.",
    mend_en="Write the contest's id and a ballot number that was drawn.",
    mend_id="Tulis id pemilihan dan nomor urut yang telah diundi.",
)


def references(record: object) -> Iterator[tuple[str, tuple[str, ...], Id]]:
    """Every reference in a record: where it stands, which families it may lead to, and the id."""
    for field, value in field_values(record):
        families = _families(type(record)).get(field.name)
        members = cast(tuple[object, ...], value) if isinstance(value, tuple) else (value,)
        for number, member in enumerate(members):
            path = f"{field.name}[{number}]" if isinstance(value, tuple) else field.name
            if isinstance(member, Id) and families is not None:
                yield path, families, member
            elif is_record(type(member)):
                for below, found, id in references(member):
                    yield f"{path}.{below}", found, id


def dangling(snapshot: Snapshot, record: Record) -> tuple[Problem, ...]:
    """The references of one record that lead nowhere; each path starts with the record's id."""
    return tuple(
        _missing(snapshot, f"{record.id}.{path}", families, id)
        for path, families, id in references(record)
        if not any(snapshot.has(family, id) for family in families)
    )


def _missing(snapshot: Snapshot, path: str, families: tuple[str, ...], id: Id) -> Problem:
    if families == ("ticket",):
        known = [
            str(contest.ticket_id(ticket.number))
            for _, contest in snapshot.contests.values()
            for ticket in contest.tickets
        ]
        return TICKET_MISSING.at(path, value=str(id), **meant(str(id), known))
    known = [str(known) for family in families for known in snapshot.ids(family)]
    return REFERENCE_MISSING.at(
        path, value=str(id), family=" / ".join(families), **meant(str(id), known)
    )


_FAMILIES_OF: dict[type, dict[str, tuple[str, ...]]] = {}


def _families(cls: type) -> dict[str, tuple[str, ...]]:
    """The fields of a record class that are references, with the families each may lead to."""
    known = _FAMILIES_OF.get(cls)
    if known is None:
        known = _FAMILIES_OF[cls] = {
            field.name: extra.families
            for field in record_info(cls).fields
            for extra in unwrap(_inner(field.type))[1]
            if isinstance(extra, RefersTo)
        }
    return known


def _inner(annotation: object) -> object:
    plain = unwrap(annotation)[0]
    return optional(plain) or item_type(plain) or annotation


def _check(question: RegisterQuestion) -> Iterator[Problem]:
    for record in question.snapshot:
        yield from dangling(question.snapshot, record)


def _without_the_medium() -> RegisterQuestion:
    return asking(*(record for record in world() if record.id != MEDIUM))


REFERENCES = Rule(
    name="references",
    source=None,
    check=_check,
    examples=(
        Example(
            what="a contract with a medium nobody knows", question=_without_the_medium, fires=True
        ),
        Example(what="a complete register", question=lambda: asking(*world()), fires=False),
    ),
)
