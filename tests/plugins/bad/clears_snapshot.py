"""Empties the snapshot that it was given."""

from collections.abc import Iterator

from pilkada_outreach import Snapshot
from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    vars(batch.snapshot).clear()
    vars(batch.snapshot).update(vars(Snapshot()))
    yield from parts.delivered(batch)


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
