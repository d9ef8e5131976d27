"""Empties the snapshot of its question."""

from pilkada_outreach.plugins import RuleSpec, hookimpl
from pilkada_outreach.problems import Problem
from pilkada_outreach.rules.base import RegisterQuestion, Rule
from tests.plugins import parts


def check(question: RegisterQuestion) -> tuple[Problem, ...]:
    vars(question.snapshot)["_by_family"].clear()
    return ()


@hookimpl
def outreach_rules() -> tuple[RuleSpec, ...]:
    return (parts.rule("airtime", Rule(name="airtime", source=None, check=check, examples=())),)
