"""Writes changes of five records until it is killed; says each number when the commit has returned.

Run as `python crash_writer.py register.db`.
"""

import sys

from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.domain.values import Id
from pilkada_outreach.testing.contracts._steps import change, write

RECORDS = 5
IDS = [Id.of("claim", "crash", number) for number in range(RECORDS)]


def body(number: int, place: int) -> bytes:
    """What the change `number` writes; some kilobytes, so that a commit takes many pages."""
    return (b"%d/%d " % (number, place)) * 2000


def main(path: str) -> None:
    store = SQLiteStore(path)
    while True:
        base = store.head()
        writes = (
            write(id, body(base + 1, place), base=base, family="claim")
            for place, id in enumerate(IDS)
        )
        sys.stdout.write(f"{store.commit(change(*writes))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
