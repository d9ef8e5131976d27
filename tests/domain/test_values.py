"""Scalar values: one text form each, which parses back; nothing else is taken."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import AreaCode, Code, Id, ValidationFailed

PART = st.from_regex(r"[a-z0-9](?:[a-z0-9._-]{0,8}[a-z0-9])?", fullmatch=True)
IDS = st.lists(PART, min_size=2, max_size=8).map(lambda parts: Id("/".join(parts)))


@given(IDS)
def test_id_parses_back_from_its_text_and_its_file_name(id: Id) -> None:
    assert Id.parse(str(id)) == id
    assert Id.from_file_name(id.file_name) == id
    assert not set(id.file_name) & set('<>:"/\\|?*')
    assert not id.file_name.endswith((".", " "))


@pytest.mark.parametrize(
    "text",
    [
        "kpu",
        "",
        "KPU/64.02",
        "kpu//64",
        "kpu/64.02/",
        "kpu/64 02",
        "kpu/é",
        "kpu/٦٤",
        "a/" * 8 + "a",
        "a/" + "b" * 200,
    ],
)
def test_id_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValidationFailed) as failure:
        Id(text)
    assert [problem.code for problem in failure.value.problems] == ["id.form"]


def test_id_folds_an_id_into_one_part() -> None:
    assert str(Id.of("agreement", Id("kpu/64.02"), 2024, "017")) == "agreement/kpu-64.02/2024/017"


@pytest.mark.parametrize("text", ["Pemula", "", "first time", "-a", "a-", "a/b", "é"])
def test_code_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValidationFailed):
        Code(text)


def test_values_of_two_classes_are_never_equal() -> None:
    assert Code("kpu") != "kpu"
    assert len({Code("a1"), Code("a1"), Code("a2")}) == 2
    assert sorted([Code("b"), Code("a")]) == [Code("a"), Code("b")]


@pytest.mark.parametrize("value", [Id("kpu/64.02"), Code("pemula"), AreaCode("6402", scheme="bps")])
def test_values_are_immutable_copied_and_pickled(value: Id | Code | AreaCode) -> None:
    with pytest.raises(AttributeError):
        value._text = "x"
    with pytest.raises(AttributeError):
        del value._text
    assert copy.deepcopy(value) == copy.copy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    assert eval(repr(value)) == value


def test_an_area_code_needs_its_scheme() -> None:
    assert AreaCode("6402") == AreaCode("64.02")
    assert AreaCode("6402", scheme="bps") != AreaCode("64.02")
    assert AreaCode.parse("bps:6402") == AreaCode("6402", scheme="bps")
    assert str(AreaCode("6402060001"[:10])) == "64.02.06.0001"


@pytest.mark.parametrize(
    ("text", "level", "parent"),
    [
        ("id", "country", None),
        ("64", "province", "id"),
        ("64.02", "regency", "64"),
        ("64.02.06", "district", "64.02"),
        ("6402061001", "village", "64.02.06"),
    ],
)
def test_levels(text: str, level: str, parent: str | None) -> None:
    code = AreaCode(text)
    assert code.level == level
    assert (None if code.parent is None else str(code.parent)) == parent


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("640", "kemendagri"),
        ("64.2", "kemendagri"),
        ("64.0206", "kemendagri"),
        ("64020610", "kemendagri"),
        ("٦٤", "kemendagri"),
        ("64.02", "bps"),
        ("6402", "kpu"),
        ("", "kemendagri"),
        ("ocd-division/country:us", "ocd"),
    ],
)
def test_area_codes_of_another_form_are_refused(text: str, scheme: str) -> None:
    with pytest.raises(ValidationFailed) as failure:
        AreaCode(text, scheme=scheme)
    assert failure.value.problems[0].code == "area.code-form"


def test_an_ocd_code_does_not_say_its_level() -> None:
    code = AreaCode.parse("ocd-division/country:id/province:ki")
    assert code.scheme == "ocd"
    assert code.parent is None
    with pytest.raises(ValueError, match="level"):
        _ = code.level
