"""What fifty installed plugins cost an office that uses none of them when it opens; and the first that asks them all.

Goal: nothing is imported that is not used. Each start is a new process, with the plugins and without them in
turns. `--quick` takes fewer rounds.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

DISTRIBUTIONS = 50
START = """
import sys, time
sys.path.insert(0, {site!r})
from pilkada_outreach import Office
from pilkada_outreach.plugins import PluginHost
from pilkada_outreach.rules.example_world import world
records = world()
begin = time.perf_counter()
with Office.open("memory://", actor="staff/a") as office:
    office.put(*records)
    opened = time.perf_counter()
    used = sum(name.startswith("outreach_many_") for name in sys.modules)
    office.commit(reason="all are asked")
    asked = time.perf_counter()
all = sum(name.startswith("outreach_many_") for name in sys.modules)
print(opened - begin, used, asked - opened, all)
"""
PLUGIN = """
from pilkada_outreach.plugins import hookimpl

@hookimpl
def outreach_reports(context):
    return ()
"""


def start(rounds: int) -> None:
    """Opening an office beside fifty installed plugins, in a new process each time."""
    with tempfile.TemporaryDirectory() as folder:
        empty, full = Path(folder, "empty"), Path(folder, "full")
        empty.mkdir()
        full.mkdir()
        for number in range(DISTRIBUTIONS):
            name = f"many-{number:02}"
            (full / f"outreach_many_{number:02}.py").write_text(PLUGIN, "utf-8")
            info = full / f"many_{number:02}-1.0.dist-info"
            info.mkdir()
            (info / "METADATA").write_text(
                f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8"
            )
            (info / "entry_points.txt").write_text(
                f"[pilkada_outreach.v1]\n{name} = outreach_many_{number:02}\n", "utf-8"
            )
        runs = [(once(empty), once(full)) for _ in range(rounds)]
    without, beside = ([run[place] for run in runs] for place in range(2))
    times = median(full[0] / empty[0] for empty, full in runs)
    print(f"opening an office and putting records, beside {DISTRIBUTIONS} installed plugins:")
    print(
        f"  {times:.2f} of what it takes without them "
        f"({1000 * median(run[0] for run in beside):.1f} and "
        f"{1000 * median(run[0] for run in without):.1f} ms), {beside[0][1]:.0f} of them imported"
    )
    print(
        f"  the first question to all of them: {1000 * median(run[2] for run in beside):.0f} ms, "
        f"{beside[0][3]:.0f} imported"
    )


def once(site: Path) -> tuple[float, ...]:
    """One start in a new process."""
    done = subprocess.run(
        [sys.executable, "-c", START.format(site=str(site))],
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(map(float, done.stdout.split()))


def main() -> None:
    """Measure, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    start(3 if parser.parse_args().quick else 11)


if __name__ == "__main__":
    main()
