"""What a medium shows before it is paid: its company papers, and how the Press Council sees it."""

from datetime import date
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.values import Code
from pilkada_outreach.problems import Problem, ProblemKind

PAPER_DAYS = ProblemKind(
    code="company-paper.expiry",
    en="The paper expires on {value}, before it was issued on {issued}.",
    id="Dokumen kedaluwarsa pada {value}, sebelum terbit pada {issued}.",
    mend_en="Exchange the two days, or correct one of them.",
    mend_id="Tukar kedua tanggal itu, atau perbaiki salah satunya.",
)


def paper_expires_after_issue(issued_on: date | None, expires_on: date | None) -> Problem | None:
    """A paper is issued before it expires."""
    if issued_on is not None and expires_on is not None and expires_on < issued_on:
        return PAPER_DAYS.at("expires_on", value=expires_on, issued=issued_on)
    return None


@record(paper_expires_after_issue)
class CompanyPaper:
    """A paper of a press company: deed, tax number, business number, ... (dokumen legalitas)."""

    kind: Code
    """`deed`, `tax-number`, `business-number`: an open code list."""
    number: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    """The last day on which it holds; None where it does not expire."""

    def is_valid(self, on: date) -> bool:
        """Whether it holds on a day."""
        return (self.issued_on is None or self.issued_on <= on) and (
            self.expires_on is None or on <= self.expires_on
        )


class PressCouncilState(StrEnum):
    """How the Press Council lists a medium (Dewan Pers). Being listed is no duty, but is better."""

    NONE = "none"
    """Tidak terdata."""
    ADMINISTRATIVE = "administrative"
    """Terverifikasi administratif."""
    FACTUAL = "factual"
    """Terverifikasi faktual."""


@record()
class PressCouncilListing:
    """What the Press Council's list said on a day (verifikasi Dewan Pers)."""

    state: PressCouncilState
    number: str = ""
    known_from: date
    """The day the list was looked at; the state holds until a later look."""
    url: str = ""
