"""The rules of stages: their grammar, and the days they give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import Id, LegalSource, Regime, Stage, TermOfOffice, Timetable, evolve
from pilkada_outreach.domain.stage import FixedBy
from pilkada_outreach.domain.stage_days import RuleBook
from pilkada_outreach.domain.stage_rule import Anchor, AnchorKind, Bound, StageRule
from pilkada_outreach.errors import ValidationFailed

VOTE = date(2024, 11, 27)
SOURCE = LegalSource(instrument="PKPU", number="2", year=2024, verified=True)


def stage(code: str, rule: str = "", first: date | None = None, last: date | None = None) -> Stage:
    return Stage(
        code=code,
        name_id=code,
        name_en=code,
        rule=rule,
        first_day=first,
        last_day=last,
        source=SOURCE,
    )


def timetable(*stages: Stage, terms: tuple[TermOfOffice, ...] = ()) -> Timetable:
    return Timetable(
        id=Id("timetable/uji"),
        name_id="Uji",
        name_en="Test",
        regime=Regime.PILKADA,
        polling_day=VOTE,
        source=SOURCE,
        issued_on=date(2024, 1, 26),
        stages=stages,
        terms=terms,
    )


@pytest.mark.parametrize(
    ("rule", "printed"),
    [
        ("polling day", "polling day"),
        ("polling day - 3 .. - 1", "polling day - 3 .. - 1"),
        ("polling day-3 days..-1 day", "polling day - 3 .. - 1"),
        ("polling day - 3 .. polling day - 1", "polling day - 3 .. - 1"),
        ("S5 + 3 .. S7 - 1", "S5 + 3 .. S7 - 1"),
        (".. polling day - 30", ".. polling day - 30"),
        ("polling day ..", "polling day .."),
        ('.. "MK notifies BRPK" + 3', '.. "MK notifies BRPK" + 3'),
        ("P4.1.12 .. S1.6b", "P4.1.12 .. S1.6b"),
        ("polling day .. polling day", "polling day"),
    ],
)
def test_a_rule_prints_as_it_parses(rule: str, printed: str) -> None:
    assert str(StageRule.parse(rule)) == printed
    assert StageRule.parse(printed) == StageRule.parse(rule)


ANCHORS = st.one_of(
    st.just(Anchor(AnchorKind.POLLING_DAY)),
    st.from_regex(r"[A-Z][0-9]{1,2}(\.[0-9]{1,2}[a-z]?)?", fullmatch=True).map(
        lambda code: Anchor(AnchorKind.STAGE, code)
    ),
    st.from_regex(r"[a-zA-Z][a-zA-Z .-]{0,10}", fullmatch=True).map(
        lambda event: Anchor(AnchorKind.EVENT, event)
    ),
)
BOUNDS = st.builds(Bound, ANCHORS, st.integers(-9999, 9999))


@given(st.one_of(st.none(), BOUNDS), st.one_of(st.none(), BOUNDS))
def test_every_rule_parses_back(first: Bound | None, last: Bound | None) -> None:
    if first is not None or last is not None:
        rule = StageRule(first, last)
        assert StageRule.parse(str(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        ("", 1),
        ("polling", None),  # the code of a stage, which the timetable then looks for
        ("polling day - x", 15),
        ("polling day - 0", 15),
        ("polling day - 3 . - 1", 17),
        ("polling day - 3 .. - 1 .. 2", 24),
        (".. - 3", 4),
        ("..", 3),
        ('"', 1),
        ('.. "" + 3', 4),
        ("polling day - 3 weeks", 17),
        ("polling days", 9),
    ],
)
def test_a_bad_rule_names_the_column(rule: str, column: int | None) -> None:
    if column is None:
        assert StageRule.parse(rule).anchors[0].kind is AnchorKind.STAGE
        return
    with pytest.raises(ValidationFailed, match=f"at column {column} ") as caught:
        StageRule.parse(rule)
    assert f"kolom {column} " in caught.value.problems[0].message("id")


def test_a_stage_with_a_bad_rule_is_refused() -> None:
    with pytest.raises(ValidationFailed, match=r"stage\.rule-form"):
        stage("S7", "polling day minus 3")


def test_what_the_law_fixes_has_a_rule() -> None:
    with pytest.raises(ValidationFailed, match=r"stage\.law-without-rule"):
        evolve(stage("S7"), fixed_by=FixedBy.LAW)


def test_days_follow_from_polling_day_other_stages_and_events() -> None:
    book = RuleBook(
        (
            stage("A", first=date(2024, 9, 20), last=date(2024, 9, 22)),
            stage("B", "polling day - 3 .. - 1"),
        ),
        VOTE,
        {"the court rules": date(2025, 2, 24)},
    )

    def days(rule: str) -> tuple[date | None, date | None]:
        return book.days(stage("X", rule))

    assert days("A + 3 .. B - 1") == (date(2024, 9, 25), date(2024, 11, 23))
    assert days("A .. B") == (date(2024, 9, 20), date(2024, 11, 26))
    assert days("A - 1") == (date(2024, 9, 19), date(2024, 9, 19))
    assert days("B - 14 .. - 1") == (date(2024, 11, 10), date(2024, 11, 23))
    assert days('.. "the court rules" + 3') == (None, date(2025, 2, 27))
    assert days('.. "nobody knows" + 3') == (None, None)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_rules_move_as_far_as_polling_day_and_decisions_stay(day: date) -> None:
    before = timetable(
        stage("A", first=date(2024, 9, 22), last=date(2024, 9, 22)),
        stage("Q", "polling day - 3 .. - 1"),
        stage("C", "Q - 14 .. - 1"),
        stage("E", '.. "MK notifies BRPK" + 3'),
        terms=(
            TermOfOffice(
                code="T",
                name_id="T",
                name_en="T",
                stage="A",
                first_day=VOTE - timedelta(days=23),
                last_day=VOTE + timedelta(days=7),
                rule="polling day - 23 .. + 7",
                source=SOURCE,
            ),
        ),
    ).resolved()

    after = before.with_polling_day(day)

    by = day - VOTE
    for code in ("Q", "C"):
        one, other = before.stage(code), after.stage(code)
        assert one.first_day is not None
        assert other.first_day == one.first_day + by
        assert other.period is not None
        assert one.period is not None
        assert other.period.length_in_days == one.period.length_in_days
    assert after.stage("A") == before.stage("A")
    assert after.stage("E").period is None
    assert after.terms[0].first_day == before.terms[0].first_day + by
    assert after.with_polling_day(VOTE) == before


def test_a_rule_without_days_is_filled_in_once() -> None:
    bare = timetable(stage("Q", "polling day - 3 .. - 1"))

    filled = bare.resolved()

    assert bare.undated() == bare.stages
    assert (filled.stage("Q").first_day, filled.stage("Q").last_day) == (
        date(2024, 11, 24),
        date(2024, 11, 26),
    )
    assert filled.resolved() is filled


def test_an_event_gives_days_to_what_waits_for_it() -> None:
    waits = timetable(stage("W", '.. "MK notifies BRPK" + 3'), stage("P", ".. W + 3"))

    known = waits.with_event("MK notifies BRPK", date(2025, 1, 6))

    assert known.stage("W").last_day == date(2025, 1, 9)
    assert known.stage("P").last_day == date(2025, 1, 12)
    assert waits.with_event("another", date(2025, 1, 6)) == waits


def test_an_anchor_must_be_in_the_timetable() -> None:
    with pytest.raises(ValidationFailed, match=r"timetable\.rule-anchor.*S9"):
        timetable(stage("A", "S9 + 1"))


def test_no_rule_hangs_on_itself() -> None:
    with pytest.raises(ValidationFailed, match=r"timetable\.rule-circle"):
        timetable(stage("A", "B + 1"), stage("B", "A + 1"))


def test_a_campaign_that_would_end_before_it_starts_is_refused_by_name() -> None:
    decided = timetable(
        stage("A", first=date(2024, 9, 22), last=date(2024, 9, 22)),
        stage("K", "A + 3 .. polling day - 4"),
    ).resolved()
    with pytest.raises(ValidationFailed, match=r"K\.last_day"):
        decided.with_polling_day(date(2024, 9, 20))
