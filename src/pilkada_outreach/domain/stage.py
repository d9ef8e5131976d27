"""Stages of an election and the timetable that holds them."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.election import Regime
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period, ends_after_start
from pilkada_outreach.domain.values import Id, Words
from pilkada_outreach.problems import Language, Problem, ProblemKind

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


class StageRole(StrEnum):
    """What a stage means to the rules, whatever its code in a timetable."""

    CAMPAIGN = "campaign"
    """Kampanye."""
    MASS_MEDIA_ADS = "mass-media-ads"
    """Iklan media massa."""
    QUIET_PERIOD = "quiet-period"
    """Masa tenang."""
    POLLING = "polling"
    """Pemungutan suara."""


@record(ends_after_start)
class Stage:
    """A step of an election with its days (tahapan). An end that is None is open or not yet set."""

    code: Words
    """`S7`; codes with a dot are sub-stages."""
    name_id: Words
    name_en: Words
    parent: str = ""
    role: StageRole | None = None
    first_day: date | None = None
    last_day: date | None = None
    source: LegalSource
    note: str = ""

    def name(self, lang: Language = "id") -> str:
        """The stage's name in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id

    @property
    def period(self) -> Period | None:
        """Its days; None when it has no day of its own."""
        if self.first_day is None and self.last_day is None:
            return None
        return Period(first_day=self.first_day, last_day=self.last_day)


@record(ends_after_start)
class TermOfOffice:
    """How long a committee serves (masa kerja). It outlives the stage that formed it, and is no stage."""

    code: Words
    name_id: Words
    name_en: Words
    stage: Words
    """The code of the stage that formed the committee."""
    first_day: date
    last_day: date
    source: LegalSource


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


@record(stage_codes_differ, parents_exist)
class Timetable:
    """The stages of one election (jadwal tahapan), as an instrument of law sets them."""

    family: ClassVar[str] = "timetable"

    id: Id
    """`timetable/pilkada-2024`."""
    name_id: Words
    name_en: Words
    regime: Regime
    polling_day: date
    source: LegalSource
    issued_on: date
    """The day the instrument was signed."""
    stages: tuple[Stage, ...]
    terms: tuple[TermOfOffice, ...] = ()

    def stage(self, code: str) -> Stage:
        """The stage with this code. Raises KeyError when there is none."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def role(self, role: StageRole) -> Stage | None:
        """The stage that plays this part; None where the timetable has none."""
        return next((stage for stage in self.stages if stage.role is role), None)

    def on(self, day: date) -> tuple[Stage, ...]:
        """The stages that run on a day; one without any day of its own never does."""
        return tuple(
            stage for stage in self.stages if (period := stage.period) is not None and day in period
        )
