"""The versions of a timetable: applying an instrument, undoing it, and what was known on a day (versi jadwal)."""

from collections.abc import Iterable
from datetime import date

import attrs

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.amendment import Amendment, LocalSchedule
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.stage import Stage, TermOfOffice
from pilkada_outreach.domain.stage_days import RuleBook, moved
from pilkada_outreach.domain.stage_rule import AnchorKind, StageRule
from pilkada_outreach.domain.timetable_changes import changes
from pilkada_outreach.domain.values import AreaCode


@attrs.frozen(kw_only=True)
class Version:
    """A state of a timetable, with the instrument that made it so (versi jadwal)."""

    number: int
    """From 1, the timetable as issued."""
    source: LegalSource
    known_from: date


def in_place(stages: tuple[Stage, ...], others: Iterable[Stage]) -> tuple[Stage, ...]:
    """The stages with others in place of those with the same codes; new ones stand at the end."""
    changed = {stage.code: stage for stage in others}
    kept = tuple(changed.pop(stage.code, stage) for stage in stages)
    return (*kept, *changed.values())


def known_on(stages: Iterable[Stage], issued_on: date, day: date) -> tuple[Stage, ...]:
    """The stages that could be known on a day, each with what it hangs on.

    An instrument of a later year than the day's set nothing before that year.
    """
    ahead = [stage for stage in stages if _known_since(stage, issued_on) <= day]
    while True:
        codes = {stage.code for stage in ahead}
        known = [stage for stage in ahead if _roots(stage) <= codes]
        if len(known) == len(ahead):
            return tuple(known)
        ahead = known


def local_order(local: Iterable[LocalSchedule], area: AreaCode) -> tuple[LocalSchedule, ...]:
    """The local schedules that hold in an area: wider areas first, then the earlier ones."""
    around: list[AreaCode] = []
    at: AreaCode | None = area
    while at is not None:
        around.append(at)
        at = at.parent
    held = [schedule for schedule in local if schedule.area in around]
    return tuple(sorted(held, key=lambda each: (-around.index(each.area), each.known_from)))


@attrs.frozen(kw_only=True)
class Plan:
    """The parts of a timetable that versions change."""

    polling_day: date
    stages: tuple[Stage, ...]
    terms: tuple[TermOfOffice, ...]
    amendments: tuple[Amendment, ...]


def known_plan(plan: Plan, issued_on: date, day: date) -> Plan:
    """A plan as it was known on a day: later amendments undone, what came later left out."""
    stages, polling_day = plan.stages, plan.polling_day
    kept: list[Amendment] = []
    for amendment in sorted(plan.amendments, key=lambda each: each.known_from, reverse=True):
        if amendment.known_from <= day:
            kept.insert(0, amendment)
            continue
        stages = in_place(stages, amendment.before)
        polling_day = amendment.polling_day_before or polling_day
    stages = known_on(stages, issued_on, day)
    codes = {stage.code for stage in stages}
    terms = tuple(term for term in plan.terms if term.stage in codes)
    if polling_day != plan.polling_day:
        book = RuleBook(stages, polling_day)
        stages, terms = moved(stages, book), moved(terms, book)
    return Plan(polling_day=polling_day, stages=stages, terms=terms, amendments=tuple(kept))


def amended_plan(
    plan: Plan,
    given: tuple[Stage, ...],
    *,
    source: LegalSource,
    known_from: date,
    polling_day: date | None,
    note: str,
) -> Plan:
    """A plan after an instrument: stages given whole, and what hangs on a new polling day moved."""
    day = polling_day or plan.polling_day
    known = {stage.code for stage in plan.stages}
    given = tuple(
        evolve(stage, known_from=known_from)
        if stage.known_from is None and stage.code not in known
        else stage
        for stage in given
    )
    after = in_place(plan.stages, given)
    book = RuleBook(after, day)
    after = in_place(moved(after, book), given)
    before = (change.before for change in changes(plan.stages, after))
    amendment = Amendment(
        source=source,
        known_from=known_from,
        before=tuple(stage for stage in before if stage is not None),
        polling_day_before=None if day == plan.polling_day else plan.polling_day,
        note=note,
    )
    return Plan(
        polling_day=day,
        stages=after,
        terms=moved(plan.terms, book),
        amendments=(*plan.amendments, amendment),
    )


def _known_since(stage: Stage, issued_on: date) -> date:
    if stage.known_from is not None:
        return stage.known_from
    year = stage.source.year
    return issued_on if year is None or year <= issued_on.year else date(year, 1, 1)


def _roots(stage: Stage) -> set[str]:
    """The codes of the stages that it cannot be understood without."""
    codes = {stage.parent} if stage.parent else set[str]()
    if stage.rule:
        anchors = StageRule.parse(stage.rule).anchors
        codes |= {anchor.name for anchor in anchors if anchor.kind is AnchorKind.STAGE}
    return codes
