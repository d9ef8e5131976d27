"""The plugins of one host: the installed ones that may be used, and the ones that were given."""

from collections.abc import Iterator, Sequence
from types import ModuleType

from pilkada_outreach._text import nearest
from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.discovery import FoundPlugin, Selection
from pilkada_outreach.plugins.member import Member


def gather(
    given: Sequence[object], found: Sequence[FoundPlugin], selection: Selection
) -> tuple[Member, ...]:
    """Every plugin with its hooks read, or with the cause why not, by name.

    Raises PluginError when two installed plugins that may both be used have one name: no list of
    names could tell them apart.
    """
    installed = [(_member(plugin, selection), plugin) for plugin in found]
    _check_names([member for member, _ in installed if member.is_loaded])
    members: list[Member] = []
    for member, plugin in installed:
        works = member.is_loaded and member.load(plugin.load)
        if works and (first := _same_plugin(member, members)):
            member.disable(f"the same object as the {first}")
        members.append(member)
    for member, plugin_object in _named({member.name for member in members}, given):
        if member.name in selection.block:
            member.disable("blocked with block=")
        else:
            member.take(plugin_object)
            if _same_plugin(member, members):
                continue  # installed as well; it is there already, under its own name
        members.append(member)
    return tuple(sorted(members, key=lambda member: (member.name, member.distribution)))


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


def _member(plugin: FoundPlugin, selection: Selection) -> Member:
    member = Member(name=plugin.name, distribution=plugin.distribution, version=plugin.version)
    if refusal := selection.refusal(plugin):
        member.disable(refusal)
    return member


def _check_names(members: Sequence[Member]) -> None:
    by_name: dict[str, Member] = {}
    for member in members:
        other = by_name.setdefault(member.name, member)
        if other is not member:
            raise PluginError(
                member.name, f"{other} and {member} have one name; uninstall one, or block both"
            )


def _same_plugin(member: Member, members: Sequence[Member]) -> Member | None:
    if member.plugin is None:
        return None
    # by identity: two equal instances are two plugins
    return next((other for other in members if other.plugin is member.plugin), None)


def _named(taken: set[str], given: Sequence[object]) -> Iterator[tuple[Member, object]]:
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
        yield Member(name=unique), plugin


def _name(plugin: object) -> str:
    if isinstance(plugin, ModuleType):
        return plugin.__name__
    kind = plugin if isinstance(plugin, type) else type(plugin)
    return f"{kind.__module__}:{kind.__qualname__}"
