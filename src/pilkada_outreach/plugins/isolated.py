"""Offers that run in processes of their own, with the methods that the others have."""

from collections.abc import Callable, Iterator

import attrs

from pilkada_outreach.domain.values import Record
from pilkada_outreach.errors import PluginError
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins.boundary import BrokenPlugin
from pilkada_outreach.plugins.child import Deliver, MakeChannel, MakeRenderer, Read, Render, Request
from pilkada_outreach.plugins.contexts import ChannelContext, ImporterContext, RendererContext
from pilkada_outreach.plugins.faults import importable
from pilkada_outreach.plugins.kinds import S
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.process import PluginProcess
from pilkada_outreach.plugins.specs import ChannelSpec, ImporterSpec, RendererSpec
from pilkada_outreach.plugins.wire import delivery_from_bytes, records_from_bytes
from pilkada_outreach.ports import DeliveryBatch, DeliveryResult
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Report
from pilkada_outreach.snapshot import Snapshot


class IsolatedChannel:
    """A channel in a process; the records of a snapshot go there once, not with every batch."""

    def __init__(self, offer: Offer[ChannelSpec], context: ChannelContext) -> None:
        make = MakeChannel(_reference(offer, offer.spec.make), context)
        self._process = _process(offer, make)
        self._there: tuple[int, Snapshot] | None = None
        self._offer = offer

    def start(self) -> None:
        """Make the channel."""
        self._process.start()

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """What the channel yields, read strictly."""
        self._process.start()
        there = (self._process.starts, batch.snapshot)
        is_there = self._there is not None and (
            self._there[0] == there[0] and self._there[1] is batch.snapshot
        )
        records = None if is_there else tuple(batch.snapshot)
        self._there = there
        light = attrs.evolve(batch, snapshot=Snapshot())
        for data in self._process.ask(Deliver(light, records)):
            try:
                yield delivery_from_bytes(data)
            except (ValueError, LookupError) as error:
                raise _unreadable(self._offer) from error

    def close(self) -> None:
        """End the process."""
        self._process.close()


class IsolatedRenderer:
    """A renderer in a process."""

    def __init__(self, offer: Offer[RendererSpec], context: RendererContext) -> None:
        make = MakeRenderer(_reference(offer, offer.spec.make), context)
        self._process = _process(offer, make)
        self._offer = offer

    def render(self, report: Report, lang: Language) -> bytes:
        """What the renderer returns."""
        return _only(self._offer, self._process.ask(Render(report, lang)))

    def close(self) -> None:
        """End the process."""
        self._process.close()


class IsolatedImporter:
    """An importer in a process."""

    def __init__(self, offer: Offer[ImporterSpec]) -> None:
        self._process = _process(offer, None)
        self._offer = offer

    def read(self, context: ImporterContext) -> Program | tuple[Record, ...]:
        """What the importer read; each record is checked again."""
        reader = _reference(self._offer, self._offer.spec.read)
        data = _only(self._offer, self._process.ask(Read(reader, context)))
        try:
            return records_from_bytes(data)
        except (ValueError, LookupError) as error:
            raise _unreadable(self._offer) from error

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _process(offer: Offer[S], first: Request | None) -> PluginProcess:
    limit = offer.maker.limit
    seconds = None if limit is None else limit.seconds
    return PluginProcess(offer.maker.name, str(offer), first, seconds)


def _reference(offer: Offer[S], factory: Callable[..., object]) -> str:
    reference = importable(factory)
    if not reference:
        cause = (
            f"{offer} is to run in a process of its own, which cannot import it; "
            "define its function at the top of a module"
        )
        raise PluginError(offer.maker.name, cause)
    return reference


def _only(offer: Offer[S], results: Iterator[bytes]) -> bytes:
    found = list(results)
    if len(found) != 1:
        raise _unreadable(offer)
    return found[0]


def _unreadable(offer: Offer[S]) -> BrokenPlugin:
    return BrokenPlugin(offer.maker.name, f"{offer} sent what cannot be read")
