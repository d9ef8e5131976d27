"""Records: exact types, every problem at once, nothing personal shown."""

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from pilkada_outreach import (
    Agreement,
    AreaCode,
    Code,
    Contact,
    Id,
    Measurement,
    MeasurementStatus,
    Outcome,
    Period,
    Place,
    Ratio,
    Receipt,
    Stakeholder,
    StakeholderKind,
    Target,
    Ticket,
    ValidationFailed,
    evolve,
)
from pilkada_outreach._record import record, warnings_of
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.example_world import CONTRACT, world

SOURCE = LegalSource(instrument="PKPU", number="2", year=2024, verified=True)


def contract() -> Agreement:
    return next(item for item in world() if isinstance(item, Agreement) and item.id == CONTRACT)


def codes(failure: pytest.ExceptionInfo[ValidationFailed]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in failure.value.problems]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"number": True}, [("type.wrong", "number")]),
        ({"number": 1.0}, [("type.wrong", "number")]),
        ({"number": 0}, [("ticket.number", "number")]),
        (
            {"number": "1", "known_from": datetime(2024, 9, 23, tzinfo=UTC)},
            [("type.wrong", "number"), ("type.wrong", "known_from")],
        ),
        ({"known_from": None}, [("type.wrong", "known_from")]),
    ],
)
def test_types_are_exact(changes: dict[str, object], expected: list[tuple[str, str]]) -> None:
    fields: dict[str, object] = {"number": 1, "known_from": date(2024, 9, 23), **changes}
    with pytest.raises(ValidationFailed) as failure:
        Ticket(**fields)  # type: ignore[arg-type]  # the wrong types are the point
    assert codes(failure) == expected


def test_every_problem_of_a_record_at_once() -> None:
    with pytest.raises(ValidationFailed) as failure:
        evolve(contract(), title=" ", parties=contract().parties[:1], kind="contract", period=None)
    assert codes(failure) == [
        ("type.wrong", "kind"),
        ("text.blank", "title"),
        ("type.wrong", "period"),
        ("agreement.parties", "parties"),
        ("agreement.signature-party", "signatures[1].party"),
    ]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("a\x00b", "text.unclean"),
        ("a\x1bb", "text.unclean"),
        ("a\ud800b", "text.unclean"),
        ("a\u202eb", "text.unclean"),
        ("", "text.blank"),
        ("\t\n", "text.blank"),
    ],
)
def test_text_is_clean(title: str, code: str) -> None:
    with pytest.raises(ValidationFailed) as failure:
        evolve(contract(), title=title)
    assert codes(failure) == [(code, "title")]


def test_text_may_have_lines_and_any_script() -> None:
    assert evolve(contract(), title="Baris satu\n\tBaris dua — ꦗꦮ — عربي").title.startswith("Baris")


def test_an_instant_has_a_zone() -> None:
    receipt = Receipt(
        id=Id("receipt/x/1"),
        publication=Id("publication/x"),
        attempt=1,
        at=datetime(2024, 8, 12, 9, tzinfo=ZoneInfo("Asia/Makassar")),
        outcome=Outcome.DELIVERED,
    )
    with pytest.raises(ValidationFailed) as failure:
        evolve(receipt, at=datetime(2024, 8, 12, 9))  # noqa: DTZ001  # naive on purpose
    assert codes(failure) == [("instant.naive", "at")]
    with pytest.raises(ValidationFailed) as failure:
        evolve(receipt, outcome=Outcome.REJECTED)
    assert codes(failure) == [("receipt.cause-missing", "cause")]


def test_lists_are_tuples_of_the_right_records() -> None:
    with pytest.raises(ValidationFailed) as failure:
        evolve(contract(), signatures=list(contract().signatures))
    assert codes(failure) == [("type.wrong", "signatures")]
    with pytest.raises(ValidationFailed) as failure:
        evolve(contract(), signatures=(contract().parties[0],))
    assert codes(failure) == [("type.wrong", "signatures[0]")]


def test_records_are_frozen_hashable_and_pickled() -> None:
    one = contract()
    with pytest.raises(AttributeError):
        one.title = "x"  # type: ignore[misc]  # frozen is the point
    assert pickle.loads(pickle.dumps(one)) == one
    assert len({one, contract()}) == 1


def test_a_period_counts_both_ends() -> None:
    quiet = Period(first_day=date(2024, 11, 24), last_day=date(2024, 11, 26))
    assert quiet.length_in_days == len(list(quiet.days())) == 3
    assert date(2024, 11, 23) not in quiet
    assert date(2024, 11, 24) in quiet
    assert date(2024, 11, 26) in quiet
    assert date(2024, 11, 27) not in quiet
    assert date(1945, 8, 17) in Period(last_day=date(2024, 1, 26))


def test_a_period_that_ends_before_it_starts() -> None:
    with pytest.raises(ValidationFailed) as failure:
        Period(first_day=date(2024, 11, 26), last_day=date(2024, 11, 24))
    assert codes(failure) == [("period.reversed", "last_day")]
    with pytest.raises(ValidationFailed) as failure:
        Period()
    assert codes(failure) == [("period.no-end", "")]


def test_turnout_above_the_voter_list_is_a_warning() -> None:
    papua_pegunungan = Ratio(numerator=1_306_740, denominator=1_306_414, basis="DPT")
    assert [problem.code for problem in warnings_of(papua_pegunungan)] == ["ratio.above-whole"]
    with pytest.raises(ValidationFailed) as failure:
        Ratio(numerator=-1, denominator=0)
    assert codes(failure) == [
        ("ratio.numerator", "numerator"),
        ("ratio.denominator", "denominator"),
    ]


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed", "flagged"),
    [
        (586_101, 711_480, "82.29", True),  # KPU Karanganyar's own figures give 82.38
        (586_101, 711_480, "82.38", False),
        (392_161, 552_469, "70.9", False),  # cut, not rounded
        (392_161, 552_469, "70.98", False),
        (392_161, 552_469, "71", False),
    ],
)
def test_a_printed_percentage_must_fit_its_figures(
    numerator: int, denominator: int, printed: str, flagged: bool
) -> None:
    measurement = Measurement(
        id=Id("measurement/turnout/x"),
        indicator=Code("turnout"),
        area=Place(code=AreaCode("33.13")),
        election_name="Pilkada 2024",
        ratio=Ratio(numerator=numerator, denominator=denominator),
        printed_percent=Decimal(printed),
        status=MeasurementStatus.FINAL,
        known_from=date(2024, 12, 4),
        source=SOURCE,
    )
    found = [problem.code for problem in warnings_of(measurement)]
    assert found == (["measurement.print-disagrees"] if flagged else [])


@pytest.mark.parametrize("percent", ["0", "-1", "100.01", "175", "NaN", "Infinity"])
def test_an_unreachable_target_is_refused(percent: str) -> None:
    with pytest.raises(ValidationFailed):
        Target(
            id=Id("target/turnout/x"),
            indicator=Code("turnout"),
            percent=Decimal(percent),
            area=Place(code=AreaCode("id")),
            election="Pilkada 2024",
            set_by="KPU RI",
            known_from=date(2024, 11, 21),
            source=SOURCE,
        )


def test_personal_data_is_masked_in_repr_and_problems() -> None:
    medium = Stakeholder(
        id=Id("community/contoh"),
        kind=StakeholderKind.COMMUNITY,
        name="Contoh",
        contacts=(Contact(purpose="undangan", name="RAHASIA-NAMA", phone="RAHASIA-TELEPON"),),
    )
    assert "RAHASIA" not in repr(medium)
    with pytest.raises(ValidationFailed) as failure:
        evolve(medium.contacts[0], phone="RAHASIA\x00")
    assert "RAHASIA" not in str(failure.value)
    assert "RAHASIA" not in repr(failure.value.problems)
    assert codes(failure) == [("text.unclean", "phone")]


def test_a_check_that_asks_for_no_field_is_a_mistake_of_the_author() -> None:
    def check_of_another_record(colour: str) -> None: ...

    @record(check_of_another_record)
    class Thing:
        size: int

    with pytest.raises(TypeError, match="colour"):
        Thing(size=1)


def test_a_check_runs_only_when_its_fields_are_sound() -> None:
    kind = ProblemKind(code="t.pair", en="-", id="-", mend_en="-", mend_id="-")

    def pair(left: int, right: int) -> Problem | None:
        return kind.at() if left > right else None

    @record(pair)
    class Pair:
        left: int
        right: int

    with pytest.raises(ValidationFailed) as failure:
        Pair(left=2, right="1")  # type: ignore[arg-type]  # the wrong type is the point
    assert codes(failure) == [("type.wrong", "right")]
    with pytest.raises(ValidationFailed) as failure:
        Pair(left=2, right=1)
    assert codes(failure) == [("t.pair", "")]


def test_problems_speak_both_languages() -> None:
    with pytest.raises(ValidationFailed) as failure:
        Period(first_day=date(2024, 11, 26), last_day=date(2024, 11, 24))
    problem = failure.value.problems[0]
    assert problem.message() == "It ends on 2024-11-24, before it starts on 2024-11-26."
    assert problem.message("id") == "Berakhir pada 2024-11-24, sebelum mulai pada 2024-11-26."
    assert problem.hint("id").startswith("Tukar")
    assert pickle.loads(pickle.dumps(failure.value)).problems == (problem,)
