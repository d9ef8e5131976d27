"""The memorandum of Kayong Utara: its whole output, and the records behind it."""

from collections.abc import Iterator
from datetime import date

import pytest

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    AgreementState,
    Election,
    Id,
    Measurement,
    Office,
    Stakeholder,
    ValidationFailed,
    agreement_state,
    read_program,
)
from pilkada_outreach.domain.agreement_names import kind_of_title
from tests.examples.running import EXAMPLES, expected, printed, printed_without_extras

SCRIPT = "kayong_utara_memorandum.py"
PROGRAM = EXAMPLES / "kayong_utara" / "program.toml"
MEMORANDUM = Id("agreement/kpu-61.11/2021/nota")


@pytest.fixture
def office() -> Iterator[Office]:
    with Office.open("memory://", actor="staff/hukum") as office:
        office.apply(read_program(PROGRAM))
        yield office


def test_it_prints_what_a_commissioner_asks() -> None:
    assert printed(SCRIPT) == expected("kayong_utara_memorandum.txt")


def test_it_needs_no_extra_and_prints_the_same_again() -> None:
    assert printed_without_extras(SCRIPT) == printed_without_extras(SCRIPT) == printed(SCRIPT)


def test_the_only_problems_are_powers_of_attorney_that_no_source_names() -> None:
    problems = read_program(PROGRAM).problems

    assert {problem.code for problem in problems} == {"agreement.power-missing"}
    assert len(problems) == 3


def test_the_kind_is_asked_for_and_answered(office: Office) -> None:
    memorandum = office.get(Agreement, MEMORANDUM)

    with pytest.raises(ValidationFailed) as asked:
        kind_of_title(memorandum.title)

    assert [problem.code for problem in asked.value.problems] == ["agreement.kind-ambiguous"]
    assert memorandum.kind is AgreementKind.MEMORANDUM_OF_SYNERGY


def test_every_cooperation_agreement_carries_out_the_memorandum(office: Office) -> None:
    agreements = office.snapshot().all(Agreement)
    below = [each for each in agreements if each.kind is AgreementKind.COOPERATION]
    outside = [each for each in office.check(on=date.max) if each.code.endswith("outside-parent")]

    assert {each.implements for each in below} == {MEMORANDUM}
    assert len(below) == len(agreements) - 1
    assert outside == []


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        (date(2021, 6, 30), 0),
        (date(2021, 7, 1), 1),
        (date(2021, 11, 29), 2),
        (date(2023, 9, 6), 4),
        (date(2024, 11, 28), 4),
        (date(2025, 9, 5), 1),
    ],
    ids=str,
)
def test_what_is_in_force(office: Office, on: date, in_force: int) -> None:
    states = [agreement_state(each, on) for each in office.snapshot().all(Agreement)]

    assert states.count(AgreementState.IN_FORCE) == in_force


@pytest.mark.parametrize("on", [date(2021, 7, 1), date(2024, 11, 28), date.max], ids=str)
def test_a_promise_without_a_date_is_never_late_and_never_done(office: Office, on: date) -> None:
    network = office.get(Agreement, MEMORANDUM).work_plan[-1]

    assert "internet" in network.what
    assert network.is_open(on)
    assert not network.is_late(on)


def test_voter_data_are_figures_that_add_up(office: Office) -> None:
    snapshot = office.snapshot()
    counts = {str(each.id): each.count or 0 for each in snapshot.all(Measurement)}
    list_2021 = "measurement/dpb/2021-09/61.11"
    stations = [count for id, count in counts.items() if "/tps/" in id]
    voters = office.get(Election, "pilkada/2024/61.11").voter_list("dpt", date(2024, 11, 28))

    assert counts[list_2021] == counts[f"{list_2021}/male"] + counts[f"{list_2021}/female"]
    assert counts[list_2021] == 90_370 + 761 - 257
    assert voters is not None
    assert (voters.voters, voters.polling_stations) == (89_883, sum(stations))


def test_nobody_is_named_who_is_not_invented(office: Office) -> None:
    snapshot = office.snapshot()
    parties = [party for each in snapshot.all(Agreement) for party in each.parties]

    assert all("rekaan" in party.signatory_name for party in parties)
    assert all(party.number.startswith("CONTOH/") for party in parties)
    assert not [each for each in snapshot.all(Stakeholder) if each.contacts]
