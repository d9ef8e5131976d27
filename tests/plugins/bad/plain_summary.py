"""Offers a channel with a summary in one language."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (attrs.evolve(parts.channel("radio"), summary="Radio"),)  # type: ignore[arg-type]
