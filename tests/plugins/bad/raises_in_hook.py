"""Breaks when it is asked."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[object, ...]:
    raise ValueError("the transmitter is off")
