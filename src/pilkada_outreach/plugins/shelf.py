"""All offers of one kind: asked for once, settled by name, and kept."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Generic

import attrs

from pilkada_outreach.errors import PluginError, UnknownName
from pilkada_outreach.plugins.kinds import Kind, S
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.offer import Offer


@attrs.define(eq=False)
class Shelf(Generic[S]):
    """The offers of one kind, of all plugins of a host."""

    kind: Kind[S]
    replace: Mapping[str, str]
    """Which plugin an offer comes from: `{"website": "my-site"}`, for this kind only."""
    members: tuple[Member, ...] = ()
    _settled_for: tuple[Member, ...] | None = None
    _offers: Mapping[str, Offer[S]] = attrs.field(factory=dict[str, Offer[S]])
    _clashes: dict[str, PluginError] = attrs.field(factory=dict[str, PluginError])

    def offers(self) -> Mapping[str, Offer[S]]:
        """The offers by name; a name that two plugins offer is left out."""
        while self._settled_for is None or not all(
            member.is_loaded for member in self._settled_for
        ):
            for member in self.members:
                member.ask(self.kind)
            self._settled_for = self._loaded()
            self._settle()  # and again when one of them fails over it
        return self._offers

    def offer(self, name: str) -> Offer[S]:
        """One offer. Raises PluginError when two plugins offer this name, UnknownName when none does."""
        offers = self.offers()
        if name in offers:
            return offers[name]
        if name in self._clashes:
            raise self._clashes[name]
        raise UnknownName(self.kind.name, name, tuple(offers))

    def made_by(self, member: Member) -> tuple[str, ...]:
        """What a plugin offers of this kind: `channel website`."""
        return tuple(str(offer) for offer in self.offers().values() if offer.maker is member)

    def _loaded(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.is_loaded)

    def _settle(self) -> None:
        made: dict[str, list[Offer[S]]] = {}
        for member in self._loaded():
            for spec in member.ask(self.kind):
                made.setdefault(spec.name, []).append(Offer(self.kind, spec, member))
        self._clashes = {}
        chosen: dict[str, Offer[S]] = {}
        for name in sorted({*made, *self.replace}):
            offer = self._chosen(name, made.get(name, []))
            if offer is not None:
                chosen[name] = offer
        self._offers = MappingProxyType(chosen)

    def _chosen(self, name: str, offers: list[Offer[S]]) -> Offer[S] | None:
        wanted = self.replace.get(name)
        if wanted is not None:
            return self._replacement(name, wanted, offers)
        first, *others = offers
        if others:
            return self._clash(f"{self.kind.name} {name}", offers)
        return first

    def _clash(self, offer: str, offers: list[Offer[S]]) -> Offer[S] | None:
        own = next((each for each in offers if each.maker.is_own), None)
        makers = [each.maker for each in offers if each is not own]
        choice = f"replace={{{offer!r}: {makers[-1].name!r}}}"
        if own is not None:
            for maker in makers:
                cause = f"offers the {offer}, which is the library's own; choose with {choice}"
                maker.fail(PluginError(maker.name, cause))
            return own
        error = PluginError(
            makers[0].name,
            f"{' and '.join(map(str, makers))} offer the same {offer}; block one of them, "
            f"or choose with {choice}",
        )
        self._clashes[offer.partition(" ")[2]] = error
        for maker in makers:
            maker.trouble(error)
        return None

    def _replacement(self, name: str, wanted: str, offers: list[Offer[S]]) -> Offer[S] | None:
        for offer in offers:
            if offer.maker.name == wanted:
                return offer
        if any(member.name == wanted for member in self._loaded()):
            raise PluginError(
                wanted,
                f"replace= takes the {self.kind.name} {name} from it, which it does not offer",
            )
        # It is broken or left out. Another plugin's offer in its place would be a silent exchange.
        return None
