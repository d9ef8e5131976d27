"""The views that other programs read a register in PostgreSQL by: typed columns, each with its comment."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import cast

from pilkada_outreach.adapters.stores._sql_schema import comment
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.history.views import SQLType, ViewColumn, view_columns, view_name

Schema = dict[str, object]

_CASTS: dict[SQLType, str] = {
    "text": "",
    "integer": "::bigint",
    "boolean": "::boolean",
    "date": "::date",
    "timestamp": "::timestamptz",
    "numeric": "::numeric",
}
_RECORDS = """CREATE VIEW records AS
    SELECT d.family, d.id, d.version, v.commission, v.area, v.first_day, v.last_day,
        c.actor AS author, c.at, c.reason, convert_from(v.body, 'UTF8') AS body
    FROM documents AS d
    JOIN versions AS v ON v.seq = d.seq
    JOIN changes AS c ON c.number = v.change"""
_SAYS = {
    "family": "what kind of record it is",
    "id": "the record",
    "version": "its latest version",
    "commission": "whose record it is; empty for none",
    "area": "the code of the area that it is about; empty for none",
    "first_day": "the first day that it is about; NULL: open",
    "last_day": "the last day that it is about; NULL: open",
    "author": "who wrote this version",
    "at": "when",
    "reason": "why",
    "body": "all of it as JSON, without personal data",
}


def views() -> Iterator[str]:
    """What makes the view `records`, and one view for each family of records."""
    yield _RECORDS
    yield comment("VIEW", "records", "The latest version of every record.")
    yield from (comment("COLUMN", f"records.{name}", says) for name, says in _SAYS.items())
    for family in FAMILIES:
        yield from _view(family)


def _view(family: str) -> Iterator[str]:
    name, columns = f'"{view_name(family)}"', view_columns(family)
    listed = ",\n        ".join(f'{_value(column)} AS "{column.name}"' for column in columns)
    # OFFSET 0 keeps the planner from parsing the body again for each column
    yield f"""CREATE VIEW {name} AS SELECT
        {listed}
        FROM versions AS v
        CROSS JOIN LATERAL (SELECT convert_from(v.body, 'UTF8')::jsonb AS body OFFSET 0) AS b
        WHERE v.until IS NULL AND v.family = '{family}'"""  # noqa: S608  # our own text
    shipped = files("pilkada_outreach.exchange") / "schemas" / f"{family}.json"
    schema = cast(Schema, json.loads(shipped.read_text(encoding="utf-8")))
    yield comment("VIEW", name, str(schema["description"]))
    for column in columns:
        says = _description(schema, column.path)
        if says:
            yield comment("COLUMN", f'{name}."{column.name}"', says)


def _value(column: ViewColumn) -> str:
    if column.path == ("id",):
        return "v.id"  # so that a look-up by id finds the index
    path = ",".join(column.path)
    if column.type == "json":
        return f"nullif(b.body #> '{{{path}}}', 'null')"
    return f"(b.body #>> '{{{path}}}'){_CASTS[column.type]}"


def _description(schema: Schema, path: tuple[str, ...]) -> str:
    """What the JSON Schema of a family says of the field at a path."""
    here = schema
    for step in path:
        here = cast(dict[str, Schema], _record(schema, here)["properties"])[step]
    return str(here.get("description", ""))


def _record(schema: Schema, here: Schema) -> Schema:
    """The schema of the record that stands at a place, where it is referred to and may be null."""
    for choice in cast(list[Schema], here.get("anyOf", [here])):
        if "$ref" in choice:
            name = str(choice["$ref"]).rpartition("/")[2]
            return cast(dict[str, Schema], schema["$defs"])[name]
    return here
