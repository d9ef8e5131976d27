"""The steps in the life of an agreement: what each of them refuses, and why."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from pilkada_outreach import Agreement, AgreementKind, Id, Party, Period, SignatoryOffice, evolve
from pilkada_outreach.domain.agreement_life import addendum_to, ended, offered, renewal_of, signed
from tests.findings import refused

KPU, MEDIUM = Id("kpu/64.02"), Id("media/kabar-contoh")
STRANGER = Id("media/warta-misal")


def two_parties(**fields: object) -> Agreement:
    values: dict[str, object] = {
        "id": Id("agreement/kpu-64.02/2024/001"),
        "kind": AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
        "title": "Nota Kesepahaman",
        "commission": KPU,
        "parties": tuple(
            Party(partner=partner, office=SignatoryOffice.OTHER) for partner in (KPU, MEDIUM)
        ),
        "period": Period(first_day=date(2024, 8, 3), last_day=date(2024, 8, 9)),
        **fields,
    }
    return Agreement(**values)  # type: ignore[arg-type]  # a table of fields


def whole() -> Agreement:
    made = two_parties()
    for party in (KPU, MEDIUM):
        made = signed(made, party=party, by=party, on=date(2024, 8, 2))
    return made


def over() -> Agreement:
    return ended(whole(), on=date(2024, 8, 5), reason="mufakat")


def sign(made: Agreement, party: Id, day: int) -> Agreement:
    return signed(made, party=party, by=party, on=date(2024, 8, day))


def end(made: Agreement, day: int) -> Agreement:
    return ended(made, on=date(2024, 8, day), reason="mufakat")


def renew(
    made: Agreement, day: int, last: int, numbers: Mapping[Id, str] | None = None
) -> Agreement:
    period = Period(last_day=date(2024, 8, last))
    return renewal_of(
        made, id=Id("agreement/x/2"), on=date(2024, 8, day), period=period, numbers=numbers
    )


def amend(made: Agreement, day: int, numbers: Mapping[Id, str] | None = None) -> Agreement:
    return addendum_to(made, id=Id("agreement/x/2"), on=date(2024, 8, day), numbers=numbers)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (lambda: offered(whole(), date(2024, 8, 2)), "offer offered_on"),
        (
            lambda: offered(offered(whole(), date(2024, 8, 1)), date(2024, 8, 1)),
            "offered-twice offered_on",
        ),
        (lambda: sign(over(), STRANGER, 2), "stranger signatures"),
        (lambda: sign(whole(), KPU, 2), "signed-twice signatures"),
        (lambda: sign(end(two_parties(), 2), KPU, 2), "sign signatures"),
        (lambda: sign(two_parties(), KPU, 10), "sign-late signatures"),
        (lambda: end(whole(), 10), "end ended_on"),
        (lambda: end(over(), 4), "ended-twice ended_on"),
        (lambda: end(whole(), 1), "end-before ended_on"),
        (lambda: end(offered(two_parties(), date(2024, 8, 2)), 1), "end-before ended_on"),
        (lambda: renew(whole(), 2, 20), "renew renews"),
        (lambda: renew(over(), 5, 20), "renew renews"),
        (lambda: renew(amend(whole(), 3), 3, 20), "renew-addendum renews"),
        (lambda: renew(whole(), 3, 9), "renew-period period"),
        (lambda: renew(whole(), 3, 10, numbers={STRANGER: "1"}), "stranger parties"),
        (lambda: amend(whole(), 1), "amend amends"),
        (lambda: amend(whole(), 10), "amend amends"),
        (lambda: amend(whole(), 2, numbers={STRANGER: "1"}), "stranger parties"),
    ],
)
def test_a_step_that_is_not_allowed_says_which(
    step: Callable[[], Agreement], expected: str
) -> None:
    assert refused(step) == [f"agreement.step-{expected}"]


def test_an_end_needs_its_reason_and_keeps_the_notice() -> None:
    assert refused(lambda: ended(whole(), on=date(2024, 8, 5), reason=" ")) == [
        "agreement.end-reason end_reason"
    ]
    notice = date(2024, 8, 3)
    made = ended(whole(), on=date(2024, 8, 5), reason="mufakat", notice_given_on=notice)
    assert (made.ended_on, made.end_reason) == (date(2024, 8, 5), "mufakat")
    assert made.notice_given_on == notice


def test_a_person_who_is_not_named_cannot_sign() -> None:
    first, second = two_parties().parties
    made = two_parties(parties=(evolve(first, signatory=Id("person/fulan")), second))
    assert refused(lambda: sign(made, KPU, 2)) == ["agreement.signature-person signatures[0].by"]
