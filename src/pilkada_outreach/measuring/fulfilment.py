"""Who has delivered what they owe: deliverables against proven publications, month by month."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from pilkada_outreach._record import record
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.publication import Outcome, Publication
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.contract_months import ContractMonth, contract_months
from pilkada_outreach.snapshot import Snapshot

DayOf = Callable[[datetime], date]
"""The day of an instant on the commission's own clock."""


@record()
class MonthFulfilment:
    """What was owed and delivered in one contract month."""

    month: ContractMonth
    owed: int
    delivered: int
    """Items with proof (bukti tayang) in this month."""
    closed: bool
    """Whether the month is over, so that what is missing is missing."""

    @property
    def shortfall(self) -> int:
        """How many items are missing; 0 while the month runs. More in another month does not mend it."""
        return max(0, self.owed - self.delivered) if self.closed else 0


@record()
class Fulfilment:
    """One deliverable of one agreement and partner, month by month (realisasi kewajiban)."""

    agreement: Id
    partner: Id
    deliverable: Code
    months: tuple[MonthFulfilment, ...]
    unproven: int
    """Items that the partner took, but for which there is no proof yet; they do not count."""
    outside: int
    """Proven items on a day outside the contract; they do not count."""

    @property
    def owed(self) -> int:
        """What was due in the months that are over."""
        return sum(month.owed for month in self.months if month.closed)

    @property
    def owed_in_all(self) -> int:
        """What is due over the whole contract."""
        return sum(month.owed for month in self.months)

    @property
    def delivered(self) -> int:
        """What was delivered with proof, the running month included."""
        return sum(month.delivered for month in self.months)

    @property
    def shortfall(self) -> int:
        """What is missing from the months that are over."""
        return sum(month.shortfall for month in self.months)


def fulfilments(
    snapshot: Snapshot, commission: Id, on: date, day_of: DayOf
) -> tuple[Fulfilment, ...]:
    """Every deliverable that a partner owes the commission, as the receipts prove it at the end of a day."""
    proven, unproven = _counted(snapshot, on, day_of)
    return tuple(
        _fulfilment(agreement, partner, code, on, proven, unproven)
        for agreement in snapshot.all(Agreement)
        if agreement.commission == commission and agreement.period.last_day is not None
        for partner in agreement.partners_of(commission)
        for code in (deliverable.code for deliverable in agreement.deliverables)
    )


Key = tuple[Id, Id | None, Code | None]


def _counted(
    snapshot: Snapshot, on: date, day_of: DayOf
) -> tuple[dict[Key, Counter[date]], Counter[Key]]:
    """Proven items by agreement, partner, deliverable and day; and those without proof."""
    proven: dict[Key, Counter[date]] = {}
    unproven: Counter[Key] = Counter()
    for item in snapshot.all(Publication):
        if item.agreement is None:
            continue
        key = (item.agreement, item.target, item.deliverable)
        receipts = [receipt for receipt in snapshot.receipts(item.id) if day_of(receipt.at) <= on]
        if not receipts:
            continue
        last = receipts[-1]
        if last.outcome is Outcome.DELIVERED and last.evidence is not None:
            proven.setdefault(key, Counter())[day_of(last.at)] += 1
        elif last.outcome in (Outcome.ACCEPTED, Outcome.DELIVERED):
            unproven[key] += 1
    return proven, unproven


def _fulfilment(
    agreement: Agreement,
    partner: Id,
    code: Code,
    on: date,
    proven: dict[Key, Counter[date]],
    unproven: Counter[Key],
) -> Fulfilment:
    deliverable = agreement.deliverable(code)
    assert deliverable is not None  # the caller took the code from the agreement
    key = (agreement.id, partner, code)
    days = proven.get(key, Counter[date]())
    months = tuple(
        MonthFulfilment(
            month=month,
            owed=month.quota(deliverable.per_month, deliverable.part_months),
            delivered=sum(count for day, count in days.items() if day in month.period),
            closed=month.last_day <= on,
        )
        for month in contract_months(agreement.period)
    )
    return Fulfilment(
        agreement=agreement.id,
        partner=partner,
        deliverable=code,
        months=months,
        unproven=unproven[key],
        outside=sum(days.values()) - sum(month.delivered for month in months),
    )
