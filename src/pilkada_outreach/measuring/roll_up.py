"""Figures brought together along the tree of areas, and whether parts add up to their whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from pilkada_outreach._record import evolve, record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.indicator import Indicator, RollUp
from pilkada_outreach.domain.ratio import MEAN_OF_REGIONS, Ratio
from pilkada_outreach.domain.target import Measurement, MeasurementStatus
from pilkada_outreach.domain.values import AreaCode, Code
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.measuring.covering import above, covering, placed
from pilkada_outreach.measuring.subject import latest, subject
from pilkada_outreach.measuring.turnout import pooled
from pilkada_outreach.problems import Problem, ProblemKind, Severity, has_error
from pilkada_outreach.reference import areas

NEVER_JOINED = ProblemKind(
    code="roll-up.never",
    en="The figures of {value} may not be brought together.",
    id="Angka {value} tidak boleh digabung antarwilayah.",
    mend_en="Show the areas side by side.",
    mend_id="Tampilkan setiap wilayah berdampingan.",
)
MIXED = ProblemKind(
    code="roll-up.mixed",
    en="The figures are about different things: {value}.",
    id="Angkanya tentang hal yang berbeda: {value}.",
    mend_en="Roll up one election, contest, segment and sex at a time.",
    mend_id="Gabungkan satu pemilihan, jenis pemilihan, segmen, dan jenis kelamin setiap kali.",
)
FIGURES_UNKNOWN = ProblemKind(
    code="roll-up.figures-unknown",
    severity=Severity.WARNING,
    en="{area} gives {value}{unit} only, which cannot be brought together with others.",
    id="{area} hanya mencantumkan {value}{unit}, yang tidak dapat digabung dengan wilayah lain.",
    mend_en="Ask for numerator and denominator, or for the count.",
    mend_id="Minta pembilang dan penyebutnya, atau jumlahnya.",
)
BASIS_OTHER = ProblemKind(
    code="roll-up.basis",
    severity=Severity.WARNING,
    en="The indicator is weighted by {weight}, but the denominators count {value}.",
    id="Indikator ini berbobot {weight}, padahal penyebutnya menghitung {value}.",
    mend_en="Say so beside the figure, or take the denominators from that list.",
    mend_id="Sebutkan di samping angkanya, atau ambil penyebut dari daftar itu.",
)


@record()
class RolledUp:
    """The figure of an area, made of the figures of its parts; no part is counted twice."""

    indicator: Code
    area: Place
    ratio: Ratio | None = None
    """The share of all parts together; None for a count, and where nothing could be brought together."""
    count: int | None = None
    parts: tuple[Measurement, ...] = ()
    """The figures it is made of, in the order of areas; each area's final figure before an interim one."""
    missing: tuple[Place, ...] = ()
    """The areas without a figure, at the highest level where nothing below has one either."""
    left_out: tuple[Measurement, ...] = ()
    """Figures of areas inside a part; they are in that part's figure already."""
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> MeasurementStatus | None:
        """Final when every part is, interim when one is not; None without parts."""
        if not self.parts:
            return None
        return MeasurementStatus.INTERIM if self.interim else MeasurementStatus.FINAL

    @property
    def interim(self) -> tuple[Measurement, ...]:
        """The parts that may still change."""
        return tuple(p for p in self.parts if p.status is MeasurementStatus.INTERIM)

    @property
    def complete(self) -> bool:
        """Whether it is the figure of the whole area: nothing missing, nothing refused."""
        return bool(self.parts) and not self.missing and not has_error(self.problems)

    @property
    def figure(self) -> Decimal | None:
        """The figure in the indicator's unit; None where nothing could be brought together."""
        if self.ratio is not None:
            return self.ratio.percent()
        return None if self.count is None else Decimal(self.count)


def rolled_up(
    indicator: Indicator,
    area: AreaCode,
    measurements: Iterable[Measurement],
    *,
    without: Collection[AreaCode] = (),
) -> RolledUp:
    """The figure of `area` from those of the areas below it: summed, or pooled by voters, as the indicator says.

    Each area just below gives its own figure; where it has none, the areas below it do. Shares printed
    without their figures are missing, never guessed. `without` are the areas that do not vote at all,
    such as the kota in a vote on regents. Other indicators and areas are passed over; figures about
    more than one election, contest, segment or sex are refused. Raises UnknownRecord for an unknown area.
    """
    around = areas.get(area)
    given = [each for each in measurements if each.indicator == indicator.code]
    found, unplaced = placed(given, around)
    inside = [each for figures in found.values() for each in figures]
    refused = _refusals(indicator, inside)
    if refused:
        return RolledUp(
            indicator=indicator.code, area=around.place(), problems=(*refused, *unplaced)
        )
    usable: dict[str, Measurement] = {}
    for key, figures in found.items():
        best = latest(each for each in figures if _can_be_joined(indicator, each))
        if best is not None:
            usable[key] = best
    skipped = {str(areas.get(code).code) for code in without}
    parts, missing = covering(around, usable, above(usable), skipped)
    ratio, count, doubts = _joined(indicator, parts)
    used = {part.id for part in parts}
    return RolledUp(
        indicator=indicator.code,
        area=around.place(),
        ratio=ratio,
        count=count,
        parts=tuple(parts),
        missing=tuple(each.place() for each in missing),
        left_out=tuple(each for each in usable.values() if each.id not in used),
        problems=(*unplaced, *_unknown(found, missing), *doubts),
    )


def _refusals(indicator: Indicator, measurements: Iterable[Measurement]) -> tuple[Problem, ...]:
    """Why these figures may not be brought together at all."""
    if indicator.roll_up is RollUp.NEVER:
        return (NEVER_JOINED.at(f"{indicator.id}.roll_up", value=str(indicator.code)),)
    subjects = sorted({str(subject(each)) for each in measurements})
    if len(subjects) > 1:
        return (MIXED.at("measurements", value="; ".join(subjects)),)
    return ()


def _can_be_joined(indicator: Indicator, each: Measurement) -> bool:
    if indicator.roll_up is RollUp.SUM:
        return each.count is not None
    return each.ratio is not None and each.ratio.method != MEAN_OF_REGIONS


def _joined(
    indicator: Indicator, parts: list[Measurement]
) -> tuple[Ratio | None, int | None, tuple[Problem, ...]]:
    """The parts' figures as one, and what is doubtful about it."""
    if not parts:
        return None, None, ()
    if indicator.roll_up is RollUp.SUM:
        return None, sum(part.count for part in parts if part.count is not None), ()
    try:
        ratio = pooled(part.ratio for part in parts if part.ratio is not None)
    except ValidationFailed as failure:
        return None, None, failure.problems
    if ratio.basis.casefold() in ("", str(indicator.weight)):
        return ratio, None, ()
    doubt = BASIS_OTHER.at("ratio.basis", value=ratio.basis, weight=indicator.weight)
    return ratio, None, (doubt,)


def _unknown(
    found: Mapping[str, list[Measurement]], missing: Iterable[areas.Area]
) -> Iterator[Problem]:
    """What was measured in missing areas, and cannot be used."""
    for area in missing:
        for each in found.get(str(area.code), ()):
            unit = "" if each.count is not None else " %"
            yield FIGURES_UNKNOWN.at(str(each.id), value=each.figure, unit=unit, area=area)


@record()
class Gap:
    """By how much a whole and its parts differ (selisih); negative where the parts have more."""

    whole: Measurement
    parts: tuple[Measurement, ...]
    numerator: int = 0
    denominator: int = 0
    count: int = 0


def gap(whole: Measurement, parts: Iterable[Measurement]) -> Gap | None:
    """What a whole has more than its parts together, such as all its areas, or its men and women.

    None when they add up, and when no parts are given. Raises ValueError for a percentage printed without
    its figures, and for a share beside a count.
    """
    given = tuple(parts)
    if not given:
        return None
    sums = [sum(column) for column in zip(*map(_figures, given), strict=True)]
    numerator, denominator, count = (
        own - together for own, together in zip(_figures(whole), sums, strict=True)
    )
    if any((whole.count is None) is not (part.count is None) for part in given):
        raise ValueError(f"{whole.id}: a share and a count cannot be compared")
    if not (numerator or denominator or count):
        return None
    return Gap(whole=whole, parts=given, numerator=numerator, denominator=denominator, count=count)


def excess(whole: Measurement, parts: Iterable[Measurement]) -> Gap | None:
    """By how much parts that are not all of a whole exceed it, such as voters with disabilities or a segment.

    None when they fit. Raises ValueError as `gap` does.
    """
    found = gap(whole, parts)
    if found is None or min(found.numerator, found.denominator, found.count) >= 0:
        return None
    return evolve(
        found,
        numerator=min(0, found.numerator),
        denominator=min(0, found.denominator),
        count=min(0, found.count),
    )


def _figures(each: Measurement) -> tuple[int, int, int]:
    if each.count is not None:
        return 0, 0, each.count
    if each.ratio is None:
        raise ValueError(f"{each.id} gives a percentage without its figures")
    return each.ratio.numerator, each.ratio.denominator, 0
