"""Makes its channel some other time."""

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel
from tests.plugins import parts


async def later() -> Channel:
    return parts.Through()


def make(context: ChannelContext) -> Channel:
    return later()  # type: ignore[return-value]


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
