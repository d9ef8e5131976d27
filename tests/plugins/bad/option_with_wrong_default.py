"""Declares a number whose default is none."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, OptionSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    option = OptionSpec(name="frequency", kind="number", default="FM", summary=parts.SUMMARY)
    return (attrs.evolve(parts.channel("radio"), options=(option,)),)
