"""Pooled shares and means of regions: what each is, and that neither passes for the other."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import Ratio, evolve
from pilkada_outreach.measuring.turnout import Mean, mean_of_regions, pooled
from tests.findings import refused, warned
from tests.measuring.figures import ratio

RATIOS = st.lists(
    st.builds(ratio, st.integers(0, 10**7), st.integers(1, 10**7)), min_size=1, max_size=8
)


def test_a_pool_weighs_by_voters_and_a_mean_does_not() -> None:
    # Kutai Kartanegara (2024-12-06) and Penajam Paser Utara (2024-12-05)
    large, small = ratio(392_161, 552_469), ratio(109_552, 137_495)
    together, mean = pooled([large, small]), mean_of_regions([large, small])

    assert (large.percent(), small.percent()) == (Decimal("70.98"), Decimal("79.68"))
    assert (together.numerator, together.denominator) == (501_713, 689_964)
    assert (together.percent(), mean.percent()) == (Decimal("72.72"), Decimal("75.33"))
    assert (together.method, mean.method) == ("pooled", "mean of regions")
    assert (together.basis, mean.basis, mean.regions) == ("DPT", "DPT", 2)


def test_the_mean_of_unrounded_shares_is_rounded_once() -> None:
    thirds = [ratio(1, 3), ratio(1, 3), ratio(1, 3), ratio(2, 3)]

    assert mean_of_regions(thirds).percent(6) == Decimal("41.666667")
    assert mean_of_regions([ratio(1, 8), ratio(1, 8)]).percent(0) == Decimal(13)


@pytest.mark.parametrize("join", [pooled, mean_of_regions])
def test_denominators_of_two_lists_are_not_joined_unnamed(join: object) -> None:
    assert callable(join)
    mixed = [ratio(1, 2), ratio(1, 2, "DPT+DPTb"), ratio(1, 2, "")]

    assert refused(lambda: join(mixed)) == ["turnout.bases ratios"]
    assert join(mixed, basis="DPT, sebagian dengan DPTb").basis == "DPT, sebagian dengan DPTb"


@pytest.mark.parametrize("join", [pooled, mean_of_regions])
def test_nothing_and_means_cannot_be_joined(join: object) -> None:
    assert callable(join)
    mean = evolve(ratio(76, 100), method="mean of regions")

    assert refused(lambda: join([])) == ["turnout.nothing ratios"]
    assert refused(lambda: join([ratio(1, 2), mean])) == ["turnout.mean-joined ratios[1].method"]
    assert pooled([pooled([ratio(1, 2)]), ratio(1, 4)]).percent() == Decimal("33.33")
    assert refused(lambda: Mean(ratios=())) == ["turnout.nothing ratios"]


@given(RATIOS)
def test_a_pool_of_pools_is_the_pool(ratios: list[Ratio]) -> None:
    half = len(ratios) // 2
    parts = [pooled(part) for part in (ratios[:half], ratios[half:]) if part]

    assert pooled(parts) == pooled(ratios)
    assert pooled(ratios[::-1]) == pooled(ratios)


@given(RATIOS)
def test_both_lie_between_the_lowest_and_the_highest(ratios: list[Ratio]) -> None:
    shares = [Fraction(each.numerator, each.denominator) for each in ratios]
    together = pooled(ratios)
    mean = mean_of_regions(ratios)

    assert min(shares) <= Fraction(together.numerator, together.denominator) <= max(shares)
    lowest, highest = (
        each.percent() for each in (min(ratios, key=_share), max(ratios, key=_share))
    )
    assert lowest <= mean.percent() <= highest


def _share(each: Ratio) -> Fraction:
    return Fraction(each.numerator, each.denominator)


@given(RATIOS, st.integers(1, 10**6))
def test_equal_voters_make_the_two_equal(ratios: list[Ratio], voters: int) -> None:
    alike = [evolve(each, denominator=voters) for each in ratios]

    assert pooled(alike).percent() == mean_of_regions(alike).percent()


@given(st.integers(0, 10**60), st.integers(1, 10**60))
def test_a_share_of_any_size_has_its_percent(numerator: int, denominator: int) -> None:
    exact = Fraction(100 * numerator, denominator)
    percent = Fraction(ratio(numerator, denominator).percent())

    assert abs(percent - exact) <= max(Fraction(1, 200), exact / 10**27)


def test_turnout_above_the_whole_is_doubtful_and_kept() -> None:
    # Papua Pegunungan, Pemilu 2024: additional voters are not in the denominator
    noken = ratio(1_306_740, 1_306_414)

    assert warned(noken) == ["ratio.above-whole numerator"]
    assert noken.percent() == Decimal("100.02")
    assert pooled([noken, ratio(1, 2)]).percent() == Decimal("100.02")
