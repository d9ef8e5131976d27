"""Agreements: links, clauses, powers, signing order, early ends, grants."""

from datetime import date

import pytest

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    AgreementState,
    Code,
    Id,
    Party,
    Period,
    SignatoryOffice,
    Signature,
    agreement_state,
    evolve,
)
from pilkada_outreach.domain.agreement_terms import REQUIRED_CLAUSES
from pilkada_outreach.domain.grant import Grant, GrantLine, Instalment
from tests.findings import refused, sentence, warned

KPU, REGENT = Id("kpu/61.11"), Id("government/61.11")
SIGNED = date(2021, 6, 1)


def agreement(
    kind: AgreementKind = AgreementKind.MEMORANDUM_OF_SYNERGY, **fields: object
) -> Agreement:
    given: dict[str, object] = {
        "id": Id("agreement/kpu-61.11/2021/001"),
        "kind": kind,
        "title": "Diseminasi Kepemiluan",
        "commission": KPU,
        "parties": (
            Party(partner=REGENT, office=SignatoryOffice.REGENT),
            Party(partner=KPU, office=SignatoryOffice.CHAIR),
        ),
        "period": Period(first_day=date(2021, 6, 10), last_day=date(2026, 6, 9)),
        **fields,
    }
    return Agreement(**given)  # type: ignore[arg-type]  # a table of fields


def signatures(*days: date) -> tuple[Signature, ...]:
    return tuple(
        Signature(party=party, by=Id("person/fulan"), on=day)
        for party, day in zip((REGENT, KPU), days, strict=False)
    )


def test_a_cooperation_agreement_without_a_parent_is_doubtful() -> None:
    alone = agreement(AgreementKind.COOPERATION)
    assert warned(alone) == ["agreement.parent-missing implements"]
    assert warned(evolve(alone, implements=Id("agreement/kpu-61.11/2020/001"))) == []
    assert warned(agreement()) == []


def test_links_lead_to_other_agreements_each_in_one_sense() -> None:
    made = agreement()
    assert refused(lambda: evolve(made, amends=made.id)) == ["agreement.link-self amends"]
    other = Id("agreement/kpu-61.11/2020/001")
    assert refused(lambda: evolve(made, amends=other, renews=other)) == [
        "agreement.link-twice renews"
    ]
    assert evolve(made, amends=other, implements=Id("agreement/x/1")).amends == other


def test_listed_clauses_are_complete() -> None:
    for kind, required in REQUIRED_CLAUSES.items():
        parent = Id("agreement/x/1")
        whole = agreement(kind, implements=parent, clauses=tuple(map(Code, required)))
        assert warned(whole) == []
        short = evolve(whole, clauses=whole.clauses[1:])
        assert warned(short) == ["agreement.clauses clauses"]
        assert required[0] in sentence(short, "id")
    other = agreement(AgreementKind.JOINT_DECREE, clauses=(Code("scope"),))
    assert warned(other) == []


def test_clauses_that_were_not_listed_are_not_judged() -> None:
    assert warned(agreement(AgreementKind.JOINT_AGREEMENT)) == []


def test_a_clause_is_listed_once() -> None:
    assert refused(
        lambda: agreement(AgreementKind.JOINT_DECREE, clauses=(Code("term"), Code("term")))
    ) == ["agreement.clause-twice clauses[1]"]


def test_the_head_of_an_agency_signs_with_a_power() -> None:
    agency = Party(partner=REGENT, office=SignatoryOffice.AGENCY_HEAD)
    chair = Party(partner=KPU, office=SignatoryOffice.CHAIR)
    assert warned(agreement(parties=(agency, chair))) == [
        "agreement.power-missing parties[0].power_of_attorney"
    ]
    given = evolve(agency, power_of_attorney="01/SK/2021", power_of_attorney_on=SIGNED)
    made = agreement(parties=(given, chair), signatures=signatures(SIGNED, SIGNED))
    assert warned(made) == []
    late = evolve(given, power_of_attorney_on=date(2021, 6, 2))
    assert warned(evolve(made, parties=(late, chair))) == [
        "agreement.power-late parties[0].power_of_attorney_on"
    ]


def test_a_signing_order_names_the_parties_and_is_kept() -> None:
    order = (REGENT, KPU)
    made = agreement(signing_order=order, signatures=signatures(SIGNED, SIGNED))
    assert warned(made) == []
    assert warned(evolve(made, signatures=made.signatures[:1])) == []
    assert warned(evolve(made, signatures=made.signatures[1:])) == [
        "agreement.signed-out-of-order signatures"
    ]
    assert warned(evolve(made, signing_order=(KPU, REGENT))) == []
    assert warned(
        evolve(made, signing_order=(KPU, REGENT), signatures=signatures(SIGNED, date(2021, 6, 2)))
    ) == ["agreement.signed-out-of-order signatures"]
    assert refused(lambda: evolve(made, signing_order=(KPU,))) == [
        "agreement.signing-order signing_order"
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"minimum_term_months": 0}, "agreement.term-length minimum_term_months"),
        ({"notice_days": -1}, "agreement.term-length notice_days"),
        ({"value_rupiah": -1}, "figure.negative value_rupiah"),
        ({"ended_on": SIGNED}, "agreement.end-reason end_reason"),
        ({"end_reason": "mufakat"}, "agreement.end-reason ended_on"),
        ({"grant": Grant(amount_rupiah=1)}, "agreement.grant-kind grant"),
    ],
)
def test_terms_that_cannot_be(fields: dict[str, object], expected: str) -> None:
    assert refused(lambda: agreement(**fields)) == [expected]  # type: ignore[arg-type]  # a table of fields


def test_a_grant_has_one_value() -> None:
    grant = Grant(amount_rupiah=62_400_000_000)
    assert warned(agreement(AgreementKind.GRANT, grant=grant, value_rupiah=62_400_000_000)) == []
    assert refused(lambda: agreement(AgreementKind.GRANT, grant=grant, value_rupiah=1)) == [
        "agreement.grant-value value_rupiah"
    ]


STATES = [
    (date(2021, 5, 1), AgreementState.DRAFT),
    (date(2021, 5, 10), AgreementState.OFFERED),
    (SIGNED, AgreementState.PARTLY_SIGNED),
    (date(2021, 6, 3), AgreementState.SIGNED),
    (date(2021, 6, 10), AgreementState.IN_FORCE),
    (date(2026, 6, 9), AgreementState.IN_FORCE),
    (date(2026, 6, 10), AgreementState.EXPIRED),
]


@pytest.mark.parametrize(("day", "state"), STATES)
def test_the_state_follows_from_the_day(day: date, state: AgreementState) -> None:
    made = agreement(offered_on=date(2021, 5, 10), signatures=signatures(SIGNED, date(2021, 6, 3)))
    assert agreement_state(made, day) is state


@pytest.mark.parametrize(
    ("ended_on", "after"),
    [
        (date(2021, 5, 20), AgreementState.CANCELLED),
        (date(2021, 6, 5), AgreementState.CANCELLED),
        (date(2023, 1, 1), AgreementState.ENDED),
        (date(2026, 6, 10), AgreementState.EXPIRED),
    ],
)
def test_an_early_end(ended_on: date, after: AgreementState) -> None:
    made = agreement(
        offered_on=date(2021, 5, 10),
        signatures=signatures(SIGNED, date(2021, 6, 3)),
        ended_on=ended_on,
        end_reason="mufakat",
    )
    for day, state in STATES:
        assert agreement_state(made, day) is (state if day < ended_on else after)


def grant(**fields: object) -> Grant:
    given: dict[str, object] = {"amount_rupiah": 1000, **fields}
    return Grant(**given)  # type: ignore[arg-type]  # a table of fields


def line(code: str, amount: int, realised: int | None = None) -> GrantLine:
    return GrantLine(code=Code(code), name=code, amount_rupiah=amount, realised_rupiah=realised)


def test_the_lines_make_the_grant_or_the_gap_is_named() -> None:
    assert warned(grant(lines=(line("a", 400), line("b", 600)))) == []
    short = grant(lines=(line("a", 400), line("b", 500)))
    assert warned(short) == ["grant.lines lines"]
    assert "Rp 100 between them" in sentence(short)
    assert refused(lambda: grant(lines=(line("a", 400), line("a", 600)))) == [
        "grant.line-twice lines[1].code"
    ]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((), []),
        ((1000,), []),
        ((400, 600), []),
        ((401, 599), []),  # a rupiah of rounding
        ((500, 500), [0, 1]),
        ((400, 500), [1]),
        ((900,), [0]),
    ],
)
def test_instalments_are_forty_and_sixty_per_cent(
    amounts: tuple[int, ...], expected: list[int]
) -> None:
    paid = tuple(Instalment(amount_rupiah=amount) for amount in amounts)
    assert warned(grant(instalments=paid)) == [
        f"grant.instalments instalments[{place}].amount_rupiah" for place in expected
    ]


def test_three_instalments_are_too_many() -> None:
    thirds = (Instalment(amount_rupiah=333),) * 3
    assert warned(grant(instalments=thirds)) == ["grant.instalments-many instalments"]


def test_what_goes_back_is_what_was_left() -> None:
    spent = (line("a", 400, 390), line("b", 600, 560))
    day = date(2025, 4, 1)
    back = grant(lines=spent, returned_rupiah=50, returned_on=day)
    assert warned(back) == []
    assert back.realised_rupiah == 950
    assert warned(evolve(back, returned_rupiah=40)) == ["grant.remainder returned_rupiah"]
    unknown = evolve(back, lines=(spent[0], line("b", 600)), returned_rupiah=40)
    assert warned(unknown) == []
    assert refused(lambda: evolve(back, returned_on=None)) == ["grant.return-half returned_on"]
    assert refused(lambda: evolve(back, returned_rupiah=None)) == [
        "grant.return-half returned_rupiah"
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: grant(amount_rupiah=-1),
        lambda: line("a", -1),
        lambda: Instalment(amount_rupiah=-1),
    ],
)
def test_no_amount_is_negative(make: object) -> None:
    assert refused(make) == ["figure.negative amount_rupiah"]  # type: ignore[arg-type]  # a function
