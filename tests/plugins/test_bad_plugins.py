"""The box of bad plugins: the host starts, the good one is whole, the report says the true cause."""

from pathlib import Path

import pytest

from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.hooks import GROUP
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.report import PluginLine
from tests.plugins.conftest import Install

GOOD_OFFERS = (
    "store ingatan",
    "channel kiosk",
    "channel papan",
    "renderer text",
    "report coverage",
    "rule quiet",
    "timetable latihan",
    "importer baris",
    "exporter daftar",
    "code-list topik-kukar",
    "listener catatan",
)
TUPLE = "return a tuple of ChannelSpec"

BAD = {
    # importing
    "imports_missing": "importing it raised ModuleNotFoundError: "
    "No module named 'pilkada_outreach_radio_library'",
    "raises_at_import": "importing it raised RuntimeError: the transmitter is off",
    "exits_at_import": "importing it raised SystemExit: 3",
    "not_there": "importing it raised ModuleNotFoundError: No module named 'tests.plugins.bad.not_there'",
    "instances:missing": "importing it raised AttributeError",
    # what is no plugin
    "instances:nothing": "a NoneType is no plugin; give a module, or an instance of a subclass of",
    "instances:Radio": "the class Radio is no plugin; give an instance of it",
    "instances:stranger": "a Stranger is no plugin",
    "returns_one:outreach_channels": "a function is no plugin",
    "no_hooks": "it has no hook; mark its functions with @hookimpl",
    "instances:opaque": "reading its hooks raised RuntimeError: nothing to see here",
    "api_of_the_future": "made for plugin API 2, and this is API 1; install the release of it that fits",
    "api_as_text": "PILKADA_OUTREACH_API is '1'; write a number: 1",
    # hooks that are none
    "misspelled": "outreach_chanels is no hook; did you mean outreach_channels?",
    "misspelled_unmarked": "outreach_channel is no hook; did you mean outreach_channels?",
    "instances:unmarked": "outreach_channels is not marked; make it a function with @hookimpl",
    "instances:property_hook": "outreach_channels is not marked; make it a function with @hookimpl",
    "foreign_marker": "outreach_channels is not marked; make it a function with @hookimpl",
    "wrong_signature": "Argument(s) {'office'} are declared in the hookimpl but can not be found",
    "keyword_only": "outreach_channels raised TypeError: outreach_channels() missing 1 required",
    "instances:without_self": "outreach_channels raised AttributeError: 'WithoutSelf' object has no",
    "async_hook": "outreach_channels is async, but hooks are plain functions",
    "wrapper": "outreach_channels is a wrapper; plugins cannot change each other's answers",
    # calling
    "raises_in_hook": "outreach_channels raised ValueError: the transmitter is off",
    "exits_in_hook": "outreach_channels raised SystemExit: no radio in this office",
    "generator_exit": "outreach_channels raised GeneratorExit: closed",
    "own_base_exception": "outreach_channels raised RadioSilence",
    "unprintable": "outreach_channels raised RadioError: (its message cannot be shown)",
    "writes_on_context": "outreach_channels raised FrozenInstanceError",
    "fails_late": "outreach_reports raised OSError: no listening figures",
    # answers
    "returns_none": f"outreach_channels returned None; {TUPLE}",
    "returns_list": f"outreach_channels returned a list; {TUPLE}",
    "returns_text": f"outreach_channels returned a str; {TUPLE}",
    "returns_one": f"outreach_channels returned a ChannelSpec; {TUPLE}",
    "returns_coroutine": "outreach_channels returned a coroutine, but hooks are plain functions",
    "generator": f"outreach_channels returned a generator; {TUPLE}",
    "returns_names": f"outreach_channels returned a tuple with a str in it; {TUPLE}",
    "returns_other_kind": f"outreach_channels returned a tuple with a ReportSpec in it; {TUPLE}",
    "returns_the_class": "outreach_channels returned a tuple with the class ChannelSpec in it",
    # descriptors
    "code_with_blank": "the channel 'Radio Kukar' has a name that is no code: Write a word of a-z",
    "twice": "outreach_channels returned the channel 'radio' twice",
    "plain_summary": "the channel 'radio' has a str as its summary; give a Bilingual",
    "no_factory": "the channel 'radio' has a str as its make; give a function",
    "async_factory": "the channel 'radio' has an async function as its make; give a plain one",
    "other_idempotency": "the channel 'radio' declares the idempotency 'always'; "
    "known: key, state, none",
    "one_option_twice": "the channel 'radio' has the option 'frequency' twice",
    "option_of_no_kind": "the channel 'radio' has an option 'frequency' that is of the kind 'Hz'; known: text",
    "option_required_with_default": "has an option 'frequency' that is required and has a default",
    "option_with_wrong_default": "has an option 'frequency' that has a str as its default; give a number",
    "suffix_without_point": "the renderer 'lembar' has 'TXT' as its suffix; write it small and with",
    "shipped_timetable": "the timetable 'pilkada-2024' has the name of a shipped timetable",
    "shipped_code": "the code-list 'topik' holds the code 'turnout-appeal', which is in the list topic already",
    "list_of_no_codes": "adds to 'topics', which is no code list; did you mean 'topic'?",
    "process_without_import": "the channel 'radio' is to run in a process of its own, which cannot import its make",
}


def lines(host: PluginHost) -> dict[str, PluginLine]:
    return {line.name: line for line in host.report().lines}


@pytest.mark.parametrize(("target", "cause"), BAD.items(), ids=BAD)
def test_a_bad_plugin_harms_nobody_else(install: Install, target: str, cause: str) -> None:
    install("good-outreach", "1.4", good="tests.plugins.good")
    install("bad-outreach", "0.9", bad=f"tests.plugins.bad.{target}")

    host = PluginHost(block=("builtin",))
    channels = host.channels()  # the good ones are there whatever is asked first
    report = lines(host)

    assert {"papan", "kiosk"} <= channels.keys()
    assert set(host.channels()) == {"papan", "kiosk"}
    assert report["good"] == PluginLine(
        name="good",
        distribution="good-outreach",
        version="1.4",
        api=1,
        status="loaded",
        offers=GOOD_OFFERS,
    )
    assert cause in report["bad"].cause
    assert report["bad"].status == ("disabled" if "api_of" in target else "failed")
    assert (report["bad"].distribution, report["bad"].version) == ("bad-outreach", "0.9")
    assert report["bad"].offers == ()


@pytest.mark.parametrize(("target", "cause"), BAD.items(), ids=BAD)
def test_a_strict_host_raises_for_a_bad_plugin(install: Install, target: str, cause: str) -> None:
    install("good-outreach", good="tests.plugins.good")
    install("bad-outreach", bad=f"tests.plugins.bad.{target}")
    host = PluginHost(block=("builtin",), strict=True)

    for _ in range(2):  # and goes on raising
        with pytest.raises(PluginError) as raised:
            host.report()

        assert raised.value.plugin == "bad"
        assert cause in raised.value.cause


def test_all_bad_plugins_together_leave_the_good_one_whole(install: Install) -> None:
    install("good-outreach", good="tests.plugins.good")
    bad = {f"bad-{number}": f"tests.plugins.bad.{target}" for number, target in enumerate(BAD)}
    install("bad-outreach", **bad)

    report = PluginHost(block=("builtin",)).report()

    assert [line.offers for line in report.lines if line.offers] == [GOOD_OFFERS]
    assert {line.name for line in report.failed} == {
        name for name, target in bad.items() if "api_of" not in target
    }


def test_the_error_itself_stands_behind_what_a_strict_host_raises(install: Install) -> None:
    install("bad-outreach", bad="tests.plugins.bad.exits_at_import")

    with pytest.raises(PluginError) as raised:
        PluginHost(block=("builtin",), strict=True).channels()

    assert isinstance(raised.value.__cause__, SystemExit)


def test_a_module_that_python_cannot_read_fails_alone(install: Install, site: Path) -> None:
    (site / "outreach_half_written.py").write_text("def outreach_channels(:\n", encoding="utf-8")
    install("good-outreach", good="tests.plugins.good")
    install("bad-outreach", bad="outreach_half_written")

    report = lines(PluginHost(block=("builtin",)))

    assert report["good"].offers == GOOD_OFFERS
    assert "importing it raised SyntaxError" in report["bad"].cause


def test_a_broken_list_of_entry_points_fails_alone(install: Install) -> None:
    install("good-outreach", good="tests.plugins.good")
    info = install("bad-outreach")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\nradio\n", encoding="utf-8")

    report = lines(PluginHost(block=("builtin",)))

    assert report["good"].offers == GOOD_OFFERS
    assert report["bad-outreach"].status == "failed"
    assert "its metadata cannot be read" in report["bad-outreach"].cause


@pytest.mark.parametrize("metadata", [None, "Metadata-Version: 2.1\n"])
def test_a_distribution_without_a_name_fails_alone(install: Install, metadata: str | None) -> None:
    install("good-outreach", good="tests.plugins.good")
    info = install("bad-outreach", bad="tests.plugins.good")
    (info / "METADATA").unlink()
    if metadata is not None:
        (info / "METADATA").write_text(metadata, encoding="utf-8")

    report = lines(PluginHost(block=("builtin",)))

    assert report["good"].offers == GOOD_OFFERS
    assert "METADATA is missing, or has no name" in report["unnamed"].cause


def test_a_file_that_is_no_text_is_nobodys_plugin(install: Install) -> None:
    install("good-outreach", good="tests.plugins.good")
    (install("bad-outreach") / "entry_points.txt").write_bytes(b"\xff\xfe")

    report = lines(PluginHost(block=("builtin",)))

    assert report["good"].offers == GOOD_OFFERS
    assert "bad-outreach" not in report


def test_a_person_at_the_keyboard_can_still_stop(install: Install, site: Path) -> None:
    (site / "outreach_waits.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    install("slow-outreach", slow="outreach_waits")

    with pytest.raises(KeyboardInterrupt):
        PluginHost().channels()
