"""Returns the class of its channel."""

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


def make(context: ChannelContext) -> Channel:
    return parts.Through  # type: ignore[return-value]


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
