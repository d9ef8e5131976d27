"""The office as a unit of work: nothing half-written, nothing twice, nothing lost."""

from datetime import date
from pathlib import Path

import pytest

from pilkada_outreach import (
    Agreement,
    AgreementState,
    Commission,
    Id,
    Material,
    Office,
    OfficeState,
    Stakeholder,
    StaleWrite,
    UnknownName,
    UnknownRecord,
    ValidationFailed,
    agreement_state,
    evolve,
)
from pilkada_outreach.rules.example_world import CONTRACT, MEDIUM, OWN, world


def renamed(office: Office, name: str) -> Stakeholder:
    return evolve(office.get(Stakeholder, MEDIUM), name=name)


def test_it_reads_its_own_writes_and_rolls_back(office: Office) -> None:
    office.put(renamed(office, "Nama Baru"))
    assert office.get(Stakeholder, MEDIUM).name == "Nama Baru"
    office.rollback()
    assert office.get(Stakeholder, MEDIUM).name == "Kabar Contoh"


def test_leaving_without_commit_undoes_everything(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Office.open(url, actor="staff/uji") as office:
        office.put(*world())
    with Office.open(url, actor="staff/uji") as office:
        assert len(office.snapshot()) == 0
        office.put(*world())
        office.commit(reason="awal")
    with Office.open(url, actor="staff/uji") as office:
        assert len(office.snapshot()) == len(world())


def test_a_commit_needs_a_reason_and_says_its_number(office: Office) -> None:
    office.put(renamed(office, "Nama Baru"))
    with pytest.raises(OfficeState, match="reason"):
        office.commit(reason=" ")
    assert office.commit(reason="ganti nama") == 2
    assert office.commit(reason="tidak ada") is None


def test_history_keeps_every_version_and_author(office: Office) -> None:
    office.put(renamed(office, "Nama Baru"))
    office.commit(reason="ganti nama")
    first, second = office.history(MEDIUM)
    assert (first.version, second.version) == (1, 2)
    assert b"Kabar Contoh" in first.body
    assert b"Nama Baru" in second.body
    assert second.author == "staff/uji"


def test_a_record_put_back_as_it_was_is_no_change(office: Office) -> None:
    office.put(renamed(office, "Nama Baru"))
    office.put(renamed(office, "Kabar Contoh"))
    assert office.commit(reason="tidak ada") is None


def test_two_offices_over_one_register(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Office.open(url, actor="staff/satu") as one, Office.open(url, actor="staff/dua") as two:
        one.put(*world())
        one.commit(reason="awal")
        assert len(two.snapshot()) == len(world())
        one.put(renamed(one, "Dari Satu"))
        two.put(renamed(two, "Dari Dua"))
        one.commit(reason="satu dulu")
        with pytest.raises(StaleWrite) as stale:
            two.commit(reason="dua belakangan")
        assert (stale.value.read_version, stale.value.stored_version) == (1, 2)
        assert stale.value.author == "staff/satu"
        two.rollback()
        assert two.get(Stakeholder, MEDIUM).name == "Dari Satu"


def test_a_reference_that_leads_nowhere_is_refused_whole(office: Office) -> None:
    good = renamed(office, "Nama Baru")
    wrong = evolve(office.get(Agreement, CONTRACT), implements=Id("agreement/kpu-64.02/2021/009"))
    with pytest.raises(ValidationFailed) as failure:
        office.put(good, wrong)
    assert [problem.path for problem in failure.value.problems] == [f"{CONTRACT}.implements"]
    assert office.get(Stakeholder, MEDIUM).name == "Kabar Contoh"


def test_signing_is_idempotent_and_strict(office: Office) -> None:
    unsigned = evolve(office.get(Agreement, CONTRACT), signatures=())
    office.put(unsigned)
    day = date(2024, 8, 10)
    assert agreement_state(unsigned, day) is AgreementState.DRAFT
    signed = office.sign(CONTRACT, party=OWN, by="person/fulan", on=day)
    assert office.sign(str(CONTRACT), party="kpu/64.02", by="person/fulan", on=day) == signed
    assert agreement_state(signed, day) is AgreementState.PARTLY_SIGNED
    with pytest.raises(ValidationFailed):
        office.sign(CONTRACT, party=OWN, by="person/fulan", on=date(2024, 8, 11))
    with pytest.raises(ValidationFailed):
        office.sign(CONTRACT, party="media/lain", by="person/fulan", on=day)
    both = office.sign(CONTRACT, party=MEDIUM, by="person/fulanah", on=date(2024, 8, 12))
    assert agreement_state(both, date(2024, 8, 11)) is AgreementState.PARTLY_SIGNED
    assert agreement_state(both, date(2024, 8, 12)) is AgreementState.IN_FORCE
    assert agreement_state(both, date(2024, 12, 9)) is AgreementState.IN_FORCE
    assert agreement_state(both, date(2024, 12, 10)) is AgreementState.EXPIRED


def test_unknown_things_are_named(office: Office) -> None:
    with pytest.raises(UnknownRecord, match=r"kpu/64\.02"):
        office.get(Commission, "kpu/64.03")
    with pytest.raises(UnknownName, match="fulfilment"):
        office.report("fulfillment", on=date(2024, 8, 10))
    with pytest.raises(UnknownName, match="sqlite"):
        Office.open("oracle://x", actor="staff/uji")
    with pytest.raises(ValidationFailed):
        Office.open("memory://", actor="Budi")


def test_a_closed_office_does_nothing(office: Office) -> None:
    office.close()
    office.close()
    with pytest.raises(OfficeState, match="closed"):
        office.snapshot()


def test_a_snapshot_shows_only_what_was_known(office: Office) -> None:
    known = office.snapshot(on=date(2024, 9, 22))
    assert [len(contest.tickets) for _, contest in known.contests.values()] == [0]
    known = office.snapshot(on=date(2024, 9, 23))
    assert [len(contest.tickets) for _, contest in known.contests.values()] == [2]
    assert len(known.all(Material)) == 3
