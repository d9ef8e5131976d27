"""What plugins cost: in a bulk path, for one call to many, and at each level of containment.

Goals: at most 1 % more in a bulk path than the same loop without a manager; a call to ten plugins, each
behind its boundary, at most 3 times what bare pluggy takes. `--quick` takes fewer rounds.
"""

import argparse
import gc
import importlib
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median

import attrs
import pluggy

from pilkada_outreach import (
    Code,
    Election,
    Evidence,
    Id,
    Material,
    Outcome,
    Publication,
    Snapshot,
    Timetable,
    evolve,
    timetables,
)
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.office.events import Listeners
from pilkada_outreach.office.outlets import Outlets
from pilkada_outreach.office.register import Register
from pilkada_outreach.office.review import Review
from pilkada_outreach.office.settings import Settings
from pilkada_outreach.office.tools import Tools
from pilkada_outreach.plugins import (
    Bilingual,
    ChannelContext,
    ChannelSpec,
    Event,
    FamilyIds,
    Listener,
    ListenerContext,
    ListenerSpec,
    OutreachHooks,
    PluginContext,
    PluginHost,
    RecordsChanged,
    hookimpl,
)
from pilkada_outreach.plugins.kinds import CHANNEL
from pilkada_outreach.ports import Channel, Delivery, DeliveryBatch, DeliveryResult
from pilkada_outreach.publishing.engine import Outlet, Run, publish
from pilkada_outreach.rules.example_world import OWN, noon, publication, world

NOW = noon(8, 20)
SUMMARY = Bilingual("Ukuran", "Measure")


class Fast:
    """The cheapest channel there can be."""

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """Everything arrives at once."""
        for delivery in batch.deliveries:
            yield DeliveryResult(
                publication=delivery.publication.id,
                outcome=Outcome.DELIVERED,
                evidence=Evidence(captured_at=batch.now),
            )


class Channels(OutreachHooks):
    """A plugin with the channel."""

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        """The channel."""

        def make(context: ChannelContext) -> Channel:
            return Fast()

        return (ChannelSpec(name="fast", make=make, idempotency="key", summary=SUMMARY),)


FAR = """
from benchmarks.plugins import SUMMARY, ChannelSpec, Fast, hookimpl

def make(context):
    return Fast()

@hookimpl
def outreach_channels():
    return (ChannelSpec(
        name="far", make=make, idempotency="key", summary=SUMMARY, isolation="process"
    ),)
"""


@attrs.define(eq=False)
class Ear(OutreachHooks):
    """A plugin that counts what it hears, for us and for bare pluggy."""

    name: str
    heard: int = 0

    def hear(self, events: tuple[Event, ...]) -> None:
        """Count."""
        self.heard += len(events)

    @hookimpl
    def outreach_listeners(self, context: PluginContext) -> tuple[ListenerSpec, ...]:
        """Itself."""

        def itself(context: ListenerContext) -> Listener:
            return self

        return (ListenerSpec(name=self.name, make=itself, summary=SUMMARY),)


class BareHooks:
    """The same call as bare pluggy has it."""

    @pluggy.HookspecMarker("bare")
    def hear(self, events: tuple[Event, ...]) -> None:
        """Count."""


class BareEar:
    """A plugin for bare pluggy."""

    def __init__(self) -> None:
        self.heard = 0

    @pluggy.HookimplMarker("bare")
    def hear(self, events: tuple[Event, ...]) -> None:
        """Count."""
        self.heard += len(events)


def seconds(action: Callable[[], object], times: int, clock: Callable[[], float]) -> float:
    """How long an action takes, of so many in a row."""
    gc.collect()  # or an action pays for what the one before it left
    begin = clock()
    for _ in range(times):
        action()
    return (clock() - begin) / times


Rounds = list[dict[str, float]]
"""The times of one round each."""


def in_turns(
    actions: dict[str, Callable[[], object]],
    rounds: int,
    times: int = 1,
    clock: Callable[[], float] = time.process_time,
) -> Rounds:
    """The actions in turns, so that a slow moment meets all of them; by the time that this process computed."""
    for action in actions.values():
        action()
    found: Rounds = []
    for turn in range(rounds):
        names = list(actions) if turn % 2 else list(reversed(actions))
        found.append({name: seconds(actions[name], times, clock) for name in names})
    return found


def ratio(found: Rounds, name: str, floor: str) -> float:
    """How long an action takes, against another of the same round."""
    return median(one[name] / one[floor] for one in found)


def microseconds(found: Rounds, name: str) -> float:
    """How long an action takes."""
    return 1e6 * median(one[name] for one in found)


def publications(count: int) -> tuple[Publication, ...]:
    """As many planned items, a minute apart."""
    first = publication("ajakan-memilih", noon(8, 12))
    return tuple(
        evolve(
            first,
            id=Id(f"publication/ukuran/{number:06}"),
            channel=Code("fast"),
            due_at=first.due_at + timedelta(minutes=number),
        )
        for number in range(count)
    )


def bulk(rounds: int, count: int) -> None:
    """What the boundary adds to each result of a channel, as a share of publishing an item.

    It is measured on the channel alone: in the whole loop it drowns in the noise.
    """
    items = publications(count)
    snapshot = Snapshot((*world(), *items))
    tools = Tools(PluginHost(discover=False), Settings({}))
    contained = Outlets(PluginHost([Channels()], discover=False), Settings({})).outlet("fast")
    timed = Outlets(PluginHost([Channels()], discover=False, limit=60), Settings({})).outlet("fast")
    bare = Outlet(channel=Fast(), idempotency="key")
    batch = delivery_batch(snapshot, items)
    loop = Run(
        snapshot=snapshot,
        commission=OWN,
        now=NOW,
        judge=lambda item: (),
        outlet_of=lambda name: bare,
        keep=lambda receipts: None,
        progress=lambda done, total: None,
    )

    def whole() -> None:
        """The same in a register of its own: rules are asked, receipts are written."""
        register = Register(MemoryStore())
        register.keep(snapshot, actor="staff/a", reason="plan", at=NOW)
        review = Review(tools=tools, snapshot=snapshot, timetable_of=shipped)
        keep = partial(register.keep, actor="staff/a", reason="publishing", at=NOW)
        publish(attrs.evolve(loop, keep=keep, judge=partial(review.sending, at=NOW)), items)

    found = in_turns(
        {
            "bare": lambda: deque(bare.channel.deliver(batch), 0),
            "level 1": lambda: deque(contained.channel.deliver(batch), 0),
            "level 2": lambda: deque(timed.channel.deliver(batch), 0),
            "the loop alone": lambda: publish(loop, items),
            "rules and receipts as well": whole,
        },
        rounds,
    )
    print(f"publishing {count:,} items through the cheapest channel there can be:")
    for path in ("the loop alone", "rules and receipts as well"):
        each = microseconds(found, path) / count
        print(f"  {path}: {each:.0f} us each")
        for level in ("level 1", "level 2"):
            more = median(one[level] - one["bare"] for one in found) * 1e6 / count
            print(f"    {level} adds {100 * more / each:.1f} % ({more:.2f} us)")


def shipped(election: Election) -> Timetable:
    """The timetable of an election."""
    return timetables.get(str(election.timetable))


def many(rounds: int) -> None:
    """Telling one event to 1, 10 and 50 plugins, each behind its boundary, against bare pluggy."""
    event = RecordsChanged(change=1, families=(FamilyIds(family="material", ids=(OWN,)),))
    print("one call to many plugins, against bare pluggy:")
    for count in (1, 10, 50):
        ears = [Ear(f"ear-{number:02}") for number in range(count)]
        listeners = Listeners(PluginHost(ears, discover=False), Settings({}))
        manager = pluggy.PluginManager("bare")
        manager.add_hookspecs(BareHooks)
        for _ in range(count):
            manager.register(BareEar())
        found = in_turns(
            {
                "ours": lambda listeners=listeners: listeners.tell(event),  # type: ignore[misc]
                "pluggy": lambda manager=manager: manager.hook.hear(events=(event,)),  # type: ignore[misc]
            },
            rounds,
            200,
        )
        times = ratio(found, "ours", "pluggy")
        print(f"  {count:2} plugins: {times:.2f} times ({microseconds(found, 'ours'):.1f} us)")


def levels(rounds: int, folder: str) -> None:
    """One call at each level: contained, with a limit, in a process of its own."""
    direct = Fast()
    near = PluginHost([Channels()], discover=False).find(CHANNEL, "fast")
    timed = PluginHost([Channels()], discover=False, limit=60).find(CHANNEL, "fast")
    outlets = Outlets(PluginHost([far_plugin(folder)], discover=False), Settings({}))
    item = publications(1)[0]
    snapshot = Snapshot((*world(), item))
    batch = delivery_batch(snapshot, (item,))
    began = time.perf_counter()
    far = outlets.outlet("far").channel
    list(far.deliver(batch))
    started = time.perf_counter() - began

    found = in_turns(
        {
            "direct": lambda: list(direct.deliver(batch)),
            "level 1": lambda: near.call(lambda: list(direct.deliver(batch))),
            "level 2": lambda: timed.call(lambda: list(direct.deliver(batch))),
            "level 3": lambda: list(far.deliver(batch)),
        },
        rounds,
        100,
        time.perf_counter,
    )
    outlets.close()
    print("one delivery at each level:")
    for name in ("level 1", "level 2", "level 3"):
        more = microseconds(found, name) - microseconds(found, "direct")
        print(f"  {name}: {more:.1f} us more than a direct call")
    print(f"  a process is there after {1000 * started:.0f} ms, once for an office")


def far_plugin(folder: str) -> object:
    """The channel as a plugin that can be imported elsewhere, which a script cannot."""
    Path(folder, "outreach_far.py").write_text(FAR, "utf-8")
    sys.path.append(folder)
    return importlib.import_module("outreach_far")


def delivery_batch(snapshot: Snapshot, items: tuple[Publication, ...]) -> DeliveryBatch:
    """Items as the engine hands them over."""
    return DeliveryBatch(
        snapshot=snapshot,
        commission=OWN,
        now=NOW,
        deliveries=tuple(
            Delivery(
                publication=item,
                material=snapshot.get(Material, item.material),
                target=None,
                key=str(item.id),
                attempt=1,
            )
            for item in items
        ),
    )


def main() -> None:
    """Measure, and print ratios of the same run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    quick = parser.parse_args().quick
    bulk(5 if quick else 21, 2_000)
    many(5 if quick else 31)
    with tempfile.TemporaryDirectory() as folder:
        levels(3 if quick else 15, folder)


if __name__ == "__main__":
    main()
