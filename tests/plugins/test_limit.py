"""The limit of time: calls in one thread of the plugin's own, and late ones left behind."""

import os
import signal
import threading
from collections.abc import Iterator
from contextvars import ContextVar

import pytest

from pilkada_outreach import PluginError
from pilkada_outreach.plugins import ChannelSpec, OutreachHooks, PluginContext, PluginHost, hookimpl
from pilkada_outreach.plugins.kinds import CHANNEL, RULE
from pilkada_outreach.plugins.limit import Overstayed, TimeLimit
from tests.plugins import good, parts

LONG = 30.0
SHORT = 0.05


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    parts.LET_GO.clear()
    yield
    parts.LET_GO.set()


@pytest.fixture
def limit() -> Iterator[TimeLimit]:
    limit = TimeLimit(LONG)
    yield limit
    limit.close()


def here() -> int:
    return threading.get_ident()


def test_a_call_returns_what_it_returns_and_raises_what_it_raises(limit: TimeLimit) -> None:
    def fail() -> None:
        raise SystemExit(3)

    assert limit.run(lambda: 7) == 7
    with pytest.raises(SystemExit):
        limit.run(fail)


def test_all_calls_of_a_plugin_run_in_one_thread_of_its_own(limit: TimeLimit) -> None:
    places = {limit.run(here) for _ in range(20)}

    assert len(places) == 1
    assert here() not in places


def test_the_callers_context_goes_along(limit: TimeLimit) -> None:
    variable: ContextVar[str] = ContextVar("variable")
    variable.set("Tenggarong")

    assert limit.run(variable.get) == "Tenggarong"


def test_a_call_that_leads_back_to_the_plugin_runs_at_once(limit: TimeLimit) -> None:
    assert limit.run(lambda: limit.run(here) == here())


def test_two_plugins_may_call_each_other_in_a_circle(limit: TimeLimit) -> None:
    other = TimeLimit(LONG)

    assert limit.run(lambda: other.run(lambda: limit.run(lambda: 7))) == 7
    assert limit.run(lambda: 8) == 8
    other.close()


def test_a_call_that_overstays_is_left_behind_and_the_next_has_a_new_thread() -> None:
    limit = TimeLimit(SHORT)
    places: list[int] = []

    def hang() -> None:
        places.append(here())
        parts.hang()

    with pytest.raises(Overstayed):
        limit.run(hang)
    limit.seconds = LONG

    assert limit.run(here) != places[0]
    limit.close()


def test_closing_lets_the_thread_end(limit: TimeLimit) -> None:
    thread = limit.run(threading.current_thread)
    limit.close()
    thread.join(LONG)

    assert not thread.is_alive()
    assert limit.run(lambda: 7) == 7, "another one is started when it is needed"


def test_a_limit_that_nobody_holds_lets_its_thread_end() -> None:
    thread = TimeLimit(LONG).run(threading.current_thread)
    thread.join(LONG)

    assert not thread.is_alive()


def test_ctrl_c_stops_the_waiting_at_once(limit: TimeLimit) -> None:
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()

    with pytest.raises(KeyboardInterrupt):
        limit.run(parts.hang)
    assert limit.run(lambda: 7) == 7


@pytest.mark.parametrize("limit", [0, -1, float("nan")])
def test_a_limit_is_more_than_nothing(limit: float) -> None:
    with pytest.raises(ValueError, match="a number of seconds above 0, or None"):
        PluginHost(limit=limit)


class Late(OutreachHooks):
    """Hangs when it is asked for channels, and then asks the host for rules, as if nothing had been."""

    def __init__(self) -> None:
        self.host: PluginHost | None = None
        self.caught: BaseException | None = None
        self.done = threading.Event()

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        parts.hang()
        assert self.host is not None
        try:
            self.host.all(RULE)
        except BaseException as error:  # noqa: BLE001
            self.caught = error
        self.done.set()
        return (parts.channel("radio"),)


def test_what_a_late_plugin_asks_is_refused_and_what_it_offers_is_lost() -> None:
    plugin = Late()
    plugin.host = host = PluginHost([plugin, good], discover=False, limit=SHORT)
    assert list(host.channels()) == ["kiosk", "papan"]

    parts.LET_GO.set()

    assert plugin.done.wait(LONG)
    assert isinstance(plugin.caught, Overstayed)
    assert list(host.channels()) == ["kiosk", "papan"]
    assert host.report().failed[0].cause == "outreach_channels took longer than 0.05 s"
    host.close()


def test_a_plugin_that_overstayed_is_not_called_again() -> None:
    host = PluginHost([good], discover=False, limit=LONG)
    offer = host.find(CHANNEL, "kiosk")
    assert offer.maker.limit is not None
    offer.maker.limit.seconds = SHORT
    with pytest.raises(PluginError, match=r"channel kiosk took longer than 0\.05 s"):
        offer.call(parts.hang)
    offer.maker.limit.seconds = LONG

    with pytest.raises(PluginError, match=r"channel kiosk took longer than 0\.05 s"):
        offer.call(lambda: pytest.fail("it was called"))
    assert dict(host.channels()) == {}
    host.close()


def test_the_librarys_own_plugin_has_no_limit() -> None:
    host = PluginHost(limit=SHORT)

    assert host.find(CHANNEL, "website").maker.limit is None


def test_results_that_are_not_taken_are_closed_behind_the_boundary() -> None:
    closed: list[str] = []

    def results() -> Iterator[int]:
        try:
            yield 1
            yield 2
        finally:
            closed.append("closed")
            raise OSError("no last words")

    host = PluginHost([good], discover=False)
    offer = host.find(CHANNEL, "kiosk")
    taken = offer.each(results, wrong=lambda _: "")
    assert next(taken) == 1
    del taken

    assert closed == ["closed"]
    assert host.report().troubled[0].cause == "channel kiosk raised OSError: no last words"
