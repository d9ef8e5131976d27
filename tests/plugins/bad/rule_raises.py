"""Breaks when it is asked."""

from pilkada_outreach.plugins import RuleSpec, hookimpl
from pilkada_outreach.problems import Problem
from pilkada_outreach.rules.base import RegisterQuestion, Rule
from tests.plugins import parts


def check(question: RegisterQuestion) -> tuple[Problem, ...]:
    raise RecursionError("asked itself")


@hookimpl
def outreach_rules() -> tuple[RuleSpec, ...]:
    return (parts.rule("airtime", Rule(name="airtime", source=None, check=check, examples=())),)
