"""Sixteen offices write to one PostgreSQL for half a minute; nothing is lost, and the counts add up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.faults
ROOT = Path(__file__).parents[2]


def test_sixteen_offices_write_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "tests.faults.postgres_writers", "--offices", "16"]
    done = subprocess.run(
        [*command, "--seconds", "30"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write(f"\n16 offices for 30 seconds: {found}\n")

    assert found["changes"] > 100
    assert found["head"] == found["changes"]
    for fault in ("lost", "never_told", "numbers_told_twice", "missed"):
        assert found[fault] == 0, fault
    assert found["miscounted"] is False
    assert found["problems"] == []
    assert found["publications"] * 2 == found["receipts"] * 3
