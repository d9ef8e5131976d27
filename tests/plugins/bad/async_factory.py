"""Offers a channel that is made by an async function."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    async def make(context: object) -> object:
        return context

    return (attrs.evolve(parts.channel("radio"), make=make),)  # type: ignore[arg-type]
