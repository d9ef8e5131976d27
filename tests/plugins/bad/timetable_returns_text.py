"""Loads its timetable as text."""

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.plugins import TimetableContext, TimetableSpec, hookimpl
from tests.plugins import parts


def load(context: TimetableContext) -> Timetable:
    return "S1: 2024-04-18"  # type: ignore[return-value]


@hookimpl
def outreach_timetables() -> tuple[TimetableSpec, ...]:
    return (parts.timetable("jadwal-radio", load),)
