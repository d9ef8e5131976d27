"""Whether the turnout of parts makes that of the whole: areas below, men and women (bagian dan keseluruhan)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import attrs

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.election import ContestOffice
from pilkada_outreach.domain.indicator import Indicator, IndicatorUnit, RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.ratio import Ratio
from pilkada_outreach.domain.target import Measurement
from pilkada_outreach.domain.values import AreaCode, Code, Id
from pilkada_outreach.errors import UnknownRecord, ValidationFailed
from pilkada_outreach.measuring.roll_up import Gap, excess, gap, rolled_up
from pilkada_outreach.measuring.subject import Subject, subject
from pilkada_outreach.measuring.turnout import pooled
from pilkada_outreach.problems import Problem
from pilkada_outreach.reference import areas
from pilkada_outreach.reporting.figures import lies_inside
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_area
from pilkada_outreach.reporting.turnout_tables import named

_TURNOUT = Indicator(
    id=Id("indicator/turnout"),
    code=Code("turnout"),
    name_id="Partisipasi pemilih",
    name_en="Turnout",
    unit=IndicatorUnit.PERCENT,
    roll_up=RollUp.WEIGHTED,
    weight=Code("dpt"),
)
_NO_GOVERNOR = AreaCode("34")  # DI Yogyakarta elects none
SEXES = Bilingual("Laki-laki dan perempuan", "Men and women")


@attrs.frozen(kw_only=True)
class PartSum:
    """The parts of one whole together, beside what was measured for the whole."""

    area: AreaCode
    name: Bilingual
    """The whole: area, election, group."""
    kind: Bilingual
    """What the parts are."""
    parts: tuple[Measurement, ...]
    together: Ratio | None
    """All parts pooled; None where they cannot be."""
    whole: Measurement | None
    missing: tuple[Place, ...] = ()
    """The areas without a figure."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_comparable(self) -> bool:
        """Whether both the whole and its parts have figures to compare."""
        return self.whole is not None and self.whole.ratio is not None and self.together is not None

    @property
    def gap(self) -> Gap | None:
        """What the whole has more than its parts; of parts that are not all, only by what they exceed it."""
        if self.whole is None or not self.is_comparable:
            return None
        return (excess if self.missing else gap)(self.whole, self.parts)


def part_sums(question: ReportQuestion, figures: Sequence[Measurement]) -> tuple[PartSum, ...]:
    """Every whole in the commission's area that has parts among the figures."""
    return (*_by_area(question, figures), *_by_sex(figures))


def _by_area(question: ReportQuestion, figures: Sequence[Measurement]) -> Iterator[PartSum]:
    own = office_area(question).code
    indicators = {each.code: each for each in question.snapshot.all(Indicator)}
    wholes = {(subject(each), each.area.code): each for each in figures if each.ratio is not None}
    inside: dict[tuple[Subject, AreaCode], list[Measurement]] = defaultdict(list)
    for each in figures:
        around = each.area.code.parent
        while around is not None and (around == own or lies_inside(around, own)):
            inside[subject(each), around].append(each)
            around = around.parent
    for (about, code), below in inside.items():
        try:
            without = _not_voting(about.contest, code)
            indicator = indicators.get(_TURNOUT.code, _TURNOUT)
            found = rolled_up(indicator, code, below, without=without)
        except UnknownRecord:
            continue  # a code that was replaced; checking the register tells it
        yield PartSum(
            area=code,
            name=named(below[0], found.area),
            kind=_areas(len(found.parts), len(found.missing)),
            parts=found.parts,
            together=found.ratio,
            whole=wholes.get((about, code)),
            missing=found.missing,
            problems=found.problems,
        )


def _areas(known: int, missing: int) -> Bilingual:
    if not missing:
        return Bilingual(f"{known} wilayah", f"{known} areas")
    of = known + missing
    return Bilingual(f"{known} dari {of} wilayah", f"{known} of {of} areas")


def _not_voting(contest: str, around: AreaCode) -> tuple[AreaCode, ...]:
    """The areas that elect nobody of this office: a kota no regent, a kabupaten no mayor."""
    if contest == ContestOffice.GOVERNOR:
        return (_NO_GOVERNOR,)
    other = {ContestOffice.REGENT.value: "kota", ContestOffice.MAYOR.value: "kabupaten"}.get(
        contest
    )
    if other is None:
        return ()
    area = areas.get(around)
    silent = {
        each.code
        for each in area.descendants("regency")
        if each.kind == other or each.is_administrative
    }
    whole_provinces = [
        each.code
        for each in area.descendants("province")
        if all(child.code in silent for child in each.children())
    ]
    return (*silent, *whole_provinces)


def _by_sex(figures: Sequence[Measurement]) -> Iterator[PartSum]:
    grouped: dict[tuple[AreaCode, Subject], dict[Sex, Measurement]] = defaultdict(dict)
    wholes = {
        (each.area.code, subject(each)): each
        for each in figures
        if each.sex is None and each.ratio is not None
    }
    for each in figures:
        if each.sex is not None and each.ratio is not None:
            grouped[each.area.code, evolve(subject(each), sex=None)][each.sex] = each
    for place, by_sex in grouped.items():
        whole, parts = wholes.get(place), tuple(by_sex.values())
        if whole is not None and len(parts) == len(Sex):
            try:
                together = pooled(part.ratio for part in parts if part.ratio is not None)
            except ValidationFailed as failure:
                yield _sexes(whole, parts, None, failure.problems)
            else:
                yield _sexes(whole, parts, together, ())


def _sexes(
    whole: Measurement,
    parts: tuple[Measurement, ...],
    together: Ratio | None,
    problems: tuple[Problem, ...],
) -> PartSum:
    return PartSum(
        area=whole.area.code,
        name=named(whole),
        kind=SEXES,
        parts=parts,
        together=together,
        whole=whole,
        problems=problems,
    )


def parts_table(sums: Sequence[PartSum]) -> Table:
    """The sums of parts, and what their wholes have more."""
    rows: list[tuple[Cell, ...]] = []
    for each in sums:
        counts: tuple[Cell, Cell] = (None, None)
        if each.together is not None:
            counts = (each.together.numerator, each.together.denominator)
        differs = each.gap
        adds_up = each.is_comparable and not each.missing
        gaps: tuple[Cell, Cell] = (0, 0) if adds_up else (None, None)
        if differs is not None:
            gaps = (differs.numerator, differs.denominator)
        rows.append((each.name, each.kind, *counts, *gaps))
    return Table(
        name="parts",
        title=Bilingual("Jumlah bagian terhadap keseluruhan", "Parts against their whole"),
        columns=(
            Column(name="whole", title=Bilingual("Keseluruhan", "Whole")),
            Column(name="parts", title=Bilingual("Bagian", "Parts")),
            Column(
                name="numerator",
                title=Bilingual("Pengguna menurut bagian", "Voted, by parts"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="denominator",
                title=Bilingual("Pemilih menurut bagian", "Voters, by parts"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="gap_numerator",
                title=Bilingual("Selisih pengguna", "Gap, voted"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="gap_denominator",
                title=Bilingual("Selisih pemilih", "Gap, voters"),
                kind=ColumnKind.COUNT,
            ),
        ),
        rows=tuple(rows),
    )
