"""The months of a contract, and what is owed for a month cut short."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import PartMonths, Period
from pilkada_outreach.measuring.contract_months import contract_months

DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


def period(first: date, last: date) -> Period:
    return Period(first_day=first, last_day=last)


def test_contract_months_run_from_the_first_day() -> None:
    months = contract_months(period(date(2024, 8, 10), date(2024, 12, 9)))
    assert [(month.number, str(month.first_day), str(month.last_day)) for month in months] == [
        (1, "2024-08-10", "2024-09-09"),
        (2, "2024-09-10", "2024-10-09"),
        (3, "2024-10-10", "2024-11-09"),
        (4, "2024-11-10", "2024-12-09"),
    ]


def test_months_from_the_end_of_january() -> None:
    months = contract_months(period(date(2024, 1, 31), date(2024, 5, 30)))
    assert [str(month.first_day) for month in months] == [
        "2024-01-31",
        "2024-02-29",
        "2024-03-31",
        "2024-04-30",
    ]


def test_an_open_contract_has_no_months() -> None:
    with pytest.raises(ValueError, match="open"):
        contract_months(Period(first_day=date(2024, 8, 10)))


@given(DAYS, st.integers(0, 800))
def test_contract_months_cover_every_day_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    months = contract_months(period(first, last))
    days = [day for month in months for day in month.period.days()]
    assert days == list(period(first, last).days())
    assert [month.number for month in months] == list(range(1, len(months) + 1))
    *whole, end = [(m.last_day - m.first_day).days + 1 - m.full_length_in_days for m in months]
    assert not any(whole), "only the last month may be cut short"
    assert end <= 0


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


@given(DAYS, st.integers(0, 400), st.integers(1, 500))
def test_a_part_month_owes_the_nearest_whole_number_to_its_share_a_half_up(
    first: date, length: int, per_month: int
) -> None:
    *whole, end = contract_months(period(first, first + timedelta(days=length)))
    days = (end.last_day - end.first_day).days + 1
    exact = Fraction(per_month * days, end.full_length_in_days)
    quota = end.quota(per_month, PartMonths.PROPORTIONAL)
    assert Fraction(-1, 2) <= exact - quota < Fraction(1, 2)
    assert all(month.quota(per_month, kind) == per_month for month in whole for kind in PartMonths)
    if days == end.full_length_in_days:
        assert quota == per_month == end.quota(per_month, PartMonths.NONE)
    else:
        assert end.quota(per_month, PartMonths.NONE) == 0
    assert end.quota(per_month, PartMonths.FULL) == per_month


@given(DAYS, st.integers(0, 400), st.integers(1, 500))
def test_a_day_more_never_owes_less(first: date, length: int, per_month: int) -> None:
    shorter, longer = (
        sum(
            month.quota(per_month, PartMonths.PROPORTIONAL)
            for month in contract_months(period(first, first + timedelta(days=length + more)))
        )
        for more in (0, 1)
    )
    assert shorter <= longer <= shorter + per_month
