"""The library's own rules."""

from pilkada_outreach.rules.agreement_circles import AGREEMENT_CIRCLES
from pilkada_outreach.rules.agreement_ends import AGREEMENT_ENDS
from pilkada_outreach.rules.agreement_links import AGREEMENT_LINKS
from pilkada_outreach.rules.base import Rule
from pilkada_outreach.rules.campaign import CAMPAIGN_WINDOW
from pilkada_outreach.rules.codes_known import CODES_KNOWN
from pilkada_outreach.rules.contracts import CONTRACT_IN_FORCE, PAID_LABEL
from pilkada_outreach.rules.equality import EQUAL_TREATMENT
from pilkada_outreach.rules.figures import FIGURES
from pilkada_outreach.rules.grant_days import GRANT_DAYS
from pilkada_outreach.rules.places import PLACES
from pilkada_outreach.rules.references import REFERENCES
from pilkada_outreach.rules.timetable_known import TIMETABLE_KNOWN
from pilkada_outreach.rules.timetable_sound import TIMETABLE_LAWFUL, TIMETABLE_ODDITIES

RULES: tuple[Rule, ...] = (
    AGREEMENT_CIRCLES,
    AGREEMENT_ENDS,
    AGREEMENT_LINKS,
    CAMPAIGN_WINDOW,
    CODES_KNOWN,
    CONTRACT_IN_FORCE,
    EQUAL_TREATMENT,
    FIGURES,
    GRANT_DAYS,
    PAID_LABEL,
    PLACES,
    REFERENCES,
    TIMETABLE_KNOWN,
    TIMETABLE_LAWFUL,
    TIMETABLE_ODDITIES,
)
"""Every rule that the library brings; plugins add theirs."""

INTEGRITY: tuple[Rule, ...] = (PLACES, REFERENCES, TIMETABLE_KNOWN)
"""The rules that a register keeps at all times: what breaks them is refused before it is written."""
