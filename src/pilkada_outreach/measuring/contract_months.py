"""The months of a contract, which run from its first day and not from the first of the month."""

from datetime import date, timedelta

from pilkada_outreach._dates import add_months
from pilkada_outreach._record import record
from pilkada_outreach.domain.agreement import PartMonths
from pilkada_outreach.domain.period import Period


@record()
class ContractMonth:
    """One month of a contract: 10 August to 9 September (bulan kontrak). The last may be cut short."""

    number: int
    """From 1."""
    first_day: date
    last_day: date
    full_length_in_days: int
    """How many days the month would have if it were not cut short."""

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(first_day=self.first_day, last_day=self.last_day)

    def quota(self, per_month: int, part_months: PartMonths) -> int:
        """How many items are owed in this month.

        In a month cut short, PROPORTIONAL owes the share of its days, rounded to the nearest whole item,
        a half up; FULL owes all, NONE nothing.
        """
        days = (self.last_day - self.first_day).days + 1
        if days == self.full_length_in_days or part_months is PartMonths.FULL:
            return per_month
        if part_months is PartMonths.NONE:
            return 0
        return (2 * per_month * days + self.full_length_in_days) // (2 * self.full_length_in_days)


def contract_months(period: Period) -> tuple[ContractMonth, ...]:
    """The months of a contract. Raises ValueError when its period has an open end."""
    first, last = period.first_day, period.last_day
    if first is None or last is None:
        raise ValueError(f"the contract {period} is open; its months cannot be counted")
    months: list[ContractMonth] = []
    start = first
    while start <= last:
        following = add_months(first, len(months) + 1)
        months.append(
            ContractMonth(
                number=len(months) + 1,
                first_day=start,
                last_day=min(last, following - timedelta(days=1)),
                full_length_in_days=(following - start).days,
            )
        )
        start = following
    return tuple(months)
