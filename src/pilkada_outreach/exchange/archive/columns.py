"""What is known about each column of a family's table: type, meaning, and where it leads."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import cast

import attrs

from pilkada_outreach._record import record_info
from pilkada_outreach._types import optional, unwrap
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import RefersTo
from pilkada_outreach.history.views import SQLType, view_columns

Schema = dict[str, object]
_TERMS = {"election": "pemilihan"}
"""Of families whose sentence has no brackets."""


@attrs.frozen(kw_only=True)
class Column:
    """One column of a table."""

    name: str
    type: SQLType
    nullable: bool
    """Whether a cell may be null."""
    description: str
    """What the record class says of the field, in English with the Indonesian term."""
    choices: tuple[str, ...] = ()
    """The values that a closed list has."""
    refers_to: str = ""
    """The family whose ids stand in it; empty where it is none, or one of several."""
    part: str = ""
    """The name of the parts that a list holds."""


@cache
def columns_of(family: str) -> tuple[Column, ...]:
    """The columns of a family's table, in their order."""
    schema = schema_of(family)
    return tuple(
        Column(
            name=column.name,
            type=column.type,
            nullable=_nullable(FAMILIES[family], column.path),
            description=" ".join(_told(schema, column.path)),
            choices=_choices(schema, column.path),
            refers_to=_refers_to(FAMILIES[family], column.path),
            part=_part(schema, column.path),
        )
        for column in view_columns(family)
    )


@cache
def schema_of(family: str) -> Schema:
    """The JSON Schema of a family, as it is shipped; its descriptions are the docstrings."""
    text = files("pilkada_outreach.exchange").joinpath("schemas", f"{family}.json").read_bytes()
    return cast(Schema, json.loads(text))


def family_words(family: str) -> str:
    """What a family is, in one sentence."""
    return str(schema_of(family)["description"])


def indonesian(family: str) -> str:
    """The Indonesian term of a family: what stands in brackets in its sentence."""
    words = family_words(family)
    term = words.partition("(")[2].partition(")")[0]
    return term.split(",")[0].split(":")[0].strip() or _TERMS.get(family, family)


@attrs.frozen(kw_only=True)
class Part:
    """A part that stands inside records: a signature, a contact."""

    name: str
    description: str
    fields: tuple[tuple[str, str], ...]
    """Each name with what it means."""


@cache
def parts() -> tuple[Part, ...]:
    """Every part of the records of all families, by name."""
    found: dict[str, Schema] = {}
    for family in sorted(FAMILIES):
        found.update(cast(dict[str, Schema], schema_of(family).get("$defs", {})))
    return tuple(_as_part(name, found[name]) for name in sorted(found))


def _as_part(name: str, schema: Schema) -> Part:
    properties = cast(dict[str, Schema], schema["properties"])
    return Part(
        name=name,
        description=str(schema["description"]),
        fields=tuple(
            (field, " ".join(filter(None, (_words(found), _inside(found)))))
            for field, found in properties.items()
        ),
    )


def _inside(schema: Schema) -> str:
    """The choices of a field, or the part it holds, as words."""
    choices = cast(list[object], _plain(schema).get("enum", []))
    part = _part_name(schema)
    return " · ".join(f"`{choice}`" for choice in choices) or (f"→ {part}" if part else "")


def _part_name(schema: Schema) -> str:
    plain = _plain(schema)
    items = plain.get("items")
    below = _plain(cast(Schema, items)) if isinstance(items, dict) else plain
    return str(below.get("$ref", "")).rpartition("/")[2]


def _part(schema: Schema, path: tuple[str, ...]) -> str:
    *_, last = _steps(schema, path)
    return _part_name(last)


def _words(schema: Schema) -> str:
    return str(schema.get("description", ""))


def _steps(schema: Schema, path: tuple[str, ...]) -> Iterator[Schema]:
    """The schemas of the fields on the way to a column."""
    holder = schema
    for name in path:
        holder = cast(Schema, cast(Schema, holder["properties"])[name])
        yield holder
        part = _part_name(holder)
        if part:
            holder = cast(Schema, cast(Schema, schema["$defs"])[part])


def _plain(schema: Schema) -> Schema:
    """The schema beside null."""
    ways = schema.get("anyOf")
    return cast(list[Schema], ways)[0] if isinstance(ways, list) else schema


def _told(schema: Schema, path: tuple[str, ...]) -> Iterator[str]:
    """What is said of a column; of a part without words of its own, what the part is."""
    for found in _steps(schema, path):
        part = _part_name(found)
        words = _words(found)
        if not words and part:
            words = _words(cast(Schema, cast(Schema, schema["$defs"])[part]))
        if words:
            yield words


def _choices(schema: Schema, path: tuple[str, ...]) -> tuple[str, ...]:
    *_, last = _steps(schema, path)
    return tuple(map(str, cast(list[object], _plain(last).get("enum", []))))


def _annotations(cls: type, path: tuple[str, ...]) -> Iterator[object]:
    for name in path:
        (annotation,) = (field.type for field in record_info(cls).fields if field.name == name)
        yield annotation
        plain = unwrap(annotation)[0]
        cls = cast(type, unwrap(optional(plain) or plain)[0])


def _nullable(cls: type, path: tuple[str, ...]) -> bool:
    return any(
        optional(unwrap(annotation)[0]) is not None for annotation in _annotations(cls, path)
    )


def _refers_to(cls: type, path: tuple[str, ...]) -> str:
    *_, last = _annotations(cls, path)
    plain, extras = unwrap(last)
    extras = (*extras, *unwrap(optional(plain))[1])
    for extra in extras:
        if isinstance(extra, RefersTo) and len(extra.families) == 1:
            return extra.families[0] if extra.families[0] in FAMILIES else ""
    return ""
