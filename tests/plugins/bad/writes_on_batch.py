"""Takes the deliveries out of its batch, past frozen."""

from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    yield from parts.delivered(batch)
    object.__setattr__(batch, "deliveries", ())


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
