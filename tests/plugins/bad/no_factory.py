"""Offers a channel with a text where its factory belongs."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (attrs.evolve(parts.channel("radio"), make="tests.plugins.parts:no_channel"),)  # type: ignore[arg-type]
