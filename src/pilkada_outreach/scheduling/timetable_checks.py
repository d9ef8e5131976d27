"""The checks of a timetable: what the law demands, and what is odd (pemeriksaan jadwal)."""

from datetime import date

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.problems import Problem
from pilkada_outreach.scheduling.timetable_anomalies import anomaly_problems
from pilkada_outreach.scheduling.timetable_law import law_problems


def check_timetable(timetable: Timetable, revotes: tuple[date, ...] = ()) -> tuple[Problem, ...]:
    """Every finding about a timetable: breaches of law, each with its source, then oddities as warnings.

    `revotes` are the days of re-votes of the same election, which extend its committees.
    """
    return (*law_problems(timetable, revotes), *anomaly_problems(timetable))
