"""Wants an option to be given, and says what counts where it is not."""

import attrs

from pilkada_outreach.plugins import ChannelSpec, OptionSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    option = OptionSpec(name="frequency", required=True, default="98", summary=parts.SUMMARY)
    return (attrs.evolve(parts.channel("radio"), options=(option,)),)
