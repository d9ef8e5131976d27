"""The tables of the report of fulfilment: few columns each, so that they can be read on a phone."""

from collections import Counter
from collections.abc import Iterable

from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.stakeholder import Stakeholder, StakeholderKind
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.agreements import in_effect, state_of
from pilkada_outreach.measuring.contract_items import COUNTED, Item, Standing
from pilkada_outreach.measuring.contract_terms import BINDING
from pilkada_outreach.measuring.fulfilment import Fulfilment
from pilkada_outreach.measuring.obligations import Obligation, ObligationState, Sums
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.register import AGREEMENT, partner_name, register_number
from pilkada_outreach.reporting.words import AGREEMENT_STATES, code_words

STATES = {
    ObligationState.NOT_YET_DUE: Bilingual("Belum jatuh tempo", "Not yet due"),
    ObligationState.MET: Bilingual("Terpenuhi", "Met"),
    ObligationState.LATE: Bilingual("Terpenuhi, terlambat", "Met late"),
    ObligationState.PARTLY_MET: Bilingual("Terpenuhi sebagian", "Partly met"),
    ObligationState.MISSED: Bilingual("Tidak dipenuhi", "Missed"),
    ObligationState.DISPUTED: Bilingual("Dalam sengketa", "Disputed"),
    ObligationState.WAIVED: Bilingual("Dibebaskan", "Waived"),
}
"""Where an obligation stands (keadaan)."""
STANDINGS = {
    Standing.ON_TIME: Bilingual("Dihitung: tepat waktu", "Counts: on time"),
    Standing.LATE: Bilingual("Dihitung: terlambat", "Counts: late"),
    Standing.UNPROVEN: Bilingual("Belum terbukti", "Not yet proven"),
    Standing.DISPUTED: Bilingual("Dalam sengketa", "In dispute"),
    Standing.REFUSED: Bilingual("Sengketa, ditolak", "Disputed and refused"),
    Standing.WRONG_PROOF: Bilingual("Jenis bukti tidak sesuai", "Wrong kind of proof"),
    Standing.WRONG_LABEL: Bilingual("Label tidak sesuai", "Wrong label"),
    Standing.DOUBLE: Bilingual("Ganda", "Double"),
    Standing.OUTSIDE: Bilingual("Di luar jangka waktu kontrak", "Outside the contract's period"),
    Standing.STRAY: Bilingual("Bukan kewajiban perjanjian", "Nothing the agreement asks for"),
}
"""How an item stands, those that count first."""
KINDS = {
    StakeholderKind.MEDIA: Bilingual("Media", "Media"),
    StakeholderKind.GOVERNMENT: Bilingual("Pemerintah daerah", "Local government"),
    StakeholderKind.SEGMENT: Bilingual("Basis pemilih", "Voter segment"),
    StakeholderKind.COMMUNITY: Bilingual("Komunitas", "Community"),
    StakeholderKind.AGENCY: Bilingual("Perangkat daerah, instansi", "Government agency"),
    StakeholderKind.VILLAGE_HEAD: Bilingual("Lurah, kepala desa", "Village head"),
    StakeholderKind.NEIGHBOURHOOD_HEAD: Bilingual("Ketua RT, RW", "Neighbourhood head"),
    StakeholderKind.TERRITORIAL_ARMY: Bilingual("Aparat kewilayahan TNI", "Territorial army"),
    StakeholderKind.TERRITORIAL_POLICE: Bilingual("Aparat kewilayahan Polri", "Territorial police"),
    StakeholderKind.UNIVERSITY: Bilingual("Perguruan tinggi", "University"),
    StakeholderKind.SCHOOL: Bilingual("Sekolah", "School"),
    StakeholderKind.CIVIL_SOCIETY: Bilingual("Organisasi kemasyarakatan", "Civil society"),
    StakeholderKind.INDIGENOUS_COMMUNITY: Bilingual("Masyarakat adat", "Indigenous community"),
    StakeholderKind.INFORMATION_GROUP: Bilingual(
        "Kelompok Informasi Masyarakat", "Community information group"
    ),
    StakeholderKind.DISABILITY_ORGANISATION: Bilingual(
        "Organisasi penyandang disabilitas", "Disability organisation"
    ),
    StakeholderKind.RELIGIOUS_ORGANISATION: Bilingual(
        "Organisasi keagamaan", "Religious organisation"
    ),
    StakeholderKind.PARTY: Bilingual("Partai politik", "Political party"),
}
"""What kind of partner it is, where it is no medium with a legal class."""
OTHER_PARTNER = Bilingual("Mitra lain", "Other partner")
TOTAL = Bilingual("Jumlah", "Total")


def _column(name: str, id: str, en: str, kind: ColumnKind = ColumnKind.COUNT) -> Column:
    return Column(name=name, title=Bilingual(id, en), kind=kind)


PARTNER = _column("partner", "Mitra", "Partner", ColumnKind.TEXT)
DELIVERABLE = _column("deliverable", "Kewajiban", "Deliverable", ColumnKind.TEXT)
MONTH = _column("month", "Bulan kontrak s.d.", "Contract month to", ColumnKind.DAY)
KIND = _column("kind", "Jenis media", "Kind of medium", ColumnKind.TEXT)
STATE = _column("state", "Keadaan", "State", ColumnKind.TEXT)
SHORTFALL = _column("shortfall", "Kurang", "Missing")
ITEMS = _column("items", "Materi", "Items")
FIGURES = (
    _column("due", "Wajib s.d. bulan lalu", "Owed to date"),
    _column("counted", "Dihitung", "Counted"),
    SHORTFALL,
)
LATE_AND_OVER = (_column("late", "Terlambat", "Late"), _column("over", "Lebih", "Beyond"))
WAIVED_AND_DISPUTED = (
    _column("waived", "Dibebaskan", "Waived"),
    _column("in_dispute", "Dalam sengketa", "In dispute"),
)
MONEY = (
    _column("payable_rupiah", "Dapat dibayar", "Payable", ColumnKind.RUPIAH),
    _column("at_stake_rupiah", "Nilai kurang dan sengketa", "At stake", ColumnKind.RUPIAH),
)


def kind_of(question: ReportQuestion, partner: Id) -> Bilingual:
    """The legal class of a medium, the kind of any other partner."""
    found = question.snapshot.find(Stakeholder, partner)
    if found is None:
        return OTHER_PARTNER
    if found.legal_class is not None:
        return code_words("medium", Code(found.legal_class.value))
    return KINDS[found.kind]


def deliverable_name(question: ReportQuestion, obligation: Obligation) -> Bilingual:
    """What the agreement calls it; the name of its code where the agreement asks for it no more."""
    agreement = in_effect(question.snapshot, obligation.agreement, question.on)
    found = agreement.deliverable(obligation.deliverable)
    if found is None:
        return code_words("deliverable", obligation.deliverable)
    return Bilingual(found.name, found.name)


def sums_table(
    name: str,
    title: Bilingual,
    head: Column,
    parts: Iterable[tuple[Cell, Sums]],
    whole: Sums,
    columns: tuple[Column, ...],
    *,
    sparse: bool = False,
) -> Table:
    """A row for each part, or when `sparse` for each that is not all 0; columns are named after the sums."""

    def figures(sums: Sums) -> tuple[int, ...]:
        return tuple(getattr(sums, column.name) for column in columns)

    return Table(
        name=name,
        title=title,
        columns=(head, *columns),
        rows=tuple(
            (called, *figures(sums)) for called, sums in parts if not sparse or any(figures(sums))
        ),
        total=(TOTAL, *figures(whole)),
    )


def states_table(obligations: tuple[Obligation, ...]) -> Table:
    """How many obligations are in each state."""
    counts = Counter(obligation.state for obligation in obligations)
    return Table(
        name="states",
        title=Bilingual("Keadaan kewajiban bulanan", "States of the monthly obligations"),
        columns=(STATE, _column("obligations", "Kewajiban", "Obligations")),
        rows=tuple((called, counts[state]) for state, called in STATES.items() if counts[state]),
        total=(TOTAL, len(obligations)),
    )


def open_table(question: ReportQuestion, obligations: tuple[Obligation, ...]) -> Table:
    """The obligations of months that are over in which something is missing or in dispute."""
    rows = [
        (
            partner_name(question, each.partner),
            _in_month(deliverable_name(question, each), each.month.number),
            each.shortfall,
            STATES[each.state],
        )
        for each in obligations
        if each.closed and each.counted < each.owed
    ]
    return Table(
        name="open",
        title=Bilingual("Yang perlu ditindaklanjuti", "What needs attention"),
        columns=(PARTNER, DELIVERABLE, SHORTFALL, STATE),
        rows=tuple(rows),
        total=(TOTAL, "", sum(each.shortfall for each in obligations), ""),
    )


def _in_month(deliverable: Bilingual, number: int) -> Bilingual:
    return Bilingual(f"{deliverable.id}, bulan ke-{number}", f"{deliverable.en}, month {number}")


def items_table(items: tuple[Item, ...]) -> Table:
    """Every item that was taken: what counts, and what does not for which reason."""
    counts = Counter(item.standing for item in items)
    return Table(
        name="items",
        title=Bilingual("Materi yang diterima mitra", "Items that partners took"),
        columns=(
            _column("standing", "Dihitung atau tidak", "Counts or not", ColumnKind.TEXT),
            ITEMS,
        ),
        rows=tuple((called, counts[of]) for of, called in STANDINGS.items() if counts[of]),
        total=(TOTAL, len(items)),
    )


def not_counted_table(question: ReportQuestion, items: tuple[Item, ...]) -> Table:
    """What does not count, by partner and reason."""
    counts = Counter(
        (item.partner, item.standing) for item in items if item.standing not in COUNTED
    )
    rows = [
        (None if partner is None else partner_name(question, partner), called, counts[partner, of])
        for partner in dict.fromkeys(item.partner for item in items)
        for of, called in STANDINGS.items()
        if counts[partner, of]
    ]
    return Table(
        name="not_counted",
        title=Bilingual("Yang tidak dihitung, per mitra", "What does not count, by partner"),
        columns=(PARTNER, _column("standing", "Sebab", "Reason", ColumnKind.TEXT), ITEMS),
        rows=tuple(rows),
        total=(TOTAL, "", sum(item.standing not in COUNTED for item in items)),
    )


def not_binding_table(question: ReportQuestion, fulfilments: Iterable[Fulfilment]) -> Table:
    """Under which agreements nobody owes anything on the day, and why."""
    idle = {(part.partner, part.agreement): None for part in fulfilments if not part.obligations}
    return Table(
        name="not_binding",
        title=Bilingual("Perjanjian yang belum atau tidak mengikat", "Agreements that bind nobody"),
        columns=(PARTNER, AGREEMENT, STATE),
        rows=tuple(
            (
                partner_name(question, partner),
                register_number(question, agreement),
                _why_idle(state_of(question.snapshot, agreement, question.on)),
            )
            for partner, agreement in idle
        ),
    )


def _why_idle(state: AgreementState) -> Bilingual:
    if state in BINDING:
        return Bilingual("Jangka waktu terbuka", "Open period")
    return AGREEMENT_STATES[state]
