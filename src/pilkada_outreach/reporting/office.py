"""Whose report it is, and by whose clock."""

from zoneinfo import ZoneInfo

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.reference import areas
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.reporting.model import ReportQuestion


def office_name(question: ReportQuestion) -> str:
    """The name of the commission."""
    return question.snapshot.get(Commission, question.commission).name


def office_area(question: ReportQuestion) -> Place:
    """The commission's area."""
    return question.snapshot.get(Commission, question.commission).area


def zone_of(area: Place) -> ZoneInfo:
    """The time zone by which a commission of this area works: a national one by WIB.

    Raises UnknownRecord for an area that the register does not have.
    """
    code = area.code
    return WIB if code.level == "country" else areas.get(code).time_zone
