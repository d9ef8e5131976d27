"""The three time zones, by province."""

from datetime import UTC, datetime, timedelta

import pytest

from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.reference import areas, zones


def test_three_in_the_afternoon_in_jakarta_is_five_in_jayapura() -> None:
    release = datetime(2024, 11, 27, 15, tzinfo=zones.WIB)
    assert release.astimezone(zones.WITA).hour == 16
    assert release.astimezone(zones.WIT).hour == 17
    assert [release.astimezone(zone).tzname() for zone in (zones.WIB, zones.WITA, zones.WIT)] == [
        *("WIB", "WITA", "WIT")
    ]


def test_every_province_has_a_zone_and_nothing_else_has() -> None:
    assert list(zones.provinces().by_province) == [
        str(area.code) for area in areas.level("province")
    ]


@pytest.mark.parametrize(
    ("hours", "codes"),
    [
        (7, "11 21 31 36 61 62"),
        (8, "51 52 53 63 64 65 71 76"),
        (9, "81 82 91 92 93 94 95 96"),
    ],
)
def test_provinces_at_the_borders_of_zones(hours: int, codes: str) -> None:
    polling = datetime(2024, 11, 27, tzinfo=UTC)
    for code in codes.split():
        zone = zones.of_province(code)
        assert polling.astimezone(zone).utcoffset() == timedelta(hours=hours), code


def test_an_area_has_the_zone_of_its_province() -> None:
    assert areas.get("64.02.06.1001").time_zone is zones.WITA
    assert areas.get("93.01").time_zone is zones.WIT
    with pytest.raises(ValueError, match="three"):
        _ = areas.country().time_zone


def test_only_provinces_are_asked() -> None:
    with pytest.raises(UnknownRecord):
        zones.of_province("64.02")


def test_the_source_is_named_and_says_that_nobody_read_it() -> None:
    assert str(zones.provinces().source) == "Keppres 41/1987 (unverified)"
