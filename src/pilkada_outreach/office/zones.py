"""The clock on a commission's wall."""

from zoneinfo import ZoneInfo

from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.values import Id
from pilkada_outreach.reference import areas
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.snapshot import Snapshot


def zone_of(snapshot: Snapshot, commission: Id) -> ZoneInfo:
    """The time zone of a commission's area; a national one works by WIB."""
    code = snapshot.get(Commission, commission).area.code
    return WIB if code.level == "country" else areas.get(code).time_zone
