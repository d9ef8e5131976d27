"""The channel: a way out, and what it says of each delivery."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, Protocol

import attrs

from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Evidence, Outcome, Publication
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.values import Id
from pilkada_outreach.snapshot import Snapshot

Idempotency = Literal["key", "state", "none"]
"""How a channel bears a resend: `key`, the receiver knows the key again; `state`, sending again gives
the same state, like a site; `none`, a second sending is a second message."""


@attrs.frozen(kw_only=True)
class Delivery:
    """One publication to be handed to a channel."""

    publication: Publication
    material: Material
    target: Stakeholder | None
    key: str
    """The idempotency key: the same for every attempt at this publication."""
    attempt: int


@attrs.frozen(kw_only=True)
class DeliveryBatch:
    """What a channel is to deliver now, and the register around it."""

    snapshot: Snapshot
    """What is known on the day of sending, receipts so far included."""
    commission: Id
    now: datetime
    deliveries: tuple[Delivery, ...]
    """May be empty for a channel that is a `state`: then it only brings the state up to date."""
    withheld: frozenset[Id] = frozenset()
    """Materials that went out before and may not be shown at this moment, such as a ticket's vision and
    mission once the campaign is over; a channel that keeps earlier materials in view takes them down."""


@attrs.frozen(kw_only=True)
class DeliveryResult:
    """What became of one delivery."""

    publication: Id
    outcome: Outcome
    cause: str = ""
    """Why it was not delivered; never holds secrets or personal data."""
    remote_id: str = ""
    evidence: Evidence | None = None


class Channel(Protocol):
    """A way out: takes deliveries in batches and says what became of each."""

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """Deliver each of the batch and yield its result as soon as it is known.

        An expected failure is a result, not an exception; a delivery without result counts as failed
        and is tried again later.
        """
        ...
