"""What became of each plugin, for the person who wonders why a channel is not there."""

from typing import Literal

import attrs

PluginStatus = Literal["loaded", "troubled", "disabled", "failed"]
"""`troubled`: it is used, though one of its calls failed or one of its names is taken; `disabled`: left out on
purpose (not allowed, blocked, made for another API); `failed`: it is broken, and not used."""

_HEAD = ("plugin", "distribution", "version", "api", "status", "offers, or why not")


@attrs.frozen(kw_only=True)
class PluginLine:
    """One plugin and what became of it."""

    name: str
    distribution: str = ""
    """The installed distribution that it came with; empty when it was given as an object."""
    version: str = ""
    api: int | None = None
    """The version of the plugin API that it was made for; None when it was not imported."""
    status: PluginStatus
    cause: str = ""
    """Why it is troubled, disabled or failed, in one line; empty when it is loaded."""
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

    @property
    def troubled(self) -> tuple[PluginLine, ...]:
        """The lines of the plugins that are used, though something went wrong in them."""
        return tuple(line for line in self.lines if line.status == "troubled")

    def __str__(self) -> str:
        rows = [_HEAD, *(_row(line) for line in self.lines)]
        # the last column is left as long as it is: a cause that is cut off helps nobody
        widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD) - 1)]
        return "\n".join(
            "  ".join([*map(str.ljust, row[:-1], widths), row[-1]]).rstrip() for row in rows
        )


def _row(line: PluginLine) -> tuple[str, ...]:
    offers = ", ".join(line.offers)
    last = "; ".join(part for part in (line.cause, offers) if part)
    api = "-" if line.api is None else str(line.api)
    return (line.name, line.distribution or "-", line.version or "-", api, line.status, last or "-")
