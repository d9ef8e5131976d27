"""What of a broken document can still be read, so that the rest of it is judged too."""

from collections.abc import Iterator, Mapping
from typing import cast

from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import item_type, optional, unwrap
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.serialization import read


def readable_records(cls: type, value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """The outermost records inside a plain value that can be read, each with its path.

    Where a record cannot be read, its children are tried one by one.
    """
    if not isinstance(value, Mapping):
        return
    try:
        yield path, read(cls, cast(object, value))
    except ValidationFailed:
        given = cast(Mapping[str, object], value)
        for field in record_info(cls).fields:
            if field.name in given:
                below = f"{path}.{field.name}" if path else field.name
                yield from _inside(field.type, given[field.name], below)


def _inside(annotation: object, value: object, path: str) -> Iterator[tuple[str, object]]:
    plain = unwrap(annotation)[0]
    plain = optional(plain) or plain
    item = item_type(plain)
    if item is not None and isinstance(value, list):
        for number, member in enumerate(cast(list[object], value)):
            yield from _inside(item, member, f"{path}[{number}]")
    elif isinstance(plain, type) and is_record(plain):
        yield from readable_records(plain, value, path)
