"""Figures that must fit together: parts and their whole, and two final results for the same thing."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.indicator import Indicator, RollUp
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import Measurement, MeasurementStatus
from pilkada_outreach.domain.values import COUNTRY, AreaCode, Code, Id
from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.measuring.covering import above, covering
from pilkada_outreach.measuring.roll_up import excess, gap
from pilkada_outreach.measuring.subject import Subject, latest, same_election, subject
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import areas
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import KUKAR, asking

SHARES_APART = ProblemKind(
    code="figures.shares-apart",
    severity=Severity.WARNING,
    en="The whole is {whole}, but its parts ({parts}) give {sum}: a gap of {gap}, numerator / denominator.",
    id="Keseluruhannya {whole}, padahal bagiannya ({parts}) berjumlah {sum}: selisih {gap}, pembilang / penyebut.",
    mend_en="Take whole and parts from the same version, or keep both and say where they differ.",
    mend_id="Ambil keseluruhan dan bagiannya dari versi yang sama, atau simpan keduanya dengan penjelasan.",
)
COUNTS_APART = ProblemKind(
    code="figures.counts-apart",
    severity=Severity.WARNING,
    en="The whole is {whole}, but its parts ({parts}) give {sum}: a gap of {gap}.",
    id="Keseluruhannya {whole}, padahal bagiannya ({parts}) berjumlah {sum}: selisih {gap}.",
    mend_en="Take whole and parts from the same version, or keep both and say where they differ.",
    mend_id="Ambil keseluruhan dan bagiannya dari versi yang sama, atau simpan keduanya dengan penjelasan.",
)
TWO_RESULTS = ProblemKind(
    code="figures.two-results",
    severity=Severity.WARNING,
    en="Two final figures stand for the same thing: {one} ({source_one}), and {other} in {id_other} "
    "({source_other}).",
    id="Ada dua angka final untuk hal yang sama: {one} ({source_one}), dan {other} dalam {id_other} "
    "({source_other}).",
    mend_en="Keep both, and say in a note which one your reports use and why.",
    mend_id="Simpan keduanya, dan jelaskan dalam catatan angka mana yang dipakai laporan dan mengapa.",
)

Figures = Mapping[str, Measurement]
"""The figure of each area that counts, by the area's code."""
Groups = dict[tuple[Subject, MeasurementStatus], dict[str, list[Measurement]]]
"""Interim figures are compared with interim ones, and final with final ones."""


def _check(question: RegisterQuestion) -> Iterator[Problem]:
    groups: Groups = {}
    for each in question.snapshot.all(Measurement):
        group = groups.setdefault((subject(each), each.status), {})
        group.setdefault(str(each.area.code), []).append(each)
    for (_, status), group in groups.items():
        if status is MeasurementStatus.FINAL:
            for found in group.values():
                yield from _two_results(found)
    never = {each.code for each in question.snapshot.all(Indicator) if each.roll_up is RollUp.NEVER}
    yield from _apart(
        {key: found for key, found in groups.items() if key[0].indicator not in never}
    )


def _two_results(found: list[Measurement]) -> Iterator[Problem]:
    """Final figures of one area that cannot both be right."""
    for one, other in combinations(found, 2):
        if same_election(one, other) and _disagree(one, other):
            yield TWO_RESULTS.at(
                f"{one.id}.status",
                value=_shown(one),
                one=_shown(one),
                other=_shown(other),
                id_other=other.id,
                source_one=one.source,
                source_other=other.source,
                source=str(one.source),
            )


def _disagree(one: Measurement, other: Measurement) -> bool:
    if one.ratio is not None and other.ratio is not None:
        ours, theirs = one.ratio, other.ratio
        return ours.numerator != theirs.numerator or (
            _one_basis(one, other) and ours.denominator != theirs.denominator
        )
    if one.count is not None and other.count is not None:
        return one.count != other.count
    if (one.count, one.mean_of_regions) != (other.count, other.mean_of_regions):
        return False  # a share beside a count, or beside a mean of regions
    return abs(one.figure - other.figure) >= max(_step(one), _step(other))


def _step(each: Measurement) -> Decimal:
    """The last decimal place that was printed."""
    printed = each.printed_percent
    exponent = -2 if printed is None else min(0, int(printed.as_tuple().exponent))
    return Decimal(1).scaleb(exponent)


def _apart(groups: Groups) -> Iterator[Problem]:
    """Parts that do not add up to their whole, or exceed it: areas, men and women, disabilities, segments."""
    best: dict[tuple[Subject, MeasurementStatus], Figures] = {}
    for key, group in groups.items():
        figures = {code: latest(found) for code, found in group.items()}
        best[key] = {code: each for code, each in figures.items() if each is not None}
    segments = {about.segment for about, _ in best if about.segment is not None}
    for (about, status), wholes in best.items():
        yield from _areas_apart(wholes)
        breakdowns: list[tuple[Subject, ...]] = []
        if about.sex is None:
            breakdowns.append(tuple(evolve(about, sex=sex) for sex in Sex))
        if not about.with_disabilities:
            breakdowns.append((evolve(about, with_disabilities=True),))
        if about.segment is None:
            breakdowns += [(evolve(about, segment=segment),) for segment in segments]
        for subjects in breakdowns:
            found = [best.get((part, status), {}) for part in subjects]
            for code, whole in wholes.items():
                parts = [figures[code] for figures in found if code in figures]
                both_sexes = len(parts) == len(Sex)
                yield from _told(whole, parts, all_given=both_sexes)


def _areas_apart(wholes: Figures) -> Iterator[Problem]:
    outer = above(wholes)
    for code, whole in wholes.items():
        if code in outer or (code == COUNTRY and len(wholes) > 1):
            try:
                around = areas.get(code)
            except UnknownRecord:
                continue  # another rule tells it
            parts, missing = covering(around, wholes, outer)
            yield from _told(whole, parts, all_given=not missing)


def _told(whole: Measurement, parts: list[Measurement], *, all_given: bool) -> Iterator[Problem]:
    try:
        found = gap(whole, parts) if all_given else excess(whole, parts)
    except ValueError:
        return  # a percentage printed without its figures adds up to nothing
    if found is None:
        return
    kind, size = COUNTS_APART, str(abs(found.count))
    if whole.ratio is not None:
        one_basis = all(_one_basis(whole, part) for part in parts)
        numerator, denominator = abs(found.numerator), abs(found.denominator) if one_basis else 0
        if not numerator and not denominator:
            return
        kind, size = SHARES_APART, f"{numerator} / {denominator}"
    yield kind.at(
        f"{whole.id}.{'count' if whole.ratio is None else 'ratio'}",
        value=_shown(whole),
        whole=_shown(whole),
        parts=parts[0].id if len(parts) == 1 else f"{parts[0].id} ... {parts[-1].id}",
        sum=" / ".join(str(figure) for figure in _sums(parts)),
        gap=size,
        source=str(whole.source),
    )


def _one_basis(one: Measurement, other: Measurement) -> bool:
    """Whether two denominators count the same thing, as far as is known."""
    bases = {
        each.ratio.basis for each in (one, other) if each.ratio is not None and each.ratio.basis
    }
    return len(bases) < 2


def _sums(parts: list[Measurement]) -> tuple[int, ...]:
    ratios = [part.ratio for part in parts if part.ratio is not None]
    if not ratios:
        return (sum(part.count for part in parts if part.count is not None),)
    return sum(each.numerator for each in ratios), sum(each.denominator for each in ratios)


def _shown(each: Measurement) -> str:
    if each.ratio is not None:
        return f"{each.ratio.numerator} / {each.ratio.denominator}"
    return str(each.count) if each.count is not None else f"{each.printed_percent} %"


def _voters(count: int, sex: Sex | None = None) -> Measurement:
    """The final voter list of Kalimantan Timur for Pilkada 2024."""
    return Measurement(
        id=Id.of("measurement", "voters", 2024, 64, sex or "all"),
        indicator=Code("voters"),
        area=Place(code=AreaCode("64"), name="Kalimantan Timur"),
        election_name="Pilkada 2024",
        count=count,
        status=MeasurementStatus.FINAL,
        known_from=date(2024, 9, 22),
        source=LegalSource(
            instrument="KPU Kalimantan Timur", year=2024, seen_in="narasi.co", verified=True
        ),
        sex=sex,
    )


def _by_sex(whole: int) -> RegisterQuestion:
    men, women = _voters(1_456_666, Sex.MALE), _voters(1_364_536, Sex.FEMALE)
    return asking(_voters(whole), men, women)


def _printed(percents: dict[str, str]) -> RegisterQuestion:
    """Percentages of Kutai Kartanegara's vote for regent in 2020, by who printed them."""
    return asking(
        *(
            Measurement(
                id=Id.of("measurement", "turnout", 2020, percent),
                indicator=Code("turnout"),
                area=KUKAR,
                election_name="Pilkada 2020",
                printed_percent=Decimal(percent),
                status=MeasurementStatus.FINAL,
                known_from=date(2020, 12, 17),
                source=LegalSource(instrument=printer, year=2020, verified=True),
            )
            for printer, percent in percents.items()
        )
    )


FIGURES = Rule(
    name="figures",
    source=None,
    check=_check,
    examples=(
        Example(
            what="the voters of Pemilu 2024 beside the men and women of Pilkada 2024",
            question=lambda: _by_sex(2_778_644),
            fires=True,
        ),
        Example(
            what="men and women who are all voters",
            question=lambda: _by_sex(2_821_202),
            fires=False,
        ),
        Example(
            what="two final percentages of one vote",
            question=lambda: _printed({"KPU Kutai Kartanegara": "56.67", "Bawaslu": "57.00"}),
            fires=True,
        ),
        Example(
            what="the same percentage, rounded further",
            question=lambda: _printed({"KPU Kutai Kartanegara": "56.67", "Pers": "56.7"}),
            fires=False,
        ),
    ),
)
