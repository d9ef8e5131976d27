"""The report of fulfilment: what each partner owes, what is proven, what is missing, and what it is worth."""

from collections.abc import Iterator

from pilkada_outreach import _formats
from pilkada_outreach.measuring.agreements import in_effect
from pilkada_outreach.measuring.contract_items import COUNTED
from pilkada_outreach.measuring.fulfilment import Portfolio, portfolio
from pilkada_outreach.measuring.obligations import Sums, added_up, added_up_by
from pilkada_outreach.reporting.fulfilment_tables import (
    DELIVERABLE,
    FIGURES,
    KIND,
    LATE_AND_OVER,
    MONEY,
    MONTH,
    PARTNER,
    WAIVED_AND_DISPUTED,
    deliverable_name,
    items_table,
    kind_of,
    not_binding_table,
    not_counted_table,
    open_table,
    states_table,
    sums_table,
)
from pilkada_outreach.reporting.model import (
    BarChart,
    Bilingual,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_area, office_name, zone_of
from pilkada_outreach.reporting.register import partner_name

BY_PARTNER = Bilingual("Per mitra", "By partner")
BY_DELIVERABLE = Bilingual("Per kewajiban", "By deliverable")
BY_MONTH = Bilingual("Per bulan kontrak", "By contract month")
BY_KIND = Bilingual("Per jenis media", "By kind of medium")
LATE = Bilingual("Terlambat dan lebih", "Late, and beyond what is owed")
WAIVED = Bilingual("Dibebaskan dan dalam sengketa", "Waived, and in dispute")
MONEY_BY_PARTNER = Bilingual("Nilai per mitra", "Money by partner")
MONEY_BY_MONTH = Bilingual("Nilai per bulan kontrak", "Money by contract month")
NOTES = (
    Bilingual(
        "Bulan kontrak dihitung sejak hari pertama kontrak (10 Agustus s.d. 9 September adalah satu bulan). "
        "Bulan yang terpotong dihitung menurut kontrak: sebanding harinya (setengah dibulatkan ke atas), penuh, "
        "atau tidak sama sekali.",
        "Contract months run from the first day of the contract (10 August to 9 September is one). A month cut "
        "short counts as the contract says: in proportion to its days (a half rounded up), in full, or not.",
    ),
    Bilingual(
        "Wajib: kuota bulan yang telah berakhir dikurangi yang dibebaskan. Dihitung: materi dengan bukti tayang, "
        "pada bulan kontrak dari hari rencananya. Yang terlambat tetap dihitung dan dibayar, tetapi ditampilkan.",
        "Owed: the quota of months that are over without what was waived. Counted: items with proof, in the "
        "contract month of their planned day. Late ones count and are paid, but are shown.",
    ),
    Bilingual(
        "Satu bukti hanya berlaku untuk satu materi. Kelebihan pada satu bulan tidak dibayar dan tidak menutup "
        "kekurangan pada bulan lain. Yang dibayar tidak melampaui pagu.",
        "One proof serves one item. More in one month is not paid and does not mend a shortfall in another. "
        "What is paid stays within the ceiling.",
    ),
    Bilingual(
        "Kurang: yang tidak ada sekalipun setiap sengketa dimenangkan mitra. Nilai kurang dan sengketa: harga "
        "satuan kali yang kurang dan yang disengketakan.",
        "Missing: what is not there even if the partner wins every dispute. At stake: unit price times what is "
        "missing and what is in dispute.",
    ),
)


def build_fulfilment(question: ReportQuestion) -> Report:
    """Fulfilment by partner, deliverable, month and medium kind, as the records show it at the end of the day."""
    zone = zone_of(office_area(question))
    found = portfolio(
        question.snapshot,
        question.on,
        lambda _: lambda instant: instant.astimezone(zone).date(),
        (question.commission,),
    )
    whole = added_up(found.obligations)
    sentence = _sentence(found, whole)
    return Report(
        name="fulfilment",
        title=Bilingual("Pemenuhan kewajiban mitra", "Fulfilment by partner"),
        office=office_name(question),
        on=question.on,
        summary=(sentence, *_more_sentences(found, whole)),
        tables=tuple(_tables(question, found, whole)),
        charts=(
            BarChart(
                title=Bilingual("Wajib dan dihitung, per mitra", "Owed and counted, by partner"),
                table="partners",
                category="partner",
                values=("due", "counted"),
                says=sentence,
            ),
        )
        if found.obligations
        else (),
        notes=NOTES,
        sources=_sources(question, found),
    )


def _tables(question: ReportQuestion, found: Portfolio, whole: Sums) -> Iterator[Table]:
    """The table of partners, and every other that has something to show."""
    owed = found.obligations
    of_partners = [
        (partner_name(question, partner), sums)
        for partner, sums in added_up_by(owed, lambda each: each.partner).items()
    ]
    of_months = sorted(added_up_by(owed, lambda each: each.month.last_day).items())
    of_deliverables = added_up_by(owed, lambda each: deliverable_name(question, each)).items()
    of_kinds = added_up_by(owed, lambda each: kind_of(question, each.partner)).items()
    partners = sums_table("partners", BY_PARTNER, PARTNER, of_partners, whole, FIGURES)
    others = [
        open_table(question, owed),
        sums_table("late", LATE, PARTNER, of_partners, whole, LATE_AND_OVER, sparse=True),
        sums_table("waived", WAIVED, PARTNER, of_partners, whole, WAIVED_AND_DISPUTED, sparse=True),
        sums_table("deliverables", BY_DELIVERABLE, DELIVERABLE, of_deliverables, whole, FIGURES),
        sums_table("months", BY_MONTH, MONTH, of_months, whole, FIGURES),
        sums_table("kinds", BY_KIND, KIND, of_kinds, whole, FIGURES),
        sums_table("money", MONEY_BY_PARTNER, PARTNER, of_partners, whole, MONEY, sparse=True),
        sums_table("money_months", MONEY_BY_MONTH, MONTH, of_months, whole, MONEY, sparse=True),
        states_table(owed),
        items_table(found.items),
        not_counted_table(question, found.items),
        not_binding_table(question, found.fulfilments),
    ]
    yield partners
    yield from (table for table in others if table.rows)


def _sentence(found: Portfolio, whole: Sums) -> Bilingual:
    partners = len({each.partner for each in found.obligations})
    if not partners:
        return Bilingual("Belum ada kewajiban mitra.", "No partner owes anything yet.")
    so_far = Bilingual(
        f"{partners} mitra telah menayangkan {whole.counted} dari {whole.owed} materi seluruh kontrak",
        f"{partners} partners have published {whole.counted} of the {whole.owed} items of their contracts",
    )
    if not whole.due:
        return Bilingual(
            f"{so_far.id}; belum ada bulan kontrak yang berakhir.",
            f"{so_far.en}; no contract month is over yet.",
        )
    return Bilingual(
        f"{so_far.id}; dari {whole.due} yang wajib sampai akhir bulan kontrak yang lalu, kurang "
        f"{whole.shortfall}.",
        f"{so_far.en}; of the {whole.due} owed by the end of the last contract month, {whole.shortfall} "
        "are missing.",
    )


def _more_sentences(found: Portfolio, whole: Sums) -> Iterator[Bilingual]:
    """What else is to be known: items that do not count, money, agreements that bind nobody."""
    refused = sum(item.standing not in COUNTED for item in found.items)
    if refused:
        yield Bilingual(
            f"{refused} materi yang diterima mitra tidak dihitung; sebabnya ada di bawah.",
            f"Items that partners took and that do not count: {refused}; the reasons stand below.",
        )
    if whole.payable_rupiah or whole.at_stake_rupiah:
        payable, at_stake = _rupiah(whole.payable_rupiah), _rupiah(whole.at_stake_rupiah)
        yield Bilingual(
            f"Dapat dibayar {payable.id}; nilai yang kurang atau disengketakan {at_stake.id}.",
            f"Payable {payable.en}; missing or in dispute {at_stake.en}.",
        )
    if whole.above_ceiling_rupiah:
        above = _rupiah(whole.above_ceiling_rupiah)
        yield Bilingual(
            f"{above.id} tidak dapat dibayar karena melampaui pagu.",
            f"{above.en} cannot be paid, as it is above a ceiling.",
        )
    idle = len({part.agreement for part in found.fulfilments if not part.obligations})
    if idle:
        yield Bilingual(
            f"{idle} perjanjian belum atau tidak mengikat, sehingga tidak ada yang wajib.",
            f"Agreements that bind nobody, so that nothing is owed under them: {idle}.",
        )


def _rupiah(amount: int) -> Bilingual:
    return Bilingual(_formats.rupiah(amount, "id"), _formats.rupiah(amount, "en"))


def _sources(question: ReportQuestion, found: Portfolio) -> tuple[str, ...]:
    """Where the agreements took their duties from."""
    agreements = dict.fromkeys(part.agreement for part in found.fulfilments)
    cited = {
        f"{deliverable.source} {deliverable.source.seen_in}".strip()
        for agreement in agreements
        for deliverable in in_effect(question.snapshot, agreement, question.on).deliverables
        if deliverable.source is not None
    }
    return tuple(sorted(cited))
