"""Addenda: the terms in effect on a day, by the day on which their signing was completed."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    AgreementState,
    Code,
    Deliverable,
    Funding,
    Grant,
    GrantLine,
    Id,
    Party,
    Period,
    SignatoryOffice,
    Signature,
    Snapshot,
    Task,
    UnknownRecord,
    Witness,
    evolve,
)
from pilkada_outreach.domain.agreement_amended import amended
from pilkada_outreach.domain.agreement_life import addendum_to, ended, renewal_of, signed
from pilkada_outreach.domain.contract_facts import Dispute, Waiver
from pilkada_outreach.measuring.agreements import in_effect, state_of
from tests import strategies

KPU, GOVERNMENT = Id("kpu/64.02"), Id("government/64.02")
NPHD = Id("agreement/kpu-64.02/2023/010")
ADDENDUM = Id("agreement/kpu-64.02/2025/003")


def agreement(**fields: object) -> Agreement:
    """A grant agreement for Pilkada 2024; its days are invented, none was published."""
    values: dict[str, object] = {
        "id": NPHD,
        "kind": AgreementKind.GRANT,
        "title": "NPHD Pilkada 2024",
        "commission": KPU,
        "parties": (
            Party(partner=GOVERNMENT, number="900/1/2023", office=SignatoryOffice.REGENT),
            Party(partner=KPU, number="1/PR.07/6402/2023", office=SignatoryOffice.CHAIR),
        ),
        "period": Period(first_day=date(2023, 11, 1), last_day=date(2025, 3, 31)),
        "signatures": both(date(2023, 11, 1)),
        **fields,
    }
    return Agreement(**values)  # type: ignore[arg-type]  # a table of fields


def both(*days: date) -> tuple[Signature, ...]:
    return tuple(
        Signature(party=party, by=Id("person/fulan"), on=days[place % len(days)])
        for place, party in enumerate((GOVERNMENT, KPU))
    )


def addendum(number: int, *days: date, **fields: object) -> Agreement:
    id = Id(f"agreement/kpu-64.02/2025/{number:03}")
    return agreement(**{"id": id, "amends": NPHD, "signatures": both(*days), **fields})


def until(day: date) -> Period:
    return Period(first_day=date(2023, 11, 1), last_day=day)


def test_the_grant_of_the_revote_in_kutai_kartanegara() -> None:
    """The addendum was signed on 2025-03-19, for Rp 62.4 billion and a re-vote on 2025-04-19."""
    first = agreement()
    draft = addendum_to(
        first,
        id=ADDENDUM,
        on=date(2025, 3, 10),
        period=until(date(2025, 7, 31)),
        numbers={KPU: "2/PR.07/6402/2025"},
    )
    draft = evolve(draft, grant=Grant(amount_rupiah=62_400_000_000))
    assert draft.title == "Adendum NPHD Pilkada 2024"
    assert [party.number for party in draft.parties] == ["", "2/PR.07/6402/2025"]
    assert draft.signatures == ()
    for party in (GOVERNMENT, KPU):
        draft = signed(draft, party=party, by=Id("person/fulan"), on=date(2025, 3, 19))
    register = Snapshot((first, draft))
    before, after = date(2025, 3, 18), date(2025, 3, 19)
    assert in_effect(register, NPHD, before) == first
    changed = in_effect(register, NPHD, after)
    assert changed.id == NPHD
    assert changed.signatures == first.signatures
    assert changed.parties == first.parties
    assert changed.period.last_day == date(2025, 7, 31)
    assert changed.grant == Grant(amount_rupiah=62_400_000_000)
    revote = date(2025, 4, 19)
    assert state_of(register, NPHD, revote) is AgreementState.IN_FORCE
    assert state_of(Snapshot((first,)), NPHD, revote) is AgreementState.EXPIRED


def test_one_signature_changes_nothing() -> None:
    half = addendum(1, date(2025, 1, 5), date(2025, 1, 20), period=until(date(2025, 6, 30)))
    assert amended(agreement(), [half], date(2025, 1, 19)) == agreement()
    assert amended(agreement(), [half], date(2025, 1, 20)).period == half.period
    unsigned = evolve(half, signatures=half.signatures[:1])
    assert amended(agreement(), [unsigned], date(2026, 1, 1)) == agreement()


def test_addenda_count_in_the_order_in_which_they_were_completed() -> None:
    slow = addendum(1, date(2025, 1, 5), date(2025, 2, 1), period=until(date(2025, 6, 30)))
    fast = addendum(2, date(2025, 1, 10), period=until(date(2025, 9, 30)))
    for addenda in ([slow, fast], [fast, slow]):
        assert amended(agreement(), addenda, date(2025, 1, 15)).period == fast.period
        assert amended(agreement(), addenda, date(2025, 2, 1)).period == slow.period
    tie = evolve(fast, signatures=slow.signatures)
    assert amended(agreement(), [tie, slow], date(2025, 2, 1)).period == tie.period


def owed(code: str) -> Deliverable:
    return Deliverable(code=Code(code), name=code, per_month=4)


def test_what_an_addendum_does_not_state_stays() -> None:
    first = agreement(
        deliverables=(owed("iklan"),),
        clauses=(Code("scope"),),
        scope=("sosialisasi",),
        minimum_term_months=6,
        notice_days=30,
        value_rupiah=100,
    )
    day = date(2025, 1, 5)
    silent = amended(first, [addendum(1, day)], day)
    assert silent == first
    terms: dict[str, object] = {
        "deliverables": (owed("banner"),),
        "clauses": (Code("term"),),
        "scope": ("pendidikan pemilih",),
        "work_plan": (Task(what="Rapat koordinasi", owner=KPU),),
        "funding": Funding(budget_line="6639.QFB.001"),
        "minimum_term_months": 3,
        "notice_days": 7,
    }
    for name, value in terms.items():
        changed = amended(first, [addendum(1, day, **{name: value})], day)
        assert changed == evolve(first, **{name: value})
    assert amended(first, [addendum(1, day, **terms)], day) == evolve(first, **terms)


@pytest.mark.parametrize(
    ("first", "later", "value", "amount"),
    [
        ({"value_rupiah": 100}, {"value_rupiah": 150}, 150, None),
        ({"grant": Grant(amount_rupiah=100)}, {"grant": Grant(amount_rupiah=150)}, None, 150),
        ({"grant": Grant(amount_rupiah=100)}, {"value_rupiah": 150}, 150, 150),
        (
            {"grant": Grant(amount_rupiah=100), "value_rupiah": 100},
            {"grant": Grant(amount_rupiah=150)},
            150,
            150,
        ),
        ({"value_rupiah": 100}, {"grant": Grant(amount_rupiah=150)}, 150, 150),
        ({"grant": Grant(amount_rupiah=100)}, {}, None, 100),
    ],
)
def test_an_agreement_keeps_one_value(
    first: dict[str, object], later: dict[str, object], value: int | None, amount: int | None
) -> None:
    day = date(2025, 1, 5)
    changed = amended(agreement(**first), [addendum(1, day, **later)], day)
    assert changed.value_rupiah == value
    assert (changed.grant and changed.grant.amount_rupiah) == amount


def test_a_new_amount_keeps_the_lines_of_the_grant() -> None:
    line = GrantLine(code=Code("sosialisasi"), name="Sosialisasi", amount_rupiah=100)
    first = agreement(grant=Grant(amount_rupiah=100, lines=(line,)))
    changed = amended(first, [addendum(1, date(2025, 1, 5), value_rupiah=150)], date(2025, 1, 5))
    assert changed.grant == Grant(amount_rupiah=150, lines=(line,))


def test_an_addendum_that_was_given_up_counts_for_nothing() -> None:
    longer = {"period": until(date(2025, 6, 30))}
    given_up = addendum(
        1, date(2025, 1, 5), date(2025, 1, 20), ended_on=date(2025, 1, 10), end_reason="x", **longer
    )
    assert amended(agreement(), [given_up], date(2025, 1, 20)) == agreement()
    withdrawn = evolve(given_up, ended_on=date(2025, 2, 1))
    assert amended(agreement(), [withdrawn], date(2025, 1, 31)).period == withdrawn.period
    assert amended(agreement(), [withdrawn], date(2025, 2, 1)) == agreement()


def test_what_has_ended_keeps_its_terms() -> None:
    over = ended(agreement(), on=date(2025, 2, 1), reason="mufakat")
    late = addendum(1, date(2025, 2, 1), period=until(date(2025, 6, 30)))
    assert amended(over, [late], date(2025, 3, 1)) == over
    in_time = evolve(late, signatures=both(date(2025, 1, 31)))
    assert amended(over, [in_time], date(2025, 3, 1)).period == in_time.period
    for withdrawn_on in (date(2025, 2, 1), date(2025, 2, 20)):
        withdrawn = evolve(in_time, ended_on=withdrawn_on, end_reason="x")
        assert amended(over, [withdrawn], date(2025, 3, 1)).period == in_time.period


def test_the_addenda_of_others_are_passed_over() -> None:
    day = date(2025, 1, 5)
    other = addendum(1, day, period=until(day), amends=Id("agreement/x/1"))
    assert amended(agreement(), [other, evolve(other, amends=None)], day) == agreement()


def test_waivers_and_disputes_of_an_addendum_are_added() -> None:
    day = date(2025, 1, 5)
    waived = Waiver(
        deliverable=Code("iklan"), partner=GOVERNMENT, month=1, count=2, reason="x", known_from=day
    )
    dispute = Dispute(
        publication=Id("publication/x/1"), ground=Code("proof"), reason="x", known_from=day
    )
    first = agreement(deliverables=(owed("iklan"),), waivers=(waived,))
    more = addendum(1, day, waivers=(evolve(waived, count=3),), disputes=(dispute,))
    changed = amended(first, [more], day)
    assert [waiver.count for waiver in changed.waivers] == [2, 3]
    assert changed.disputes == (dispute,)
    stranger = Id("media/warta-misal")
    others = evolve(
        more,
        parties=(more.parties[0], evolve(more.parties[1], partner=stranger)),
        signatures=(more.signatures[0], evolve(more.signatures[1], party=stranger)),
        waivers=(evolve(waived, partner=stranger),),
    )
    assert amended(first, [others], day).waivers == (waived,)
    replaced = evolve(more, deliverables=(owed("banner"),), waivers=())
    assert amended(first, [replaced], day).waivers == ()


def test_an_addendum_to_an_addendum_counts_through_it() -> None:
    first, day = agreement(), date(2025, 1, 5)
    one = addendum(1, day, period=until(date(2025, 6, 30)))
    other = addendum(2, date(2025, 2, 5), period=until(date(2025, 8, 31)), amends=one.id)
    register = Snapshot((first, one, other))
    assert in_effect(register, NPHD, date(2025, 2, 4)).period == one.period
    assert in_effect(register, NPHD, date(2025, 2, 5)).period == other.period


def test_a_circle_of_addenda_does_not_hang() -> None:
    one = addendum(1, date(2025, 1, 5))
    circle = evolve(agreement(), amends=one.id)
    assert in_effect(Snapshot((circle, one)), NPHD, date(2025, 2, 1)).id == NPHD


def test_an_unknown_agreement_is_told() -> None:
    with pytest.raises(UnknownRecord):
        in_effect(Snapshot((agreement(),)), ADDENDUM, date(2025, 2, 1))
    with pytest.raises(UnknownRecord):
        state_of(Snapshot(()), NPHD, date(2025, 2, 1))


def with_everything() -> Agreement:
    day = date(2023, 10, 1)
    return agreement(
        deliverables=(owed("iklan"),),
        scope=("sosialisasi",),
        signing_order=(GOVERNMENT, KPU),
        minimum_term_months=6,
        notice_days=30,
        implements=Id("agreement/x/1"),
        election=Id("pilkada/2024/64.02"),
        supersedes=Id("agreement/x/2"),
        offered_on=day,
        notice_given_on=day,
        witnesses=(Witness(name="Fulan"),),
        value_rupiah=100,
        grant=Grant(amount_rupiah=100),
        funding=Funding(budget_line="6639.QFB.001"),
        work_plan=(Task(what="Rapat koordinasi", owner=KPU),),
        waivers=(
            Waiver(
                deliverable=Code("iklan"),
                partner=GOVERNMENT,
                month=1,
                count=2,
                reason="x",
                known_from=day,
            ),
        ),
        disputes=(
            Dispute(
                publication=Id("publication/x/1"), ground=Code("proof"), reason="x", known_from=day
            ),
        ),
    )


def test_a_renewal_is_a_paper_of_its_own() -> None:
    first = with_everything()
    period = Period(first_day=date(2025, 4, 1), last_day=date(2026, 3, 31))
    made = renewal_of(first, id=ADDENDUM, on=date(2025, 3, 1), period=period, numbers={KPU: "7"})
    assert made == Agreement(
        id=ADDENDUM,
        kind=first.kind,
        title=first.title,
        commission=KPU,
        parties=(evolve(first.parties[0], number=""), evolve(first.parties[1], number="7")),
        period=period,
        deliverables=first.deliverables,
        scope=first.scope,
        signing_order=first.signing_order,
        implements=first.implements,
        election=first.election,
        minimum_term_months=6,
        notice_days=30,
        renews=NPHD,
    )


def test_an_addendum_states_nothing_but_its_place() -> None:
    first = with_everything()
    made = addendum_to(first, id=ADDENDUM, on=date(2025, 3, 1), title="Adendum I")
    assert made == Agreement(
        id=ADDENDUM,
        kind=first.kind,
        title="Adendum I",
        commission=KPU,
        parties=tuple(evolve(party, number="") for party in first.parties),
        period=first.period,
        signing_order=first.signing_order,
        implements=first.implements,
        election=first.election,
        amends=NPHD,
    )


def signed_by_all(draft: Agreement, day: date) -> Agreement:
    signatures = tuple(
        Signature(party=party.partner, by=party.signatory or Id("person/fulan"), on=day)
        for party in draft.parties
    )
    return evolve(draft, signatures=signatures, ended_on=None, end_reason="")


@settings(max_examples=30)
@given(
    first=strategies.of(Agreement),
    later=st.lists(strategies.of(Agreement), max_size=2, unique_by=lambda each: each.id),
    day=st.dates(date(1945, 8, 17), date(2100, 1, 1)),
)
def test_any_addenda_can_be_laid_over_any_agreement(
    first: Agreement, later: list[Agreement], day: date
) -> None:
    addenda = [
        evolve(
            signed_by_all(each, day), amends=first.id, implements=None, supersedes=None, renews=None
        )
        for each in later
        if each.id != first.id
    ]
    changed = amended(evolve(first, ended_on=None, end_reason=""), addenda, day)
    assert changed.id == first.id
    assert changed.signatures == first.signatures
    latest = max(addenda, key=lambda each: each.id, default=first)
    assert changed.period == latest.period
    assert changed.deliverables == next(
        (
            each.deliverables
            for each in sorted(addenda, key=lambda each: each.id, reverse=True)
            if each.deliverables
        ),
        first.deliverables,
    )
