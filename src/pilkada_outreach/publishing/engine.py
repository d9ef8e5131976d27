"""The engine: asks the rules once more, hands what may go to the channels, and keeps a receipt of each.

Receipts are written in batches as results come in. For a channel that is idempotent by `key` or by
`state` a crash loses at most the receipts of the last batch, and those are sent again with the same
key. For a channel that is not, a claim is written before each item and becomes its receipt after: a
crash leaves the claim, whose outcome is `unknown`, and such an item is never sent again by itself.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

import attrs

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Outcome, Publication, Receipt
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import OutreachError
from pilkada_outreach.ports import Channel, Delivery, DeliveryBatch, DeliveryResult, Idempotency
from pilkada_outreach.problems import Problem, has_error
from pilkada_outreach.publishing.due import next_attempt
from pilkada_outreach.publishing.result import PublishResult
from pilkada_outreach.snapshot import Snapshot

BATCH = 100
"""How many receipts are written together."""

logger: logging.Logger = logging.getLogger("pilkada_outreach.publishing")

Judge = Callable[[Publication], tuple[Problem, ...]]
"""What the rules find against sending a publication now."""
Keep = Callable[[tuple[Receipt, ...]], None]
"""Writes receipts to the register, durably."""
Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


@attrs.frozen(kw_only=True)
class Outlet:
    """A channel that is ready to be used."""

    channel: Channel
    idempotency: Idempotency


OutletOf = Callable[[str], Outlet]
"""The outlet of a channel's name. Raises OutreachError when there is none or it cannot be made."""


@attrs.frozen(kw_only=True)
class Run:
    """Everything one call of `publish` works with."""

    snapshot: Snapshot
    commission: Id
    now: datetime
    judge: Judge
    outlet_of: OutletOf
    keep: Keep
    progress: Progress
    withheld: frozenset[Id] = frozenset()
    """Materials that went out before and may not be shown now."""


def publish(run: Run, publications: tuple[Publication, ...]) -> PublishResult:
    """Send these publications, all of one commission, and return a receipt for each."""
    held: list[Receipt] = []
    problems: list[tuple[Id, Problem]] = []
    cleared: dict[str, list[Publication]] = {}
    for publication in publications:
        found = run.judge(publication)
        if has_error(found):
            problems.extend((publication.id, problem) for problem in found)
            held.append(_held(run, publication, found))
        else:
            cleared.setdefault(str(publication.channel), []).append(publication)
    receipts = [*held]
    done = len(held)
    run.keep(tuple(receipt for receipt in held if not _said_before(run, receipt)))
    run.progress(done, len(publications))
    for channel in sorted(cleared):
        for receipt in _through(run, channel, cleared[channel]):
            receipts.append(receipt)
            done += 1
            run.progress(done, len(publications))
    return PublishResult(
        receipts=tuple(receipts),
        problems=tuple(problems),
        not_refreshed=tuple(_refresh(run, set(cleared))),
    )


def _refresh(run: Run, done: set[str]) -> Iterator[tuple[str, str]]:
    """Bring channels that are a state up to date where nothing was due; tell which could not be."""
    used = {
        str(publication.channel)
        for publication in run.snapshot.all(Publication)
        if publication.commission == run.commission and run.snapshot.receipts(publication.id)
    }
    for channel in sorted(used - done):
        try:
            outlet = run.outlet_of(channel)
            if outlet.idempotency == "state":
                for result in outlet.channel.deliver(_to_deliver(run, [])):
                    logger.warning(
                        "a channel answered for %s, which was not asked", result.publication
                    )
        except OutreachError as error:
            yield channel, str(error)


def _held(run: Run, publication: Publication, found: tuple[Problem, ...]) -> Receipt:
    cause = "; ".join(f"{problem.code} [{problem.source}]" for problem in found)
    return _receipt(run, publication, Outcome.HELD, cause)


def _said_before(run: Run, receipt: Receipt) -> bool:
    """Whether the last receipt already says that it is held for this reason."""
    earlier = run.snapshot.receipts(receipt.publication)
    return bool(earlier) and (earlier[-1].outcome, earlier[-1].cause) == (
        receipt.outcome,
        receipt.cause,
    )


def _receipt(run: Run, publication: Publication, outcome: Outcome, cause: str = "") -> Receipt:
    attempt = next_attempt(run.snapshot, publication.id)
    return Receipt(
        id=Id(f"receipt/{'/'.join(publication.id.parts[1:])}/{attempt}"),
        publication=publication.id,
        attempt=attempt,
        at=run.now,
        outcome=outcome,
        cause=cause,
    )


def _through(run: Run, channel: str, publications: list[Publication]) -> Iterator[Receipt]:
    try:
        outlet = run.outlet_of(channel)
    except OutreachError as error:
        failed = tuple(_receipt(run, item, Outcome.FAILED, str(error)) for item in publications)
        run.keep(failed)
        yield from failed
        return
    if outlet.idempotency == "none":
        for publication in publications:
            claim = _receipt(run, publication, Outcome.UNKNOWN, "in flight when the office stopped")
            run.keep((claim,))
            yield from _batch(run, outlet.channel, [publication])
        return
    yield from _batch(run, outlet.channel, publications)


def _batch(run: Run, channel: Channel, publications: list[Publication]) -> Iterator[Receipt]:
    """Deliver one batch; what the channel does not answer for has failed, and may be tried again."""
    waiting = {publication.id: publication for publication in publications}
    kept: list[Receipt] = []
    cause = "the channel gave no result"
    try:
        for result in channel.deliver(_to_deliver(run, publications)):
            publication = waiting.pop(result.publication, None)
            if publication is None:
                logger.warning("a channel answered for %s, which was not asked", result.publication)
                continue
            receipt = _from_result(run, publication, result)
            kept.append(receipt)
            yield receipt
            if len(kept) == BATCH:
                run.keep(tuple(kept))
                kept = []
    except OutreachError as error:  # the host has turned whatever the plugin raised into this
        cause = str(error)
    finally:
        run.keep(tuple(kept))
    unanswered = tuple(
        _receipt(run, publication, Outcome.FAILED, cause) for publication in waiting.values()
    )
    run.keep(unanswered)
    yield from unanswered


def _from_result(run: Run, publication: Publication, result: DeliveryResult) -> Receipt:
    return evolve(
        _receipt(run, publication, result.outcome, result.cause),
        remote_id=result.remote_id,
        evidence=result.evidence,
    )


def _to_deliver(run: Run, publications: list[Publication]) -> DeliveryBatch:
    snapshot = run.snapshot
    return DeliveryBatch(
        snapshot=snapshot,
        commission=run.commission,
        now=run.now,
        withheld=run.withheld,
        deliveries=tuple(
            Delivery(
                publication=publication,
                material=snapshot.get(Material, publication.material),
                target=None
                if publication.target is None
                else snapshot.find(Stakeholder, publication.target),
                key=str(publication.id),
                attempt=next_attempt(snapshot, publication.id),
            )
            for publication in publications
        ),
    )
