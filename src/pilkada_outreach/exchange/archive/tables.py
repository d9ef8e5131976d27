"""The latest records of a family as CSV, and back.

RFC 4180 in UTF-8 with LF. Nothing between two commas is null, `""` is a text that is empty. Lists are JSON.
A text that a spreadsheet could take for a formula has an apostrophe in front, and so has one that
starts with an apostrophe: `text_of` takes it off again.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import cast

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.views import ViewColumn, view_columns
from pilkada_outreach.ports import StoredRecord
from pilkada_outreach.serialization.documents import canonical, load_trusted
from pilkada_outreach.serialization.strict import plain
from pilkada_outreach.serialization.versions import version_of

Cell = str | int | bool | None
_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n']")
_QUOTED = re.compile(r'[",\r\n]')


def table_lines(family: str, rows: Iterable[StoredRecord]) -> Iterator[bytes]:
    """The head and a row for each record. Raises StoreError for a body that is no record."""
    columns = _columns(family)
    yield csv_line(column.name for column in columns)
    for row in rows:
        try:
            cells = cells_of(family, row.body)
        except (ValueError, LookupError, TypeError) as error:
            raise StoreError(f"{row.id} holds no record; verify the register") from error
        yield csv_line(
            safe(cell) if column.type == "text" and isinstance(cell, str) else cell
            for column, cell in zip(columns, cells, strict=True)
        )


def cells_of(family: str, body: bytes) -> tuple[Cell, ...]:
    """The value of each column in a body; lists as JSON.

    A body that an earlier library wrote is brought up to date.
    """
    columns = _columns(family)
    document: object = json.loads(body)
    try:
        if _version(document) == version_of(family):
            return tuple(_cell(document, column) for column in columns)
    except KeyError:  # a field that came later
        pass
    document = plain(load_trusted(FAMILIES[family], body))
    return tuple(_cell(document, column) for column in columns)


def csv_line(cells: Iterable[Cell]) -> bytes:
    """One row of a CSV file."""
    return (",".join(map(_written, cells)) + "\n").encode()


def text_of(cell: str) -> str:
    """The text that a cell stands for."""
    return cell.removeprefix("'")


def safe(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


@cache
def _columns(family: str) -> tuple[ViewColumn, ...]:
    return view_columns(family)


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case _:
            doubled = cell.replace('"', '""')
            return f'"{doubled}"' if not cell or _QUOTED.search(cell) else cell


def _version(document: object) -> object:
    return cast(dict[str, object], document).get("version") if isinstance(document, dict) else None


def _cell(value: object, column: ViewColumn) -> Cell:
    for step in column.path:
        if value is None:
            return None
        value = cast(Mapping[str, object], value)[step]
    if value is None or isinstance(value, bool | int):
        return value
    return canonical(value).decode() if column.type == "json" else str(value)
