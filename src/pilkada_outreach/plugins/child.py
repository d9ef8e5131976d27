"""The other end: a process that runs one plugin's factory and its calls, and ends with the office."""

import json
import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from queue import SimpleQueue
from typing import BinaryIO, TypeVar, cast

import attrs

from pilkada_outreach.domain.values import Record
from pilkada_outreach.errors import MissingExtra
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins import results
from pilkada_outreach.plugins.boundary import in_one_line
from pilkada_outreach.plugins.contexts import ChannelContext, ImporterContext, RendererContext
from pilkada_outreach.plugins.wire import (
    DONE,
    MISSING,
    RAISED,
    RESULT,
    WRONG,
    Frame,
    delivery_to_bytes,
    read_frame,
    records_to_bytes,
    write_frame,
)
from pilkada_outreach.ports import Channel, DeliveryBatch
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Renderer, Report
from pilkada_outreach.snapshot import Snapshot

T = TypeVar("T")


class WrongAnswer(Exception):
    """What the plugin returned is not what its offer says."""


@attrs.define
class Work:
    """What the process has made so far."""

    channel: Channel | None = None
    renderer: Renderer | None = None
    snapshot: Snapshot = attrs.field(factory=Snapshot)


Request = Callable[[Work], Iterator[bytes]]
"""What the office asks for: one of the classes below, whose call yields the results."""


@attrs.frozen
class MakeChannel:
    """Make the channel."""

    factory: str
    context: ChannelContext

    def __call__(self, work: Work) -> Iterator[bytes]:
        make = cast("Callable[[ChannelContext], Channel]", _imported(self.factory))
        work.channel = _good(make(self.context), results.wrong_channel)
        return iter(())


@attrs.frozen
class Deliver:
    """Deliver a batch; the records of its snapshot come along where they are not here yet."""

    batch: DeliveryBatch
    records: tuple[Record, ...] | None

    def __call__(self, work: Work) -> Iterator[bytes]:
        if self.records is not None:
            work.snapshot = Snapshot(self.records)
        assert work.channel is not None
        batch = attrs.evolve(self.batch, snapshot=work.snapshot)
        for result in _good(work.channel.deliver(batch), results.wrong_iterable):
            yield delivery_to_bytes(_good(result, results.wrong_delivery))


@attrs.frozen
class MakeRenderer:
    """Make the renderer."""

    factory: str
    context: RendererContext

    def __call__(self, work: Work) -> Iterator[bytes]:
        make = cast("Callable[[RendererContext], Renderer]", _imported(self.factory))
        work.renderer = _good(make(self.context), results.wrong_renderer)
        return iter(())


@attrs.frozen
class Render:
    """Render a report."""

    report: Report
    lang: Language

    def __call__(self, work: Work) -> Iterator[bytes]:
        assert work.renderer is not None
        yield _good(work.renderer.render(self.report, self.lang), results.wrong_bytes)


@attrs.frozen
class Read:
    """Read a file."""

    reader: str
    context: ImporterContext

    def __call__(self, work: Work) -> Iterator[bytes]:
        read = cast(
            "Callable[[ImporterContext], Program | tuple[Record, ...]]", _imported(self.reader)
        )
        yield records_to_bytes(_good(read(self.context), results.wrong_records))


def main() -> None:
    """Answer requests from standard input until it closes; what the plugin prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the office hears it, and says when to end
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    waiting: SimpleQueue[Frame] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    work = Work()
    while (frame := waiting.get()).tag != DONE:
        for answer in _answers(frame, work):
            write_frame(answers, answer)


def _listen(requests: BinaryIO, waiting: "SimpleQueue[Frame]") -> None:
    while (frame := read_frame(requests)) is not None:
        waiting.put(frame)
    os._exit(0)  # the office has gone; nobody waits for whatever is running


def _answers(frame: Frame, work: Work) -> Iterator[Frame]:
    try:
        request = cast(Request, pickle.loads(frame.payload))  # noqa: S301 - the office wrote it
        for result in request(work):
            yield Frame(RESULT, result)
    except WrongAnswer as wrong:
        yield Frame(WRONG, str(wrong).encode())
    except MissingExtra as missing:
        yield Frame(MISSING, json.dumps([missing.extra, missing.purpose]).encode())
    except BaseException as error:  # noqa: BLE001 - whatever it is, the office is told
        yield Frame(RAISED, in_one_line(error).encode("utf-8", "replace"))
    else:
        yield Frame(DONE)


def _imported(factory: str) -> object:
    module, _, name = factory.partition(":")
    found: object = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found


def _good(made: T, wrong: Callable[[object], str]) -> T:
    if fault := wrong(made):
        raise WrongAnswer(fault)
    return made
