"""How far one figure is from a target, in points and in percent (capaian)."""

from decimal import Decimal
from fractions import Fraction

from pilkada_outreach.domain.indicator import Direction
from pilkada_outreach.domain.ratio import percent_of
from pilkada_outreach.domain.target import Measurement, Target


def distance(
    target: Target, measurement: Measurement | None, direction: Direction = Direction.MORE
) -> Decimal | None:
    """How much better than the target a figure is, in points or pieces; negative when it was missed.

    None without a figure, and for a share beside a count.
    """
    if measurement is None or not _comparable(target, measurement):
        return None
    more = measurement.figure - target.figure
    return more if direction is Direction.MORE else -more


def achievement(
    target: Target, measurement: Measurement | None, direction: Direction = Direction.MORE
) -> Decimal | None:
    """The achievement in percent (capaian), rounded half up to two places.

    `realisasi / target x 100` where more is better, `(target - (realisasi - target)) / target x 100` where
    less is better, as performance reports (LKj) print both. None where there is no distance, and for
    a target of 0.
    """
    if measurement is None or not _comparable(target, measurement) or not target.figure:
        return None
    aim, reached = Fraction(target.figure), Fraction(measurement.figure)
    if direction is Direction.LESS:
        reached = 2 * aim - reached
    share = reached / aim
    return percent_of(share.numerator, share.denominator)


def _comparable(target: Target, measurement: Measurement) -> bool:
    return (target.count is None) is (measurement.count is None)
