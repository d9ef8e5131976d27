"""Holidays of Indonesia (hari libur): 2015 to 2026 shipped in layers, later years through the extra `holidays`."""

from datetime import date
from functools import cache

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.domain.calendar import DayOff, Layer
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.reference._data import rows

YEARS = range(2015, 2027)
"""The years that the wheel ships."""

_LAYER_OF = {
    "libur_nasional": Layer.NATIONAL,
    "cuti_bersama": Layer.JOINT_LEAVE,
    "hari_pemungutan_suara": Layer.POLLING_DAY,
}
_PACKAGE = "PyPI holidays 0.109"
_PEMILU = LegalSource(instrument="UU", number="7", year=2017, article="Pasal 167(3)", verified=True)
_PILKADA = LegalSource(instrument="UU", number="1", year=2015, article="Pasal 84(3)", verified=True)
_PILKADA_2024 = LegalSource(
    instrument="Keppres",
    number="33",
    year=2024,
    article="(UU 1/2015 Pasal 84(3))",
    verified=True,
)


@cache
def shipped() -> tuple[DayOff, ...]:
    """Every shipped holiday in the order of days; polling days keep a layer of their own."""
    found = (
        DayOff(
            day=(day := date.fromisoformat(text)),
            name=name,
            layer=(layer := _LAYER_OF[kind]),
            source=_polling_source(day, name) if layer is Layer.POLLING_DAY else _decree(day.year),
        )
        for text, name, kind in rows("holidays_id_2015_2026.csv")
    )
    return tuple(sorted(found, key=lambda off: off.day))


def computed(year: int) -> tuple[DayOff, ...]:
    """The holidays of one year as the library `holidays` computes them. Raises MissingExtra without it.

    An estimated day says `(perkiraan)` in its name. No joint leave means that it is not decreed yet.
    """
    with needs_extra("holidays", "computing the holidays of a year that is not shipped"):
        from holidays import country_holidays
        from holidays.version import __version__
    source = LegalSource(instrument=f"PyPI holidays {__version__}")
    found = [
        DayOff(day=day, name=name, layer=layer, source=source)
        for layer, category in ((Layer.NATIONAL, "public"), (Layer.JOINT_LEAVE, "government"))
        for day, name in country_holidays(
            "ID", years=year, categories=(category,), language="id"
        ).items()
    ]
    return tuple(sorted(found, key=lambda off: off.day))


@cache
def _decree(year: int) -> LegalSource:
    """The yearly decree of three ministers; its number is not kept, since nobody read it here."""
    return LegalSource(
        instrument=f"SKB 3 Menteri, hari libur nasional dan cuti bersama {year}", seen_in=_PACKAGE
    )


def _polling_source(day: date, name: str) -> LegalSource:
    if day == date(2024, 11, 27):
        return _PILKADA_2024
    return _PEMILU if name == "Hari Pemilihan Umum" else _PILKADA
