"""What happened in the life of an agreement, day by day (riwayat perjanjian)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import (
    AgreementState,
    agreement_state,
    begins_on,
    completed_on,
)
from pilkada_outreach.domain.values import PartnerId


class AgreementEventKind(StrEnum):
    """What can happen to an agreement, in the order in which it happens on one day."""

    OFFERED = "offered"
    """Ditawarkan."""
    SIGNED = "signed"
    """One party signed (ditandatangani)."""
    BEGINS = "begins"
    """Mulai berlaku: all have signed and the period has begun."""
    LAPSES = "lapses"
    """Berakhir: the first day after its period; or the last signature, where that came later still."""
    ENDED = "ended"
    """Diakhiri atau dibatalkan: the first day on which it holds no more."""


@record()
class AgreementEvent:
    """One dated event in the life of an agreement (peristiwa)."""

    on: date
    kind: AgreementEventKind
    party: PartnerId | None = None
    """Who signed."""
    state: AgreementState
    """Where the agreement stands at the end of that day."""


def events(agreement: Agreement) -> tuple[AgreementEvent, ...]:
    """Everything that happens to it by its own record, the oldest first.

    On any day its state is that of the last event up to the day; a draft before the first one. What the
    record states but what no longer matters, such as an offer after the first signature or a signature after
    the end, is an event all the same: it leaves the state as it was. Addenda have lives of their own.
    """
    return tuple(
        AgreementEvent(on=day, kind=kind, party=party, state=agreement_state(agreement, day))
        for day, kind, party in sorted(_dated(agreement), key=lambda each: each[0])
    )


def _dated(agreement: Agreement) -> Iterator[tuple[date, AgreementEventKind, PartnerId | None]]:
    """Each event with its day; those of one day in the order in which they happen."""
    if agreement.offered_on is not None:
        yield agreement.offered_on, AgreementEventKind.OFFERED, None
    for signature in agreement.signatures:
        yield signature.on, AgreementEventKind.SIGNED, signature.party
    begins, lapses, ended_on = begins_on(agreement), _lapses_on(agreement), agreement.ended_on
    if begins is not None and (ended_on is None or begins < ended_on):
        yield begins, AgreementEventKind.BEGINS, None
    if lapses is not None and (ended_on is None or lapses <= ended_on):
        yield lapses, AgreementEventKind.LAPSES, None
    if ended_on is not None:
        yield ended_on, AgreementEventKind.ENDED, None


def _lapses_on(agreement: Agreement) -> date | None:
    """The first day on which it is over, unless it is ended before."""
    completed, last_day = completed_on(agreement), agreement.period.last_day
    if completed is None or last_day is None:
        return None
    if completed > last_day:
        return completed
    return None if last_day == date.max else last_day + timedelta(days=1)
