"""Wants an argument that nobody passes, in a place where pluggy does not look."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels(*, options: object) -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
