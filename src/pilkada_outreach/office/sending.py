"""One round of publishing, commission by commission."""

from collections.abc import Callable
from datetime import datetime

from pilkada_outreach.domain.publication import Receipt
from pilkada_outreach.domain.values import Id
from pilkada_outreach.office.review import Review
from pilkada_outreach.office.zones import zone_of
from pilkada_outreach.problems import Problem
from pilkada_outreach.publishing.due import due
from pilkada_outreach.publishing.engine import Keep, OutletOf, Progress, Run, publish
from pilkada_outreach.publishing.result import PublishResult
from pilkada_outreach.snapshot import Snapshot


def send_due(
    snapshot: Snapshot,
    now: datetime,
    *,
    review: Review,
    outlet_of: OutletOf,
    keep: Keep,
    progress: Progress,
) -> PublishResult:
    """Send everything that is due; each commission's share is judged and known by its own clock."""
    receipts: list[Receipt] = []
    problems: list[tuple[Id, Problem]] = []
    waiting = due(snapshot, now)
    for commission in sorted({publication.commission for publication in waiting}):
        today = now.astimezone(zone_of(snapshot, commission)).date()
        run = Run(
            snapshot=snapshot.known(today),
            commission=commission,
            now=now,
            judge=lambda publication: review.sending(publication, now),
            outlet_of=outlet_of,
            keep=keep,
            progress=_shifted(progress, len(receipts), len(waiting)),
        )
        mine = tuple(item for item in waiting if item.commission == commission)
        result = publish(run, mine)
        receipts.extend(result.receipts)
        problems.extend(result.problems)
    return PublishResult(receipts=tuple(receipts), problems=tuple(problems))


def _shifted(
    progress: Callable[[int, int], None], before: int, total: int
) -> Callable[[int, int], None]:
    """Progress of one commission's share, told as progress of the whole."""
    return lambda done, _: progress(before + done, total)
