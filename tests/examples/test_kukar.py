"""The program file of KPU Kutai Kartanegara: what it holds, and what the rules say to it."""

import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path

import pytest

from pilkada_outreach import (
    WITA,
    Agreement,
    AreaCode,
    Code,
    Election,
    Id,
    Material,
    Measurement,
    Office,
    Outcome,
    Program,
    Publication,
    SignatoryOffice,
    Stakeholder,
    StakeholderKind,
    Target,
    VoterList,
)
from pilkada_outreach.measuring.contract_months import contract_months

OWN = Id("kpu/64.02")
ELECTION = "pilkada/2024/64.02"
FIRST_CONTRACT = "agreement/kpu-64.02/2024/001"
SIGNING = date(2024, 8, 10)
PHONE = re.compile(rb"0800-000-\d{4}")


def publications(program: Program) -> list[Publication]:
    return [record for record in program.records if isinstance(record, Publication)]


# The program file


def test_the_program_has_no_problem(program: Program) -> None:
    assert program.problems == ()


def test_the_two_contests_and_their_tickets(office: Office) -> None:
    election = office.get(Election, ELECTION)
    contests = {str(contest.id): contest for contest in election.contests}

    assert election.polling_day == date(2024, 11, 27)
    assert {id: (str(c.organiser), len(c.tickets)) for id, c in contests.items()} == {
        "pilkada/2024/64/governor": ("kpu/64", 2),
        "pilkada/2024/64.02/regent": ("kpu/64.02", 3),
    }
    assert {t.known_from for c in election.contests for t in c.tickets} == {date(2024, 9, 23)}


def test_the_voter_list_is_not_known_before_its_source(office: Office) -> None:
    election = office.get(Election, ELECTION)

    def known(on: date) -> VoterList | None:
        return election.voter_list("dpt", on)

    assert known(date(2024, 10, 25)) is None
    assert (first := known(date(2024, 10, 26))) is not None
    assert (first.voters, first.polling_stations) == (552_469, None)
    assert (last := known(date(2024, 12, 6))) is not None
    assert (last.voters, last.polling_stations) == (552_469, 1_447)


def test_at_least_24_invented_media_with_a_contract_each(office: Office) -> None:
    snapshot = office.snapshot()
    media = [s for s in snapshot.all(Stakeholder) if s.kind is StakeholderKind.MEDIA]
    contracts = snapshot.all(Agreement)

    assert len(media) >= 24
    assert all(medium.domain.endswith(".example") for medium in media)
    assert all(medium.endpoint == f"https://meja.{medium.domain}/kpu" for medium in media)
    assert {party for c in contracts for party in c.partners_of(OWN)} == {m.id for m in media}
    for contract in contracts:
        own = contract.parties[0]
        assert own.partner == OWN
        assert own.office is SignatoryOffice.CONTRACT_OFFICER
        assert "rekaan" in own.signatory_name
        assert len({party.number for party in contract.parties}) == 2


def test_every_contract_month_gives_every_medium_four_ads_and_five_coverages(
    program: Program, office: Office
) -> None:
    planned = [item for item in publications(program) if item.channel == Code("webhook")]
    contracts = office.snapshot().all(Agreement)
    months = contract_months(contracts[0].period)

    assert len(months) == 4
    assert len(planned) == 36 * len(contracts) == 864
    for contract in contracts:
        mine = [item for item in planned if item.agreement == contract.id]
        for month in months:
            within = [item for item in mine if item.due_at.astimezone(WITA).date() in month.period]
            assert Counter(str(item.deliverable) for item in within) == {
                "public-service-ad": 4,
                "labelled-coverage": 5,
            }


def test_every_ticket_gets_the_same(program: Program, office: Office) -> None:
    snapshot = office.snapshot()
    about = {m.id: m for m in snapshot.all(Material) if m.topic == Code("vision-mission")}
    shown: dict[Id, list[tuple[str, Id | None, datetime]]] = {}
    for item in publications(program):
        if item.material in about:
            (ticket,) = about[item.material].tickets
            shown.setdefault(ticket, []).append((str(item.channel), item.target, item.due_at))
    lengths = {
        material.tickets[0]: [(len(text.title), len(text.body)) for text in material.texts]
        for material in about.values()
    }

    for contest in office.get(Election, ELECTION).contests:
        first, *others = contest.ticket_ids(date.max)
        for ticket in others:
            assert sorted(shown[ticket], key=str) == sorted(shown[first], key=str)
            assert lengths[ticket] == lengths[first]
    assert len({len(slots) for slots in shown.values()}) == 1


def test_the_appeal_runs_in_the_quiet_period_and_on_polling_day(program: Program) -> None:
    appeals = {
        item.due_at.astimezone(WITA).date()
        for item in publications(program)
        if item.material.parts[-1] == "ajakan-memilih" and item.target is not None
    }

    assert appeals & {date(2024, 11, 24), date(2024, 11, 25), date(2024, 11, 26)}
    assert date(2024, 11, 27) in appeals


def test_materials_are_bilingual_sourced_and_approved(office: Office) -> None:
    for material in office.snapshot().all(Material):
        assert [str(text.language) for text in material.texts] == ["id", "en"], material.id
        assert material.sources, material.id
        assert material.approval is not None, material.id
        assert "rekaan" in material.approval.minutes


def test_no_material_is_planned_before_it_was_approved(program: Program, office: Office) -> None:
    for item in publications(program):
        approval = office.get(Material, item.material).approval
        assert approval is not None
        assert approval.on <= item.due_at.astimezone(WITA).date(), item.id


def test_targets_and_measurements_wait_for_their_day(office: Office) -> None:
    august, november, december = date(2024, 8, 12), date(2024, 11, 21), date(2024, 12, 6)

    def percents(on: date) -> list[str]:
        return sorted(str(target.percent) for target in office.snapshot(on).all(Target))

    def measured(on: date) -> list[str]:
        return sorted(str(measured.percent) for measured in office.snapshot(on).all(Measurement))

    assert percents(august) == ["77.5", "79.5"]
    assert percents(november) == ["77.5", "79.5", "82"]
    assert measured(november) == ["57.00"]
    assert measured(december) == ["57.00", "70.98"]
    assert {target.area.code for target in office.snapshot().all(Target)} == {AreaCode("id")}


def test_contacts_stay_masked(office: Office) -> None:
    medium = office.get(Stakeholder, "media/kabar-contoh-tenggarong")

    (contact,) = medium.contacts
    assert PHONE.fullmatch(contact.phone.encode())
    assert contact.phone not in repr(medium)
    assert contact.name not in repr(medium)


# The guard


@pytest.mark.parametrize(
    ("on", "refused_by"),
    [
        (date(2024, 9, 24), "neutrality.outside-campaign"),
        (date(2024, 9, 25), None),
        (date(2024, 11, 23), None),
        (date(2024, 11, 24), "neutrality.quiet-period"),
        (date(2024, 11, 27), "neutrality.outside-campaign"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("name", "is_about_a_ticket"),
    [("visi-misi-bupati-1", True), ("visi-misi-gubernur-2", True), ("ajakan-memilih", False)],
)
def test_candidate_material_only_in_the_campaign(
    office: Office, on: date, refused_by: str | None, name: str, is_about_a_ticket: bool
) -> None:
    item = Publication(
        id=Id.of("publication", OWN, on, "andaian", name),
        commission=OWN,
        material=Id.of("material", OWN, 2024, name),
        channel=Code("website"),
        due_at=datetime.combine(on, time(10), tzinfo=WITA),
    )
    office.put(item)
    found = [p for p in office.check(on=on) if p.path.startswith(f"{item.id}.")]
    office.commit(reason="andaian")
    sent = office.publish(now=item.due_at)
    (receipt,) = [receipt for receipt in sent.receipts if receipt.publication == item.id]

    if refused_by is None or not is_about_a_ticket:
        assert found == []
        assert receipt.outcome is Outcome.DELIVERED
    else:
        assert [problem.code for problem in found] == [refused_by]
        assert found[0].rule == "campaign-window"
        assert found[0].source
        assert found[0].hint("id")
        assert receipt.outcome is Outcome.HELD
        assert refused_by in receipt.cause


# The example of the README


def test_with_one_signature_only_the_website_goes_out(office: Office) -> None:
    office.sign(FIRST_CONTRACT, party="kpu/64.02", by="person/fulan", on=SIGNING)
    office.commit(reason="signing in Tenggarong")

    result = office.publish(now=datetime(2024, 8, 12, 9, tzinfo=WITA))

    assert result.summary() == "3 due: 3 delivered"
    assert {str(r.publication.parts[3]) for r in result.receipts} == {"website"}
    assert (
        "Kabar Contoh Tenggarong"
        in office.report("fulfilment", on=date(2024, 11, 28)).to_markdown()
    )


def test_the_home_page_shows_every_ticket_of_a_contest_or_none(
    program: Program, office: Office, tmp_path: Path
) -> None:
    moments = {item.due_at for item in publications(program) if item.channel == Code("website")}
    for moment in sorted(moments):
        office.publish(now=moment)
        home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
        shown = Counter(contest for contest, _ in re.findall(r"2024-visi-misi-(\w+)-(\d)", home))
        assert shown["gubernur"] in (0, 2), moment
        assert shown["bupati"] in (0, 3), moment
        if moment.date() >= date(2024, 11, 24):
            assert not shown, moment
