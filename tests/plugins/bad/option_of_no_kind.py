"""Declares an option of a kind that there is not."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, OptionSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    option = OptionSpec(name="frequency", kind="Hz", summary=parts.SUMMARY)  # type: ignore[arg-type]
    return (attrs.evolve(parts.channel("radio"), options=(option,)),)
