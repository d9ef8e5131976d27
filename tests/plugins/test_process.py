"""A process of its own: reused, ended with the office, left by nobody; what comes back is checked."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import (
    Code,
    Id,
    MissingExtra,
    Office,
    Outcome,
    PluginError,
    Receipt,
    evolve,
)
from pilkada_outreach.plugins import (
    ChannelContext,
    ChannelSpec,
    OutreachHooks,
    PluginContext,
    PluginHost,
    hookimpl,
)
from pilkada_outreach.plugins.faults import importable
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from pilkada_outreach.rules.example_world import noon, publication, world
from tests.plugins import good, parts
from tests.plugins.faraway import Faraway
from tests.plugins.round import clock

ROOT = Path(__file__).parents[2]


@attrs.define
class Desk:
    """An office with a channel far away."""

    office: Office

    def publish(self, *days: int) -> tuple[Receipt, ...]:
        items = [
            evolve(publication("ajakan-memilih", noon(8, day)), channel=Code("radio"))
            for day in days
        ]
        self.office.put(*items)
        self.office.commit(reason="rencana")
        return self.office.publish(noon(8, max(days))).receipts

    def line(self) -> str:
        (line,) = (line for line in self.office.plugin_report().lines if "faraway" in line.name)
        return f"{line.status}: {line.cause}"


def opened(
    does: str = "",
    *,
    host: PluginHost | None = None,
    token: str = "",
    options: dict[str, dict[str, str]] | None = None,
) -> Desk:
    office = Office.open(
        "memory://",
        actor="staff/uji",
        clock=clock,
        plugins=host or PluginHost([Faraway(), good]),
        options={"radio": {"does": does, "token": token}} if options is None else options,
    )
    office.put(*world())
    office.commit(reason="awal")
    return Desk(office)


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = opened()
    with desk.office:
        yield desk


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


def is_gone(process: int) -> bool:
    """Whether a process ends, however slow the machine is."""
    for _ in range(400):
        if not is_running(process):
            return True
        time.sleep(0.05)
    return False


def place(receipt: Receipt) -> tuple[int, int, int]:
    """The process, the number of the batch in it, and how many records were there."""
    process, batch, records = map(int, receipt.remote_id.split())
    return process, batch, records


class TestChannel:
    def test_it_runs_elsewhere_and_its_results_are_whole(self, desk: Desk) -> None:
        one, two = desk.publish(12, 13)

        assert [one.outcome, two.outcome] == [Outcome.DELIVERED] * 2
        assert place(one)[0] != os.getpid()
        assert one.evidence is not None
        assert one.evidence.url == "https://contoh.example/ä?x=1"
        assert one.evidence.captured_at == noon(8, 13)

    def test_one_process_serves_all_batches_and_sees_each_register(self, desk: Desk) -> None:
        (first,), (second,) = desk.publish(12), desk.publish(13)

        assert place(first) == (place(first)[0], 1, len(world()) + 1)
        assert place(second) == (place(first)[0], 2, len(world()) + 3)

    def test_it_ends_with_the_office(self, desk: Desk) -> None:
        (receipt,) = desk.publish(12)
        assert is_running(place(receipt)[0])

        desk.office.close()

        assert not is_running(place(receipt)[0])

    def test_it_ends_with_an_office_that_nobody_closed(self) -> None:
        desk = opened()
        (receipt,) = desk.publish(12)

        del desk
        gc.collect()

        assert is_gone(place(receipt)[0])

    def test_what_it_raises_is_told_without_secrets_and_it_goes_on(self) -> None:
        desk = opened("raises", token="rahasia-0812")  # noqa: S106
        with desk.office:
            one, two = desk.publish(12, 13)
            (three,) = desk.publish(14, 14)[:1]

        assert (one.outcome, two.outcome) == (Outcome.DELIVERED, Outcome.FAILED)
        assert "channel radio raised OSError: refused ***" in two.cause
        assert place(three)[0] == place(one)[0]
        assert desk.line().startswith("troubled: channel radio raised OSError: refused ***")

    def test_when_it_dies_the_rest_may_be_tried_again(self) -> None:
        desk = opened("dies")
        with desk.office:
            one, two = desk.publish(12, 13)

        assert (one.outcome, two.outcome) == (Outcome.DELIVERED, Outcome.FAILED)
        assert desk.line() == "failed: channel radio: its process ended with exit code 3"

    def test_when_it_hangs_it_is_ended(self) -> None:
        desk = opened("hangs", host=PluginHost([Faraway()], limit=3))
        with desk.office:
            one, two = desk.publish(12, 13)
            assert not is_running(place(one)[0])

        assert two.outcome is Outcome.FAILED
        assert desk.line() == "failed: channel radio took longer than 3 s"

    def test_ctrl_c_leaves_no_process_and_the_next_round_starts_another(self) -> None:
        desk = opened("hangs")
        with desk.office:
            (first,) = desk.publish(12)
            threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
            with pytest.raises(KeyboardInterrupt):
                desk.publish(13, 14)
            assert not is_running(place(first)[0])
            (left,) = desk.office.publish(noon(8, 14)).receipts

        assert left.outcome is Outcome.DELIVERED
        assert place(left)[0] != place(first)[0]
        assert desk.line() == "loaded: "


class TestUnrepeatable:
    """A channel that must not be sent to twice: what it left when it broke is unknown, and not tried again."""

    def test_what_it_did_not_answer_is_unknown(self) -> None:
        plugin = PluginHost([Faraway("none"), Vanishing()])
        desk = opened("", host=plugin)
        with desk.office:
            item = evolve(publication("ajakan-memilih", noon(8, 12)), channel=Code("lenyap"))
            desk.office.put(item)
            desk.office.commit(reason="rencana")
            (receipt,) = desk.office.publish(noon(8, 12)).receipts
            again = desk.office.publish(noon(8, 13)).receipts

        assert receipt.outcome is Outcome.UNKNOWN
        assert "its process ended with exit code 6" in receipt.cause
        assert again == ()


def vanish(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    if batch.deliveries:
        os._exit(6)
    return iter(())


def make_vanishing(context: ChannelContext) -> Channel:
    return parts.Through(vanish)


class Vanishing(OutreachHooks):
    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (parts.channel("lenyap", make_vanishing, idempotency="none", isolation="process"),)


class TestOffice:
    """An office in a process that is ended from outside takes the plugin's process along."""

    @pytest.fixture
    def office(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "tests.plugins.hanging_office"]
        with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as office:
            yield office
            office.kill()

    @pytest.fixture
    def plugin(self, office: subprocess.Popen[bytes]) -> int:
        children = Path(f"/proc/{office.pid}/task/{office.pid}/children")
        for _ in range(400):
            found = children.read_text("utf-8").split()
            if found:
                return int(found[0])
            time.sleep(0.05)
        raise AssertionError("the office started no process")

    def test_when_the_office_is_killed(self, office: subprocess.Popen[bytes], plugin: int) -> None:
        office.kill()
        office.wait()

        assert is_gone(plugin)

    def test_when_somebody_presses_ctrl_c(
        self, office: subprocess.Popen[bytes], plugin: int
    ) -> None:
        os.killpg(office.pid, signal.SIGINT)

        assert office.wait(20) != 0
        assert is_gone(plugin)


class TestRenderer:
    def test_bytes_come_back_as_they_are(self, desk: Desk) -> None:
        report = desk.office.report("fulfilment", on=date(2024, 8, 20))

        rendered = report.render("lembar", "id")

        assert rendered.startswith(bytes(range(256)))
        assert rendered.endswith(report.report.title.id.encode())
        assert str(os.getpid()).encode() not in rendered
        assert report.render("lembar", "id") == rendered, "the same process"

    def test_a_missing_extra_is_what_it_is(self, desk: Desk) -> None:
        report = desk.office.report("fulfilment", on=date(2024, 8, 20))

        with pytest.raises(MissingExtra, match="Rendering needs the extra 'pages'"):
            report.render("lembar", "en")
        assert desk.line() == "loaded: "


class TestImporter:
    def test_what_it_read_is_whole(self, desk: Desk, tmp_path: Path) -> None:
        (tmp_path / "x.baris").write_bytes(b"sound")

        program = desk.office.read(tmp_path / "x.baris", importer="siaran")

        assert program.records == world()
        assert program.entries[2].path == "row 2"
        assert program.entries[2].stated == frozenset({"id"})
        assert program.name.startswith("x.baris ")
        (problem,) = program.problems
        assert (problem.code, problem.path, problem.rule) == ("test.odd", "row 1", "none")
        assert problem.message("en") == "'{x}' is odd."
        assert problem.hint("id") == "Perbaiki '{x}'."
        assert problem.source == "PKPU 9/2022"
        assert (
            desk.office.apply(program).summary() == f"0 added, 0 changed, {len(world())} unchanged"
        )

    def test_what_it_raises_is_contained(self, desk: Desk) -> None:
        with pytest.raises(PluginError, match="importer siaran raised ValueError: half a file"):
            desk.office.read(b"broken", importer="siaran")


class TestByTheOffice:
    """The office may want a process for a plugin that does not ask for one."""

    def test_its_channels_run_elsewhere(self, tmp_path: Path) -> None:
        name = "tests.plugins.good"
        others = subprocess_children()  # such as a database server of other tests
        with Office.open(
            "memory://", actor="staff/uji", clock=clock, plugins=PluginHost([good], isolate=(name,))
        ) as office:
            office.put(*world())
            office.put(evolve(publication("ajakan-memilih", noon(8, 12)), channel=Code("kiosk")))
            office.commit(reason="rencana")
            (receipt,) = office.publish(noon(8, 12)).receipts
            program = office.read(b"kabar-contoh", importer="baris")
            children = set(subprocess_children()).difference(others)

        assert receipt.outcome is Outcome.DELIVERED
        assert [record.id for record in program.records] == [Id("media/kabar-contoh")]
        assert len(children) == 2
        assert not any(map(is_running, children))

    def test_a_factory_that_cannot_be_imported_is_told(self) -> None:
        class Inside(OutreachHooks):
            @hookimpl
            def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
                return (parts.channel("radio", lambda _: parts.Through()),)

        plugin = Inside()
        name = f"{__name__}:{type(plugin).__qualname__}"
        desk = opened(host=PluginHost([plugin], isolate=(name,)), options={})
        with desk.office:
            (receipt,) = desk.publish(12)

        assert "its own, which cannot import it; define its function at the top" in receipt.cause

    def test_a_plugin_that_is_not_there_is_told(self) -> None:
        with pytest.raises(PluginError, match=r"isolate= names it.*did you mean 'tests\.plugins"):
            PluginHost([good], discover=False, isolate=("tests.plugins.god",)).channels()


def subprocess_children() -> list[int]:
    task = Path(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/children")
    return [int(child) for child in task.read_text("utf-8").split()]


def test_what_is_defined_in_a_script_cannot_be_imported_elsewhere() -> None:
    def inner() -> None: ...

    def script() -> None: ...

    script.__module__, script.__qualname__ = "__main__", "script"
    assert importable(inner) == importable(script) == importable(lambda: None) == ""
    assert importable(make_vanishing) == f"{__name__}:make_vanishing"
    assert importable(parts.Through) == "tests.plugins.parts:Through"
