"""The three time zones of Indonesia and which province lies in which (zona waktu)."""

import tomllib
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.reference._data import data_bytes

WIB: ZoneInfo = ZoneInfo("Asia/Jakarta")
"""Waktu Indonesia Barat, UTC+7."""
WITA: ZoneInfo = ZoneInfo("Asia/Makassar")
"""Waktu Indonesia Tengah, UTC+8."""
WIT: ZoneInfo = ZoneInfo("Asia/Jayapura")
"""Waktu Indonesia Timur, UTC+9."""


@attrs.frozen(kw_only=True)
class ProvinceZones:
    """The zone of each province, by its code, and the law that sets it."""

    by_province: MappingProxyType[str, ZoneInfo]
    source: LegalSource


def of_province(code: str) -> ZoneInfo:
    """The zone of the province with this two-digit code. Raises UnknownRecord for any other code."""
    zone = provinces().by_province.get(code)
    if zone is None:
        raise UnknownRecord(code)
    return zone


@cache
def provinces() -> ProvinceZones:
    """The zones of all 38 provinces with their source."""
    document = tomllib.loads(data_bytes("time_zones.toml").decode("utf-8"))
    known = {zone.key: zone for zone in (WIB, WITA, WIT)}
    by_province = {
        province: known[key] for key, codes in document["zones"].items() for province in codes
    }
    return ProvinceZones(
        by_province=MappingProxyType(dict(sorted(by_province.items()))),
        source=LegalSource(**document["source"]),
    )
