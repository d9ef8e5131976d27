"""What the rules about agreements and grants find, to the path and the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Grant,
    GrantLine,
    Id,
    Instalment,
    Party,
    Period,
    SignatoryOffice,
    Signature,
    evolve,
)
from pilkada_outreach.domain.values import Code, Record
from pilkada_outreach.rules.agreement_circles import AGREEMENT_CIRCLES
from pilkada_outreach.rules.agreement_ends import AGREEMENT_ENDS
from pilkada_outreach.rules.agreement_links import AGREEMENT_LINKS
from pilkada_outreach.rules.base import Rule
from pilkada_outreach.rules.codes_known import CODES_KNOWN
from pilkada_outreach.rules.contracts import CONTRACT_IN_FORCE
from pilkada_outreach.rules.example_world import asking, contract, noon, publication, world
from pilkada_outreach.rules.grant_days import GRANT_DAYS

ON = date(2024, 10, 1)
FIRST = Id("agreement/kpu-64.02/2024/001")


def id_of(number: int) -> Id:
    return Id(f"agreement/kpu-64.02/2024/{number:03}")


def paper(number: int, signed_on: date | None = date(2024, 8, 10), **fields: object) -> Agreement:
    signatures: tuple[Signature, ...] = ()
    if signed_on is not None:
        signatures = tuple(evolve(each, on=signed_on) for each in contract().signatures)
    return evolve(contract(), **{"id": id_of(number), "signatures": signatures, **fields})


def found(rule: Rule, *records: Record, on: date = ON) -> list[str]:
    question = asking(*(each for each in world() if each.id != FIRST), *records, on=on)
    return [f"{each.code} {each.path}" for each in rule.register_problems(question)]


def span(first: date | None, last: date | None) -> Period:
    return Period(first_day=first, last_day=last)


@pytest.mark.parametrize(
    ("period", "fires"),
    [
        (span(date(2024, 8, 10), date(2024, 12, 9)), False),
        (span(date(2024, 8, 9), date(2024, 12, 9)), True),
        (span(date(2024, 8, 10), date(2024, 12, 10)), True),
        (span(None, date(2024, 9, 1)), True),
        (span(date(2024, 9, 1), None), True),
    ],
)
def test_a_child_lies_within_its_parent(period: Period, fires: bool) -> None:
    child = paper(2, implements=FIRST, period=period)
    told = [f"agreement.outside-parent {child.id}.period"]
    assert found(AGREEMENT_LINKS, contract(), child) == (told if fires else [])
    open_parent = evolve(contract(), period=span(date(2024, 1, 1), None))
    outside = period.first_day is None
    assert found(AGREEMENT_LINKS, open_parent, child) == (told if outside else [])


def test_a_parent_that_ended_early_cuts_its_child() -> None:
    child = paper(2, implements=FIRST, period=span(date(2024, 8, 10), date(2024, 9, 30)))
    for ended_on, fires in ((date(2024, 9, 30), True), (date(2024, 10, 1), False)):
        parent = evolve(contract(), ended_on=ended_on, end_reason="mufakat")
        assert bool(found(AGREEMENT_LINKS, parent, child)) is fires
        ended_with_it = evolve(child, ended_on=ended_on, end_reason="mufakat")
        assert found(AGREEMENT_LINKS, parent, ended_with_it) == []
    never = evolve(contract(), ended_on=date(2024, 8, 10), end_reason="mufakat")
    assert found(AGREEMENT_LINKS, never, child) == []


def test_an_addendum_makes_room_for_a_child() -> None:
    longer = span(date(2024, 8, 10), date(2025, 1, 31))
    child = paper(2, implements=FIRST, period=longer)
    addendum = paper(3, date(2024, 9, 2), amends=FIRST, period=longer)
    assert found(AGREEMENT_LINKS, contract(), child, addendum) == []
    assert found(AGREEMENT_LINKS, contract(), child, addendum, on=date(2024, 9, 1)) == [
        f"agreement.outside-parent {child.id}.period"
    ]


def test_an_addendum_that_outlasts_the_parent_is_told_at_what_it_changes() -> None:
    child = paper(2, implements=FIRST)
    longer = span(date(2024, 8, 10), date(2025, 1, 31))
    addendum = paper(3, date(2024, 9, 2), amends=child.id, implements=FIRST, period=longer)
    told = [f"agreement.outside-parent {child.id}.period"]
    assert found(AGREEMENT_LINKS, contract(), child, addendum) == told
    assert found(AGREEMENT_LINKS, contract(), child, addendum, on=date(2024, 9, 1)) == []


def test_an_addendum_is_between_the_same_parties() -> None:
    stranger = Party(partner=Id("media/warta-misal"), office=SignatoryOffice.DIRECTOR)
    addendum = paper(2, None, amends=FIRST, parties=(contract().parties[0], stranger))
    assert found(AGREEMENT_LINKS, contract(), addendum) == [
        f"agreement.addendum-parties {addendum.id}.parties"
    ]
    turned = paper(2, amends=FIRST, parties=contract().parties[::-1])
    assert found(AGREEMENT_LINKS, contract(), turned) == []


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 8, 9), "draft"),
        (date(2024, 8, 10), None),
        (date(2024, 12, 9), None),
        (date(2024, 12, 10), "expired"),
    ],
)
def test_an_addendum_changes_what_is_in_force(day: date, state: str | None) -> None:
    addendum = paper(2, day, amends=FIRST, period=span(date(2024, 8, 10), date(2025, 1, 31)))
    question = asking(*world(), addendum)
    problems = AGREEMENT_LINKS.register_problems(question)
    assert [problem.value for problem in problems] == ([] if state is None else [state])
    if state == "expired":
        before = paper(3, date(2024, 12, 9), amends=FIRST, period=addendum.period)
        assert found(AGREEMENT_LINKS, contract(), before, addendum) == []


def test_two_addenda_of_one_day_are_told_once() -> None:
    one, other = (paper(number, date(2024, 9, 2), amends=FIRST) for number in (2, 3))
    assert found(AGREEMENT_LINKS, contract(), one, other) == [
        f"agreement.addenda-same-day {other.id}.signatures"
    ]
    later = paper(3, date(2024, 9, 3), amends=FIRST)
    assert found(AGREEMENT_LINKS, contract(), one, later) == []


def test_what_is_superseded_ends() -> None:
    successor = paper(2, date(2024, 9, 1), supersedes=FIRST)
    assert found(AGREEMENT_LINKS, contract(), successor) == [
        f"agreement.superseded-in-force {successor.id}.supersedes"
    ]
    over = evolve(contract(), ended_on=date(2024, 9, 1), end_reason="diganti")
    assert found(AGREEMENT_LINKS, over, successor) == []
    assert found(AGREEMENT_LINKS, contract(), paper(2, None, supersedes=FIRST)) == []


def test_links_that_lead_nowhere_are_left_to_another_rule() -> None:
    missing = Id("agreement/x/1")
    for name in ("implements", "amends", "supersedes"):
        assert found(AGREEMENT_LINKS, paper(2, **{name: missing})) == []  # type: ignore[arg-type]  # a table of fields
        assert found(AGREEMENT_CIRCLES, paper(2, **{name: missing})) == []  # type: ignore[arg-type]  # a table of fields


LINKS = ("implements", "amends", "supersedes", "renews")


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(LINKS), st.integers(1, 6)),
        max_size=9,
        unique_by=lambda link: link[:2],
    )
)
def test_every_circle_is_found(links: list[tuple[int, str, int]]) -> None:
    fields: dict[int, dict[str, object]] = {}
    for start, name, end in links:
        given = fields.setdefault(start, {})
        if start != end and id_of(end) not in given.values():
            given[name] = id_of(end)
    papers = [paper(number, **fields.get(number, {})) for number in range(1, 7)]  # type: ignore[arg-type]  # a table of fields
    problems = AGREEMENT_CIRCLES.register_problems(asking(*papers))
    assert bool(problems) is (goes_round(papers, LINKS[:1]) or goes_round(papers, LINKS[1:]))
    for problem in problems:
        ids = dict(problem.params)["way"].split(" → ")
        assert ids[0] == ids[-1]
        assert len(ids) == len(set(ids)) + 1


def goes_round(papers: list[Agreement], names: tuple[str, ...]) -> bool:
    """Whether some walk of as many steps as there are papers is possible: it must meet itself."""
    alive = {each.id for each in papers}
    for _ in papers:
        alive = {each.id for each in papers if any(getattr(each, name) in alive for name in names)}
    return bool(alive)


def test_one_circle_is_told_once_with_its_way() -> None:
    one, two, three = (
        paper(1, renews=id_of(2)),
        paper(2, amends=id_of(3)),
        paper(3, supersedes=FIRST),
    )
    (problem,) = AGREEMENT_CIRCLES.register_problems(
        asking(one, two, three, paper(4, renews=FIRST))
    )
    assert problem.path == f"{FIRST}.renews"
    assert dict(problem.params)["way"] == f"{FIRST} → {id_of(2)} → {id_of(3)} → {FIRST}"


def test_the_end_is_judged_by_the_terms_as_amended() -> None:
    ended = evolve(contract(), ended_on=date(2024, 10, 10), end_reason="mufakat")
    assert found(AGREEMENT_ENDS, ended) == []
    stricter = paper(2, date(2024, 9, 2), amends=FIRST, minimum_term_months=3, notice_days=30)
    assert found(AGREEMENT_ENDS, ended, stricter) == [
        f"agreement.minimum-term {FIRST}.ended_on",
        f"agreement.notice-missing {FIRST}.notice_given_on",
    ]
    short = evolve(ended, notice_given_on=date(2024, 9, 11), minimum_term_months=2)
    lenient = evolve(stricter, minimum_term_months=None)
    assert found(AGREEMENT_ENDS, short, lenient) == [
        f"agreement.notice-short {FIRST}.notice_given_on"
    ]


@given(st.integers(1, 10**12))
def test_no_minimum_term_is_too_long_to_ask_about(months: int) -> None:
    ended = evolve(
        contract(), ended_on=date(2024, 12, 1), end_reason="mufakat", minimum_term_months=months
    )
    assert bool(found(AGREEMENT_ENDS, ended)) is (months > 3)


def grant(
    *paid: Instalment, signed_on: date | None = date(2024, 1, 8), **fields: object
) -> Agreement:
    money: dict[str, object] = {"amount_rupiah": 1000, "instalments": paid, **fields}
    return paper(
        1,
        signed_on,
        kind=AgreementKind.GRANT,
        grant=Grant(**money),  # type: ignore[arg-type]  # a table of fields
        election=Id("pilkada/2024/64.02"),
    )


def instalment(share: int, paid_on: date | None = None, due: date | None = None) -> Instalment:
    return Instalment(amount_rupiah=share, paid_on=paid_on, due=due)


SIXTY = instalment(600, date(2024, 6, 27))


@pytest.mark.parametrize(
    ("first", "code"),
    [
        (instalment(400, date(2024, 1, 22)), None),
        (instalment(400, date(2024, 1, 23)), "grant.paid-between"),
        (instalment(400, date(2024, 1, 26)), "grant.paid-between"),
        (instalment(400, date(2024, 1, 27)), "grant.paid-late"),
        (instalment(400, due=date(2024, 1, 27)), "grant.unpaid"),
    ],
)
def test_forty_per_cent_come_within_fourteen_days_by_both_readings(
    first: Instalment, code: str | None
) -> None:
    path = f"{FIRST}.grant.instalments[0].paid_on"
    assert found(GRANT_DAYS, grant(first, SIXTY)) == ([] if code is None else [f"{code} {path}"])


@pytest.mark.parametrize(
    ("second", "on", "expected"),
    [
        (instalment(600), date(2024, 6, 27), ["grant.no-day due"]),
        (instalment(600), date(2024, 6, 28), ["grant.unpaid paid_on"]),
        (instalment(600, due=date(2024, 6, 27)), date(2024, 6, 27), []),
        (instalment(600, due=date(2024, 7, 1)), date(2024, 6, 27), ["grant.planned-late due"]),
        (instalment(600, date(2024, 6, 28)), ON, ["grant.paid-late paid_on"]),
    ],
)
def test_sixty_per_cent_come_five_months_before_polling_day(
    second: Instalment, on: date, expected: list[str]
) -> None:
    made = grant(instalment(400, date(2024, 1, 22)), second)
    where = f"{FIRST}.grant.instalments[1]."
    assert [line.replace(where, "") for line in found(GRANT_DAYS, made, on=on)] == expected
    for problem in GRANT_DAYS.register_problems(asking(made, *world()[:2])):
        assert problem.source == "Permendagri 54/2019 jo. 41/2020 Pasal 16(4)"


def test_a_grant_all_at_once_is_judged_by_the_last_day() -> None:
    assert found(GRANT_DAYS, grant(instalment(1000, date(2024, 6, 27)))) == []
    assert found(GRANT_DAYS, grant(instalment(1000, date(2024, 6, 28)))) == [
        f"grant.paid-late {FIRST}.grant.instalments[0].paid_on"
    ]


def test_what_is_not_signed_yet_owes_nothing() -> None:
    unpaid = (instalment(400), instalment(600))
    assert found(GRANT_DAYS, grant(*unpaid, signed_on=None)) == []
    assert found(GRANT_DAYS, grant(*unpaid), on=date(2024, 1, 7)) == []
    given_up = evolve(grant(*unpaid), ended_on=date(2024, 8, 10), end_reason="mufakat")
    assert found(GRANT_DAYS, given_up) == []


def test_a_day_that_the_signing_missed_is_not_judged() -> None:
    late = grant(instalment(1000, date(2024, 7, 30)), signed_on=date(2024, 7, 1))
    assert found(GRANT_DAYS, late) == []


def test_a_grant_without_its_election_is_judged_by_its_first_day_alone() -> None:
    made = evolve(grant(instalment(400), instalment(600)), election=None)
    assert found(GRANT_DAYS, made) == [
        f"grant.no-election {FIRST}.election",
        f"grant.unpaid {FIRST}.grant.instalments[0].paid_on",
    ]


def test_a_year_that_the_calendar_does_not_know_is_not_judged() -> None:
    made = grant(instalment(400), instalment(600), signed_on=date(2012, 1, 9))
    assert found(GRANT_DAYS, made) == [f"grant.unpaid {FIRST}.grant.instalments[1].paid_on"]


def test_the_grant_of_an_addendum_counts_from_its_own_signing() -> None:
    first = grant(instalment(400, date(2024, 1, 22)), SIXTY)
    more = Grant(
        amount_rupiah=2000,
        instalments=(instalment(800, date(2024, 2, 20)), instalment(1200, date(2024, 6, 27))),
    )
    addendum = evolve(
        first,
        id=id_of(2),
        amends=FIRST,
        grant=more,
        signatures=paper(2, date(2024, 2, 12)).signatures,
    )
    assert found(GRANT_DAYS, first, addendum) == []
    unpaid = evolve(more, instalments=(instalment(800), more.instalments[1]))
    assert found(GRANT_DAYS, first, evolve(addendum, grant=unpaid)) == [
        f"grant.unpaid {FIRST}.grant.instalments[0].paid_on"
    ]
    assert found(GRANT_DAYS, evolve(first, grant=more)) == [
        f"grant.paid-late {FIRST}.grant.instalments[0].paid_on"
    ]


@pytest.mark.parametrize(
    ("fields", "on", "expected"),
    [
        ({}, date(2025, 4, 10), []),
        ({}, date(2025, 4, 11), ["grant.not-returned"]),
        ({"returned_rupiah": 5, "returned_on": date(2025, 4, 10)}, date(2025, 6, 1), []),
        (
            {"returned_rupiah": 5, "returned_on": date(2025, 4, 11)},
            date(2025, 6, 1),
            ["grant.return-late"],
        ),
    ],
)
def test_what_is_left_goes_back_within_three_months(
    fields: dict[str, object], on: date, expected: list[str]
) -> None:
    made = grant(appointment_proposed_on=date(2025, 1, 10), **fields)  # type: ignore[arg-type]  # a table of fields
    assert found(GRANT_DAYS, made, on=on) == [
        f"{code} {FIRST}.grant.returned_on" for code in expected
    ]


@pytest.mark.parametrize(("realised", "fires"), [(1000, False), (999, True), (None, True)])
def test_nothing_goes_back_where_all_was_spent(realised: int | None, fires: bool) -> None:
    line = GrantLine(code=Code("a"), name="a", amount_rupiah=1000, realised_rupiah=realised)
    made = grant(appointment_proposed_on=date(2025, 1, 10), lines=(line,))
    assert bool(found(GRANT_DAYS, made, on=date(2025, 4, 11))) is fires


def test_planned_items_are_judged_by_the_terms_of_their_day() -> None:
    days = [date(2024, 12, 8) + timedelta(days=number) for number in range(4)]
    items = [publication("ajakan-memilih", noon(12, day.day)) for day in days]
    late = paper(
        2, date(2024, 12, 11), amends=FIRST, period=span(date(2024, 8, 10), date(2025, 1, 31))
    )
    (problem,) = CONTRACT_IN_FORCE.register_problems(asking(*world(), *items, late))
    assert problem.message() == (
        "1 publications are planned under it while it is not in force, the first on 2024-12-10: expired."
    )


def test_a_deliverable_of_an_addendum_is_known() -> None:
    (owed,) = contract().deliverables
    banner = evolve(publication("ajakan-memilih", noon(10, 1)), deliverable=Code("banner"))
    assert found(CODES_KNOWN, contract(), banner) == [
        f"publication.deliverable-unknown {banner.id}.deliverable"
    ]
    stated = paper(2, amends=FIRST, deliverables=(evolve(owed, code=Code("banner")),))
    assert found(CODES_KNOWN, contract(), stated, banner) == []
