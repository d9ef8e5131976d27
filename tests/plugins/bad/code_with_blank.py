"""Offers a channel whose name is no code."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("Radio Kukar"),)
