"""The shipped timetables against the rules of law and the published days of three elections."""

from datetime import date, timedelta

import pytest

from pilkada_outreach import Election, Id, Place, Stage, Timetable
from pilkada_outreach.domain.election import Contest, ContestOffice, Regime
from pilkada_outreach.domain.stage import FixedBy, StageRole
from pilkada_outreach.domain.stage_days import RuleBook
from pilkada_outreach.domain.values import AreaCode, Code
from pilkada_outreach.reference import timetables
from pilkada_outreach.reference.zones import WITA
from pilkada_outreach.scheduling import law

THREE = ("pilkada-2020", "pilkada-2024", "pemilu-2024")

# offsets to polling day, as published for each election
QUIET, CAMPAIGN_END = (-3, -1), -4
ADS = {"pilkada-2020": (-17, -4), "pilkada-2024": (-17, -4), "pemilu-2024": (-24, -4)}
CAMPAIGN_START = {"pilkada-2020": -74, "pilkada-2024": -63, "pemilu-2024": -78}
COUNT_END = {"pilkada-2020": ("V2", 17), "pilkada-2024": ("S9", 19), "pemilu-2024": ("T14", 35)}


def offsets(timetable: Timetable, stage: Stage | None) -> tuple[int, int]:
    assert stage is not None
    assert stage.first_day is not None
    assert stage.last_day is not None
    day = timetable.polling_day
    return (stage.first_day - day).days, (stage.last_day - day).days


@pytest.mark.parametrize("name", THREE)
def test_rule_based_stages_are_where_they_were_published(name: str) -> None:
    timetable = timetables.get(name)
    assert offsets(timetable, timetable.role(StageRole.QUIET_PERIOD)) == QUIET
    campaign = offsets(timetable, timetable.role(StageRole.CAMPAIGN))
    assert campaign == (CAMPAIGN_START[name], CAMPAIGN_END)
    assert offsets(timetable, timetable.role(StageRole.MASS_MEDIA_ADS)) == ADS[name]
    assert offsets(timetable, timetable.role(StageRole.POLLING)) == (0, 0)
    code, last = COUNT_END[name]
    assert offsets(timetable, timetable.stage(code))[1] == last


@pytest.mark.parametrize("name", timetables.names())
def test_rules_give_the_days_that_are_printed(name: str) -> None:
    timetable = timetables.get(name)
    book = RuleBook(timetable.stages, timetable.polling_day)
    ruled = [stage for stage in timetable.stages if stage.rule]
    assert ruled
    for stage in ruled:
        assert book.days(stage) == (stage.first_day, stage.last_day), stage.code


@pytest.mark.parametrize("name", timetables.names())
def test_what_the_law_fixes_is_marked(name: str) -> None:
    timetable = timetables.get(name)
    roles = {StageRole.CAMPAIGN, StageRole.MASS_MEDIA_ADS, StageRole.QUIET_PERIOD}
    for stage in timetable.stages:
        if stage.fixed_by is FixedBy.LAW:
            assert stage.role in roles
    quiet = timetable.role(StageRole.QUIET_PERIOD)
    assert quiet is not None
    assert quiet.fixed_by is FixedBy.LAW


def test_campaigns_start_after_the_candidates_are_determined() -> None:
    for name, code, days in (
        ("pilkada-2020", "C4", 3),
        ("pilkada-2024", "S5", 3),
        ("pemilu-2024", "T8.1", 25),
    ):
        timetable = timetables.get(name)
        determined, campaign = timetable.stage(code), timetable.role(StageRole.CAMPAIGN)
        assert determined.last_day is not None
        assert campaign is not None
        assert campaign.first_day == determined.last_day + timedelta(days=days)
        if days == 3:
            assert campaign.first_day == law.CAMPAIGN_START.due(determined.last_day).on


def test_the_limits_of_1_4_hold() -> None:
    pemilu, pilkada = timetables.get("pemilu-2024"), timetables.get("pilkada-2024")
    assert law.PEMILU_STAGES_START.due(pemilu.polling_day).on == date(2022, 6, 14)
    assert min(s.first_day for s in pemilu.stages if s.first_day) == date(2022, 6, 14)
    supervisors = next(term for term in pilkada.terms if term.code == "P5.1.8")
    assert supervisors.first_day == law.STATION_SUPERVISORS_FORMED.due(pilkada.polling_day).on
    assert supervisors.last_day == law.STATION_SUPERVISORS_DISSOLVED.due(pilkada.polling_day).on


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("T1", "2022-06-14", "2024-06-14"),
        ("T2", "2022-06-14", "2023-12-14"),
        ("T3", "2022-10-14", "2023-06-21"),
        ("T4", "2022-07-29", "2022-12-13"),
        ("T5", "2022-12-14", "2022-12-14"),
        ("T6", "2022-10-14", "2023-02-09"),
        ("T7", "2022-12-06", "2023-11-25"),
        ("T8", "2023-04-24", "2023-11-25"),
        ("T9", "2023-10-19", "2023-11-25"),
        ("T10", "2023-11-28", "2024-02-10"),
        ("T10.1", "2024-01-21", "2024-02-10"),
        ("T11", "2024-02-11", "2024-02-13"),
        ("T12", "2024-02-14", "2024-02-14"),
        ("T13", "2024-02-14", "2024-02-15"),
        ("T14", "2024-02-15", "2024-03-20"),
        ("T16", "2024-10-01", "2024-10-01"),
        ("T17", "2024-10-20", "2024-10-20"),
        ("R1", "2024-06-02", "2024-06-22"),
        ("R3", "2024-06-26", "2024-06-26"),
    ],
)
def test_pemilu_2024_has_the_published_days(code: str, first: str, last: str) -> None:
    stage = timetables.get("pemilu-2024").stage(code)
    assert (str(stage.first_day), str(stage.last_day)) == (first, last)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("D1", "2020-06-24", "2020-07-14"),
        ("D2", "2020-07-15", "2020-08-13"),
        ("D3", "2020-08-07", "2020-08-29"),
        ("D4", "2020-08-30", "2020-09-01"),
        ("D5", "2020-09-02", "2020-09-04"),
        ("D6", "2020-09-05", "2020-09-14"),
        ("D7", "2020-09-15", "2020-09-16"),
        ("D8", "2020-09-19", "2020-09-28"),
        ("D9", "2020-09-29", "2020-10-09"),
        ("D10", "2020-10-09", "2020-10-16"),
        ("D11", "2020-10-17", "2020-10-18"),
        ("D12", "2020-10-28", "2020-12-06"),
        ("C1", "2020-08-28", "2020-09-03"),
        ("C2", "2020-09-04", "2020-09-06"),
        ("C3", "2020-09-04", "2020-09-22"),
        ("C4", "2020-09-23", "2020-09-23"),
        ("C5", "2020-09-24", "2020-09-24"),
        ("C6", "2020-09-23", "2020-11-09"),
        ("K1", "2020-09-26", "2020-12-05"),
        ("K1.1", "2020-11-22", "2020-12-05"),
        ("K2", "2020-12-06", "2020-12-08"),
        ("V1", "2020-12-09", "2020-12-09"),
        ("V2", "2020-12-09", "2020-12-26"),
    ],
)
def test_pilkada_2020_has_the_published_days(code: str, first: str, last: str) -> None:
    stage = timetables.get("pilkada-2020").stage(code)
    assert (str(stage.first_day), str(stage.last_day)) == (first, last)


class TestRevote:
    """Kutai Kartanegara voted again on 19 April 2025, for its regent only."""

    revote = timetables.get("revote-kutai-kartanegara-2025")

    def test_it_has_a_quiet_period_of_its_own(self) -> None:
        from datetime import datetime

        quiet = self.revote.role(StageRole.QUIET_PERIOD)
        assert quiet is not None
        assert str(quiet.period) == "2025-04-16 – 2025-04-18"
        noon = datetime(2025, 4, 17, 12, tzinfo=WITA)
        assert self.revote.quiet(noon, WITA)
        assert not timetables.get("pilkada-2024").quiet(noon, WITA)

    def test_the_day_lies_inside_the_courts_limit(self) -> None:
        limit = self.revote.stage("U2").last_day
        assert limit == date(2025, 4, 25)
        assert self.revote.polling_day < limit
        assert self.revote.polling_day.strftime("%A") == "Saturday"
        main = timetables.get("pilkada-2024").stage("X3")
        assert main.first_day == self.revote.polling_day

    def test_it_is_an_election_of_one_contest_with_a_predecessor(self) -> None:
        regent = Id("pilkada/2024/64.02/regent")
        kukar = Place(code=AreaCode("64.02"))
        election = Election(
            id=Id("pilkada/2025/64.02/revote"),
            regime=Regime.PILKADA,
            commission=Id("kpu/64.02"),
            area=kukar,
            polling_day=self.revote.polling_day,
            timetable=Code("revote-kutai-kartanegara-2025"),
            contests=(
                Contest(
                    id=Id("pilkada/2025/64.02/revote/regent"),
                    office=ContestOffice.REGENT,
                    area=kukar,
                    organiser=Id("kpu/64.02"),
                ),
            ),
            predecessor=Id("pilkada/2024/64.02"),
            revote_of=(regent,),
            revote_basis=self.revote.source,
        )
        assert timetables.get(str(election.timetable)) is self.revote
