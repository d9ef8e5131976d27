"""Whose report it is."""

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.reporting.model import ReportQuestion


def office_name(question: ReportQuestion) -> str:
    """The name of the commission."""
    return question.snapshot.get(Commission, question.commission).name


def office_area(question: ReportQuestion) -> Place:
    """The commission's area."""
    return question.snapshot.get(Commission, question.commission).area
