"""Calendars: layers, sources, and years that nobody listed."""

import builtins
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import attrs
import pytest

from pilkada_outreach.domain.calendar import Calendar, DayOff, Layer, OutsideCalendar
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.errors import MissingExtra, ValidationFailed
from pilkada_outreach.reference import calendars, holidays

EID = date(2024, 4, 10)
LEAVE = date(2024, 4, 8)


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=number) for number in range(365)]


def test_the_shipped_holidays_lie_in_three_layers() -> None:
    assert Counter(off.layer for off in holidays.shipped()) == {
        Layer.NATIONAL: 194,
        Layer.JOINT_LEAVE: 76,
        Layer.POLLING_DAY: 7,
    }
    assert {off.day.year for off in holidays.shipped()} == set(holidays.YEARS)


def test_the_shipped_holidays_are_those_of_the_library_they_come_from() -> None:
    for year in holidays.YEARS:
        shipped = {
            (off.day, off.name, off.layer is Layer.JOINT_LEAVE)
            for off in holidays.shipped()
            if off.day.year == year
        }
        computed = {
            (off.day, off.name, off.layer is Layer.JOINT_LEAVE) for off in holidays.computed(year)
        }
        assert shipped == computed, year


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2024, 11, 27), "Keppres 33/2024 (UU 1/2015 Pasal 84(3))"),
        (date(2024, 2, 14), "UU 7/2017 Pasal 167(3)"),
        (date(2020, 12, 9), "UU 1/2015 Pasal 84(3)"),
    ],
)
def test_a_polling_day_is_off_by_a_law_of_its_own(day: date, source: str) -> None:
    off = calendars.indonesia(joint_leave=False).why_off(day)
    assert off is not None
    assert (off.layer, str(off.source)) == (Layer.POLLING_DAY, source)


def test_joint_leave_is_observed_or_not() -> None:
    observing, not_observing = (calendars.indonesia(joint_leave=flag) for flag in (True, False))
    assert not observing.is_working(LEAVE)
    assert not_observing.is_working(LEAVE)
    assert not_observing.why_off(LEAVE) is None
    assert [off.name for off in not_observing.ignored_on(LEAVE)] == [
        "Cuti Bersama Hari Raya Idul Fitri"
    ]
    assert not observing.is_working(EID)
    assert not not_observing.is_working(EID)
    assert observing.ignoring("joint-leave").is_working(LEAVE)


def test_why_a_day_is_off_names_layer_and_source() -> None:
    off = calendars.indonesia().why_off(EID)
    assert off is not None
    assert off.text("en") == "Hari Raya Idul Fitri (national holiday)"
    assert off.text("id") == "Hari Raya Idul Fitri (libur nasional)"
    assert off.source is not None
    assert not off.source.verified
    assert calendars.indonesia().why_off(date(2024, 4, 16)) is None


def test_a_holiday_on_a_weekend_is_off_for_two_reasons() -> None:
    reasons = calendars.indonesia().reasons_off(date(2024, 2, 10))
    assert [off.layer for off in reasons] == [Layer.WEEKEND, Layer.NATIONAL]
    assert reasons[0].name == "Sabtu"
    assert reasons[0].text("en") == "weekend"


@pytest.mark.parametrize("year", [2014, 2027])
def test_a_year_that_nobody_listed_is_refused(year: int) -> None:
    asks: tuple[Callable[[date], object], ...] = (
        calendars.indonesia().is_working,
        calendars.indonesia().why_off,
    )
    for ask in asks:
        with pytest.raises(OutsideCalendar) as caught:
            ask(date(year, 6, 1))
        said = str(caught.value)
        assert all(word in said for word in (str(year), "2015–2026", "'holidays'", "with_holidays"))


def test_ones_own_year_is_taken_when_it_is_complete() -> None:
    decree = LegalSource(instrument="SKB 3 Menteri")
    longer = calendars.indonesia().with_holidays(
        {date(2027, 1, 1): "Tahun Baru Masehi"}, layer="national", source=decree, years=[2027]
    )
    assert not longer.is_working(date(2027, 1, 1))
    assert longer.is_working(date(2027, 1, 4))
    assert longer.covered == "2015–2027"
    off = longer.why_off(date(2027, 1, 1))
    assert off is not None
    assert off.source is decree


def test_a_holiday_of_an_unknown_year_would_not_count_and_is_refused() -> None:
    with pytest.raises(ValidationFailed, match=r"calendar\.holiday-outside"):
        calendars.indonesia().with_holidays({date(2027, 1, 1): "Tahun Baru Masehi"})


def test_years_have_no_gap() -> None:
    with pytest.raises(ValidationFailed, match=r"calendar\.years"):
        calendars.indonesia().with_holidays({}, years=[2028])
    with pytest.raises(ValidationFailed, match=r"calendar\.years"):
        calendars.custom({}, years=[])


def test_a_regional_holiday_is_a_layer_and_leaves_the_calendar_it_came_from() -> None:
    national = calendars.indonesia()
    regional = national.with_holidays({date(2024, 9, 27): "Hari jadi daerah"}, layer="regional")
    assert national.is_working(date(2024, 9, 27))
    off = regional.why_off(date(2024, 9, 27))
    assert off is not None
    assert off.layer is Layer.REGIONAL
    assert regional != national


def test_later_years_come_through_the_extra_and_say_so() -> None:
    calendar = calendars.indonesia(joint_leave=False, years=range(2024, 2029))
    assert calendar.covered == "2024–2028"
    assert calendar.estimated == {2027, 2028}
    off = calendar.why_off(date(2028, 8, 17))
    assert off is not None
    assert str(off.source).startswith("PyPI holidays")
    with pytest.raises(OutsideCalendar):
        calendar.is_working(date(2023, 12, 29))


def test_a_year_whose_joint_leave_nobody_decreed_is_refused() -> None:
    with pytest.raises(ValidationFailed, match=r"calendar\.joint-leave-unknown"):
        calendars.indonesia(years=range(2026, 2041))


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: object) -> object:
        if name.startswith("holidays"):
            raise ImportError(name)
        return real(name, *args)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pilkada-outreach\[holidays\]"):
        holidays.computed(2030)


def test_ones_own_calendar_holds_in_every_year() -> None:
    calendar = calendars.custom({date(2026, 4, 3): "a local holiday"})
    assert not calendar.is_working(date(2026, 4, 3))
    assert calendar.is_working(date(1999, 4, 2))
    assert sum(calendar.is_working(day) for day in days_of(2026)) == 260
    off = calendar.why_off(date(2026, 4, 3))
    assert off is not None
    assert (off.name, off.layer) == ("a local holiday", Layer.OWN)


def test_ones_own_calendar_may_name_its_years() -> None:
    with pytest.raises(OutsideCalendar):
        calendars.custom({}, years=[2026]).is_working(date(2027, 1, 4))


def test_the_weekend_can_be_another() -> None:
    calendar = calendars.custom({}, weekend=[4])
    assert [day.weekday() for day in days_of(2026)[:7] if not calendar.is_working(day)] == [4]
    assert calendars.custom({}, weekend=()).is_working(date(2026, 8, 1))


@pytest.mark.parametrize("weekend", [range(7), [7], [-1]])
def test_a_week_has_a_working_day_and_seven_days(weekend: range | list[int]) -> None:
    with pytest.raises(ValidationFailed, match=r"calendar\.weekend"):
        calendars.custom({}, weekend=weekend)


def test_a_calendar_is_immutable_equal_by_content_and_hashable() -> None:
    first, second = (calendars.custom({EID: "x"}) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        first.name = "another"  # type: ignore[misc]  # the mistake under test
    assert not hasattr(first, "__dict__")
    assert repr(calendars.indonesia()) == "<Calendar 'Indonesia', 2015–2026, 277 holidays>"


def test_complete_records_are_taken_as_they_are() -> None:
    off = DayOff(day=EID, name="x", layer=Layer.REGIONAL)
    calendar = calendars.custom([off])
    assert isinstance(calendar, Calendar)
    assert calendar.why_off(EID) is off


def test_layers_have_words_in_both_languages() -> None:
    for layer in Layer:
        assert layer.words("en") != layer.words("id")
