"""Offers a channel under the name of the library's own."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("website"), parts.channel("radio"))
