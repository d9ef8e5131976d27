"""What became of each plugin, for the person who wonders why a channel is not there."""

from typing import Literal

import attrs

PluginStatus = Literal["loaded", "disabled", "failed"]
"""`disabled`: left out on purpose (not allowed, blocked, made for another API); `failed`: it is broken."""

_HEAD = ("plugin", "distribution", "version", "status", "offers, or why not")


@attrs.frozen(kw_only=True)
class PluginLine:
    """One plugin and what became of it."""

    name: str
    distribution: str = ""
    """The installed distribution that it came with; empty when it was given as an object."""
    version: str = ""
    status: PluginStatus
    cause: str = ""
    """Why it is disabled or failed, in one line; empty when it is loaded."""
    offers: tuple[str, ...] = ()
    """`channel website`, `report coverage`; a plugin that failed offers nothing."""


@attrs.frozen
class PluginReport:
    """What became of every plugin that was found or given, by name."""

    lines: tuple[PluginLine, ...]

    @property
    def failed(self) -> tuple[PluginLine, ...]:
        """The lines of the plugins that are broken."""
        return tuple(line for line in self.lines if line.status == "failed")

    def __str__(self) -> str:
        rows = [_HEAD, *(_row(line) for line in self.lines)]
        # the last column is left as long as it is: a cause that is cut off helps nobody
        widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
        return "\n".join(
            "  ".join([*map(str.ljust, row[:-1], widths), row[-1]]).rstrip() for row in rows
        )


def _row(line: PluginLine) -> tuple[str, ...]:
    last = line.cause or ", ".join(line.offers)
    return (line.name, line.distribution or "-", line.version or "-", line.status, last or "-")
