"""Returns the class of a descriptor."""

from pilkada_outreach.plugins import ChannelSpec, hookimpl


@hookimpl
def outreach_channels() -> tuple[type[ChannelSpec], ...]:
    return (ChannelSpec,)
