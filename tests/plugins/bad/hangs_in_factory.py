"""Hangs while its channel is made."""

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


def make(context: ChannelContext) -> Channel:
    parts.hang()
    return parts.Through()


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
