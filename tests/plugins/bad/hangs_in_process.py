"""Hangs in its process, holding on to the interpreter."""

from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    while batch.deliveries:
        pass
    yield from parts.delivered(batch)


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make, isolation="process"),)
