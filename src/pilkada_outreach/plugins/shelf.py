"""All offers of one kind: asked for once, settled by name, and kept."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Generic, Protocol

import attrs

from pilkada_outreach.errors import PluginError, UnknownName
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.offers import Kind, S


class AnyShelf(Protocol):
    """What can be done with a shelf of whatever kind."""

    def fill(self, members: Iterable[Member]) -> None: ...
    def unsettle(self) -> None: ...
    def maker(self, name: str) -> str: ...
    def made_by(self, member: Member) -> tuple[str, ...]: ...


@attrs.define(eq=False)
class Shelf(Generic[S]):
    """The offers of one kind, of all plugins of a host."""

    kind: Kind[S]
    replace: Mapping[str, str]
    """Which plugin an offer comes from: `{"website": "my-site"}`, for this kind only."""
    _answers: dict[Member, tuple[S, ...]] | None = None
    _makers: Mapping[str, Member] = attrs.field(init=False, factory=dict[str, Member])
    _specs: Mapping[str, S] | None = None

    def fill(self, members: Iterable[Member]) -> None:
        """Ask every plugin, the first time only."""
        if self._answers is None:
            self._answers = {member: member.ask(self.kind) for member in members}

    def unsettle(self) -> None:
        """Settle again when asked next, since a plugin has failed."""
        self._specs = None

    def specs(self) -> Mapping[str, S]:
        """The offers by name. Raises PluginError when two plugins offer one name."""
        if self._specs is None:
            self._specs = self._settled()
        return self._specs

    def spec(self, name: str) -> S:
        """One offer. Raises UnknownName when there is none of this name."""
        specs = self.specs()
        if name not in specs:
            raise UnknownName(self.kind.name, name, tuple(specs))
        return specs[name]

    def maker(self, name: str) -> str:
        """The plugin whose offer it is."""
        self.spec(name)
        return self._makers[name].name

    def made_by(self, member: Member) -> tuple[str, ...]:
        """The names that a plugin's offers are found under."""
        return tuple(name for name in self.specs() if self._makers[name] is member)

    def _settled(self) -> Mapping[str, S]:
        offers: dict[str, dict[Member, S]] = {}
        for member, specs in (self._answers or {}).items():
            if member.is_loaded:
                for spec in specs:
                    offers.setdefault(spec.name, {})[member] = spec
        chosen = {
            name: maker
            for name in sorted({*offers, *self.replace})
            if (maker := self._chosen(name, tuple(offers.get(name, ())))) is not None
        }
        self._makers = chosen
        return MappingProxyType({name: offers[name][maker] for name, maker in chosen.items()})

    def _chosen(self, name: str, makers: tuple[Member, ...]) -> Member | None:
        offer = f"{self.kind.name} {name}"
        wanted = self.replace.get(name)
        if wanted is not None:
            return self._replacement(offer, wanted, makers)
        first, *others = makers
        if others:
            raise PluginError(
                first.name,
                f"{' and '.join(map(str, makers))} offer the same {offer}; block one of them, "
                f"or choose with replace={{{offer!r}: {others[-1].name!r}}}",
            )
        return first

    def _replacement(self, offer: str, wanted: str, makers: tuple[Member, ...]) -> Member | None:
        for maker in makers:
            if maker.name == wanted:
                return maker
        for member in self._answers or ():
            if member.name == wanted and member.is_loaded:
                raise PluginError(
                    wanted, f"replace= takes the {offer} from it, which it does not offer"
                )
        # It is broken or left out. Another plugin's offer in its place would be a silent exchange.
        return None
