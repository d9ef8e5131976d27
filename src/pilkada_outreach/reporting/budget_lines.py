"""The contracts of a commission by the budget line that pays them (mata anggaran)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import attrs

from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.measuring.fulfilment import fulfilments
from pilkada_outreach.measuring.obligations import added_up_by
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_area, zone_of
from pilkada_outreach.reporting.register import (
    AGREEMENT,
    PARTNERS,
    partner_names,
    register_number,
)
from pilkada_outreach.reporting.words import TOTAL, listed

_LINE = Column(name="budget_line", title=Bilingual("Mata anggaran", "Budget line"))
_NO_LINE = Bilingual("Belum diisi", "Not given")
_MONEY = (
    Column(name="value", title=Bilingual("Nilai", "Value"), kind=ColumnKind.RUPIAH),
    Column(name="payable", title=Bilingual("Layak dibayar", "Payable"), kind=ColumnKind.RUPIAH),
    Column(name="remainder", title=Bilingual("Sisa", "Left"), kind=ColumnKind.RUPIAH),
)


@attrs.frozen(kw_only=True)
class Contract:
    """A contract with what may be paid under it by the day."""

    agreement: Agreement
    payable: int | None
    """None where no deliverable has a unit price."""

    @property
    def budget_line(self) -> str:
        """The budget line that pays it; "" where none is given."""
        funding = self.agreement.funding
        return "" if funding is None else funding.budget_line

    @property
    def remainder(self) -> int | None:
        """What is left of its value; None where one of the two is unknown."""
        value = self.agreement.value_rupiah
        return None if value is None or self.payable is None else value - self.payable


def contracts(question: ReportQuestion, agreements: Iterable[Agreement]) -> tuple[Contract, ...]:
    """Media contracts, and whatever else a budget line pays."""
    zone = zone_of(office_area(question))
    found = fulfilments(
        question.snapshot,
        question.commission,
        question.on,
        lambda instant: instant.astimezone(zone).date(),
    )
    obligations = [obligation for each in found for obligation in each.obligations]
    priced = [each for each in obligations if each.unit_price_rupiah is not None]
    sums = added_up_by(priced, lambda obligation: obligation.agreement)
    return tuple(
        contract
        for agreement in agreements
        if (
            contract := Contract(
                agreement=agreement,
                payable=sums[agreement.id].payable_rupiah if agreement.id in sums else None,
            )
        ).budget_line
        or agreement.kind is AgreementKind.MEDIA_CONTRACT
    )


def budget_tables(question: ReportQuestion, found: Sequence[Contract]) -> tuple[Table, Table]:
    """Contracts summed by budget line, then one by one."""
    by_line: dict[str, list[Contract]] = defaultdict(list)
    for contract in found:
        by_line[contract.budget_line].append(contract)
    return (
        Table(
            name="budget_lines",
            title=Bilingual("Kontrak menurut mata anggaran", "Contracts by budget line"),
            columns=(
                _LINE,
                Column(
                    name="contracts", title=Bilingual("Kontrak", "Contracts"), kind=ColumnKind.COUNT
                ),
                *_MONEY,
            ),
            rows=tuple(
                (line or _NO_LINE, len(of), *_sums(of)) for line, of in sorted(by_line.items())
            ),
            total=(TOTAL, len(found), *_sums(found)),
        ),
        Table(
            name="contracts",
            title=Bilingual("Nilai dan pembayaran per kontrak", "Contracts by value and payment"),
            columns=(PARTNERS, *_MONEY, _LINE, AGREEMENT),
            rows=tuple(
                (
                    partner_names(question, contract.agreement),
                    contract.agreement.value_rupiah,
                    contract.payable,
                    contract.remainder,
                    contract.budget_line or _NO_LINE,
                    register_number(question, contract.agreement.id),
                )
                for contract in found
            ),
            total=(TOTAL, *_sums(found), "", ""),
        ),
    )


def budget_notes(question: ReportQuestion, found: Sequence[Contract]) -> tuple[Bilingual, ...]:
    """What is not known of the contracts, and what payable means."""
    if not found:
        return ()

    def numbers(of: Iterable[Contract]) -> Bilingual:
        return listed([register_number(question, each.agreement.id) for each in of])

    notes = [
        Bilingual(
            "Layak dibayar dihitung dari materi yang terbukti sampai dengan tanggal laporan dikalikan harga "
            "satuan, paling banyak sebesar pagunya; bukan bukti bahwa sudah dibayar.",
            "Payable is what was proven by the day of the report times its unit price, up to its ceiling; it "
            "does not say that anything was paid.",
        )
    ]
    if worthless := [each for each in found if each.agreement.value_rupiah is None]:
        named = numbers(worthless)
        notes.append(
            Bilingual(
                f"Nilai kontrak belum diisi: {named.id}.",
                f"Contracts without a value: {named.en}.",
            )
        )
    if unpriced := [each for each in found if each.payable is None]:
        named = numbers(unpriced)
        notes.append(
            Bilingual(
                f"Harga satuan belum diisi, sehingga yang layak dibayar tidak dapat dihitung: {named.id}.",
                f"Without unit prices, so that nothing payable can be worked out: {named.en}.",
            )
        )
    return tuple(notes)


def _sums(of: Sequence[Contract]) -> tuple[Cell, Cell, Cell]:
    """The sums of what is known; what is left only where everything is."""
    value = _sum([contract.agreement.value_rupiah for contract in of])
    payable = _sum([contract.payable for contract in of])
    remainders = [contract.remainder for contract in of]
    return value, payable, None if None in remainders else _sum(remainders)


def _sum(cells: Iterable[int | None]) -> int | None:
    known = [cell for cell in cells if cell is not None]
    return sum(known) if known else None
