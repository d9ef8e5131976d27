"""Finds None."""

from pilkada_outreach.plugins import RuleSpec, hookimpl
from pilkada_outreach.problems import Problem
from pilkada_outreach.rules.base import RegisterQuestion, Rule
from tests.plugins import parts


def check(question: RegisterQuestion) -> tuple[Problem, ...]:
    return None  # type: ignore[return-value]


@hookimpl
def outreach_rules() -> tuple[RuleSpec, ...]:
    return (parts.rule("airtime", Rule(name="airtime", source=None, check=check, examples=())),)
