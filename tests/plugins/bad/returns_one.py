"""Returns its only descriptor without a tuple around it."""

from pilkada_outreach.plugins import ChannelSpec, PluginContext, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels(context: PluginContext) -> ChannelSpec:
    return parts.channel("radio")
