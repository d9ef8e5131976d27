"""Says its API in words."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl
from tests.plugins import parts

PILKADA_OUTREACH_API = "1"


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)
