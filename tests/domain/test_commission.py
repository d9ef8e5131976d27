"""Commissions and committees: who serves, how many, from when to when."""

from datetime import date

import pytest

from pilkada_outreach import (
    AreaCode,
    Commission,
    CommissionKind,
    Id,
    LegalSource,
    Place,
    evolve,
)
from pilkada_outreach._record import warnings_of
from pilkada_outreach.domain.commission import CommissionMember, CommissionOffice, lawful_members
from pilkada_outreach.domain.committee import (
    Committee,
    CommitteeKind,
    CommitteeTerm,
    lawful_size,
)
from tests.findings import refused, sentence, warned

START = date(2024, 3, 26)
SOURCE = LegalSource(instrument="PKPU", number="8", year=2022, verified=True)


def member(number: int, **fields: object) -> CommissionMember:
    given: dict[str, object] = {
        "person": Id(f"person/fulan-{number}"),
        "name": f"Fulan {number}",
        "office": CommissionOffice.CHAIR if number == 1 else CommissionOffice.MEMBER,
        "first_day": START,
        **fields,
    }
    return CommissionMember(**given)  # type: ignore[arg-type]  # a table of fields


def commission(
    *members: CommissionMember, kind: CommissionKind = CommissionKind.KPU, code: str = "64.02"
) -> Commission:
    return Commission(
        id=Id.of(kind, "contoh"),
        kind=kind,
        name="Contoh",
        area=Place(code=AreaCode.parse(code)),
        members=members,
    )


@pytest.mark.parametrize(
    ("kind", "code", "lawful"),
    [
        (CommissionKind.KPU, "id", {7}),
        (CommissionKind.KPU, "64", {5, 7}),
        (CommissionKind.KPU, "64.02", {5}),
        (CommissionKind.KIP, "11", {7}),
        (CommissionKind.KIP, "11.01", {5}),
        (CommissionKind.BAWASLU, "id", {5}),
        (CommissionKind.BAWASLU, "64", {5, 7}),
        (CommissionKind.BAWASLU, "64.02", {3, 5}),
    ],
)
def test_the_law_fixes_the_number_of_members(
    kind: CommissionKind, code: str, lawful: set[int]
) -> None:
    for count in range(1, 9):
        made = commission(*(member(number) for number in range(1, count + 1)), kind=kind, code=code)
        expected = [] if count in lawful else ["commission.members members"]
        assert warned(made) == expected
    assert set(lawful_members(kind, AreaCode.parse(code).level)) == lawful


def test_members_who_are_not_listed_are_not_missed() -> None:
    assert warned(commission()) == []
    assert warned(commission(member(1), code="ocd-division/country:id/province:ki")) == []
    assert warned(commission(member(1), kind=CommissionKind.PANWASLIH, code="11.01")) == []


def test_a_number_that_was_not_read_says_so() -> None:
    supervisors = commission(member(1), member(2), kind=CommissionKind.BAWASLU)
    assert warnings_of(supervisors)[0].source == "UU 7/2017 Pasal 92 (unverified)"
    assert "3 / 5" in sentence(supervisors)


def test_a_replaced_member_is_not_counted_twice() -> None:
    left = member(5, last_day=date(2025, 1, 31))
    new = member(6, first_day=date(2025, 2, 1))
    made = commission(*(member(number) for number in range(1, 5)), left, new)
    assert warned(made) == []
    assert left in made.members_on(date(2025, 1, 31))
    assert made.members_on(date(2025, 2, 1))[-1] == new
    assert made.members_on(date(2024, 3, 25)) == ()


def test_one_chairs_at_a_time() -> None:
    five = [member(number) for number in range(1, 6)]
    five[1] = evolve(five[1], office=CommissionOffice.CHAIR)
    assert warned(commission(*five)) == ["commission.two-chairs members"]


def test_nobody_sits_twice() -> None:
    assert refused(lambda: commission(member(1), member(1))) == [
        "commission.members members",
        "commission.two-chairs members",
        "commission.member-twice members[1].person",
    ]
    first = member(2, last_day=date(2024, 12, 31))
    again = member(2, first_day=date(2025, 1, 1))
    assert commission(first, again).members == (first, again)


def test_a_term_does_not_end_before_it_starts() -> None:
    assert refused(lambda: member(1, last_day=date(2024, 3, 25))) == ["period.reversed last_day"]


def committee(kind: CommitteeKind, code: str = "64.02.06", **fields: object) -> Committee:
    given: dict[str, object] = {
        "id": Id(f"committee/pilkada-2024/{code}/{kind}"),
        "kind": kind,
        "commission": Id("kpu/64.02"),
        "area": Place(code=AreaCode(code)),
        **fields,
    }
    return Committee(**given)  # type: ignore[arg-type]  # a table of fields


VILLAGE = "64.02.06.1001"


@pytest.mark.parametrize(
    ("kind", "code", "lawful"),
    [
        (CommitteeKind.DISTRICT, "64.02.06", {5}),
        (CommitteeKind.VILLAGE, VILLAGE, {3}),
        (CommitteeKind.POLLING_STATION, VILLAGE, {7}),
        (CommitteeKind.VOTER_DATA, VILLAGE, {1, 2}),
        (CommitteeKind.DISTRICT_SUPERVISION, "64.02.06", {3}),
        (CommitteeKind.VILLAGE_SUPERVISION, VILLAGE, {1}),
        (CommitteeKind.POLLING_STATION_SUPERVISION, VILLAGE, {1}),
    ],
)
def test_the_rules_fix_the_size_of_a_committee(
    kind: CommitteeKind, code: str, lawful: set[int]
) -> None:
    assert warned(committee(kind, code)) == []
    for size in range(9):
        expected = [] if size in lawful else ["committee.size size"]
        assert warned(committee(kind, code, size=size)) == expected


@pytest.mark.parametrize(("voters", "officers"), [(0, 1), (400, 1), (401, 2), (600, 2)])
def test_more_than_400_voters_need_two_officers(voters: int, officers: int) -> None:
    assert lawful_size(CommitteeKind.VOTER_DATA, voters) == (officers,)
    wrong = committee(CommitteeKind.VOTER_DATA, VILLAGE, voters=voters, size=3 - officers)
    assert warned(wrong) == ["committee.size size"]


def test_a_committee_serves_an_area_of_its_level() -> None:
    make = committee
    assert refused(lambda: make(CommitteeKind.DISTRICT, VILLAGE)) == ["committee.area-level area"]
    assert refused(lambda: make(CommitteeKind.VILLAGE)) == ["committee.area-level area"]
    assert refused(lambda: make(CommitteeKind.VOTER_DATA, VILLAGE, voters=-1)) == [
        "figure.negative voters"
    ]


def test_a_re_vote_extends_a_committee() -> None:
    term = CommitteeTerm(first_day=date(2024, 5, 16), last_day=date(2025, 1, 27), source=SOURCE)
    revote = CommitteeTerm(first_day=date(2025, 3, 1), last_day=date(2025, 5, 19), source=SOURCE)
    made = committee(CommitteeKind.DISTRICT, terms=(term, revote))
    assert warned(made) == []
    assert made.serves(date(2025, 1, 27))
    assert not made.serves(date(2025, 2, 1))
    assert made.serves(date(2025, 4, 19))
    early = evolve(revote, first_day=date(2025, 1, 27))
    assert warned(evolve(made, terms=(term, early))) == [
        "committee.terms-overlap terms[1].first_day"
    ]
