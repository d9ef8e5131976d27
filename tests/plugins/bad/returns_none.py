"""Returns nothing."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> None:
    return None
