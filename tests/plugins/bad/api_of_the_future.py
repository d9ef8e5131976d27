"""Made for another plugin API."""

from pilkada_outreach.plugins import hookimpl

PILKADA_OUTREACH_API = 2


@hookimpl
def outreach_channels(surprise: object) -> tuple[object, ...]:
    raise AssertionError("this must not be called")
