"""Days, counts, shares and money in two languages, whatever the machine's locale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pilkada_outreach import _formats
from pilkada_outreach.problems import Language


@pytest.mark.parametrize(("lang", "written"), [("id", "10 Agustus 2024"), ("en", "10 August 2024")])
def test_a_day_in_words(lang: Language, written: str) -> None:
    assert _formats.day(date(2024, 8, 10), lang) == written


def test_polling_day_is_a_wednesday() -> None:
    assert _formats.weekday(date(2024, 11, 27), "id") == "Rabu"
    assert _formats.weekday(date(2024, 11, 27), "en") == "Wednesday"


@pytest.mark.parametrize(
    ("first", "last", "indonesian", "english"),
    [
        (date(2024, 11, 27), date(2024, 11, 27), "27 November 2024", "27 November 2024"),
        (date(2024, 11, 24), date(2024, 11, 26), "24–26 November 2024", "24–26 November 2024"),
        (date(2024, 8, 10), date(2024, 12, 9), "10 Agustus – 9 Desember 2024", "10 August – 9 December 2024"),
        (date(2024, 3, 30), date(2025, 1, 2), "30 Maret 2024 – 2 Januari 2025", "30 March 2024 – 2 January 2025"),
        (None, date(2024, 11, 18), "sampai 18 November 2024", "until 18 November 2024"),
        (date(2024, 5, 1), None, "mulai 1 Mei 2024", "from 1 May 2024"),
        (None, None, "belum ada tanggal", "no day set yet"),
    ],
)  # fmt: skip
def test_a_span_says_once_what_its_ends_share(
    first: date | None, last: date | None, indonesian: str, english: str
) -> None:
    assert _formats.days(first, last, "id") == indonesian
    assert _formats.days(first, last, "en") == english


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [(0, "0", "0"), (999, "999", "999"), (552_469, "552.469", "552,469"), (-1_447, "-1.447", "-1,447")],
)  # fmt: skip
def test_a_count_has_its_thousands_apart(number: int, indonesian: str, english: str) -> None:
    assert _formats.count(number, "id") == indonesian
    assert _formats.count(number, "en") == english


@pytest.mark.parametrize(
    ("share", "indonesian", "english"),
    [
        ("70.98", "70,98 %", "70.98 %"),
        ("82", "82 %", "82 %"),
        ("60.00", "60,00 %", "60.00 %"),
        ("1E+2", "100 %", "100 %"),
    ],
)
def test_a_share_keeps_every_digit_it_was_given(share: str, indonesian: str, english: str) -> None:
    assert _formats.percent(Decimal(share), "id") == indonesian
    assert _formats.percent(Decimal(share), "en") == english


def test_money() -> None:
    assert _formats.rupiah(1_500_000, "id") == "Rp1.500.000"
    assert _formats.rupiah(1_500_000, "en") == "Rp1,500,000"
    assert _formats.rupiah(-500, "id") == "-Rp500"


def test_points_show_their_sign() -> None:
    assert _formats.points(Decimal("-11.02")) == "-11,02 poin"
    assert _formats.points(Decimal("2.50"), "en") == "+2.50 points"
