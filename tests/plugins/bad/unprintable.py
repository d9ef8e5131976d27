"""Raises an error whose message breaks."""

from pilkada_outreach.plugins import PluginContext, hookimpl


class RadioError(Exception):
    def __str__(self) -> str:
        raise SystemExit(4)


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[object, ...]:
    raise RadioError
