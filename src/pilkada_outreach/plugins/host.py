"""The host: finds plugins, asks them what they offer, and keeps a broken one from breaking the rest."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import cast

from pilkada_outreach.errors import PluginError, UnknownName
from pilkada_outreach.plugins import kinds
from pilkada_outreach.plugins.discovery import Selection, find_own, find_plugins
from pilkada_outreach.plugins.faults import Spec
from pilkada_outreach.plugins.kinds import KINDS, Kind, S
from pilkada_outreach.plugins.limit import refuse_the_late
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.report import PluginReport
from pilkada_outreach.plugins.roster import Roster, absent, did_you_mean
from pilkada_outreach.plugins.shelf import Shelf
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    CodeListSpec,
    ExporterSpec,
    ImporterSpec,
    ListenerSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)


class PluginHost:
    """The plugins of one office. Two hosts share nothing.

    Nothing is looked for or imported before the first question, and nothing but the library's own plugin
    for what that one offers; each hook is called when its kind is asked for, once. A plugin that fails at
    any step loses all of its offers and gets its cause in `report()`. Mappings that were handed out
    before stay as they were.
    """

    def __init__(
        self,
        plugins: Iterable[object] = (),
        allow: Collection[str] | None = None,
        block: Collection[str] = (),
        *,
        strict: bool = False,
        discover: bool = True,
        replace: Mapping[str, str] | None = None,
        limit: float | None = None,
        isolate: Collection[str] = (),
    ) -> None:
        """Set up a host; only the environment is read.

        `plugins` are modules, or instances of subclasses of OutreachHooks, that need no packaging.
        `allow` and `block` name installed plugins; the environment variable PILKADA_OUTREACH_PLUGINS
        can narrow them down further. `replace={"channel website": "my-site"}` says whose offer is meant when
        two plugins have one of the same name. A `strict` host raises PluginError for a failing plugin.
        `limit` is how many seconds a call into another's plugin may take; `isolate` names plugins
        whose channels, renderers and importers run in processes of their own even where they do not ask.
        """
        if limit is not None and not limit > 0:
            raise ValueError("limit is a number of seconds above 0, or None")
        self._selection = Selection.now(allow, block)
        self._strict = strict
        self._discover = discover
        self._replace = dict(replace or {})
        self._roster = Roster(tuple(plugins), self._selection, limit, frozenset(isolate))
        self._own: tuple[Member, ...] | None = None
        self._members: tuple[Member, ...] | None = None
        self._shelves: dict[str, Shelf[Spec]] = {kind.name: self._empty(kind) for kind in KINDS}
        for offer in self._replace:
            self._check_offer(offer)

    def stores(self) -> Mapping[str, StoreSpec]:
        """The stores, by the scheme of their URLs."""
        return self._specs(kinds.STORE)

    def channels(self) -> Mapping[str, ChannelSpec]:
        """The channels, by name."""
        return self._specs(kinds.CHANNEL)

    def renderers(self) -> Mapping[str, RendererSpec]:
        """The forms of reports, by name."""
        return self._specs(kinds.RENDERER)

    def reports(self) -> Mapping[str, ReportSpec]:
        """The reports that can be made, by name."""
        return self._specs(kinds.REPORT)

    def rules(self) -> Mapping[str, RuleSpec]:
        """The rules of plugins, by name."""
        return self._specs(kinds.RULE)

    def timetables(self) -> Mapping[str, TimetableSpec]:
        """The timetables of plugins, by name."""
        return self._specs(kinds.TIMETABLE)

    def importers(self) -> Mapping[str, ImporterSpec]:
        """The forms of files to read, by name."""
        return self._specs(kinds.IMPORTER)

    def exporters(self) -> Mapping[str, ExporterSpec]:
        """The forms to write records in, by name."""
        return self._specs(kinds.EXPORTER)

    def code_lists(self) -> Mapping[str, CodeListSpec]:
        """The lists of local codes, by name."""
        return self._specs(kinds.CODE_LIST)

    def listeners(self) -> Mapping[str, ListenerSpec]:
        """Those who hear of events, by name."""
        return self._specs(kinds.LISTENER)

    def find(self, kind: Kind[S], name: str) -> Offer[S]:
        """The offer of this name. Raises UnknownName, or PluginError when two plugins offer it.

        What the library itself offers is found without importing anybody else's plugin.
        """
        refuse_the_late()
        shelf = self._shelf(kind)
        if not self._strict and self._members is None and name not in shelf.replace:
            for member in self._load_own():
                for spec in member.ask(kind):
                    if spec.name == name:
                        return Offer(kind, spec, member)
        self._load()
        try:
            return shelf.offer(name)
        except UnknownName as unknown:
            for member in self._load():
                if member.status == "failed":
                    unknown.add_note(f"{member} failed: {member.cause}")
            raise
        finally:
            self._raise_if_strict()

    def all(self, kind: Kind[S]) -> tuple[Offer[S], ...]:
        """Every offer of a kind, by name."""
        return tuple(self._offers(kind).values())

    def report(self) -> PluginReport:
        """What became of every plugin; asks every hook first, so that nothing is missing."""
        self._load()
        for shelf in self._shelves.values():
            shelf.offers()
        self._raise_if_strict()
        return PluginReport(
            tuple(
                member.line(
                    tuple(
                        offer for shelf in self._shelves.values() for offer in shelf.made_by(member)
                    )
                )
                for member in sorted(self._load(), key=lambda member: member.name)
            )
        )

    def is_complete(self) -> bool:
        """Whether every plugin that was found or given is used, so that a missing offer is nobody's."""
        return all(member.is_loaded for member in self._load())

    def close(self) -> None:
        """Let go of the threads that calls with a limit run in."""
        for member in self._members or ():
            if member.limit is not None:
                member.limit.close()

    def _empty(self, kind: Kind[Spec]) -> Shelf[Spec]:
        prefix = f"{kind.name} "
        replace = {
            offer.removeprefix(prefix): plugin
            for offer, plugin in self._replace.items()
            if offer.startswith(prefix)
        }
        return Shelf(kind, replace)

    def _check_offer(self, offer: str) -> None:
        kind, _, name = offer.partition(" ")
        if kind not in self._shelves or not name:
            raise ValueError(
                f"{offer!r} is no offer; write a kind and a name, such as 'channel website', "
                f"with one of the kinds {', '.join(self._shelves)}"
            )

    def _shelf(self, kind: Kind[S]) -> Shelf[S]:
        return cast("Shelf[S]", self._shelves[kind.name])

    def _specs(self, kind: Kind[S]) -> Mapping[str, S]:
        return MappingProxyType({name: offer.spec for name, offer in self._offers(kind).items()})

    def _offers(self, kind: Kind[S]) -> Mapping[str, Offer[S]]:
        refuse_the_late()
        self._load()
        found = self._shelf(kind).offers()
        self._raise_if_strict()
        return found

    def _raise_if_strict(self) -> None:
        for member in self._load() if self._strict else ():
            if member.error is not None:
                raise type(member.error)(
                    member.error.plugin, member.error.cause
                ) from member.error.__cause__

    def _load_own(self) -> tuple[Member, ...]:
        if self._own is None:
            found = find_own() if self._discover else ()
            self._own = tuple(self._roster.own(plugin) for plugin in found)
        return self._own

    def _load(self) -> tuple[Member, ...]:
        if self._members is None:
            found = find_plugins() if self._discover else ()
            members = self._roster.gather(found, self._load_own())
            if self._discover:
                members += tuple(absent(members, self._selection))
            names = {member.name for member in members}
            for offer, plugin in self._replace.items():
                _require(plugin, f"replace= takes the {offer} from it", names)
            for plugin in self._roster.isolate:
                _require(plugin, "isolate= names it", names)
            self._members = members
            for shelf in self._shelves.values():
                shelf.members = members
        return self._members


def _require(plugin: str, why: str, names: set[str]) -> None:
    if plugin not in names:
        cause = f"{why}, and there is no such plugin{did_you_mean(plugin, names)}"
        raise PluginError(plugin, cause)
