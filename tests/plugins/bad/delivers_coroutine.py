"""Has an async deliver."""

from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


class Radio:
    async def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        return parts.delivered(batch)


def make(context: ChannelContext) -> Channel:
    return Radio()  # type: ignore[return-value]


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
