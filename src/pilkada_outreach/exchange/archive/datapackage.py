"""The tables of an archive as a Data Package with Table Schemas (datapackage.org, version 2)."""

import json
from collections.abc import Mapping

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.exchange.archive.columns import Column, columns_of, family_words
from pilkada_outreach.exchange.archive.evidence import EVIDENCE_COLUMNS, EvidenceState
from pilkada_outreach.exchange.archive.layout import EVIDENCE_LIST, table_file
from pilkada_outreach.exchange.archive.zipping import FileSeal
from pilkada_outreach.history.views import SQLType

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

_TYPES: dict[SQLType, str] = {
    "text": "string",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "datetime",
    "numeric": "number",
    "json": "array",
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
Descriptor = dict[str, object]


def datapackage(seals: Mapping[str, FileSeal]) -> bytes:
    """The descriptor of the tables whose sizes and hashes these are."""
    document: Descriptor = {
        "$schema": PROFILE,
        "name": "pilkada-outreach-archive",
        "title": "Arsip register sosialisasi / Archive of an outreach register",
        "resources": [
            *(
                _resource(family, table_file(family), family_words(family), _schema(family), seals)
                for family in sorted(FAMILIES)
            ),
            _resource(
                "evidence-files",
                EVIDENCE_LIST,
                "The files that records name as evidence (berkas bukti).",
                _evidence_schema(),
                seals,
            ),
        ],
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def _resource(
    name: str, path: str, words: str, schema: Descriptor, seals: Mapping[str, FileSeal]
) -> Descriptor:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "description": words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": seals[path].bytes,
        "hash": f"sha256:{seals[path].sha256}",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _schema(family: str) -> Descriptor:
    columns = columns_of(family)
    schema: Descriptor = {"fields": [_field(column) for column in columns], "primaryKey": ["id"]}
    keys = [_foreign_key(column, family) for column in columns if column.refers_to]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> Descriptor:
    field: Descriptor = {"name": column.name, "type": _TYPES[column.type]}
    if column.description:
        field["description"] = column.description
    if column.nullable:
        field["missingValues"] = [""]
    else:
        field["missingValues"] = []  # an empty text is a text
        field["constraints"] = {"required": True}
    if column.choices:
        constraints: Descriptor = {"enum": list(column.choices)}
        field["constraints"] = constraints if column.nullable else {"required": True, **constraints}
    return field


def _foreign_key(column: Column, family: str) -> Descriptor:
    reference: Descriptor = {"fields": ["id"]}
    if column.refers_to != family:
        reference["resource"] = column.refers_to
    return {"fields": [column.name], "reference": reference}


def _evidence_schema() -> Descriptor:
    words = {
        "record": "The record that names the file.",
        "field": "Where in the record.",
        "file_name": "The name that the record gives it.",
        "sha256": "Of the exact bytes of the file, in hexadecimal.",
        "state": "What became of it.",
        "file": "Where it is in the archive.",
    }
    fields: list[Descriptor] = [
        {"name": name, "type": "string", "description": words[name], "missingValues": []}
        for name in EVIDENCE_COLUMNS
    ]
    fields[4]["constraints"] = {"required": True, "enum": [state.value for state in EvidenceState]}
    fields[5]["missingValues"] = [""]
    return {"fields": fields}
