"""Returns names instead of descriptors."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[str, ...]:
    return ("radio",)
