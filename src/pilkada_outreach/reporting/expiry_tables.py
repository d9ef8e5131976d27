"""The tables of the report of expiry, and the days that stand in them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import attrs

from pilkada_outreach._dates import add_months
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.agreements import state_of
from pilkada_outreach.reporting.model import (
    Bilingual,
    Column,
    ColumnKind,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.register import (
    AGREEMENT,
    PARTNERS,
    TITLE,
    UNSIGNED,
    brief,
    partner_name,
    partner_names,
    register_number,
)
from pilkada_outreach.reporting.words import AGREEMENT_STATES, code_words

DatedAgreements = Sequence[tuple[date, Agreement]]
"""Agreements by the day that matters."""
DatedPapers = Sequence[tuple[date, Id, Code]]
"""The last day, the partner, and the kind of paper."""

_LAST_DAY = Column(
    name="last_day", title=Bilingual("Hari terakhir", "Last day"), kind=ColumnKind.DAY
)
_DAYS_LEFT = Column(
    name="days_left", title=Bilingual("Sisa hari", "Days left"), kind=ColumnKind.COUNT
)
_FREE_FROM = Column(
    name="free_from",
    title=Bilingual("Dapat diakhiri sejak", "May be ended from"),
    kind=ColumnKind.DAY,
)
_SUCCESSOR = Column(name="successor", title=Bilingual("Penerus", "Successor"))


@attrs.frozen(kw_only=True)
class Successor:
    """An agreement that renews or supersedes another (penerus)."""

    id: Id
    state: AgreementState

    @property
    def took_over(self) -> bool:
        """Whether all have signed it."""
        return self.state not in UNSIGNED


Successors = Mapping[Id, Sequence[Successor]]
"""The successors of each agreement that has one."""


def successors(question: ReportQuestion) -> Successors:
    """Every agreement that renews or supersedes another and was not given up."""
    found: dict[Id, list[Successor]] = defaultdict(list)
    for each in question.snapshot.all(Agreement):
        former = [link for link in (each.renews, each.supersedes) if link is not None]
        if former:
            state = state_of(question.snapshot, each.id, question.on)
            for id in former if state is not AgreementState.CANCELLED else ():
                found[id].append(Successor(id=each.id, state=state))
    return found


def last_day(agreement: Agreement, on: date) -> date | None:
    """The last day on which it holds: of its term, or of an early end of which notice was given by a day."""
    last, ended_on = agreement.period.last_day, agreement.ended_on
    if ended_on is None or not notice_is_given(agreement, on):
        return last
    early = ended_on - timedelta(days=1)
    return early if last is None else min(last, early)


def notice_by(agreement: Agreement, on: date) -> date | None:
    """The last day on which notice can still be given before its term ends; None where none is needed."""
    last, days = agreement.period.last_day, agreement.notice_days
    if last is None or days is None or notice_is_given(agreement, on):
        return None
    return last - timedelta(days=days)


def notice_is_given(agreement: Agreement, on: date) -> bool:
    """Whether one side had announced an early end by a day."""
    return agreement.notice_given_on is not None and agreement.notice_given_on <= on


def free_from(agreement: Agreement) -> date | None:
    """The first day after the minimum term; None where there is none."""
    first, months = agreement.period.first_day, agreement.minimum_term_months
    return None if first is None or months is None else add_months(first, months)


def ending_table(question: ReportQuestion, ending: DatedAgreements, following: Successors) -> Table:
    """What ends, and what follows it."""
    return Table(
        name="ending",
        title=Bilingual("Perjanjian yang akan berakhir", "Agreements that end"),
        columns=(TITLE, _LAST_DAY, _DAYS_LEFT, AGREEMENT, PARTNERS, _SUCCESSOR),
        rows=tuple(
            (
                brief(each.title),
                day,
                (day - question.on).days,
                register_number(question, each.id),
                partner_names(question, each),
                _follows(question, following.get(each.id, ())),
            )
            for day, each in ending
        ),
    )


def notice_table(question: ReportQuestion, notices: DatedAgreements) -> Table:
    """Until when notice can be given."""
    notice = Column(
        name="notice_by",
        title=Bilingual("Pemberitahuan paling lambat", "Last day for notice"),
        kind=ColumnKind.DAY,
    )
    return Table(
        name="notices",
        title=Bilingual("Batas pemberitahuan", "Last days for notice"),
        columns=(TITLE, notice, _DAYS_LEFT, AGREEMENT, _LAST_DAY, _FREE_FROM),
        rows=tuple(
            (
                brief(each.title),
                day,
                (day - question.on).days,
                register_number(question, each.id),
                each.period.last_day,
                free_from(each),
            )
            for day, each in notices
        ),
    )


def open_table(question: ReportQuestion, agreements: Sequence[Agreement]) -> Table:
    """What holds until somebody ends it."""
    return Table(
        name="open_ended",
        title=Bilingual("Perjanjian tanpa tanggal akhir", "Agreements without an end"),
        columns=(
            *(TITLE, _FREE_FROM),
            Column(
                name="notice_days",
                title=Bilingual("Pemberitahuan (hari)", "Notice (days)"),
                kind=ColumnKind.COUNT,
            ),
            *(AGREEMENT, PARTNERS),
        ),
        rows=tuple(
            (
                brief(each.title),
                free_from(each),
                each.notice_days,
                register_number(question, each.id),
                partner_names(question, each),
            )
            for each in agreements
        ),
    )


def lapsed_table(question: ReportQuestion, lapsed: DatedAgreements, following: Successors) -> Table:
    """What ran out, with a successor that is not signed yet, if any."""
    return Table(
        name="lapsed",
        title=Bilingual("Perjanjian yang berakhir tanpa penerus", "Expired without a successor"),
        columns=(
            *(TITLE, _LAST_DAY),
            Column(
                name="days_since",
                title=Bilingual("Hari sejak berakhir", "Days since"),
                kind=ColumnKind.COUNT,
            ),
            *(AGREEMENT, PARTNERS),
            Column(
                name="successor", title=Bilingual("Penerus yang disiapkan", "Successor under way")
            ),
        ),
        rows=tuple(
            (
                brief(each.title),
                day,
                (question.on - day).days,
                register_number(question, each.id),
                partner_names(question, each),
                _follows(question, following.get(each.id, ())),
            )
            for day, each in lapsed
        ),
    )


def paper_table(
    question: ReportQuestion, papers: DatedPapers, agreements: Sequence[Agreement]
) -> Table:
    """Papers of partners, with how many agreements each partner has."""
    held = Counter(id for each in agreements for id in each.partners_of(question.commission))
    return Table(
        name="papers",
        title=Bilingual("Masa berlaku dokumen mitra", "Papers of partners"),
        columns=(
            Column(name="partner", title=Bilingual("Mitra", "Partner")),
            Column(name="paper", title=Bilingual("Dokumen", "Paper")),
            *(_LAST_DAY, _DAYS_LEFT),
            Column(
                name="agreements",
                title=Bilingual("Perjanjian berjalan", "Present agreements"),
                kind=ColumnKind.COUNT,
            ),
        ),
        rows=tuple(
            (
                partner_name(question, partner),
                code_words("company-paper", kind),
                day,
                (day - question.on).days,
                held[partner],
            )
            for day, partner, kind in papers
        ),
    )


def _follows(question: ReportQuestion, following: Sequence[Successor]) -> Bilingual | None:
    if not following:
        return None
    last = max(following, key=lambda successor: (successor.took_over, successor.id))
    number, state = register_number(question, last.id), AGREEMENT_STATES[last.state]
    return Bilingual(f"{number} ({state.id.lower()})", f"{number} ({state.en.lower()})")
