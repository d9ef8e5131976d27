"""A broken copy of the program file of KPU Kutai Kartanegara: every problem at once, and nothing changes."""

import re
import shutil
from pathlib import Path

import pytest

from pilkada_outreach import Language, Office, Severity, ValidationFailed, read_program
from tests.examples.conftest import KUKAR

MISTAKES = {
    # what is written: what is planted
    'name = "KPU Kabupaten Kutai Kartanegara"': 'nama = "KPU Kabupaten Kutai Kartanegara"\n\\g<0>',
    "polling_day = 2024-11-27": 'polling_day = "27/11/2024"',
    '(?<=name = "Pemerintah Kabupaten Kutai Kartanegara"\narea = { code = ")64.02': "6403",
    '(?<=tickets = \\["pilkada/2024/64.02/regent/)3': "4",
    '(?<=percent = ")82(?=")': "175",
    "contract-officer": "member",
    "\\Z": """
[[agreements]]
id = "agreement/kpu-64.02/2024/sinergi"
kind = "memorandum-of-synergy"
title = "Nota kesepakatan dengan satu pihak"
commission = "kpu/64.02"
parties = [{ partner = "kpu/64.02", office = "chair" }]
period = { first_day = 2024-08-01, last_day = 2024-12-31 }
""",
}
FINDINGS = {
    ("commissions[0].nama", "key.unknown", Severity.ERROR),
    ("elections[0].polling_day", "date.form", Severity.ERROR),
    ("stakeholders[0].area.name", "area.name-disagrees", Severity.ERROR),
    ("agreements[0].parties", "agreement.parties", Severity.ERROR),
    ("materials[16].tickets[0]", "reference.ticket", Severity.ERROR),
    ("targets[0].percent", "target.range", Severity.ERROR),
    ("media_contracts.own_side.office", "agreement.commissioner-signs", Severity.WARNING),
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the program with seven mistakes planted."""
    folder = shutil.copytree(KUKAR, tmp_path / "kukar")
    text = (folder / "program.toml").read_text(encoding="utf-8")
    for written, planted in MISTAKES.items():
        text, count = re.subn(written, planted, text)
        assert count == 1, written
    (folder / "program.toml").write_text(text, encoding="utf-8")
    return folder / "program.toml"


def test_seven_mistakes_are_seven_findings_and_change_nothing(broken: Path, office: Office) -> None:
    before = tuple(office.snapshot())

    with pytest.raises(ValidationFailed) as caught:
        office.apply(read_program(broken))

    found = [(problem.path, problem.code, problem.severity) for problem in caught.value.problems]
    assert len(found) == 7
    assert set(found) == FINDINGS
    assert office.commit(reason="nothing is pending") is None
    assert tuple(office.snapshot()) == before


@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_finding_says_what_to_do(broken: Path, lang: Language) -> None:
    with pytest.raises(ValidationFailed) as caught:
        read_program(broken)

    for problem in caught.value.problems:
        assert problem.message(lang)
        assert problem.hint(lang)
