"""The fast way: canonical JSON straight into the same record classes, by msgspec (extra `fast`).

It is equal to the strict way by construction: what it reads from outside is kept only when encoding it
again gives the same bytes; anything else goes the strict way.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.util import find_spec
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pilkada_outreach._record import evolve, field_values, is_record, record_info, settle
from pilkada_outreach._types import item_type, optional, unwrap
from pilkada_outreach.domain.values import Record, TextValue
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.serialization.strict import text_value

if TYPE_CHECKING:
    import msgspec

R = TypeVar("R", bound=Record)


@cache
def available() -> bool:
    """Whether msgspec is installed."""
    return find_spec("msgspec") is not None


def is_current(document: bytes, version: int) -> bool:
    """Whether a document says that it has this version. Free for version 1, before which there is none."""
    if version == 1:
        return True
    import msgspec

    try:
        return _version_decoder().decode(document).get("version") == version
    except msgspec.MsgspecError:
        return False


def decode(cls: type[R], document: bytes) -> R | None:
    """The record in a canonical document; None when the document is not what this reader can vouch for."""
    import msgspec

    try:
        record: R = _decoder(cls).decode(document)
        return record
    except (msgspec.MsgspecError, ValidationFailed, ValueError, RecursionError):
        return None


def encode(record: Record, version: int) -> bytes:
    """A record as a canonical document: keys sorted, no blanks, every field, instants in UTC."""
    names, get = _getter(type(record))
    if _has_instants(type(record)):
        record = _in_utc(record)
    document = dict(zip(names, get(record), strict=True))
    document["record"] = record.family
    document["version"] = version
    return _encoder().encode(document)


@cache
def _decoder(cls: type[R]) -> "msgspec.json.Decoder[R]":
    import msgspec

    settle(cls)  # msgspec keeps the check that a class has now
    return msgspec.json.Decoder(cls, dec_hook=_read_text_value)


@cache
def _version_decoder() -> "msgspec.json.Decoder[dict[str, int | msgspec.Raw]]":
    import msgspec

    return msgspec.json.Decoder(dict[str, int | msgspec.Raw])


@cache
def _encoder() -> "msgspec.json.Encoder":
    import msgspec

    return msgspec.json.Encoder(enc_hook=_text, order="sorted", decimal_format="string")


@cache
def _getter(cls: type[Record]) -> tuple[tuple[str, ...], Callable[[Any], tuple[object, ...]]]:
    names = record_info(cls).names
    return names, attrgetter(*names)


@lru_cache(maxsize=65_536)  # the same partners, codes and areas stand in many records
def _read_text_value(cls: Any, value: object) -> object:
    if issubclass(cls, TextValue) and type(value) is str:
        return text_value(cls, value)
    raise TypeError(f"{cls.__name__} is written as text")


_text: Callable[[object], str] = attrgetter("_text")
"""The text of a TextValue, the one kind of value that msgspec does not know."""


@cache
def _has_instants(cls: type) -> bool:
    """Whether records of this class, or of those inside them, hold instants."""
    for field in record_info(cls).fields:
        plain = unwrap(field.type)[0]
        plain = unwrap(optional(plain) or plain)[0]
        plain = unwrap(item_type(plain) or plain)[0]
        if plain is datetime or (
            isinstance(plain, type) and is_record(plain) and _has_instants(plain)
        ):
            return True
    return False


def _in_utc(record: Any) -> Any:
    """The record with its instants told in UTC; the same record when they are."""
    changes: dict[str, object] = {}
    for field, value in field_values(record):
        if isinstance(value, datetime):
            if value.tzinfo is not UTC:
                changes[field.name] = value.astimezone(UTC)
        elif isinstance(value, tuple):
            items = cast(tuple[object, ...], value)
            told = tuple(_in_utc(item) if is_record(type(item)) else item for item in items)
            if any(new is not old for new, old in zip(told, items, strict=True)):
                changes[field.name] = told
        elif is_record(type(value)) and (told := _in_utc(value)) is not value:
            changes[field.name] = told
    return evolve(record, **changes) if changes else record
