"""The register against its floors: bare drivers, the disk, SQLAlchemy Core; every ratio is of one run.

Goals: bulk writing with history and chain at least 0.7 of bare `executemany` of the same rows; one durable
write at least 0.7 of `fdatasync`; reading back as records at least 0.8 of bare sqlite3 with msgspec; a filter
at most a fifth of SQLAlchemy Core's time; kept counters at least 15 times an indexed GROUP BY. `--quick`
takes a tenth of the records.
"""

import argparse
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
import sqlalchemy

from benchmarks.workload import FEW, FIRST_DAY, base, changes
from pilkada_outreach import Office, Period, Publication
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.ports import Change, Query

BLOCK = 4096
DAY = Period(first_day=FIRST_DAY, last_day=FIRST_DAY)
TABLES = ("versions", "documents", "links")


def seconds(action: Callable[[], object]) -> float:
    """How long `action` takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def counted(stream: Iterator[object]) -> int:
    """How many there are."""
    return sum(1 for _ in stream)


class Bare:
    """The rows that our commits wrote, written again by bare executemany into the same tables."""

    def __init__(self, ours: Path, folder: Path) -> None:
        SQLiteStore(folder / "bare.db").close()
        self.connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for setting in ("synchronous = FULL", "secure_delete = ON", "cache_size = -32768"):
            self.connection.execute(f"PRAGMA {setting}")
        with closing(sqlite3.connect(ours)) as source:
            self.changes = source.execute("SELECT * FROM changes").fetchall()
            ends = [*(row[4] for row in self.changes[1:]), 1 << 62]
            self.batches = [
                [self._rows(source, table, row[4], end) for table in TABLES]
                for row, end in zip(self.changes, ends, strict=True)
            ]

    def write(self) -> None:
        """Everything, a transaction for each change."""
        for change, batch in zip(self.changes, self.batches, strict=True):
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("INSERT INTO changes VALUES (?, ?, ?, ?, ?)", change)
            for table, rows in zip(TABLES, batch, strict=True):
                marks = ", ".join("?" * len(rows[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
            self.connection.execute("COMMIT")

    @staticmethod
    def _rows(
        source: sqlite3.Connection, table: str, first: int, end: int
    ) -> list[tuple[object, ...]]:
        where = {
            "versions": "seq >= ? AND seq < ? ORDER BY seq",
            "documents": "seq >= ? AND seq < ? ORDER BY id",
            "links": "source IN (SELECT id FROM documents WHERE seq >= ? AND seq < ?) ORDER BY 1, 2",
        }[table]
        return source.execute(f"SELECT * FROM {table} WHERE {where}", (first, end)).fetchall()  # noqa: S608


def bulk(folder: Path, made: list[Change], per_change: int) -> None:
    """Write all, read it back, ask it; against the floors."""
    count = sum(len(change.writes) for change in made)
    with closing(SQLiteStore(folder / "ours.db")) as store:
        store.commit(base())
        ours = seconds(lambda: [store.commit(change) for change in made])
    bare = Bare(folder / "ours.db", folder)
    floor = seconds(bare.write)
    print(
        f"bulk: {count:,} records, {per_change:,} a commit: {floor / ours:.2f} of bare executemany of the "
        f"same rows (goal 0.7), {count / ours:,.0f} records/s"
    )
    with Office.open(f"sqlite:///{folder / 'ours.db'}", actor="staff/a") as office:
        read_back(office, bare.connection)
        asked(office, folder / "ours.db")
        began = time.perf_counter()
        problems = office.verify(office.anchor())
        print(
            f"verify: {count / (time.perf_counter() - began):,.0f} records/s, {len(problems)} problems"
        )
        archived = seconds(lambda: office.archive(folder / "office.zip"))
        size = (folder / "office.zip").stat().st_size
        raw = (folder / "ours.db").stat().st_size
        print(f"archive: {raw / archived / 1e6:.1f} MB of register/s, {size / 1e6:.0f} MB of zip")
    bare.connection.close()


def read_back(office: Office, bare: sqlite3.Connection) -> None:
    """Publications as records: ours, and the same decoder over a bare SELECT."""
    decoder = msgspec.json.Decoder(Publication, dec_hook=lambda cls, value: cls(value))
    query = "SELECT body FROM versions WHERE family = 'publication' ORDER BY id"

    def decoded() -> int:
        return counted(decoder.decode(body) for (body,) in bare.execute(query))

    rounds = [
        (seconds(decoded), seconds(lambda: counted(office.stream(Publication)))) for _ in "123"
    ]
    ratio = median(floor / ours for floor, ours in rounds)
    print(f"read back as records: {ratio:.2f} of bare sqlite3 with msgspec (goal 0.8)")


def asked(office: Office, path: Path) -> None:
    """A filter by commission and day against SQLAlchemy Core; counters against GROUP BY; as of a change."""
    store = SQLiteStore(path)
    query = Query(families=("publication",), commission=FEW, during=DAY)
    engine = sqlalchemy.create_engine(f"sqlite:///{path}")
    versions = sqlalchemy.Table("versions", sqlalchemy.MetaData(), autoload_with=engine)
    wanted = (
        sqlalchemy.select(versions)
        .where(versions.c.until.is_(None), versions.c.family == "publication")
        .where(versions.c.commission == FEW)
        .where(versions.c.first_day <= str(DAY.last_day), versions.c.last_day >= str(DAY.first_day))
        .order_by(versions.c.id)
    )
    with engine.connect() as connection, closing(sqlite3.connect(path)) as bare, closing(store):
        filtered = [
            (
                seconds(lambda: connection.execute(wanted).fetchall()),
                seconds(lambda: counted(store.records(query))),
            )
            for _ in range(101)
        ]
        grouped = (
            "SELECT v.commission, d.family, d.partner, d.kind, d.month, d.state, count(*) "
            "FROM documents AS d JOIN versions AS v ON v.seq = d.seq GROUP BY 1, 2, 3, 4, 5, 6"
        )
        counters = [
            (seconds(lambda: bare.execute(grouped).fetchall()), seconds(store.tallies))
            for _ in range(5)
        ]
        middle = store.head() // 2
        some = [row.id for row, _ in zip(store.records(), range(1000), strict=False)]
        as_of = seconds(lambda: [store.read(id, middle) for id in some]) / len(some)
    ratio = median(ours / theirs for theirs, ours in filtered)
    print(f"filter by commission and day, 7 rows: {ratio:.2f} of SQLAlchemy Core's time (goal 0.2)")
    print(f"kept counters: {median(g / c for g, c in counters):,.0f} x GROUP BY (goal 15)")
    print(f"as of a change: {as_of * 1e6:,.0f} us a record")


def single(folder: Path, made: list[Change]) -> None:
    """One durable write against fdatasync of 4 KB, in turns."""
    sync = getattr(os, "fdatasync", os.fsync)
    block = b"x" * BLOCK
    with (
        (folder / "grown").open("wb", buffering=0) as grown,
        closing(SQLiteStore(folder / "single.db")) as store,
    ):
        store.commit(base())

        def floor() -> None:
            grown.write(block)
            sync(grown.fileno())

        found = [(seconds(floor), seconds(partial(store.commit, change))) for change in made]
    ours = median(o for _, o in found)
    print(
        f"one durable write: {median(f / o for f, o in found):.2f} of an appended fdatasync (goal 0.7), "
        f"{1 / ours:,.0f}/s"
    )


def main() -> None:
    """Print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the records")
    parser.add_argument("--folder", type=Path, help="where to write; the disk counts")
    options = parser.parse_args()
    count = 20_000 if options.quick else 200_000
    per_change = count // 20
    with TemporaryDirectory(dir=options.folder) as folder:
        bulk(Path(folder), list(changes(count, per_change)), per_change)
    with TemporaryDirectory(dir=options.folder) as folder:
        single(Path(folder), list(changes(1_000, 1)))


if __name__ == "__main__":
    main()
