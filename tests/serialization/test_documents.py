"""Documents: what is dumped loads as the same record; what is wrong is told at once, with its path."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given

from pilkada_outreach import Agreement, Election, ValidationFailed, dump, load
from pilkada_outreach._record import record
from pilkada_outreach.domain.values import Record
from pilkada_outreach.serialization import read
from pilkada_outreach.serialization.documents import DEEPEST, LARGEST_DOCUMENT, Format, parse
from tests.strategies import records


@given(records())
def test_json_round_trip(original: Record) -> None:
    document = dump(original)
    assert load(type(original), document) == original
    assert dump(load(type(original), document)) == document


@given(records())
def test_toml_round_trip(original: Record) -> None:
    assert load(type(original), dump(original, "toml"), "toml") == original


@given(records())
def test_yaml_round_trip(original: Record) -> None:
    assert load(type(original), dump(original, "yaml"), "yaml") == original


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 1\na: 2", "duplicate"),
        ("a: &x [1]\nb: *x", "aliases"),
        ("a: !!python/object:os.system x", "tag"),
        ("--- \na: 1\n---\nb: 2", "single document"),
        ("[1, 2]", "no table"),
        ("1: x", "no table"),
        ("a: [", "flow"),
        ("a: " + "[" * 5000, ""),
    ],
)
def test_what_is_no_yaml(text: str, reason: str) -> None:
    with pytest.raises(ValidationFailed) as failure:
        load(Agreement, text, "yaml")
    (problem,) = failure.value.problems
    assert problem.code in ("document.syntax", "document.too-deep")
    assert reason in problem.message()


def test_yaml_is_as_strict_as_the_others() -> None:
    text = "record: agreement\nversion: 1\nid: agreement/x/1\nkind: media-contract\ntitle: 7\nparties: lima"
    found = codes(text, format="yaml")
    assert "type.wrong title" in found
    assert "list.needed parties" in found


def codes(data: bytes | str, cls: type[Record] = Agreement, format: Format = "json") -> list[str]:
    with pytest.raises(ValidationFailed) as failure:
        load(cls, data, format)
    return [f"{problem.code} {problem.path}".strip() for problem in failure.value.problems]


def test_canonical_json_has_sorted_keys_no_blanks_and_every_field() -> None:
    from pilkada_outreach.rules.example_world import world

    election = next(item for item in world() if isinstance(item, Election))
    document = dump(election).decode()
    assert document == json.dumps(json.loads(document), sort_keys=True, separators=(",", ":"))
    assert '"predecessor":null' in document
    assert document.startswith('{"area":{"code":"64.02"')


def test_every_problem_of_a_document_at_once() -> None:
    document = {
        "record": "agreement",
        "version": 1,
        "id": "agreement/kpu-64.02/2024/001",
        "kind": "media-contrct",
        "titel": "x",
        "title": None,
        "commission": "KPU Kukar",
        "parties": [
            {"partner": "kpu/64.02", "office": "chair"},
            {"partner": "media/x"},
            "media/y",
        ],
        "period": {"first_day": "27/11/2024", "last_day": "2024-13-01"},
        "deliverables": "lima",
    }
    assert codes(json.dumps(document)) == [
        "choice.unknown kind",
        "key.unknown titel",
        "type.wrong title",
        "id.form commission",
        "key.missing parties[1].office",
        "table.needed parties[2]",
        "date.form period.first_day",
        "date.form period.last_day",
        "list.needed deliverables",
    ]


def test_a_misspelled_key_names_the_nearest() -> None:
    with pytest.raises(ValidationFailed) as failure:
        load(Agreement, '{"record":"agreement","version":1,"titel":"x"}')
    unknown = next(item for item in failure.value.problems if item.code == "key.unknown")
    assert "did you mean title?" in unknown.message()
    assert "maksudnya title?" in unknown.message("id")
    assert unknown.value is None


def test_a_broken_child_does_not_hide_its_parents_problems() -> None:
    document = {
        "record": "agreement",
        "version": 1,
        "id": "agreement/kpu-64.02/2024/001",
        "kind": "media-contract",
        "title": "x",
        "commission": "kpu/64.02",
        "parties": [{"partner": "kpu/64.02", "office": "contract-officer"}],
        "period": {"first_day": "kemarin"},
    }
    assert codes(json.dumps(document)) == [
        "date.form period.first_day",
        "agreement.parties parties",
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbf{}", "document.encoding"),
        (b"\xff", "document.encoding"),
        ("{", "document.syntax"),
        ("[]", "document.syntax"),
        ('{"a": NaN}', "document.syntax"),
        ('{"a": 1, "a": 2}', "key.twice a"),
        ("[" * 100_000, "document.too-deep"),
        ('{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1), "document.too-deep"),
        (b" " * (LARGEST_DOCUMENT + 1), "document.too-large"),
    ],
)
def test_what_is_no_document(data: bytes | str, expected: str) -> None:
    assert codes(data) == [expected]


def test_the_deepest_document_is_still_read() -> None:
    assert parse('{"a":' * (DEEPEST - 1) + "{}" + "}" * (DEEPEST - 1), "json")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2", "document.syntax"),
        ("a = " + "[" * 5000, "document.too-deep"),
        ("polling_day = 27/11/2024", "document.syntax"),
    ],
)
def test_what_is_no_toml(text: str, expected: str) -> None:
    assert codes(text, format="toml") == [expected]


def test_the_envelope_says_what_it_is() -> None:
    assert codes('{"record":"election","version":2}')[:2] == [
        "document.record record",
        "document.version version",
    ]


@record()
class Sample:
    text: str = ""
    count: int = 0
    flag: bool = False
    day: date = date(2024, 1, 1)
    at: datetime | None = None
    share: Decimal = Decimal(1)
    names: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", None),
        ("text", 7),
        ("count", "7"),
        ("count", 7.0),
        ("count", True),
        ("flag", 1),
        ("flag", "true"),
        ("day", "20240812"),
        ("day", "2024-W33-1"),
        ("day", "2024-08-12T00:00:00Z"),
        ("day", datetime(2024, 8, 12)),  # noqa: DTZ001  # naive on purpose
        ("at", "2024-08-12"),
        ("at", "2024-08-12T09:00:00"),
        ("at", "2024-08-12 09:00:00+08:00"),
        ("share", 79.5),
        ("share", 79),
        ("share", "79,5"),
        ("share", "NaN"),
        ("names", "hello"),
        ("names", {"a": 1}),
        ("names", [1]),
    ],
)
def test_nothing_is_guessed(field: str, value: object) -> None:
    with pytest.raises(ValidationFailed) as failure:
        read(Sample, {field: value})
    assert len(failure.value.problems) == 1
    assert failure.value.problems[0].path.startswith(field)


READ_AS_IS: list[tuple[str, object, Callable[[Sample], object], object]] = [
    ("day", "2024-08-12", lambda sample: sample.day, date(2024, 8, 12)),
    ("share", "79.50", lambda sample: str(sample.share), "79.50"),
    ("names", ["a", "b"], lambda sample: sample.names, ("a", "b")),
    (
        "at",
        "2024-08-12T09:00:00+08:00",
        lambda sample: cast(datetime, sample.at).isoformat(),
        "2024-08-12T09:00:00+08:00",
    ),
]


@pytest.mark.parametrize(("field", "value", "get", "expected"), READ_AS_IS)
def test_what_is_right_is_read(
    field: str, value: object, get: Callable[[Sample], object], expected: object
) -> None:
    assert get(read(Sample, {field: value})) == expected
