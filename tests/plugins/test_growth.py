"""Contexts grow without breaking old plugins, and what is to go warns for two minor versions first."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import attrs
import pluggy
import pytest

import pilkada_outreach
from pilkada_outreach import Outcome
from pilkada_outreach.plugins import (
    ChannelContext,
    ChannelSpec,
    OutreachHooks,
    PluginContext,
    PluginHost,
    contexts,
    hookimpl,
    hooks,
)
from pilkada_outreach.plugins.deprecation import DeprecatedField, Deprecation, overdue
from pilkada_outreach.plugins.hooks import PROJECT
from pilkada_outreach.ports import Channel
from tests.plugins import good, parts
from tests.plugins.round import played

GOING = Deprecation(what="ChannelContext.settings", since="0.3", use="ChannelContext.options")


@attrs.frozen(kw_only=True)
class GrownChannelContext(ChannelContext):
    """The context of a later version: one field more, and one that is to go."""

    office: str = "kpu/64.02"

    @GOING.field
    def settings(self) -> str:
        return repr(self.options)


@attrs.frozen(kw_only=True)
class GrownPluginContext(PluginContext):
    """The same for what hooks are called with."""

    library: str = "0.9.0"


@attrs.define(eq=False)
class Seer(OutreachHooks):
    """A plugin of the later version, that reads the new fields."""

    seen: list[str] = attrs.field(factory=list)

    def make(self, context: ChannelContext) -> Channel:
        assert isinstance(context, GrownChannelContext)
        self.seen.append(context.office)
        return parts.Through()

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        assert isinstance(context, GrownPluginContext)
        self.seen.append(context.library)
        return (parts.channel("radio", self.make),)


@pytest.fixture
def _grown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilkada_outreach.plugins.member.PluginContext", GrownPluginContext)
    monkeypatch.setattr("pilkada_outreach.office.outlets.ChannelContext", GrownChannelContext)


@pytest.mark.usefixtures("_grown")
def test_an_old_plugin_works_with_contexts_that_have_grown(tmp_path: Path) -> None:
    old, new = good, Seer()

    done, office = played(PluginHost([old, new], strict=True), tmp_path)
    office.close()

    assert [receipt.outcome for receipt in done.good.receipts] == [Outcome.DELIVERED] * 2
    assert [receipt.outcome for receipt in done.radio] == [Outcome.DELIVERED] * 2
    assert new.seen == ["0.9.0", "kpu/64.02"]


def test_every_field_of_a_context_that_came_later_has_a_default() -> None:
    """A plugin's own tests build contexts: what they had to give in version 0.1 is all they have to give."""
    needed = {
        name: {field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING}
        for name, cls in vars(contexts).items()
        if name.endswith("Context") and isinstance(cls, type)
    }

    assert {name: fields for name, fields in needed.items() if fields} == {
        "PluginContext": {"api_version"},
        "StoreContext": {"url"},
        "ReportContext": {"snapshot", "on", "commission"},
        "ImporterContext": {"data"},
        "ExporterContext": {"snapshot", "on", "commission"},
    }


class TestDeprecation:
    def test_a_field_that_is_to_go_still_works_and_warns_where_it_is_read(self) -> None:
        context = GrownChannelContext()

        with pytest.warns(DeprecationWarning, match="is deprecated") as caught:
            assert context.settings == "Options()"

        (warning,) = caught
        assert warning.filename == __file__
        assert str(warning.message) == (
            "ChannelContext.settings is deprecated since 0.3 and goes in 0.5; "
            "use ChannelContext.options"
        )

    def test_it_is_no_field_for_anybody_else(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            context = GrownChannelContext()
            assert "settings" not in repr(context)
            assert context == attrs.evolve(context)
            assert GrownChannelContext.settings.deprecation is GOING
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            context.settings = ""

    def test_a_hook_that_is_to_go_warns_the_plugins_that_have_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        going = Deprecation(what="outreach_channels", since="0.3", use="outreach_outlets")

        class Going(OutreachHooks):
            @pluggy.HookspecMarker(PROJECT)(warn_on_impl=going.warning())
            def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
                raise NotImplementedError

        monkeypatch.setattr("pilkada_outreach.plugins.reading.OutreachHooks", Going)
        host = PluginHost([good], discover=False)

        with pytest.warns(DeprecationWarning, match=r"goes in 0\.5; use outreach_outlets"):
            assert list(host.channels()) == ["kiosk", "papan"]

    @pytest.mark.parametrize(
        ("version", "late"),
        [("0.3.0", 0), ("0.4.9", 0), ("0.5.0", 1), ("0.5.0rc1", 1), ("0.12.0", 1), ("1.0.0", 1)],
    )
    def test_it_lasts_for_two_minor_versions(self, version: str, late: int) -> None:
        assert len(overdue([GOING], version)) == late

    def test_nothing_of_this_version_is_overdue(self) -> None:
        assert overdue(deprecations(), pilkada_outreach.__version__) == ()


def deprecations() -> Iterator[Deprecation]:
    """Whatever is deprecated in contexts and hooks."""
    modules: tuple[ModuleType, ...] = (contexts, hooks)
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, Deprecation):
                yield value
            for field in vars(value).values() if isinstance(value, type) else ():
                if isinstance(field, DeprecatedField):
                    yield field.deprecation
