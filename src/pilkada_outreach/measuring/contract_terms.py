"""What an agreement asks for, month by month, by the terms in effect on a day."""

from bisect import bisect_left
from datetime import date, timedelta

import attrs

from pilkada_outreach.domain.agreement import Agreement, Deliverable
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.agreements import in_effect
from pilkada_outreach.measuring.contract_months import ContractMonth, contract_months
from pilkada_outreach.snapshot import Snapshot

BINDING = frozenset(
    {
        AgreementState.SIGNED,
        AgreementState.IN_FORCE,
        AgreementState.EXPIRED,
        AgreementState.ENDED,
    }
)
"""The states of an agreement under which something is, was or will be owed."""


@attrs.frozen(kw_only=True)
class ContractTerms:
    """An agreement as of a day, its months, and what each of them asks for."""

    agreement: Agreement
    """With the terms in effect on the day."""
    months: tuple[ContractMonth, ...]
    """None while it binds nobody, and where its period is open."""
    asked: tuple[dict[Code, Deliverable], ...]
    """For each month what is owed in it: by the terms in effect on its last day, or on the day while it runs."""
    codes: tuple[Code, ...]
    """Everything asked for on the day, and in any month."""

    def month_of(self, day: date) -> ContractMonth | None:
        """The contract month of a day; None outside the contract."""
        at = bisect_left(self.months, day, key=lambda month: month.last_day)
        if at == len(self.months) or day < self.months[at].first_day:
            return None
        return self.months[at]

    def deliverable(self, code: Code, month: ContractMonth) -> Deliverable | None:
        """What is owed under this code in a month; None where it is not asked for then."""
        return self.asked[month.number - 1].get(code)

    def last_asked(self, code: Code) -> Deliverable | None:
        """What is owed under this code as it was last agreed; None where it never was."""
        today = self.agreement.deliverable(code)
        of_months = (items[code] for items in reversed(self.asked) if code in items)
        return next(of_months, None) if today is None else today


def contract_terms(snapshot: Snapshot, agreement: Id, on: date) -> ContractTerms:
    """The terms of an agreement as of a day. Raises UnknownRecord.

    It binds from the day on which all have signed, for the whole of its period; one that was ended early,
    by the day, until the day before that.
    """
    now = in_effect(snapshot, agreement, on)
    months = _months(now, on)
    asked = tuple(
        {
            item.code: item
            for item in in_effect(snapshot, agreement, min(on, month.last_day)).deliverables
        }
        for month in months
    )
    today = dict.fromkeys(item.code for item in now.deliverables)
    codes = tuple(today | {code: None for of_month in asked for code in of_month})
    return ContractTerms(agreement=now, months=months, asked=asked, codes=codes)


def _months(agreement: Agreement, on: date) -> tuple[ContractMonth, ...]:
    first, last = agreement.period.first_day, agreement.period.last_day
    if first is None or last is None or agreement_state(agreement, on) not in BINDING:
        return ()
    if agreement.ended_on is not None and agreement.ended_on <= on:
        last = min(last, agreement.ended_on - timedelta(days=1))
    return contract_months(Period(first_day=first, last_day=last)) if first <= last else ()
