"""Ends its process while its channel is made."""

import os

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


def make(context: ChannelContext) -> Channel:
    os._exit(8)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make, isolation="process"),)
