"""The box of plugins that are bad when they are used: which level of containment holds each, and what is told.

Level 1 is always there; level 2 is a limit of time; level 3 is a process of the plugin's own.
"""

import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import attrs
import pytest

from pilkada_outreach import Code, Outcome
from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins import PluginHost
from pilkada_outreach.plugins.report import PluginLine, PluginStatus
from tests.plugins import parts
from tests.plugins.conftest import Install
from tests.plugins.round import Round, played


@attrs.frozen
class Bad:
    """What contains a plugin, what becomes of it, and what is told."""

    level: int
    status: PluginStatus
    cause: str


NO_ASYNC = "returned a coroutine, but plugins are called without async"
FROZEN = "wrote on what it was given, which is frozen"
BAD = {
    # channels
    "factory_raises": Bad(1, "troubled", "channel radio raised OSError: no antenna"),
    "factory_exits": Bad(1, "troubled", "channel radio raised SystemExit: 2"),
    "factory_returns_nothing": Bad(
        1, "failed", "channel radio returned None, which has no deliver()"
    ),
    "factory_returns_coroutine": Bad(1, "failed", f"channel radio {NO_ASYNC}"),
    "factory_returns_class": Bad(1, "failed", "channel radio returned the class Through"),
    "factory_writes_on_context": Bad(1, "failed", f"channel radio {FROZEN}"),
    "delivers_nothing": Bad(1, "failed", "channel radio returned None; return an iterator of"),
    "delivers_coroutine": Bad(1, "failed", f"channel radio {NO_ASYNC}"),
    "delivers_text": Bad(1, "failed", "channel radio yielded a str; yield DeliveryResult"),
    "delivers_half_right": Bad(1, "failed", "yielded a result with a str as its outcome; give a"),
    "delivers_without_cause": Bad(1, "failed", "the outcome failed and no cause; say why"),
    "delivers_then_raises": Bad(1, "troubled", "raised ConnectionResetError: the line is dead"),
    "delivers_then_exits": Bad(1, "troubled", "channel radio raised SystemExit: 5"),
    "writes_on_batch": Bad(1, "failed", f"channel radio {FROZEN}"),
    "clears_snapshot": Bad(1, "failed", f"channel radio {FROZEN}"),
    "takes_website": Bad(1, "failed", "offers the channel website, which is the library's own"),
    "hangs_in_hook": Bad(2, "failed", "outreach_channels took longer than 0.5 s"),
    "hangs_in_factory": Bad(2, "failed", "channel radio took longer than 0.5 s"),
    "hangs_in_deliver": Bad(2, "failed", "channel radio took longer than 0.5 s"),
    "exits_hard": Bad(3, "failed", "channel radio: its process ended with exit code 7"),
    "factory_exits_hard": Bad(3, "failed", "channel radio: its process ended with exit code 8"),
    "segfaults": Bad(3, "failed", "channel radio: its process was killed by SIGSEGV"),
    "closes_its_line": Bad(3, "failed", "channel radio: its process "),
    "out_of_memory": Bad(3, "troubled", "channel radio raised MemoryError"),
    "lies_in_process": Bad(3, "failed", "channel radio yielded a str; yield DeliveryResult"),
    "imports_missing_in_process": Bad(3, "troubled", "channel radio raised ModuleNotFoundError"),
    # the other kinds
    "renderer_returns_text": Bad(1, "failed", "renderer lembar returned a str; return bytes"),
    "renderer_raises": Bad(1, "troubled", "renderer lembar raised ZeroDivisionError: no rows"),
    "writes_on_report": Bad(1, "failed", f"renderer lembar {FROZEN}"),
    "renderer_hangs": Bad(2, "failed", "renderer lembar took longer than 0.5 s"),
    "renderer_exits_hard": Bad(3, "failed", "renderer lembar: its process ended with exit code 9"),
    "report_returns_dict": Bad(1, "failed", "report angka returned a dict; return a Report"),
    "report_raises": Bad(1, "troubled", "report angka raised KeyError: 'listeners'"),
    "report_hangs": Bad(2, "failed", "report angka took longer than 0.5 s"),
    "rule_under_another_name": Bad(1, "failed", "holds the rule 'air-time'; give both one name"),
    "rule_returns_nothing": Bad(1, "failed", "rule airtime returned None; return the problems"),
    "rule_finds_text": Bad(1, "failed", "rule airtime found a str; find Problem"),
    "rule_raises": Bad(1, "troubled", "rule airtime raised RecursionError: asked itself"),
    "writes_on_question": Bad(1, "failed", f"rule airtime {FROZEN}"),
    "rule_hangs": Bad(2, "failed", "rule airtime took longer than 0.5 s"),
    "timetable_returns_text": Bad(1, "failed", "timetable jadwal-radio returned a str; return a"),
    "timetable_raises": Bad(1, "troubled", "raised FileNotFoundError: jadwal.toml"),
    "importer_returns_list": Bad(1, "failed", "importer siaran returned a list; return a Program"),
    "importer_returns_names": Bad(
        1, "failed", "returned a tuple with a str in it; return a Program"
    ),
    "importer_states_nonsense": Bad(1, "failed", "states ['nama'] of a Commission, which has no"),
    "importer_raises": Bad(1, "troubled", "importer siaran raised UnicodeError: not a sheet"),
    "importer_exits_hard": Bad(3, "failed", "its process ended with exit code 10"),
    "exporter_returns_text": Bad(1, "failed", "exporter arus returned a str; return bytes"),
    "exporter_raises": Bad(1, "troubled", "exporter arus raised PermissionError: read-only"),
    "listener_raises": Bad(1, "troubled", "listener telinga raised ValueError: too loud"),
    "listener_exits": Bad(1, "troubled", "listener telinga raised SystemExit: too loud"),
    "listener_async": Bad(1, "failed", f"listener telinga {NO_ASYNC}"),
    "listener_deaf": Bad(1, "failed", "listener telinga returned an Ear, which has no hear()"),
    "writes_on_event": Bad(1, "troubled", "listener telinga raised AttributeError"),
    "listener_hangs": Bad(2, "failed", "listener telinga took longer than 0.5 s"),
}
LIMIT = {1: None, 2: 0.5, 3: None}


@pytest.fixture(autouse=True)
def _let_go() -> Iterator[None]:
    parts.LET_GO.clear()
    yield
    parts.LET_GO.set()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """What comes of a round in which nobody is bad."""
    from tests.plugins import good

    host = PluginHost([good], discover=True, block=("bad",))
    done, office = played(host, tmp_path_factory.mktemp("expected"))
    office.close()
    assert done.good.receipts
    assert len(done.good.sent) == 2
    assert done.good.opened
    return done


def line(host: PluginHost, name: str) -> PluginLine:
    return next(line for line in host.report().lines if line.name == name)


@pytest.fixture
def pair(install: Install) -> Install:
    install("good-outreach", "1.4", good="tests.plugins.good")
    return install


@pytest.mark.parametrize(("name", "bad"), BAD.items(), ids=BAD)
def test_a_bad_plugin_is_told_and_harms_nobody(
    pair: Install, tmp_path: Path, expected: Round, name: str, bad: Bad
) -> None:
    pair("bad-outreach", "0.9", bad=f"tests.plugins.bad.{name}")
    host = PluginHost(limit=LIMIT[bad.level])

    done, office = played(host, tmp_path)
    told = line(host, "bad")
    office.close()

    assert bad.cause in told.cause
    assert (told.status, told.distribution, told.version) == (bad.status, "bad-outreach", "0.9")
    assert bool(told.offers) == (bad.status == "troubled")
    assert done.good == expected.good
    assert line(host, "good").status == "loaded"


def used(host: PluginHost, folder: Path) -> None:
    played(host, folder)
    host.report()


@pytest.mark.parametrize(("name", "bad"), BAD.items(), ids=BAD)
def test_a_strict_host_raises_for_it(pair: Install, tmp_path: Path, name: str, bad: Bad) -> None:
    pair("bad-outreach", bad=f"tests.plugins.bad.{name}")
    host = PluginHost(limit=LIMIT[bad.level], strict=True)

    with pytest.raises(PluginError) as raised:
        used(host, tmp_path)

    assert raised.value.plugin == "bad"
    assert bad.cause in raised.value.cause
    host.close()


def test_what_a_channel_answered_before_it_broke_counts(pair: Install, tmp_path: Path) -> None:
    pair("bad-outreach", bad="tests.plugins.bad.delivers_half_right")

    done, office = played(PluginHost(), tmp_path)
    office.close()

    assert [receipt.outcome for receipt in done.radio] == [Outcome.DELIVERED, Outcome.FAILED]
    assert "yielded a result with a str as its outcome" in done.radio[1].cause


def test_what_comes_too_late_does_not_count(pair: Install, tmp_path: Path) -> None:
    pair("bad-outreach", bad="tests.plugins.bad.hangs_in_deliver")
    done, office = played(PluginHost(limit=0.5), tmp_path)
    before = office.snapshot()

    parts.LET_GO.set()
    late = [thread for thread in threading.enumerate() if getattr(thread, "left_behind", False)]
    for thread in late:
        thread.join(10)

    assert [receipt.outcome for receipt in done.radio] == [Outcome.DELIVERED, Outcome.FAILED]
    assert tuple(office.snapshot()) == tuple(before)
    assert late
    assert not any(thread.is_alive() for thread in late)
    office.close()


@pytest.mark.parametrize("limit", [None, 0.5])
def test_a_plugin_that_hangs_when_it_is_imported_is_left_behind(
    pair: Install, site: Path, tmp_path: Path, limit: float | None, expected: Round
) -> None:
    wait = "from tests.plugins import parts\nparts.hang()\n"
    (site / "outreach_hangs.py").write_text(wait if limit else "raise ImportError\n", "utf-8")
    pair("bad-outreach", bad="outreach_hangs")
    host = PluginHost(limit=limit)

    done, office = played(host, tmp_path)
    office.close()

    cause = "importing it took longer than 0.5 s" if limit else "importing it raised ImportError"
    assert line(host, "bad").cause == cause
    assert done.good == expected.good
    parts.LET_GO.set()


def test_a_process_that_hangs_is_ended(pair: Install, tmp_path: Path, expected: Round) -> None:
    pair("bad-outreach", bad="tests.plugins.bad.hangs_in_process")
    host = PluginHost(limit=3)

    done, office = played(host, tmp_path)
    office.close()

    assert line(host, "bad").cause == "channel radio took longer than 3 s"
    assert [receipt.outcome for receipt in done.radio] == [Outcome.FAILED] * 2
    assert done.good == expected.good


@pytest.mark.parametrize("name", ["writes_on_records", "chatters"])
def test_what_a_plugin_does_in_its_own_process_reaches_nobody(
    pair: Install, tmp_path: Path, capfd: pytest.CaptureFixture[str], expected: Round, name: str
) -> None:
    pair("bad-outreach", bad=f"tests.plugins.bad.{name}")
    host = PluginHost()

    done, office = played(host, tmp_path)
    records = tuple(office.snapshot())
    office.close()

    assert line(host, "bad").status == "loaded"
    assert [receipt.outcome for receipt in done.radio] == [Outcome.DELIVERED] * 2
    assert done.good == expected.good
    assert not [record for record in records if getattr(record, "topic", None) == Code("gossip")]
    assert capfd.readouterr().out == ""


def test_a_clash_of_two_distributions_takes_the_name_from_both(
    pair: Install, tmp_path: Path, expected: Round
) -> None:
    pair("radio-outreach", "2.1", radio="tests.plugins.bad.fails_late")
    pair("gelombang", "0.3", gelombang="tests.plugins.bad.writes_on_batch")
    host = PluginHost()

    done, office = played(host, tmp_path)
    office.close()

    both = "plugin 'gelombang' (gelombang 0.3) and plugin 'radio' (radio-outreach 2.1)"
    assert f"{both} offer the same channel radio" in done.radio[0].cause
    assert both in line(host, "gelombang").cause
    assert done.good == expected.good


def test_a_code_that_two_explain_differently_is_nobodys(
    pair: Install, site: Path, tmp_path: Path, expected: Round
) -> None:
    for name in ("satu", "dua"):
        (site / f"codes_{name}.py").write_text(
            dedent(f"""
            from pilkada_outreach import Code, codes
            from pilkada_outreach.plugins import CodeListSpec, hookimpl
            from tests.plugins import parts

            @hookimpl
            def outreach_code_lists():
                entries = tuple(
                    codes.Entry(code=Code(code), name_id=name, name_en=code)
                    for code, name in (("haul", "{name}"), ("mahalabiu", "Mahalabiu"))
                )
                return (CodeListSpec(
                    name="{name}", adds_to="topic", entries=entries, summary=parts.SUMMARY
                ),)
            """),
            "utf-8",
        )
        pair(f"codes-{name}", **{name: f"codes_{name}"})
    host = PluginHost()

    done, office = played(host, tmp_path)
    office.close()

    assert "explain the topic haul differently" in line(host, "satu").cause
    assert line(host, "dua").status == "troubled"
    assert done.good.codes == (*expected.good.codes, "mahalabiu")


def test_all_bad_plugins_together_leave_the_good_one_whole(
    pair: Install, tmp_path: Path, expected: Round
) -> None:
    for number, name in enumerate(BAD):
        pair(f"bad-outreach-{number:02}", **{f"bad-{number:02}": f"tests.plugins.bad.{name}"})
    host = PluginHost(limit=1)

    done, office = played(host, tmp_path)
    report = host.report()
    office.close()

    assert done.good == expected.good
    assert {line.name for line in report.lines if line.status == "loaded"} == {"builtin", "good"}
    assert len(report.failed) + len(report.troubled) == len(BAD)
