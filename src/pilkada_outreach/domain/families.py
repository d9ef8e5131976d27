"""The families of records that a register keeps."""

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication, Receipt
from pilkada_outreach.domain.stage import Timetable
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import Record

FAMILIES: dict[str, type[Record]] = {
    cls.family: cls
    for cls in (
        Agreement,
        Commission,
        Election,
        Material,
        Measurement,
        Publication,
        Receipt,
        Stakeholder,
        Target,
        Timetable,
    )
}
"""Every record class by its family."""
