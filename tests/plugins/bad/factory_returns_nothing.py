"""Forgets to return its channel."""

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


def make(context: ChannelContext) -> Channel:
    parts.Through()
    return None  # type: ignore[return-value]


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
