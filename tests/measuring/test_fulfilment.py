"""Fulfilment: contract months, part months, what counts and what does not."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import (
    Evidence,
    Id,
    Outcome,
    PartMonths,
    Period,
    Publication,
    Receipt,
    Record,
    Snapshot,
)
from pilkada_outreach.measuring.contract_months import contract_months
from pilkada_outreach.measuring.fulfilment import Fulfilment, fulfilments
from pilkada_outreach.rules.example_world import MEDIUM, OWN, ZONE, noon, publication, world

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


def period(first: date, last: date) -> Period:
    return Period(first_day=first, last_day=last)


def test_contract_months_run_from_the_first_day() -> None:
    months = contract_months(period(date(2024, 8, 10), date(2024, 12, 9)))
    assert [(str(month.first_day), str(month.last_day)) for month in months] == [
        ("2024-08-10", "2024-09-09"),
        ("2024-09-10", "2024-10-09"),
        ("2024-10-10", "2024-11-09"),
        ("2024-11-10", "2024-12-09"),
    ]


def test_months_from_the_end_of_january() -> None:
    months = contract_months(period(date(2024, 1, 31), date(2024, 5, 30)))
    assert [str(month.first_day) for month in months] == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


@given(DAYS, st.integers(0, 800))
def test_contract_months_cover_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    months = contract_months(period(first, last))
    days = [day for month in months for day in month.period.days()]
    assert days == list(period(first, last).days())
    assert all(
        (month.last_day - month.first_day).days + 1 <= month.full_length_in_days for month in months
    )


@pytest.mark.parametrize(
    ("last", "part_months", "owed"),
    [
        (date(2024, 9, 9), PartMonths.NONE, [5]),
        (date(2024, 9, 24), PartMonths.PROPORTIONAL, [5, 3]),  # 15 of 30 days: 2.5, a half up
        (date(2024, 9, 12), PartMonths.PROPORTIONAL, [5, 1]),  # 3 of 30 days: 0.5
        (date(2024, 9, 11), PartMonths.PROPORTIONAL, [5, 0]),
        (date(2024, 9, 11), PartMonths.FULL, [5, 5]),
        (date(2024, 9, 11), PartMonths.NONE, [5, 0]),
    ],
)
def test_part_months(last: date, part_months: PartMonths, owed: list[int]) -> None:
    months = contract_months(period(date(2024, 8, 10), last))
    assert [month.quota(5, part_months) for month in months] == owed


def sent(item: Publication, outcome: Outcome = Outcome.DELIVERED, attempt: int = 1) -> Receipt:
    proof = Evidence(url="https://contoh.example/1", sha256="0" * 64, captured_at=item.due_at)
    return Receipt(
        id=Id.of("receipt", item.id, attempt),
        publication=item.id,
        attempt=attempt,
        at=item.due_at,
        outcome=outcome,
        cause="" if outcome in (Outcome.DELIVERED, Outcome.ACCEPTED) else "sebab",
        evidence=proof if outcome is Outcome.DELIVERED else None,
    )


def count(on: date, *records: Record) -> Fulfilment:
    (found,) = fulfilments(
        Snapshot((*world(), *records)), OWN, on, lambda at: at.astimezone(ZONE).date()
    )
    assert found.partner == MEDIUM
    return found


def items(*days: tuple[int, int]) -> list[Publication]:
    return [publication("ajakan-memilih", noon(month, day)) for month, day in days]


def test_what_counts() -> None:
    good = items((8, 12), (8, 13), (8, 14))
    accepted, rejected, late = items((8, 15), (8, 16), (9, 10))
    records: list[Record] = [*good, accepted, rejected, late]
    records += [sent(item) for item in (*good, late)]
    records += [sent(accepted, Outcome.ACCEPTED), sent(rejected, Outcome.REJECTED)]
    found = count(date(2024, 9, 9), *records)
    assert (found.owed, found.delivered, found.shortfall, found.unproven) == (5, 3, 2, 1)
    assert found.owed_in_all == 20


def test_a_month_that_runs_has_no_shortfall_yet() -> None:
    assert count(date(2024, 9, 8)).shortfall == 0
    assert count(date(2024, 9, 9)).shortfall == 5


def test_more_in_one_month_does_not_mend_another() -> None:
    plenty = items(*((8, day) for day in range(12, 20)))
    found = count(date(2024, 10, 9), *plenty, *(sent(item) for item in plenty))
    assert (found.owed, found.delivered, found.shortfall) == (10, 8, 5)


def test_only_the_last_attempt_counts_and_only_on_its_day() -> None:
    (item,) = items((8, 12))
    records = (item, sent(item, Outcome.FAILED), sent(item, attempt=2))
    assert count(date(2024, 8, 12), *records).delivered == 1
    assert count(date(2024, 8, 11), *records).delivered == 0


def test_the_day_is_the_commissions_own() -> None:
    late_evening = datetime(2024, 9, 9, 23, 30, tzinfo=ZONE)
    item = publication("ajakan-memilih", late_evening)
    found = count(date(2024, 9, 9), item, sent(item))
    assert found.months[0].delivered == 1


def test_an_item_outside_the_contract_is_told_and_not_counted() -> None:
    (item,) = items((12, 20))
    found = count(date(2024, 12, 31), item, sent(item))
    assert (found.delivered, found.outside) == (0, 1)


def test_an_open_contract_has_no_months() -> None:
    with pytest.raises(ValueError, match="open"):
        contract_months(Period(first_day=date(2024, 8, 10)))
