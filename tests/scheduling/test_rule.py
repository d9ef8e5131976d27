"""The text form of deadline rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.scheduling.rule import Counting, DeadlineRule, Roll, Unit

WRITABLE = st.builds(
    DeadlineRule,
    count=st.integers(1, 9999),
    unit=st.sampled_from(Unit),
    rolled=st.sampled_from(Roll),
)


@given(WRITABLE)
def test_every_rule_that_text_can_say_parses_back(rule: DeadlineRule) -> None:
    assert DeadlineRule.parse(str(rule)) == rule


@given(
    st.integers(1, 9999),
    st.sampled_from(["hours", "days", "working days", "months"]),
    st.sampled_from(["", ", rolled forward", ", rolled back"]),
)
def test_every_text_of_the_grammar_comes_out_as_it_went_in(
    count: int, unit: str, tail: str
) -> None:
    text = f"{count} {unit}{tail}"
    assert str(DeadlineRule.parse(text)) == text


def test_one_may_be_written_as_people_write_it() -> None:
    assert DeadlineRule.parse("1 working day") == DeadlineRule.parse("1 working days")
    assert DeadlineRule.parse("1 month").words("en") == "1 month"


@pytest.mark.parametrize(
    ("text", "code", "column", "found"),
    [
        ("", "rule.text-count", 1, "''"),
        ("ten days", "rule.text-count", 1, "'ten'"),
        ("0 days", "rule.text-count", 1, "'0'"),
        ("-3 days", "rule.text-count", 1, "'-3'"),
        ("03 days", "rule.text-count", 1, "'03'"),
        ("12345 days", "rule.text-count", 1, "'12345'"),
        ("٣ days", "rule.text-count", 1, "'٣'"),
        (" 3 days", "rule.text-count", 1, "''"),
        ("10", "rule.text-unit", 3, "''"),
        ("10days", "rule.text-unit", 3, "'days'"),
        ("10  days", "rule.text-unit", 4, "' days'"),
        ("10 workng days", "rule.text-unit", 4, "'workng days'"),
        ("10 Days", "rule.text-unit", 4, "'Days'"),
        ("10 day", "rule.text-unit", 4, "'day'"),
        ("10 days ", "rule.text-unit", 4, "'days '"),
        ("10 days rolled forward", "rule.text-unit", 4, "'days rolled forward'"),
        ("10 weeks, rolled forward", "rule.text-unit", 4, "'weeks'"),
        ("10 days,", "rule.text-rolled", 8, "','"),
        ("10 days, roled forward", "rule.text-rolled", 10, "'roled forward'"),
        ("10 days, rolled up", "rule.text-rolled", 17, "'up'"),
        ("10 days, rolled forwards", "rule.text-rolled", 17, "'forwards'"),
        ("10 days, rolled none", "rule.text-rolled", 17, "'none'"),
    ],
)
def test_a_mistake_is_a_problem_with_its_column(
    text: str, code: str, column: int, found: str
) -> None:
    with pytest.raises(ValidationFailed) as caught:
        DeadlineRule.parse(text)
    (problem,) = caught.value.problems
    params = dict(problem.params)
    assert (problem.code, params["column"], params["found"]) == (code, str(column), found)
    for message in (problem.message("en"), problem.message("id")):
        assert str(column) in message
        assert found in message


def test_the_unit_that_was_meant_is_named() -> None:
    with pytest.raises(ValidationFailed, match="did you mean working days"):
        DeadlineRule.parse("10 workng days")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ValidationFailed, match="is int"):
        DeadlineRule.parse(10)  # type: ignore[arg-type]  # the mistake under test


@given(st.text(alphabet="0123 dayshourmntwking,led fb", max_size=30))
def test_any_other_text_is_refused_and_never_half_read(text: str) -> None:
    try:
        rule = DeadlineRule.parse(text)
    except ValidationFailed as refused:
        column = int(dict(refused.problems[0].params)["column"])
        assert 1 <= column <= len(text) + 1
    else:
        assert text in (str(rule), f"1 {rule.unit.value.removesuffix('s')}")


@pytest.mark.parametrize("count", [0, -1, 10_000])
def test_a_count_has_bounds(count: int) -> None:
    with pytest.raises(ValidationFailed, match=r"rule\.count-range"):
        DeadlineRule(count=count, unit=Unit.DAYS)


def test_what_text_cannot_say_is_a_field() -> None:
    law = LegalSource(instrument="UU", number="10", year=2016, article="Pasal 157")
    rule = DeadlineRule(count=3, unit=Unit.WORKING_DAYS, counting=Counting.SINCE, source=law)
    assert str(rule) == "3 working days"
    assert rule != DeadlineRule.parse("3 working days")


def test_a_rule_is_said_in_both_languages() -> None:
    rule = DeadlineRule.parse("20 days, rolled forward")
    assert rule.words("en") == "20 days, rolled forward"
    assert rule.words("id") == "20 hari kalender, bergeser maju"
    assert DeadlineRule.parse("10 working days").words("id") == "10 hari kerja"
