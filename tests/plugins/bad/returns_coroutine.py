"""Has a plain hook that returns a coroutine."""

from collections.abc import Coroutine

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


async def channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)


@hookimpl
def outreach_channels() -> Coroutine[None, None, tuple[ChannelSpec, ...]]:
    return channels()
