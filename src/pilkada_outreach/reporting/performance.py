"""The performance table: indicator, target, realisation, achievement (target, realisasi, capaian; LKj)."""

from collections.abc import Iterator, Mapping, Sequence

from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import Code
from pilkada_outreach.measuring.progress import Progress, progress
from pilkada_outreach.reporting.figures import cited, figure_name, indicator_name, lies_inside
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_area, office_name
from pilkada_outreach.reporting.register import brief
from pilkada_outreach.reporting.words import MEASUREMENT_STATUSES

_INDICATOR = Column(name="indicator", title=Bilingual("Indikator", "Indicator"))
_SET_BY = Column(name="set_by", title=Bilingual("Ditetapkan oleh", "Set by"))
_NOT_MEASURED = Bilingual("Belum diukur", "Not measured")
_UNITS = {
    IndicatorUnit.PERCENT: (
        ColumnKind.PERCENT,
        Bilingual("Target, realisasi, dan capaian", "Target, realisation and achievement"),
    ),
    IndicatorUnit.COUNT: (
        ColumnKind.COUNT,
        Bilingual("Indikator yang dihitung jumlahnya", "Indicators that are counted"),
    ),
    IndicatorUnit.RUPIAH: (
        ColumnKind.RUPIAH,
        Bilingual("Indikator dalam rupiah", "Indicators in rupiah"),
    ),
}


def build_performance(question: ReportQuestion) -> Report:
    """Every target of the commission's area with what was measured for it, several side by side."""
    area = office_area(question).code
    found = progress(question.snapshot, question.on, area)
    own = [p for p in found if area == p.target.area.code or lies_inside(p.target.area.code, area)]
    wider = [
        p for p in found if p.target.percent is not None and lies_inside(area, p.target.area.code)
    ]
    units = {each.code: each.unit for each in question.snapshot.all(Indicator)}
    by_unit = {unit: [p for p in own if _unit(p.target, units) is unit] for unit in _UNITS}
    return Report(
        name="performance",
        title=Bilingual("Capaian kinerja", "Performance"),
        office=office_name(question),
        on=question.on,
        summary=(_sentence(own),),
        tables=(
            *(
                _table(question, unit, of)
                for unit, of in by_unit.items()
                if of or unit is IndicatorUnit.PERCENT
            ),
            _wider_table(question, wider),
        ),
        notes=tuple(_notes(question, own, wider, len(found) - len(own) - len(wider))),
        sources=cited(
            figure.source
            for each in (*own, *wider)
            for figure in (each.target, each.measurement, each.local)
            if figure is not None
        ),
    )


def _unit(target: Target, units: Mapping[Code, IndicatorUnit]) -> IndicatorUnit:
    """A share is in percent; a count is in pieces where its indicator does not say rupiah."""
    if target.percent is not None:
        return IndicatorUnit.PERCENT
    in_rupiah = units.get(target.indicator) is IndicatorUnit.RUPIAH
    return IndicatorUnit.RUPIAH if in_rupiah else IndicatorUnit.COUNT


def _sentence(own: Sequence[Progress]) -> Bilingual:
    if not own:
        return Bilingual(
            "Belum ada target wilayah ini yang tercatat.", "No target of this area is on record."
        )
    distances = [each.distance_in_points for each in own]
    measured = [distance for distance in distances if distance is not None]
    reached = sum(distance >= 0 for distance in measured)
    return Bilingual(
        f"Dari {len(own)} target, {len(measured)} sudah diukur dan {reached} di antaranya tercapai.",
        f"Targets: {len(own)}; measured {len(measured)}, reached {reached}.",
    )


def _table(question: ReportQuestion, unit: IndicatorUnit, found: Sequence[Progress]) -> Table:
    kind, title = _UNITS[unit]
    return Table(
        name=unit.value,
        title=title,
        columns=(
            _INDICATOR,
            Column(name="target", title=Bilingual("Target", "Target"), kind=kind),
            Column(name="measured", title=Bilingual("Realisasi", "Realisation"), kind=kind),
            Column(
                name="achievement",
                title=Bilingual("Capaian", "Achievement"),
                kind=ColumnKind.PERCENT,
            ),
            Column(name="status", title=Bilingual("Sifat", "Status")),
            _SET_BY,
        ),
        rows=tuple(
            (
                figure_name(question.snapshot, each.target, office_area(question).code),
                _figure(each.target),
                *_measured(each),
                brief(each.target.set_by),
            )
            for each in sorted(found, key=_place)
        ),
    )


def _place(each: Progress) -> tuple[object, ...]:
    """Targets of one indicator, group and area side by side, the oldest first."""
    target = each.target
    group = (str(target.segment or ""), str(target.sex or ""), target.with_disabilities)
    return (target.indicator, group, target.area.code, target.known_from, target.id)


def _figure(of: Target | Measurement) -> Cell:
    return of.count if of.count is not None else of.figure


def _measured(each: Progress) -> tuple[Cell, Cell, Cell]:
    """Realisation, achievement and status; a figure in another unit than the target's is none."""
    measurement = each.measurement
    if measurement is None or each.distance_in_points is None:
        return (None, None, _NOT_MEASURED)
    status = MEASUREMENT_STATUSES[measurement.status]
    return (_figure(measurement), each.achievement_percent, status)


def _wider_table(question: ReportQuestion, found: Sequence[Progress]) -> Table:
    return Table(
        name="wider",
        title=Bilingual(
            "Target wilayah yang lebih luas, sebagai pembanding",
            "Targets of wider areas, to compare",
        ),
        columns=(
            _INDICATOR,
            Column(name="target", title=Bilingual("Target", "Target"), kind=ColumnKind.PERCENT),
            Column(
                name="local",
                title=Bilingual("Realisasi setempat", "Measured here"),
                kind=ColumnKind.PERCENT,
            ),
            Column(name="distance", title=Bilingual("Selisih", "Distance"), kind=ColumnKind.POINTS),
            _SET_BY,
        ),
        rows=tuple(
            (
                figure_name(question.snapshot, each.target),
                each.target.percent,
                None if each.local_distance_in_points is None else _local(each),
                each.local_distance_in_points,
                brief(each.target.set_by),
            )
            for each in found
        ),
    )


def _local(each: Progress) -> Cell:
    return None if each.local is None else each.local.figure


def _notes(
    question: ReportQuestion,
    own: Sequence[Progress],
    wider: Sequence[Progress],
    left_out: int,
) -> Iterator[Bilingual]:
    yield Bilingual(
        "Capaian = realisasi / target × 100. Realisasi adalah angka wilayah target itu sendiri; beberapa "
        "target dapat berlaku bersamaan.",
        "Achievement = realisation / target × 100. The realisation is the figure of the target's own area; "
        "several targets can hold at once.",
    )
    less = {each.target.indicator for each in own if each.direction is Direction.LESS}
    if less:
        names = [indicator_name(question.snapshot, code) for code in sorted(less)]
        yield Bilingual(
            f"Makin kecil makin baik: {', '.join(name.id for name in names)}. Capaiannya = "
            "(target − (realisasi − target)) / target × 100.",
            f"Less is better: {', '.join(name.en for name in names)}. Achievement = "
            "(target − (realisation − target)) / target × 100.",
        )
    if wider:
        yield Bilingual(
            "Target wilayah yang lebih luas ditetapkan untuk seluruh wilayah itu; selisihnya hanya "
            "membandingkan angka setempat dan bukan capaian. Selisih positif berarti lebih baik dari target.",
            "A target of a wider area is set for all of it; the distance compares the figure here, and is no "
            "achievement. Above zero is better than the target.",
        )
    if left_out:
        yield Bilingual(
            f"Tidak dimuat: {left_out} target wilayah lain, atau target wilayah yang lebih luas yang bukan "
            "persentase.",
            f"Not shown: {left_out} targets of other areas, or of wider ones and no percentage.",
        )
