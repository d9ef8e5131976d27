"""A limit of time for calls into a plugin: they run in a daemon thread, and late ones are left behind.

Python cannot stop a thread. One that was left behind may go on, but nobody waits for its answer, and the host
refuses what it asks.
"""

import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

import attrs

T = TypeVar("T")


class Overstayed(Exception):
    """A call did not come back in time."""


class TimeLimit:
    """Runs the calls of one plugin, always in the same thread while they keep to the time."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._thread: _Thread | None = None

    def run(self, function: Callable[[], T]) -> T:
        """What the function returns or raises. Raises Overstayed when it takes too long."""
        thread = self._thread
        if thread is not None and thread is threading.current_thread():
            return function()  # the plugin's own call led back to it; its time is running
        if thread is None or thread.busy:
            thread = self._thread = _Thread()
            thread.start()
        answers: SimpleQueue[_Answer[T]] = SimpleQueue()
        context = copy_context()
        thread.busy = True
        thread.tasks.put(lambda: answers.put(_answer(lambda: context.run(function))))
        try:
            answer = answers.get(timeout=self.seconds)
        except Empty:
            self._leave(thread)
            raise Overstayed from None
        except BaseException:  # Ctrl-C while waiting
            self._leave(thread)
            raise
        thread.busy = False
        if self._thread is not thread:
            thread.tasks.put(None)  # a call inside this one came by another thread, which stays
        return answer.result()

    def close(self) -> None:
        """Let the thread end."""
        if self._thread is not None:
            self._leave(self._thread)

    def _leave(self, thread: "_Thread") -> None:
        thread.left_behind = thread.busy
        thread.tasks.put(None)
        if self._thread is thread:
            self._thread = None

    def __del__(self) -> None:
        self.close()


def refuse_the_late() -> None:
    """Raise Overstayed in a thread that was left behind: what it does no longer counts."""
    thread = threading.current_thread()
    if isinstance(thread, _Thread) and thread.left_behind:
        raise Overstayed


@attrs.frozen
class _Answer(Generic[T]):
    value: T | None
    error: BaseException | None

    def result(self) -> T:
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # it is what the function returned


def _answer(function: Callable[[], T]) -> _Answer[T]:
    try:
        return _Answer(function(), None)
    except BaseException as error:  # noqa: BLE001 - it is raised where the answer is waited for
        return _Answer(None, error)


class _Thread(threading.Thread):
    """Runs tasks until it is told to end."""

    def __init__(self) -> None:
        super().__init__(name="pilkada-outreach-plugin", daemon=True)
        self.tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.busy = False
        self.left_behind = False

    def run(self) -> None:
        while (task := self.tasks.get()) is not None:
            task()
            del task  # or the last call's arguments would stay until the next
