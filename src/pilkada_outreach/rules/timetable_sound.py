"""The timetable of an election keeps the law; what is odd in one's own is told in one line.

The oddities of the shipped timetables are known, and no office can mend them: `check_timetable` lists them.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.stage import Stage, StageRole
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import timetables
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import asking, timetable, world
from pilkada_outreach.scheduling import law
from pilkada_outreach.scheduling.timetable_anomalies import anomaly_problems
from pilkada_outreach.scheduling.timetable_law import law_problems

TIMETABLE_ODD = ProblemKind(
    code="election.timetable-odd",
    severity=Severity.INFO,
    en="The timetable {value} has {count} oddities: {codes}.",
    id="Jadwal {value} memuat {count} kejanggalan: {codes}.",
    mend_en="Nothing needs mending; `check_timetable` lists them one by one.",
    mend_id="Tidak ada yang harus diperbaiki; `check_timetable` memuat rinciannya.",
)


def _held(question: RegisterQuestion) -> Iterator[tuple[Election, Timetable]]:
    """Each election with its timetable, as its area holds it."""
    for election in question.snapshot.all(Election):
        found = question.timetable_of(election)
        if found is not None:
            yield election, found.for_area(election.area.code)


def _lawful(question: RegisterQuestion) -> Iterator[Problem]:
    elections = question.snapshot.all(Election)
    for election, found in _held(question):
        revotes = tuple(e.polling_day for e in elections if e.predecessor == election.id)
        for problem in law_problems(found, revotes):
            yield problem.under(f"{election.id}.timetable")


def _odd(question: RegisterQuestion) -> Iterator[Problem]:
    for election, found in _held(question):
        name = str(election.timetable)
        if name in timetables.names() and question.timetable_of(election) == timetables.get(name):
            continue
        codes = Counter(problem.code for problem in anomaly_problems(found))
        if codes:
            yield TIMETABLE_ODD.at(
                f"{election.id}.timetable",
                value=name,
                count=codes.total(),
                codes=", ".join(f"{code} ×{count}" for code, count in sorted(codes.items())),
            )


def _asking_with(role: StageRole, **days: date | None) -> RegisterQuestion:
    """The example's register, where one stage of the timetable has other days."""

    def changed(stage: Stage) -> Stage:
        return evolve(stage, **days) if stage.role is role else stage

    def misprinted(election: Election) -> Timetable | None:
        found = timetable(election)
        if found is None:
            return None
        return evolve(found, stages=tuple(changed(stage) for stage in found.stages))

    question = asking(*world())
    return RegisterQuestion(snapshot=question.snapshot, on=question.on, timetable_of=misprinted)


TIMETABLE_LAWFUL = Rule(
    name="timetable-lawful",
    source=law.QUIET_PERIOD_START.rule.source,
    check=_lawful,
    examples=(
        Example(
            what="a quiet period printed as 23-26 November",
            question=lambda: _asking_with(StageRole.QUIET_PERIOD, first_day=date(2024, 11, 23)),
            fires=True,
        ),
        Example(
            what="the campaign goes on into the quiet period",
            question=lambda: _asking_with(StageRole.CAMPAIGN, last_day=date(2024, 11, 24)),
            fires=True,
        ),
        Example(
            what="the days of 2024",
            question=lambda: asking(*world()),
            fires=False,
        ),
    ),
)
TIMETABLE_ODDITIES = Rule(
    name="timetable-oddities",
    source=None,
    check=_odd,
    examples=(
        Example(
            what="a campaign without a last day",
            question=lambda: _asking_with(StageRole.CAMPAIGN, last_day=None),
            fires=True,
        ),
        Example(
            what="the days of 2024",
            question=lambda: asking(*world()),
            fires=False,
        ),
    ),
)
