"""Grants by line and instalment, remainders, and the budget lines of contracts; all sums are true."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.domain.grant import Instalment
from pilkada_outreach.domain.publication import Evidence, Outcome, Publication, Receipt
from pilkada_outreach.domain.values import Code, Id, Record
from pilkada_outreach.reporting.grants import build_grants
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.rules.example_world import MEDIUM, OWN, ZONE
from tests.reporting.samples import asking, column, contract, grant, granted, notes, table, total

PAID = Instalment(amount_rupiah=400, due=date(2024, 1, 20), paid_on=date(2024, 1, 18))
MONEY = ("amount", "realised", "remainder", "share")
OPEN = Instalment(amount_rupiah=600, due=date(2024, 6, 27))


def test_lines_show_what_was_spent_and_what_is_left() -> None:
    report = build_grants(asking(granted("001", grant())))

    assert table(report, "lines").rows == (
        ("Rincian a", 600, 450, 150, Decimal("75.00"), "2024/001"),
        ("Rincian b", 400, None, None, None, "2024/001"),
    )
    assert [total(report, "lines", name) for name in MONEY] == [1_000, 450, None, None]
    assert table(report, "grants").rows[0][1:5] == (1_000, 450, None, None)
    assert "realisasi 1 rincian senilai Rp400 belum tercatat" in notes(report)
    assert "sisanya belum dapat dihitung" in report.summary[0].id


def test_what_is_left_is_told_where_all_spending_is_known() -> None:
    report = build_grants(asking(granted("001", grant(1_000, (("a", 600, 450), ("b", 400, 0))))))

    assert table(report, "grants").rows[0][1:5] == (1_000, 450, 550, Decimal("45.00"))
    assert report.summary[0].id == (
        "Hibah Rp1.000 dari 1 naskah; realisasi yang tercatat Rp450, sisa Rp550."
    )


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 10**12), st.integers(0, 10**12)), min_size=1, max_size=5),
        min_size=1,
        max_size=4,
    )
)
def test_totals_are_the_sums_of_all_lines(grants: list[list[tuple[int, int]]]) -> None:
    records = [
        granted(
            f"{number:03}",
            grant(
                sum(amount for amount, _ in lines),
                tuple((f"r{n}", amount, spent) for n, (amount, spent) in enumerate(lines)),
            ),
        )
        for number, lines in enumerate(grants, start=1)
    ]
    report = build_grants(asking(*records))
    amount = sum(amount for lines in grants for amount, _ in lines)
    spent = sum(spent for lines in grants for _, spent in lines)

    for name in ("grants", "lines"):
        assert total(report, name, "amount") == amount
        assert total(report, name, "realised") == spent
        assert total(report, name, "remainder") == amount - spent
        share = total(report, name, "share")
        assert isinstance(share, Decimal)
        assert abs(share - Decimal(100 * spent) / amount) <= Decimal("0.0051")


def test_lines_that_do_not_add_up_say_so() -> None:
    report = build_grants(asking(granted("001", grant(1_500_000, (("a", 1_400_000, 0),)))))

    assert (
        "2024/001: Rinciannya berjumlah Rp1.400.000, hibahnya Rp1.500.000: selisih Rp100.000."
        in notes(report)
    )
    assert "The lines add up to Rp1,400,000" in notes(report)


def test_instalments_show_due_and_paid_days() -> None:
    report = build_grants(asking(granted("001", grant(instalments=(PAID, OPEN)))))

    assert table(report, "instalments").rows == (
        ("2024/001", 1, 400, Decimal("40.00"), date(2024, 1, 20), date(2024, 1, 18)),
        ("2024/001", 2, 600, Decimal("60.00"), date(2024, 6, 27), None),
    )
    assert "tahap 2 belum disalurkan, 96 hari setelah jatuh tempo" in notes(report)


def test_a_payment_of_a_later_day_has_not_come() -> None:
    report = build_grants(
        asking(granted("001", grant(instalments=(PAID, OPEN))), on=date(2024, 1, 17))
    )

    assert column(report, "instalments", "paid_on") == [None, None]
    assert "jatuh tempo" not in notes(report)


def test_on_the_due_day_nothing_is_late() -> None:
    paid = Instalment(amount_rupiah=400, due=date(2024, 2, 1), paid_on=date(2024, 2, 1))
    due = Instalment(amount_rupiah=600, due=date(2024, 10, 1))

    assert "jatuh tempo" not in notes(
        build_grants(asking(granted("001", grant(instalments=(paid, due)))))
    )


def test_a_late_payment_says_how_late() -> None:
    late = Instalment(amount_rupiah=1_000, due=date(2024, 2, 1), paid_on=date(2024, 2, 11))
    report = build_grants(asking(granted("001", grant(instalments=(late,)))))

    assert "tahap 1 disalurkan 10 hari setelah jatuh tempo" in notes(report)


def test_shares_other_than_forty_and_sixty_are_told() -> None:
    halves = (Instalment(amount_rupiah=500), Instalment(amount_rupiah=500))
    report = build_grants(asking(granted("001", grant(instalments=halves))))

    assert "Tahap 1 sebesar Rp500; 40 % dari hibah adalah Rp400." in notes(report)
    assert report.sources == ("Permendagri 54/2019 jo. Permendagri 41/2020 Pasal 16(4)",)


@pytest.mark.parametrize(
    ("on", "returned", "gap"), [(date(2024, 9, 30), None, None), (date(2024, 10, 1), 90, 10)]
)
def test_the_remainder_that_went_back_is_compared(
    on: date, returned: int | None, gap: int | None
) -> None:
    back = grant(1_000, (("a", 1_000, 900),), returned_rupiah=90, returned_on=date(2024, 10, 1))
    report = build_grants(asking(granted("001", back), on=on))
    day = None if returned is None else date(2024, 10, 1)

    assert table(report, "returns").rows == (("2024/001", 100, returned, day, gap),)
    assert ("Dikembalikan Rp90, padahal sisa hibah Rp100" in notes(report)) is (gap is not None)


def test_an_addendum_replaces_the_money_and_is_not_counted_twice() -> None:
    first = granted("001", grant(1_000, (("a", 1_000, 500),)))
    addendum = granted(
        "002", grant(1_600, (("a", 1_600, 500),)), amends=first.id, signed=date(2024, 9, 1)
    )

    assert total(build_grants(asking(first, addendum)), "grants", "amount") == 1_600
    before = build_grants(asking(first, addendum, on=date(2024, 8, 31)))
    assert total(before, "grants", "amount") == 1_000


@pytest.mark.parametrize(
    "given_up",
    [
        {"signed": None},
        {"signed": date(2023, 12, 1), "ended_on": date(2023, 12, 31), "end_reason": "Contoh"},
    ],
)
def test_a_grant_that_binds_nobody_is_no_money(given_up: dict[str, object]) -> None:
    report = build_grants(asking(granted("001", grant(), **given_up)))

    assert table(report, "grants").rows == ()
    assert report.summary[0].en == "No grant agreement has been signed by all parties."
    assert "dibatalkan tidak dihitung: 2024/001" in notes(report)


def test_a_grant_of_nothing_has_no_share() -> None:
    nothing = grant(0, (("a", 0, 0),), instalments=(Instalment(amount_rupiah=0),))
    report = build_grants(asking(granted("001", nothing)))

    assert column(report, "grants", "share") == column(report, "instalments", "share") == [None]


def test_a_grant_without_lines_is_shown_without_spending() -> None:
    report = build_grants(asking(granted("001", grant(1_000, ()))))

    assert table(report, "grants").rows[0][1:5] == (1_000, None, None, None)
    assert "belum tercatat" in notes(report)


def proven(number: str, days: int) -> tuple[Record, ...]:
    """Items under a contract that went out with proof, one a day from 12 August."""
    records: list[Record] = []
    for day in range(days):
        at = datetime(2024, 8, 12 + day, 10, tzinfo=ZONE)
        item = Publication(
            id=Id.of("publication", number, day),
            commission=OWN,
            material=Id("material/kpu-64.02/2024/ajakan-memilih"),
            channel=Code("webhook"),
            target=MEDIUM,
            agreement=Id(f"agreement/kpu-64.02/2024/{number}"),
            deliverable=Code("labelled-coverage"),
            label="advertorial",
            due_at=at,
        )
        receipt = Receipt(
            id=Id.of("receipt", number, day),
            publication=item.id,
            attempt=1,
            at=at,
            outcome=Outcome.DELIVERED,
            evidence=Evidence(url=f"https://contoh.example/{number}/{day}", captured_at=at),
        )
        records += [item, receipt]
    return tuple(records)


def test_contracts_add_up_by_budget_line() -> None:
    records = (
        contract("001", line="521211", unit_price=100, value_rupiah=2_000),
        contract("002", line="521211", unit_price=200, value_rupiah=4_000),
        contract("003", value_rupiah=500),
        *proven("001", 3),
        *proven("002", 2),
    )
    report = build_grants(asking(*records))

    assert table(report, "contracts").rows == (
        ("Kabar Contoh", 2_000, 300, 1_700, "521211", "2024/001"),
        ("Kabar Contoh", 4_000, 400, 3_600, "521211", "2024/002"),
        ("Kabar Contoh", 500, None, None, Bilingual("Belum diisi", "Not given"), "2024/003"),
    )
    assert column(report, "budget_lines", "contracts") == [1, 2]
    assert column(report, "budget_lines", "value") == [500, 6_000]
    assert column(report, "budget_lines", "payable") == [None, 700]
    for name in ("budget_lines", "contracts"):
        assert total(report, name, "value") == 6_500
        assert total(report, name, "payable") == 700
        assert total(report, name, "remainder") is None
    assert "Harga satuan belum diisi" in notes(report)


def test_only_what_was_proven_by_the_day_is_payable() -> None:
    records = (contract("001", line="1", unit_price=100, value_rupiah=900), *proven("001", 3))

    early = build_grants(asking(*records, on=date(2024, 8, 13)))
    assert column(early, "contracts", "payable") == [200]


def test_a_contract_without_a_value_is_told() -> None:
    report = build_grants(asking(contract("001", line="1")))

    assert column(report, "contracts", "value") == [None]
    assert "Nilai kontrak belum diisi: 2024/001." in notes(report)
    assert total(report, "contracts", "value") is None
