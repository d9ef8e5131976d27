"""Calendars of working days: the weekend and layers of holidays, each with its source."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import cast

import attrs

from pilkada_outreach import _formats
from pilkada_outreach._record import record
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Words
from pilkada_outreach.errors import OutreachError, ValidationFailed
from pilkada_outreach.problems import Language, Problem, ProblemKind

WEEKEND_WRONG = ProblemKind(
    code="calendar.weekend",
    en="{value} is no weekend.",
    id="{value} bukan akhir pekan.",
    mend_en="Name up to six days as numbers from 0, Monday, to 6, Sunday.",
    mend_id="Sebut paling banyak enam hari dengan angka dari 0, Senin, sampai 6, Minggu.",
)
YEARS_WRONG = ProblemKind(
    code="calendar.years",
    en="{value} are not years in a row.",
    id="{value} bukan tahun yang berurutan.",
    mend_en="Name years without a gap, such as range(2015, 2028); a year between two known ones is needed too.",
    mend_id="Sebut tahun tanpa jeda, misalnya range(2015, 2028); tahun di antara dua tahun yang diketahui juga perlu.",
)
HOLIDAY_OUTSIDE = ProblemKind(
    code="calendar.holiday-outside",
    en="The holiday {value} lies outside the years {years}, and would not count.",
    id="Hari libur {value} berada di luar tahun {years}, sehingga tidak akan dihitung.",
    mend_en="Give all holidays of that year, and name it in `years`.",
    mend_id="Isi semua hari libur tahun itu, dan sebut tahunnya dalam `years`.",
)


class Layer(StrEnum):
    """Which list makes a day a day off; an office may observe some layers and not others."""

    WEEKEND = "weekend"
    """Akhir pekan."""
    NATIONAL = "national"
    """Hari libur nasional."""
    POLLING_DAY = "polling-day"
    """Hari pemungutan suara yang diliburkan."""
    JOINT_LEAVE = "joint-leave"
    """Cuti bersama."""
    REGIONAL = "regional"
    """Hari libur daerah."""
    OWN = "own"
    """What the caller declared."""

    def words(self, lang: Language = "en") -> str:
        """The layer in words."""
        return _WORDS[lang][self]


_WORDS: dict[Language, dict[Layer, str]] = {
    "en": {
        Layer.WEEKEND: "weekend",
        Layer.NATIONAL: "national holiday",
        Layer.POLLING_DAY: "polling day",
        Layer.JOINT_LEAVE: "joint leave",
        Layer.REGIONAL: "regional holiday",
        Layer.OWN: "own holiday",
    },
    "id": {
        Layer.WEEKEND: "akhir pekan",
        Layer.NATIONAL: "libur nasional",
        Layer.POLLING_DAY: "hari pemungutan suara",
        Layer.JOINT_LEAVE: "cuti bersama",
        Layer.REGIONAL: "libur daerah",
        Layer.OWN: "libur sendiri",
    },
}


class OutsideCalendar(OutreachError, LookupError):
    """The calendar does not know the holidays of this day's year, and does not guess that there are none."""

    def __init__(self, calendar: str, years: str, year: int) -> None:
        super().__init__(calendar, years, year)
        self.calendar = calendar
        self.years = years
        self.year = year

    def __str__(self) -> str:
        return (
            f"the calendar {self.calendar!r} knows the holidays of {self.years}, not of {self.year}; "
            f"calendars.indonesia(years=...) computes later years with the extra 'holidays', "
            f"calendar.with_holidays({{...}}, years=[{self.year}]) takes your own"
        )


@record()
class DayOff:
    """A day on which an office rests, and why (hari libur)."""

    day: date
    name: Words
    """`Hari Raya Idul Fitri`, as the decree names it; a day of the weekend in Indonesian."""
    layer: Layer
    source: LegalSource | None = None

    def text(self, lang: Language = "en") -> str:
        """The reason in words: `Hari Raya Natal (national holiday)`."""
        words = self.layer.words(lang)
        return words if self.layer is Layer.WEEKEND else f"{self.name} ({words})"


Holidays = Mapping[date, str] | Iterable[DayOff]
"""Holidays as a caller writes them: `{date(2026, 4, 3): "a local holiday"}`, or complete records."""


def days_off(
    holidays: Holidays, layer: Layer | str, source: LegalSource | None
) -> tuple[DayOff, ...]:
    """The records of holidays; layer and source are for those written as a day and a name."""
    if isinstance(holidays, Mapping):
        named = cast("Mapping[date, str]", holidays)
        return tuple(
            DayOff(day=day, name=name, layer=Layer(layer), source=source)
            for day, name in named.items()
        )
    return tuple(holidays)


_ByOrdinal = dict[int, tuple[DayOff, ...]]


def _observed(calendar: "Calendar") -> _ByOrdinal:
    return _by_ordinal(off for off in calendar.holidays if off.layer not in calendar.ignored)


def _ignored(calendar: "Calendar") -> _ByOrdinal:
    return _by_ordinal(off for off in calendar.holidays if off.layer in calendar.ignored)


def _by_ordinal(holidays: Iterable[DayOff]) -> _ByOrdinal:
    found: _ByOrdinal = {}
    for off in holidays:
        found[off.day.toordinal()] = (*found.get(off.day.toordinal(), ()), off)
    return found


def _resting(calendar: "Calendar") -> tuple[bool, ...]:
    return tuple((number - 1) % 7 in calendar.weekend for number in range(7))


def _checked_span(calendar: "Calendar") -> tuple[int, int]:
    problems: list[Problem] = []
    if not calendar.weekend < frozenset(range(7)):
        problems.append(WEEKEND_WRONG.at("weekend", value=sorted(calendar.weekend)))
    years = calendar.years
    first, last = date.min, date.max
    if years is not None:
        in_a_row(years)
        first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        problems.extend(
            HOLIDAY_OUTSIDE.at(f"holidays[{place}]", value=off.day, years=calendar.covered)
            for place, off in enumerate(calendar.holidays)
            if not first <= off.day <= last
        )
    if problems:
        raise ValidationFailed(tuple(problems))
    return first.toordinal(), last.toordinal()


@attrs.frozen(kw_only=True, repr=False)
class Calendar:
    """Which days are working days (kalender hari kerja). Immutable.

    It answers for the years it knows and refuses all others: a year whose holidays nobody listed is
    not a year without holidays.
    """

    name: str
    weekend: frozenset[int] = frozenset({5, 6})
    """Days of the week as `date.weekday()` numbers them; Saturday and Sunday unless said otherwise."""
    holidays: tuple[DayOff, ...] = ()
    years: range | None = None
    """The years whose holidays are known; None when the list is complete by its author's word."""
    ignored: frozenset[Layer] = frozenset()
    """Layers that are listed but do not make a day off here, such as joint leave for a court."""
    estimated: frozenset[int] = frozenset()
    """Years whose holidays were computed, and not taken from a decree."""
    _off: _ByOrdinal = attrs.field(
        init=False, eq=False, default=attrs.Factory(_observed, takes_self=True)
    )
    _left_out: _ByOrdinal = attrs.field(
        init=False, eq=False, default=attrs.Factory(_ignored, takes_self=True)
    )
    _rest: tuple[bool, ...] = attrs.field(
        init=False, eq=False, default=attrs.Factory(_resting, takes_self=True)
    )
    _known: tuple[int, int] = attrs.field(
        init=False, eq=False, default=attrs.Factory(_checked_span, takes_self=True)
    )

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day. Raises OutsideCalendar when the year is not known."""
        return not self.rests(day.toordinal())

    def rests(self, ordinal: int) -> bool:
        """Whether the day with this proleptic ordinal is off; the form that counting uses."""
        first, last = self._known
        if not first <= ordinal <= last:
            raise OutsideCalendar(self.name, self.covered, date.fromordinal(ordinal).year)
        return self._rest[ordinal % 7] or ordinal in self._off

    def nth_working(self, ordinal: int, count: int, *, backward: bool = False) -> int:
        """The ordinal of the `count`-th working day after this one, or before it."""
        rest, off, step = self._rest, self._off, -1 if backward else 1
        while count:
            ordinal += step
            if not (rest[ordinal % 7] or ordinal in off):
                count -= 1
        first, last = self._known
        if not first <= ordinal <= last:
            self.rests(first - 1 if backward else last + 1)  # says what is not known
        return ordinal

    def why_off(self, day: date) -> DayOff | None:
        """The first reason why this day is off, the weekend before any holiday; None for a working day."""
        return next(iter(self.reasons_off(day)), None)

    def reasons_off(self, day: date) -> tuple[DayOff, ...]:
        """Every reason why this day is off; several when a holiday falls on a weekend."""
        self.rests(day.toordinal())
        found = self._off.get(day.toordinal(), ())
        if day.weekday() in self.weekend:
            found = (DayOff(day=day, name=_formats.weekday(day), layer=Layer.WEEKEND), *found)
        return found

    def ignored_on(self, day: date) -> tuple[DayOff, ...]:
        """Holidays of this day that are listed in a layer which this calendar does not observe."""
        return self._left_out.get(day.toordinal(), ())

    def with_holidays(
        self,
        holidays: Holidays,
        *,
        layer: Layer | str = Layer.REGIONAL,
        source: LegalSource | None = None,
        years: Iterable[int] = (),
    ) -> "Calendar":
        """A calendar with more holidays; `years` are those that it knows completely from now on."""
        added = days_off(holidays, layer, source)
        known = self.years
        if known is not None:
            known = in_a_row({*known, *years})
        ordered = tuple(sorted((*self.holidays, *added), key=lambda off: off.day))
        return attrs.evolve(self, holidays=ordered, years=known)

    def ignoring(self, *layers: Layer | str) -> "Calendar":
        """A calendar for which holidays of these layers are working days; it still knows their names."""
        return attrs.evolve(self, ignored=self.ignored | {Layer(layer) for layer in layers})

    @property
    def covered(self) -> str:
        """The years it knows, printed: `2015–2026`."""
        if self.years is None:
            return "all years"
        first, last = self.years[0], self.years[-1]
        return str(first) if first == last else f"{first}–{last}"

    def __repr__(self) -> str:
        return f"<Calendar {self.name!r}, {self.covered}, {len(self.holidays)} holidays>"


def in_a_row(years: Iterable[int]) -> range:
    """Years as a range. Raises ValidationFailed (`calendar.years`) when there is none, or a gap."""
    found = sorted(set(years))
    if not found or found[-1] - found[0] + 1 != len(found):
        raise ValidationFailed((YEARS_WRONG.at("years", value=found),))
    return range(found[0], found[-1] + 1)
