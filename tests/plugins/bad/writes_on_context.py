"""Writes on the context that it is asked with."""

from pilkada_outreach.plugins import PluginContext, hookimpl


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[object, ...]:
    context.api_version = 7  # type: ignore[misc]
    return ()
