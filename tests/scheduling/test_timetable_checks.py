"""The checks of a timetable: law that it breaks is an error with its source, what is odd a warning."""

from datetime import date

import pytest

from pilkada_outreach import Severity, Timetable, evolve
from pilkada_outreach.domain.committee import CommitteeKind
from pilkada_outreach.domain.stage import StageRole, StageStatus, TermOfOffice
from pilkada_outreach.problems import Problem
from pilkada_outreach.reference import timetables
from pilkada_outreach.scheduling.timetable_anomalies import overlaps
from pilkada_outreach.scheduling.timetable_checks import check_timetable

PILKADA = timetables.get("pilkada-2024")
PEMILU = timetables.get("pemilu-2024")


def changed(
    timetable: Timetable, code: str, **fields: date | str | StageStatus | None
) -> Timetable:
    return evolve(
        timetable,
        stages=tuple(evolve(s, **fields) if s.code == code else s for s in timetable.stages),
    )


def errors(timetable: Timetable, *revotes: date) -> list[Problem]:
    found = check_timetable(timetable, revotes)
    return [problem for problem in found if problem.severity is Severity.ERROR]


def found(timetable: Timetable, code: str) -> set[str]:
    problems = check_timetable(timetable)
    return {p.path.partition(".")[2] for p in problems if p.code == f"timetable.{code}"}


class TestLaw:
    @pytest.mark.parametrize("name", timetables.names())
    def test_what_is_shipped_breaks_no_law(self, name: str) -> None:
        assert errors(timetables.get(name)) == []

    def test_the_printed_23_to_26_november_is_found(self) -> None:
        misprint = changed(PILKADA, "S7", first_day=date(2024, 11, 23))
        (problem,) = errors(misprint)
        assert problem.code == "timetable.quiet-period"
        assert "2024-11-23 – 2024-11-26" in problem.message("en")
        assert "2024-11-24 – 2024-11-26" in problem.message("id")
        assert problem.source == "UU 1/2015 Pasal 67 (unverified)"
        assert "S7" in found(misprint, "rule-differs")

    def test_a_campaign_ends_the_day_before_the_quiet_period(self) -> None:
        (problem,) = errors(changed(PILKADA, "S6", last_day=date(2024, 11, 24)))
        assert problem.code == "timetable.campaign-end"

    @pytest.mark.parametrize(
        ("timetable", "code", "days", "wrong"),
        [
            (PILKADA, "S6.3", "14 days", date(2024, 11, 9)),
            (PEMILU, "T10.1", "21 days", date(2024, 1, 28)),
        ],
    )
    def test_advertising_has_the_days_of_its_regime(
        self, timetable: Timetable, code: str, days: str, wrong: date
    ) -> None:
        (problem,) = errors(changed(timetable, code, first_day=wrong))
        assert problem.code == "timetable.ads-window"
        assert days in problem.message("en")

    def test_a_pemilu_starts_20_months_before_and_a_pilkada_need_not(self) -> None:
        late = changed(changed(PEMILU, "T1", first_day=date(2022, 6, 15)), "T2", first_day=None)
        (problem,) = errors(late)
        assert problem.code == "timetable.preparation-late"
        assert problem.source == "UU 7/2017 Pasal 167(6)"
        assert "2022-06-14" in problem.message()

    def test_the_vote_is_on_the_polling_day(self) -> None:
        moved = changed(PILKADA, "S8", first_day=date(2024, 11, 26), last_day=date(2024, 11, 26))
        assert "timetable.polling-day" in [problem.code for problem in errors(moved)]

    def test_a_timetable_without_quiet_period_is_warned_of(self) -> None:
        without = changed(PILKADA, "S7", status=StageStatus.CANCELLED)
        assert "timetable.quiet-missing" in [p.code for p in check_timetable(without)]

    def test_a_second_round_is_held_to_the_same_law(self) -> None:
        wrong = changed(PEMILU, "R2", first_day=date(2024, 6, 22))
        assert [problem.path for problem in errors(wrong)] == ["stages.R2"]


class TestCommittees:
    def with_term(self, first: date, last: date) -> Timetable:
        term = TermOfOffice(
            code="T",
            name_id="Masa kerja PPK",
            name_en="PPK: term of office",
            stage="P4.1",
            first_day=first,
            last_day=last,
            committee=CommitteeKind.DISTRICT,
            source=PILKADA.source,
        )
        return evolve(PILKADA, terms=(term,))

    def test_formed_at_the_latest_six_months_before(self) -> None:
        assert errors(self.with_term(date(2024, 5, 27), date(2025, 1, 27))) == []
        (problem,) = errors(self.with_term(date(2024, 5, 28), date(2025, 1, 27)))
        assert problem.code == "timetable.committee-late"

    def test_dissolved_within_two_months_unless_there_is_a_re_vote(self) -> None:
        stays = self.with_term(date(2024, 5, 16), date(2025, 1, 28))
        (problem,) = errors(stays)
        assert problem.code == "timetable.committee-stays"
        assert errors(stays, date(2025, 4, 19)) == []
        longer = self.with_term(date(2024, 5, 16), date(2025, 6, 20))
        assert [p.code for p in errors(longer, date(2025, 4, 19))] == ["timetable.committee-stays"]

    def test_a_re_vote_has_terms_of_its_own(self) -> None:
        """The days are invented: those of 2025 were not found."""
        revote = timetables.get("revote-kutai-kartanegara-2025")
        term = TermOfOffice(
            code="T",
            name_id="Masa kerja PPK",
            name_en="PPK: term of office",
            stage="U5",
            first_day=date(2025, 3, 20),
            last_day=date(2025, 6, 19),
            committee=CommitteeKind.DISTRICT,
            source=revote.source,
        )
        assert errors(evolve(revote, terms=(term,))) == []
        late = evolve(term, last_day=date(2025, 6, 20))
        assert [p.code for p in errors(evolve(revote, terms=(late,)))] == [
            "timetable.committee-stays"
        ]

    def test_station_supervisors_run_from_23_before_to_7_after(self) -> None:
        terms = tuple(
            evolve(term, last_day=date(2024, 12, 5)) if term.code == "P5.1.8" else term
            for term in PILKADA.terms
        )
        (problem,) = errors(evolve(PILKADA, terms=terms))
        assert problem.code == "timetable.station-supervisors"
        assert problem.source == "UU 1/2015 Pasal 27(2)"


class TestAnomalies:
    """The anomalies that the real timetable of 2024 is known for, by name."""

    def test_all_are_warnings(self) -> None:
        assert {p.severity for p in check_timetable(PILKADA)} == {Severity.WARNING}

    def test_children_outside_their_parents(self) -> None:
        outside = found(PILKADA, "outside-parent")
        assert {"P4.4", "P4.4.7", "P4.4.8"} <= outside  # KPPS sworn in after the formation ended
        assert "P8.10" in outside  # DPT displayed until the vote
        assert "S5.1" in outside  # the draw follows the determination
        assert outside == {
            *("P4.4", "P4.4.7", "P4.4.8", "P8.10", "P8.11", "P8.12"),
            *("S5.1", "S5.2", "S8.1", "S8.2"),
        }

    def test_open_ends(self) -> None:
        assert {"P1", "P2", "P3"} <= found(PILKADA, "no-start")
        assert found(PILKADA, "undated") == {"P5", "S10", "S11", "S12", "S13"}
        assert found(PILKADA, "no-end") == {"S"}

    def test_overlap(self) -> None:
        assert found(PILKADA, "overlap") == {"S"}
        (problem,) = (p for p in check_timetable(PILKADA) if p.code == "timetable.overlap")
        assert problem.message().startswith("P and S overlap (2024-05-05 – 2024-11-18)")
        pairs = {(o.one.code, o.other.code): o for o in overlaps(PILKADA)}
        both = pairs["P8.1", "S1.6b"]  # coklit and field verification
        assert (both.first_day, both.last_day) == (date(2024, 6, 24), date(2024, 7, 4))

    def test_stages_of_one_main_stage_are_no_overlap(self) -> None:
        assert all(
            not (o.one.code.startswith("P") and o.other.code.startswith("P"))
            for o in overlaps(PILKADA)
        )

    def test_the_roles_of_another_regime_are_not_judged(self) -> None:
        from pilkada_outreach import Regime

        other = evolve(changed(PILKADA, "S7", first_day=date(2024, 11, 23)), regime=Regime.OTHER)
        assert errors(other) == []
        assert other.role(StageRole.QUIET_PERIOD) is not None
