"""The tables of an archive: what the csv module reads equals the records, and the descriptor keeps to the standard."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from pilkada_outreach import Id, Office, Record, Stakeholder, StakeholderKind, StoreError
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.exchange.archive.layout import table_file
from pilkada_outreach.exchange.archive.tables import safe, table_lines, text_of
from pilkada_outreach.history.views import view_columns
from pilkada_outreach.ports import StoredRecord
from pilkada_outreach.serialization.documents import dump
from pilkada_outreach.serialization.strict import plain
from tests import strategies
from tests.exchange.archives import clock, evidence_folder, fill, members

Files = dict[str, bytes]
FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("arsip")
    with Office.open("memory://", actor="staff/uji", clock=clock()) as office:
        fill(office).archive(folder / "a.zip", evidence=evidence_folder(folder / "bukti"))
    return members(folder / "a.zip")


@pytest.fixture(scope="module")
def descriptor(files: Files) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads(files["datapackage.json"]))


def row_of(record: Record, body: bytes | None = None) -> StoredRecord:
    return StoredRecord(
        family=record.family,
        id=record.id,
        version=1,
        body=dump(record) if body is None else body,
        change=1,
        author="staff/x",
        at=datetime(2024, 8, 10, tzinfo=UTC),
        reason="x",
    )


def table(family: str, *rows: StoredRecord) -> list[dict[str, str]]:
    data = b"".join(table_lines(family, rows))
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def read_back(cell: str, kind: str) -> object:
    """A cell as its column's type says, by the rules that the README gives."""
    readers: dict[str, Any] = {
        "text": text_of,
        "integer": int,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": lambda text: date.fromisoformat(text).isoformat(),
        "timestamp": lambda text: text if datetime.fromisoformat(text).tzinfo else None,
        "numeric": lambda text: text if Decimal(text).is_finite() else None,
        "json": json.loads,
    }
    return readers[kind](cell)


def value_at(document: object, path: tuple[str, ...]) -> object:
    for step in path:
        if document is None:
            return None
        document = cast(dict[str, object], document)[step]
    return document


@given(strategies.records())
def test_every_cell_equals_the_record_and_none_is_a_formula(record: Record) -> None:
    (row,) = table(record.family, row_of(record))
    document = plain(record)
    columns = view_columns(record.family)

    assert list(row) == [column.name for column in columns]
    for column in columns:
        value, cell = value_at(document, column.path), row[column.name]
        if value is None or value == "":
            assert cell == ""
        else:
            assert read_back(cell, column.type) == value
        if column.type in ("text", "json"):
            assert not cell.lstrip().startswith(FORMULAS), column.name


@settings(max_examples=settings().max_examples // 10)
@given(st.lists(strategies.of(Stakeholder), max_size=4))
def test_every_row_is_its_own(records: list[Stakeholder]) -> None:
    rows = table("stakeholder", *map(row_of, records))
    assert [row["id"] for row in rows] == [str(record.id) for record in records]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+62 800", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n=1", "＝1", "－1", "＋1"),
        *("＠x", "'=1", "'", "''", "'biasa", '=HYPERLINK("x";"y")'),
    ],
)
def test_a_formula_becomes_a_text_and_comes_back(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert text_of(safe(text)) == text
    partner = Stakeholder(id=Id("community/x"), kind=StakeholderKind.COMMUNITY, name=text)
    (row,) = table("stakeholder", row_of(partner))
    assert text_of(row["name"]) == text


@given(st.text(max_size=20))
def test_any_text_comes_back(text: str) -> None:
    assert text_of(safe(text)) == text


def test_null_and_empty_differ_as_postgresql_has_it() -> None:
    partner = Stakeholder(id=Id("community/x"), kind=StakeholderKind.COMMUNITY, name='a,b\r\n"c"')
    head, *body = b"".join(table_lines("stakeholder", [row_of(partner)])).split(b"\n", 1)
    names = head.decode().split(",")
    assert body[0].startswith(b'community/x,community,"a,b\r\n""c""",,,')
    assert names[3:5] == ["area_code", "area_name"]
    assert body[0].count(b'""') > 2, "office, segment, domain are empty texts"


def test_a_body_of_an_earlier_library_is_brought_up_to_date() -> None:
    old = (
        b'{"contact_name":"Fulan","contact_phone":"","id":"community/x","kind":"community",'
        b'"name":"Paguyuban","record":"stakeholder","version":1}'
    )
    partner = Stakeholder(id=Id("community/x"), kind=StakeholderKind.COMMUNITY, name="x")
    (row,) = table("stakeholder", row_of(partner, old))
    assert json.loads(row["contacts"])[0]["purpose"] == "tidak disebutkan"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"id":"x"}'])
def test_a_body_that_is_no_record_is_named(body: bytes) -> None:
    partner = Stakeholder(id=Id("community/x"), kind=StakeholderKind.COMMUNITY, name="x")
    with pytest.raises(StoreError, match="community/x"):
        table("stakeholder", row_of(partner, body))


# The descriptor. The schema below was written from the specifications Data Package, Data Resource, Table
# Schema and Table Dialect, version 2.0, of datapackage.org: what they call MUST, for what an archive uses.

_NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}}
SPECIFICATION = {
    "type": "object",
    "required": ["$schema", "name", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
        "title": {"type": "string"},
        "resources": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/resource"}},
    },
    "additionalProperties": False,
    "$defs": {
        "resource": {
            "type": "object",
            "required": ["name", "path", "type", "schema"],
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z0-9._-]+$"},
                "path": {"type": "string", "pattern": "^(?!/|\\.|~)(?!.*\\.\\.)[^\\\\:]+$"},
                "type": {"const": "table"},
                "title": {"type": "string"},
                "description": {"type": "string"},
                "format": {"type": "string"},
                "mediatype": {"type": "string", "pattern": "^[a-z]+/[a-z.+-]+$"},
                "encoding": {"type": "string"},
                "bytes": {"type": "integer", "minimum": 0},
                "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                "dialect": {"$ref": "#/$defs/dialect"},
                "schema": {"$ref": "#/$defs/schema"},
            },
            "additionalProperties": False,
        },
        "dialect": {
            "type": "object",
            "properties": {
                "delimiter": {"type": "string"},
                "lineTerminator": {"type": "string"},
                "quoteChar": {"type": "string", "minLength": 1, "maxLength": 1},
                "doubleQuote": {"type": "boolean"},
            },
            "additionalProperties": False,
        },
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/field"}},
                "primaryKey": _NAMES,
                "foreignKeys": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"$ref": "#/$defs/foreignKey"},
                },
            },
            "additionalProperties": False,
        },
        "field": {
            "type": "object",
            "required": ["name", "type"],
            "properties": {
                "name": {"type": "string", "minLength": 1},
                "type": {
                    "enum": ["string", "number", "integer", "boolean", "array", "datetime", "date"]
                },
                "description": {"type": "string", "minLength": 1},
                "missingValues": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {"type": "string"},
                },
                "constraints": {
                    "type": "object",
                    "properties": {
                        "required": {"type": "boolean"},
                        "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                    },
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
        "foreignKey": {
            "type": "object",
            "required": ["fields", "reference"],
            "properties": {
                "fields": _NAMES,
                "reference": {
                    "type": "object",
                    "required": ["fields"],
                    "properties": {"fields": _NAMES, "resource": {"type": "string"}},
                    "additionalProperties": False,
                },
            },
            "additionalProperties": False,
        },
    },
}


def test_the_descriptor_keeps_to_the_specification(descriptor: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(SPECIFICATION)
    errors = list(Draft202012Validator(SPECIFICATION).iter_errors(descriptor))
    assert errors == []


def test_the_schema_bites(descriptor: dict[str, Any]) -> None:
    validator = Draft202012Validator(SPECIFICATION)
    for path, wrong in {
        ("resources",): [],
        ("resources", 0, "path"): "../x.csv",
        ("resources", 0, "hash"): "0" * 32,
        ("resources", 0, "schema", "fields", 0, "type"): "text",
        ("resources", 0, "schema", "primaryKey"): "id",
    }.items():
        broken = json.loads(json.dumps(descriptor))
        holder = broken
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = wrong
        assert not validator.is_valid(broken), path


def resources(descriptor: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from descriptor["resources"]


def test_the_descriptor_describes_the_files(files: Files, descriptor: dict[str, Any]) -> None:
    assert {resource["path"] for resource in resources(descriptor)} == {
        *map(table_file, FAMILIES),
        "evidence.csv",
    }
    for resource in resources(descriptor):
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
        head = next(csv.reader(io.StringIO(data.decode(), newline="")))
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert head == names
        assert len(set(names)) == len(names)


def test_keys_lead_where_they_say(files: Files, descriptor: dict[str, Any]) -> None:
    rows = {
        resource["name"]: list(
            csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline=""))
        )
        for resource in resources(descriptor)
    }
    led = 0
    for resource in resources(descriptor):
        schema, here = resource["schema"], rows[resource["name"]]
        for key in schema.get("primaryKey", ()):
            assert len({row[key] for row in here}) == len(here)
        for key in schema.get("foreignKeys", ()):
            (field,), reference = key["fields"], key["reference"]
            assert reference.get("resource") != resource["name"]
            there = {row["id"] for row in rows[reference.get("resource", resource["name"])]}
            values = {row[field] for row in here} - {""}
            assert values <= there, (resource["name"], field)
            led += len(values)
    assert led > 5


def test_required_and_closed_lists_hold(files: Files, descriptor: dict[str, Any]) -> None:
    for resource in resources(descriptor):
        data = files[resource["path"]].decode()
        for row in csv.DictReader(io.StringIO(data, newline="")):
            for field in resource["schema"]["fields"]:
                cell, constraints = row[field["name"]], field.get("constraints", {})
                missing = cell in field["missingValues"]
                assert not (missing and constraints.get("required")), field
                if "enum" in constraints and not missing:
                    assert cell in constraints["enum"]
