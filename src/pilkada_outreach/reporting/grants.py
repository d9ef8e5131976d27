"""Grants and budget lines: what was promised, spent, left and given back (hibah, mata anggaran, realisasi)."""

from collections.abc import Sequence

import attrs

from pilkada_outreach import _formats
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.grant import INSTALMENTS, Grant, GrantLine
from pilkada_outreach.domain.ratio import percent_of
from pilkada_outreach.reporting.budget_lines import budget_notes, budget_tables, contracts
from pilkada_outreach.reporting.grant_notes import Granted, grant_notes, paid_on, returned
from pilkada_outreach.reporting.model import (
    BarChart,
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_name
from pilkada_outreach.reporting.register import (
    AGREEMENT,
    UNSIGNED,
    brief,
    is_addendum,
    own_agreements,
    partner_names,
    register_number,
)
from pilkada_outreach.reporting.words import TOTAL

_BINDS_NOBODY = (*UNSIGNED, AgreementState.CANCELLED)
_MONEY = (
    Column(name="amount", title=Bilingual("Pagu", "Amount"), kind=ColumnKind.RUPIAH),
    Column(name="realised", title=Bilingual("Realisasi", "Spent"), kind=ColumnKind.RUPIAH),
    Column(name="remainder", title=Bilingual("Sisa", "Left"), kind=ColumnKind.RUPIAH),
    Column(name="share", title=Bilingual("Serapan", "Share spent"), kind=ColumnKind.PERCENT),
)


@attrs.frozen
class _Money:
    amount: int
    realised: int | None
    """What was spent as far as it is known; None where nothing is."""
    complete: bool
    """Whether all that was spent is known, so that what is left can be told."""

    @property
    def left(self) -> int | None:
        return self.amount - self.realised if self.complete and self.realised is not None else None

    @property
    def cells(self) -> tuple[Cell, ...]:
        share = percent_of(self.realised or 0, self.amount) if self.amount else None
        return (self.amount, self.realised, self.left, None if self.left is None else share)


def build_grants(question: ReportQuestion) -> Report:
    """The grants to the commission by line and instalment, and the budget lines of its contracts."""
    signed: list[Agreement] = []
    unsigned: list[Agreement] = []
    for each in own_agreements(question):
        if not is_addendum(question, each):
            binds = agreement_state(each, question.on) not in _BINDS_NOBODY
            (signed if binds else unsigned).append(each)
    granted = [(each, each.grant) for each in signed if each.grant is not None]
    paid_by_line = contracts(question, [each for each in signed if each.grant is None])
    lines = _lines(question, granted)
    says = _sentence(granted)
    return Report(
        name="grants",
        title=Bilingual("Hibah dan mata anggaran", "Grants and budget lines"),
        office=office_name(question),
        on=question.on,
        summary=(says,),
        tables=(
            _grants(question, granted),
            lines,
            _instalments(question, granted),
            _returns(question, granted),
            *budget_tables(question, paid_by_line),
        ),
        charts=(
            BarChart(
                title=Bilingual("Pagu dan realisasi per rincian", "Amount and spending by line"),
                table="lines",
                category="line",
                values=("amount", "realised"),
                says=says,
            ),
        )
        if lines.rows
        else (),
        notes=(
            *grant_notes(
                question,
                granted,
                unsigned=[each for each in unsigned if each.grant is not None],
            ),
            *budget_notes(question, paid_by_line),
        ),
        sources=(INSTALMENTS.source,) if granted else (),
    )


def _sentence(granted: Granted) -> Bilingual:
    if not granted:
        return Bilingual(
            "Tidak ada naskah perjanjian hibah yang telah ditandatangani lengkap.",
            "No grant agreement has been signed by all parties.",
        )
    money = _together([_of_grant(grant) for _, grant in granted])
    amount, spent = money.amount, money.realised or 0
    left = Bilingual(
        "sisanya belum dapat dihitung karena ada realisasi yang belum tercatat",
        "what is left cannot be told, since some spending is not on record",
    )
    if money.left is not None:
        left = Bilingual(
            f"sisa {_formats.rupiah(money.left)}", f"left {_formats.rupiah(money.left, 'en')}"
        )
    return Bilingual(
        f"Hibah {_formats.rupiah(amount)} dari {len(granted)} naskah; realisasi yang tercatat "
        f"{_formats.rupiah(spent)}, {left.id}.",
        f"Grants: {_formats.rupiah(amount, 'en')}, agreements: {len(granted)}; spent on record "
        f"{_formats.rupiah(spent, 'en')}, {left.en}.",
    )


def _of_line(line: GrantLine) -> _Money:
    return _Money(line.amount_rupiah, line.realised_rupiah, line.realised_rupiah is not None)


def _of_grant(grant: Grant) -> _Money:
    known = [line for line in grant.lines if line.realised_rupiah is not None]
    complete = bool(known) and len(known) == len(grant.lines)
    return _Money(grant.amount_rupiah, grant.realised_rupiah if known else None, complete)


def _together(parts: Sequence[_Money]) -> _Money:
    known = [part.realised for part in parts if part.realised is not None]
    return _Money(
        sum(part.amount for part in parts),
        sum(known) if known else None,
        all(part.complete for part in parts),
    )


def _total(parts: Sequence[_Money]) -> tuple[Cell, ...] | None:
    return (TOTAL, *_together(parts).cells, "") if parts else None


def _grants(question: ReportQuestion, granted: Granted) -> Table:
    return Table(
        name="grants",
        title=Bilingual("Hibah menurut naskah", "Grants"),
        columns=(
            Column(name="giver", title=Bilingual("Pemberi hibah", "Given by")),
            *(*_MONEY, AGREEMENT),
        ),
        rows=tuple(
            (
                partner_names(question, agreement),
                *_of_grant(grant).cells,
                register_number(question, agreement.id),
            )
            for agreement, grant in granted
        ),
        total=_total([_of_grant(grant) for _, grant in granted]),
    )


def _lines(question: ReportQuestion, granted: Granted) -> Table:
    lines = [(agreement, line) for agreement, grant in granted for line in grant.lines]
    return Table(
        name="lines",
        title=Bilingual("Rincian hibah", "Lines of the grants"),
        columns=(
            Column(name="line", title=Bilingual("Rincian", "Line")),
            *(*_MONEY, AGREEMENT),
        ),
        rows=tuple(
            (
                brief(line.name),
                *_of_line(line).cells,
                register_number(question, agreement.id),
            )
            for agreement, line in lines
        ),
        total=_total([_of_line(line) for _, line in lines]),
    )


def _instalments(question: ReportQuestion, granted: Granted) -> Table:
    return Table(
        name="instalments",
        title=Bilingual("Penyaluran hibah", "Instalments"),
        columns=(
            AGREEMENT,
            Column(
                name="instalment", title=Bilingual("Tahap", "Instalment"), kind=ColumnKind.COUNT
            ),
            Column(name="amount", title=Bilingual("Nilai", "Amount"), kind=ColumnKind.RUPIAH),
            Column(name="share", title=Bilingual("Bagian hibah", "Share"), kind=ColumnKind.PERCENT),
            Column(name="due", title=Bilingual("Jatuh tempo", "Due"), kind=ColumnKind.DAY),
            Column(name="paid_on", title=Bilingual("Disalurkan", "Paid"), kind=ColumnKind.DAY),
        ),
        rows=tuple(
            (
                register_number(question, agreement.id),
                number,
                instalment.amount_rupiah,
                percent_of(instalment.amount_rupiah, grant.amount_rupiah)
                if grant.amount_rupiah
                else None,
                instalment.due,
                paid_on(instalment, question.on),
            )
            for agreement, grant in granted
            for number, instalment in enumerate(grant.instalments, start=1)
        ),
    )


def _returns(question: ReportQuestion, granted: Granted) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for agreement, grant in granted:
        left, back = _of_grant(grant).left, returned(grant, question.on)
        if left is not None or back is not None:
            rows.append(
                (
                    register_number(question, agreement.id),
                    left,
                    back,
                    None if back is None else grant.returned_on,
                    None if back is None or left is None else left - back,
                )
            )
    return Table(
        name="returns",
        title=Bilingual("Pengembalian sisa hibah", "Remainders given back"),
        columns=(
            AGREEMENT,
            Column(
                name="remainder",
                title=Bilingual("Sisa menurut rincian", "Left by the lines"),
                kind=ColumnKind.RUPIAH,
            ),
            Column(
                name="returned",
                title=Bilingual("Dikembalikan", "Given back"),
                kind=ColumnKind.RUPIAH,
            ),
            Column(name="returned_on", title=Bilingual("Tanggal", "On"), kind=ColumnKind.DAY),
            Column(name="gap", title=Bilingual("Selisih", "Gap"), kind=ColumnKind.RUPIAH),
        ),
        rows=tuple(rows),
    )
