"""A plugin without fault: a module that offers one thing of each kind, and two channels."""

from pilkada_outreach.plugins import (
    ChannelSpec,
    PluginContext,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
    hookimpl,
)
from tests.plugins import parts


@hookimpl
def outreach_stores() -> tuple[StoreSpec, ...]:  # a hook need not take what it does not use
    return (parts.store("memory"),)


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[ChannelSpec, ...]:
    return (parts.channel("website"), parts.channel("kiosk"))


@hookimpl
def outreach_renderers(context: PluginContext) -> tuple[RendererSpec, ...]:
    return (parts.renderer("text"),)


@hookimpl
def outreach_reports(context: PluginContext) -> tuple[ReportSpec, ...]:
    return (parts.report("coverage"),)


@hookimpl
def outreach_rules(context: PluginContext) -> tuple[RuleSpec, ...]:
    return (parts.rule("quiet"),)


@hookimpl
def outreach_timetables(context: PluginContext) -> tuple[TimetableSpec, ...]:
    return (parts.timetable("pilkada-2024"),)
