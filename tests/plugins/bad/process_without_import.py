"""Wants a process of its own for a function that no other process can find."""

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    def make(context: ChannelContext) -> Channel:
        return parts.Through()

    return (parts.channel("radio", make, isolation="process"),)
