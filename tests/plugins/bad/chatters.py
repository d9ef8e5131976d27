"""Prints what it likes, and reads what is not for it."""

import sys
from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelContext, ChannelSpec, hookimpl
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from tests.plugins import parts


def deliver(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    print("x" * 1_000_000)  # noqa: T201
    sys.__stdout__.write("y" * 1_000_000)  # type: ignore[union-attr]
    assert sys.stdin.read() == ""
    yield from parts.delivered(batch)


def make(context: ChannelContext) -> Channel:
    return parts.Through(deliver)


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio", make, isolation="process"),)
