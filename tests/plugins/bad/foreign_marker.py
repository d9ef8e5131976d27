"""Marks its hook for another program."""

import pluggy

from pilkada_outreach.plugins import ChannelSpec
from tests.plugins import parts


@pluggy.HookimplMarker("tox")
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
