"""The shipped schemas: up to date, lawful by the 2020-12 meta-schema, and of one mind with the strict edge."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from pilkada_outreach import Record, ValidationFailed, dump, load
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.exchange.document import ProgramDocument
from pilkada_outreach.exchange.json_schema import document_schema, record_schema
from tests.strategies import records

SHIPPED = files("pilkada_outreach.exchange") / "schemas"
EXAMPLE = Path(__file__).parents[2] / "examples" / "kukar" / "program.toml"
BY_FORM = {
    "choice.unknown", "code.form", "date.form", "decimal.form", "document.record", "document.version",
    "id.form", "instant.form", "key.missing", "key.unknown", "list.needed", "table.needed",
    "text.blank", "type.wrong", "area.code-form",
}  # fmt: skip
"""The codes that a schema can see; the others need two fields at once, or what no pattern says."""


@cache
def validator(family: str) -> Draft202012Validator:
    text = (SHIPPED / f"{family}.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker(["date"]))


@pytest.mark.parametrize("family", [*FAMILIES, "program"])
def test_schema_is_lawful_and_up_to_date(family: str) -> None:
    shipped = json.loads((SHIPPED / f"{family}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(shipped)
    wanted = (
        record_schema(ProgramDocument)
        if family == "program"
        else document_schema(FAMILIES[family], family)
    )
    assert shipped == json.loads(json.dumps(wanted)), "run `make reference`"


def test_the_example_fits_its_schema_and_names_it() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    first = text.splitlines()[0]
    assert first.startswith("#:schema ")
    target = EXAMPLE.parent / first.removeprefix("#:schema ").strip()
    assert target.resolve() == (Path(str(SHIPPED)) / "program.json").resolve()
    plain = json.loads(json.dumps(tomllib.loads(text), default=str))
    assert [error.message for error in validator("program").iter_errors(plain)] == []


@given(records())
def test_good_documents_fit(record: Record) -> None:
    document = json.loads(dump(record))
    assert [error.message for error in validator(record.family).iter_errors(document)] == []


def refusals(cls: type[Record], document: dict[str, Any]) -> set[str]:
    try:
        load(cls, json.dumps(document))
    except ValidationFailed as failure:
        return {problem.code for problem in failure.problems}
    return set()


@given(st.data(), records())
def test_bad_documents_are_refused_by_both_or_by_neither(
    data: st.DataObject, record: Record
) -> None:
    document = json.loads(dump(record))
    place = document
    while True:  # walk to some depth, then spoil one value, add a key, or drop one
        inner = [v for v in place.values() if isinstance(v, dict)]
        inner += [
            v[0] for v in place.values() if isinstance(v, list) and v and isinstance(v[0], dict)
        ]
        if not inner or data.draw(st.booleans()):
            break
        place = data.draw(st.sampled_from(inner))
    key = data.draw(st.sampled_from(sorted(place)))
    if data.draw(st.booleans()):
        del place[key]
    else:
        key = data.draw(st.sampled_from([key, "lain"]))
        place[key] = data.draw(
            st.sampled_from(
                [None, True, 1, -1.5, "", "x", "a/b", "64.02", "79,5", [], [1], {}, "2024-13-01"]
            )
        )
    by_schema = not validator(record.family).is_valid(document)
    by_edge = bool(refusals(type(record), document) & BY_FORM)
    assert by_schema == by_edge, refusals(type(record), document)
