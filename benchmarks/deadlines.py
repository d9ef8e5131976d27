"""Dates per second of the deadline engine against numpy and uk-election-timetables; ratios of one run.

Goal (docs: budgets): ten times the dates a second of uk-election-timetables, where that is installed. It is
no dependency of the project: `python -m pip install uk-election-timetables`. `--quick` counts fewer dates.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from statistics import median
from typing import Any

import numpy as np

from pilkada_outreach.reference import calendars
from pilkada_outreach.scheduling.deadline import deadline

WORKING_DAYS = 10
FIRST = date(2015, 1, 2)


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def peer_dates() -> Callable[[date], int] | None:
    """How many dates uk-election-timetables gives for a polling day, by counting them; None without it."""
    try:  # by name, since it ships no types
        ids: Any = import_module("uk_election_timetables.election_ids")
        countries: Any = import_module("uk_election_timetables.calendars")
    except ImportError:
        return None
    read, england = ids.from_election_id, countries.Country.ENGLAND

    def dates(day: date) -> int:
        election = read(f"local.norfolk.diss.{day.isoformat()}", country=england)
        return len(election.timetable)

    return dates


def main() -> None:
    """Measure in turns, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer dates and rounds")
    options = parser.parse_args()
    count, rounds = (1_000, 3) if options.quick else (3_000, 7)

    calendar = calendars.indonesia(joint_leave=True)
    off = np.array([each.day for each in calendar.holidays], dtype="datetime64[D]")
    theirs = np.busdaycalendar(holidays=off)
    days = [FIRST + timedelta(days=number) for number in range(count)]
    rule = f"{WORKING_DAYS} working days"
    peer = peer_dates()
    peer_days = [date(2023, 1, 5) + timedelta(days=7 * number) for number in range(count // 60)]

    def engine() -> None:
        for day in days:
            deadline(rule, after=day, calendar=calendar)

    def with_trace() -> None:
        for day in days[: count // 10]:
            _ = deadline(rule, after=day, calendar=calendar).trace

    def by_numpy() -> None:
        for day in days:
            np.busday_offset(day, WORKING_DAYS, roll="backward", busdaycal=theirs)

    def by_peer() -> None:
        assert peer is not None
        for day in peer_days:
            peer(day)

    found: list[tuple[float, float, float, float]] = []
    for _ in range(rounds):
        ours = count / seconds(engine)
        traced = len(days[: count // 10]) / seconds(with_trace)
        numpy_rate = count / seconds(by_numpy)
        peer_rate = 0.0
        if peer is not None:
            peer_rate = sum(map(peer, peer_days[:1])) * len(peer_days) / seconds(by_peer)
        found.append((ours, traced, numpy_rate, peer_rate))
    rates = [median(column) for column in zip(*found, strict=True)]
    print(f"{WORKING_DAYS} working days from {count:,} days, median of {rounds} rounds")
    print(f"  the engine: {rates[0]:,.0f} dates/s; with the whole trace: {rates[1]:,.0f}")
    ratio = median(row[0] / row[2] for row in found)
    print(f"  {ratio:.2f} of numpy.busday_offset called once per date ({rates[2]:,.0f}/s)")
    if peer is None:
        print("  uk-election-timetables is not installed; no ratio")
    else:
        ratio, traced = (median(row[place] / row[3] for row in found) for place in (0, 1))
        print(
            f"  {ratio:.0f} times uk-election-timetables ({rates[3]:,.0f}/s); traced {traced:.1f}"
        )


if __name__ == "__main__":
    main()
