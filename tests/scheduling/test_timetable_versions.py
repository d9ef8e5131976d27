"""The versions of a timetable: what was known on a day, what an instrument changed, where an area differs."""

from datetime import date

from pilkada_outreach import AreaCode, LegalSource, Stage, evolve
from pilkada_outreach.domain.amendment import LocalSchedule
from pilkada_outreach.domain.stage import StageRole, StageStatus
from pilkada_outreach.reference import timetables
from pilkada_outreach.serialization import dump, load

PILKADA = timetables.get("pilkada-2024")
DECISION = LegalSource(instrument="Keputusan KPU", number="1", year=2024, verified=True)


def amended() -> tuple[Stage, Stage]:
    moved = evolve(PILKADA.stage("S3"), first_day=date(2024, 8, 28), last_day=date(2024, 8, 30))
    cancelled = evolve(PILKADA.stage("S5.2"), status=StageStatus.CANCELLED)
    return moved, cancelled


class TestAsKnown:
    def test_a_later_regulation_shortened_a_deadline(self) -> None:
        before, after = (
            PILKADA.as_known_on(date(2024, 11, 1)),
            PILKADA.as_known_on(date(2024, 12, 1)),
        )
        assert before.stage("S10").rule == '.. "MK notifies BRPK" + 5'
        assert after.stage("S10").rule == '.. "MK notifies BRPK" + 3'
        assert str(before.stage("S12").source) == "PKPU 2/2024 Lampiran I"
        (change,) = (c for c in after.diff(before) if c.code == "S10")
        assert {"rule", "source"} <= set(change.fields)
        happens = date(2025, 1, 6)
        event = "MK notifies BRPK"
        assert before.with_event(event, happens).stage("S10").last_day == date(2025, 1, 11)
        assert after.with_event(event, happens).stage("S10").last_day == date(2025, 1, 9)

    def test_re_votes_were_not_known_before_the_ruling(self) -> None:
        assert not [s for s in PILKADA.as_known_on(date(2025, 2, 23)).stages if s.code == "X3"]
        assert PILKADA.as_known_on(date(2025, 2, 24)).stage("X3").first_day == date(2025, 4, 19)

    def test_the_inauguration_was_planned_before_it_was_replaced(self) -> None:
        planned = PILKADA.as_known_on(date(2025, 1, 19))
        assert planned.stage("S14").status is StageStatus.PLANNED
        assert PILKADA.stage("S14").status is StageStatus.REPLACED
        assert "S14" not in [s.code for s in PILKADA.on(date(2025, 2, 7))]

    def test_covid_moved_the_vote_of_2020(self) -> None:
        now = timetables.get("pilkada-2020")
        before = now.as_known_on(date(2020, 3, 1))
        assert (before.polling_day, now.polling_day) == (date(2020, 9, 23), date(2020, 12, 9))
        quiet = before.role(StageRole.QUIET_PERIOD)
        assert quiet is not None
        assert str(quiet.period) == "2020-09-20 – 2020-09-22"
        assert before.as_known_on(date(2020, 3, 1)) == before
        assert now.as_known_on(date(2020, 6, 13)) == now

    def test_nothing_shows_before_it_was_issued(self) -> None:
        assert PILKADA.as_known_on(date(2024, 1, 25)).stages == ()

    def test_today_it_is_the_whole_timetable(self) -> None:
        assert PILKADA.as_known_on(date(2026, 1, 1)) == PILKADA

    def test_versions_name_their_instruments(self) -> None:
        assert [(v.number, str(v.source), v.known_from) for v in PILKADA.versions] == [
            (1, "PKPU 2/2024 Lampiran I", date(2024, 1, 26)),
            (2, "PKPU 18/2024 Pasal 57 and Lampiran I", date(2024, 11, 18)),
            (3, "Perpres 13/2025 (unverified)", date(2025, 2, 7)),
        ]


class TestAmending:
    def test_what_is_replaced_is_kept(self) -> None:
        later = PILKADA.amended(*amended(), source=DECISION, known_from=date(2024, 8, 20))
        assert [change.code for change in later.diff(PILKADA)] == ["S3", "S5.2"]
        assert later.as_known_on(date(2024, 8, 19)).stage("S3") == PILKADA.stage("S3")
        assert later.as_known_on(date(2024, 8, 20)).stage("S3") == later.stage("S3")

    def test_a_moved_vote_takes_along_what_hangs_on_it(self) -> None:
        later = PILKADA.amended(
            source=DECISION, known_from=date(2024, 10, 1), polling_day=date(2024, 12, 4)
        )
        assert later.stages == PILKADA.with_polling_day(date(2024, 12, 4)).stages
        before = later.as_known_on(date(2024, 9, 30))
        assert before.polling_day == date(2024, 11, 27)
        assert before.stage("S7") == PILKADA.stage("S7")

    def test_a_new_stage_is_known_from_its_instrument(self) -> None:
        new = Stage(
            code="S17", name_id="Baru", name_en="New", first_day=date(2025, 3, 1), source=DECISION
        )
        later = PILKADA.amended(new, source=DECISION, known_from=date(2024, 12, 1))
        assert later.stage("S17").known_from == date(2024, 12, 1)
        assert (
            later.as_known_on(date(2024, 11, 30)).diff(PILKADA.as_known_on(date(2024, 11, 30)))
            == ()
        )

    def test_it_survives_a_document(self) -> None:
        later = PILKADA.amended(*amended(), source=DECISION, known_from=date(2024, 8, 20))
        assert load(type(later), dump(later)) == later
        assert load(type(later), dump(later, "toml"), "toml") == later


class TestLocal:
    def test_bone_bolango_verified_later(self) -> None:
        local = PILKADA.for_area("75.03")
        assert local.stage("S1.6").replaced_by == "S1.6b"
        day = date(2024, 6, 10)
        assert "S1.6" in [s.code for s in PILKADA.on(day)]
        assert "S1.6" in [s.code for s in PILKADA.on(day, "64.02")]
        assert "S1.6" not in [s.code for s in PILKADA.on(day, "75.03")]

    def test_districts_inherit_from_their_regency(self) -> None:
        assert PILKADA.for_area("64.02.06").stage("S1.7").last_day == date(2024, 7, 8)
        assert PILKADA.for_area(AreaCode("64")).stage("S1.7") == PILKADA.stage("S1.7")

    def test_it_was_known_when_it_was_told(self) -> None:
        before = PILKADA.as_known_on(date(2024, 7, 1)).for_area("64.02")
        assert before.stage("S1.8") == PILKADA.stage("S1.8")

    def test_the_narrower_area_has_the_last_word(self) -> None:
        def schedule(area: str, day: int) -> LocalSchedule:
            stage = evolve(PILKADA.stage("S5.2"), last_day=None, first_day=date(2024, 9, day))
            return LocalSchedule(
                area=AreaCode(area),
                source=DECISION,
                known_from=date(2024, 9, 1),
                stages=(stage,),
            )

        both = evolve(PILKADA, local=(schedule("64.02", 26), schedule("64", 25)))
        assert both.for_area("64.02").stage("S5.2").first_day == date(2024, 9, 26)
        assert both.for_area("64.71").stage("S5.2").first_day == date(2024, 9, 25)
