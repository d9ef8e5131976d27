"""The hook specifications. A plugin author subclasses `OutreachHooks` and marks methods with `hookimpl`."""

from collections.abc import Callable
from typing import TypeVar

import pluggy

from pilkada_outreach.plugins.contexts import PluginContext
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    CodeListSpec,
    ExporterSpec,
    ImporterSpec,
    ListenerSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)

PROJECT = "pilkada_outreach"
API_VERSION = 1
"""The major version of the plugin API; it is also in the entry-point group `pilkada_outreach.v1`."""
GROUP = f"{PROJECT}.v{API_VERSION}"

F = TypeVar("F", bound=Callable[..., object])


def hookimpl(function: F) -> F:
    """Mark a function or method as the implementation of the hook of its name."""
    return pluggy.HookimplMarker(PROJECT)(function)


def _hookspec(function: F) -> F:
    return pluggy.HookspecMarker(PROJECT)(function)


class OutreachHooks:
    """Every hook. Each is asked once per office, returns descriptors, and does no work itself."""

    @_hookspec
    def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        """Stores for registers, by URL scheme."""
        raise NotImplementedError

    @_hookspec
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        """Channels to publish through."""
        raise NotImplementedError

    @_hookspec
    def outreach_renderers(self, context: PluginContext) -> tuple[RendererSpec, ...]:
        """Forms to render reports in."""
        raise NotImplementedError

    @_hookspec
    def outreach_reports(self, context: PluginContext) -> tuple[ReportSpec, ...]:
        """Reports."""
        raise NotImplementedError

    @_hookspec
    def outreach_rules(self, context: PluginContext) -> tuple[RuleSpec, ...]:
        """Rules beside the library's own."""
        raise NotImplementedError

    @_hookspec
    def outreach_timetables(self, context: PluginContext) -> tuple[TimetableSpec, ...]:
        """Timetables beside the shipped ones."""
        raise NotImplementedError

    @_hookspec
    def outreach_importers(self, context: PluginContext) -> tuple[ImporterSpec, ...]:
        """Forms of files to read records from."""
        raise NotImplementedError

    @_hookspec
    def outreach_exporters(self, context: PluginContext) -> tuple[ExporterSpec, ...]:
        """Forms to write records in, for other systems."""
        raise NotImplementedError

    @_hookspec
    def outreach_code_lists(self, context: PluginContext) -> tuple[CodeListSpec, ...]:
        """Local codes of the open code lists."""
        raise NotImplementedError

    @_hookspec
    def outreach_listeners(self, context: PluginContext) -> tuple[ListenerSpec, ...]:
        """Those who want to hear of events, in batches, after they happened."""
        raise NotImplementedError
