"""Returns reports where channels are asked for."""

from pilkada_outreach.plugins import ReportSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_channels() -> tuple[ReportSpec, ...]:
    return (parts.report("radio"),)
