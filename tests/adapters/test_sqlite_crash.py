"""A process that is killed while it writes loses no commit it was told of, and leaves none half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from tests.adapters.crash_writer import IDS, body

WRITER = Path(__file__).with_name("crash_writer.py")
KILLS = 20


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_twenty_kills_over_one_register(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    chance = random.Random(20240920)  # noqa: S311  # no secret hangs on it
    heads = [0]
    for _ in range(KILLS):
        acknowledged = write_and_kill(path, chance)
        with closing(SQLiteStore(path)) as store:
            head = store.head()
            assert head >= acknowledged, "a commit that was acknowledged is lost"
            assert head <= acknowledged + 1, "a commit was never acknowledged"
            for place, id in enumerate(IDS):
                found = [(row.version, row.change, row.body) for row in store.history(id)]
                assert found == [(n, n, body(n, place)) for n in range(1, head + 1)]
        heads.append(head)

    assert all(later > earlier for earlier, later in pairwise(heads))


def write_and_kill(path: Path, chance: random.Random) -> int:
    """Let the writer commit some changes, kill it, and return the last number that it gave."""
    writer = subprocess.Popen([sys.executable, WRITER, path], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    with writer, writer.stdout as output:
        numbers = [int(output.readline()) for _ in range(chance.randrange(1, 8))]
        time.sleep(chance.uniform(0, 0.004))
        os.kill(writer.pid, signal.SIGKILL)
        numbers += [
            int(line) for line in output.read().splitlines(keepends=True) if line.endswith(b"\n")
        ]
    assert writer.returncode == -signal.SIGKILL
    return numbers[-1]
