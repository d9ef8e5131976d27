"""Offers a timetable under the name of a shipped one."""

from pilkada_outreach.plugins import TimetableSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_timetables() -> tuple[TimetableSpec, ...]:
    return (parts.timetable("pilkada-2024"),)
