"""Offers a rule under a name that its findings will not show."""

from pilkada_outreach.plugins import RuleSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_rules() -> tuple[RuleSpec, ...]:
    return (parts.rule("airtime", holds="air-time"),)
