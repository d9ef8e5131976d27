"""The plugins of one host: the installed ones that may be used, and the ones that were given."""

from collections.abc import Iterator, Sequence
from types import ModuleType

import attrs

from pilkada_outreach._text import nearest
from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.discovery import FoundPlugin, Selection
from pilkada_outreach.plugins.limit import TimeLimit
from pilkada_outreach.plugins.member import Member


@attrs.frozen
class Roster:
    """Makes members of what was found and given."""

    given: tuple[object, ...]
    selection: Selection
    limit: float | None
    """The seconds that a call into another's plugin may take."""
    isolate: frozenset[str]

    def own(self, plugin: FoundPlugin) -> Member:
        """The library's own plugin, loaded. It has no limit: a long job of the library is no hang."""
        member = self._member(plugin)
        if member.is_loaded:
            member.load(plugin.load)
        return member

    def gather(self, found: Sequence[FoundPlugin], own: Sequence[Member]) -> tuple[Member, ...]:
        """Every plugin with its hooks read, or with the cause why not, by name.

        Of two installed plugins that may both be used and have one name, neither is: no list of names
        could tell them apart.
        """
        installed = [
            (own[0] if plugin.is_own and own else self._member(plugin), plugin) for plugin in found
        ]
        _refuse_same_names([member for member, _ in installed if member.is_loaded])
        members: list[Member] = []
        for member, plugin in installed:
            works = member.is_loaded and (member in own or member.load(plugin.load))
            if works and (first := _same_plugin(member, members)):
                member.disable(f"the same object as the {first}")
            members.append(member)
        for name, plugin_object in _named({member.name for member in members}, self.given):
            member = Member(name=name, limit=self._time_limit(), is_isolated=name in self.isolate)
            if name in self.selection.block:
                member.disable("blocked with block=")
            else:
                member.take(plugin_object)
                if _same_plugin(member, members):
                    continue  # installed as well; it is there already, under its own name
            members.append(member)
        return tuple(sorted(members, key=lambda member: (member.name, member.distribution)))

    def _member(self, plugin: FoundPlugin) -> Member:
        member = Member(
            name=plugin.name,
            distribution=plugin.distribution,
            version=plugin.version,
            is_own=plugin.is_own,
            is_isolated=plugin.name in self.isolate,
            limit=None if plugin.is_own else self._time_limit(),
        )
        if refusal := self.selection.refusal(plugin):
            member.disable(refusal)
        return member

    def _time_limit(self) -> TimeLimit | None:
        return None if self.limit is None else TimeLimit(self.limit)


def absent(members: Sequence[Member], selection: Selection) -> Iterator[Member]:
    """A line for each name that was asked for or blocked, and that no plugin has.

    A misspelled name would otherwise leave a plugin out, or let one in, without a word.
    """
    names = {member.name for member in members}
    for name, where in sorted(selection.wanted().items()):
        if name not in names:
            cause = f"named in {where}, but not installed{did_you_mean(name, names)}"
            member = Member(name=name)
            member.fail(PluginError(name, cause))
            yield member
    for name in sorted(selection.block - names - selection.wanted().keys()):
        member = Member(name=name)
        member.disable(f"blocked with block=, but not installed{did_you_mean(name, names)}")
        yield member


def did_you_mean(name: str, names: set[str]) -> str:
    """The end of a message about a name that no plugin has."""
    meant = nearest(name, sorted(names))
    return f"; did you mean {meant!r}?" if meant else ""


def _refuse_same_names(members: Sequence[Member]) -> None:
    by_name: dict[str, list[Member]] = {}
    for member in members:
        by_name.setdefault(member.name, []).append(member)
    for name, namesakes in by_name.items():
        if len(namesakes) > 1:
            cause = (
                f"{' and '.join(map(str, namesakes))} have one name; uninstall one, or block both"
            )
            for member in namesakes:
                if not member.is_own:
                    member.fail(PluginError(name, cause))


def _same_plugin(member: Member, members: Sequence[Member]) -> Member | None:
    if member.plugin is None:
        return None
    # by identity: two equal instances are two plugins
    return next((other for other in members if other.plugin is member.plugin), None)


def _named(taken: set[str], given: Sequence[object]) -> Iterator[tuple[str, object]]:
    """Given plugins by name; a second instance of a class gets a number."""
    for name, plugin in sorted(
        ((_name(plugin), plugin) for plugin in given), key=lambda pair: pair[0]
    ):
        number = 1
        unique = name
        while unique in taken:
            number += 1
            unique = f"{name}#{number}"
        taken.add(unique)
        yield unique, plugin


def _name(plugin: object) -> str:
    if isinstance(plugin, ModuleType):
        return plugin.__name__
    kind = plugin if isinstance(plugin, type) else type(plugin)
    return f"{kind.__module__}:{kind.__qualname__}"
