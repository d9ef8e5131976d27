"""The shipped register of areas as plain tables from code to name, and what a code says by its form."""

from bisect import bisect_left
from functools import cache
from typing import Literal

from pilkada_outreach.domain.values import COUNTRY
from pilkada_outreach.reference._data import rows

Level = Literal["country", "province", "regency", "district", "village"]
"""The levels of areas: negara, provinsi, kabupaten/kota, kecamatan, desa/kelurahan."""

Kind = Literal[
    "negara",
    "provinsi",
    "kabupaten",
    "kota",
    "kecamatan",
    "desa",
    "kelurahan",
    "desa adat",
]
"""What an area is by law, in Indonesian: the two kinds of regencies and the three of villages differ."""

LEVELS: tuple[Level, ...] = ("country", "province", "regency", "district", "village")
COUNTRY_NAME = "Indonesia"

_LEVEL_OF_LENGTH: dict[int, Level] = {2: "province", 5: "regency", 8: "district", 13: "village"}
_LENGTH_OF_LEVEL: dict[Level, int] = {level: size for size, level in _LEVEL_OF_LENGTH.items()}
_VILLAGE_KINDS: dict[str, Kind] = {"1": "kelurahan", "2": "desa", "3": "desa adat"}
_VILLAGE_DIGIT = 9


@cache
def upper() -> dict[str, str]:
    """The names of provinces, regencies and districts by their dotted codes, in the order of codes."""
    return dict(rows("areas.csv"))


@cache
def villages() -> dict[str, str]:
    """The names of villages by their dotted codes, in the order of codes; read when first needed."""
    return dict(rows("areas_villages.csv.gz"))


@cache
def successors() -> dict[str, str]:
    """The new code of each regency whose code was changed by the Papua laws of 2022."""
    return {row[0]: row[1] for row in rows("area_code_changes.csv")}


@cache
def predecessors() -> dict[str, str]:
    """The old code of each regency whose code was changed by the Papua laws of 2022."""
    return {new: old for old, new in successors().items()}


@cache
def bps_to_kemendagri() -> dict[str, str]:
    """Kemendagri codes by BPS codes, for the few pairs that were checked."""
    return {row[0]: row[1] for row in rows("bps_codes.csv")}


@cache
def kemendagri_to_bps() -> dict[str, str]:
    """BPS codes by Kemendagri codes, for the few pairs that were checked."""
    return {kemendagri: bps for bps, kemendagri in bps_to_kemendagri().items()}


def name_of(key: str) -> str | None:
    """The name that goes with a dotted code; None when the register has no such code."""
    name = upper().get(key)
    if name is not None:
        return name
    if key == COUNTRY:
        return COUNTRY_NAME
    return villages().get(key) if len(key) == _LENGTH_OF_LEVEL["village"] else None


def level_of(key: str) -> Level:
    """The level that a dotted code stands on."""
    return "country" if key == COUNTRY else _LEVEL_OF_LENGTH[len(key)]


def kind_of(key: str, name: str) -> Kind:
    """What the area is: from its code for villages (1 kelurahan, 2 desa), from its name for regencies."""
    match level_of(key):
        case "country":
            return "negara"
        case "province":
            return "provinsi"
        case "regency":
            return "kota" if name.startswith("Kota ") else "kabupaten"
        case "district":
            return "kecamatan"
        case "village":
            return _VILLAGE_KINDS[key[_VILLAGE_DIGIT]]


def below(key: str, level: Level) -> list[str]:
    """The codes of this level that lie inside an area, in the order of codes."""
    if level == "country":
        return []
    codes = _village_codes() if level == "village" else _upper_codes()
    size = _LENGTH_OF_LEVEL[level]
    if key == COUNTRY:
        return [code for code in codes if len(code) == size]
    first = bisect_left(codes, f"{key}.")
    behind = bisect_left(codes, f"{key}/")  # `/` comes right after `.`
    return [code for code in codes[first:behind] if len(code) == size]


@cache
def _upper_codes() -> tuple[str, ...]:
    return tuple(upper())


@cache
def _village_codes() -> tuple[str, ...]:
    return tuple(villages())
