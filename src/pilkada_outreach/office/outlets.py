"""The channels of an office, made with its options and contained."""

from collections.abc import Iterator
from contextlib import ExitStack

import attrs

from pilkada_outreach.domain.publication import Outcome
from pilkada_outreach.errors import MissingExtra
from pilkada_outreach.office.settings import Settings
from pilkada_outreach.plugins.boundary import BrokenPlugin
from pilkada_outreach.plugins.contexts import ChannelContext
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.kinds import CHANNEL
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.options import Options
from pilkada_outreach.plugins.results import wrong_channel, wrong_delivery
from pilkada_outreach.plugins.specs import ChannelSpec
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from pilkada_outreach.publishing.engine import Outlet

PASSING = (MissingExtra,)


class Outlets:
    """Makes each channel once, when it is first needed."""

    def __init__(self, host: PluginHost, settings: Settings) -> None:
        self._host = host
        self._settings = settings
        self._made: dict[str, Outlet] = {}
        self._to_close = ExitStack()

    def outlet(self, name: str) -> Outlet:
        """The channel of this name. Raises UnknownName, ValidationFailed, PluginError, or MissingExtra."""
        if name not in self._made:
            offer = self._host.find(CHANNEL, name)
            options = self._settings.options(offer, offer.spec.options)
            context = ChannelContext(options=options)
            self._made[name] = Outlet(
                channel=self._contained(offer, context), idempotency=offer.spec.idempotency
            )
        return self._made[name]

    def close(self) -> None:
        """End the processes that channels run in."""
        self._to_close.close()

    def _contained(self, offer: Offer[ChannelSpec], context: ChannelContext) -> Channel:
        if offer.is_isolated(offer.spec.isolation):
            from pilkada_outreach.plugins.isolated import IsolatedChannel  # few offices need it

            isolated = IsolatedChannel(offer, context)
            self._to_close.callback(isolated.close)
            offer.call(isolated.start, passing=PASSING, limited=False)
            return _Contained(isolated, offer, context.options, limited=False)
        channel = offer.call(
            lambda: offer.spec.make(context), wrong=wrong_channel, given=(context,), passing=PASSING
        )
        return _Contained(channel, offer, context.options, limited=True)


@attrs.frozen
class _Contained:
    """A channel whose failures become PluginError, at whatever result they come."""

    channel: Channel
    offer: Offer[ChannelSpec]
    options: Options
    limited: bool

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """What the channel yields, checked."""
        view = attrs.evolve(batch, snapshot=self.offer.maker.view(batch.snapshot))
        results = self.offer.each(
            lambda: self.channel.deliver(view),
            wrong=wrong_delivery,
            given=(view,),
            passing=PASSING,
            limited=self.limited,
        )
        if self.options.has_secrets:
            results = self._without_secrets(results)
        return self._settled(batch, results) if self.offer.spec.idempotency == "none" else results

    def _without_secrets(self, results: Iterator[DeliveryResult]) -> Iterator[DeliveryResult]:
        for result in results:
            yield attrs.evolve(result, cause=self.options.without_secrets(result.cause))

    def _settled(
        self, batch: DeliveryBatch, results: Iterator[DeliveryResult]
    ) -> Iterator[DeliveryResult]:
        """When a channel that must not be sent to twice breaks, what it did not answer is unknown."""
        waiting = {delivery.publication.id for delivery in batch.deliveries}
        try:
            for result in results:
                waiting.discard(result.publication)
                yield result
        except BrokenPlugin as broken:
            for publication in sorted(waiting):
                yield DeliveryResult(
                    publication=publication, outcome=Outcome.UNKNOWN, cause=str(broken)
                )
