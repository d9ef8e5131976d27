"""Hypothesis strategies for what is written to a register, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import attrs
from hypothesis import strategies as st

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AreaCode, Id
from pilkada_outreach.ports import Facts, Index, Link, PersonalValue, Query, Settles, Tally, Write


def _september(day: int | None) -> date | None:
    return None if day is None else date(2024, 9, day)


CLAIMS = [Id.of("claim", name) for name in ("a", "a-1", "a.1", "z")]
ITEMS = [Id.of("publication", name) for name in ("p", "q")]
RECEIPTS = [Id.of("receipt", *place) for place in (("p", 1), ("p", 2), ("p", 3), ("q", 1))]
IDS = [*CLAIMS, *ITEMS, *RECEIPTS]
COMMISSIONS = ["", "kpu/64", "kpu/64.02"]
AREAS = ["", "64", "64.02", "64.02.06", "64.020", "65"]
SPANS = [(None, None), (1, 10), (10, 10), (11, 20), (None, 10), (11, None)]
WORDS = st.text("aé'\"% \\選", max_size=4)


@attrs.frozen
class Draft:
    """What a version of a record says, whatever its id and base version will be."""

    id: Id
    body: bytes
    facts: Facts
    span: tuple[int | None, int | None]
    links: dict[str, int]  # by field, which of the records that there are
    partner: str
    state: str
    personal: dict[str, str]

    def write(self, base: int, there: list[Id]) -> Write:
        family = self.id.parts[0]
        links = {field: there[place % len(there)] for field, place in self.links.items()}
        tally = settles = None
        body = self.body
        if family != "claim":
            state = self.state if family == "receipt" else "planned"
            tally = Tally(partner=self.partner, kind="website", month="2024-10", state=state)
        if family == "receipt":
            item, attempt = Id.of("publication", self.id.parts[1]), int(self.id.parts[2])
            links["publication"] = item
            settles = Settles(publication=item, attempt=attempt, state=self.state)
            body = b'{"attempt":%d}' % attempt
        return Write(
            family=family,
            id=self.id,
            body=body,
            base_version=base,
            facts=attrs.evolve(
                self.facts, first_day=_september(self.span[0]), last_day=_september(self.span[1])
            ),
            index=Index(
                links=tuple(Link(field=field, target=id) for field, id in links.items()),
                tally=tally,
                settles=settles,
            ),
            personal=tuple(
                PersonalValue(path=path, value=value) for path, value in self.personal.items()
            ),
        )


DRAFTS = st.builds(
    Draft,
    id=st.sampled_from(IDS),
    body=st.binary(max_size=12),
    facts=st.builds(
        Facts,
        commission=st.sampled_from(COMMISSIONS),
        area=st.sampled_from(AREAS),
    ),
    span=st.sampled_from(SPANS),
    links=st.dictionaries(st.sampled_from(["b", "a"]), st.integers(0, 9), max_size=2),
    partner=st.sampled_from(["", "media/a"]),
    state=st.sampled_from(["failed", "delivered"]),
    personal=st.dictionaries(st.sampled_from(["name", "contacts.0.email", "z"]), WORDS, max_size=2),
)
FAULTS: dict[str, Callable[[Write], tuple[Write, ...]]] = {
    "a version that was replaced": lambda write: (_based(write, -1),),
    "a version that never was": lambda write: (_based(write, +1),),
    "another family": lambda write: (
        (attrs.evolve(write, family="material"),) if write.base_version else ()
    ),
    "the same id twice": lambda write: (write, write),
    "a link to no record": lambda write: (
        attrs.evolve(write, index=Index(links=(Link(field="a", target=Id("claim/none")),))),
    ),
    "no write": lambda write: (),
}


def _based(write: Write, off: int) -> Write:
    return attrs.evolve(write, base_version=write.base_version + off)


PERIODS = st.sampled_from([(None, 9), (5, None), (10, 10), (2, 30), (11, 20)]).map(
    lambda span: Period(first_day=_september(span[0]), last_day=_september(span[1]))
)
CONDITIONS: dict[str, st.SearchStrategy[object]] = {
    "families": st.sampled_from([("claim",), ("publication", "receipt")]),
    "commission": st.sampled_from(COMMISSIONS),
    "area": st.sampled_from(["id", "64", "64.02", "65"]).map(AreaCode),
    "during": PERIODS,
    "text": st.sampled_from(["a", ".1", "a_", "%", "p/"]),
    "changed_since": st.sampled_from([1, 2, 4]),
    "as_of": st.integers(0, 8),
}
QUERIES = st.lists(
    st.sampled_from(sorted(CONDITIONS)).flatmap(
        lambda name: st.tuples(st.just(name), CONDITIONS[name])
    ),
    max_size=3,
).map(lambda conditions: attrs.evolve(Query(), **cast(dict[str, Any], dict(conditions))))
MINUTES = st.sampled_from([0] * 6 + [1, 5, -1.5, -2.5])
