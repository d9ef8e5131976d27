"""The state of an agreement: never stored, always worked out from the record and a day."""

from datetime import date
from enum import StrEnum

from pilkada_outreach.domain.agreement import Agreement


class AgreementState(StrEnum):
    """Where an agreement stands on a day."""

    DRAFT = "draft"
    """Nobody has signed."""
    PARTLY_SIGNED = "partly-signed"
    SIGNED = "signed"
    """All have signed; its period has not begun."""
    IN_FORCE = "in-force"
    """Berlaku."""
    EXPIRED = "expired"
    """Berakhir."""


def agreement_state(agreement: Agreement, on: date) -> AgreementState:
    """The state on a day, from the signatures given by then and the period."""
    signed = {signature.party for signature in agreement.signatures if signature.on <= on}
    if not signed:
        return AgreementState.DRAFT
    if any(party.partner not in signed for party in agreement.parties):
        return AgreementState.PARTLY_SIGNED
    if on in agreement.period:
        return AgreementState.IN_FORCE
    first_day = agreement.period.first_day
    if first_day is not None and on < first_day:
        return AgreementState.SIGNED
    return AgreementState.EXPIRED
