"""A thousand writers killed at random moments lose no commit they were told of, and leave none half done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import fresh_database

pytestmark = pytest.mark.faults
KILLS = 250
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(("writers", "life"), [(1, 0.06), (2, 0.2), (8, 1.0)])
def test_writers_killed_over_one_sqlite_file(tmp_path: Path, writers: int, life: float) -> None:
    survived(killed(f"sqlite:///{tmp_path / 'register.db'}", writers, life), writers)


def test_four_writers_killed_over_one_postgresql() -> None:
    survived(killed(fresh_database(), 4, 0.5), 4)


def killed(url: str, writers: int, life: float) -> dict[str, object]:
    """What a starter of its own found, so that it forks from a process with one thread."""
    command = [sys.executable, "-m", "tests.faults.killing", url]
    options = ["--writers", f"{writers}", "--kills", f"{KILLS}", "--life", f"{life}"]
    done = subprocess.run(
        [*command, *options], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def survived(found: dict[str, object], writers: int) -> None:
    sys.stdout.write(f"{writers} writers: {found}\n")
    assert found["killed"] == KILLS
    assert found["errors"] == []
    assert isinstance(found["acknowledged"], int)
    assert found["acknowledged"] > KILLS // 2, "too few commits for the kills to hit anything"
    assert found["lost"] == 0, "a commit that was acknowledged is lost"
    assert found["half"] == 0, "a commit is there in part"
    assert found["miscounted"] == 0
    assert found["committed"] == found["head"]
    assert found["problems"] == []
