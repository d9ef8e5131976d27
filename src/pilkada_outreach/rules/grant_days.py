"""The days of a grant's money: 40 %, 60 %, and what goes back (penyaluran dan pengembalian hibah)."""

from collections.abc import Iterator
from datetime import date

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state, completed_on
from pilkada_outreach.domain.calendar import OutsideCalendar
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.grant import Grant, Instalment
from pilkada_outreach.domain.values import Id
from pilkada_outreach.measuring.agreements import in_effect
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import calendars
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import CONTRACT, asking, contract, world
from pilkada_outreach.scheduling import law
from pilkada_outreach.scheduling.deadline import deadline
from pilkada_outreach.scheduling.rule import Unit
from pilkada_outreach.snapshot import Snapshot

PAID_LATE = ProblemKind(
    code="grant.paid-late",
    severity=Severity.WARNING,
    en="Instalment {number} was paid on {value}; it was due on {due}.",
    id="Tahap {number} disalurkan pada {value}; tenggatnya {due}.",
    mend_en="Check the day on the transfer; note the reason for the delay in the report on the grant.",
    mend_id="Periksa tanggal penyalurannya; catat sebab keterlambatan dalam laporan hibah.",
)
PAID_BETWEEN = ProblemKind(
    code="grant.paid-between",
    severity=Severity.INFO,
    en="Instalment {number} was paid on {value}: late if the days are calendar days ({strict}), in time if they "
    "are working days ({due}).",
    id="Tahap {number} disalurkan pada {value}: terlambat menurut hari kalender ({strict}), tepat waktu menurut "
    "hari kerja ({due}).",
    mend_en="Ask the local government which days it counts.",
    mend_id="Tanyakan kepada pemerintah daerah hari mana yang dihitung.",
)
UNPAID = ProblemKind(
    code="grant.unpaid",
    severity=Severity.WARNING,
    en="Instalment {number} was due on {value} and has no day of payment.",
    id="Tahap {number} jatuh tempo pada {value} dan belum bertanggal salur.",
    mend_en="Give paid_on, or remind the local government.",
    mend_id="Isi paid_on, atau ingatkan pemerintah daerah.",
)
NO_DAY = ProblemKind(
    code="grant.no-day",
    severity=Severity.WARNING,
    en="Instalment {number} has no day; it is due on {value} at the latest.",
    id="Tahap {number} belum bertanggal; paling lambat {value}.",
    mend_en="Give its day in due, or paid_on when it was paid.",
    mend_id="Isi tanggalnya pada due, atau paid_on bila sudah disalurkan.",
)
PLANNED_LATE = ProblemKind(
    code="grant.planned-late",
    severity=Severity.WARNING,
    en="Instalment {number} is planned for {value}; it is due on {due} at the latest.",
    id="Tahap {number} direncanakan pada {value}; paling lambat {due}.",
    mend_en="Agree on an earlier day.",
    mend_id="Sepakati tanggal yang lebih awal.",
)
NO_ELECTION = ProblemKind(
    code="grant.no-election",
    severity=Severity.INFO,
    en="The last instalment is due 5 months before polling day; {value} names no election.",
    id="Tahap terakhir jatuh tempo 5 bulan sebelum hari pemungutan suara; {value} tidak menyebut pemilihannya.",
    mend_en="Give the election that the grant is for.",
    mend_id="Isi pemilihan yang dibiayai hibah ini.",
)
RETURN_LATE = ProblemKind(
    code="grant.return-late",
    severity=Severity.WARNING,
    en="What was left went back on {value}; it was due on {due}.",
    id="Sisa hibah dikembalikan pada {value}; tenggatnya {due}.",
    mend_en="Check the day, and note the reason in the report on the grant.",
    mend_id="Periksa tanggalnya, dan catat sebabnya dalam laporan hibah.",
)
NOT_RETURNED = ProblemKind(
    code="grant.not-returned",
    severity=Severity.WARNING,
    en="What is left of the grant was to go back by {value}.",
    id="Sisa hibah seharusnya sudah dikembalikan paling lambat {value}.",
    mend_en="Give returned_rupiah and returned_on, or what was spent in each line if nothing is left.",
    mend_id="Isi returned_rupiah dan returned_on, atau realisasi setiap rincian bila tidak ada sisa.",
)

Readings = tuple[date, date]
"""The earlier and the later day that the source can mean; twice the same where it is plain."""


def _grants(question: RegisterQuestion) -> Iterator[Problem]:
    for record in question.snapshot.all(Agreement):
        if record.kind is not AgreementKind.GRANT or record.amends is not None:
            continue
        agreement = in_effect(question.snapshot, record.id, question.on)
        grant = agreement.grant
        signed = _signed_on(question.snapshot, agreement, question.on)
        cancelled = agreement_state(agreement, question.on) is AgreementState.CANCELLED
        if grant is None or signed is None or cancelled:
            continue
        yield from _instalments(question, agreement, grant, signed)
        yield from _rest(question.on, agreement.id, grant)


def _signed_on(snapshot: Snapshot, agreement: Agreement, on: date) -> date | None:
    """When the paper that states the grant was signed in full: an addendum, or else the agreement."""
    for papers in (snapshot.addenda(agreement.id), (agreement,)):
        days = [completed_on(paper) for paper in papers if paper.grant == agreement.grant]
        signed = [day for day in days if day is not None and day <= on]
        if signed:
            return max(signed)
    return None


def _instalments(
    question: RegisterQuestion, agreement: Agreement, grant: Grant, signed: date
) -> Iterator[Problem]:
    """A day before the signing cannot be kept: an instalment with such a day is not judged."""
    last = len(grant.instalments) - 1
    if last < 0:
        return
    due: dict[int, Readings | None] = {0: _first_due(signed)}
    due[last] = _second_due(question.snapshot, agreement.election)
    if agreement.election is None:
        yield NO_ELECTION.at(f"{agreement.id}.election", value=agreement.id)
    for place, readings in due.items():
        if readings is not None and signed <= readings[1]:
            path = f"{agreement.id}.grant.instalments[{place}]"
            yield from _instalment(path, place + 1, grant.instalments[place], readings, question.on)


def _first_due(signed: date) -> Readings | None:
    """14 days after the signing: the sources do not agree whether these are working days."""
    transfer = law.GRANT_FIRST_TRANSFER
    calendar_days = deadline(evolve(transfer.rule, unit=Unit.DAYS), after=signed)
    try:
        working_days = transfer.due(signed, calendar=calendars.indonesia())
    except OutsideCalendar:
        return None
    return calendar_days.on, working_days.on


def _second_due(snapshot: Snapshot, election_id: Id | None) -> Readings | None:
    """5 months before polling day; also for a grant paid all at once, whose day no source names."""
    election = None if election_id is None else snapshot.find(Election, election_id)
    if election is None:
        return None
    day = law.GRANT_SECOND_TRANSFER.due(election.polling_day).on
    return day, day


def _instalment(
    path: str, number: int, instalment: Instalment, readings: Readings, on: date
) -> Iterator[Problem]:
    (strict, due), paid, planned = readings, instalment.paid_on, instalment.due
    if paid is not None:
        if paid > due:
            yield PAID_LATE.at(f"{path}.paid_on", value=paid, number=number, due=due)
        elif paid > strict:
            yield PAID_BETWEEN.at(
                f"{path}.paid_on", value=paid, number=number, due=due, strict=strict
            )
    elif on > due:
        yield UNPAID.at(f"{path}.paid_on", value=due, number=number)
    elif planned is None:
        yield NO_DAY.at(f"{path}.due", value=due, number=number)
    elif planned > due:
        yield PLANNED_LATE.at(f"{path}.due", value=planned, number=number, due=due)


def _rest(on: date, id: Id, grant: Grant) -> Iterator[Problem]:
    proposed, returned = grant.appointment_proposed_on, grant.returned_on
    if proposed is None:
        return
    due = law.GRANT_REST_RETURNED.due(proposed).on
    if returned is not None:
        if returned > due:
            yield RETURN_LATE.at(f"{id}.grant.returned_on", value=returned, due=due)
    elif on > due and not _spent_to_the_last(grant):
        yield NOT_RETURNED.at(f"{id}.grant.returned_on", value=due)


def _spent_to_the_last(grant: Grant) -> bool:
    known = bool(grant.lines) and all(line.realised_rupiah is not None for line in grant.lines)
    return known and grant.realised_rupiah >= grant.amount_rupiah


def _granted(
    *paid: date | None, on: date = date(2024, 10, 1), proposed: date | None = None
) -> RegisterQuestion:
    """The example's register, where the contract is a grant of 1,000 signed on 8 January 2024."""
    shares = (400, 600) if len(paid) == 2 else (1000,)
    grant = Grant(
        amount_rupiah=1000,
        instalments=tuple(
            Instalment(amount_rupiah=share, paid_on=day)
            for share, day in zip(shares, paid, strict=True)
        ),
        appointment_proposed_on=proposed,
    )
    signed = (evolve(signature, on=date(2024, 1, 8)) for signature in contract().signatures)
    agreement = evolve(
        contract(),
        kind=AgreementKind.GRANT,
        signatures=tuple(signed),
        election=Id("pilkada/2024/64.02"),
        grant=grant,
    )
    others = (record for record in world() if record.id != CONTRACT)
    return asking(*others, agreement, on=on)


GRANT_DAYS = Rule(
    name="grant-days",
    source=law.GRANT_FIRST_TRANSFER.rule.source,
    check=_grants,
    examples=(
        Example(
            what="40 % within 14 calendar days, 60 % five months before polling day",
            question=lambda: _granted(date(2024, 1, 22), date(2024, 6, 27)),
            fires=False,
        ),
        Example(
            what="40 % within 14 working days, but not within 14 calendar days",
            question=lambda: _granted(date(2024, 1, 26), date(2024, 6, 27)),
            fires=True,
        ),
        Example(
            what="60 % a day late",
            question=lambda: _granted(date(2024, 1, 22), date(2024, 6, 28)),
            fires=True,
        ),
        Example(
            what="60 % without a day",
            question=lambda: _granted(date(2024, 1, 22), None),
            fires=True,
        ),
        Example(
            what="all at once, five months before polling day",
            question=lambda: _granted(date(2024, 6, 27)),
            fires=False,
        ),
        Example(
            what="nothing returned three months after the appointment was proposed",
            question=lambda: _granted(
                date(2024, 6, 27), on=date(2025, 4, 11), proposed=date(2025, 1, 10)
            ),
            fires=True,
        ),
        Example(
            what="the last day on which the rest can go back",
            question=lambda: _granted(
                date(2024, 6, 27), on=date(2025, 4, 10), proposed=date(2025, 1, 10)
            ),
            fires=False,
        ),
    ),
)
