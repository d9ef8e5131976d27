"""Kills writers at random moments while they write to one register, and looks at what is left.

The starter imports everything once and forks each writer, so that a thousand of them cost seconds. A
writer commits changes of `RECORDS` records and says each number when `commit` has returned. Run as
`python -m tests.faults.killing sqlite:///kukar.db --writers 2 --kills 250 --seed 1`.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from pilkada_outreach.adapters import plugin
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify
from pilkada_outreach.plugins import PluginContext, StoreContext
from pilkada_outreach.plugins.hooks import API_VERSION
from pilkada_outreach.ports import Change, Facts, Index, Store, Tally, Write

RECORDS = 5
UNREADY = 5
"""In one round of so many, nobody waits for them to open it."""

Open = Callable[[], Store]


def opener(url: str) -> Open:
    """How the register at a URL is opened, by the library's own plugin."""
    scheme = url.partition(":")[0]
    specs = plugin.outreach_stores(PluginContext(api_version=API_VERSION))
    spec = next(spec for spec in specs if spec.name == scheme)
    return lambda: spec.open(StoreContext(url=url))


def change(writer: int, number: int) -> Change:
    """The change `number` of a writer: `RECORDS` records of some kilobytes, each counted."""
    return Change(
        actor=f"staff/{writer}",
        reason=f"{number}",
        at=datetime.now(UTC),
        writes=tuple(
            Write(
                family="publication",
                id=Id(f"publication/{writer}/{number}/{place}"),
                body=b'{"n":"%s"}' % (b"%d/%d/%d " % (writer, number, place) * 300),
                base_version=0,
                facts=Facts(commission=f"kpu/{writer % 2}"),
                index=Index(
                    tally=Tally(partner="", kind="website", month="2024-10", state="planned")
                ),
            )
            for place in range(RECORDS)
        ),
    )


def write_until_killed(open_store: Open, writer: int, told: int, ready: int) -> None:
    """Commit without end, and tell each number through the pipe `told` once it is committed."""
    store = open_store()
    os.write(ready, b".")
    for number in count(1):
        while True:
            try:
                store.commit(change(writer, number))
            except StoreError as error:
                if "locked" in str(error) or "busy" in str(error):
                    continue  # others write too; nothing happened
                os.write(told, f"! {error}\n".encode())
                os._exit(1)
            break
        os.write(told, f"{writer} {number}\n".encode())


def kill_all(
    open_store: Open, writers: int, kills: int, seed: int, life: float
) -> dict[str, object]:
    """Kill `kills` writers, `writers` at a time, and count what became of their commits.

    A round lives at most `life` seconds after all of it have opened the register.
    """
    chance = random.Random(seed)  # noqa: S311  # no secret hangs on it
    open_store().close()  # the register is made by nobody who is killed
    acknowledged: set[tuple[int, int]] = set()
    errors: list[str] = []
    killed = started = 0
    for rounds in count():
        if killed >= kills:
            break
        reading, telling = os.pipe()
        waiting, ready = os.pipe()
        children: list[int] = []
        for _ in range(min(writers, kills - killed)):
            started += 1
            child = os.fork()
            if child == 0:
                os.close(reading)
                os.close(waiting)
                try:
                    write_until_killed(open_store, started, telling, ready)
                finally:
                    os._exit(2)
            children.append(child)
        os.close(telling)
        os.close(ready)
        if rounds % UNREADY:
            for _ in children:
                os.read(waiting, 1)
        for child in children:
            time.sleep(chance.uniform(0, life / len(children)))
            os.kill(child, signal.SIGKILL)
        for child in children:
            _, status = os.waitpid(child, 0)
            if os.WIFSIGNALED(status):
                killed += 1
            else:
                errors.append(f"a writer ended by itself: {os.waitstatus_to_exitcode(status)}")
        os.close(waiting)
        with os.fdopen(reading) as lines:
            for line in lines:
                if line.startswith("!"):
                    errors.append(line.strip())
                elif line.endswith("\n"):
                    writer, number = line.split()
                    acknowledged.add((int(writer), int(number)))
        if errors:
            break
    return {"killed": killed, "errors": errors, **looked_at(open_store, acknowledged)}


def looked_at(open_store: Open, acknowledged: set[tuple[int, int]]) -> dict[str, object]:
    """What the register holds afterwards, against what was acknowledged."""
    store = open_store()
    found: dict[tuple[int, int], int] = {}
    for row in store.records():
        _, writer, number, _ = row.id.parts
        found[int(writer), int(number)] = found.get((int(writer), int(number)), 0) + 1
    counted = sum(one.count for one in store.tallies())
    problems = [
        str(problem)
        for problem in verify(store, Anchor.of(store))
        if problem.code != "history.unreadable"
    ]
    head = store.head()
    store.close()
    return {
        "acknowledged": len(acknowledged),
        "committed": len(found),
        "head": head,
        "lost": len(acknowledged - found.keys()),
        "half": sum(1 for records in found.values() if records != RECORDS),
        "miscounted": counted - RECORDS * len(found),
        "problems": problems[:5],
    }


def main() -> None:
    """Print the counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--writers", type=int, default=1)
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--life", type=float, default=0.1, help="seconds of a round at most")
    options = parser.parse_args()
    result = kill_all(
        opener(options.url), options.writers, options.kills, options.seed, options.life
    )
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
