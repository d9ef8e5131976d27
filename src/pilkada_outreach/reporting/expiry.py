"""What ends soon, until when notice can be given, and what ran out (masa berlaku, pemberitahuan)."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from pilkada_outreach import _formats
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.reporting.expiry_tables import (
    DatedAgreements,
    DatedPapers,
    ending_table,
    lapsed_table,
    last_day,
    notice_by,
    notice_is_given,
    notice_table,
    open_table,
    paper_table,
    successors,
)
from pilkada_outreach.reporting.model import (
    Bilingual,
    Column,
    ColumnKind,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_name
from pilkada_outreach.reporting.register import (
    BINDING,
    OVER,
    is_addendum,
    own_agreements,
    register_number,
)
from pilkada_outreach.reporting.words import TOTAL, listed

_SOON, _FAR = timedelta(days=90), timedelta(days=365)
_WINDOWS = (
    (-(10**7), -1, Bilingual("Sudah lewat", "Past")),
    (0, 30, Bilingual("Dalam 30 hari", "Within 30 days")),
    (31, 90, Bilingual("31–90 hari lagi", "In 31–90 days")),
    (91, 365, Bilingual("91–365 hari lagi", "In 91–365 days")),
)
_NOTES = (
    Bilingual(
        "Hari terakhir masih termasuk masa berlaku. Batas pemberitahuan dihitung mundur dari hari terakhir; "
        "sisa hari yang negatif berarti sudah lewat.",
        "The last day still belongs to the term. Notice is counted back from the last day; days left below "
        "zero are past.",
    ),
    Bilingual(
        "Dimuat yang berakhir dalam satu tahun sejak tanggal laporan. Adendum sudah diperhitungkan dalam "
        "naskah induknya.",
        "Shown is what ends within a year of the day of the report. Addenda are part of the agreement that "
        "they change.",
    ),
    Bilingual(
        "Penerus adalah perjanjian yang memperpanjang atau menggantikan dan sudah ditandatangani lengkap. "
        "Dokumen mitra yang sudah diperbarui tidak dimuat.",
        "A successor renews or supersedes, and has been signed by all parties. Papers that were renewed are "
        "not shown.",
    ),
)


def build_expiry(question: ReportQuestion) -> Report:
    """What ends within a year of the day, the last days for notice, and papers of partners that expire."""
    on = question.on
    agreements = [each for each in own_agreements(question) if not is_addendum(question, each)]
    states = {each.id: agreement_state(each, on) for each in agreements}
    following = successors(question)
    binding = [each for each in agreements if states[each.id] in BINDING]
    expired = [each for each in agreements if states[each.id] is AgreementState.EXPIRED]
    present = [each for each in agreements if states[each.id] not in OVER]
    ending = _dated(on, binding, last_day)
    notices = _dated(on, binding, notice_by)
    lapsed = [
        (day, each)
        for day, each in _dated(on, expired, last_day)
        if not any(successor.took_over for successor in following.get(each.id, ()))
    ]
    papers = _papers(question, present)
    return Report(
        name="expiry",
        title=Bilingual(
            "Masa berlaku perjanjian dan batas pemberitahuan", "Expiry of agreements and notice"
        ),
        office=office_name(question),
        on=on,
        summary=_summary(question, ending, notices, lapsed, papers),
        tables=(
            _windows(on, (*lapsed, *ending), notices, papers),
            ending_table(question, ending, following),
            notice_table(question, notices),
            open_table(question, [each for each in binding if last_day(each, on) is None]),
            lapsed_table(question, lapsed, following),
            paper_table(question, papers, present),
        ),
        notes=(*_notice_given(question, binding), *_NOTES),
    )


def _notice_given(
    question: ReportQuestion, agreements: Sequence[Agreement]
) -> tuple[Bilingual, ...]:
    given = [each for each in agreements if notice_is_given(each, question.on)]
    if not given:
        return ()
    numbers = listed([register_number(question, each.id) for each in given])
    return (
        Bilingual(
            f"Pemberitahuan pengakhiran sudah disampaikan: {numbers.id}.",
            f"Notice of an early end has been given: {numbers.en}.",
        ),
    )


def _dated(
    on: date, agreements: Sequence[Agreement], day_of: Callable[[Agreement, date], date | None]
) -> DatedAgreements:
    """Those whose day is past or lies within a year, in the order of these days."""
    days = ((day_of(each, on), each) for each in agreements)
    dated = [(day, each) for day, each in days if day is not None and day <= on + _FAR]
    return sorted(dated, key=lambda pair: (pair[0], pair[1].id))


def _papers(question: ReportQuestion, agreements: Sequence[Agreement]) -> DatedPapers:
    """The papers of partners that no longer hold, or will not hold in a year; one of each kind."""
    partners = {id for each in agreements for id in each.partners_of(question.commission)}
    known = (question.snapshot.find(Stakeholder, partner) for partner in partners)
    return sorted(
        (paper.expires_on, partner.id, paper.kind)
        for partner in known
        if partner is not None
        for paper in partner.expired_papers(question.on + _FAR)
        if paper.expires_on is not None
    )


def _windows(
    on: date, ends: DatedAgreements, notices: DatedAgreements, papers: DatedPapers
) -> Table:
    days_left = [[(each[0] - on).days for each in dated] for dated in (ends, notices, papers)]
    titles = {
        "agreements": Bilingual("Perjanjian berakhir", "Agreements that end"),
        "notices": Bilingual("Batas pemberitahuan", "Last days for notice"),
        "papers": Bilingual("Dokumen mitra", "Papers of partners"),
    }
    return Table(
        name="windows",
        title=Bilingual("Ringkasan menurut waktu", "Summary by time"),
        columns=(
            Column(name="window", title=Bilingual("Waktu", "Time")),
            *(
                Column(name=name, title=title, kind=ColumnKind.COUNT)
                for name, title in titles.items()
            ),
        ),
        rows=tuple(
            (words, *(sum(low <= each <= high for each in left) for left in days_left))
            for low, high, words in _WINDOWS
        ),
        total=(TOTAL, *map(len, days_left)),
    )


def _summary(
    question: ReportQuestion,
    ending: DatedAgreements,
    notices: DatedAgreements,
    lapsed: DatedAgreements,
    papers: DatedPapers,
) -> tuple[Bilingual, ...]:
    on = question.on
    ending_soon = sum(day <= on + _SOON for day, _ in ending)
    missed = sum(day < on for day, _ in notices)
    notices_soon = sum(on <= day <= on + _SOON for day, _ in notices)
    expired = sum(day < on for day, *_ in papers)
    first = Bilingual("", "")
    if ending_soon:
        day, agreement = ending[0]
        number = register_number(question, agreement.id)
        first = Bilingual(
            f"; yang terdekat {number} pada {_formats.day(day)}",
            f"; the first is {number} on {_formats.day(day, 'en')}",
        )
    return (
        Bilingual(
            f"Perjanjian yang berakhir dalam {_SOON.days} hari mendatang: {ending_soon}{first.id}.",
            f"Agreements that end in the next {_SOON.days} days: {ending_soon}{first.en}.",
        ),
        Bilingual(
            f"Batas pemberitahuan dalam {_SOON.days} hari mendatang: {notices_soon}; sudah lewat: {missed}.",
            f"Last days for notice in the next {_SOON.days} days: {notices_soon}; already past: {missed}.",
        ),
        Bilingual(
            f"Perjanjian yang berakhir tanpa penerus: {len(lapsed)}; dokumen mitra kedaluwarsa: {expired}.",
            f"Agreements that expired without a successor: {len(lapsed)}; expired papers of partners: "
            f"{expired}.",
        ),
    )
