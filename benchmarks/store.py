"""The SQLite store against bare sqlite3, and one durable write against the disk; ratios of one run.

Goals (docs: budgets): bulk writing at least 0.7 of bare `executemany`, a durable write at least 0.7 of
the rate of `fdatasync`. `--quick` takes a tenth of the records and fewer rounds.
"""

import argparse
import os
import random
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from io import FileIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import Change, Write

BLOCK = 4096
AT = datetime(2024, 9, 20, tzinfo=UTC)


def rows(count: int) -> list[Write]:
    """Records of some 600 bytes with dated ids, as publications have."""
    chance = random.Random(count)  # noqa: S311  # the same rows in each run
    return [
        Write(
            family="publication",
            id=Id.of("publication", "kpu-64.02", "2024", f"{number:06}"),
            body=chance.randbytes(300).hex().encode(),
            base_version=0,
        )
        for number in range(count)
    ]


def committed(store: SQLiteStore, writes: Sequence[Write]) -> int:
    """One commit of ours."""
    return store.commit(Change(actor="staff/a", reason="benchmark", at=AT, writes=tuple(writes)))


def bare(path: Path) -> sqlite3.Connection:
    """One table with the same columns and a key, under the same promise of durability."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE r (id TEXT PRIMARY KEY, family TEXT, version INT, body BLOB)")
    return connection


def executed(connection: sqlite3.Connection, writes: Sequence[Write]) -> int:
    """The same rows, in one transaction."""
    found = [(str(w.id), w.family, w.base_version + 1, w.body) for w in writes]
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO r VALUES (?, ?, ?, ?)", found)
    connection.execute("COMMIT")
    return len(found)


def seconds(action: Callable[[], object]) -> float:
    """How long `action` takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def bulk(folder: Path, writes: list[Write]) -> tuple[float, float, float, float]:
    """Seconds to write all of it and to read it back: bare, then ours."""
    batch = len(writes) // 10
    batches = [writes[start : start + batch] for start in range(0, len(writes), batch)]
    with closing(bare(folder / "bare.db")) as connection:
        bare_write = seconds(lambda: [executed(connection, part) for part in batches])
        query = "SELECT id, family, version, body FROM r ORDER BY id"
        bare_read = seconds(lambda: sum(1 for _ in connection.execute(query)))
    with closing(SQLiteStore(folder / "ours.db")) as store:
        our_write = seconds(lambda: [committed(store, part) for part in batches])
        our_read = seconds(lambda: sum(1 for _ in store.records()))
    return bare_write, our_write, bare_read, our_read


def single(folder: Path, writes: list[Write], rounds: int) -> dict[str, float]:
    """Seconds for one durable write, median of rounds in turns."""
    sync = getattr(os, "fdatasync", os.fsync)
    block = b"x" * BLOCK
    with (
        (folder / "over").open("wb", buffering=0) as over,
        (folder / "grown").open("wb", buffering=0) as grown,
        closing(bare(folder / "bare1.db")) as connection,
        closing(SQLiteStore(folder / "ours1.db")) as store,
    ):
        over.write(block * len(writes))
        os.fsync(over.fileno())
        over.seek(0)

        def floor(file: FileIO) -> None:
            file.write(block)
            sync(file.fileno())

        actions: dict[str, Callable[[Write], object]] = {
            "over": lambda _: floor(over),
            "grown": lambda _: floor(grown),
            "bare": lambda write: executed(connection, [write]),
            "ours": lambda write: committed(store, [write]),
        }
        times: dict[str, list[float]] = {name: [] for name in actions}
        for number in range(rounds):
            for name, action in actions.items():
                times[name] += [seconds(partial(action, w)) for w in writes[number::rounds]]
    return {name: median(found) for name, found in times.items()}


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer records and rounds")
    parser.add_argument("--folder", type=Path, help="where to write; the disk counts")
    options = parser.parse_args()
    count, rounds, singles = (10_000, 3, 500) if options.quick else (100_000, 5, 5_000)
    dated = rows(count)
    shuffled = random.Random(1).sample(dated, count)  # noqa: S311  # see above

    print(f"{count:,} records of 600 bytes, {count // 10:,} a commit, median of {rounds} rounds")
    for name, writes in (("dated ids", dated), ("ids in no order", shuffled)):
        found: list[tuple[float, float, float, float]] = []
        for _ in range(rounds):
            with TemporaryDirectory(dir=options.folder) as folder:
                found.append(bulk(Path(folder), writes))
        write = median(bare / ours for bare, ours, _, _ in found)
        read = median(bare / ours for _, _, bare, ours in found)
        rate = count / median(ours for _, ours, _, _ in found)
        print(f"  {name:16} written at {write:.2f} of bare executemany ({rate:,.0f} records/s)")
        print(f"  {name:16} read at {read:.2f} of a bare SELECT in order of ids")
    with TemporaryDirectory(dir=options.folder) as folder:
        one = single(Path(folder), dated[:singles], rounds * 2)
    over, grown, ours = one["over"], one["grown"], one["ours"]
    print(f"one durable write, median of {singles:,} in {rounds * 2} rounds ({1 / ours:,.0f}/s)")
    print(f"  at {grown / ours:.2f} of the rate of fdatasync of 4 KB that are appended")
    print(
        f"  at {over / ours:.2f} of that of 4 KB over what is there; bare {over / one['bare']:.2f}"
    )


if __name__ == "__main__":
    main()
