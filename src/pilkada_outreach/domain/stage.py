"""A stage of an election (tahapan), with what makes it a stage in law: its days, their rule, its source."""

from datetime import date, time
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.committee import CommitteeKind
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period, ends_after_start
from pilkada_outreach.domain.stage_rule import StageRule
from pilkada_outreach.domain.values import Words
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Language, Problem, ProblemKind

LAW_WITHOUT_RULE = ProblemKind(
    code="stage.law-without-rule",
    en="The stage {value} is fixed by law, but its rule is not given.",
    id="Tahapan {value} ditetapkan undang-undang, tetapi aturannya tidak disebut.",
    mend_en="Write the rule, such as 'polling day - 3 .. - 1', or fixed_by = \"decision\".",
    mend_id="Tulis aturannya, misalnya 'polling day - 3 .. - 1', atau fixed_by = \"decision\".",
)
REPLACED_BY = ProblemKind(
    code="stage.replaced-by",
    en="A stage names what replaced it, {value}, but is not said to be replaced.",
    id="Tahapan menyebut penggantinya, {value}, padahal statusnya bukan digantikan.",
    mend_en='Write status = "replaced", or take replaced_by out.',
    mend_id='Tulis status = "replaced", atau hapus replaced_by.',
)
HOURS_REVERSED = ProblemKind(
    code="stage.hours-reversed",
    en="It closes at {value}, before it opens at {opens}.",
    id="Ditutup pukul {value}, sebelum dibuka pukul {opens}.",
    mend_en="Exchange the two hours, or correct one of them.",
    mend_id="Tukar kedua jam itu, atau perbaiki salah satunya.",
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


class FixedBy(StrEnum):
    """Who sets the days of a stage."""

    LAW = "law"
    """Undang-undang, by a rule; it moves with polling day."""
    DECISION = "decision"
    """Peraturan atau keputusan penyelenggara: days of its choice."""


class StageStatus(StrEnum):
    """What an instrument says about a stage; whether it runs follows from the day."""

    PLANNED = "planned"
    """Direncanakan."""
    POSTPONED = "postponed"
    """Ditunda: it has new days, or none yet."""
    CANCELLED = "cancelled"
    """Dibatalkan."""
    REPLACED = "replaced"
    """Digantikan by another stage."""


class StageState(StrEnum):
    """What a stage is on a day."""

    PLANNED = "planned"
    RUNNING = "running"
    """Berlangsung; a deadline runs on its one day."""
    DONE = "done"
    """Selesai."""
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REPLACED = "replaced"


_OFF = {
    StageStatus.CANCELLED: StageState.CANCELLED,
    StageStatus.REPLACED: StageState.REPLACED,
}


def rule_reads(rule: str) -> tuple[Problem, ...]:
    """A rule follows the grammar of `stage_rule`."""
    if not rule:
        return ()
    try:
        StageRule.parse(rule)
    except ValidationFailed as failure:
        return failure.problems
    return ()


def law_has_a_rule(code: str, fixed_by: FixedBy, rule: str) -> Problem | None:
    """What the law fixes can be said as a rule."""
    if fixed_by is FixedBy.LAW and not rule:
        return LAW_WITHOUT_RULE.at("fixed_by", value=code)
    return None


def only_the_replaced_are_replaced(status: StageStatus, replaced_by: str) -> Problem | None:
    """A stage that names what took its place does not stand."""
    if replaced_by and status is not StageStatus.REPLACED:
        return REPLACED_BY.at("replaced_by", value=replaced_by)
    return None


def closes_after_it_opens(
    opens_at: time | None, closes_at: time | None, last_closes_at: time | None
) -> tuple[Problem, ...]:
    """On no day does it close before it opens."""
    return tuple(
        HOURS_REVERSED.at(name, value=closes, opens=opens_at)
        for name, closes in (("closes_at", closes_at), ("last_closes_at", last_closes_at))
        if opens_at is not None and closes is not None and closes <= opens_at
    )


@record(
    ends_after_start,
    rule_reads,
    law_has_a_rule,
    only_the_replaced_are_replaced,
    closes_after_it_opens,
)
class Stage:
    """A step of an election with its days (tahapan). An end that is None is open or not yet set.

    A stage of which only the last day is given is a deadline (batas waktu): it runs on that day alone.
    """

    code: Words
    """`S7`; codes with a dot are sub-stages."""
    name_id: Words
    name_en: Words
    parent: str = ""
    role: StageRole | None = None
    first_day: date | None = None
    last_day: date | None = None
    opens_at: time | None = None
    """The hour it opens on each of its days, by the clock of the place; None: from midnight."""
    closes_at: time | None = None
    """The hour it closes; the minute named still belongs to it. None: at midnight."""
    last_closes_at: time | None = None
    """The hour it closes on its last day, where that differs."""
    rule: str = ""
    """How its days follow from others: `polling day - 3 .. - 1`; see `stage_rule`."""
    fixed_by: FixedBy = FixedBy.DECISION
    status: StageStatus = StageStatus.PLANNED
    replaced_by: str = ""
    """The code of the stage that took its place."""
    condition_id: str = ""
    condition_en: str = ""
    """What must come true before it is held at all (tahapan bersyarat); until then it does not run."""
    known_from: date | None = None
    """The day its instrument was out; None: with the timetable itself."""
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

    @property
    def is_deadline(self) -> bool:
        """Whether only its last day is known: something is due then, and does not run before."""
        return self.first_day is None and self.last_day is not None

    @property
    def stands(self) -> bool:
        """Whether it is neither cancelled nor replaced."""
        return self.status not in _OFF

    @property
    def is_conditional(self) -> bool:
        """Whether something must come true first."""
        return bool(self.condition_id or self.condition_en)

    def belongs_to(self, group: str) -> bool:
        """Whether its code is the group's or below it: `S6.3` belongs to `S6` and `S`, `S10` not to `S1`."""
        code = self.code
        if not code.startswith(group):
            return False
        rest = code[len(group) :]
        if not rest or not group:
            return True
        last, after = group[-1], rest[0]
        return not ((last.isdigit() and after.isdigit()) or (last.isalpha() and after.isalpha()))

    def runs(self, on: date) -> bool:
        """Whether it runs on a day, or is due on it."""
        first = self.last_day if self.first_day is None else self.first_day
        if first is None or not self.stands or self.is_conditional:
            return False
        return first <= on and (self.last_day is None or on <= self.last_day)

    def open_at(self, day: date, hour: time) -> bool:
        """Whether it is open at an hour of a day, both by the clock of the place."""
        if not self.runs(day):
            return False
        closes = self.closes_at
        if day == self.last_day and self.last_closes_at is not None:
            closes = self.last_closes_at
        minute = hour.replace(second=0, microsecond=0, tzinfo=None)
        return (self.opens_at is None or self.opens_at <= minute) and (
            closes is None or minute <= closes
        )

    def state(self, on: date) -> StageState:
        """What it is on a day: planned, running, done; or what an instrument made of it."""
        if not self.stands:
            return _OFF[self.status]
        if self.runs(on):
            return StageState.RUNNING
        if self.last_day is not None and self.last_day < on and not self.is_conditional:
            return StageState.DONE
        return StageState.POSTPONED if self.status is StageStatus.POSTPONED else StageState.PLANNED


@record(ends_after_start, rule_reads)
class TermOfOffice:
    """How long a committee serves (masa kerja). It outlives the stage that formed it, and is no stage."""

    code: Words
    name_id: Words
    name_en: Words
    stage: Words
    """The code of the stage that formed the committee."""
    first_day: date
    last_day: date
    rule: str = ""
    """How its days follow from others: `polling day - 23 .. + 7`."""
    committee: CommitteeKind | None = None
    """Which committee it is; the law's limits differ."""
    source: LegalSource

    def name(self, lang: Language = "id") -> str:
        """The term's name in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id
