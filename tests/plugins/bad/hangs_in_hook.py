"""Hangs when it is asked what it offers."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    parts.hang()
    return (parts.channel("radio"),)
