"""An office in memory, and channels that do as a test says."""

from collections.abc import Callable, Iterator
from datetime import datetime

import attrs
import pytest

from pilkada_outreach import Evidence, Office, Outcome
from pilkada_outreach.plugins import ChannelSpec, OutreachHooks, PluginContext, hookimpl
from pilkada_outreach.ports import DeliveryBatch, DeliveryResult, Idempotency
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.rules.example_world import noon, world

Answer = Callable[[DeliveryBatch], Iterator[DeliveryResult]]


def deliver_all(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    for delivery in batch.deliveries:
        yield DeliveryResult(
            publication=delivery.publication.id,
            outcome=Outcome.DELIVERED,
            evidence=Evidence(url="https://contoh.example", captured_at=batch.now),
        )


@attrs.define(eq=False)
class Desk(OutreachHooks):
    """A channel named `desk` that answers as it is told, and remembers what it was given."""

    answer: Answer = deliver_all
    idempotency: Idempotency = "key"
    batches: list[DeliveryBatch] = attrs.field(factory=list)

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        self.batches.append(batch)
        yield from self.answer(batch)

    @property
    def keys(self) -> list[str]:
        return [delivery.key for batch in self.batches for delivery in batch.deliveries]

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (
            ChannelSpec(
                name="desk",
                make=lambda _: self,
                idempotency=self.idempotency,
                summary=Bilingual("Meja uji", "Test desk"),
            ),
        )


@pytest.fixture
def desk() -> Desk:
    return Desk()


def clock() -> datetime:
    return noon(8, 10)


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    with Office.open("memory://", actor="staff/uji", clock=clock, plugins=(desk,)) as office:
        office.put(*world())
        office.commit(reason="awal")
        yield office
