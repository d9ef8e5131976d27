"""The tables of the turnout report: comparison, figures, how they were counted, groups of voters."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

import attrs

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.ratio import MEAN_OF_REGIONS, POOLED
from pilkada_outreach.domain.target import Measurement
from pilkada_outreach.measuring.subject import office_of
from pilkada_outreach.reporting.figures import (
    area_name,
    election_name,
    group_name,
    joined,
    office_name_of,
)
from pilkada_outreach.reporting.model import Bilingual, Cell, Column, ColumnKind, Table
from pilkada_outreach.reporting.register import brief
from pilkada_outreach.reporting.words import MEASUREMENT_STATUSES

_AREA = Column(name="area", title=Bilingual("Wilayah", "Area"))
_ELECTION = Column(name="election", title=Bilingual("Pemilihan", "Election"))
_VOTED = Column(
    name="numerator",
    title=Bilingual("Pengguna hak pilih", "Those who voted"),
    kind=ColumnKind.COUNT,
)
_VOTERS = Column(name="denominator", title=Bilingual("Pemilih", "Voters"), kind=ColumnKind.COUNT)
_PERCENT = Column(
    name="percent", title=Bilingual("Partisipasi", "Turnout"), kind=ColumnKind.PERCENT
)
_METHODS = {
    POOLED: Bilingual("Gabungan seluruh pemilih", "Pooled"),
    MEAN_OF_REGIONS: Bilingual("Rata-rata daerah", "Mean of regions"),
}


@attrs.frozen(kw_only=True)
class Compared:
    """A figure beside that of the election before."""

    figure: Measurement
    previous: Measurement | None

    @property
    def change(self) -> Decimal | None:
        """Percentage points from the election before; None for a share beside a mean of regions."""
        if self.previous is None or is_mean(self.previous) is not is_mean(self.figure):
            return None
        return self.figure.percent - self.previous.percent


def is_mean(figure: Measurement) -> bool:
    """Whether it is the mean of regions, and no share of voters."""
    return figure.method == MEAN_OF_REGIONS


def is_of_all(figure: Measurement) -> bool:
    """Whether all voters were counted, not a group of them."""
    return figure.segment is None and figure.sex is None and not figure.with_disabilities


def named(figure: Measurement, of: Place | None = None) -> Bilingual:
    """Area, election, and the group of voters where it is not all; `of` stands in place of its area."""
    area = area_name(figure.area if of is None else of)
    group = group_name(figure.sex, figure.with_disabilities, figure.segment)
    return joined(Bilingual(area, area), election_name(figure), *([group] if group else []))


def comparison_table(compared: Sequence[Compared]) -> Table:
    """The last election of each area beside the one before."""
    offices = Counter(each.figure.area.code for each in compared)
    return Table(
        name="comparison",
        title=Bilingual(
            "Pemilihan terakhir dan sebelumnya", "The last election and the one before"
        ),
        columns=(
            *(_AREA, _PERCENT, _ELECTION),
            Column(
                name="previous_percent",
                title=Bilingual("Partisipasi sebelumnya", "Turnout before"),
                kind=ColumnKind.PERCENT,
            ),
            Column(
                name="previous_election",
                title=Bilingual("Pemilihan sebelumnya", "Election before"),
            ),
            Column(name="change", title=Bilingual("Perubahan", "Change"), kind=ColumnKind.POINTS),
        ),
        rows=tuple(
            (
                _area(each.figure, with_office=offices[each.figure.area.code] > 1),
                each.figure.percent,
                election_name(each.figure),
                None if each.previous is None else each.previous.percent,
                None if each.previous is None else election_name(each.previous),
                each.change,
            )
            for each in compared
        ),
    )


def _area(figure: Measurement, *, with_office: bool) -> Cell:
    """The area, told apart by what was voted on where it stands there twice."""
    name = area_name(figure.area)
    office = office_name_of(figure.contest) if with_office else None
    return name if office is None else joined(Bilingual(name, name), office)


def measured_table(figures: Sequence[Measurement]) -> Table:
    """Every figure of all voters; areas overlap, so that there is no total."""
    return Table(
        name="measured",
        title=Bilingual(
            "Partisipasi menurut wilayah dan pemilihan", "Turnout by area and election"
        ),
        columns=(
            *(_AREA, _ELECTION, _VOTED, _VOTERS, _PERCENT),
            Column(name="status", title=Bilingual("Sifat", "Status")),
        ),
        rows=tuple(
            (
                area_name(each.area),
                election_name(each),
                *_counts(each),
                each.percent,
                MEASUREMENT_STATUSES[each.status],
            )
            for each in figures
        ),
    )


def basis_table(figures: Sequence[Measurement]) -> Table:
    """How the same figures were counted, since when they are known, and what was printed."""
    return Table(
        name="basis",
        title=Bilingual("Dasar dan cara menghitung", "How it was counted"),
        columns=(
            *(_AREA, _ELECTION),
            Column(name="basis", title=Bilingual("Penyebut", "Denominator")),
            Column(name="method", title=Bilingual("Cara", "Method")),
            Column(name="known_from", title=Bilingual("Per tanggal", "As of"), kind=ColumnKind.DAY),
            Column(
                name="printed", title=Bilingual("Tercetak", "As printed"), kind=ColumnKind.PERCENT
            ),
        ),
        rows=tuple(
            (
                area_name(each.area),
                election_name(each),
                _text("" if each.ratio is None else each.ratio.basis),
                _method(each),
                each.known_from,
                each.printed_percent,
            )
            for each in figures
        ),
    )


def groups_table(groups: Sequence[Measurement], of_all: Sequence[Measurement]) -> Table:
    """Sexes, voters with disabilities and other groups, beside all voters of the same election."""
    percents = {_place(each): each.percent for each in of_all}
    rows: list[tuple[Cell, ...]] = []
    for each in groups:
        whole = percents.get(_place(each))
        distance = None if whole is None else each.percent - whole
        rows.append((_group(each), *_counts(each), each.percent, whole, distance))
    return Table(
        name="groups",
        title=Bilingual(
            "Menurut jenis kelamin, disabilitas, dan kelompok", "By sex, disability and group"
        ),
        columns=(
            Column(name="group", title=Bilingual("Kelompok", "Group")),
            *(_VOTED, _VOTERS, _PERCENT),
            Column(
                name="all",
                title=Bilingual("Seluruh pemilih", "All voters"),
                kind=ColumnKind.PERCENT,
            ),
            Column(name="distance", title=Bilingual("Selisih", "Distance"), kind=ColumnKind.POINTS),
        ),
        rows=tuple(rows),
    )


def _group(figure: Measurement) -> Bilingual:
    """The group before the area and the election."""
    area = area_name(figure.area)
    group = group_name(figure.sex, figure.with_disabilities, figure.segment) or Bilingual("", "")
    first = Bilingual(group.id[:1].upper() + group.id[1:], group.en[:1].upper() + group.en[1:])
    return joined(first, Bilingual(area, area), election_name(figure))


def _place(figure: Measurement) -> tuple[object, ...]:
    return figure.area.code, figure.election_name, office_of(figure.contest)


def _counts(figure: Measurement) -> tuple[Cell, Cell]:
    ratio = figure.ratio
    return (None, None) if ratio is None else (ratio.numerator, ratio.denominator)


def _method(figure: Measurement) -> Cell:
    if figure.mean_of_regions is not None:
        count = figure.mean_of_regions
        return Bilingual(f"Rata-rata {count} daerah", f"Mean of {count} regions")
    return _METHODS.get(figure.method) or _text(figure.method)


def _text(text: str) -> str | None:
    return brief(text) or None
