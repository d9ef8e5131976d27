"""The cascade of KPU Balikpapan: its whole output, and the facts behind it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from pilkada_outreach import AreaCode, Election, Measurement, Office, Target, read_program
from pilkada_outreach.measuring.progress import progress
from tests.examples.running import EXAMPLES, expected, printed, printed_without_extras

SCRIPT = "balikpapan_cascade.py"
JULY, SEPTEMBER, DECEMBER = date(2024, 7, 18), date(2024, 9, 20), date(2024, 12, 20)


@pytest.fixture
def office() -> Iterator[Office]:
    with Office.open("memory://", actor="staff/sosdiklih") as office:
        office.apply(read_program(EXAMPLES / "balikpapan" / "program.toml"))
        yield office


def test_it_prints_what_a_commissioner_asks() -> None:
    assert printed(SCRIPT) == expected("balikpapan_cascade.txt")


def test_it_needs_no_extra_and_prints_the_same_again() -> None:
    assert printed_without_extras(SCRIPT) == printed_without_extras(SCRIPT) == printed(SCRIPT)


def test_the_program_has_no_problem(office: Office) -> None:
    assert read_program(EXAMPLES / "balikpapan" / "program.toml").problems == ()


def test_the_voter_list_is_unknown_in_july_and_fixed_in_september(office: Office) -> None:
    election = office.get(Election, "pilkada/2024/64.71")

    assert [election.voter_list(version, JULY) for version in ("dps", "dpt")] == [None, None]
    assert election.voter_list("dpt", date(2024, 9, 18)) is None
    fixed = election.voter_list("dpt", date(2024, 9, 19))
    assert fixed is not None
    assert (fixed.voters, fixed.polling_stations) == (520_986, 996)


def test_the_districts_add_up_to_the_city(office: Office) -> None:
    def together(indicator: str) -> int:
        return sum(
            figure.count or 0
            for figure in office.snapshot().all(Measurement)
            if str(figure.indicator) == indicator and figure.area.code.level == "district"
        )

    assert together("registered-voters") == 520_986
    assert together("polling-stations") == 992 + 4


@pytest.mark.parametrize(
    ("on", "aims", "distances"),
    [
        (JULY, ["79.5", "75"], [None, None]),
        (SEPTEMBER, ["79.5", "75"], [None, None]),
        (date(2024, 12, 2), ["79.5", "75", "82"], ["-19.5", "-15", "-22"]),
        (DECEMBER, ["79.5", "75", "82"], ["-19.37", "-14.87", "-21.87"]),
    ],
    ids=str,
)
def test_targets_stand_side_by_side_and_results_wait_for_their_day(
    office: Office, on: date, aims: list[str], distances: list[str | None]
) -> None:
    found = progress(office.snapshot(), on, AreaCode("64.71"))
    away = [each.distance_in_points or each.local_distance_in_points for each in found]

    assert [each.target.figure for each in found] == [Decimal(aim) for aim in aims]
    assert away == [None if distance is None else Decimal(distance) for distance in distances]


def test_what_is_printed_without_figures_has_no_ratio(office: Office) -> None:
    turnout = [m for m in office.snapshot().all(Measurement) if str(m.indicator) == "turnout"]

    assert sorted(str(figure.printed_percent) for figure in turnout) == [
        *("56.03", "59.48", "60", "60", "60.13"),
    ]
    assert all(figure.ratio is None for figure in turnout)
    assert all(figure.source.verified for figure in turnout)
    assert all(target.source.verified for target in office.snapshot().all(Target))
