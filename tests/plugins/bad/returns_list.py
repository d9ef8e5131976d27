"""Returns a list."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels(context: PluginContext) -> list[ChannelSpec]:
    return [parts.channel("radio")]
