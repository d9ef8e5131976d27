"""Agreements as their addenda left them on a day, from what the register holds."""

from datetime import date

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_amended import amended
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.values import Id
from pilkada_outreach.snapshot import Snapshot


def in_effect(snapshot: Snapshot, agreement_id: Id, on: date) -> Agreement:
    """The agreement with the terms in effect on a day. Raises UnknownRecord.

    An addendum that changes another addendum counts through the one it changes.
    """
    return _in_effect(snapshot, snapshot.get(Agreement, agreement_id), on, ())


def state_of(snapshot: Snapshot, agreement_id: Id, on: date) -> AgreementState:
    """The state of the agreement on a day, by the terms in effect on it. Raises UnknownRecord."""
    return agreement_state(in_effect(snapshot, agreement_id, on), on)


def _in_effect(
    snapshot: Snapshot, agreement: Agreement, on: date, above: tuple[Id, ...]
) -> Agreement:
    addenda = snapshot.addenda(agreement.id)
    if not addenda:
        return agreement
    path = (*above, agreement.id)  # a circle of addenda is an error, but must not hang
    return amended(
        agreement,
        [_in_effect(snapshot, each, on, path) for each in addenda if each.id not in path],
        on,
    )
