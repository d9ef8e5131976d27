"""The host: finds plugins, asks them what they offer, and keeps a broken one from breaking the rest."""

from collections.abc import Collection, Iterable, Mapping

from pilkada_outreach.errors import PluginError, UnknownName
from pilkada_outreach.plugins import offers
from pilkada_outreach.plugins.discovery import Selection, find_plugins
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.offers import Kind, S
from pilkada_outreach.plugins.report import PluginReport
from pilkada_outreach.plugins.roster import absent, did_you_mean, gather
from pilkada_outreach.plugins.shelf import AnyShelf, Shelf
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)


class PluginHost:
    """The plugins of one office. Two hosts share nothing.

    Nothing is looked for or imported before the first question; each hook is called when its kind is
    asked for, once. A plugin that fails at any step loses all of its offers and gets its cause in
    `report()`. Mappings that were handed out before stay as they were.
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
    ) -> None:
        """Set up a host; only the environment is read.

        `plugins` are modules, or instances of subclasses of OutreachHooks, that need no packaging.
        `allow` and `block` name installed plugins; the environment variable PILKADA_OUTREACH_PLUGINS
        can narrow them down further. `replace={"channel website": "my-site"}` says whose offer is meant when
        two plugins have one of the same name. A `strict` host raises PluginError for a failing plugin.
        """
        self._given = tuple(plugins)
        self._selection = Selection.now(allow, block)
        self._strict = strict
        self._discover = discover
        self._replace = dict(replace or {})
        self._members: tuple[Member, ...] | None = None
        self._stores = self._shelf(offers.STORE)
        self._channels = self._shelf(offers.CHANNEL)
        self._renderers = self._shelf(offers.RENDERER)
        self._reports = self._shelf(offers.REPORT)
        self._rules = self._shelf(offers.RULE)
        self._timetables = self._shelf(offers.TIMETABLE)
        self._shelves: dict[str, AnyShelf] = {
            offers.STORE.name: self._stores,
            offers.CHANNEL.name: self._channels,
            offers.RENDERER.name: self._renderers,
            offers.REPORT.name: self._reports,
            offers.RULE.name: self._rules,
            offers.TIMETABLE.name: self._timetables,
        }
        for offer in self._replace:
            self._shelf_of(offer)

    def stores(self) -> Mapping[str, StoreSpec]:
        """The stores, by the scheme of their URLs."""
        return self._specs(self._stores)

    def channels(self) -> Mapping[str, ChannelSpec]:
        """The channels, by name."""
        return self._specs(self._channels)

    def renderers(self) -> Mapping[str, RendererSpec]:
        """The forms of reports, by name."""
        return self._specs(self._renderers)

    def reports(self) -> Mapping[str, ReportSpec]:
        """The reports that can be made, by name."""
        return self._specs(self._reports)

    def rules(self) -> Mapping[str, RuleSpec]:
        """The rules of plugins, by name."""
        return self._specs(self._rules)

    def timetables(self) -> Mapping[str, TimetableSpec]:
        """The timetables of plugins, by name."""
        return self._specs(self._timetables)

    def store(self, name: str) -> StoreSpec:
        """The store for a URL's scheme. Raises UnknownName."""
        return self._spec(self._stores, name)

    def channel(self, name: str) -> ChannelSpec:
        """The channel of this name. Raises UnknownName."""
        return self._spec(self._channels, name)

    def renderer(self, name: str) -> RendererSpec:
        """The form of this name. Raises UnknownName."""
        return self._spec(self._renderers, name)

    # `report` without a name is the plugin report, so that the report of a name has a longer one.
    def report_spec(self, name: str) -> ReportSpec:
        """The report of this name. Raises UnknownName."""
        return self._spec(self._reports, name)

    def rule(self, name: str) -> RuleSpec:
        """The rule of this name. Raises UnknownName."""
        return self._spec(self._rules, name)

    def timetable(self, name: str) -> TimetableSpec:
        """The timetable of this name. Raises UnknownName."""
        return self._spec(self._timetables, name)

    def plugin_of(self, offer: str) -> str:
        """The name of the plugin behind an offer, such as `channel website`, for `contained`."""
        shelf, name = self._shelf_of(offer)
        self._fill(shelf)
        return shelf.maker(name)

    def report(self) -> PluginReport:
        """What became of every plugin; asks every hook first, so that nothing is missing."""
        for shelf in self._shelves.values():
            self._fill(shelf)
        return PluginReport(
            tuple(
                member.line(
                    tuple(
                        f"{kind} {name}"
                        for kind, shelf in self._shelves.items()
                        for name in shelf.made_by(member)
                    )
                )
                for member in sorted(self._load(), key=lambda member: member.name)
            )
        )

    def _shelf(self, kind: Kind[S]) -> Shelf[S]:
        prefix = f"{kind.name} "
        replace = {
            offer.removeprefix(prefix): plugin
            for offer, plugin in self._replace.items()
            if offer.startswith(prefix)
        }
        return Shelf(kind, replace)

    def _shelf_of(self, offer: str) -> tuple[AnyShelf, str]:
        kind, _, name = offer.partition(" ")
        if kind not in self._shelves or not name:
            raise ValueError(
                f"{offer!r} is no offer; write a kind and a name, such as 'channel website', "
                f"with one of the kinds {', '.join(self._shelves)}"
            )
        return self._shelves[kind], name

    def _specs(self, shelf: Shelf[S]) -> Mapping[str, S]:
        self._fill(shelf)
        return shelf.specs()

    def _spec(self, shelf: Shelf[S], name: str) -> S:
        self._fill(shelf)
        try:
            return shelf.spec(name)
        except UnknownName as unknown:
            for member in self._load():
                if member.status == "failed":
                    unknown.add_note(f"{member} failed: {member.cause}")
            raise

    def _fill(self, shelf: AnyShelf) -> None:
        members = self._load()
        failed = _count_failed(members)
        shelf.fill(members)
        if _count_failed(members) > failed:
            for other in self._shelves.values():
                other.unsettle()
        for member in members:
            if self._strict and member.error is not None:
                raise PluginError(
                    member.error.plugin, member.error.cause
                ) from member.error.__cause__

    def _load(self) -> tuple[Member, ...]:
        if self._members is None:
            found = find_plugins() if self._discover else ()
            members = gather(self._given, found, self._selection)
            if self._discover:
                members += tuple(absent(members, self._selection))
            self._check_replace({member.name for member in members})
            self._members = members
        return self._members

    def _check_replace(self, names: set[str]) -> None:
        for offer, plugin in self._replace.items():
            if plugin not in names:
                raise PluginError(
                    plugin,
                    f"replace= takes the {offer} from it, and there is no such plugin"
                    f"{did_you_mean(plugin, names)}",
                )


def _count_failed(members: Iterable[Member]) -> int:
    return sum(member.status == "failed" for member in members)
