"""Offers a rule under a name that its findings will not show."""

from pilkada_outreach.plugins import RuleSpec, hookimpl
from pilkada_outreach.rules.base import Rule
from tests.plugins import parts


@hookimpl
def outreach_rules() -> tuple[RuleSpec, ...]:
    return (parts.rule("airtime", Rule(name="air-time", source=None, examples=())),)
