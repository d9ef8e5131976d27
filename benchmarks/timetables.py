"""Dates per second of a timetable against uk-election-timetables, and its calendar against icalendar alone.

Goals (docs: budgets): ten times the dates a second of uk-election-timetables, where that is installed
(`python -m pip install uk-election-timetables`); a calendar at no less than 0.8 of the rate at which icalendar
alone writes the same events. `--quick` does fewer rounds.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from statistics import median
from typing import Any

import icalendar

from pilkada_outreach import Id, LegalSource, Regime, Stage, Timetable
from pilkada_outreach.exchange.icalendar import timetable_calendar
from pilkada_outreach.reference import timetables

STAGES = 140
VOTE = date(2024, 11, 27)


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def ruled() -> Timetable:
    """A timetable of which every stage follows from a rule: half from polling day, half from another stage."""
    source = LegalSource(instrument="PKPU", number="2", year=2024, verified=True)

    def stage(number: int) -> Stage:
        anchor = f"S{number - 1}" if number % 2 else "polling day"
        return Stage(
            code=f"S{number}",
            name_id=f"Tahapan {number}",
            name_en=f"Stage {number}",
            rule=f"{anchor} - {number + 3} .. - {number + 1}",
            source=source,
        )

    return Timetable(
        id=Id("timetable/ruled"),
        name_id="Uji",
        name_en="Test",
        regime=Regime.PILKADA,
        polling_day=VOTE,
        source=source,
        issued_on=date(2024, 1, 26),
        stages=tuple(stage(number) for number in range(STAGES)),
    ).resolved()


def peer_dates() -> Callable[[date], list[Any]] | None:
    """What uk-election-timetables gives for a polling day; None without it."""
    try:  # by name, since it ships no types
        ids: Any = import_module("uk_election_timetables.election_ids")
        countries: Any = import_module("uk_election_timetables.calendars")
    except ImportError:
        return None
    read, england = ids.from_election_id, countries.Country.ENGLAND

    def dates(day: date) -> list[Any]:
        found: list[Any] = read(f"local.norfolk.diss.{day}", country=england).timetable
        return found

    return dates


def same_events(written: bytes) -> Callable[[], bytes]:
    """icalendar writing the events of a calendar from their plain values."""
    read = icalendar.Calendar.from_ical(written)
    assert isinstance(read, icalendar.Calendar)
    plain: list[list[tuple[str, Any, dict[str, str]]]] = []
    for event in read.events:
        values: list[tuple[str, Any, dict[str, str]]] = []
        items: Any = event.property_items(recursive=False)  # typed as object
        for name, value in items:
            if name in ("BEGIN", "END"):
                continue
            if name == "CATEGORIES":
                given: Any = [str(category) for category in value.cats]
            elif hasattr(value, "dt"):
                given = value.dt
            else:
                given = int(value) if name == "SEQUENCE" else str(value)
            language = value.params.get("LANGUAGE")
            values.append((name, given, {"language": language} if language else {}))
        plain.append(values)

    def write() -> bytes:
        calendar: Any = icalendar.Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//icalendar alone//EN")
        for values in plain:
            event: Any = icalendar.Event()
            for name, value, parameters in values:
                event.add(name, value, parameters=parameters)
            calendar.add_component(event)
        text: bytes = calendar.to_ical()
        return text

    return write


def main() -> None:
    """Measure in turns, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 3 if parser.parse_args().quick else 15

    timetable, pilkada = ruled(), timetables.get("pilkada-2024")
    days = [VOTE + timedelta(days=number) for number in range(1, 41)]
    peer = peer_dates()
    ours = timetable_calendar(pilkada)
    alone = same_events(ours.ics)
    assert alone().count(b"BEGIN:VEVENT") == ours.events
    assert all(day is not None for s in timetable.stages for day in (s.first_day, s.last_day))

    resolving: list[tuple[float, float]] = []
    writing: list[tuple[float, float]] = []
    for _ in range(rounds):
        took = seconds(lambda: [timetable.with_polling_day(day) for day in days])
        rate, peer_rate = 2 * STAGES * len(days) / took, 0.0
        if peer is not None:
            given = len(peer(days[0])) * len(days)
            peer_rate = given / seconds(lambda: [peer(day) for day in days])
        resolving.append((rate, peer_rate))
        writing.append((seconds(lambda: timetable_calendar(pilkada)), seconds(alone)))

    print(f"medians of {rounds} rounds")
    rate = median(ours for ours, _ in resolving)
    print(f"  {rate:,.0f} dates/s: a timetable of {STAGES} stages for another polling day")
    if peer is None:
        print("  uk-election-timetables is not installed; no ratio")
    else:
        theirs = median(theirs for _, theirs in resolving)
        ratio = median(ours / theirs for ours, theirs in resolving)
        print(f"  {ratio:.0f} times uk-election-timetables ({theirs:,.0f} dates/s); goal 10")
    took = median(ours for ours, _ in writing)
    ratio = median(alone / ours for ours, alone in writing)
    print(f"  {ours.events / took:,.0f} events/s: the calendar of Pilkada 2024")
    print(f"  {ratio:.2f} of icalendar alone on the same events; goal 0.8")


if __name__ == "__main__":
    main()
