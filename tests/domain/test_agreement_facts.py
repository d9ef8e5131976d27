"""Waivers and disputes of an agreement, and the events of its life."""

from datetime import date

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    AgreementState,
    Code,
    Deliverable,
    Id,
    Party,
    Period,
    SignatoryOffice,
    Signature,
    agreement_state,
    evolve,
)
from pilkada_outreach.domain.agreement_events import AgreementEventKind, events
from pilkada_outreach.domain.contract_facts import Dispute, DisputeOutcome, Waiver
from tests.findings import refused, sentence, warned

KPU, MEDIUM = Id("kpu/64.02"), Id("media/kabar-contoh")
SIGNED = date(2024, 8, 9)


def contract(**fields: object) -> Agreement:
    given: dict[str, object] = {
        "id": Id("agreement/kpu-64.02/2024/001"),
        "kind": AgreementKind.MEDIA_CONTRACT,
        "title": "Kontrak publikasi",
        "commission": KPU,
        "parties": (
            Party(partner=KPU, office=SignatoryOffice.CONTRACT_OFFICER),
            Party(partner=MEDIUM, office=SignatoryOffice.DIRECTOR),
        ),
        "period": Period(first_day=date(2024, 8, 10), last_day=date(2024, 12, 9)),
        "deliverables": (Deliverable(code=Code("iklan"), name="Iklan", per_month=4),),
        **fields,
    }
    return Agreement(**given)  # type: ignore[arg-type]  # a table of fields


def waiver(**fields: object) -> Waiver:
    given: dict[str, object] = {
        "deliverable": Code("iklan"),
        "partner": MEDIUM,
        "month": 1,
        "count": 1,
        "reason": "situs diretas",
        "known_from": date(2024, 9, 1),
        **fields,
    }
    return Waiver(**given)  # type: ignore[arg-type]  # a table of fields


def dispute(**fields: object) -> Dispute:
    given: dict[str, object] = {
        "publication": Id("publication/x/1"),
        "ground": Code("proof"),
        "reason": "tangkapan layar tidak terbaca",
        "known_from": date(2024, 9, 1),
        **fields,
    }
    return Dispute(**given)  # type: ignore[arg-type]  # a table of fields


def test_what_is_waived_is_owed() -> None:
    assert warned(contract(waivers=(waiver(),))) == []
    assert refused(
        lambda: contract(waivers=(waiver(), waiver(deliverable=Code("banner"), partner=Id("a/b"))))
    ) == ["waiver.deliverable waivers[1].deliverable", "waiver.partner waivers[1].partner"]
    assert refused(lambda: contract(waivers=(waiver(),), deliverables=())) == [
        "waiver.deliverable waivers[0].deliverable"
    ]


def test_an_addendum_may_waive_what_the_agreement_states() -> None:
    addendum = contract(amends=Id("agreement/x/1"), deliverables=(), waivers=(waiver(),))
    assert warned(addendum) == []
    stated = (Deliverable(code=Code("banner"), name="Banner", per_month=1),)
    assert refused(lambda: evolve(addendum, deliverables=stated)) == [
        "waiver.deliverable waivers[0].deliverable"
    ]


def test_an_item_is_disputed_once_at_a_time() -> None:
    settled = dispute(settled_on=date(2024, 9, 10), outcome=DisputeOutcome.UPHELD)
    again = dispute(known_from=date(2024, 9, 10))
    assert warned(contract(disputes=(settled, again))) == []
    assert warned(contract(disputes=(again, settled))) == []
    early = evolve(again, known_from=date(2024, 9, 9))
    for pair in ((settled, early), (early, settled)):
        assert warned(contract(disputes=pair)) == ["dispute.twice disputes[1].publication"]
    other = evolve(early, publication=Id("publication/x/2"))
    assert warned(contract(disputes=(settled, other))) == []


def test_a_dispute_rests_on_a_condition_of_the_contract() -> None:
    (owed,) = contract().deliverables
    for ground, condition in (("neutrality", {"neutral": True}), ("label", {"label": "iklan"})):
        raised = dispute(ground=Code(ground))
        without = contract(disputes=(raised,))
        assert warned(without) == ["dispute.ground disputes[0].ground"]
        assert ground in sentence(without, "id")
        stated = evolve(owed, **condition)
        assert warned(contract(disputes=(raised,), deliverables=(stated,))) == []
        assert warned(contract(disputes=(raised,), deliverables=())) == []


def both(first: date, second: date) -> tuple[Signature, ...]:
    return (
        Signature(party=KPU, by=Id("person/fulan"), on=first),
        Signature(party=MEDIUM, by=Id("person/fulanah"), on=second),
    )


def told(agreement: Agreement) -> list[tuple[str, str, str]]:
    return [(str(event.on), event.kind, event.state) for event in events(agreement)]


def test_the_events_of_a_whole_life() -> None:
    made = contract(offered_on=date(2024, 8, 1), signatures=both(date(2024, 8, 5), SIGNED))
    assert told(made) == [
        ("2024-08-01", "offered", "offered"),
        ("2024-08-05", "signed", "partly-signed"),
        ("2024-08-09", "signed", "signed"),
        ("2024-08-10", "begins", "in-force"),
        ("2024-12-10", "lapses", "expired"),
    ]
    assert [event.party for event in events(made)] == [None, KPU, MEDIUM, None, None]
    assert events(contract()) == ()


def test_signed_after_the_first_day_it_begins_with_the_last_signature() -> None:
    late = contract(signatures=both(date(2024, 8, 5), date(2024, 9, 1)))
    assert told(late)[1:3] == [
        ("2024-09-01", "signed", "in-force"),
        ("2024-09-01", "begins", "in-force"),
    ]


def test_signed_after_its_period_it_is_over_at_once() -> None:
    late = contract(signatures=both(date(2024, 8, 5), date(2024, 12, 10)))
    assert told(late)[1:] == [
        ("2024-12-10", "signed", "expired"),
        ("2024-12-10", "lapses", "expired"),
    ]
    assert agreement_state(late, date(2024, 12, 9)) is AgreementState.PARTLY_SIGNED


def test_ended_on_the_day_it_would_begin_it_was_never_in_force() -> None:
    made = contract(
        signatures=both(SIGNED, SIGNED), ended_on=date(2024, 8, 10), end_reason="mufakat"
    )
    assert told(made)[2:] == [("2024-08-10", "ended", "cancelled")]
    day_later = evolve(made, ended_on=date(2024, 8, 11))
    assert told(day_later)[2:] == [
        ("2024-08-10", "begins", "in-force"),
        ("2024-08-11", "ended", "ended"),
    ]


def test_ended_when_it_had_lapsed_it_has_expired() -> None:
    made = contract(
        signatures=both(SIGNED, SIGNED), ended_on=date(2024, 12, 10), end_reason="mufakat"
    )
    assert told(made)[3:] == [
        ("2024-12-10", "lapses", "expired"),
        ("2024-12-10", "ended", "expired"),
    ]


def test_a_signature_after_the_end_changes_nothing() -> None:
    made = contract(
        signatures=both(SIGNED, date(2024, 9, 5)), ended_on=date(2024, 9, 1), end_reason="mufakat"
    )
    assert told(made)[1:] == [
        ("2024-09-01", "ended", "cancelled"),
        ("2024-09-05", "signed", "cancelled"),
    ]


def test_the_last_day_there_is_never_lapses() -> None:
    made = contract(
        signatures=both(SIGNED, SIGNED),
        period=Period(first_day=date(2024, 8, 10), last_day=date.max),
    )
    assert events(made)[-1].kind is AgreementEventKind.BEGINS
    assert agreement_state(made, date.max) is AgreementState.IN_FORCE
    first_day = evolve(made, signatures=(), ended_on=date.min, end_reason="mufakat")
    assert agreement_state(first_day, date.min) is AgreementState.CANCELLED
