"""Polling stations rolled up from plain lists, against the obvious way to do it."""

from collections import defaultdict
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.measuring.stations import StationSums, roll_up_codes
from pilkada_outreach.reference import areas
from tests.findings import refused

VILLAGES = [
    *(str(area.code) for area in areas.get("64.02.06").children()[:3]),
    *(str(area.code) for area in areas.get("64.71").descendants(level="village")),
    "33.13.01.2001",
]
STATIONS = st.builds(
    "{}.{}".format,
    st.sampled_from(VILLAGES),
    st.one_of(st.integers(1, 30).map("{:03}".format), st.integers(1, 9999).map(str)),
)
ROWS = st.dictionaries(STATIONS, st.tuples(st.integers(0, 700), st.integers(1, 600)), max_size=40)


def rolled(rows: dict[str, tuple[int, int]]) -> StationSums:
    return roll_up_codes(list(rows), [n for n, _ in rows.values()], [d for _, d in rows.values()])


@given(ROWS)
def test_every_area_has_the_sum_of_its_stations(rows: dict[str, tuple[int, int]]) -> None:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    sums["id"] = [0, 0]
    for code, figures in rows.items():
        parts = code.split(".")
        for area in ["id", *(".".join(parts[:size]) for size in range(1, 5))]:
            for place, figure in enumerate(figures):
                sums[area][place] += figure

    assert dict(rolled(rows)) == {code: tuple(figures) for code, figures in sums.items()}


@given(ROWS, st.randoms())
def test_the_order_of_the_list_means_nothing(
    rows: dict[str, tuple[int, int]], random: object
) -> None:
    names = list(rows)
    shuffle = getattr(random, "shuffle")  # noqa: B009  # Hypothesis gives a Random without types
    shuffle(names)

    assert dict(rolled({code: rows[code] for code in names})) == dict(rolled(rows))


@given(ROWS)
def test_it_is_a_mapping(rows: dict[str, tuple[int, int]]) -> None:
    sums = rolled(rows)

    assert len(sums) == len(list(sums)) == len(set(sums))
    assert all(sums[code] == figures for code, figures in sums.items())
    for code in ("", "i", "ID", "64.", "64.99", "99", "64.02.06.1001.001"):
        assert code not in sums
    villages = list(sums.level("village"))
    assert [code for code, _, _ in villages] == sorted({code[:13] for code in rows})
    assert list(sums.level("country")) == [("id", *sums["id"])]


def test_a_large_country_is_one_number_each() -> None:
    sums = roll_up_codes(["64.02.06.1001.001", "64.02.06.1001.002"], [10**12, 1], [10**13, 2])

    assert sums["64"] == sums["id"] == (10**12 + 1, 10**13 + 2)


def test_nothing_is_counted_twice() -> None:
    twice = ["64.02.06.1001.001", "64.02.06.1001.002", "64.02.06.1001.001"]
    beside_its_village = ["64.02.06.1001", "64.02.06.1001.001"]

    assert refused(lambda: roll_up_codes(twice, [1, 2, 3], [1, 2, 3])) == ["station.twice codes"]
    for codes in (beside_its_village, beside_its_village[::-1]):
        assert refused(partial(roll_up_codes, codes, [1, 2], [1, 2])) == ["station.form codes"]


@pytest.mark.parametrize(
    "code",
    ["", "64", "64.02.06.1001", "6402061001005", "64.02.06.100.005", "64-02-06-1001-005",
     "bps:6403.001", "64.02.06.١٠٠١.005", "64.02.06.1001/005"],
)  # fmt: skip
def test_what_is_no_station_is_refused(code: str) -> None:
    known = "64.02.06.1001.004"
    rows = {code: (1, 2), known: (3, 4), f"{code}1": (5, 6)}

    assert refused(lambda: rolled(rows)) == ["station.form codes"]


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(("numerators", "denominators"), [([1], [1, 2]), ([1, 2], [1, 2, 3])])
def test_columns_of_different_lengths_are_refused(
    order: int, numerators: list[int], denominators: list[int]
) -> None:
    codes = ["64.02.06.1001.001", "64.02.06.1001.002"][::order]

    with pytest.raises(ValueError, match="differ in number"):
        roll_up_codes(codes, numerators, denominators)
