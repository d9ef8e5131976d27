"""What one partner owes of one deliverable in one contract month, what was delivered, and what it is worth."""

from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum
from typing import TypeVar

from pilkada_outreach._record import record, record_info
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.contract_months import ContractMonth


class ObligationState(StrEnum):
    """Where an obligation stands on a day."""

    NOT_YET_DUE = "not-yet-due"
    """Not complete, and there is time (belum jatuh tempo)."""
    MET = "met"
    """Complete and on time; also where nothing is owed (terpenuhi)."""
    LATE = "late"
    """Complete, but not without items that came late (terpenuhi terlambat)."""
    PARTLY_MET = "partly-met"
    """Over, and some of it counts (terpenuhi sebagian)."""
    MISSED = "missed"
    """Over, and nothing counts (tidak dipenuhi)."""
    DISPUTED = "disputed"
    """Over and not complete, with items in dispute (dalam sengketa)."""
    WAIVED = "waived"
    """All that was owed was waived (dibebaskan)."""


@record()
class Obligation:
    """One agreement, partner, deliverable and contract month at the end of a day (kewajiban bulanan)."""

    commission: Id
    agreement: Id
    partner: Id
    deliverable: Code
    month: ContractMonth
    closed: bool
    """Whether the last day on which an item can be on time is over, so that what is missing is missing."""
    quota: int
    """What the contract asks for, in a month cut short its part."""
    waived: int = 0
    """How many items of the quota need not be delivered any more."""
    on_time: int = 0
    late: int = 0
    unproven: int = 0
    disputed: int = 0
    refused: int = 0
    wrong_proof: int = 0
    wrong_label: int = 0
    double: int = 0
    unit_price_rupiah: int | None = None
    within_ceiling_rupiah: int | None = None
    """What the ceiling of the deliverable leaves for it; None without a ceiling."""

    @property
    def owed(self) -> int:
        """The quota without what was waived."""
        return self.quota - self.waived

    @property
    def due(self) -> int:
        """What had to be there by the day: all that is owed when the month is over, nothing before."""
        return self.owed if self.closed else 0

    @property
    def counted(self) -> int:
        """What counts towards the quota, on time or late."""
        return self.on_time + self.late

    @property
    def over(self) -> int:
        """What was delivered beyond what is owed; it is not paid, and mends no other month."""
        return max(0, self.counted - self.owed)

    @property
    def in_dispute(self) -> int:
        """How many disputed items would fill what is still missing."""
        return min(self.disputed, max(0, self.owed - self.counted))

    @property
    def shortfall(self) -> int:
        """How many items are missing even if every dispute ends well; 0 while the month runs."""
        return max(0, self.due - self.counted - self.disputed)

    @property
    def earned_rupiah(self) -> int:
        """Unit price times what counts and is owed, whatever the ceiling."""
        return (self.unit_price_rupiah or 0) * min(self.counted, self.owed)

    @property
    def payable_rupiah(self) -> int:
        """What was earned, as far as the ceiling allows it."""
        if self.within_ceiling_rupiah is None:
            return self.earned_rupiah
        return min(self.earned_rupiah, self.within_ceiling_rupiah)

    @property
    def above_ceiling_rupiah(self) -> int:
        """What was earned, and the ceiling does not allow to be paid."""
        return self.earned_rupiah - self.payable_rupiah

    @property
    def at_stake_rupiah(self) -> int:
        """Unit price times what is missing or in dispute."""
        return (self.unit_price_rupiah or 0) * (self.shortfall + self.in_dispute)

    @property
    def state(self) -> ObligationState:
        """Where it stands on the day."""
        if self.waived and not self.owed:
            return ObligationState.WAIVED
        if self.counted >= self.owed:
            return ObligationState.MET if self.on_time >= self.owed else ObligationState.LATE
        if not self.closed:
            return ObligationState.NOT_YET_DUE
        if self.disputed:
            return ObligationState.DISPUTED
        return ObligationState.PARTLY_MET if self.counted else ObligationState.MISSED


@record()
class Sums:
    """Obligations added up: each figure is the sum of theirs (rekapitulasi)."""

    obligations: int
    quota: int
    waived: int
    owed: int
    due: int
    on_time: int
    late: int
    counted: int
    over: int
    in_dispute: int
    shortfall: int
    unproven: int
    disputed: int
    refused: int
    wrong_proof: int
    wrong_label: int
    double: int
    payable_rupiah: int
    above_ceiling_rupiah: int
    at_stake_rupiah: int


_ADDED = tuple(name for name in record_info(Sums).names if name != "obligations")
K = TypeVar("K", bound=Hashable)


def added_up(obligations: Iterable[Obligation]) -> Sums:
    """The sums of all of them."""
    parts = tuple(obligations)
    sums = {name: sum(getattr(part, name) for part in parts) for name in _ADDED}
    return Sums(obligations=len(parts), **sums)


def added_up_by(obligations: Iterable[Obligation], key: Callable[[Obligation], K]) -> dict[K, Sums]:
    """The sums for each key (agreement, partner, month, commission, ...), in the order in which keys appear.

    Every obligation has one key, so that the sums add up to those of all obligations.
    """
    parts: dict[K, list[Obligation]] = {}
    for obligation in obligations:
        parts.setdefault(key(obligation), []).append(obligation)
    return {of: added_up(found) for of, found in parts.items()}
