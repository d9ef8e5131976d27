"""The terms of an agreement as its addenda left them (perubahan perjanjian, adendum)."""

from collections.abc import Iterable
from datetime import date

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.agreement_state import completed_on
from pilkada_outreach.domain.grant import Grant
from pilkada_outreach.domain.values import Id

_STATED = (
    *("deliverables", "scope", "clauses", "work_plan", "funding"),
    *("minimum_term_months", "notice_days"),
)
"""What an addendum replaces where it says something about it; its period always counts."""


def amended(agreement: Agreement, addenda: Iterable[Agreement], on: date) -> Agreement:
    """The agreement with the terms in effect on a day.

    The addenda that all parties had signed by that day are laid over it, in the order in which their signing
    was completed. An addendum states the new period; what else it states replaces the former terms as a
    whole, what it leaves out stays. Its waivers and disputes are added. An addendum given up or ended by that
    day counts for nothing, nor does one whose signing was completed when the agreement had already ended
    early. Records that amend something else are passed over.
    """
    own = [addendum for addendum in addenda if addendum.amends == agreement.id]
    for addendum in sorted(own, key=_completion):
        if _counts(agreement, addendum, on):
            agreement = _laid_over(agreement, addendum)
    return agreement


def _completion(addendum: Agreement) -> tuple[date, Id]:
    return completed_on(addendum) or date.max, addendum.id


def _counts(agreement: Agreement, addendum: Agreement, on: date) -> bool:
    completed, withdrawn, end = completed_on(addendum), addendum.ended_on, agreement.ended_on
    if completed is None or completed > on:
        return False
    if end is not None and end <= completed:
        return False
    # the terms stay as they were when the agreement itself ended
    return withdrawn is None or on < withdrawn or (end is not None and end <= withdrawn)


def _laid_over(agreement: Agreement, addendum: Agreement) -> Agreement:
    stated: dict[str, object] = {
        name: value for name in _STATED if (value := getattr(addendum, name))
    }
    codes = {item.code for item in addendum.deliverables or agreement.deliverables}
    partners = {party.partner for party in agreement.parties}
    grant, value = _money(agreement, addendum)
    return evolve(
        agreement,
        **stated,
        period=addendum.period,
        grant=grant,
        value_rupiah=value,
        waivers=tuple(
            waiver
            for waiver in (*agreement.waivers, *addendum.waivers)
            if waiver.deliverable in codes and waiver.partner in partners
        ),
        disputes=(*agreement.disputes, *addendum.disputes),
    )


def _money(agreement: Agreement, addendum: Agreement) -> tuple[Grant | None, int | None]:
    """One value: a new grant brings its own, a new value alone is the new amount of the grant."""
    value = agreement.value_rupiah if addendum.value_rupiah is None else addendum.value_rupiah
    if agreement.kind is not AgreementKind.GRANT:
        return None, value
    grant = addendum.grant or agreement.grant
    if grant is None:
        return None, value
    if addendum.grant is None and addendum.value_rupiah is not None:
        grant = evolve(grant, amount_rupiah=addendum.value_rupiah)
    return grant, None if value is None else grant.amount_rupiah
