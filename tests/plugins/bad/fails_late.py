"""Offers a channel, and breaks when its reports are asked for."""

from pilkada_outreach.plugins import ChannelSpec, ReportSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ChannelSpec, ...]:
    return (parts.channel("radio"),)


@hookimpl
def outreach_reports() -> tuple[ReportSpec, ...]:
    raise OSError("no listening figures")
