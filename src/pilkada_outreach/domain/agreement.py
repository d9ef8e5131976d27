"""Agreements: who promised what to whom, signed by whom, from when to when."""

from datetime import date
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain import agreement_checks as checks
from pilkada_outreach.domain import agreement_facts as facts
from pilkada_outreach.domain import agreement_terms as terms
from pilkada_outreach.domain.agreement_parts import (
    AgreementKind,
    Deliverable,
    Funding,
    PartMonths,
    Party,
    SignatoryOffice,
    Signature,
    Witness,
)
from pilkada_outreach.domain.contract_facts import Dispute, Waiver
from pilkada_outreach.domain.grant import Grant
from pilkada_outreach.domain.paper import Task
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import (
    AgreementId,
    Code,
    CommissionId,
    ElectionId,
    Id,
    PartnerId,
    Words,
)

__all__ = [
    "Agreement",
    "AgreementKind",
    "Deliverable",
    "Funding",
    "PartMonths",
    "Party",
    "SignatoryOffice",
    "Signature",
    "Witness",
]


@record(
    checks.has_two_parties,
    checks.parties_differ,
    checks.commissioners_sign_no_media_contract,
    checks.signatures_fit_the_parties,
    checks.deliverables_differ,
    terms.cooperation_has_a_parent,
    terms.links_lead_elsewhere,
    terms.clauses_are_complete,
    terms.signatories_have_power,
    terms.signing_order_is_kept,
    terms.lengths_are_positive,
    terms.end_is_explained,
    terms.grant_fits_the_agreement,
    facts.waivers_fit,
    facts.disputes_stand,
)
class Agreement:
    """Something two or more bodies promised each other (perjanjian, nota kesepakatan, kontrak)."""

    family: ClassVar[str] = "agreement"

    id: Id
    """`agreement/kpu-64.02/2024/017`."""
    kind: AgreementKind
    title: Words
    commission: CommissionId
    parties: tuple[Party, ...]
    period: Period
    deliverables: tuple[Deliverable, ...] = ()
    signatures: tuple[Signature, ...] = ()
    implements: AgreementId | None = None
    """The agreement that this one carries out, such as the memorandum above it."""
    amends: AgreementId | None = None
    """The agreement that this addendum changes (adendum)."""
    supersedes: AgreementId | None = None
    """The agreement in whose place this one stands."""
    renews: AgreementId | None = None
    """The agreement whose term this one continues (perpanjangan)."""
    scope: tuple[Words, ...] = ()
    """What it covers, item by item (ruang lingkup)."""
    clauses: tuple[Code, ...] = ()
    """The clauses of the text: an open code list; none where they were not listed."""
    witnesses: tuple[Witness, ...] = ()
    signing_order: tuple[PartnerId, ...] = ()
    """Who signs first, where that was agreed."""
    offered_on: date | None = None
    """The day it was offered to the other side (penawaran)."""
    minimum_term_months: int | None = None
    """The term before which nobody may leave; it is no end."""
    notice_days: int | None = None
    """How long before an early end notice is due."""
    notice_given_on: date | None = None
    """The day on which notice of an early end was given (pemberitahuan)."""
    value_rupiah: int | None = None
    funding: Funding | None = None
    grant: Grant | None = None
    """The money of a grant agreement (hibah)."""
    work_plan: tuple[Task, ...] = ()
    """The annex of a memorandum of synergy (rencana kerja)."""
    ended_on: date | None = None
    """The first day on which it holds no more, when it ended early (pengakhiran)."""
    end_reason: str = ""
    election: ElectionId | None = None
    """The election it is for, where it is for one."""
    waivers: tuple[Waiver, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    def deliverable(self, code: Code) -> Deliverable | None:
        """The deliverable with this code."""
        return next((item for item in self.deliverables if item.code == code), None)

    def partners_of(self, own: Id) -> tuple[Id, ...]:
        """Every party but `own`."""
        return tuple(party.partner for party in self.parties if party.partner != own)
