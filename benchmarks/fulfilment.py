"""The fulfilment of a national portfolio against SQLite's GROUP BY and a bare loop over the same records.

514 commissions with 20 media each, four contract months of nine items: 10,280 contracts, 370,080 publications with a
receipt each, 82,240 obligations. The floors only count: they know no proof, label, double, dispute, waiver,
addendum or money, and are given the contract month of each item. `--quick` takes 50 commissions.
"""

import argparse
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Code,
    Deliverable,
    Evidence,
    Id,
    Outcome,
    Party,
    Period,
    Publication,
    Receipt,
    Record,
    SignatoryOffice,
    Signature,
    Snapshot,
)
from pilkada_outreach.measuring.contract_items import DayOf
from pilkada_outreach.measuring.fulfilment import Portfolio, portfolio
from pilkada_outreach.measuring.obligations import added_up, added_up_by
from pilkada_outreach.reference import areas

PARTNERS = 20
FIRST, LAST = date(2024, 8, 10), date(2024, 12, 9)
STARTS = (date(2024, 8, 10), date(2024, 9, 10), date(2024, 10, 10), date(2024, 11, 10))
ADS, COVERAGE = Code("public-service-ad"), Code("labelled-coverage")
QUOTAS = {ADS: 4, COVERAGE: 5}
LABELS = {ADS: "iklan", COVERAGE: "advertorial"}
ON = date(2025, 1, 31)
Key = tuple[Id | None, Id | None, Code | None, int]


def records(commissions: list[str]) -> Iterator[Record]:
    """Every contract, publication and receipt; one item in nine is late, one in 36 has no proof."""
    for area in commissions:
        commission = Id(f"kpu/{area}")
        for number in range(PARTNERS):
            medium = Id(f"media/{area}-{number:02}")
            contract = agreement(commission, medium, Id(f"agreement/kpu-{area}/2024/{number:03}"))
            yield contract
            for place in range(36):
                yield from item(contract, medium, place)


def agreement(commission: Id, medium: Id, id: Id) -> Agreement:
    """A contract with one medium."""
    return Agreement(
        id=id,
        kind=AgreementKind.MEDIA_CONTRACT,
        title="Kontrak publikasi",
        commission=commission,
        parties=(
            Party(partner=commission, office=SignatoryOffice.CONTRACT_OFFICER),
            Party(partner=medium, office=SignatoryOffice.DIRECTOR),
        ),
        period=Period(first_day=FIRST, last_day=LAST),
        deliverables=tuple(
            Deliverable(
                code=code,
                name=str(code),
                per_month=quota,
                label=LABELS[code],
                unit_price_rupiah=150_000,
            )
            for code, quota in QUOTAS.items()
        ),
        signatures=tuple(
            Signature(party=party, by=Id("person/fulan"), on=FIRST)
            for party in (commission, medium)
        ),
    )


def item(contract: Agreement, medium: Id, place: int) -> Iterator[Record]:
    """One of the 36 items of a contract, and its receipt."""
    month, nth = divmod(place, 9)
    code = ADS if nth < QUOTAS[ADS] else COVERAGE
    due_at = datetime.combine(STARTS[month], datetime.min.time(), tzinfo=UTC)
    due_at += timedelta(days=3 * nth, hours=3)
    name = f"{medium.parts[1]}/{place}"
    yield Publication(
        id=Id(f"publication/{name}"),
        commission=contract.commission,
        material=Id("material/ajakan"),
        channel=Code("webhook"),
        target=medium,
        agreement=contract.id,
        deliverable=code,
        label=LABELS[code],
        due_at=due_at,
    )
    at = due_at + timedelta(days=40 if nth == 8 else 1)
    delivered = place != 20
    proof = Evidence(url=f"https://kabar-contoh.example/{name}", sha256="", captured_at=at)
    yield Receipt(
        id=Id(f"receipt/{name}/1"),
        publication=Id(f"publication/{name}"),
        attempt=1,
        at=at,
        outcome=Outcome.DELIVERED if delivered else Outcome.ACCEPTED,
        evidence=proof if delivered else None,
    )


def clocks(snapshot: Snapshot) -> Callable[[Id], DayOf]:
    """The clock of each commission, by the zone of its area."""
    zones = {
        contract.commission: areas.get(contract.commission.parts[1]).time_zone
        for contract in snapshot.all(Agreement)
    }

    def clock_of(commission: Id) -> DayOf:
        zone = zones[commission]
        return lambda instant: instant.astimezone(zone).date()

    return clock_of


def bare_loop(snapshot: Snapshot) -> Counter[Key]:
    """Proven items by contract, partner, deliverable and month, counted with nothing but a loop."""
    months = {FIRST + timedelta(days=n): month_of(FIRST + timedelta(days=n)) for n in range(122)}
    found: Counter[Key] = Counter()
    for publication in snapshot.all(Publication):
        last = snapshot.receipts(publication.id)[-1]
        if last.outcome is Outcome.DELIVERED:
            month = months[publication.due_at.date()]
            found[publication.agreement, publication.target, publication.deliverable, month] += 1
    return found


def month_of(day: date) -> int:
    """The number of the contract month of a day."""
    return sum(start <= day for start in STARTS)


def database(snapshot: Snapshot) -> sqlite3.Connection:
    """The same facts as plain columns, the contract month already worked out."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE item (agreement TEXT, partner TEXT, deliverable TEXT, month INT, proven INT)"
    )
    connection.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?, ?)",
        (
            (
                str(each.agreement),
                str(each.target),
                str(each.deliverable),
                month_of(each.due_at.date()),
                snapshot.receipts(each.id)[-1].outcome is Outcome.DELIVERED,
            )
            for each in snapshot.all(Publication)
        ),
    )
    return connection


def grouped(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The same counts by GROUP BY."""
    return connection.execute(
        "SELECT agreement, partner, deliverable, month, sum(proven) FROM item GROUP BY 1, 2, 3, 4"
    ).fetchall()


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def main() -> None:
    """Measure in turns, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="50 commissions")
    count, rounds = (50, 3) if parser.parse_args().quick else (514, 3)

    commissions = [str(area.code) for area in areas.level("regency")][:count]
    snapshot = Snapshot(records(commissions))
    clock_of = clocks(snapshot)
    connection = database(snapshot)

    def ours() -> Portfolio:
        return portfolio(snapshot, ON, clock_of)

    found = ours()
    whole = added_up(found.obligations)
    counted = bare_loop(snapshot)
    assert (
        whole.counted
        == sum(counted.values())
        == sum(int(str(row[4])) for row in grouped(connection))
    )
    assert whole.quota == len(found.items) == len(commissions) * PARTNERS * 36

    actions: tuple[Callable[[], object], ...] = (
        ours,
        lambda: added_up_by(found.obligations, lambda each: each.commission),
        lambda: bare_loop(snapshot),
        lambda: grouped(connection),
    )
    rows = [tuple(seconds(action) for action in actions) for _ in range(rounds)]
    judging, adding, loop, sql = (median(column) for column in zip(*rows, strict=True))
    print(
        f"{len(commissions)} commissions x {PARTNERS} partners x 4 months: {len(found.items):,} items, "
        f"{len(found.obligations):,} obligations; median of {rounds} rounds"
    )
    print(f"  judged and counted in {judging:.2f} s, {len(found.items) / judging:,.0f} items/s")
    print(f"  added up by commission in {adding:.2f} s")
    ratio = median(row[0] / row[2] for row in rows)
    print(f"  {ratio:.1f} times a bare loop that only counts ({loop:.2f} s)")
    ratio = median(row[0] / row[3] for row in rows)
    print(f"  {ratio:.1f} times GROUP BY in SQLite over plain columns ({sql:.2f} s)")


if __name__ == "__main__":
    main()
