"""Raises what closes generators."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[object, ...]:
    raise GeneratorExit("closed")
