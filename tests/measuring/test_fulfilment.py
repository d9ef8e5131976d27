"""Fulfilment: what counts towards a month, its states, its money, and what is seen on which day."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import (
    WIB,
    WITA,
    Agreement,
    Code,
    Deliverable,
    Id,
    Outcome,
    PartMonths,
    Party,
    Period,
    Receipt,
    Record,
    SignatoryOffice,
    Signature,
    Snapshot,
    evolve,
)
from pilkada_outreach._record import record_info
from pilkada_outreach.domain.contract_facts import DisputeOutcome
from pilkada_outreach.measuring.contract_items import Standing
from pilkada_outreach.measuring.fulfilment import fulfilments, portfolio
from pilkada_outreach.measuring.obligations import ObligationState, Sums, added_up, added_up_by
from pilkada_outreach.rules.example_world import CONTRACT, MEDIUM, OWN, ZONE, world
from tests.measuring.contract_desk import (
    COVERAGE,
    contract,
    count,
    coverage,
    day,
    day_of,
    dispute,
    handed_in,
    judged,
    planned,
    taken,
    waiver,
)

T = TypeVar("T")
AUGUST = [day(8, number) for number in range(12, 17)]
"""Five planned days in the first contract month."""


def test_what_counts() -> None:
    accepted, rejected = planned(day(8, 15)), planned(day(8, 16))
    records = [*handed_in(*AUGUST[:3], day(9, 10)), accepted, rejected]
    records += [taken(accepted, None, Outcome.ACCEPTED), taken(rejected, None, Outcome.REJECTED)]
    sums = count(day(9, 9), *records).sums
    assert (sums.due, sums.counted, sums.shortfall, sums.unproven) == (5, 3, 2, 1)
    assert (sums.quota, sums.owed) == (20, 20)


def test_a_month_that_runs_has_no_shortfall_yet() -> None:
    assert count(day(9, 8)).sums.shortfall == 0
    assert count(day(9, 9)).sums.shortfall == 5


def test_more_in_one_month_is_shown_and_does_not_mend_another() -> None:
    plenty = handed_in(*(day(8, number) for number in range(12, 20)))
    sums = count(day(10, 9), *plenty).sums
    assert (sums.due, sums.counted, sums.over, sums.shortfall) == (10, 8, 3, 5)


def test_only_the_last_attempt_counts_and_only_on_its_day() -> None:
    item = planned(day(8, 12))
    records = (item, taken(item, None, Outcome.FAILED), taken(item, attempt=2))
    assert count(day(8, 12), *records).sums.counted == 1
    assert count(day(8, 11), *records).sums.counted == 0
    lost = taken(item, day(8, 20), Outcome.UNKNOWN, attempt=3)
    assert count(day(8, 19), *records, lost).sums.counted == 1
    assert count(day(8, 20), *records, lost).sums.counted == 0


def test_the_day_is_the_commissions_own() -> None:
    late_evening = datetime(2024, 9, 9, 23, 30, tzinfo=ZONE)
    item = evolve(planned(day(9, 9)), due_at=late_evening)
    obligation = count(day(9, 9), item, taken(item)).obligations[0]
    assert (obligation.on_time, obligation.late) == (1, 0)


def test_an_item_outside_the_contract_is_told_and_not_counted() -> None:
    found = count(day(12, 31), *handed_in(day(8, 9), day(12, 20)))
    assert (found.sums.counted, found.outside) == (0, 2)


def test_an_item_belongs_to_the_month_of_its_planned_day() -> None:
    item = planned(day(9, 9))
    first, second, *_ = count(day(10, 9), item, taken(item, day(9, 10))).obligations
    assert (first.late, first.on_time, second.counted) == (1, 0, 0)


@pytest.mark.parametrize(
    ("days", "appeared", "late"),
    [
        (None, day(9, 9), 0),
        (None, day(9, 10), 1),
        (0, day(8, 12), 0),
        (0, day(8, 13), 1),
        (3, day(8, 15), 0),
        (3, day(8, 16), 1),
        (0, day(8, 11), 0),
    ],
)
def test_an_item_is_late_after_its_due_day(days: int | None, appeared: date, late: int) -> None:
    asked = contract(deliverables=(coverage(due_within_days=days),))
    item = planned(day(8, 12))
    sums = count(day(9, 30), asked, item, taken(item, appeared)).sums
    assert (sums.late, sums.on_time) == (late, 1 - late)


def test_a_month_is_over_when_nothing_in_it_can_be_on_time_any_more() -> None:
    asked = contract(deliverables=(coverage(due_within_days=7),))
    assert [count(day(9, number), asked).sums.due for number in (9, 15, 16)] == [0, 0, 5]


# States


def test_the_states_of_an_obligation() -> None:
    good = handed_in(*AUGUST[:4])
    last = planned(AUGUST[4])
    after = [*good, last, taken(last, day(9, 12))]

    def state(on: date, *records: Record) -> ObligationState:
        return count(on, *records).obligations[0].state

    assert state(day(9, 8)) is ObligationState.NOT_YET_DUE
    assert state(day(9, 8), *handed_in(*AUGUST)) is ObligationState.MET
    assert state(day(9, 9)) is ObligationState.MISSED
    assert state(day(9, 9), *after) is ObligationState.PARTLY_MET
    assert state(day(9, 12), *after) is ObligationState.LATE
    assert state(day(9, 12), *after, *handed_in(day(8, 20))) is ObligationState.MET
    assert (
        state(day(9, 9), contract(waivers=(waiver(1, 5, day(9, 1)),)))
    ) is ObligationState.WAIVED
    doubted = contract(disputes=(dispute(last, day(9, 13)),))
    assert state(day(9, 13), *after, doubted) is ObligationState.DISPUTED


def test_where_nothing_is_asked_for_nothing_is_missed() -> None:
    none = contract(
        period=Period(first_day=day(8, 10), last_day=day(9, 12)),
        deliverables=(coverage(part_months=PartMonths.NONE),),
    )
    last = count(day(9, 12), none).obligations[-1]
    assert (last.quota, last.closed, last.state) == (0, True, ObligationState.MET)


def test_a_dispute_as_it_was_on_each_day() -> None:
    records = handed_in(*AUGUST)
    doubted = planned(AUGUST[0])
    for outcome, counted in ((DisputeOutcome.UPHELD, 5), (DisputeOutcome.REFUSED, 4)):
        disputed = contract(disputes=(dispute(doubted, day(9, 12), day(9, 20), outcome),))

        def figures(on: date, disputed: Agreement = disputed) -> tuple[int, int, int, int, int]:
            sums = count(on, disputed, *records).sums
            return sums.counted, sums.disputed, sums.refused, sums.in_dispute, sums.shortfall

        assert figures(day(9, 11)) == (5, 0, 0, 0, 0)
        assert figures(day(9, 12)) == (4, 1, 0, 1, 0)
        assert figures(day(9, 19)) == (4, 1, 0, 1, 0)
        assert figures(day(9, 20)) == (counted, 0, 5 - counted, 0, 5 - counted)


def test_a_dispute_beyond_what_is_owed_puts_nothing_at_stake() -> None:
    disputed = contract(disputes=(dispute(planned(day(8, 20)), day(9, 1)),))
    (obligation, *_) = count(day(9, 9), disputed, *handed_in(*AUGUST, day(8, 20))).obligations
    assert (obligation.disputed, obligation.in_dispute, obligation.shortfall) == (1, 0, 0)
    assert obligation.state is ObligationState.MET


def test_a_waiver_holds_from_the_day_it_was_granted() -> None:
    granted = day(9, 15)
    waived = contract(waivers=(waiver(1, 1, granted), waiver(1, 1, granted), waiver(2, 9, granted)))
    before, after = (count(on, waived).sums for on in (day(9, 14), day(9, 15)))
    assert (before.waived, before.owed, before.shortfall) == (0, 20, 5)
    assert (after.waived, after.owed, after.shortfall) == (7, 13, 3)


# The agreement itself


def test_nobody_owes_under_an_agreement_that_is_not_signed_by_all() -> None:
    signed = contract().signatures
    late = contract(signatures=(signed[0], evolve(signed[1], on=day(8, 20))))
    before = count(day(8, 19), late, *handed_in(*AUGUST))
    assert (before.obligations, before.outside) == ((), 5)
    after = count(day(8, 20), late, *handed_in(*AUGUST))
    assert (after.sums.quota, after.sums.counted, after.outside) == (20, 5, 0)


def test_an_agreement_that_was_ended_early_owes_until_the_day_before() -> None:
    ended = contract(ended_on=day(9, 25), end_reason="media berhenti terbit")
    assert count(day(9, 24), ended).sums.quota == 20
    found = count(day(9, 25), ended, *handed_in(day(9, 24), day(9, 25)))
    assert [each.quota for each in found.obligations] == [5, 3]  # 15 of 30 days: 2.5, a half up
    assert (found.sums.due, found.sums.counted, found.outside) == (8, 1, 1)


def test_an_open_agreement_has_no_months_to_owe_in() -> None:
    found = count(day(9, 9), contract(period=Period(first_day=day(8, 10))), *handed_in(*AUGUST))
    assert (found.obligations, found.outside) == ((), 5)


def addendum(**changes: object) -> Agreement:
    """An addendum signed on 20 September."""
    signed = contract(
        id=Id("agreement/kpu-64.02/2024/002"),
        amends=CONTRACT,
        signatures=tuple(evolve(each, on=day(9, 20)) for each in contract().signatures),
    )
    return evolve(signed, **changes)


def test_an_addendum_changes_the_months_that_end_after_it() -> None:
    banner = coverage(code=Code("banner"), name="Banner", per_month=1)
    changed = addendum(deliverables=(coverage(per_month=7), banner))
    early, late = (
        {part.deliverable: part for part in judged(on, changed).fulfilments}
        for on in (day(9, 19), day(9, 20))
    )
    assert [each.quota for each in early[COVERAGE].obligations] == [5, 5, 5, 5]
    assert [each.quota for each in late[COVERAGE].obligations] == [5, 7, 7, 7]
    assert set(early) == {COVERAGE}
    assert [each.month.number for each in late[Code("banner")].obligations] == [2, 3, 4]


def test_an_addendum_may_end_a_deliverable_and_its_earlier_months_stay_owed() -> None:
    banner = coverage(code=Code("banner"), name="Banner", per_month=1)
    found = {
        part.deliverable: [each.month.number for each in part.obligations]
        for part in judged(day(12, 9), addendum(deliverables=(banner,))).fulfilments
    }
    assert found == {COVERAGE: [1], Code("banner"): [2, 3, 4]}


def test_an_item_is_judged_by_the_terms_of_its_month() -> None:
    records = handed_in(day(8, 12), day(9, 22))

    def judgements(*asked: Deliverable) -> list[Standing]:
        found = judged(day(12, 9), addendum(deliverables=asked), *records)
        return [each.standing for each in found.items]

    assert judgements(coverage(label="iklan")) == [Standing.ON_TIME, Standing.WRONG_LABEL]
    banner = coverage(code=Code("banner"), name="Banner")
    assert judgements(banner) == [Standing.ON_TIME, Standing.STRAY]


def test_the_ceiling_is_the_one_agreed_last() -> None:
    priced = coverage(unit_price_rupiah=100_000, ceiling_rupiah=100_000)
    more = addendum(deliverables=(evolve(priced, ceiling_rupiah=200_000),))
    banner = coverage(code=Code("banner"), name="Banner")
    gone = addendum(id=Id("agreement/kpu-64.02/2024/003"), deliverables=(banner,))
    gone = evolve(gone, signatures=tuple(evolve(each, on=day(10, 20)) for each in gone.signatures))
    records = [contract(deliverables=(priced,)), more, gone, *handed_in(*AUGUST)]
    for on, payable in ((day(9, 19), 100_000), (day(9, 20), 200_000), (day(10, 20), 200_000)):
        assert added_up(judged(on, *records).obligations).payable_rupiah == payable


def test_an_addendum_moves_the_end() -> None:
    shorter = addendum(period=Period(first_day=day(8, 10), last_day=day(10, 24)))
    found = count(day(10, 25), shorter, *handed_in(day(10, 25)))
    assert [each.quota for each in found.obligations] == [5, 5, 2]  # 15 of 31 days: 2.4
    assert found.outside == 1


def test_what_is_placed_under_an_addendum_counts_under_the_agreement() -> None:
    item = planned(day(9, 25), agreement=addendum().id)
    found = judged(day(10, 9), addendum(), item, taken(item))
    assert [part.agreement for part in found.fulfilments] == [CONTRACT]
    assert [(each.agreement, each.standing) for each in found.items] == [
        (CONTRACT, Standing.ON_TIME)
    ]


def test_addenda_in_a_circle_do_not_hang() -> None:
    other = contract(id=Id("agreement/kpu-64.02/2024/003"), amends=CONTRACT)
    assert judged(day(9, 9), contract(amends=other.id), other).items == ()


# Money


def test_only_what_counts_and_is_owed_is_paid() -> None:
    priced = contract(deliverables=(coverage(unit_price_rupiah=100_000),))
    records = handed_in(*AUGUST, day(8, 17), day(9, 12), day(9, 13))
    sums = count(day(10, 9), priced, *records).sums
    assert (sums.counted, sums.over, sums.shortfall) == (8, 1, 3)
    assert (sums.payable_rupiah, sums.at_stake_rupiah) == (700_000, 300_000)


def test_late_items_are_paid() -> None:
    priced = contract(deliverables=(coverage(unit_price_rupiah=100_000),))
    item = planned(day(8, 12))
    sums = count(day(9, 12), priced, item, taken(item, day(9, 12))).sums
    assert (sums.late, sums.payable_rupiah, sums.at_stake_rupiah) == (1, 100_000, 400_000)


def test_what_is_disputed_is_at_stake_even_in_a_month_that_runs() -> None:
    priced = contract(
        deliverables=(coverage(unit_price_rupiah=100_000),),
        disputes=(dispute(planned(day(8, 12)), day(8, 13)),),
    )
    sums = count(day(8, 13), priced, *handed_in(day(8, 12))).sums
    assert (sums.payable_rupiah, sums.at_stake_rupiah) == (0, 100_000)


def test_the_ceiling_is_used_up_month_by_month_over_all_partners() -> None:
    other = Id("media/warta-misal")
    base = contract(
        deliverables=(coverage(unit_price_rupiah=100_000, ceiling_rupiah=850_000),),
    )
    shared = evolve(
        base,
        parties=(*base.parties, Party(partner=other, office=SignatoryOffice.DIRECTOR)),
        signatures=(
            *base.signatures,
            Signature(party=other, by=Id("person/fulan-lain"), on=day(8, 10)),
        ),
    )
    mine = handed_in(*AUGUST, day(9, 12))
    items = [
        planned(on, target=other, id=Id.of("publication", "lain", on))
        for on in (*AUGUST, day(9, 12))
    ]
    found = judged(day(10, 9), shared, *mine, *items, *(taken(item) for item in items))
    paid = {
        (each.partner, each.month.number): each.payable_rupiah
        for each in found.obligations
        if each.earned_rupiah
    }
    assert paid == {(MEDIUM, 1): 500_000, (other, 1): 350_000, (MEDIUM, 2): 0, (other, 2): 0}
    assert added_up(found.obligations).above_ceiling_rupiah == 350_000


# Laws

SEEN = st.dates(day(8, 8), day(10, 20))
PLANNED = (day(8, 9), *AUGUST, day(9, 9), day(9, 10), day(10, 1))


@st.composite
def receipts(draw: st.DrawFn) -> tuple[Record, ...]:
    """Items of the contract, each with some attempts, whose proofs may coincide."""
    found: list[Record] = []
    for on in draw(st.lists(st.sampled_from(PLANNED), unique=True)):
        item = planned(on, label=draw(st.sampled_from(["advertorial", "advertorial", ""])))
        found.append(item)
        attempts = sorted(draw(st.lists(SEEN, max_size=2)))
        for attempt, appeared in enumerate(attempts, start=1):
            outcome = draw(st.sampled_from([Outcome.DELIVERED] * 3 + [Outcome.ACCEPTED]))
            url = draw(st.sampled_from(["", "https://kabar-contoh.example/a", None]))
            sha256 = draw(st.sampled_from(["", "0" * 64]))
            found.append(taken(item, appeared, outcome, attempt=attempt, url=url, sha256=sha256))
    return tuple(found)


@st.composite
def contracts(draw: st.DrawFn) -> Agreement:
    """The contract with waivers and disputes."""
    waivers = st.builds(waiver, st.integers(1, 4), st.integers(1, 6), SEEN)
    items = st.sampled_from(PLANNED).map(planned)
    raised = st.builds(dispute, items, SEEN)
    settled = st.tuples(raised, st.integers(0, 30), st.sampled_from(DisputeOutcome)).map(
        lambda drawn: evolve(
            drawn[0],
            settled_on=drawn[0].known_from + timedelta(days=drawn[1]),
            outcome=drawn[2],
        )
    )
    return contract(
        waivers=tuple(draw(st.lists(waivers, max_size=3))),
        disputes=tuple(draw(st.lists(st.one_of(raised, settled), max_size=4))),
        deliverables=(
            coverage(
                unit_price_rupiah=draw(st.sampled_from([None, 0, 7])),
                ceiling_rupiah=draw(st.sampled_from([None, 0, 20, 1000])),
                due_within_days=draw(st.sampled_from([None, 0, 5])),
            ),
        ),
    )


def known(record: Record, on: date) -> Record | None:
    """A record as it was known on a day; None before."""
    if isinstance(record, Receipt):
        return record if day_of(record.at) <= on else None
    if isinstance(record, Agreement):
        return evolve(
            record,
            waivers=tuple(each for each in record.waivers if each.known_from <= on),
            disputes=tuple(
                each
                if each.settled_on is None or each.settled_on <= on
                else evolve(each, settled_on=None, outcome=None)
                for each in record.disputes
                if each.known_from <= on
            ),
        )
    return record


@given(receipts(), contracts(), SEEN)
def test_what_arrives_later_is_not_seen(
    records: tuple[Record, ...], terms: Agreement, on: date
) -> None:
    then = [found for each in (*records, terms) if (found := known(each, on)) is not None]
    assert judged(on, *then) == judged(on, *records, terms)


@given(receipts(), contracts(), SEEN, st.randoms(use_true_random=False))
def test_the_order_of_records_never_matters(
    records: tuple[Record, ...], terms: Agreement, on: date, random: Random
) -> None:
    def shuffled(things: Iterable[T]) -> tuple[T, ...]:
        return tuple(random.sample(list(things), len(list(things))))

    mixed = evolve(terms, waivers=shuffled(terms.waivers), disputes=shuffled(terms.disputes))
    assert judged(on, *shuffled((*records, mixed))) == judged(on, *records, terms)


@given(receipts(), contracts(), SEEN)
def test_figures_add_up(records: tuple[Record, ...], terms: Agreement, on: date) -> None:
    found = judged(on, *records, terms)
    (part,) = found.fulfilments
    whole, stands = part.sums, Counter(item.standing for item in found.items)
    assert whole == added_up(found.obligations)
    assert stands.pop(Standing.OUTSIDE, 0) == part.outside
    for standing in Standing:
        if standing not in (Standing.OUTSIDE, Standing.STRAY):
            assert getattr(whole, standing.replace("-", "_")) == stands.pop(standing, 0)
    assert not stands
    for each in found.obligations:
        assert each.owed == each.quota - each.waived >= 0
        if each.closed:
            assert each.due == min(each.counted, each.owed) + each.in_dispute + each.shortfall
            price = each.unit_price_rupiah or 0
            assert each.earned_rupiah + each.at_stake_rupiah == price * each.due
    ceiling = terms.deliverables[0].ceiling_rupiah
    assert ceiling is None or whole.payable_rupiah <= ceiling


@given(receipts(), contracts(), SEEN, st.sampled_from(["partner", "month", "closed", "state"]))
def test_any_roll_up_has_the_sums_of_the_whole(
    records: tuple[Record, ...], terms: Agreement, on: date, name: str
) -> None:
    owed = judged(on, *records, terms).obligations
    parts = added_up_by(owed, lambda each: getattr(each, name)).values()
    whole = added_up(owed)
    for figure in record_info(Sums).names:
        assert sum(getattr(part, figure) for part in parts) == getattr(whole, figure)


def test_each_commission_has_its_own_clock_and_its_own_partners() -> None:
    """Both judge an item that appeared late in the evening; in the east it is the next day already."""
    other = Id("kpu/61.11")
    east, west = (evolve(planned(day(9, 9)), id=Id(f"publication/{name}")) for name in "ab")
    theirs = contract(
        id=Id("agreement/kpu-61.11/2024/001"),
        commission=other,
        parties=tuple(
            evolve(party, partner=other) if party.partner == OWN else party
            for party in contract().parties
        ),
        signatures=tuple(
            evolve(each, party=other) if each.party == OWN else each
            for each in contract().signatures
        ),
    )
    west = evolve(west, agreement=theirs.id, commission=other)
    at = datetime(2024, 9, 9, 23, 30, tzinfo=WIB)
    snapshot = Snapshot(world()).with_records(
        [theirs, east, west, *(evolve(taken(item), at=at) for item in (east, west))]
    )

    def clock_of(commission: Id) -> Callable[[datetime], date]:
        zone = WIB if commission == other else WITA
        return lambda instant: instant.astimezone(zone).date()

    found = portfolio(snapshot, day(9, 10), clock_of)
    by_commission = added_up_by(found.obligations, lambda each: each.commission)
    assert {str(of): (sums.on_time, sums.late) for of, sums in by_commission.items()} == {
        "kpu/61.11": (1, 0),
        "kpu/64.02": (0, 1),
    }
    own = fulfilments(snapshot, OWN, day(9, 10), clock_of(OWN))
    assert own == tuple(part for part in found.fulfilments if part.commission == OWN)
