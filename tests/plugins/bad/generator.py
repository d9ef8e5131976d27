"""Yields instead of returning."""

from collections.abc import Iterator

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> Iterator[ChannelSpec]:
    yield parts.channel("radio")
