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
    """The state on a day, from the signatures given by then, the period and an early end.

    An agreement holds from the first day of its period, or from its last signature where that came later. One
    signed in full after its period is expired at once. One ended on the very day it would have begun was
    never in force: it is cancelled.
    """
    ended_on = agreement.ended_on
    if ended_on is None or on < ended_on:
        return _unended(agreement, on)
    if _unended(agreement, ended_on) is AgreementState.EXPIRED:
        return AgreementState.EXPIRED
    began = begins_on(agreement)
    was_in_force = began is not None and began < ended_on
    return AgreementState.ENDED if was_in_force else AgreementState.CANCELLED


def completed_on(agreement: Agreement) -> date | None:
    """The day of the last signature; None while one is missing."""
    if len(agreement.signatures) < len(agreement.parties):  # each signs once, and nobody else does
        return None
    return max(signature.on for signature in agreement.signatures)


def begins_on(agreement: Agreement) -> date | None:
    """The first day on which it holds, unless it is ended before; None where it never does."""
    completed, first_day = completed_on(agreement), agreement.period.first_day
    if completed is None:
        return None
    day = completed if first_day is None else max(completed, first_day)
    return day if day in agreement.period else None


def _unended(agreement: Agreement, on: date) -> AgreementState:
    signed = [signature for signature in agreement.signatures if signature.on <= on]
    if not signed:
        offered = agreement.offered_on is not None and agreement.offered_on <= on
        return AgreementState.OFFERED if offered else AgreementState.DRAFT
    if len(signed) < len(agreement.parties):
        return AgreementState.PARTLY_SIGNED
    first_day, last_day = agreement.period.first_day, agreement.period.last_day
    if first_day is not None and on < first_day:
        return AgreementState.SIGNED
    if last_day is not None and last_day < on:
        return AgreementState.EXPIRED
    return AgreementState.IN_FORCE
