"""Raises an exception that is no Exception."""

from pilkada_outreach.plugins import PluginContext, hookimpl


class RadioSilence(BaseException):  # the point of it
    pass


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[object, ...]:
    raise RadioSilence
