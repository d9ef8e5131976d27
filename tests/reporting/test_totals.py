"""A total that is not what its rows add up to never leaves the builder."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.reporting.model import Bilingual, Cell, Column, ColumnKind, Table

AMOUNTS = st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), max_size=8)


def table(amounts: list[int | None], total: Cell, kind: ColumnKind) -> Table:
    return Table(
        name="contoh",
        title=Bilingual("Contoh", "Example"),
        columns=(
            Column(name="name", title=Bilingual("Nama", "Name")),
            Column(name="amount", title=Bilingual("Nilai", "Amount"), kind=kind),
        ),
        rows=tuple((f"baris {place}", amount) for place, amount in enumerate(amounts)),
        total=(Bilingual("Jumlah", "Total"), total),
    )


@given(AMOUNTS, st.sampled_from([ColumnKind.COUNT, ColumnKind.RUPIAH]), st.integers(-3, 3))
def test_a_total_is_what_its_rows_add_up_to(
    amounts: list[int | None], kind: ColumnKind, wrong_by: int
) -> None:
    right = sum(amount for amount in amounts if amount is not None)
    if wrong_by == 0:
        assert table(amounts, right, kind).total is not None
    else:
        with pytest.raises(ValueError, match=r"table contoh: the total of amount is"):
            table(amounts, right + wrong_by, kind)


@pytest.mark.parametrize("total", [None, "", Bilingual("–", "–")])
def test_a_total_may_be_left_open(total: Cell) -> None:
    assert table([1, 2], total, ColumnKind.COUNT).total is not None


def test_percentages_have_no_sum() -> None:
    assert table([60, 70], 65, ColumnKind.PERCENT).total is not None
