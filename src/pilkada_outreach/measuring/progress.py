"""How far targets are from what was measured."""

from datetime import date
from decimal import Decimal

from pilkada_outreach._record import record
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.snapshot import Snapshot


@record()
class Progress:
    """One target beside the latest measurement for the same indicator and election."""

    target: Target
    measurement: Measurement | None
    """None while nothing has been measured; the area measured may lie inside the target's."""

    @property
    def distance_in_points(self) -> Decimal | None:
        """Percentage points from the target; negative when it was missed."""
        if self.measurement is None:
            return None
        return self.measurement.figure - self.target.figure


def progress(snapshot: Snapshot, on: date) -> tuple[Progress, ...]:
    """Every target known on a day, beside what was measured by then, the oldest first."""
    known = snapshot.known(on)
    targets = sorted(known.all(Target), key=lambda target: (target.known_from, target.id))
    return tuple(Progress(target=target, measurement=_latest(known, target)) for target in targets)


def _latest(snapshot: Snapshot, target: Target) -> Measurement | None:
    found = [
        measurement
        for measurement in snapshot.all(Measurement)
        if measurement.indicator == target.indicator
        and measurement.election_name == target.election
    ]
    return max(found, key=lambda measurement: measurement.known_from, default=None)
