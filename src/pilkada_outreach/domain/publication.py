"""Saying it: publications, and the receipts that prove them."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.paper import fingerprint_has_its_form
from pilkada_outreach.domain.values import (
    AgreementId,
    Code,
    CommissionId,
    Id,
    MaterialId,
    PartnerId,
    PublicationId,
)
from pilkada_outreach.problems import Problem, ProblemKind

DELIVERABLE_ALONE = ProblemKind(
    code="publication.deliverable-alone",
    en="The publication is to fulfil {value}, but names no agreement.",
    id="Penayangan ini memenuhi {value}, tetapi tidak menyebut perjanjiannya.",
    mend_en="Name the agreement that the deliverable belongs to.",
    mend_id="Sebutkan perjanjian yang memuat kewajiban itu.",
)
ATTEMPT = ProblemKind(
    code="receipt.attempt",
    en="{value} is no number of an attempt.",
    id="{value} bukan nomor percobaan.",
    mend_en="Count attempts from 1.",
    mend_id="Hitung percobaan mulai dari 1.",
)
RECEIPT_UNEXPLAINED = ProblemKind(
    code="receipt.cause-missing",
    en="The receipt says {value}, but not why.",
    id="Tanda terima menyatakan {value}, tetapi tidak menyebut sebabnya.",
    mend_en="Give the cause.",
    mend_id="Isi sebabnya.",
)
SELF_VERIFIED = ProblemKind(
    code="evidence.self-verified",
    en="{value} captured the proof and verified it too.",
    id="{value} mengambil bukti sekaligus memeriksanya.",
    mend_en="Let another person verify it.",
    mend_id="Mintakan pemeriksaan kepada orang lain.",
)


def deliverables_have_an_agreement(
    agreement: AgreementId | None, deliverable: Code | None
) -> Problem | None:
    """What is owed is owed under an agreement."""
    if deliverable is not None and agreement is None:
        return DELIVERABLE_ALONE.at("deliverable", value=str(deliverable))
    return None


@record(deliverables_have_an_agreement)
class Publication:
    """The decision to say one material, through one channel, to one target, at one time (penayangan)."""

    family: ClassVar[str] = "publication"

    id: Id
    """Made of material, target and slot, so that the same decision is the same record."""
    commission: CommissionId
    material: MaterialId
    channel: Code
    """The name of the channel plugin: `website`, `webhook`."""
    target: PartnerId | None = None
    """The partner that carries it; None for the commission's own channels."""
    agreement: AgreementId | None = None
    deliverable: Code | None = None
    """The deliverable of the agreement that it fulfils."""
    label: str = ""
    """How the content is marked as paid (`advertorial`, `iklan`)."""
    due_at: datetime


class Outcome(StrEnum):
    """What became of one attempt (hasil)."""

    DELIVERED = "delivered"
    """It is out, and there is proof."""
    ACCEPTED = "accepted"
    """The other side took it; proof is to come."""
    FAILED = "failed"
    """It did not work this time and may be tried again."""
    REJECTED = "rejected"
    """The other side or the channel refuses it; trying again does not help."""
    HELD = "held"
    """The commission's own rules kept it back; the cause names the rule."""
    UNKNOWN = "unknown"
    """The answer was lost; never sent again blindly."""


FINAL_OUTCOMES = frozenset({Outcome.DELIVERED, Outcome.ACCEPTED, Outcome.REJECTED, Outcome.UNKNOWN})
"""After one of these a publication is not sent again by itself."""


class EvidenceKind(StrEnum):
    """What somebody looks at as proof (jenis bukti)."""

    LINK = "link"
    """Tautan."""
    SCREENSHOT = "screenshot"
    """Tangkapan layar."""
    CLIPPING = "clipping"
    """Kliping of a printed edition."""
    RECORDING = "recording"
    """Rekaman siaran."""
    LOG = "log"
    """Log siar of a station."""


def another_verifies(captured_by: Id | None, verified_by: Id | None) -> Problem | None:
    """Who captured the proof does not confirm it."""
    if captured_by is not None and captured_by == verified_by:
        return SELF_VERIFIED.at("verified_by", value=str(verified_by))
    return None


@record(another_verifies, fingerprint_has_its_form)
class Evidence:
    """What proves a publication: where it can be seen and the fingerprint of what was said (bukti tayang)."""

    url: str = ""
    sha256: str = ""
    """Of the exact bytes that were handed over, in hexadecimal."""
    captured_at: datetime
    kind: EvidenceKind | None = None
    file_name: str = ""
    captured_by: Id | None = None
    """`person/fulan`, or the medium that handed it in."""
    verified_by: Id | None = None
    """Who looked at it and found it right; never the one who captured it."""


def attempts_count_from_one(attempt: int) -> Problem | None:
    """The first attempt is number 1."""
    return ATTEMPT.at("attempt", value=attempt) if attempt < 1 else None


def refusals_are_explained(outcome: Outcome, cause: str) -> Problem | None:
    """Anything but success says why."""
    if outcome not in (Outcome.DELIVERED, Outcome.ACCEPTED) and not cause:
        return RECEIPT_UNEXPLAINED.at("cause", value=outcome)
    return None


@record(attempts_count_from_one, refusals_are_explained)
class Receipt:
    """What became of one attempt to publish (tanda terima)."""

    family: ClassVar[str] = "receipt"

    id: Id
    """The publication's id and the number of the attempt."""
    publication: PublicationId
    attempt: int
    at: datetime
    outcome: Outcome
    cause: str = ""
    remote_id: str = ""
    """The name the other side gave it."""
    evidence: Evidence | None = None
