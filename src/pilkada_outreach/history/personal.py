"""Personal values, kept apart from the bodies they belong to, so that they can be erased."""

import json
from collections.abc import Iterator
from functools import cache
from typing import cast

from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import item_type, optional, unwrap
from pilkada_outreach.domain.values import WITHHELD
from pilkada_outreach.ports import PersonalValue, StoredRecord
from pilkada_outreach.serialization.documents import canonical


def apart(cls: type, body: bytes) -> tuple[bytes, tuple[PersonalValue, ...]]:
    """A record's canonical body with `WITHHELD` in the place of each personal value, and the values."""
    if not _holds_personal(cls):
        return body, ()
    document = cast(dict[str, object], json.loads(body))
    values = tuple(_taken(cls, document, ""))
    return (canonical(document), values) if values else (body, ())


def whole(stored: StoredRecord) -> bytes:
    """The body with its personal values in their places; an erased one stays withheld.

    Raises ValueError where the body is damaged and has no such place.
    """
    if not stored.personal:
        return stored.body
    document: object = json.loads(stored.body)
    for personal in stored.personal:
        *above, last = personal.path.split(".")
        holder = document
        for step in above:
            holder = _below(holder, step)
        _below(holder, last)
        cast(dict[str, object], holder)[last] = personal.value
    return canonical(document)


def _below(holder: object, step: str) -> object:
    if isinstance(holder, list):
        members = cast(list[object], holder)
        if step.isdecimal() and int(step) < len(members):
            return members[int(step)]
    if isinstance(holder, dict) and step in holder:
        return cast(dict[str, object], holder)[step]
    raise ValueError(f"the body has no {step!r} where a personal value belongs")


def _taken(cls: type, document: dict[str, object], path: str) -> Iterator[PersonalValue]:
    for field in record_info(cls).fields:
        value = document.get(field.name)
        if field.personal:
            if isinstance(value, str) and value not in ("", WITHHELD):
                document[field.name] = WITHHELD
                yield PersonalValue(path=f"{path}{field.name}", value=value)
            continue
        inner = _record_in(field.type)
        if inner is None:
            continue
        if isinstance(value, dict):
            yield from _taken(inner, cast(dict[str, object], value), f"{path}{field.name}.")
        elif isinstance(value, list):
            for place, member in enumerate(cast(list[dict[str, object]], value)):
                yield from _taken(inner, member, f"{path}{field.name}.{place}.")


@cache
def _holds_personal(cls: type) -> bool:
    return any(
        field.personal or ((inner := _record_in(field.type)) is not None and _holds_personal(inner))
        for field in record_info(cls).fields
    )


def _record_in(annotation: object) -> type | None:
    plain = unwrap(annotation)[0]
    plain = unwrap(optional(plain) or plain)[0]
    plain = unwrap(item_type(plain) or plain)[0]
    return cast(type, plain) if is_record(plain) else None
