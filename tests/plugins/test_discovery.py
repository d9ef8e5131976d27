"""What is installed is found without being imported, and only what is allowed is imported."""

import subprocess
import sys
from pathlib import Path

import pytest

from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.discovery import VARIABLE, FoundPlugin, Selection, find_plugins
from pilkada_outreach.plugins.host import PluginHost
from tests.plugins.conftest import Install

RADIO = """
from pilkada_outreach.plugins import hookimpl
from tests.plugins import parts

@hookimpl
def outreach_channels():
    return (parts.channel("radio"),)
"""
STATEMENT = """
from pilkada_outreach.plugins import OutreachHooks, hookimpl
from tests.plugins import parts

class Statement(OutreachHooks):
    @hookimpl
    def outreach_reports(self, context):
        return (parts.report("statement"),)

plugin = Statement()
"""


@pytest.fixture(autouse=True)
def _two_distributions(install: Install, site: Path) -> None:
    (site / "radio_for_outreach.py").write_text(RADIO, encoding="utf-8")
    (site / "statement_for_outreach.py").write_text(STATEMENT, encoding="utf-8")
    install("radio-outreach", "2.1", radio="radio_for_outreach")
    install("Statement.Outreach", "0.3", statement="statement_for_outreach:plugin")


def imported() -> set[str]:
    return {"radio_for_outreach", "statement_for_outreach"} & sys.modules.keys()


def status(host: PluginHost) -> dict[str, tuple[str, str]]:
    lines = host.report().lines
    return {line.name: (line.status, line.cause) for line in lines if line.name != "builtin"}


def test_plugins_are_found_by_name_and_not_imported() -> None:
    found = [plugin for plugin in find_plugins() if plugin.name != "builtin"]

    assert [(one.name, one.distribution, one.version) for one in found] == [
        ("radio", "radio-outreach", "2.1"),
        ("statement", "Statement.Outreach", "0.3"),
    ]
    assert imported() == set()


def test_two_installed_distributions_offer_what_they_have() -> None:
    host = PluginHost(block=("builtin",))

    assert list(host.channels()) == ["radio"]
    assert list(host.reports()) == ["statement"]
    assert [
        (line.name, line.distribution, line.version, line.status, line.offers)
        for line in host.report().lines
        if line.name != "builtin"
    ] == [
        ("radio", "radio-outreach", "2.1", "loaded", ("channel radio",)),
        ("statement", "Statement.Outreach", "0.3", "loaded", ("report statement",)),
    ]


def test_nothing_is_looked_for_before_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    scans: list[int] = []

    def scan() -> tuple[FoundPlugin, ...]:
        scans.append(1)
        return find_plugins()

    monkeypatch.setattr("pilkada_outreach.plugins.host.find_plugins", scan)
    host = PluginHost(block=("builtin",))

    assert (scans, imported()) == ([], set())
    host.channels()
    host.stores()
    host.report()
    assert scans == [1]


def test_the_host_is_imported_without_the_machinery_of_metadata() -> None:
    code = (
        "import sys, pilkada_outreach.plugins.host; sys.exit('importlib.metadata' in sys.modules)"
    )

    # without `site`, whose path files import what they like
    path = [folder for folder in sys.path if folder]
    subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {path!r}; {code}"], check=True
    )


def test_what_is_not_allowed_is_not_imported() -> None:
    host = PluginHost(allow=("radio",), block=("builtin",))

    assert status(host) == {
        "radio": ("loaded", ""),
        "statement": ("disabled", "not among the names in allow="),
    }
    assert imported() == {"radio_for_outreach"}


def test_what_is_blocked_is_not_imported() -> None:
    host = PluginHost(block=("radio", "builtin"))

    assert status(host) == {
        "radio": ("disabled", "blocked with block="),
        "statement": ("loaded", ""),
    }
    assert imported() == {"statement_for_outreach"}


@pytest.mark.parametrize(
    ("value", "loaded"),
    [
        ("", set()),
        (" , ", set()),
        ("radio", {"radio"}),
        (" statement , radio ,", {"radio", "statement"}),
    ],
)
def test_the_environment_names_what_may_be_used(
    monkeypatch: pytest.MonkeyPatch, value: str, loaded: set[str]
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    found = status(PluginHost(block=("builtin",)))

    assert {name for name, (state, _) in found.items() if state == "loaded"} == loaded
    for name in found.keys() - loaded:
        assert found[name] == ("disabled", f"not among the names in {VARIABLE}")


def test_the_environment_is_read_when_the_host_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    host = PluginHost(block=("builtin",))
    monkeypatch.setenv(VARIABLE, "")

    assert list(host.channels()) == ["radio"]
    assert list(PluginHost(block=("builtin",)).channels()) == []


def test_a_plugin_is_allowed_by_the_argument_and_by_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, "statement")

    assert imported() == set()
    assert list(PluginHost(allow=("radio", "statement"), block=("builtin",)).reports()) == [
        "statement"
    ]
    assert list(PluginHost(allow=("radio", "statement"), block=("builtin",)).channels()) == []


def test_the_library_itself_is_always_allowed_but_can_be_blocked() -> None:
    own = FoundPlugin(name="builtin", distribution="pilkada-outreach", version="1", load=object)
    other = FoundPlugin(name="builtin", distribution="somebody-else", version="1", load=object)
    nothing = Selection(allow=frozenset(), block=frozenset(), environment=frozenset())
    blocked = Selection(allow=None, block=frozenset({"builtin"}), environment=None)

    assert nothing.refusal(own) == ""
    assert nothing.refusal(other) == "not among the names in allow="
    assert blocked.refusal(own) == "blocked with block="


def test_an_allowed_name_that_is_not_installed_is_told() -> None:
    found = status(PluginHost(allow=("raido", "statement"), block=("builtin",)))

    assert found["raido"] == (
        "failed",
        "named in allow=, but not installed; did you mean 'radio'?",
    )
    with pytest.raises(PluginError, match="'raido': named in allow=, but not installed"):
        PluginHost(allow=("raido",), block=("builtin",), strict=True).channels()


def test_a_blocked_name_that_is_not_installed_is_told() -> None:
    found = status(PluginHost(block=("raido", "builtin")))

    assert found["raido"] == (
        "disabled",
        "blocked with block=, but not installed; did you mean 'radio'?",
    )


@pytest.mark.parametrize("which", ["allow", "block"])
def test_a_text_is_no_list_of_names(which: str) -> None:
    with pytest.raises(TypeError, match="give a tuple of names, not the text 'radio'"):
        PluginHost(**{which: "radio"})  # type: ignore[arg-type]


def test_what_is_twice_on_the_path_is_found_once(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: Path
) -> None:
    newer = tmp_path / "newer"
    newer.mkdir()
    info = install("radio-outreach", "3.0", radio="radio_for_outreach")
    info.rename(newer / info.name)
    monkeypatch.syspath_prepend(newer)

    found = [plugin for plugin in find_plugins() if plugin.name == "radio"]

    assert [plugin.version for plugin in found] == ["3.0"]


def test_two_installed_plugins_of_one_name_are_refused(install: Install) -> None:
    install("other-radio", "1.1", radio="tests.plugins.good")

    both = "plugin 'radio' (other-radio 1.1) and plugin 'radio' (radio-outreach 2.1)"
    host = PluginHost(block=("builtin",))

    assert (list(host.channels()), list(host.reports())) == ([], ["statement"])
    assert [line.distribution for line in host.report().failed] == ["other-radio", "radio-outreach"]
    assert all(both in line.cause for line in host.report().failed)
    assert imported() == {"statement_for_outreach"}
    with pytest.raises(PluginError) as raised:
        PluginHost(block=("builtin",), strict=True).channels()
    assert both in str(raised.value)
    assert list(PluginHost(block=("builtin", "radio")).channels()) == []


def test_a_second_name_for_one_plugin_is_left_out(install: Install) -> None:
    install("same-again", again="radio_for_outreach")

    host = PluginHost(block=("builtin",), strict=True)

    assert list(host.channels()) == ["radio"]
    assert status(host)["radio"] == (
        "disabled",
        "the same object as the plugin 'again' (same-again 1.0)",
    )


def test_an_installed_plugin_that_is_also_given_counts_once() -> None:
    from importlib import import_module

    module = import_module("radio_for_outreach")
    host = PluginHost(plugins=[module, module], block=("builtin",))

    assert list(host.channels()) == ["radio"]
    assert status(host).keys() == {"radio", "statement"}
