"""What a timetable answers: what runs here and now, what opens and closes, what another day would move."""

from datetime import UTC, date, datetime, time

import pytest

from pilkada_outreach import WIB, WIT, WITA, LegalSource, Period, Stage, evolve
from pilkada_outreach.domain.stage import FixedBy, StageState, StageStatus
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.reference import timetables

PILKADA = timetables.get("pilkada-2024")
SOURCE = LegalSource(instrument="PKPU", number="2", year=2024)


def codes(stages: tuple[Stage, ...]) -> list[str]:
    return [stage.code for stage in stages]


def test_the_example_of_the_issue() -> None:
    assert "Masa tenang" in [s.name("id") for s in PILKADA.on(date(2024, 11, 25))]
    quiet = PILKADA.stage("S7")
    assert quiet.period == Period(first_day=date(2024, 11, 24), last_day=date(2024, 11, 26))
    assert quiet.rule == "polling day - 3 .. - 1"
    assert quiet.fixed_by is FixedBy.LAW
    assert str(quiet.source) == "PKPU 13/2024"
    changes = PILKADA.with_polling_day(date(2025, 4, 19)).diff(PILKADA)
    assert "S7 Masa tenang: 24–26 November 2024 → 16–18 April 2025" in [
        change.words("id") for change in changes
    ]


class TestWhatRuns:
    def test_both_ends_belong_to_a_stage(self) -> None:
        days = [date(2024, 8, day) for day in (26, 27, 28, 29, 30)]
        assert ["S3" in codes(PILKADA.on(day)) for day in days] == [False, True, True, True, False]

    def test_a_deadline_runs_on_its_day_alone(self) -> None:
        stage = PILKADA.stage("P2")
        assert stage.is_deadline
        assert "P2" in codes(PILKADA.on(date(2024, 11, 18)))
        assert "P2" not in codes(PILKADA.on(date(2024, 11, 17)))
        assert "P2" not in codes(PILKADA.on(date(2024, 11, 19)))

    def test_an_open_end_runs_on(self) -> None:
        assert "S" in codes(PILKADA.on(date(2030, 1, 1)))

    def test_hours_are_those_of_the_place(self) -> None:
        def open_at(hour: int, minute: int, day: int = 28) -> bool:
            at = datetime(2024, 8, day, hour, minute, tzinfo=WITA)
            return "S3" in codes(PILKADA.at(at, WITA))

        assert [open_at(7, 59), open_at(8, 0), open_at(16, 0), open_at(16, 1)] == [
            False,
            True,
            True,
            False,
        ]
        assert [open_at(16, 1, 29), open_at(23, 59, 29)] == [True, True]
        assert not open_at(0, 0, 30)

    def test_the_named_minute_still_belongs_to_it(self) -> None:
        last = datetime(2024, 8, 29, 23, 59, 59, tzinfo=WITA)
        assert "S3" in codes(PILKADA.at(last, WITA))

    def test_an_instant_is_another_day_in_another_zone(self) -> None:
        at = datetime(2024, 11, 23, 15, 30, tzinfo=UTC)  # 22:30 WIB, 23:30 WITA, 00:30 WIT
        assert [PILKADA.quiet(at, zone) for zone in (WIB, WITA, WIT)] == [False, False, True]

    def test_the_quiet_period_is_three_whole_days(self) -> None:
        def quiet(day: int, hour: int, minute: int) -> bool:
            return PILKADA.quiet(datetime(2024, 11, day, hour, minute, tzinfo=WITA), WITA)

        assert [quiet(23, 23, 59), quiet(24, 0, 0), quiet(26, 23, 59), quiet(27, 0, 0)] == [
            False,
            True,
            True,
            False,
        ]

    def test_an_instant_without_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            PILKADA.at(datetime(2024, 11, 24), WITA)  # noqa: DTZ001  # that is the point

    def test_what_is_cancelled_does_not_run(self) -> None:
        cancelled = evolve(PILKADA.stage("S7"), status=StageStatus.CANCELLED)
        assert not cancelled.runs(date(2024, 11, 25))
        assert cancelled.state(date(2024, 11, 25)) is StageState.CANCELLED

    def test_states_follow_from_the_day(self) -> None:
        quiet = PILKADA.stage("S7")
        postponed = evolve(quiet, status=StageStatus.POSTPONED)
        states = [quiet.state(date(2024, 11, day)) for day in (23, 24, 26, 27)]
        assert states == ["planned", "running", "running", "done"]
        assert [postponed.state(date(2024, 11, day)) for day in (23, 24)] == [
            "postponed",
            "running",
        ]

    def test_a_second_round_is_held_only_when_it_must_be(self) -> None:
        pemilu = timetables.get("pemilu-2024")
        day = date(2024, 6, 24)
        assert codes(pemilu.on(day)) == []
        assert pemilu.stage("R2").state(day) is StageState.PLANNED
        held = pemilu.with_condition_met("R")
        assert codes(held.on(day)) == ["R2"]
        assert held.quiet(datetime(2024, 6, 24, 12, tzinfo=WIB), WIB)
        assert not pemilu.quiet(datetime(2024, 6, 24, 12, tzinfo=WIB), WIB)


class TestWhatComes:
    def test_what_opens_within_a_week(self) -> None:
        assert codes(PILKADA.opening_within(date(2024, 11, 21), 5)) == ["S8.1", "S7", "S8.2"]

    def test_what_closes_within_a_week_deadlines_included(self) -> None:
        assert codes(PILKADA.closing_within(date(2024, 11, 16), 4)) == [
            "P6",
            "P",
            "P2",
            "P3",
            "P8.12",
        ]

    def test_the_day_itself_counts(self) -> None:
        assert codes(PILKADA.opening_within(date(2024, 11, 27), 0)) == ["S8", "S9", "S9.1"]

    def test_the_undated_are_listed(self) -> None:
        assert codes(PILKADA.undated()) == ["P5", "S10", "S11", "S12", "S13"]

    def test_a_group_is_a_stage_and_all_below_it(self) -> None:
        assert codes(PILKADA.group("S6")) == ["S6", "S6.1", "S6.2", "S6.3"]
        assert codes(PILKADA.group("S1.6")) == ["S1.6", "S1.6b"]
        assert "S10" not in codes(PILKADA.group("S1"))
        assert len(PILKADA.group("P")) + len(PILKADA.group("S")) + len(PILKADA.group("X")) == 135


class TestAnotherPollingDay:
    def test_it_says_what_moves_and_what_stays(self) -> None:
        found = PILKADA.moved_by_polling_day(date(2025, 4, 19))
        assert [change.code for change in found.moved] == [
            "P8.11",
            "P8.12",
            "S6",
            "S6.3",
            "S7",
            "S8",
        ]
        assert "S3" in codes(found.stays)
        assert codes(found.waits) == ["P5", "S10", "S11", "S12", "S13"]
        assert len(found.moved) + len(found.stays) + len(found.waits) == 135

    def test_terms_of_office_that_hang_on_it_move_too(self) -> None:
        moved = PILKADA.with_polling_day(date(2024, 11, 28))
        assert next(t for t in moved.terms if t.code == "P5.1.8").first_day == date(2024, 11, 5)
        assert next(t for t in moved.terms if t.code == "P4.1.13") in PILKADA.terms


class TestHours:
    def test_it_may_not_close_before_it_opens(self) -> None:
        with pytest.raises(ValidationFailed, match=r"stage\.hours-reversed"):
            evolve(PILKADA.stage("S3"), closes_at=time(7))

    def test_only_what_is_replaced_names_what_replaced_it(self) -> None:
        with pytest.raises(ValidationFailed, match=r"stage\.replaced-by"):
            evolve(PILKADA.stage("S3"), replaced_by="S4")
