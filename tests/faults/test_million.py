"""A register of a million publications and receipts is read in little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.workload import base, changes
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore

pytestmark = pytest.mark.faults
COUNT = 1_000_000
READER = """
import json, re, sys
from pathlib import Path
from pilkada_outreach import Office, Publication, Receipt
with Office.open(sys.argv[1], actor="staff/auditor") as office:
    found = [sum(1 for _ in office.stream(cls)) for cls in (Publication, Receipt)]
    counted = sum(one.count for one in office.tallies())
peak = 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
json.dump({"publications": found[0], "receipts": found[1], "tallied": counted, "peak": peak}, sys.stdout)
"""


def test_a_million_records_are_read_in_little_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "register.db"
    with closing(SQLiteStore(path)) as store:
        store.commit(base())
        for change in changes(COUNT):
            store.commit(change)

    command = [sys.executable, "-c", READER, f"sqlite:///{path}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    with capsys.disabled():
        sys.stdout.write(f"\nstreaming a million records peaked at {found['peak'] / 1e6:.0f} MB\n")

    assert found["publications"] == COUNT // 2 + 7  # of the other commission
    assert found["receipts"] == COUNT // 2
    assert found["tallied"] == COUNT + 7
    assert found["peak"] < 150_000_000
