"""Days, counts, shares and money as people read them, in Indonesian and English.

No locale of the machine is asked: the same value gives the same text everywhere.
"""

from datetime import date
from decimal import Decimal

from pilkada_outreach.problems import Language

_MONTHS: dict[Language, tuple[str, ...]] = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def day(date: date, lang: Language = "id") -> str:
    """A day in words: `10 Agustus 2024`, `10 August 2024`."""
    return f"{date.day} {_month(date, lang)} {date.year}"


def weekday(date: date, lang: Language = "id") -> str:
    """The name of the day of the week (hari): `Rabu`, `Wednesday`."""
    return _WEEKDAYS[lang][date.weekday()]


def days(first: date | None, last: date | None, lang: Language = "id") -> str:
    """A span of days, both ends included: `24–26 November 2024`; what both ends share is said once.

    An end that is None is open: `sampai 18 November 2024`. With neither, no day is set.
    """
    if first is None and last is None:
        return "no day set yet" if lang == "en" else "belum ada tanggal"
    if first is None:
        assert last is not None  # the case above
        return f"{'until' if lang == 'en' else 'sampai'} {day(last, lang)}"
    if last is None:
        return f"{'from' if lang == 'en' else 'mulai'} {day(first, lang)}"
    if first == last:
        return day(first, lang)
    if first.year != last.year:
        return f"{day(first, lang)} – {day(last, lang)}"
    if first.month != last.month:
        return f"{first.day} {_month(first, lang)} – {day(last, lang)}"
    return f"{first.day}–{day(last, lang)}"


def count(number: int, lang: Language = "id") -> str:
    """A whole number with its thousands apart: `552.469`, `552,469`."""
    return _separated(f"{number:,}", lang)


def decimal(number: Decimal, lang: Language = "id") -> str:
    """A decimal number with every digit it was given: `70,98`, `70.98`."""
    return _separated(f"{number:,f}", lang)


def percent(share: Decimal, lang: Language = "id") -> str:
    """A share in percent, with every digit it was given: `70,98 %`, `70.98 %`."""
    return f"{decimal(share, lang)} %"


def points(difference: Decimal, lang: Language = "id") -> str:
    """A difference in percentage points, with its sign: `-11,02 poin`, `+2.50 points`."""
    return f"{_separated(f'{difference:+,f}', lang)} {'points' if lang == 'en' else 'poin'}"


def rupiah(amount: int, lang: Language = "id") -> str:
    """Money: `Rp1.500.000`, `Rp1,500,000`; written without a blank, as EYD has it."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{count(abs(amount), lang)}"


def _month(date: date, lang: Language) -> str:
    return _MONTHS[lang][date.month - 1]


def _separated(english: str, lang: Language) -> str:
    return english if lang == "en" else english.translate({ord(","): ".", ord("."): ","})
