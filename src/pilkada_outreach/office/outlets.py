"""The channels of an office, made with its options and contained."""

from collections.abc import Iterator, Mapping

import attrs

from pilkada_outreach.errors import MissingExtra
from pilkada_outreach.plugins.boundary import contained
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.specs import ChannelContext
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult
from pilkada_outreach.publishing.engine import Outlet


class Outlets:
    """Makes each channel once, when it is first needed."""

    def __init__(self, host: PluginHost, options: Mapping[str, Mapping[str, str]]) -> None:
        self._host = host
        self._options = {name: dict(values) for name, values in options.items()}
        self._made: dict[str, Outlet] = {}

    def outlet(self, name: str) -> Outlet:
        """The channel of this name. Raises UnknownName, PluginError, or MissingExtra."""
        if name not in self._made:
            spec = self._host.channel(name)
            plugin = self._host.plugin_of(f"channel {name}")
            context = ChannelContext(options=self._options.get(name, {}))
            channel = contained(
                plugin,
                lambda: spec.make(context),
                doing=f"channel {name}",
                passing=(MissingExtra,),
            )
            self._made[name] = Outlet(
                channel=_Contained(channel, plugin, name), idempotency=spec.idempotency
            )
        return self._made[name]


@attrs.frozen
class _Contained:
    """A channel whose failures become PluginError, at whatever result they come."""

    channel: Channel
    plugin: str
    name: str

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        doing = f"channel {self.name}"
        passing = (MissingExtra,)
        results = contained(
            self.plugin, lambda: iter(self.channel.deliver(batch)), doing=doing, passing=passing
        )
        while True:
            result = contained(
                self.plugin, lambda: next(results, None), doing=doing, passing=passing
            )
            if result is None:
                return
            yield result
