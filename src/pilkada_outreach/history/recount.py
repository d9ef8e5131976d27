"""Counting publications and receipts from the records themselves."""

from collections import Counter
from collections.abc import Iterable

import attrs

from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.ports import Tally, TallyCount


def recount(records: Iterable[Record], indexing: Indexing) -> tuple[TallyCount, ...]:
    """What the counters of a register that holds these records must say, in the order that they say it."""
    counted: list[tuple[Id, str, str, Tally]] = []
    last: dict[Id, tuple[int, str]] = {}
    for record in records:
        index = indexing.index(record)
        if index.tally is not None:
            commission = indexing.facts(record).commission
            counted.append((record.id, commission, record.family, index.tally))
        if index.settles is not None:
            told = index.settles.attempt, index.settles.state
            last[index.settles.publication] = max(told, last.get(index.settles.publication, told))
    counts = Counter(
        (commission, family, attrs.evolve(tally, state=last[id][1]) if id in last else tally)
        for id, commission, family, tally in counted
    )
    found = (
        TallyCount(commission=commission, family=family, tally=tally, count=count)
        for (commission, family, tally), count in counts.items()
    )
    return tuple(
        sorted(found, key=lambda one: (one.commission, one.family, *attrs.astuple(one.tally)))
    )
