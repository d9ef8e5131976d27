"""How far targets are from what was measured, and what may come of them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pilkada_outreach._record import record
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.indicator import Direction, Indicator
from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
from pilkada_outreach.domain.values import AreaCode, Words
from pilkada_outreach.measuring.achievement import achievement, distance
from pilkada_outreach.measuring.early_warning import (
    falls_short,
    interim_short,
    list_open,
    not_measured,
)
from pilkada_outreach.measuring.subject import latest, office_of, same_election
from pilkada_outreach.problems import Problem
from pilkada_outreach.snapshot import Snapshot


@record()
class Progress:
    """One target beside what was measured for it, here and in earlier elections."""

    target: Target
    measurement: Measurement | None
    """The figure of the target's own area (realisasi); None while nothing was measured there."""
    local: Measurement | None = None
    """For a target of a wider area: the figure of an area inside it, as a comparison (realisasi setempat)."""
    direction: Direction = Direction.MORE
    """Which way is better; more, where the register has no record of the indicator."""
    earlier: tuple[Measurement, ...] = ()
    """What earlier elections reached in the target's area, the oldest first."""
    local_earlier: tuple[Measurement, ...] = ()
    """What they reached in the area of `local`."""
    warnings: tuple[Problem, ...] = ()
    """Why it may be missed, while its result is not final; and that nothing was measured in time."""

    @property
    def interim(self) -> bool:
        """Whether the figure of the target's area may still change."""
        return self.measurement is not None and self.measurement.status is MeasurementStatus.INTERIM

    @property
    def distance_in_points(self) -> Decimal | None:
        """How much better than the target the figure is; negative when it was missed."""
        return distance(self.target, self.measurement, self.direction)

    @property
    def achievement_percent(self) -> Decimal | None:
        """The figure in percent of the target (capaian)."""
        return achievement(self.target, self.measurement, self.direction)

    @property
    def local_distance_in_points(self) -> Decimal | None:
        """How much better than the wider area's target the local figure is; it compares, and judges nobody."""
        return distance(self.target, self.local, self.direction)


def progress(snapshot: Snapshot, on: date, area: AreaCode | None = None) -> tuple[Progress, ...]:
    """Every target known on a day, beside what was measured by then, the oldest first.

    A target is measured by the figure of its own area alone. `area` is whose figure stands beside the
    targets of wider areas; where it is not given, the only area inside that has figures.
    """
    known = snapshot.known(on)
    indicators = {indicator.code: indicator for indicator in known.all(Indicator)}
    targets = sorted(known.all(Target), key=lambda target: (target.known_from, target.id))
    return tuple(
        _progress(known, target, indicators.get(target.indicator), on, area) for target in targets
    )


def _progress(
    known: Snapshot, target: Target, indicator: Indicator | None, on: date, area: AreaCode | None
) -> Progress:
    alike = [each for each in known.all(Measurement) if _same_kind(target, each)]
    own = [each for each in alike if each.area.code == target.area.code]
    here = area if area is not None else _only_area_inside(target.area.code, alike)
    beside = [
        each
        for each in alike
        if each.area.code == here and _lies_inside(each.area.code, target.area.code)
    ]
    election = None if target.election_id is None else known.find(Election, target.election_id)
    before = _first_day(target, election, alike)
    direction = Direction.MORE if indicator is None else indicator.direction
    measurement, local = _of_election(target, own), _of_election(target, beside)
    earlier, local_earlier = _earlier(target, own, before), _earlier(target, beside, before)
    warnings = list(not_measured(target, measurement, on))
    result = measurement or local
    if result is None or result.status is MeasurementStatus.INTERIM:
        warnings += falls_short(target, earlier or local_earlier, direction)
        warnings += interim_short(target, measurement, direction)
        weight = None if indicator is None else indicator.weight
        warnings += list_open(election, weight, on)
    return Progress(
        target=target,
        measurement=measurement,
        local=local,
        direction=direction,
        earlier=earlier,
        local_earlier=local_earlier,
        warnings=tuple(warnings),
    )


def _same_kind(target: Target, each: Measurement) -> bool:
    """Whether a figure measures what the target aims at, in whatever area and election."""
    return (
        each.indicator == target.indicator
        and each.segment == target.segment
        and each.sex == target.sex
        and each.with_disabilities == target.with_disabilities
    )


def _of_election(target: Target, measurements: Iterable[Measurement]) -> Measurement | None:
    """The figure of the target's election: of its contest; of all together, or else of any, if it names none."""
    found = [
        each
        for each in measurements
        if same_election(target, each) and target.contest in (None, each.contest)
    ]
    return latest(each for each in found if each.contest == target.contest) or latest(found)


def _earlier(
    target: Target, measurements: Iterable[Measurement], before: date
) -> tuple[Measurement, ...]:
    """One figure of each earlier election, for the same office where the target names a contest."""
    office = office_of(target.contest)
    elections: dict[Words, list[Measurement]] = {}
    for each in measurements:
        if (
            each.known_from < before
            and not same_election(target, each)
            and (not office or office_of(each.contest) in ("", office))
        ):
            elections.setdefault(each.election_name, []).append(each)
    best = (
        latest(each for each in found if office_of(each.contest) == office) or latest(found)
        for found in elections.values()
    )
    found = [each for each in best if each is not None]
    return tuple(sorted(found, key=lambda each: (each.known_from, each.id)))


def _first_day(target: Target, election: Election | None, alike: list[Measurement]) -> date:
    """What was known before this day is about earlier elections: the polling day, or the first result.

    Where the register has neither, the day on which the target was set.
    """
    if election is not None:
        return election.polling_day
    return min(
        (each.known_from for each in alike if same_election(target, each)),
        default=target.known_from,
    )


def _only_area_inside(around: AreaCode, measurements: list[Measurement]) -> AreaCode | None:
    inside = {each.area.code for each in measurements if _lies_inside(each.area.code, around)}
    return inside.pop() if len(inside) == 1 else None


def _lies_inside(code: AreaCode, around: AreaCode) -> bool:
    outer = code.parent
    while outer is not None and outer != around:
        outer = outer.parent
    return outer is not None
