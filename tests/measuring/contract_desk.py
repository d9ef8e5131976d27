"""A desk that hands in items under the contract of the example world, and asks how it stands."""

from collections import Counter
from datetime import date, datetime, time

from pilkada_outreach import (
    Code,
    Evidence,
    EvidenceKind,
    Id,
    Outcome,
    Publication,
    Receipt,
    Record,
    Snapshot,
    evolve,
)
from pilkada_outreach.domain.agreement import Agreement, Deliverable
from pilkada_outreach.domain.contract_facts import Dispute, DisputeOutcome, Waiver
from pilkada_outreach.measuring.contract_items import Standing
from pilkada_outreach.measuring.fulfilment import Fulfilment, Portfolio, portfolio
from pilkada_outreach.rules.example_world import CONTRACT, MEDIUM, OWN, ZONE, publication, world

COVERAGE = Code("labelled-coverage")


def day_of(instant: datetime) -> date:
    """The day in Kutai Kartanegara."""
    return instant.astimezone(ZONE).date()


def day(month: int, number: int) -> date:
    """A day of 2024."""
    return date(2024, month, number)


def noon(on: date) -> datetime:
    """Noon of a day in Kutai Kartanegara."""
    return datetime.combine(on, time(12), tzinfo=ZONE)


def planned(on: date, **changes: object) -> Publication:
    """An item of labelled coverage, planned for a day."""
    return evolve(publication("ajakan-memilih", noon(on)), **changes)


def taken(
    item: Publication,
    on: date | None = None,
    outcome: Outcome = Outcome.DELIVERED,
    *,
    attempt: int = 1,
    url: str | None = None,
    sha256: str = "",
    kind: EvidenceKind | None = None,
) -> Receipt:
    """The receipt of an item: at noon of its planned day, under an address of its own, if not told otherwise."""
    at = item.due_at if on is None else noon(on)
    proof = Evidence(
        url=f"https://kabar-contoh.example/{item.id}" if url is None else url,
        sha256=sha256,
        captured_at=at,
        kind=kind,
    )
    return Receipt(
        id=Id.of("receipt", item.id, attempt),
        publication=item.id,
        attempt=attempt,
        at=at,
        outcome=outcome,
        cause="" if outcome in (Outcome.DELIVERED, Outcome.ACCEPTED) else "sebab",
        evidence=proof if outcome is Outcome.DELIVERED else None,
    )


def handed_in(*days: date) -> list[Record]:
    """Items that were planned for these days and appeared on them."""
    items = [planned(on) for on in days]
    return [*items, *(taken(item) for item in items)]


def contract(**changes: object) -> Agreement:
    """The contract of the example world: five items of labelled coverage a month from 10 August to 9 December."""
    (found,) = (record for record in world() if isinstance(record, Agreement))
    return evolve(found, **changes)


def coverage(**changes: object) -> Deliverable:
    """What the contract asks for, with some of it changed."""
    return evolve(contract().deliverables[0], **changes)


def waiver(month: int, count: int, known_from: date) -> Waiver:
    """That the commission waives items of a month."""
    return Waiver(
        deliverable=COVERAGE,
        partner=MEDIUM,
        month=month,
        count=count,
        reason="banjir",
        known_from=known_from,
    )


def dispute(
    item: Publication,
    raised: date,
    settled: date | None = None,
    outcome: DisputeOutcome | None = None,
) -> Dispute:
    """That the commission doubts an item."""
    return Dispute(
        publication=item.id,
        ground=Code("label"),
        reason="label tidak terlihat",
        known_from=raised,
        settled_on=settled,
        outcome=outcome,
    )


def judged(on: date, *records: Record) -> Portfolio:
    """How the example world stands with these records, which replace its own."""
    return portfolio(Snapshot(world()).with_records(records), on, lambda _: day_of, (OWN,))


def count(on: date, *records: Record) -> Fulfilment:
    """The fulfilment of the one deliverable of the example world."""
    (found,) = judged(on, *records).fulfilments
    assert (found.agreement, found.partner, found.deliverable) == (CONTRACT, MEDIUM, COVERAGE)
    return found


def standings(on: date, *records: Record) -> dict[Standing, int]:
    """How many items stand how."""
    return Counter(item.standing for item in judged(on, *records).items)
