"""Takes an argument that the hook does not have."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels(context: PluginContext, office: object) -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
