"""The state of an agreement: never stored, always worked out from the record and a day."""

from datetime import date
from enum import StrEnum

from pilkada_outreach.domain.agreement import Agreement


class AgreementState(StrEnum):
    """Where an agreement stands on a day."""

    DRAFT = "draft"
    """Nobody has signed."""
    OFFERED = "offered"
    """It lies with the other side; nobody has signed."""
    PARTLY_SIGNED = "partly-signed"
    SIGNED = "signed"
    """All have signed; its period has not begun."""
    IN_FORCE = "in-force"
    """Berlaku."""
    EXPIRED = "expired"
    """Berakhir."""
    ENDED = "ended"
    """Diakhiri: it was in force and ended early."""
    CANCELLED = "cancelled"
    """Dibatalkan: it was given up before it came into force."""


def agreement_state(agreement: Agreement, on: date) -> AgreementState:
    """The state on a day, from the signatures given by then, the period and an early end."""
    ended_on = agreement.ended_on
    if ended_on is None or on < ended_on:
        return _unended(agreement, on)
    until_then = _unended(agreement, ended_on)
    if until_then is AgreementState.IN_FORCE:
        return AgreementState.ENDED
    if until_then is AgreementState.EXPIRED:
        return AgreementState.EXPIRED
    return AgreementState.CANCELLED


def _unended(agreement: Agreement, on: date) -> AgreementState:
    signed = {signature.party for signature in agreement.signatures if signature.on <= on}
    if not signed:
        offered = agreement.offered_on is not None and agreement.offered_on <= on
        return AgreementState.OFFERED if offered else AgreementState.DRAFT
    if any(party.partner not in signed for party in agreement.parties):
        return AgreementState.PARTLY_SIGNED
    if on in agreement.period:
        return AgreementState.IN_FORCE
    first_day = agreement.period.first_day
    if first_day is not None and on < first_day:
        return AgreementState.SIGNED
    return AgreementState.EXPIRED
