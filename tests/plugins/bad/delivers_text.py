"""Answers with a word instead of a result."""

from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    yield "on air"  # type: ignore[misc]


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make),)
