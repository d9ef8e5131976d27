"""The report of fulfilment: what each partner owes, what is proven, what is missing."""

from collections import defaultdict

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.values import Id
from pilkada_outreach.measuring.fulfilment import Fulfilment, fulfilments
from pilkada_outreach.reference import areas
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
from pilkada_outreach.reporting.office import office_area, office_name

PARTNER = Column(name="partner", title=Bilingual("Mitra", "Partner"))
FIGURES = (
    Column(
        name="owed",
        title=Bilingual("Wajib s.d. bulan lalu", "Owed to date"),
        kind=ColumnKind.COUNT,
    ),
    Column(name="delivered", title=Bilingual("Tayang", "Delivered"), kind=ColumnKind.COUNT),
    Column(name="shortfall", title=Bilingual("Kurang", "Shortfall"), kind=ColumnKind.COUNT),
    Column(
        name="unproven", title=Bilingual("Belum terbukti", "Not yet proven"), kind=ColumnKind.COUNT
    ),
    Column(
        name="owed_in_all",
        title=Bilingual("Wajib seluruh kontrak", "Owed in all"),
        kind=ColumnKind.COUNT,
    ),
)


def build_fulfilment(question: ReportQuestion) -> Report:
    """Fulfilment per partner and per deliverable, from receipts with proof up to the end of the day."""
    zone = areas.get(office_area(question).code).time_zone
    found = fulfilments(
        question.snapshot,
        question.commission,
        question.on,
        lambda instant: instant.astimezone(zone).date(),
    )
    per_partner: dict[Id, list[Fulfilment]] = defaultdict(list)
    for item in found:
        per_partner[item.partner].append(item)
    partners = tuple(
        (_partner_name(question, partner), *_sums(items)) for partner, items in per_partner.items()
    )
    deliverables = tuple(
        (_partner_name(question, item.partner), _deliverable_name(question, item), *_sums([item]))
        for item in found
    )
    total = _sums(found)
    return Report(
        name="fulfilment",
        title=Bilingual("Pemenuhan kewajiban mitra", "Fulfilment per partner"),
        office=office_name(question),
        on=question.on,
        summary=(_sentence(len(partners), total),),
        tables=(
            Table(
                name="partners",
                title=Bilingual("Per mitra", "By partner"),
                columns=(PARTNER, *FIGURES),
                rows=partners,
                total=(Bilingual("Jumlah", "Total"), *total),
            ),
            Table(
                name="deliverables",
                title=Bilingual("Per kewajiban", "By deliverable"),
                columns=(
                    PARTNER,
                    Column(name="deliverable", title=Bilingual("Kewajiban", "Deliverable")),
                    *FIGURES,
                ),
                rows=deliverables,
                total=(Bilingual("Jumlah", "Total"), "", *total),
            ),
        ),
        charts=(
            BarChart(
                title=Bilingual("Wajib dan tayang per mitra", "Owed and delivered by partner"),
                table="partners",
                category="partner",
                values=("owed", "delivered"),
                says=_sentence(len(partners), total),
            ),
        ),
        notes=(
            Bilingual(
                "Bulan kontrak dihitung sejak hari pertama kontrak (10 Agustus s.d. 9 September adalah satu "
                "bulan). Bulan yang terpotong dihitung sebanding harinya, dibulatkan ke bilangan terdekat.",
                "Contract months run from the first day of the contract (10 August to 9 September is one). A "
                "month cut short counts in proportion to its days, rounded to the nearest whole item.",
            ),
            Bilingual(
                "Yang dihitung hanya penayangan dengan bukti tayang. Kelebihan pada satu bulan tidak menutup "
                "kekurangan pada bulan lain.",
                "Only publications with proof count. More in one month does not mend a shortfall in another.",
            ),
        ),
        sources=_sources(question),
    )


def _sums(items: list[Fulfilment] | tuple[Fulfilment, ...]) -> tuple[int, int, int, int, int]:
    return (
        sum(item.owed for item in items),
        sum(item.delivered for item in items),
        sum(item.shortfall for item in items),
        sum(item.unproven for item in items),
        sum(item.owed_in_all for item in items),
    )


def _sentence(partners: int, total: tuple[int, int, int, int, int]) -> Bilingual:
    owed, delivered, shortfall, _, in_all = total
    return Bilingual(
        f"{partners} mitra telah menayangkan {delivered} dari {in_all} materi seluruh kontrak; dari {owed} "
        f"yang wajib sampai akhir bulan kontrak yang lalu, kurang {shortfall}.",
        f"{partners} partners have published {delivered} of the {in_all} items of their contracts; of the "
        f"{owed} owed by the end of the last contract month, {shortfall} are missing.",
    )


def _partner_name(question: ReportQuestion, partner: Id) -> str:
    found = question.snapshot.find(Stakeholder, partner)
    return str(partner) if found is None else found.name


def _deliverable_name(question: ReportQuestion, item: Fulfilment) -> Cell:
    found = question.snapshot.get(Agreement, item.agreement).deliverable(item.deliverable)
    return str(item.deliverable) if found is None else found.name


def _sources(question: ReportQuestion) -> tuple[str, ...]:
    cited = {
        f"{deliverable.source} {deliverable.source.seen_in}".strip()
        for agreement in question.snapshot.all(Agreement)
        for deliverable in agreement.deliverables
        if deliverable.source is not None
    }
    return tuple(sorted(cited))
