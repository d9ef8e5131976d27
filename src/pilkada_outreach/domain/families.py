"""The families of records that a register keeps."""

from pilkada_outreach.domain.activity import Activity
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.area import AreaChange
from pilkada_outreach.domain.claim import Claim, Clarification
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.committee import Committee
from pilkada_outreach.domain.disclosure import Disclosure
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.feedback import Feedback
from pilkada_outreach.domain.indicator import Indicator
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication, Receipt
from pilkada_outreach.domain.request import InformationRequest
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.survey import Survey
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Record

FAMILIES: dict[str, type[Record]] = {
    cls.family: cls
    for cls in (
        Activity,
        Agreement,
        AreaChange,
        Claim,
        Clarification,
        Commission,
        Committee,
        Disclosure,
        Election,
        Feedback,
        Indicator,
        InformationRequest,
        Material,
        Measurement,
        Publication,
        Receipt,
        Stakeholder,
        Survey,
        Target,
        Timetable,
    )
}
"""Every record class by its family."""
