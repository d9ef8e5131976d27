"""The report of fulfilment: what it says, to whom, and by which clock."""

from datetime import date, datetime

import pytest

from pilkada_outreach import (
    WIB,
    WIT,
    WITA,
    AreaCode,
    Code,
    Commission,
    CommissionKind,
    Id,
    MediaClass,
    Place,
    Record,
    Snapshot,
    Stakeholder,
    StakeholderKind,
    UnknownRecord,
    evolve,
)
from pilkada_outreach.adapters.renderers import CsvRenderer, MarkdownRenderer
from pilkada_outreach.measuring.contract_items import Standing
from pilkada_outreach.measuring.obligations import ObligationState
from pilkada_outreach.reporting.fulfilment import build_fulfilment
from pilkada_outreach.reporting.fulfilment_tables import KINDS, STANDINGS, STATES
from pilkada_outreach.reporting.model import Report, ReportQuestion
from pilkada_outreach.reporting.office import zone_of
from pilkada_outreach.rules.example_world import MEDIUM, OWN, world
from tests.measuring.contract_desk import (
    contract,
    coverage,
    day,
    dispute,
    handed_in,
    planned,
    taken,
)
from tests.measuring.media_portfolio import Press


def report(on: date, *records: Record, commission: Id = OWN) -> Report:
    snapshot = Snapshot(world()).with_records(records)
    return build_fulfilment(ReportQuestion(snapshot=snapshot, on=on, commission=commission))


def names(found: Report) -> list[str]:
    return [table.name for table in found.tables]


@pytest.mark.parametrize(
    ("code", "zone"),
    [("id", WIB), ("61.11", WIB), ("64", WITA), ("64.02", WITA), ("bps:6403", WITA), ("91", WIT)],
)
def test_a_commission_works_by_the_clock_of_its_area_and_a_national_one_by_wib(
    code: str, zone: object
) -> None:
    assert zone_of(Place(code=AreaCode.parse(code))) is zone


def test_an_unknown_area_has_no_clock() -> None:
    with pytest.raises(UnknownRecord):
        zone_of(Place(code=AreaCode("99.99")))


def test_a_national_commission_has_its_report_by_wib() -> None:
    kpu = Commission(
        id=Id("kpu/id"), kind=CommissionKind.KPU, name="KPU", area=Place(code=AreaCode("id"))
    )
    base = contract()
    national = evolve(
        base,
        id=Id("agreement/kpu-id/2024/001"),
        commission=kpu.id,
        parties=(evolve(base.parties[0], partner=kpu.id), base.parties[1]),
        signatures=(evolve(base.signatures[0], party=kpu.id), base.signatures[1]),
    )
    item = planned(day(9, 9), agreement=national.id, commission=kpu.id)
    at = datetime(2024, 9, 9, 23, 30, tzinfo=WIB)  # the next day in the centre and the east
    records: list[Record] = [kpu, national, item, evolve(taken(item), at=at)]
    found = report(day(9, 9), *records, commission=kpu.id)
    assert found.office == "KPU"
    assert found.tables[0].rows == (("Kabar Contoh", 5, 1, 4),)


def test_a_table_has_at_most_four_columns_and_only_what_there_is_to_show() -> None:
    full = build_fulfilment(
        ReportQuestion(snapshot=Snapshot(Press().records), on=date(2025, 3, 1), commission=OWN)
    )
    assert len(full.tables) == 12
    assert all(len(table.columns) <= 4 for table in full.tables)
    quiet = report(day(8, 12), *handed_in(day(8, 12)))
    assert names(quiet) == ["partners", "deliverables", "months", "kinds", "states", "items"]


def test_the_first_sentence_says_how_things_stand() -> None:
    assert report(day(8, 12)).summary[0].id == (
        "1 mitra telah menayangkan 0 dari 20 materi seluruh kontrak; belum ada bulan kontrak yang berakhir."
    )
    assert report(day(9, 9), *handed_in(day(8, 12))).summary[0].en == (
        "1 partners have published 1 of the 20 items of their contracts; of the 5 owed by the end of the "
        "last contract month, 4 are missing."
    )


def test_money_is_told_where_there_are_prices() -> None:
    priced = contract(
        deliverables=(coverage(unit_price_rupiah=1_500_000, ceiling_rupiah=2_000_000),),
        disputes=(dispute(planned(day(8, 14)), day(8, 20)),),
    )
    days = [day(8, 12), day(8, 13), day(8, 14)]
    said = [each.id for each in report(day(9, 9), priced, *handed_in(*days)).summary]
    assert said[1:] == [
        "1 materi yang diterima mitra tidak dihitung; sebabnya ada di bawah.",
        "Dapat dibayar Rp2.000.000; nilai yang kurang atau disengketakan Rp4.500.000.",
        "Rp1.000.000 tidak dapat dibayar karena melampaui pagu.",
    ]


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (contract(signatures=()), "Rancangan"),
        (contract(signatures=contract().signatures[:1]), "Ditandatangani sebagian"),
        (contract(ended_on=day(8, 10), end_reason="batal"), "Dibatalkan"),
        (contract(period=evolve(contract().period, last_day=None)), "Jangka waktu terbuka"),
    ],
    ids=["unsigned", "half signed", "cancelled", "open"],
)
def test_an_agreement_that_binds_nobody_is_named_with_the_reason(terms: Record, why: str) -> None:
    found = report(day(9, 9), terms)
    assert names(found) == ["partners", "not_binding"]
    assert found.charts == ()
    text = MarkdownRenderer().render(found, "id").decode()
    assert "Belum ada kewajiban mitra." in text
    assert ("Kabar Contoh", "2024/001", why) in [
        tuple(cell.strip() for cell in line.strip("|").split("|")) for line in text.splitlines()
    ]


@pytest.mark.parametrize(
    ("partner", "kind"),
    [
        (Stakeholder(id=MEDIUM, kind=StakeholderKind.UNIVERSITY, name="X"), "Perguruan tinggi"),
        (
            Stakeholder(
                id=MEDIUM, kind=StakeholderKind.MEDIA, name="X", legal_class=MediaClass.TELEVISION
            ),
            "Televisi",
        ),
    ],
    ids=["university", "television"],
)
def test_partners_are_counted_by_kind(partner: Record, kind: str) -> None:
    (table,) = (each for each in report(day(9, 9), partner).tables if each.name == "kinds")
    assert [getattr(row[0], "id", None) for row in table.rows] == [kind]


def test_every_state_standing_and_kind_has_a_name() -> None:
    assert set(STATES) == set(ObligationState)
    assert set(STANDINGS) == set(Standing)
    assert set(KINDS) == set(StakeholderKind)


def test_only_the_commissions_own_agreements_are_in_it() -> None:
    other = Commission(
        id=Id("kpu/64.71"),
        kind=CommissionKind.KPU,
        name="KPU Balikpapan",
        area=Place(code=AreaCode("64.71")),
    )
    assert report(day(9, 9), other, commission=other.id).tables[0].rows == ()


def test_sheets_have_stable_heads() -> None:
    item = planned(day(8, 12), deliverable=Code("poster"))
    lines = CsvRenderer().render(report(day(9, 9), item, taken(item)), "id").decode().splitlines()
    assert lines[:3] == ["partners", "partner,due,counted,shortfall", "Kabar Contoh,5,0,5"]
    assert "Kabar Contoh,Bukan kewajiban perjanjian,1" in lines
