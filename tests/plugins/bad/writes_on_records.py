"""Changes the records themselves, past frozen, in its process."""

from collections.abc import Iterator

from pilkada_outreach import Code
from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    for delivery in batch.deliveries:
        object.__setattr__(delivery.material, "topic", Code("gossip"))
        object.__setattr__(delivery.publication, "label", "")
    yield from parts.delivered(batch)


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make, isolation="process"),)
