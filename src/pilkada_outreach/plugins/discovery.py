"""Which plugins are installed, and which of them may be imported. Nothing is imported here."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Self

import attrs

from pilkada_outreach.plugins.boundary import in_one_line
from pilkada_outreach.plugins.hooks import GROUP

if TYPE_CHECKING:
    from importlib.metadata import Distribution

VARIABLE = "PILKADA_OUTREACH_PLUGINS"
"""Names of plugins with commas between them; empty for none but the library's own, unset for all."""
OWN_PLUGIN = "builtin"
OWN_DISTRIBUTION = "pilkada-outreach"


@attrs.frozen(kw_only=True)
class FoundPlugin:
    """An installed plugin that was not imported yet."""

    name: str
    distribution: str
    version: str
    load: Callable[[], object]
    """Import it. Raises whatever its module raises."""

    @property
    def is_own(self) -> bool:
        """Whether it is this library's own; a plugin that only borrows the name is not."""
        return self.name == OWN_PLUGIN and self.distribution == OWN_DISTRIBUTION


def find_own() -> tuple[FoundPlugin, ...]:
    """The library's own plugin, found without looking at any other distribution."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        own = distribution(OWN_DISTRIBUTION)
    except PackageNotFoundError:  # sources on the path that are not installed
        return ()
    return tuple(plugin for plugin in _plugins_of(OWN_DISTRIBUTION, own) if plugin.is_own)


def find_plugins() -> tuple[FoundPlugin, ...]:
    """The installed plugins of the group `pilkada_outreach.v1`, by name, in one scan of metadata.

    `importlib.metadata.entry_points` would do the same in one line, but a single distribution with
    a broken file makes it raise for all of them. Here only that distribution fails.
    """
    from importlib.metadata import distributions

    found: dict[str, tuple[FoundPlugin, ...]] = {}
    for distribution in distributions():
        if not _may_have_plugins(distribution):
            continue
        name = _name(distribution)
        key = re.sub(r"[-_.]+", "-", name).lower()  # one distribution may be on the path twice
        if key not in found:
            found[key] = tuple(_plugins_of(name, distribution))
    plugins = (plugin for of_one in found.values() for plugin in of_one)
    return tuple(sorted(plugins, key=lambda plugin: (plugin.name, plugin.distribution)))


def _may_have_plugins(distribution: "Distribution") -> bool:
    # The text is looked through before anything is parsed: parsing every distribution's metadata is
    # what makes the start of other hosts slow.
    try:
        return GROUP in (distribution.read_text("entry_points.txt") or "")
    except Exception:  # noqa: BLE001 - nobody can tell whose file this is, so it is nobody's plugin
        return False


def _name(distribution: "Distribution") -> str:
    try:
        return str(distribution.metadata["Name"] or "")
    except Exception:  # noqa: BLE001 - without a name it still gets a line in the report
        return ""


def _plugins_of(name: str, distribution: "Distribution") -> Iterator[FoundPlugin]:
    from importlib.metadata import distribution as first_on_path

    try:
        if not name:
            raise LookupError("METADATA is missing, or has no name")
        # An older copy further down the path is what Python would not import.
        distribution = first_on_path(name)
        version = distribution.metadata["Version"] or ""
        entry_points = [point for point in distribution.entry_points if point.group == GROUP]
    except Exception as error:  # noqa: BLE001 - it is raised again where the plugin would be loaded
        yield FoundPlugin(
            name=name or "unnamed", distribution=name, version="", load=_raising(error)
        )
        return
    for point in entry_points:
        yield FoundPlugin(name=point.name, distribution=name, version=version, load=point.load)


def _raising(error: Exception) -> Callable[[], object]:
    def load() -> object:
        raise ImportError(f"its metadata cannot be read: {in_one_line(error)}") from error

    return load


@attrs.frozen(kw_only=True)
class Selection:
    """Which plugins may be imported: each list that is there must have the name, and `block` must not."""

    allow: frozenset[str] | None
    block: frozenset[str]
    environment: frozenset[str] | None
    """What the environment variable said; None when it is not set."""

    @classmethod
    def now(cls, allow: Collection[str] | None, block: Collection[str]) -> Self:
        """The lists that were given, and the environment as it is at this moment."""
        import os

        for names in (allow, block):
            if isinstance(names, str):  # its letters would be taken for names
                raise TypeError(f"give a tuple of names, not the text {names!r}")
        said = os.environ.get(VARIABLE)
        return cls(
            allow=None if allow is None else frozenset(allow),
            block=frozenset(block),
            environment=None if said is None else frozenset(_names(said)),
        )

    def refusal(self, plugin: FoundPlugin) -> str:
        """Why an installed plugin may not be imported; empty when it may.

        The lists of what is allowed are about other people's plugins: the library's own goes only
        when it is blocked by name.
        """
        if plugin.name in self.block:
            return "blocked with block="
        if plugin.is_own:
            return ""
        if self.allow is not None and plugin.name not in self.allow:
            return "not among the names in allow="
        if self.environment is not None and plugin.name not in self.environment:
            return f"not among the names in {VARIABLE}"
        return ""

    def wanted(self) -> dict[str, str]:
        """The plugins that were asked for by name, and where; each ought to be installed."""
        wanted = dict.fromkeys(self.environment or (), VARIABLE)
        return wanted | dict.fromkeys(self.allow or (), "allow=")


def _names(text: str) -> Iterator[str]:
    return (name.strip() for name in text.split(",") if name.strip())
