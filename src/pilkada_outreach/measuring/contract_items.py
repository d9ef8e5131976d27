"""How each item that a partner placed under an agreement stands: it counts, or why it does not."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum

import attrs

from pilkada_outreach.domain.agreement import Deliverable
from pilkada_outreach.domain.contract_facts import Dispute, DisputeOutcome
from pilkada_outreach.domain.publication import (
    Evidence,
    EvidenceKind,
    Outcome,
    Publication,
    Receipt,
)
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.contract_months import ContractMonth
from pilkada_outreach.measuring.contract_terms import ContractTerms
from pilkada_outreach.measuring.web_addresses import page_of

DayOf = Callable[[datetime], date]
"""The day of an instant on the commission's own clock."""


class Standing(StrEnum):
    """How an item stands on a day; where two would fit, the first of them in this order."""

    STRAY = "stray"
    """For nothing that the agreement asks for in that month, or from nobody who is party to it."""
    OUTSIDE = "outside"
    """Planned for a day outside the contract, or under one that binds nobody (di luar jangka waktu)."""
    UNPROVEN = "unproven"
    """The partner took it; proof is to come (belum terbukti)."""
    DISPUTED = "disputed"
    """In dispute, and not settled (sengketa)."""
    REFUSED = "refused"
    """In dispute, and settled against the partner."""
    WRONG_PROOF = "wrong-proof"
    """Proven by something else than the contract asks for."""
    WRONG_LABEL = "wrong-label"
    """Without the label that the contract asks for (tanpa label)."""
    DOUBLE = "double"
    """Its proof serves an item that counts: the same page, or the same bytes on the same day (ganda)."""
    LATE = "late"
    """It counts, though the proof came after the day it was due (terlambat)."""
    ON_TIME = "on-time"
    """It counts."""


COUNTED = frozenset({Standing.ON_TIME, Standing.LATE})
"""How items stand that count towards the quota."""


@attrs.frozen(kw_only=True)
class Item:
    """One publication that a partner took under an agreement, and how it stands on a day."""

    publication: Id
    agreement: Id
    """The agreement itself, where the publication names an addendum to it."""
    partner: Id | None
    deliverable: Code | None
    month: int | None
    """The number of the contract month of its planned day; None outside the contract."""
    standing: Standing


@attrs.frozen
class Taken:
    """A publication that a partner took, with its last receipt by the day, and the day of that."""

    publication: Publication
    receipt: Receipt
    on: date


def items_of(
    terms: ContractTerms, taken: Iterable[Taken], on: date, day_of: DayOf
) -> tuple[Item, ...]:
    """How every item that was taken under an agreement stands at the end of a day, the earliest receipt first.

    A proof serves once: of a partner's items that share it, the first that counts keeps it.
    """
    partners = terms.agreement.partners_of(terms.agreement.commission)
    used: dict[Id | None, set[_Proof]] = {partner: set() for partner in partners}
    rulings = _rulings(terms.agreement.disputes, on)
    found: list[Item] = []
    for each in sorted(taken, key=lambda each: (each.receipt.at, each.publication.id)):
        publication = each.publication
        if publication.deliverable is None and not terms.codes:
            continue  # nothing is asked for, and it claims nothing
        planned = day_of(publication.due_at)
        month = terms.month_of(planned)
        asked = _asked(terms, publication, month)
        if publication.target not in used or asked is None:
            standing = Standing.STRAY
        elif month is None:
            standing = Standing.OUTSIDE
        else:
            flaw = _of_evidence(asked, each, rulings, used[publication.target])
            standing = flaw or _punctuality(asked, month, planned, each.on)
        found.append(
            Item(
                publication=publication.id,
                agreement=terms.agreement.id,
                partner=publication.target,
                deliverable=publication.deliverable,
                month=None if month is None else month.number,
                standing=standing,
            )
        )
    return tuple(found)


_Proof = str | tuple[str, date]
"""A page, or a fingerprint with its day."""


def _asked(
    terms: ContractTerms, publication: Publication, month: ContractMonth | None
) -> Deliverable | None:
    """The deliverable that an item is for: in its month, or in any outside the contract."""
    code = publication.deliverable
    if code is None:
        return None
    return terms.last_asked(code) if month is None else terms.deliverable(code, month)


def _of_evidence(
    asked: Deliverable,
    each: Taken,
    rulings: dict[Id, Standing | None],
    used: set[_Proof],
) -> Standing | None:
    """Why an item does not count; None when it does, and its proof is used up."""
    evidence = each.receipt.evidence
    if each.receipt.outcome is not Outcome.DELIVERED or evidence is None:
        return Standing.UNPROVEN
    proofs = _proofs(evidence, each.on)
    flaw = _flaw(asked, each.publication, evidence)
    if flaw is None and not used.isdisjoint(proofs):
        flaw = Standing.DOUBLE
    flaw = rulings.get(each.publication.id, flaw)
    if flaw is None:
        used.update(proofs)
    return flaw


def _rulings(disputes: tuple[Dispute, ...], on: date) -> dict[Id, Standing | None]:
    """What disputes make of items, whatever else is wrong with these; None for what was upheld.

    An open dispute comes before a settled one, a later settlement before an earlier, and a refusal before
    what was upheld on the same day.
    """
    raised = [dispute for dispute in disputes if dispute.known_from <= on]
    settled = [
        (dispute.settled_on, dispute.outcome is DisputeOutcome.REFUSED, dispute.publication)
        for dispute in raised
        if dispute.settled_on is not None
    ]
    found: dict[Id, Standing | None] = {
        publication: Standing.REFUSED if refused else None
        for _, refused, publication in sorted(settled)
    }
    still_open = [dispute.publication for dispute in raised if dispute.is_open(on)]
    return found | dict.fromkeys(still_open, Standing.DISPUTED)


def _flaw(asked: Deliverable, publication: Publication, evidence: Evidence) -> Standing | None:
    """What the contract finds wrong with an item that was proven."""
    if asked.proof and evidence.kind not in asked.proof:
        shows_its_page = EvidenceKind.LINK in asked.proof and evidence.url
        if not shows_its_page:
            return Standing.WRONG_PROOF
    label = publication.label
    if asked.label and label != asked.label and _folded(label) != _folded(asked.label):
        return Standing.WRONG_LABEL
    return None


def _folded(label: str) -> str:
    return " ".join(label.split()).casefold()


def _proofs(evidence: Evidence, day: date) -> list[_Proof]:
    """What no other item of the partner may be proven with."""
    proofs: list[_Proof] = []
    if page := page_of(evidence.url):
        proofs.append(page)
    if evidence.sha256:
        proofs.append((evidence.sha256, day))
    return proofs


def _punctuality(asked: Deliverable, month: ContractMonth, planned: date, proven: date) -> Standing:
    days = asked.due_within_days
    late = proven > month.last_day if days is None else (proven - planned).days > days
    return Standing.LATE if late else Standing.ON_TIME
