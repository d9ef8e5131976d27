"""False claims and what is true: where a claim was seen, what was found out, what was done."""

from datetime import date
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import identity_numbers, not_negative, repeated
from pilkada_outreach.domain.day_or_month import DayOrMonth
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.publication import Evidence
from pilkada_outreach.domain.values import (
    ClaimId,
    Code,
    CommissionId,
    ContestId,
    ElectionId,
    Id,
    MaterialId,
    PartnerId,
    PersonalText,
    TicketId,
    Words,
)
from pilkada_outreach.problems import Problem, ProblemKind, Severity

NO_SIGHTING = ProblemKind(
    code="claim.no-sighting",
    en="The claim was seen nowhere.",
    id="Dugaan hoaks ini tidak ditemukan di mana pun.",
    mend_en="Give the platform and the day or month it was seen.",
    mend_id="Isi platform serta tanggal atau bulan ditemukannya.",
)
SIGHTING_TWICE = ProblemKind(
    code="claim.sighting-twice",
    en="The address {value} is listed twice.",
    id="Alamat {value} tercantum dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)
KNOWN_EARLY = ProblemKind(
    code="claim.known-early",
    en="The claim is known from {known}, but was seen from {value} only.",
    id="Dugaan hoaks diketahui sejak {known}, padahal baru terlihat {value}.",
    mend_en="Correct one of the days.",
    mend_id="Perbaiki salah satu tanggalnya.",
)
UNPROVEN = ProblemKind(
    code="clarification.unproven",
    severity=Severity.WARNING,
    en="The verdict {value} stands on no evidence and no reference.",
    id="Putusan {value} tidak disertai bukti maupun rujukan.",
    mend_en="Add what it rests on, or call the claim unproven.",
    mend_id="Tambahkan dasarnya, atau nyatakan unproven.",
)
CORRECTION_MISSING = ProblemKind(
    code="clarification.material-missing",
    en="A correction is said to be published, but no material is named.",
    id="Klarifikasi disebut sudah ditayangkan, tetapi materinya tidak disebut.",
    mend_en="Give the material that corrects the claim.",
    mend_id="Isi materi klarifikasinya.",
)

PUBLISHED = "correction-published"
"""The action that a correcting material is needed for."""
_NEEDS_NO_PROOF = frozenset({"unproven", "opinion", "satire"})


def shares_are_counted(shares: int | None) -> tuple[Problem, ...]:
    """Shares are 0 or more."""
    return not_negative(shares=shares)


@record(shares_are_counted)
class Sighting:
    """Where and when a claim was seen (temuan)."""

    platform: Code
    """`whatsapp`, `tiktok`, `word-of-mouth`: an open code list."""
    url: str = ""
    seen: DayOrMonth
    shares: int | None = None
    """How often it was passed on, as far as the platform says."""
    reporter: PersonalText = ""
    """Who told the commission."""


def seen_somewhere(sightings: tuple[Sighting, ...]) -> tuple[Problem, ...]:
    """A claim was seen, at each address once."""
    if not sightings:
        return (NO_SIGHTING.at("sightings"),)
    return tuple(
        SIGHTING_TWICE.at(f"sightings[{place}].url", value=url)
        for place, url in repeated(
            sighting.url or place for place, sighting in enumerate(sightings)
        )
    )


def known_when_seen(sightings: tuple[Sighting, ...], known_from: date) -> Problem | None:
    """A claim is not known before it was first seen."""
    first = min((sighting.seen.first_day for sighting in sightings), default=None)
    if first is not None and known_from < first:
        return KNOWN_EARLY.at("known_from", value=first, known=known_from)
    return None


def text_names_nobody_by_number(text: str) -> tuple[Problem, ...]:
    """A claim is shown in public, and repeats nobody's identity number."""
    return identity_numbers(text=text)


@record(seen_somewhere, known_when_seen, text_names_nobody_by_number)
class Claim:
    """Something that is said about an election and may be false (dugaan hoaks)."""

    family: ClassVar[str] = "claim"

    id: Id
    """`claim/kpu-64.02/2024/003`."""
    commission: CommissionId
    text: Words
    """What is claimed, in neutral words."""
    topic: Code | None = None
    election: ElectionId | None = None
    contest: ContestId | None = None
    tickets: tuple[TicketId, ...] = ()
    """The tickets it is about."""
    sightings: tuple[Sighting, ...]
    evidence: tuple[Evidence, ...] = ()
    """What the claim looked like."""
    outside_id: str = ""
    """Its id in another register: `GFD-2026-31395`."""
    known_from: date

    @property
    def platforms(self) -> tuple[Code, ...]:
        """Where it was seen, each platform once."""
        return tuple(dict.fromkeys(sighting.platform for sighting in self.sightings))


@record()
class ClaimAction:
    """What was done about a claim (tindakan)."""

    kind: Code
    """`correction-published`, `reported-to-platform`, `handed-to-bawaslu`: an open code list."""
    on: date
    to: PartnerId | None = None
    note: str = ""


def verdict_rests_on_something(
    verdict: Code, evidence: tuple[Evidence, ...], references: tuple[LegalSource, ...]
) -> Problem | None:
    """Who calls something false shows why."""
    if evidence or references or str(verdict) in _NEEDS_NO_PROOF:
        return None
    return UNPROVEN.at("verdict", value=str(verdict))


def published_corrections_are_materials(
    material: MaterialId | None, actions: tuple[ClaimAction, ...]
) -> Problem | None:
    """A correction goes out as a material like any other."""
    if material is None and any(str(action.kind) == PUBLISHED for action in actions):
        return CORRECTION_MISSING.at("material")
    return None


@record(
    verdict_rests_on_something, published_corrections_are_materials, text_names_nobody_by_number
)
class Clarification:
    """What was found out about a claim, and what was done (klarifikasi). A later one takes its place."""

    family: ClassVar[str] = "clarification"

    id: Id
    """`clarification/kpu-64.02/2024/003/1`."""
    claim: ClaimId
    commission: CommissionId
    verdict: Code
    """`false`, `misleading`, `satire`, `unproven`, `true`, ...: an open code list."""
    text: Words
    """What is true."""
    evidence: tuple[Evidence, ...] = ()
    references: tuple[LegalSource, ...] = ()
    material: MaterialId | None = None
    """The correction that is published wherever the claim went."""
    actions: tuple[ClaimAction, ...] = ()
    known_from: date
    """The day of the verdict."""
