"""The timetable of an election: its stages in the law now in force, and the questions it answers (jadwal tahapan)."""

from datetime import date, datetime, timedelta, tzinfo
from typing import ClassVar

from pilkada_outreach._record import evolve, record
from pilkada_outreach.domain.amendment import Amendment, LocalSchedule
from pilkada_outreach.domain.election import Regime
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.stage import Stage, StageRole, TermOfOffice
from pilkada_outreach.domain.stage_days import RuleBook, anchors_exist, filled, happened, moved
from pilkada_outreach.domain.timetable_changes import PollingDayMove, StageChange, changes
from pilkada_outreach.domain.timetable_versions import (
    Plan,
    Version,
    amended_plan,
    known_plan,
    local_order,
)
from pilkada_outreach.domain.values import AreaCode, Id, Words
from pilkada_outreach.problems import Problem, ProblemKind

STAGE_TWICE = ProblemKind(
    code="timetable.stage-twice",
    en="The stage code {value} stands in the timetable twice.",
    id="Kode tahapan {value} tercantum dua kali.",
    mend_en="Give each stage its own code.",
    mend_id="Beri setiap tahapan kode sendiri.",
)
STAGE_PARENT = ProblemKind(
    code="timetable.parent-unknown",
    en="The stage names {value} as its parent, which is not in the timetable.",
    id="Tahapan menyebut induk {value} yang tidak ada dalam jadwal.",
    mend_en="Correct the parent's code, or add that stage.",
    mend_id="Perbaiki kode induk, atau tambahkan tahapan itu.",
)


def stage_codes_differ(stages: tuple[Stage, ...]) -> tuple[Problem, ...]:
    """Each stage has its own code."""
    seen: set[str] = set()
    found: list[Problem] = []
    for place, stage in enumerate(stages):
        if stage.code in seen:
            found.append(STAGE_TWICE.at(f"stages[{place}].code", value=stage.code))
        seen.add(stage.code)
    return tuple(found)


def parents_exist(stages: tuple[Stage, ...]) -> tuple[Problem, ...]:
    """A sub-stage hangs under a stage of the same timetable."""
    codes = {stage.code for stage in stages}
    return tuple(
        STAGE_PARENT.at(f"stages[{place}].parent", value=stage.parent)
        for place, stage in enumerate(stages)
        if stage.parent and stage.parent not in codes
    )


@record(stage_codes_differ, parents_exist, anchors_exist)
class Timetable:
    """The stages of one election (jadwal tahapan), as instruments of law set them.

    The fields hold the law in force; `amendments` hold what it replaced, `local` where an area differs.
    """

    family: ClassVar[str] = "timetable"

    id: Id
    """`timetable/pilkada-2024`."""
    name_id: Words
    name_en: Words
    regime: Regime
    polling_day: date
    source: LegalSource
    """The instrument that issued it; later ones stand in `amendments`."""
    issued_on: date
    """The day that instrument was signed."""
    stages: tuple[Stage, ...]
    terms: tuple[TermOfOffice, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    local: tuple[LocalSchedule, ...] = ()

    # Stages

    def stage(self, code: str) -> Stage:
        """The stage with this code. Raises KeyError when there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def role(self, role: StageRole) -> Stage | None:
        """The first stage that plays this part and stands; None where the timetable has none."""
        return next((stage for stage in self.stages if stage.role is role and stage.stands), None)

    def group(self, code: str) -> tuple[Stage, ...]:
        """A stage and all below it, by their codes: `S6` gives S6, S6.1, S6.2, ..."""
        return tuple(stage for stage in self.stages if stage.belongs_to(code))

    def undated(self) -> tuple[Stage, ...]:
        """The stages that stand and have no day of their own: other bodies set it."""
        return tuple(stage for stage in self.stages if stage.period is None and stage.stands)

    # What runs

    def on(self, day: date, area: AreaCode | str | None = None) -> tuple[Stage, ...]:
        """The stages that run on a day, deadlines due on it included; in an area by its own schedule."""
        return tuple(stage for stage in self._stages(area) if stage.runs(day))

    def at(
        self, instant: datetime, zone: tzinfo, area: AreaCode | str | None = None
    ) -> tuple[Stage, ...]:
        """The stages that are open at an instant, by the clock of a zone. Raises ValueError without one."""
        local = _local(instant, zone)
        day, hour = local.date(), local.time()
        return tuple(stage for stage in self._stages(area) if stage.open_at(day, hour))

    def quiet(self, instant: datetime, zone: tzinfo, area: AreaCode | str | None = None) -> bool:
        """Whether an instant lies in the quiet period (masa tenang), by the clock of a zone."""
        return any(stage.role is StageRole.QUIET_PERIOD for stage in self.at(instant, zone, area))

    def opening_within(
        self, day: date, days: int, area: AreaCode | str | None = None
    ) -> tuple[Stage, ...]:
        """The stages whose first day is this day or one of so many after it, the soonest first."""
        return self._bounded("first_day", day, days, area)

    def closing_within(
        self, day: date, days: int, area: AreaCode | str | None = None
    ) -> tuple[Stage, ...]:
        """The stages, deadlines among them, whose last day is this day or one of so many after it."""
        return self._bounded("last_day", day, days, area)

    # Versions

    @property
    def versions(self) -> tuple[Version, ...]:
        """The timetable as issued and each amendment, in the order they were out."""
        later = sorted(self.amendments, key=lambda amendment: amendment.known_from)
        first = Version(number=1, source=self.source, known_from=self.issued_on)
        return (
            first,
            *(
                Version(number=number, source=each.source, known_from=each.known_from)
                for number, each in enumerate(later, 2)
            ),
        )

    def as_known_on(self, day: date) -> "Timetable":
        """The timetable as it was known on a day: later amendments undone, what came later left out."""
        plan = known_plan(self._plan(), self.issued_on, day)
        local = tuple(each for each in self.local if each.known_from <= day)
        return self._with(plan, local)

    def amended(
        self,
        *stages: Stage,
        source: LegalSource,
        known_from: date,
        polling_day: date | None = None,
        note: str = "",
    ) -> "Timetable":
        """The timetable after a later instrument (perubahan): stages given whole, polling day moved.

        Stages whose rules hang on the polling day follow it. What is replaced is kept in `amendments`.
        """
        plan = amended_plan(
            self._plan(),
            stages,
            source=source,
            known_from=known_from,
            polling_day=polling_day,
            note=note,
        )
        return self._with(plan, self.local)

    def for_area(self, area: AreaCode | str) -> "Timetable":
        """The timetable as an area holds it: its local schedules in place, wider areas first."""
        timetable = self
        code = area if isinstance(area, AreaCode) else AreaCode.parse(area)
        for schedule in local_order(self.local, code):
            timetable = timetable.amended(
                *schedule.stages,
                source=schedule.source,
                known_from=schedule.known_from,
                note=schedule.note or f"local schedule of {schedule.area}",
            )
        return evolve(timetable, local=()) if self.local else self

    # Another day

    def diff(self, other: "Timetable") -> tuple[StageChange, ...]:
        """What changed from another timetable to this one, stage by stage."""
        return changes(other.stages, self.stages)

    def with_polling_day(self, day: date) -> "Timetable":
        """This timetable with another polling day: what hangs on it by rule moves, what was decided stays.

        Raises ValidationFailed where a stage would end before it starts.
        """
        book = RuleBook(self.stages, day)
        return evolve(
            self,
            polling_day=day,
            stages=moved(self.stages, book),
            terms=moved(self.terms, book),
        )

    def moved_by_polling_day(self, day: date) -> PollingDayMove:
        """Which stages another polling day would move, and which stay because they were decided."""
        book = RuleBook(self.stages, day)
        fixed = [stage for stage in self.stages if not book.moves(stage)]
        return PollingDayMove(
            moved=changes(self.stages, self.with_polling_day(day).stages),
            stays=tuple(stage for stage in fixed if stage.period is not None),
            waits=tuple(stage for stage in fixed if stage.period is None),
        )

    def resolved(self) -> "Timetable":
        """This timetable with days where only rules were given; itself where none is missing."""
        if all(stage.period is not None or not stage.rule for stage in self.stages):
            return self
        return evolve(self, stages=filled(self.stages, RuleBook(self.stages, self.polling_day)))

    def with_event(self, event: str, on: date) -> "Timetable":
        """This timetable after an event of another body that rules wait for, such as a ruling (peristiwa)."""
        book = RuleBook(self.stages, self.polling_day, {event: on})
        return evolve(self, stages=happened(self.stages, event, book))

    def with_condition_met(self, group: str) -> "Timetable":
        """This timetable after the condition of a group of stages came true: they are held."""
        return evolve(
            self,
            stages=tuple(
                evolve(stage, condition_id="", condition_en="")
                if stage.is_conditional and stage.belongs_to(group)
                else stage
                for stage in self.stages
            ),
        )

    # Helpers

    def _plan(self) -> Plan:
        return Plan(
            polling_day=self.polling_day,
            stages=self.stages,
            terms=self.terms,
            amendments=self.amendments,
        )

    def _with(self, plan: Plan, local: tuple[LocalSchedule, ...]) -> "Timetable":
        return evolve(
            self,
            polling_day=plan.polling_day,
            stages=plan.stages,
            terms=plan.terms,
            amendments=plan.amendments,
            local=local,
        )

    def _stages(self, area: AreaCode | str | None) -> tuple[Stage, ...]:
        return self.stages if area is None or not self.local else self.for_area(area).stages

    def _bounded(
        self, end: str, day: date, days: int, area: AreaCode | str | None
    ) -> tuple[Stage, ...]:
        until = day + timedelta(days=days)
        found: list[tuple[date, Stage]] = []
        for stage in self._stages(area):
            at: date | None = getattr(stage, end)
            if at is not None and day <= at <= until and stage.runs(at):
                found.append((at, stage))
        return tuple(stage for _, stage in sorted(found, key=lambda pair: pair[0]))


def _local(instant: datetime, zone: tzinfo) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone, such as tzinfo=WITA")
    return instant.astimezone(zone)
