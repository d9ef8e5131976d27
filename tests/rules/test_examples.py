"""Every rule proves itself: its firing examples fire, the others do not, and both kinds are there."""

import pytest

from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule, SendingQuestion
from pilkada_outreach.rules.catalogue import RULES

CASES = [(rule, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(
    ("rule", "example"), CASES, ids=[f"{rule.name}: {example.what}" for rule, example in CASES]
)
def test_example(rule: Rule, example: Example) -> None:
    question = example.question()
    found = (
        rule.register_problems(question)
        if isinstance(question, RegisterQuestion)
        else rule.sending_problems(question)
    )
    assert bool(found) is example.fires, found
    for problem in found:
        assert problem.rule == rule.name
        assert problem.path
        assert problem.message("id") != problem.message("en")
        if rule.source is not None:
            assert problem.source


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_has_both_kinds_of_example(rule: Rule) -> None:
    assert {example.fires for example in rule.examples} == {True, False}
    asked = {type(example.question()) for example in rule.examples}
    assert (RegisterQuestion in asked) is (rule.check is not None)
    assert (SendingQuestion in asked) is (rule.check_sending is not None)
