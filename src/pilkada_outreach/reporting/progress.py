"""The report of progress: every target side by side, and what was measured."""

from pilkada_outreach.domain.target import Measurement
from pilkada_outreach.measuring.progress import Progress, progress
from pilkada_outreach.reporting.model import (
    BarChart,
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_area, office_name


def build_progress(question: ReportQuestion) -> Report:
    """Targets and measurements known on the day; a figure that came later is not shown."""
    found = progress(question.snapshot, question.on)
    measurements = sorted(
        question.snapshot.known(question.on).all(Measurement),
        key=lambda measurement: (measurement.known_from, measurement.id),
    )
    return Report(
        name="progress",
        title=Bilingual("Kemajuan terhadap target", "Progress to targets"),
        office=office_name(question),
        on=question.on,
        summary=_summary(question, found, measurements),
        tables=(_targets(found), _measured(measurements)),
        charts=(
            BarChart(
                title=Bilingual("Partisipasi pemilih terukur", "Turnout measured"),
                table="measurements",
                category="election",
                values=("percent",),
                says=_says(measurements),
            ),
        )
        if measurements
        else (),
        notes=(
            Bilingual(
                "Persentase dihitung dari pembilang dan penyebut; angka tercetak dipakai hanya bila keduanya "
                "tidak diketahui. Selisih dalam poin persen.",
                "Percentages are worked out from numerator and denominator; a printed figure is used only "
                "where these are unknown. Distances are in percentage points.",
            ),
            Bilingual(
                "Target nasional berlaku untuk seluruh Indonesia; selisihnya hanya membandingkan wilayah ini.",
                "A national target is set for the whole country; its distance only compares this area with it.",
            ),
            *(
                Bilingual(
                    f"{measurement.election_name}: {measurement.note}",
                    f"{measurement.election_name} (note in Indonesian): {measurement.note}",
                )
                for measurement in measurements
                if measurement.note
            ),
        ),
        sources=tuple(
            sorted(
                {
                    f"{source} {source.seen_in}".strip()
                    for source in (
                        *(item.target.source for item in found),
                        *(measurement.source for measurement in measurements),
                    )
                }
            )
        ),
    )


def _targets(found: tuple[Progress, ...]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            item.target.set_by,
            item.target.election,
            item.target.area.name or str(item.target.area.code),
            item.target.known_from,
            item.target.figure,
            *_reached_here(item),
        )
        for item in found
    )
    return Table(
        name="targets",
        title=Bilingual("Target", "Targets"),
        columns=(
            Column(name="set_by", title=Bilingual("Ditetapkan oleh", "Set by")),
            Column(name="election", title=Bilingual("Pemilihan", "Election")),
            Column(name="area", title=Bilingual("Wilayah", "Area")),
            Column(name="known_from", title=Bilingual("Sejak", "Known from"), kind=ColumnKind.DAY),
            Column(name="target", title=Bilingual("Target", "Target"), kind=ColumnKind.PERCENT),
            Column(
                name="measured",
                title=Bilingual("Realisasi setempat", "Measured here"),
                kind=ColumnKind.PERCENT,
            ),
            Column(name="distance", title=Bilingual("Selisih", "Distance"), kind=ColumnKind.POINTS),
        ),
        rows=rows,
    )


def _reached_here(item: Progress) -> tuple[Cell, Cell]:
    """The local figure beside a wider area's target, else the figure of the target's own area."""
    if item.local is not None:
        return item.local.figure, item.local_distance_in_points
    if item.measurement is not None:
        return item.measurement.figure, item.distance_in_points
    return None, None


def _measured(measurements: list[Measurement]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            measurement.election_name,
            measurement.area.name or str(measurement.area.code),
            None if measurement.ratio is None else measurement.ratio.numerator,
            None if measurement.ratio is None else measurement.ratio.denominator,
            measurement.figure,
            measurement.known_from,
        )
        for measurement in measurements
    )
    return Table(
        name="measurements",
        title=Bilingual("Realisasi", "Measured"),
        columns=(
            Column(name="election", title=Bilingual("Pemilihan", "Election")),
            Column(name="area", title=Bilingual("Wilayah", "Area")),
            Column(
                name="numerator",
                title=Bilingual("Pengguna hak pilih", "Those who voted"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="denominator",
                title=Bilingual("Pemilih terdaftar", "Registered voters"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="percent", title=Bilingual("Persentase", "Percent"), kind=ColumnKind.PERCENT
            ),
            Column(name="known_from", title=Bilingual("Sejak", "Known from"), kind=ColumnKind.DAY),
        ),
        rows=rows,
    )


def _summary(
    question: ReportQuestion, found: tuple[Progress, ...], measurements: list[Measurement]
) -> tuple[Bilingual, ...]:
    area = office_area(question)
    own = [item for item in found if item.target.area.code == area.code]
    sentences = [_says(measurements)]
    if not own:
        name = area.name or str(area.code)
        sentences.append(
            Bilingual(
                f"Target {name} sendiri tidak tercatat; yang ada target tingkat nasional.",
                f"No target of {name}'s own is recorded; those shown are national.",
            )
        )
    return tuple(sentences)


def _says(measurements: list[Measurement]) -> Bilingual:
    if not measurements:
        return Bilingual(
            "Belum ada realisasi partisipasi yang diketahui.", "No turnout is known yet."
        )
    last = measurements[-1]
    percent = f"{last.percent}".replace(".", ",")
    name = last.area.name or str(last.area.code)
    return Bilingual(
        f"Partisipasi terakhir yang diketahui: {percent} % ({last.election_name}, {name}).",
        f"The latest turnout known is {last.percent} % ({last.election_name}, {name}).",
    )
