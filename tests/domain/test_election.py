"""Elections: tickets whose members change, the empty column, voter lists, re-votes."""

from datetime import date

import pytest

from pilkada_outreach import (
    Contest,
    Election,
    Id,
    LegalSource,
    Ticket,
    ValidationFailed,
    VoterList,
    evolve,
)
from pilkada_outreach.domain.ticket import TicketMember, TicketOffice
from pilkada_outreach.domain.values import Code
from pilkada_outreach.rules.example_world import world
from tests.findings import refused, warned

DRAWN = date(2024, 9, 23)
SOURCE = LegalSource(instrument="Keputusan KPU", number="857", year=2023, verified=True)


def election() -> Election:
    return next(item for item in world() if isinstance(item, Election))


def contest(*numbers: int, empty_column: bool = False) -> Contest:
    tickets = tuple(Ticket(number=number, known_from=DRAWN) for number in numbers)
    return evolve(election().contests[0], tickets=tickets, empty_column=empty_column)


def test_a_contest_may_have_no_tickets_yet() -> None:
    assert warned(contest()) == []
    assert warned(contest(1, 2)) == []


def test_a_single_ticket_stands_against_an_empty_column() -> None:
    assert warned(contest(1, empty_column=True)) == []
    assert warned(contest(1)) == ["contest.single-ticket tickets"]
    assert refused(lambda: contest(1, 2, empty_column=True)) == [
        "contest.empty-column empty_column"
    ]


def candidate(person: str, **fields: object) -> TicketMember:
    given: dict[str, object] = {
        "person": Id(f"person/{person}"),
        "name": person.title(),
        "office": TicketOffice.FIRST,
        "known_from": DRAWN,
        **fields,
    }
    return TicketMember(**given)  # type: ignore[arg-type]  # a table of fields


def test_a_member_of_a_ticket_is_replaced_and_the_ticket_keeps_its_number() -> None:
    struck = candidate("fulan", last_day=date(2025, 2, 24))
    new = candidate("fulanah", first_day=date(2025, 3, 8), known_from=date(2025, 3, 8))
    deputy = candidate("badu", office=TicketOffice.SECOND)
    ticket = Ticket(number=1, known_from=DRAWN, members=(struck, deputy, new))
    assert ticket.member(TicketOffice.FIRST, date(2025, 2, 24)) == struck
    assert ticket.member(TicketOffice.FIRST, date(2025, 3, 1)) is None
    assert ticket.member(TicketOffice.FIRST, date(2025, 4, 19)) == new
    assert ticket.member(TicketOffice.SECOND, date(2025, 4, 19)) == deputy


def test_two_do_not_stand_for_one_office_at_once() -> None:
    both = (candidate("fulan"), candidate("fulanah", first_day=date(2025, 3, 8)))
    assert refused(lambda: Ticket(number=1, known_from=DRAWN, members=both)) == [
        "ticket.office-twice members[1]"
    ]


def voters(count: int, **fields: object) -> VoterList:
    given: dict[str, object] = {
        "version": Code("dpt"),
        "voters": count,
        "known_from": date(2023, 7, 2),
        "source": SOURCE,
        **fields,
    }
    return VoterList(**given)  # type: ignore[arg-type]  # a table of fields


def test_men_and_women_are_the_voters() -> None:
    national = voters(
        204_807_222, male=102_218_503, female=102_588_719, with_disabilities=1_101_178
    )
    assert warned(national) == []


def test_the_gap_between_men_women_and_voters_is_named() -> None:
    with pytest.raises(ValidationFailed) as failure:
        voters(204_807_222, male=102_218_503, female=102_588_711)
    problem = failure.value.problems[0]
    assert (problem.code, problem.path) == ("voter-list.sexes", "voters")
    assert "204807214 voters, but 204807222 are given: 8 between them" in problem.message()
    assert "selisih 8" in problem.message("id")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"male": 101}, ["voter-list.part male"]),
        ({"female": 101}, ["voter-list.part female"]),
        ({"with_disabilities": 101}, ["voter-list.part with_disabilities"]),
        ({"male": -1}, ["figure.negative male"]),
        ({"voters": 0}, ["count.not-positive voters"]),
        ({"polling_stations": 0}, ["count.not-positive polling_stations"]),
    ],
)
def test_no_part_of_a_list_is_more_than_the_list(
    fields: dict[str, object], expected: list[str]
) -> None:
    assert refused(lambda: voters(100, **fields)) == expected


def test_one_sex_alone_may_be_known() -> None:
    assert voters(100, male=100).female is None


def test_a_re_vote_names_what_it_repeats() -> None:
    first = election()
    again = evolve(
        first,
        id=Id("pilkada/2024/64.02/psu"),
        polling_day=date(2025, 4, 19),
        predecessor=first.id,
        revote_of=(first.contests[0].id,),
        revote_stations=("64.02.06.1001/TPS 3",),
        revote_basis=LegalSource(instrument="MK", number="195/PHPU.BUP-XXIII", year=2025),
    )
    assert warned(again) == []
    for scope in ({"revote_stations": ()}, {"revote_of": ()}):
        assert refused(lambda scope=scope: evolve(again, predecessor=None, **scope)) == [  # type: ignore[misc]  # bound early
            "election.revote-predecessor predecessor"
        ]
    assert refused(lambda: evolve(again, predecessor=again.id)) == [
        "election.predecessor-self predecessor"
    ]
