"""One round of publishing, commission by commission."""

from collections.abc import Callable
from datetime import datetime

from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication, Receipt
from pilkada_outreach.domain.values import Id
from pilkada_outreach.office.review import Review
from pilkada_outreach.office.zones import zone_of
from pilkada_outreach.problems import Problem, has_error
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
    not_refreshed: list[tuple[str, str]] = []
    waiting = due(snapshot, now)
    for commission in sorted({item.commission for item in snapshot.all(Publication)}):
        today = now.astimezone(zone_of(snapshot, commission)).date()
        run = Run(
            snapshot=snapshot.known(today),
            commission=commission,
            now=now,
            judge=lambda publication: review.sending(publication, now),
            outlet_of=outlet_of,
            keep=keep,
            progress=_shifted(progress, len(receipts), len(waiting)),
            withheld=_withheld(snapshot, commission, now, review),
        )
        mine = tuple(item for item in waiting if item.commission == commission)
        result = publish(run, mine)
        receipts.extend(result.receipts)
        problems.extend(result.problems)
        not_refreshed.extend(result.not_refreshed)
    return PublishResult(
        receipts=tuple(receipts), problems=tuple(problems), not_refreshed=tuple(not_refreshed)
    )


def _withheld(snapshot: Snapshot, commission: Id, now: datetime, review: Review) -> frozenset[Id]:
    """Materials about tickets that went out before, and that the rules would not let out now."""
    about_tickets = {item.id for item in snapshot.all(Material) if item.tickets}
    return frozenset(
        item.material
        for item in snapshot.all(Publication)
        if item.material in about_tickets
        and item.commission == commission
        and snapshot.receipts(item.id)
        and has_error(review.sending(item, now))
    )


def _shifted(
    progress: Callable[[int, int], None], before: int, total: int
) -> Callable[[int, int], None]:
    """Progress of one commission's share, told as progress of the whole."""
    return lambda done, _: progress(before + done, total)
