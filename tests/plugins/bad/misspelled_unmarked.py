"""Misspells a hook and forgets to mark it."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext
from tests.plugins import parts


def outreach_channel(context: PluginContext) -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
