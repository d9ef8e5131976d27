"""Items under a contract: which count, and why others do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import Code, EvidenceKind, Id, Outcome, Publication, Record, evolve
from pilkada_outreach.domain.contract_facts import DisputeOutcome
from pilkada_outreach.measuring.contract_items import Standing
from pilkada_outreach.measuring.web_addresses import page_of
from tests.measuring.contract_desk import (
    contract,
    coverage,
    day,
    dispute,
    judged,
    planned,
    standings,
    taken,
)

END = day(12, 31)
PAGE = "https://kabar-contoh.example/pilkada/ajakan"


def standing(item: Publication, *records: Record) -> Standing:
    """How one item stands at the end."""
    (found,) = (each for each in judged(END, item, *records).items if each.publication == item.id)
    return found.standing


# Proof and label


def test_without_proof_an_item_does_not_count() -> None:
    item = planned(day(8, 12))
    for receipt in (
        taken(item, None, Outcome.ACCEPTED),
        evolve(taken(item), outcome=Outcome.ACCEPTED),
        evolve(taken(item), evidence=None),
    ):
        assert standing(item, receipt) is Standing.UNPROVEN
    assert judged(END, item, taken(item, None, Outcome.REJECTED)).items == ()
    assert judged(END, item).items == ()


@pytest.mark.parametrize(
    ("asked", "kind", "url", "right"),
    [
        ((), None, "", True),
        ((EvidenceKind.SCREENSHOT,), EvidenceKind.SCREENSHOT, "", True),
        ((EvidenceKind.SCREENSHOT,), EvidenceKind.LINK, PAGE, False),
        ((EvidenceKind.SCREENSHOT,), None, PAGE, False),
        ((EvidenceKind.SCREENSHOT, EvidenceKind.CLIPPING), EvidenceKind.CLIPPING, "", True),
        ((EvidenceKind.LINK,), None, PAGE, True),
        ((EvidenceKind.LINK,), EvidenceKind.SCREENSHOT, PAGE, True),
        ((EvidenceKind.LINK,), EvidenceKind.SCREENSHOT, "", False),
    ],
)
def test_the_contract_says_which_proof_it_takes(
    asked: tuple[EvidenceKind, ...], kind: EvidenceKind | None, url: str, right: bool
) -> None:
    item = planned(day(8, 12))
    terms = contract(deliverables=(coverage(proof=asked),))
    found = standing(item, terms, taken(item, kind=kind, url=url))
    assert found is (Standing.ON_TIME if right else Standing.WRONG_PROOF)


@pytest.mark.parametrize(
    ("asked", "label", "right"),
    [
        ("advertorial", "advertorial", True),
        ("advertorial", " Advertorial ", True),
        ("advertorial", "", False),
        ("advertorial", "iklan", False),
        ("", "", True),
        ("", "iklan", True),
    ],
)
def test_the_contract_says_which_label_it_wants(asked: str, label: str, right: bool) -> None:
    item = planned(day(8, 12), label=label)
    terms = contract(deliverables=(coverage(label=asked),))
    found = standing(item, terms, taken(item))
    assert found is (Standing.ON_TIME if right else Standing.WRONG_LABEL)


# What nobody asked for


@pytest.mark.parametrize(
    "changes",
    [
        {"deliverable": Code("banner")},
        {"deliverable": None},
        {"target": Id("media/lain")},
        {"target": None},
        {"target": Id("kpu/64.02")},
    ],
    ids=str,
)
def test_what_nobody_asked_for_counts_for_nothing(changes: dict[str, object]) -> None:
    item = planned(day(8, 12), **changes)
    found = judged(END, item, taken(item))
    assert [(each.standing, each.month) for each in found.items] == [(Standing.STRAY, 1)]
    assert found.fulfilments[0].sums.counted == 0


def test_an_agreement_that_asks_for_nothing_judges_only_what_claims_to_be_asked_for() -> None:
    silent = contract(deliverables=())
    item, claim = planned(day(8, 12), deliverable=None), planned(day(8, 13))
    assert standings(END, silent, item, taken(item), claim, taken(claim)) == {Standing.STRAY: 1}


def test_an_item_outside_the_contract_is_outside_whatever_else_is_wrong() -> None:
    item = planned(day(12, 10), label="")
    assert standing(item, taken(item, None, Outcome.ACCEPTED)) is Standing.OUTSIDE


# Doubles


def test_one_page_proves_one_item_the_first() -> None:
    first, second = planned(day(8, 20)), planned(day(8, 12))
    copies = [
        taken(first, day(8, 20), url=f"{PAGE}/"),
        taken(
            second, day(8, 21), url=f"http://www.kabar-contoh.example{PAGE[28:]}?utm_source=wa#x"
        ),
    ]
    assert standing(first, second, *copies) is Standing.ON_TIME
    assert standing(second, first, *copies) is Standing.DOUBLE


def test_the_same_bytes_prove_one_item_a_day() -> None:
    items = [planned(day(8, number)) for number in (12, 13, 14)]
    days = (day(8, 14), day(8, 14), day(8, 15))
    receipts = [
        taken(item, on, url="", sha256="ab" * 32) for item, on in zip(items, days, strict=True)
    ]
    found = [standing(item, *items, *receipts) for item in items]
    assert found == [Standing.ON_TIME, Standing.DOUBLE, Standing.ON_TIME]


def test_a_proof_serves_once_over_all_deliverables_of_an_agreement() -> None:
    terms = contract(deliverables=(coverage(), coverage(code=Code("banner"), name="Banner")))
    items = [planned(day(8, 12)), planned(day(8, 13), deliverable=Code("banner"))]
    receipts = [taken(item, url=PAGE) for item in items]
    assert standings(END, terms, *items, *receipts) == {Standing.ON_TIME: 1, Standing.DOUBLE: 1}


def test_an_item_that_does_not_count_uses_up_no_proof() -> None:
    unlabelled, good = planned(day(8, 12), label=""), planned(day(8, 13))
    receipts = [taken(item, url=PAGE) for item in (unlabelled, good)]
    assert standing(good, unlabelled, *receipts) is Standing.ON_TIME
    assert standing(unlabelled, good, *receipts) is Standing.WRONG_LABEL


def test_items_without_address_and_fingerprint_are_no_doubles() -> None:
    items = [planned(day(8, 12)), planned(day(8, 13))]
    assert standings(END, *items, *(taken(item, url="") for item in items)) == {Standing.ON_TIME: 2}


# Disputes


def test_what_was_upheld_counts_whatever_else_is_wrong_with_it() -> None:
    other, item = planned(day(8, 11)), planned(day(8, 12), label="")
    upheld = contract(disputes=(dispute(item, day(8, 20), day(8, 21), DisputeOutcome.UPHELD),))
    receipts = [taken(each, url=PAGE) for each in (other, item)]
    assert standing(item, other, upheld, *receipts) is Standing.ON_TIME
    assert standing(item, upheld, taken(item, None, Outcome.ACCEPTED)) is Standing.UNPROVEN


def test_an_open_dispute_comes_first_and_then_the_last_settlement() -> None:
    item = planned(day(8, 12))
    refused = dispute(item, day(8, 20), day(8, 25), DisputeOutcome.REFUSED)
    upheld = dispute(item, day(8, 21), day(8, 24), DisputeOutcome.UPHELD)
    same_day = dispute(item, day(8, 21), day(8, 25), DisputeOutcome.UPHELD)
    again = dispute(item, day(8, 26))
    for disputes, expected in (
        ((refused, upheld), Standing.REFUSED),
        ((refused, same_day), Standing.REFUSED),
        ((upheld,), Standing.ON_TIME),
        ((again, refused), Standing.DISPUTED),
    ):
        for order in (disputes, disputes[::-1]):
            assert standing(item, contract(disputes=order), taken(item)) is expected


def test_an_item_in_dispute_uses_up_no_proof_until_it_is_upheld() -> None:
    first, second = planned(day(8, 12)), planned(day(8, 13))
    raised = dispute(first, day(8, 20), day(8, 25), DisputeOutcome.UPHELD)
    records: list[Record] = [contract(disputes=(raised,)), first, second]
    records += [taken(item, url=PAGE) for item in (first, second)]
    for on, expected in (
        (day(8, 19), {Standing.ON_TIME: 1, Standing.DOUBLE: 1}),
        (day(8, 20), {Standing.DISPUTED: 1, Standing.ON_TIME: 1}),
        (day(8, 25), {Standing.ON_TIME: 1, Standing.DOUBLE: 1}),
    ):
        assert standings(on, *records) == expected


# Addresses


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "http://www.A.example:443/x/", True),
        ("https://a.example/x", " a.example/x#komentar ", True),
        ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2&fbclid=9&utm_medium=wa", True),
        ("https://a.example/x?a=1", "https://a.example/x?a=2", False),
        ("https://a.example/x?igshield=1", "https://a.example/x", False),
        ("https://a.example/X", "https://a.example/x", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example:8080/x", "https://a.example/x", False),
        ("https://a.example", "https://a.example/?", True),
    ],
)
def test_addresses_of_one_page(one: str, other: str, same: bool) -> None:
    assert (page_of(one) == page_of(other)) is same


@given(st.text())
def test_any_text_has_a_page_and_it_is_its_own(address: str) -> None:
    page = page_of(address)
    assert page_of(page) == page
    assert page_of("") == page_of("https://") == ""
