"""The program of KPU Kutai Kartanegara, read once, and an office that has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pilkada_outreach import Office, Program, read_program

KUKAR = Path(__file__).parents[2] / "examples" / "kukar"


@pytest.fixture(scope="package")
def program() -> Program:
    return read_program(KUKAR / "program.toml")


@pytest.fixture
def office(program: Program, tmp_path: Path) -> Iterator[Office]:
    options = {"website": {"folder": str(tmp_path / "site")}}
    with Office.open("memory://", actor="staff/sosdiklih", options=options) as office:
        office.apply(program)
        office.commit(reason="program kukar")
        yield office
