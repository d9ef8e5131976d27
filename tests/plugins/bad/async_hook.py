"""Has an async hook."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext, hookimpl
from tests.plugins import parts


@hookimpl
async def outreach_channels(context: PluginContext) -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
