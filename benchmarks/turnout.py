"""Turnout rolled up over every polling station of Pilkada 2024, against SQLite and numpy; ratios of one run.

Goal: four times SQLite's GROUP BY level by level, with the standard library alone. The stations are made up:
435,296 of them, spread over the villages of the shipped register. SQLite reads a table in order of codes
on disk, ours and numpy read columns in memory; all three must find the same sums. `--quick` takes fewer rounds.
"""

import argparse
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from pilkada_outreach.measuring.stations import roll_up_codes
from pilkada_outreach.reference import areas

STATIONS = 435_296
LEVEL_BY_LEVEL = """
CREATE TEMP TABLE village AS
SELECT substr(code, 1, 13) AS code, sum(votes) AS votes, sum(voters) AS voters FROM station GROUP BY 1;
CREATE TEMP TABLE district AS
SELECT substr(code, 1, 8) AS code, sum(votes) AS votes, sum(voters) AS voters FROM village GROUP BY 1;
CREATE TEMP TABLE regency AS
SELECT substr(code, 1, 5) AS code, sum(votes) AS votes, sum(voters) AS voters FROM district GROUP BY 1;
CREATE TEMP TABLE province AS
SELECT substr(code, 1, 2) AS code, sum(votes) AS votes, sum(voters) AS voters FROM regency GROUP BY 1;
"""
ALL_LEVELS = """
SELECT * FROM village UNION ALL SELECT * FROM district UNION ALL SELECT * FROM regency
UNION ALL SELECT * FROM province UNION ALL SELECT 'id', sum(votes), sum(voters) FROM province
"""
FORGET = "DROP TABLE village; DROP TABLE district; DROP TABLE regency; DROP TABLE province;"
Sums = dict[str, tuple[int, int]]
Columns = tuple[list[str], list[int], list[int]]


def stations() -> Columns:
    """Code, votes and voters of each station, in order of codes; at least one in each village."""
    draw = random.Random(27_11_2024)  # noqa: S311  # the same stations in each run
    villages = [str(area.code) for area in areas.level("village")]
    counts = dict.fromkeys(villages, 1)
    for village in draw.choices(villages, k=STATIONS - len(villages)):
        counts[village] += 1
    codes = [f"{v}.{number:03}" for v in villages for number in range(1, counts[v] + 1)]
    voters = [draw.randint(100, 600) for _ in codes]
    return codes, [draw.randint(0, each) for each in voters], voters


def by_sqlite(connection: sqlite3.Connection) -> list[tuple[str, int, int]]:
    """GROUP BY level by level, each from the one below."""
    connection.executescript(LEVEL_BY_LEVEL)
    found = connection.execute(ALL_LEVELS).fetchall()
    connection.executescript(FORGET)
    return found


def by_numpy(codes: Any, votes: Any, voters: Any) -> list[tuple[Any, Any, Any]]:
    """Sums of runs over columns of whole numbers, which numpy keeps in order already."""
    found: list[tuple[Any, Any, Any]] = []
    keys = codes // 1000  # without the station
    for shift in (1, 10**4, 100, 100):
        keys = keys // shift
        starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
        keys = keys[starts]
        votes, voters = np.add.reduceat(votes, starts), np.add.reduceat(voters, starts)
        found.append((keys, votes, voters))
    return found


def named(found: list[tuple[Any, Any, Any]]) -> Sums:
    """What numpy found, by dotted code, to compare."""
    sums: Sums = {}
    for (keys, votes, voters), size in zip(found, (10, 6, 4, 2), strict=True):
        cuts = [cut for cut in (0, 2, 4, 6, 10) if cut <= size]
        for key, one, other in zip(keys.tolist(), votes.tolist(), voters.tolist(), strict=True):
            digits = f"{key:0{size}}"
            sums[".".join(digits[a:b] for a, b in pairwise(cuts))] = (one, other)
    _, votes, voters = found[-1]
    return sums | {"id": (int(votes.sum()), int(voters.sum()))}


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    """Measure in turns, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 5 if parser.parse_args().quick else 15

    columns = codes, votes, voters = stations()
    arrays = (
        np.array([int(code.replace(".", "")) for code in codes]),
        np.array(votes),
        np.array(voters),
    )
    shuffled = random.Random(1).sample(list(zip(*columns, strict=True)), STATIONS)  # noqa: S311
    mixed: Any = tuple(map(list, zip(*shuffled, strict=True)))
    with (
        TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "stations.db")) as connection,
    ):
        connection.execute(
            "CREATE TABLE station (code TEXT PRIMARY KEY, votes INT, voters INT) WITHOUT ROWID"
        )
        rows = zip(*columns, strict=True)
        connection.executemany("INSERT INTO station VALUES (?, ?, ?)", rows)
        connection.commit()
        sums = dict(roll_up_codes(*columns))
        assert sums == {code: (one, other) for code, one, other in by_sqlite(connection)}
        assert sums == named(by_numpy(*arrays))
        assert sums == dict(roll_up_codes(*mixed))
        actions: dict[str, Callable[[], object]] = {
            "sqlite": lambda: by_sqlite(connection),
            "ours": lambda: roll_up_codes(*columns),
            "numpy": lambda: by_numpy(*arrays),
            "no order": lambda: roll_up_codes(*mixed),
        }
        found = [{name: seconds(act) for name, act in actions.items()} for _ in range(rounds)]

    def ratio(one: str, other: str) -> float:
        return median(times[one] / times[other] for times in found)

    ours = median(times["ours"] for times in found)
    print(f"{STATIONS:,} polling stations into {len(sums):,} areas, median of {rounds} rounds")
    print(f"  {ratio('sqlite', 'ours'):.1f} times SQLite level by level ({1000 * ours:.0f} ms)")
    print(
        f"  {ratio('sqlite', 'no order'):.1f} times for a list in no order, SQLite's table being in order"
    )
    print(
        f"  numpy, on columns of whole numbers in order, is {ratio('ours', 'numpy'):.0f} times ours"
    )


if __name__ == "__main__":
    main()
