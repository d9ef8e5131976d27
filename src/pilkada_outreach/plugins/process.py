"""A process of its own for one offer of a plugin: it may crash or hang, and the office goes on."""

import json
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO, cast
from weakref import finalize

from pilkada_outreach.errors import MissingExtra, PluginError
from pilkada_outreach.plugins.boundary import BrokenPlugin
from pilkada_outreach.plugins.child import Request
from pilkada_outreach.plugins.wire import (
    DONE,
    MISSING,
    RAISED,
    REQUEST,
    RESULT,
    WRONG,
    Frame,
    read_frame,
    write_frame,
)

_MAIN = "from pilkada_outreach.plugins.child import main; main()"
_GOODBYE = 2.0
"""Seconds that a process gets to end by itself when the office closes."""


class PluginProcess:
    """Runs requests in a process that is started when first needed, kept for the next, and ended with the office.

    `first` is what a new process is asked to begin with. The process is another Python, not a copy of this
    one: it imports the plugin again, and what it sends back is data.
    """

    def __init__(self, plugin: str, doing: str, first: Request | None, limit: float | None) -> None:
        self._plugin = plugin
        self._doing = doing
        self._first = first
        self._limit = limit
        self._running: _Running | None = None
        self.starts: int = 0
        """How often a process was started."""

    def start(self) -> None:
        """Start the process and ask it for what comes first. Raises PluginError."""
        if self._running is None:
            self._running = _Running(self)
            self.starts += 1
            if self._first is not None:
                for _ in self._ask(self._running, self._first):
                    pass

    def ask(self, request: Request) -> Iterator[bytes]:
        """The results of a request. Raises PluginError, or MissingExtra.

        When the process crashes, takes too long for a result, or the caller stops early, it is ended.
        """
        self.start()
        assert self._running is not None
        return self._ask(self._running, request)

    def close(self) -> None:
        """End the process."""
        running, self._running = self._running, None
        if running is not None:
            running.end(patience=_GOODBYE)

    def _ask(self, running: "_Running", request: Request) -> Iterator[bytes]:
        answered = False
        try:
            running.sent.put(Frame(REQUEST, pickle.dumps(request)))
            while (frame := self._next(running)).tag == RESULT:
                yield frame.payload
            answered = True
        finally:
            if not answered:
                self._running = None
                running.end(patience=0)
        said = frame.payload.decode("utf-8", "replace")
        if frame.tag == MISSING:
            raise MissingExtra(*cast("list[str]", json.loads(said)))
        if frame.tag == WRONG:
            raise BrokenPlugin(self._plugin, f"{self._doing} {said}")
        if frame.tag == RAISED:
            raise PluginError(self._plugin, f"{self._doing} raised {said}")

    def _next(self, running: "_Running") -> Frame:
        try:
            frame = running.received.get(timeout=self._limit)
        except Empty:
            cause = f"{self._doing} took longer than {self._limit:g} s"
            raise BrokenPlugin(self._plugin, cause) from None
        if frame is None:
            raise BrokenPlugin(self._plugin, f"{self._doing}: its process {running.how_it_ended()}")
        return frame


class _Running:
    """One running process, with a thread for each direction, so that waiting for it can always be broken off."""

    def __init__(self, owner: PluginProcess) -> None:
        path = [str(Path(folder).absolute()) for folder in sys.path]
        self._process = subprocess.Popen(  # noqa: S603  # this same Python
            [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}; {_MAIN}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.sent: SimpleQueue[Frame | None] = SimpleQueue()
        self.received: SimpleQueue[Frame | None] = SimpleQueue()
        pipes = (
            (_write, cast(BinaryIO, self._process.stdin), self.sent),
            (_read, cast(BinaryIO, self._process.stdout), self.received),
        )
        for move, pipe, queue in pipes:
            threading.Thread(target=move, args=(pipe, queue), daemon=True).start()
        self._finalizer = finalize(owner, _kill, self._process, self.sent)

    def how_it_ended(self) -> str:
        """In words: `ended with exit code 3`."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GOODBYE)
        code = self._process.poll()
        if code is None:
            return "closed its connection"
        return f"was killed by {_signal(-code)}" if code < 0 else f"ended with exit code {code}"

    def end(self, *, patience: float) -> None:
        """End it; with patience it may finish what it does when it ends."""
        self.sent.put(Frame(DONE))
        if patience:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(patience)
        self._finalizer()


def _write(pipe: BinaryIO, frames: "SimpleQueue[Frame | None]") -> None:
    with suppress(OSError), pipe:  # a process that is gone reads nothing
        while (frame := frames.get()) is not None:
            write_frame(pipe, frame)


def _read(pipe: BinaryIO, frames: "SimpleQueue[Frame | None]") -> None:
    with suppress(OSError, ValueError), pipe:
        while (frame := read_frame(pipe)) is not None:
            frames.put(frame)
    frames.put(None)


def _kill(process: "subprocess.Popen[bytes]", sent: "SimpleQueue[Frame | None]") -> None:
    sent.put(None)
    process.kill()
    process.wait()


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
