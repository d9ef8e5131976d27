"""What happened to single duties of a contract: waived by the one they are owed to, or disputed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pilkada_outreach._record import record
from pilkada_outreach._types import AtLeast
from pilkada_outreach.domain.values import Code, PartnerId, PublicationId, Words
from pilkada_outreach.problems import Problem, ProblemKind

WAIVED_COUNT = ProblemKind(
    code="waiver.count",
    en="{value} items cannot be waived.",
    id="{value} materi tidak dapat dibebaskan.",
    mend_en="Give a whole number greater than 0.",
    mend_id="Isi bilangan bulat lebih besar dari 0.",
)
MONTH_NUMBER = ProblemKind(
    code="waiver.month",
    en="{value} is no number of a contract month.",
    id="{value} bukan nomor bulan kontrak.",
    mend_en="Count the months of the contract from 1.",
    mend_id="Hitung bulan kontrak mulai dari 1.",
)
SETTLED_HALF = ProblemKind(
    code="dispute.settled-half",
    en="A settled dispute has a day and an outcome; the {value} is missing.",
    id="Sengketa yang selesai memerlukan tanggal dan hasil; {value} belum diisi.",
    mend_en="Give both settled_on and outcome, or neither.",
    mend_id="Isi settled_on dan outcome, atau kosongkan keduanya.",
)
SETTLED_BEFORE = ProblemKind(
    code="dispute.settled-before",
    en="The dispute was settled on {value}, before it was raised on {raised}.",
    id="Sengketa selesai pada {value}, sebelum diajukan pada {raised}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)


@record()
class Waiver:
    """Items of one contract month that a partner need not deliver any more (pembebasan kewajiban)."""

    deliverable: Code
    partner: PartnerId
    month: Annotated[int, AtLeast(1, MONTH_NUMBER)]
    """The number of the contract month, from 1."""
    count: Annotated[int, AtLeast(1, WAIVED_COUNT)]
    reason: Words
    known_from: date
    """The day it was granted; before it, all is owed."""


class DisputeOutcome(StrEnum):
    """How a dispute about an item ended (hasil sengketa)."""

    UPHELD = "upheld"
    """The item counts as delivered."""
    REFUSED = "refused"
    """The item does not count."""


def settled_in_full(settled_on: date | None, outcome: DisputeOutcome | None) -> Problem | None:
    """What is settled was settled on a day and in one way."""
    if (settled_on is None) is not (outcome is None):
        missing = "settled_on" if settled_on is None else "outcome"
        return SETTLED_HALF.at(missing, value=missing)
    return None


def settled_after_it_was_raised(known_from: date, settled_on: date | None) -> Problem | None:
    """A dispute is raised, then settled."""
    if settled_on is not None and settled_on < known_from:
        return SETTLED_BEFORE.at("settled_on", value=settled_on, raised=known_from)
    return None


@record(settled_in_full, settled_after_it_was_raised)
class Dispute:
    """That a side doubts one item: its label, its neutrality, its proof (sengketa)."""

    publication: PublicationId
    ground: Code
    """`label`, `neutrality`, `proof`: an open code list."""
    reason: Words
    known_from: date
    """The day it was raised."""
    settled_on: date | None = None
    outcome: DisputeOutcome | None = None

    def is_open(self, on: date) -> bool:
        """Whether it was raised and not yet settled on a day."""
        return self.known_from <= on and (self.settled_on is None or on < self.settled_on)
