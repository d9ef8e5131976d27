"""What is due: decided, its time has come, and nothing final has become of it."""

from datetime import datetime

from pilkada_outreach.domain.publication import FINAL_OUTCOMES, Publication
from pilkada_outreach.domain.values import Id
from pilkada_outreach.snapshot import Snapshot


def is_open(snapshot: Snapshot, publication: Publication) -> bool:
    """Whether it may still be sent: no attempt so far ended for good."""
    receipts = snapshot.receipts(publication.id)
    return not receipts or receipts[-1].outcome not in FINAL_OUTCOMES


def due(snapshot: Snapshot, now: datetime) -> tuple[Publication, ...]:
    """The open publications whose time has come, the earliest first."""
    found = [
        publication
        for publication in snapshot.all(Publication)
        if publication.due_at <= now and is_open(snapshot, publication)
    ]
    return tuple(sorted(found, key=lambda publication: (publication.due_at, publication.id)))


def next_attempt(snapshot: Snapshot, publication: Id) -> int:
    """The number of the next attempt, from 1."""
    receipts = snapshot.receipts(publication)
    return receipts[-1].attempt + 1 if receipts else 1
