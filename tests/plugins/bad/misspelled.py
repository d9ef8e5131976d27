"""Misspells a hook."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_chanels(context: PluginContext) -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
