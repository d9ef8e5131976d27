"""An agreement that ends early keeps its minimum term and the notice it asks for (pengakhiran)."""

from collections.abc import Iterator
from datetime import date

from pilkada_outreach._dates import add_months
from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state, begins_on
from pilkada_outreach.measuring.agreements import in_effect
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import CONTRACT, asking, contract, world

MINIMUM_TERM = ProblemKind(
    code="agreement.minimum-term",
    severity=Severity.WARNING,
    en="It ended on {value}, before its minimum term of {months} months from {first} was over.",
    id="Perjanjian diakhiri pada {value}, sebelum jangka waktu minimum {months} bulan sejak {first} terpenuhi.",
    mend_en="Check the day, or write down in end_reason why leaving early was allowed.",
    mend_id="Periksa tanggalnya, atau catat di end_reason mengapa boleh diakhiri lebih awal.",
)
NOTICE_MISSING = ProblemKind(
    code="agreement.notice-missing",
    severity=Severity.WARNING,
    en="It ended early on {value}; the notice of {days} days before has no day.",
    id="Perjanjian diakhiri lebih awal pada {value}; pemberitahuan {days} hari sebelumnya tidak bertanggal.",
    mend_en="Give the day of the notice in notice_given_on.",
    mend_id="Isi tanggal pemberitahuan pada notice_given_on.",
)
NOTICE_SHORT = ProblemKind(
    code="agreement.notice-short",
    severity=Severity.WARNING,
    en="Notice was given on {value}, {given} days before the end on {ended}; {days} are due.",
    id="Pemberitahuan diberikan pada {value}, {given} hari sebelum berakhir pada {ended}; seharusnya {days}.",
    mend_en="Check both days; a later end keeps the notice.",
    mend_id="Periksa kedua tanggal itu; pengakhiran yang lebih kemudian memenuhi tenggat.",
)


def _early_ends(question: RegisterQuestion) -> Iterator[Problem]:
    for record in question.snapshot.all(Agreement):
        ended_on = record.ended_on
        if ended_on is None:
            continue
        agreement = in_effect(question.snapshot, record.id, ended_on)
        if agreement_state(agreement, ended_on) is AgreementState.ENDED:
            yield from _term_kept(agreement, ended_on)
            yield from _notice_kept(agreement, ended_on)


def _term_kept(agreement: Agreement, ended_on: date) -> Iterator[Problem]:
    months = agreement.minimum_term_months
    first = agreement.period.first_day or begins_on(agreement)
    if months is None or first is None or _months_later(first, months, ended_on):
        return
    yield MINIMUM_TERM.at(f"{agreement.id}.ended_on", value=ended_on, months=months, first=first)


def _months_later(first: date, months: int, day: date) -> bool:
    """Whether a day lies at least so many months after the first; no number of months is too large."""
    reached = 12 * first.year + first.month + months <= 12 * day.year + day.month
    return reached and add_months(first, months) <= day


def _notice_kept(agreement: Agreement, ended_on: date) -> Iterator[Problem]:
    days, notice = agreement.notice_days, agreement.notice_given_on
    if days is None:
        return
    if notice is None:
        yield NOTICE_MISSING.at(f"{agreement.id}.notice_given_on", value=ended_on, days=days)
    elif (ended_on - notice).days < days:
        yield NOTICE_SHORT.at(
            f"{agreement.id}.notice_given_on",
            value=notice,
            given=(ended_on - notice).days,
            ended=ended_on,
            days=days,
        )


def _ended(on: date, **fields: object) -> RegisterQuestion:
    """The example's register, where the contract ended on a day."""
    others = (record for record in world() if record.id != CONTRACT)
    return asking(*others, evolve(contract(), ended_on=on, end_reason="mufakat", **fields))


AGREEMENT_ENDS = Rule(
    name="agreement-ends",
    source=None,
    check=_early_ends,
    examples=(
        Example(
            what="a contract left a day before its minimum term of two months",
            question=lambda: _ended(date(2024, 10, 9), minimum_term_months=2),
            fires=True,
        ),
        Example(
            what="a contract left when its minimum term was over",
            question=lambda: _ended(date(2024, 10, 10), minimum_term_months=2),
            fires=False,
        ),
        Example(
            what="an end without notice",
            question=lambda: _ended(date(2024, 10, 10), notice_days=30),
            fires=True,
        ),
        Example(
            what="notice given 29 days before instead of 30",
            question=lambda: _ended(
                date(2024, 10, 10), notice_days=30, notice_given_on=date(2024, 9, 11)
            ),
            fires=True,
        ),
        Example(
            what="notice given 30 days before",
            question=lambda: _ended(
                date(2024, 10, 10), notice_days=30, notice_given_on=date(2024, 9, 10)
            ),
            fires=False,
        ),
        Example(
            what="a contract given up before it began",
            question=lambda: _ended(date(2024, 8, 10), notice_days=30, minimum_term_months=2),
            fires=False,
        ),
    ),
)
