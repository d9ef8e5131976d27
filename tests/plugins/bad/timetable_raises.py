"""Cannot load its timetable."""

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.plugins import TimetableContext, TimetableSpec, hookimpl
from tests.plugins import parts


def load(context: TimetableContext) -> Timetable:
    raise FileNotFoundError("jadwal.toml")


@hookimpl
def outreach_timetables() -> tuple[TimetableSpec, ...]:
    return (parts.timetable("jadwal-radio", load),)
