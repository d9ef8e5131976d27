"""Noticing that a plugin wrote on what it was given, past frozen.

What it was given is its own, so that nobody else is hurt; but it is told. Records are shared, and what is written
into those is not noticed: only a process of its own keeps a plugin from that.
"""

from functools import cache
from operator import is_not

import attrs

from pilkada_outreach.snapshot import Snapshot


@attrs.frozen
class Seal:
    """What the fields of a frozen object held before it was handed out."""

    given: object
    values: tuple[object, ...]
    size: int

    @classmethod
    def on(cls, given: object) -> "Seal":
        """Remember an attrs object's fields, and how many records its snapshot has."""
        values = _values(given)
        return cls(given, values, _size(values))

    def is_broken(self) -> bool:
        """Whether a field holds something else now, or records are missing or more."""
        now = _values(self.given)
        return any(map(is_not, now, self.values)) or _size(self.values) != self.size


@cache
def _names(cls: type[attrs.AttrsInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(cls))


def _values(given: object) -> tuple[object, ...]:
    cls = type(given)
    return tuple(getattr(given, name) for name in _names(cls)) if attrs.has(cls) else ()


def _size(values: tuple[object, ...]) -> int:
    return sum(len(value) for value in values if isinstance(value, Snapshot))
