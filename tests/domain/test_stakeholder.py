"""Stakeholders: media and their papers, officers on the ground, information groups."""

from datetime import date

import pytest

from pilkada_outreach import AreaCode, Code, Id, MediaClass, Place, Stakeholder, StakeholderKind
from pilkada_outreach.domain.medium import CompanyPaper, PressCouncilListing, PressCouncilState
from pilkada_outreach.domain.paper import Document
from pilkada_outreach.domain.stakeholder import GroupOffice, GroupOfficer
from pilkada_outreach.snapshot import Snapshot
from tests.findings import refused, warned


def stakeholder(kind: StakeholderKind, **fields: object) -> Stakeholder:
    given: dict[str, object] = {"id": Id("x/contoh"), "kind": kind, "name": "Contoh", **fields}
    return Stakeholder(**given)  # type: ignore[arg-type]  # a table of fields


def medium(**fields: object) -> Stakeholder:
    return stakeholder(StakeholderKind.MEDIA, legal_class=MediaClass.ONLINE_PRESS, **fields)


def paper(kind: str, number: str, expires_on: date | None = None) -> CompanyPaper:
    return CompanyPaper(
        kind=Code(kind), number=number, issued_on=date(2020, 1, 2), expires_on=expires_on
    )


def test_papers_expire_and_are_renewed() -> None:
    press = medium(
        papers=(
            paper("deed", "1"),
            paper("business-class", "2", date(2024, 6, 30)),
            paper("business-number", "3", date(2023, 6, 30)),
            paper("business-number", "4", date(2026, 6, 30)),
        )
    )
    assert warned(press) == []
    assert press.expired_papers(date(2024, 6, 30)) == ()
    assert [paper.number for paper in press.expired_papers(date(2024, 7, 1))] == ["2"]
    assert [paper.number for paper in press.expired_papers(date(2026, 7, 1))] == ["2", "4"]


def test_papers_are_listed_once_and_issued_before_they_expire() -> None:
    twice = (paper("deed", "1"), paper("deed", "1"))
    assert refused(lambda: medium(papers=twice)) == ["stakeholder.paper-twice papers[1]"]
    assert refused(lambda: paper("deed", "1", date(2020, 1, 1))) == [
        "company-paper.expiry expires_on"
    ]


def test_only_media_have_papers_and_a_listing() -> None:
    listing = PressCouncilListing(state=PressCouncilState.FACTUAL, known_from=date(2024, 8, 1))
    assert refused(
        lambda: stakeholder(
            StakeholderKind.UNIVERSITY, papers=(paper("deed", "1"),), press_council=(listing,)
        )
    ) == ["stakeholder.not-a-medium papers", "stakeholder.not-a-medium press_council"]


def test_the_press_council_is_asked_as_of_a_day() -> None:
    looks = (
        PressCouncilListing(state=PressCouncilState.FACTUAL, known_from=date(2024, 10, 1)),
        PressCouncilListing(state=PressCouncilState.ADMINISTRATIVE, known_from=date(2024, 8, 1)),
    )
    press = medium(press_council=looks)
    assert press.press_council_state(date(2024, 7, 31)) is PressCouncilState.NONE
    assert press.press_council_state(date(2024, 9, 30)) is PressCouncilState.ADMINISTRATIVE
    assert press.press_council_state(date(2024, 10, 1)) is PressCouncilState.FACTUAL
    known = Snapshot([press]).known(date(2024, 9, 1)).get(Stakeholder, press.id)
    assert known.press_council == looks[1:]


@pytest.mark.parametrize(
    "kind",
    [
        StakeholderKind.VILLAGE_HEAD,
        StakeholderKind.NEIGHBOURHOOD_HEAD,
        StakeholderKind.TERRITORIAL_ARMY,
        StakeholderKind.TERRITORIAL_POLICE,
    ],
)
def test_officers_on_the_ground_serve_an_area(kind: StakeholderKind) -> None:
    assert refused(lambda: stakeholder(kind)) == ["stakeholder.area-missing area"]
    village = Place(code=AreaCode("64.71.01.1001"))
    assert warned(stakeholder(kind, area=village, office=Code("lurah"))) == []


def test_an_information_group_has_officers_and_a_decree() -> None:
    kind = StakeholderKind.INFORMATION_GROUP
    assert warned(stakeholder(kind)) == [
        "stakeholder.officers officers",
        "stakeholder.decree decree",
    ]
    officers = tuple(
        GroupOfficer(office=office, name="RAHASIA")
        for office in (GroupOffice.CHAIR, GroupOffice.SECRETARY, GroupOffice.TREASURER)
    )
    decree = Document(title="Keputusan Lurah", number="01/2022")
    confirmed = stakeholder(kind, officers=officers, decree=decree)
    assert warned(confirmed) == []
    assert "RAHASIA" not in repr(confirmed)
    assert warned(stakeholder(kind, officers=officers[:2], decree=decree)) == [
        "stakeholder.officers officers"
    ]
    assert warned(stakeholder(StakeholderKind.COMMUNITY)) == []
