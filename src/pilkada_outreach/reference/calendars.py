"""Calendars of working days (kalender hari kerja): Indonesia's, with its layers, or one's own."""

from collections.abc import Iterable
from functools import cache

from pilkada_outreach.domain.calendar import (
    Calendar,
    DayOff,
    Holidays,
    Layer,
    days_off,
    in_a_row,
)
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind
from pilkada_outreach.reference import holidays

__all__ = ["Calendar", "DayOff", "Layer", "custom", "indonesia"]

NO_JOINT_LEAVE = ProblemKind(
    code="calendar.joint-leave-unknown",
    en="No joint leave is known for {value}.",
    id="Cuti bersama tahun {value} belum diketahui.",
    mend_en="Ask with joint_leave=False, or give the decreed days to `with_holidays` yourself.",
    mend_id="Pakai joint_leave=False, atau isi sendiri hari yang ditetapkan melalui `with_holidays`.",
)


@cache
def indonesia(*, joint_leave: bool = True, years: range | None = None) -> Calendar:
    """The calendar of government offices: Saturday and Sunday, national holidays, polling days, joint leave.

    2015 to 2026 are shipped. `years` asks for others, such as `range(2024, 2029)`, which are computed by
    the extra `holidays` and marked as estimated; raises MissingExtra without it, and ValidationFailed
    (`calendar.joint-leave-unknown`) for a year whose joint leave is not decreed yet.
    `joint_leave=False` keeps those days as working days.
    """
    asked = holidays.YEARS if years is None else in_a_row(years)
    estimated = frozenset(asked) - frozenset(holidays.YEARS)
    found = [off for off in holidays.shipped() if off.day.year in asked]
    for year in sorted(estimated):
        later = holidays.computed(year)
        if joint_leave and not any(off.layer is Layer.JOINT_LEAVE for off in later):
            raise ValidationFailed((NO_JOINT_LEAVE.at("years", value=year),))
        found.extend(later)
    return Calendar(
        name="Indonesia" if joint_leave else "Indonesia, joint leave not observed",
        holidays=tuple(sorted(found, key=lambda off: off.day)),
        years=asked,
        ignored=frozenset() if joint_leave else frozenset({Layer.JOINT_LEAVE}),
        estimated=estimated,
    )


def custom(
    holidays: Holidays,
    *,
    weekend: Iterable[int] = (5, 6),
    years: Iterable[int] | None = None,
    name: str = "custom",
    layer: Layer | str = Layer.OWN,
    source: LegalSource | None = None,
) -> Calendar:
    """A calendar of one's own: `custom({date(2026, 4, 3): "a local holiday"})`.

    It is complete by your word: every day that you do not name is a working day, in any year. Name the
    `years` you listed, and it refuses the others. `weekend` numbers days as `date.weekday()` does.
    """
    found = days_off(holidays, layer, source)
    return Calendar(
        name=name,
        weekend=frozenset(weekend),
        holidays=tuple(sorted(found, key=lambda off: off.day)),
        years=None if years is None else in_a_row(years),
    )
