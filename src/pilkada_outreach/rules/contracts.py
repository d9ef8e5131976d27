"""What goes out under a contract: only while it is in force, and marked as paid where it must be."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.values import Id
from pilkada_outreach.measuring.agreements import in_effect, state_of
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.reference import areas
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule, SendingQuestion
from pilkada_outreach.rules.example_world import (
    CONTRACT,
    asking,
    contract,
    noon,
    publication,
    sending,
    world,
)
from pilkada_outreach.snapshot import Snapshot

NOT_IN_FORCE = ProblemKind(
    code="agreement.not-in-force",
    en="{agreement} is {value} on {day}.",
    id="{agreement} berstatus {value} pada {day}.",
    mend_en="Let every party sign, and publish within the contract's period.",
    mend_id="Lengkapi tanda tangan semua pihak, dan tayangkan dalam jangka waktu kontrak.",
)
PLANNED_OUTSIDE = ProblemKind(
    code="agreement.planned-outside",
    en="{count} publications are planned under it while it is not in force, the first on {day}: {value}.",
    id="{count} penayangan direncanakan saat perjanjian tidak berlaku, yang pertama pada {day}: {value}.",
    mend_en="Let every party sign before that day, and plan within the contract's period.",
    mend_id="Lengkapi tanda tangan semua pihak sebelum hari itu, dan rencanakan dalam jangka waktunya.",
)
LABEL_MISSING = ProblemKind(
    code="neutrality.label",
    en="Paid content must be labelled {label}; the label is {value}.",
    id="Konten berbayar wajib berlabel {label}; labelnya {value}.",
    mend_en="Set the label that the contract names.",
    mend_id="Isi label sesuai kontrak.",
)


def _contract(question: SendingQuestion) -> Id | None:
    id = question.publication.agreement
    return id if id is not None and question.snapshot.has(Agreement.family, id) else None


def _in_force(question: SendingQuestion) -> Iterator[Problem]:
    id = _contract(question)
    if id is not None:
        state = state_of(question.snapshot, id, question.day)
        if state is not AgreementState.IN_FORCE:
            yield NOT_IN_FORCE.at(
                f"{question.publication.id}.agreement",
                value=state,
                agreement=id,
                day=question.day,
            )


def _planned(question: RegisterQuestion) -> Iterator[Problem]:
    """The same for all that is planned and not yet sent, one finding per agreement."""
    snapshot = question.snapshot
    days: dict[Id, list[date]] = {}
    for item in snapshot.all(Publication):
        if item.agreement is not None and not snapshot.receipts(item.id):
            code = snapshot.get(Commission, item.commission).area.code
            zone = WIB if code.level == "country" else areas.get(code).time_zone
            days.setdefault(item.agreement, []).append(item.due_at.astimezone(zone).date())
    for id, planned in days.items():
        if snapshot.has(Agreement.family, id):
            outside = _not_in_force(snapshot, id, planned)
            if outside:
                yield PLANNED_OUTSIDE.at(
                    f"{id}.signatures",
                    value=state_of(snapshot, id, outside[0]),
                    count=len(outside),
                    day=outside[0],
                )


def _not_in_force(snapshot: Snapshot, id: Id, planned: list[date]) -> list[date]:
    states = {day: state_of(snapshot, id, day) for day in set(planned)}
    return sorted(day for day in planned if states[day] is not AgreementState.IN_FORCE)


def _labelled(question: SendingQuestion) -> Iterator[Problem]:
    id, code = _contract(question), question.publication.deliverable
    if id is None or code is None:
        return
    deliverable = in_effect(question.snapshot, id, question.day).deliverable(code)
    if deliverable is not None and deliverable.label != question.publication.label:
        yield LABEL_MISSING.at(
            f"{question.publication.id}.label",
            value=question.publication.label or "-",
            label=deliverable.label,
        )


def _extended() -> Agreement:
    """An addendum that carries the contract of the example on to the end of January."""
    first = contract()
    return evolve(
        first,
        id=Id("agreement/kpu-64.02/2024/001-a1"),
        title="Adendum kontrak publikasi",
        amends=CONTRACT,
        period=Period(first_day=date(2024, 8, 10), last_day=date(2025, 1, 31)),
        deliverables=(evolve(first.deliverables[0], label="iklan"),),
        signatures=tuple(evolve(signature, on=date(2024, 12, 1)) for signature in first.signatures),
    )


CONTRACT_IN_FORCE = Rule(
    name="contract-in-force",
    source=None,
    check=_planned,
    check_sending=_in_force,
    examples=(
        Example(
            what="items planned after the contract has ended",
            question=lambda: asking(*world(), publication("ajakan-memilih", noon(12, 20))),
            fires=True,
        ),
        Example(
            what="an item at dawn of the contract's first day, which is the day before in UTC",
            question=lambda: asking(
                *world(), publication("ajakan-memilih", datetime(2024, 8, 9, 23, tzinfo=UTC))
            ),
            fires=False,
        ),
        Example(
            what="items planned within the time that an addendum added",
            question=lambda: asking(
                *world(), _extended(), publication("ajakan-memilih", noon(12, 20))
            ),
            fires=False,
        ),
        Example(
            what="items planned within the contract",
            question=lambda: asking(*world(), publication("ajakan-memilih", noon(10, 1))),
            fires=False,
        ),
        Example(
            what="an item after the contract has ended",
            question=lambda: sending(publication("ajakan-memilih", noon(12, 20))),
            fires=True,
        ),
        Example(
            what="an item after the contract's first end, which an addendum moved",
            question=lambda: sending(publication("ajakan-memilih", noon(12, 20)), _extended()),
            fires=False,
        ),
        Example(
            what="an item on the first day of the contract",
            question=lambda: sending(publication("ajakan-memilih", noon(8, 10))),
            fires=False,
        ),
    ),
)

PAID_LABEL = Rule(
    name="paid-label",
    source=LegalSource(
        instrument="Pedoman Pemberitaan Media Siber", year=2012, article="butir 6", verified=True
    ),
    check_sending=_labelled,
    examples=(
        Example(
            what="paid coverage without its label",
            question=lambda: sending(publication("ajakan-memilih", noon(10, 1), label="")),
            fires=True,
        ),
        Example(
            what="the former label after an addendum changed it",
            question=lambda: sending(publication("ajakan-memilih", noon(12, 2)), _extended()),
            fires=True,
        ),
        Example(
            what="paid coverage marked advertorial",
            question=lambda: sending(publication("ajakan-memilih", noon(10, 1))),
            fires=False,
        ),
    ),
)
