"""Needs a library in its process that nobody installed."""

from importlib import import_module
from typing import cast

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


def make(context: ChannelContext) -> Channel:
    return cast(Channel, import_module("pilkada_outreach_radio_library"))


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make, isolation="process"),)
