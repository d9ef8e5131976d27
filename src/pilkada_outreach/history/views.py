"""The columns of the view that each record family has in a database, so that other tools can read it."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Literal, cast

import attrs

from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import optional, unwrap
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import TextValue

SQLType = Literal["text", "integer", "boolean", "date", "timestamp", "numeric", "json"]


@attrs.frozen(kw_only=True)
class ViewColumn:
    """One column: its name, the path in the body, and its type."""

    name: str
    path: tuple[str, ...]
    type: SQLType


def view_name(family: str) -> str:
    """`information_request` for `information-request`."""
    return family.replace("-", "_")


def view_columns(family: str) -> tuple[ViewColumn, ...]:
    """The columns of a family in the order of its fields; personal data has none, lists are JSON."""
    return tuple(_columns(FAMILIES[family], (), ""))


def _columns(cls: type, path: tuple[str, ...], prefix: str) -> list[ViewColumn]:
    found: list[ViewColumn] = []
    for field in record_info(cls).fields:
        if field.personal:
            continue
        plain = unwrap(field.type)[0]
        plain = unwrap(optional(plain) or plain)[0]
        here = (*path, field.name)
        name = prefix + field.name
        if is_record(plain):
            found.extend(_columns(cast(type, plain), here, f"{name}_"))
        else:
            found.append(ViewColumn(name=name, path=here, type=_type(plain)))
    return found


def _type(plain: object) -> SQLType:
    kinds: tuple[tuple[type, SQLType], ...] = (
        (bool, "boolean"),
        (int, "integer"),
        (datetime, "timestamp"),
        (date, "date"),
        (Decimal, "numeric"),
        (str, "text"),
        (TextValue, "text"),
        (Enum, "text"),
        (time, "text"),
    )
    if isinstance(plain, type):
        for base, kind in kinds:
            if issubclass(plain, base):
                return kind
    return "json"
