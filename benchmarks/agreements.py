"""The states of 10,000 agreements as of a day, against floors measured in the same run.

The floors: SQLite working the state out with a CASE over plain columns, its index included, and a bare loop that
only reads the attributes. The library's figures: `agreement_state` on the records; `state_of`, which looks
for addenda (one agreement in ten has one); and `events`. `--quick` does fewer rounds.
"""

import argparse
import random
import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Id,
    Party,
    Period,
    SignatoryOffice,
    Signature,
    Snapshot,
    agreement_state,
    evolve,
)
from pilkada_outreach.domain.agreement_events import events
from pilkada_outreach.measuring.agreements import state_of

COUNT = 10_000
DAY = date(2024, 10, 1)
OWN, PARTNER = Id("kpu/64.02"), Id("media/kabar-contoh")
STATES = """
SELECT CASE
  WHEN ended_on <= :day THEN CASE
    WHEN completed <= ended_on AND last_day < ended_on THEN 'expired'
    WHEN completed < ended_on AND first_day < ended_on THEN 'ended'
    ELSE 'cancelled' END
  WHEN first_signed IS NULL OR first_signed > :day THEN
    CASE WHEN offered_on <= :day THEN 'offered' ELSE 'draft' END
  WHEN completed IS NULL OR completed > :day THEN 'partly-signed'
  WHEN first_day > :day THEN 'signed'
  WHEN last_day < :day THEN 'expired'
  ELSE 'in-force' END
FROM agreements ORDER BY id
"""


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def agreements() -> list[Agreement]:
    """Agreements of every state, made up with a fixed seed."""
    chance = random.Random(20241127)  # noqa: S311  # made-up days, no secret
    made: list[Agreement] = []
    for number in range(COUNT):
        first = date(2024, 1, 1) + timedelta(days=chance.randrange(400))
        signed = [first + timedelta(days=chance.randrange(-60, 30)) for _ in (OWN, PARTNER)]
        count = chance.choice((0, 1, 2, 2, 2, 2))
        end = first + timedelta(days=chance.randrange(-30, 150))
        ends = chance.random() < 0.1
        made.append(
            Agreement(
                id=Id(f"agreement/kpu-64.02/2024/{number:05}"),
                kind=AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
                title="Nota Kesepahaman",
                commission=OWN,
                parties=(
                    Party(partner=OWN, office=SignatoryOffice.CHAIR),
                    Party(partner=PARTNER, office=SignatoryOffice.DIRECTOR),
                ),
                period=Period(first_day=first, last_day=first + timedelta(days=120)),
                signatures=tuple(
                    Signature(party=party, by=Id("person/fulan"), on=day)
                    for party, day in zip((OWN, PARTNER)[:count], signed, strict=False)
                ),
                offered_on=first - timedelta(days=90),
                ended_on=end if ends else None,
                end_reason="mufakat" if ends else "",
            )
        )
    return made


def database(records: list[Agreement]) -> sqlite3.Connection:
    """The same facts as plain columns."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE TABLE agreements (id TEXT PRIMARY KEY, offered_on TEXT, first_signed TEXT,"
        " completed TEXT, first_day TEXT, last_day TEXT, ended_on TEXT) WITHOUT ROWID"
    )
    connection.executemany(
        "INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?, ?)", (columns(each) for each in records)
    )
    return connection


def columns(agreement: Agreement) -> tuple[str | None, ...]:
    """One row of the table."""
    days = sorted(signature.on for signature in agreement.signatures)
    found = (
        agreement.offered_on,
        days[0] if days else None,
        days[-1] if len(days) == len(agreement.parties) else None,
        agreement.period.first_day,
        agreement.period.last_day,
        agreement.ended_on,
    )
    return (str(agreement.id), *(None if day is None else day.isoformat() for day in found))


def main() -> None:
    """Measure in turns, and print ratios of the same round."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    rounds = 3 if parser.parse_args().quick else 11

    records = agreements()
    connection = database(records)
    addenda = [
        evolve(each, id=Id(f"{each.id}-a"), amends=each.id, ended_on=None, end_reason="")
        for each in records[::10]
    ]
    snapshot = Snapshot([*records, *addenda])
    snapshot.addenda(records[0].id)  # grouped once, when first asked

    def ours() -> list[str]:
        return [agreement_state(each, DAY) for each in records]

    def amended() -> list[str]:
        return [state_of(snapshot, each.id, DAY) for each in records]

    def told() -> int:
        return sum(len(events(each)) for each in records)

    def by_sqlite() -> list[str]:
        return [row[0] for row in connection.execute(STATES, {"day": DAY.isoformat()})]

    def by_reading() -> int:
        read = 0
        for each in records:
            period, signatures = each.period, each.signatures
            read += len((period.first_day, period.last_day, signatures, each.ended_on))
        return read

    assert ours() == by_sqlite()
    measured = (ours, amended, told, by_sqlite, by_reading)
    found = [tuple(map(seconds, measured)) for _ in range(rounds)]
    times = [1000 * median(column) for column in zip(*found, strict=True)]
    print(f"{COUNT:,} agreements in {len(set(ours()))} states, median of {rounds} rounds")
    names = ("agreement_state", "state_of, with addenda", "events")
    for place, name in enumerate(names):
        sql, bare = (median(row[place] / row[floor] for row in found) for floor in (3, 4))
        print(f"  {name}: {times[place]:.1f} ms, {sql:.2f} of SQLite's CASE, {bare:.1f} bare loops")
    print(f"  floors: SQLite's CASE {times[3]:.1f} ms, reading the attributes {times[4]:.1f} ms")


if __name__ == "__main__":
    main()
