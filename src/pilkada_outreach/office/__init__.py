"""The office: the composition root, where register, rules, channels and reports meet."""

from pilkada_outreach.office.changes import Changes
from pilkada_outreach.office.office import Office
from pilkada_outreach.office.report import OfficeReport

__all__ = ["Changes", "Office", "OfficeReport"]
