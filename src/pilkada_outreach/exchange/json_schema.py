"""JSON Schema 2020-12 of every record and of the program file, so that editors complete and check documents.

A schema says what the form of a document can say: keys, types, choices, patterns. What needs two fields
at once, or the register, only the library itself checks.
"""

import ast
import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import cast

from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import NOT_BLANK, AtLeast, item_type, optional, unwrap
from pilkada_outreach.domain.day_or_month import DayOrMonth
from pilkada_outreach.domain.values import AreaCode, Code, Id
from pilkada_outreach.serialization.versions import version_of

Schema = dict[str, object]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_CLEAN = "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*$"
_PART = "[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?"
_LEAVES: dict[object, Schema] = {
    str: {"type": "string", "pattern": _CLEAN},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    time: {"type": "string", "pattern": "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$"},
    datetime: {
        "type": "string",
        "format": "date-time",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?"
        "(Z|[+-][0-9]{2}:[0-9]{2})$",
    },
    Decimal: {
        "type": "string",
        "pattern": "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?$",
    },
    Id: {"type": "string", "maxLength": 200, "pattern": f"^{_PART}(?:/{_PART}){{1,7}}$"},
    DayOrMonth: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"},
    Code: {"type": "string", "pattern": "^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$"},
    AreaCode: {
        "type": "string",
        "pattern": "^(id|[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?|[0-9]{4}|[0-9]{6}|[0-9]{10}"
        "|bps:[0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?"
        "|ocd-division/country:id(/[a-z_]+:[a-z_]+)*)$",
    },
}


def document_schema(cls: type, family: str) -> Schema:
    """The schema of a document that holds one record, with `record` and `version` at its top."""
    top = record_schema(cls)
    properties = cast(Schema, top["properties"])
    top["properties"] = {
        "record": {"const": family},
        "version": {"const": version_of(family)},
        **properties,
    }
    top["required"] = ["record", "version", *cast(list[str], top["required"])]
    return top


def record_schema(cls: type) -> Schema:
    """The schema of a record class, the records inside it under `$defs`."""
    below = {inner.__name__: _object(inner) for inner in _records_in(cls)}
    top: Schema = {"$schema": DIALECT, "title": cls.__name__, **_object(cls)}
    if below:
        top["$defs"] = {name: below[name] for name in sorted(below)}
    return top


def _object(cls: type) -> Schema:
    info = record_info(cls)
    told = _field_texts(cls)
    properties: Schema = {}
    for field in info.fields:
        schema = _value(field.type)
        if field.name in told:
            schema = {"description": told[field.name], **schema}
        properties[field.name] = schema
    return {
        "description": _first_paragraph(cls.__doc__),
        "type": "object",
        "properties": properties,
        "required": [field.name for field in info.fields if field.required],
        "additionalProperties": False,
    }


def _value(annotation: object) -> Schema:
    plain, extras = unwrap(annotation)
    inner = optional(plain)
    if inner is not None:
        return {"anyOf": [_value(inner), {"type": "null"}]}
    item = item_type(plain)
    if item is not None:
        return {"type": "array", "items": _value(item)}
    if isinstance(plain, type) and is_record(plain):
        return {"$ref": f"#/$defs/{plain.__name__}"}
    if isinstance(plain, type) and issubclass(plain, Enum):
        return {"enum": [member.value for member in plain]}
    leaf = dict(_LEAVES[plain])
    for extra in extras:
        if isinstance(extra, AtLeast):
            leaf["minimum"] = extra.least
    if NOT_BLANK in extras:
        leaf["allOf"] = [{"pattern": "\\S"}]
    return leaf


def _records_in(cls: type) -> Iterator[type]:
    seen: set[type] = set()
    waiting = [cls]
    while waiting:
        for field in record_info(waiting.pop()).fields:
            plain = unwrap(field.type)[0]
            plain = unwrap(optional(plain) or plain)[0]
            plain = unwrap(item_type(plain) or plain)[0]
            if isinstance(plain, type) and is_record(plain) and plain not in seen:
                seen.add(plain)
                waiting.append(plain)
                yield plain


@cache
def _field_texts(cls: Callable[..., object]) -> dict[str, str]:
    """The docstrings that stand below the fields of a class, by field."""
    tree = ast.parse(inspect.getsource(cast(type, cls)))
    body = cast(ast.ClassDef, tree.body[0]).body
    told: dict[str, str] = {}
    for statement, following in pairwise(body):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            told[statement.target.id] = _first_paragraph(following.value.value)
    return told


def _first_paragraph(text: str | None) -> str:
    return " ".join((text or "").strip().split("\n\n")[0].split())
