"""Taking things out of the plugin API slowly: what is to go warns for two minor versions first.

A field of a context that was renamed, after `ADDRESS = Deprecation(what="StoreContext.address", since="0.3", ...)`:

    class StoreContext:
        url: str

        @ADDRESS.field
        def address(self) -> str:
            return self.url

A hook that is to go is specified with `warn_on_impl=GOING.warning()`, which is pluggy's own. Both warn where a
plugin uses them, and `overdue` tells what should be gone by now.
"""

import warnings
from collections.abc import Callable, Iterable
from typing import Generic, Self, TypeVar, overload

import attrs

C = TypeVar("C")
T = TypeVar("T")
LASTS = 2
"""How many minor versions go on offering what is to go, from the first that warns."""


@attrs.frozen(kw_only=True)
class Deprecation:
    """That a part of the plugin API is going to go."""

    what: str
    """`StoreContext.address`."""
    since: str
    """The first version that warns: `0.3`."""
    use: str
    """What takes its place."""

    @property
    def gone_in(self) -> str:
        """The first version that may be without it."""
        major, minor = _version(self.since)
        return f"{major}.{minor + LASTS}"

    def field(self, read: Callable[[C], T]) -> "DeprecatedField[C, T]":
        """Make a method of a context a field that is to go."""
        return DeprecatedField(self, read)

    def warning(self) -> DeprecationWarning:
        """What the author of a plugin is told."""
        return DeprecationWarning(
            f"{self.what} is deprecated since {self.since} and goes in {self.gone_in}; use {self.use}"
        )


class DeprecatedField(Generic[C, T]):
    """A field of a context that is to go: reading it still works, and warns."""

    def __init__(self, deprecation: Deprecation, read: Callable[[C], T]) -> None:
        self.deprecation = deprecation
        self._read = read

    @overload
    def __get__(self, context: None, owner: type) -> Self: ...
    @overload
    def __get__(self, context: C, owner: type) -> T: ...
    def __get__(self, context: C | None, owner: type) -> Self | T:
        if context is None:
            return self
        warnings.warn(self.deprecation.warning(), stacklevel=2)
        return self._read(context)


def overdue(deprecations: Iterable[Deprecation], version: str) -> tuple[Deprecation, ...]:
    """What should not be there any more in a version of the library."""
    now = _version(version)
    return tuple(each for each in deprecations if now >= _version(each.gone_in))


def _version(text: str) -> tuple[int, int]:
    major, minor, *_ = text.split(".")
    return int(major), int(minor)
