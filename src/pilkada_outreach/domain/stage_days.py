"""From rules to days: what the rules of a timetable give for a polling day (penghitungan hari tahapan)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.stage import Stage, TermOfOffice
from pilkada_outreach.domain.stage_rule import Anchor, AnchorKind, Bound, StageRule
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Problem, ProblemKind

RULE_ANCHOR = ProblemKind(
    code="timetable.rule-anchor",
    en="The rule {value} hangs on {anchor}, which is no stage of the timetable.",
    id="Aturan {value} bergantung pada {anchor} yang tidak ada dalam jadwal.",
    mend_en="Correct the code, or write an event of somebody else in double quotes.",
    mend_id="Perbaiki kodenya, atau tulis peristiwa lembaga lain dalam tanda kutip ganda.",
)
RULE_CIRCLE = ProblemKind(
    code="timetable.rule-circle",
    en="The rule {value} hangs on itself, through {anchor}.",
    id="Aturan {value} bergantung pada dirinya sendiri melalui {anchor}.",
    mend_en="Fix the days of one of these stages.",
    mend_id="Tetapkan tanggal salah satu tahapan itu.",
)

Days = tuple[date | None, date | None]
S = TypeVar("S", bound=Stage | TermOfOffice)
NO_EVENTS: Mapping[str, date] = {}


class RuleBook:
    """The rules of a timetable's stages, ready to be asked for days."""

    def __init__(
        self, stages: Sequence[Stage], polling_day: date, events: Mapping[str, date] = NO_EVENTS
    ) -> None:
        self._stages = {stage.code: stage for stage in stages}
        self._polling_day = polling_day
        self._events = events
        self._found: dict[str, Days] = {}
        self._moves: dict[str, bool] = {}

    def days(self, item: Stage | TermOfOffice) -> Days:
        """The days its rule gives; an end whose anchor has no day yet is None."""
        rule = StageRule.parse(item.rule)
        return self._bound(rule.first, last=False), self._bound(rule.last, last=True)

    def moves(self, item: Stage | TermOfOffice) -> bool:
        """Whether its days follow from polling day, directly or through other stages."""
        if not item.rule:
            return False
        known = self._moves.get(item.code)
        if known is None:
            known = self._moves[item.code] = any(
                anchor.kind is AnchorKind.POLLING_DAY
                or (anchor.kind is AnchorKind.STAGE and self._stage_moves(anchor.name))
                for anchor in StageRule.parse(item.rule).anchors
            )
        return known

    def waits_for(self, item: Stage, event: str) -> bool:
        """Whether its rule hangs on this event of somebody else, directly or through other stages."""
        if not item.rule:
            return False
        for anchor in StageRule.parse(item.rule).anchors:
            if anchor.kind is AnchorKind.EVENT and anchor.name == event:
                return True
            stage = self._stages.get(anchor.name) if anchor.kind is AnchorKind.STAGE else None
            if stage is not None and self.waits_for(stage, event):
                return True
        return False

    def _stage_moves(self, code: str) -> bool:
        stage = self._stages.get(code)
        return stage is not None and self.moves(stage)

    def _bound(self, bound: Bound | None, *, last: bool) -> date | None:
        if bound is None:
            return None
        anchor, days = bound.anchor, bound.days
        if anchor.kind is AnchorKind.POLLING_DAY:
            day: date | None = self._polling_day
        elif anchor.kind is AnchorKind.EVENT:
            day = self._events.get(anchor.name)
        else:
            begins, ends = self._stage_days(anchor.name)
            from_the_end = days > 0 or (days == 0 and last)
            day = ends if from_the_end else begins
        return None if day is None else day + timedelta(days=days)

    def _stage_days(self, code: str) -> Days:
        found = self._found.get(code)
        if found is None:
            stage = self._stages.get(code)
            if stage is None:
                return None, None
            if stage.rule and (self.moves(stage) or stage.period is None):
                found = self.days(stage)
            else:
                found = stage.first_day, stage.last_day
            self._found[code] = found
        return found


def moved(items: Iterable[S], book: RuleBook) -> tuple[S, ...]:
    """The stages or terms with the days of this polling day, where their rules hang on it."""
    return tuple(_with_days(item, book) if book.moves(item) else item for item in items)


def filled(stages: Iterable[Stage], book: RuleBook) -> tuple[Stage, ...]:
    """The stages with the days that their rules give, where they have none of their own."""
    return tuple(
        _with_days(stage, book) if stage.rule and stage.period is None else stage
        for stage in stages
    )


def happened(stages: Iterable[Stage], event: str, book: RuleBook) -> tuple[Stage, ...]:
    """The stages with the days that follow from an event of somebody else."""
    return tuple(
        _with_days(stage, book) if book.waits_for(stage, event) else stage for stage in stages
    )


def _with_days(item: S, book: RuleBook) -> S:
    first, last = book.days(item)
    if (first, last) == (item.first_day, item.last_day):
        return item
    if isinstance(item, TermOfOffice) and (first is None or last is None):
        return item
    try:
        return evolve(item, first_day=first, last_day=last)
    except ValidationFailed as failure:  # what was decided stands behind what the rule moved
        found = tuple(problem.under(item.code) for problem in failure.problems)
        raise ValidationFailed(found) from failure


def anchors_exist(
    stages: tuple[Stage, ...], terms: tuple[TermOfOffice, ...]
) -> tuple[Problem, ...]:
    """Every stage that a rule hangs on is in the timetable, and no rule hangs on itself."""
    return (*_anchor_problems("stages", stages, stages), *_anchor_problems("terms", terms, stages))


def _anchor_problems(
    field: str, items: Sequence[Stage | TermOfOffice], stages: tuple[Stage, ...]
) -> Iterator[Problem]:
    if not any(item.rule for item in items):
        return
    rules = {stage.code: StageRule.parse(stage.rule) for stage in stages if stage.rule}
    codes = {stage.code for stage in stages}
    for place, item in enumerate(items):
        if not item.rule:
            continue
        for anchor in _stage_anchors(StageRule.parse(item.rule)):
            path = f"{field}[{place}].rule"
            if anchor.name not in codes:
                yield RULE_ANCHOR.at(path, value=item.rule, anchor=anchor)
            elif item.code in _reached(anchor.name, rules):
                yield RULE_CIRCLE.at(path, value=item.rule, anchor=anchor)


def _stage_anchors(rule: StageRule) -> Iterator[Anchor]:
    yield from dict.fromkeys(a for a in rule.anchors if a.kind is AnchorKind.STAGE)


def _reached(code: str, rules: Mapping[str, StageRule]) -> set[str]:
    """The stage and every stage that its rule hangs on, however far."""
    reached: set[str] = set()
    ahead = [code]
    while ahead:
        at = ahead.pop()
        if at not in reached:
            reached.add(at)
            if at in rules:
                ahead.extend(anchor.name for anchor in _stage_anchors(rules[at]))
    return reached
