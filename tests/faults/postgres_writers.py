"""Many offices write to one register in PostgreSQL at once; then all they were told is looked for in it.

    python -m tests.faults.postgres_writers --offices 16 --seconds 30

Each office has a store of its own, places publications, says what became of them, changes the one partner
that all share, and erases personal data. One more reads on by the numbers of the changes, as offices do.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from threading import Event
from typing import TypeVar

from pilkada_outreach import Outcome, Publication, Receipt, Stakeholder, StakeholderKind, evolve
from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import StaleWrite
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.personal import apart, whole
from pilkada_outreach.history.recount import recount
from pilkada_outreach.history.verify import verify
from pilkada_outreach.ports import Change, Query, Write
from pilkada_outreach.rules.example_world import noon, publication, world
from pilkada_outreach.serialization import dump
from pilkada_outreach.serialization.documents import load_trusted
from tests.postgres import fresh_database

R = TypeVar("R", bound=Record)

Told = dict[int, set[tuple[Id, int]]]
"""By the number of each change that was acknowledged: its records and their versions."""

SHARED = Stakeholder(
    id=Id("community/bersama"),
    kind=StakeholderKind.COMMUNITY,
    name="Forum Contoh",
    contacts=(Contact(purpose="undangan", email="fulan@contoh.example"),),
)


class Records(dict[Id, Record]):
    """Records by their ids, as `Indexing` asks for them."""

    def __init__(self, records: Iterable[Record]) -> None:
        super().__init__((record.id, record) for record in records)

    def find(self, cls: type[R], id: Id | str) -> R | None:
        found = self.get(id if isinstance(id, Id) else Id(id))
        return found if isinstance(found, cls) else None


class Desk:
    """One office: its store, the records that it knows, and what it was told."""

    def __init__(self, url: str, number: int) -> None:
        self.store = SQLStore(url)
        self.number = number
        self.told: Told = {}
        self.stale = 0
        self.records = Records((*world(), SHARED))

    def commit(self, *records: Record, base: int = 0) -> None:
        """Write records on top of a version, or count a stale write."""
        self.records.update({record.id: record for record in records})
        indexing = Indexing(self.records)
        writes = tuple(_write(indexing, record, base) for record in records)
        change = Change(
            actor=f"staff/{self.number}", reason="uji", at=datetime.now(UTC), writes=writes
        )
        try:
            number = self.store.commit(change)
        except StaleWrite:
            self.stale += 1
        else:
            self.told[number] = {(record.id, base + 1) for record in records}

    def work_until(self, end: float) -> None:
        """Do what an office does, again and again; the first round in any case."""
        for turn in count():
            name = f"{self.number}-{turn}"
            items = [self._item(f"{name}-{place}") for place in range(3)]
            self.commit(*items)
            self.commit(*(_receipt(item) for item in items[1:]))
            self._change_what_all_change(name)
            if turn % 10 == 9:
                self.commit(evolve(SHARED, id=Id.of("community", name)))
                number = self.store.erase(
                    [Id.of("community", name)],
                    actor=f"staff/{self.number}",
                    reason="diminta",
                    at=datetime.now(UTC),
                )
                self.told[number] = set()
            if time.monotonic() > end:
                return

    def _item(self, name: str) -> Publication:
        item = publication("ajakan-memilih", noon(10, 1 + self.number % 28))
        return evolve(item, id=Id.of(*item.id.parts, name))

    def _change_what_all_change(self, name: str) -> None:
        now = self.store.read(SHARED.id)
        assert now is not None
        self.commit(evolve(SHARED, name=f"Forum {name}"), base=now.version)


def run(url: str, offices: int, seconds: float) -> dict[str, object]:
    """Let offices write to an empty database for a while, and count what became of it all."""
    first = Desk(url, 0)
    first.commit(*world(), SHARED)
    desks = [first, *(Desk(url, number) for number in range(1, offices + 1))]
    stop = Event()
    start = time.monotonic()
    with ThreadPoolExecutor(offices + 1) as pool:
        follower = pool.submit(_follow, url, stop)
        works = [pool.submit(desk.work_until, start + seconds) for desk in desks[1:]]
        try:
            for work in works:
                work.result()
        finally:
            stop.set()
        took = time.monotonic() - start
        followed = follower.result()
    for desk in desks:
        desk.store.close()
    with closing(SQLStore(url)) as store:
        changes = sum(len(desk.told) for desk in desks)
        return {
            "offices": offices,
            "changes": changes,
            "changes_per_second": round(changes / took),
            "stale": sum(desk.stale for desk in desks),
            **_looked_at(store, desks),
            "missed": len(_versions(store).items() ^ followed.items()),
        }


def _looked_at(store: SQLStore, desks: list[Desk]) -> dict[str, object]:
    told = {number: written for desk in desks for number, written in desk.told.items()}
    kept = {
        change.number: {(version.id, version.version) for version in change.versions}
        for change in store.changes()
    }
    stored = [load_trusted(FAMILIES[row.family], whole(row)) for row in store.records()]
    counted = Counter(record.family for record in stored)
    return {
        "head": store.head(),
        "records": len(stored),
        "publications": counted["publication"],
        "receipts": counted["receipt"],
        "numbers_told_twice": sum(len(desk.told) for desk in desks) - len(told),
        "lost": sum(1 for number in told if kept.get(number) != told[number]),
        "never_told": len(kept.keys() - told.keys()),
        "miscounted": store.tallies() != recount(stored, Indexing(Records(stored))),
        "problems": [str(problem) for problem in verify(store, Anchor.of(store))][:5],
    }


def _follow(url: str, stop: Event) -> dict[Id, int]:
    """Read on by the numbers of the changes until told to stop, and once more."""
    known: dict[Id, int] = {}
    seen = 0
    with closing(SQLStore(url)) as store:
        while True:
            is_last = stop.is_set()
            head = store.head()
            known.update({row.id: row.version for row in store.records(Query(changed_since=seen))})
            seen = head
            if is_last:
                return known


def _versions(store: SQLStore) -> dict[Id, int]:
    return {row.id: row.version for row in store.records()}


def _receipt(item: Publication) -> Receipt:
    return Receipt(
        id=Id.of("receipt", *item.id.parts[1:], 1),
        publication=item.id,
        attempt=1,
        at=item.due_at,
        outcome=Outcome.DELIVERED,
    )


def _write(indexing: Indexing, record: Record, base: int) -> Write:
    body, personal = apart(type(record), dump(record))
    return Write(
        family=record.family,
        id=record.id,
        body=body,
        base_version=base,
        facts=indexing.facts(record),
        index=indexing.index(record),
        personal=personal,
    )


def main() -> None:
    """Print the counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--url", default="", help="an empty database; without it a server is started"
    )
    parser.add_argument("--offices", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    url = options.url or fresh_database()
    json.dump(run(url, options.offices, options.seconds), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
