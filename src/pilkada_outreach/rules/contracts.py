"""What goes out under a contract: only while it is in force, and marked as paid where it must be."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.values import Id
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.reference import areas
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule, SendingQuestion
from pilkada_outreach.rules.example_world import asking, noon, publication, sending, world

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


def _agreement(question: SendingQuestion) -> Agreement | None:
    id = question.publication.agreement
    return None if id is None else question.snapshot.find(Agreement, id)


def _in_force(question: SendingQuestion) -> Iterator[Problem]:
    agreement = _agreement(question)
    if agreement is not None:
        state = agreement_state(agreement, question.day)
        if state is not AgreementState.IN_FORCE:
            yield NOT_IN_FORCE.at(
                f"{question.publication.id}.agreement",
                value=state,
                agreement=agreement.id,
                day=question.day,
            )


def _planned(question: RegisterQuestion) -> Iterator[Problem]:
    """The same for all that is planned and not yet sent, one finding per agreement."""
    days: dict[Id, list[date]] = {}
    for item in question.snapshot.all(Publication):
        if item.agreement is not None and not question.snapshot.receipts(item.id):
            code = question.snapshot.get(Commission, item.commission).area.code
            zone = WIB if code.level == "country" else areas.get(code).time_zone
            days.setdefault(item.agreement, []).append(item.due_at.astimezone(zone).date())
    for id, planned in days.items():
        agreement = question.snapshot.find(Agreement, id)
        if agreement is not None:
            outside = sorted(
                day
                for day in planned
                if agreement_state(agreement, day) is not AgreementState.IN_FORCE
            )
            if outside:
                yield PLANNED_OUTSIDE.at(
                    f"{id}.signatures",
                    value=agreement_state(agreement, outside[0]),
                    count=len(outside),
                    day=outside[0],
                )


def _labelled(question: SendingQuestion) -> Iterator[Problem]:
    agreement, code = _agreement(question), question.publication.deliverable
    deliverable = None if agreement is None or code is None else agreement.deliverable(code)
    if deliverable is not None and deliverable.label != question.publication.label:
        yield LABEL_MISSING.at(
            f"{question.publication.id}.label",
            value=question.publication.label or "-",
            label=deliverable.label,
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
            what="paid coverage marked advertorial",
            question=lambda: sending(publication("ajakan-memilih", noon(10, 1))),
            fires=False,
        ),
    ),
)
