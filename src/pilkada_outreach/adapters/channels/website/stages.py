"""The stages of an election as a day sees them: what runs, what comes next, what has no day."""

from collections.abc import Iterator
from datetime import date

import attrs

from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.timetable import Timetable

_NEXT = 5


@attrs.frozen(kw_only=True)
class StageNode:
    """A stage with the stages below it."""

    stage: Stage
    runs: bool
    children: "tuple[StageNode, ...]"

    @property
    def undated(self) -> bool:
        """Whether neither it nor anything below it has a day."""
        return self.stage.period is None and all(child.undated for child in self.children)


@attrs.frozen(kw_only=True)
class StagesOnDay:
    """A timetable, seen on a day."""

    timetable: Timetable
    tree: tuple[StageNode, ...]
    running: tuple[Stage, ...]
    """The innermost stages that run; what is above them is plain from the whole list."""
    coming: tuple[Stage, ...]
    """The outermost stages that have not begun and the deadlines ahead, the soonest first, at most five."""
    undated: tuple[Stage, ...]
    """Those whose days other bodies set; they are in no calendar."""
    unverified: int


def stages_on(timetable: Timetable, day: date) -> StagesOnDay:
    """The timetable, as known on this day, as a reader needs it.

    A stage of which only the last day is known is a deadline: it comes, and runs on that day alone.
    """
    stages = timetable.stages
    running = [stage for stage in stages if stage.runs(day)]
    with_running_part = {stage.parent for stage in running}
    ahead = {stage.code: begins for stage in stages if (begins := _ahead(stage, day))}
    coming = [stage for stage in stages if stage.code in ahead and stage.parent not in ahead]
    tree = _below("", stages, day)
    return StagesOnDay(
        timetable=timetable,
        tree=tree,
        running=tuple(stage for stage in running if stage.code not in with_running_part),
        coming=tuple(sorted(coming, key=lambda stage: ahead[stage.code])[:_NEXT]),
        undated=tuple(_undated(tree)),
        unverified=sum(not stage.source.verified for stage in stages),
    )


def _ahead(stage: Stage, day: date) -> date | None:
    """The day that comes: the first one, or the last one where only that is known."""
    begins = stage.first_day or stage.last_day
    return begins if begins is not None and begins > day and stage.runs(begins) else None


def _undated(nodes: tuple[StageNode, ...]) -> Iterator[Stage]:
    for node in nodes:
        if node.undated:
            yield node.stage
        else:
            yield from _undated(node.children)


def _below(parent: str, stages: tuple[Stage, ...], day: date) -> tuple[StageNode, ...]:
    return tuple(
        StageNode(
            stage=stage,
            runs=stage.runs(day),
            children=_below(stage.code, stages, day),
        )
        for stage in stages
        if stage.parent == parent
    )
