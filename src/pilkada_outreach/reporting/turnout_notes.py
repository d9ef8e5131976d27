"""What is to be known beside the figures of turnout: how they were counted, what does not add up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pilkada_outreach import _formats
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.target import Measurement, MeasurementStatus
from pilkada_outreach.measuring.roll_up import Gap, excess
from pilkada_outreach.measuring.subject import office_of
from pilkada_outreach.measuring.turnout import mean_of_regions
from pilkada_outreach.problems import Severity
from pilkada_outreach.reporting.figures import area_name
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.turnout_parts import SEXES, PartSum
from pilkada_outreach.reporting.turnout_tables import is_of_all, named
from pilkada_outreach.reporting.words import listed


def counting_notes(figures: Sequence[Measurement], superseded: int) -> Iterator[Bilingual]:
    """How figures were counted, which may change, and what their sources say about them."""
    yield Bilingual(
        "Persentase dihitung dari pembilang dan penyebut; angka tercetak dipakai hanya bila keduanya tidak "
        "diketahui. Perubahan dan selisih dalam poin persen.",
        "Percentages are worked out from numerator and denominator; a printed figure is used only where these "
        "are unknown. Changes and distances are in percentage points.",
    )
    interim = sum(each.status is MeasurementStatus.INTERIM for each in figures)
    if interim:
        yield Bilingual(
            f"Angka yang masih sementara: {interim}; dapat berubah sampai penetapan.",
            f"Interim figures: {interim}; they may change until they are made final.",
        )
    if superseded:
        yield Bilingual(
            f"Tidak dimuat: {superseded} angka yang sudah diganti angka final atau angka yang lebih baru.",
            f"Not shown: {superseded} figures that a final or later one has replaced.",
        )
    above = [each for each in figures if each.percent > 100]
    if above:
        names = _names(map(named, above))
        yield Bilingual(
            f"Di atas 100 %: {names.id}. Pengguna hak pilih dapat mencakup pemilih tambahan yang tidak ada "
            "dalam penyebut.",
            f"Above 100 %: {names.en}. Those who voted may include additional voters who are not in the "
            "denominator.",
        )
    told: dict[str, list[Bilingual]] = defaultdict(list)
    for each in figures:
        if each.note:
            told[each.note].append(named(each))
    for note, about in told.items():
        names = _names(about)
        yield Bilingual(f"{names.id}: {note}", f"{names.en} (note in Indonesian): {note}")


def part_notes(sums: Sequence[PartSum], own: Place) -> Iterator[Bilingual]:
    """Every gap in the commission's own area, what is missing there, and which other areas have gaps."""
    if not sums:
        return
    yield Bilingual(
        "Selisih = keseluruhan dikurangi jumlah bagiannya; bila bagiannya belum lengkap, hanya kelebihannya "
        "yang dimuat.",
        "A gap is the whole less the sum of its parts; while parts are missing, only what they exceed it by "
        "is told.",
    )
    for each in sums:
        if each.area == own.code:
            yield from _own(each)
    others = [each for each in sums if each.area != own.code]
    gaps = _names(each.name for each in others if each.gap is not None)
    if gaps.id:
        yield Bilingual(
            f"Jumlah bagian tidak sama dengan keseluruhan: {gaps.id}.",
            f"Parts that do not add up to their whole: {gaps.en}.",
        )
    missing = _names(each.name for each in others if each.missing)
    if missing.id:
        yield Bilingual(
            f"Bagian yang belum lengkap: {missing.id}.", f"Parts are missing: {missing.en}."
        )


def _own(found: PartSum) -> Iterator[Bilingual]:
    name, differs = found.name, found.gap
    if differs is not None:
        id, en = _counts(differs)
        yield Bilingual(
            f"{name.id}: selisih dengan jumlah {found.kind.id.lower()} {id}.",
            f"{name.en}: the gap to the sum of {found.kind.en.lower()} is {en}.",
        )
    if found.missing:
        names = listed([area_name(place) for place in found.missing])
        yield Bilingual(
            f"{name.id}: belum ada angka {names.id}.", f"{name.en}: no figures of {names.en}."
        )
    for problem in found.problems:
        if problem.severity is Severity.ERROR:
            yield Bilingual(
                f"{name.id}: {problem.message('id')}", f"{name.en}: {problem.message('en')}"
            )
    yield from _two_ways(found)


def _two_ways(found: PartSum) -> Iterator[Bilingual]:
    """Pooled and mean of regions, which differ and must not be taken for each other."""
    if found.together is None or found.kind == SEXES or len(found.parts) < 2:
        return
    ratios = [part.ratio for part in found.parts if part.ratio is not None]
    mean = mean_of_regions(ratios, basis=found.together.basis).percent()
    percent = found.together.percent()
    yield Bilingual(
        f"{found.name.id}, {found.kind.id}: gabungan seluruh pemilih {_formats.percent(percent)}, rata-rata "
        f"daerah {_formats.percent(mean)}; keduanya cara menghitung yang berbeda.",
        f"{found.name.en}, {found.kind.en}: pooled {_formats.percent(percent, 'en')}, mean of regions "
        f"{_formats.percent(mean, 'en')}; these are two ways of counting.",
    )


def excess_notes(figures: Sequence[Measurement]) -> Iterator[Bilingual]:
    """Groups that have more voters, or more who voted, than all voters together."""
    counted = [each for each in figures if each.ratio is not None]
    wholes = {_election(each): each for each in counted if is_of_all(each)}
    for each in counted:
        whole = wholes.get(_election(each))
        more = None if whole is None or whole is each else excess(whole, (each,))
        if more is not None:
            name, (id, en) = named(each), _counts(more)
            yield Bilingual(
                f"{name.id}: selisih keseluruhan dengan kelompok ini {id}.",
                f"{name.en}: the gap of the whole to this group is {en}.",
            )


def _election(figure: Measurement) -> tuple[object, ...]:
    return figure.area.code, figure.election_name, office_of(figure.contest)


def _counts(gap: Gap) -> tuple[str, str]:
    id = f"{_formats.count(gap.numerator)} pengguna hak pilih dan {_formats.count(gap.denominator)} pemilih"
    voted, voters = _formats.count(gap.numerator, "en"), _formats.count(gap.denominator, "en")
    return id, f"{voted} who voted and {voters} voters"


def _names(found: Iterable[Bilingual]) -> Bilingual:
    names = list(found)
    return Bilingual(
        listed([each.id for each in names], "; ").id, listed([each.en for each in names], "; ").en
    )
