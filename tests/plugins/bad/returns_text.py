"""Returns a text."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> str:
    return "radio"
