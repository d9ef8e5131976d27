"""Two ways to bring the shares of regions together; they differ by points, and each bears its name."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pilkada_outreach._record import record
from pilkada_outreach.domain.ratio import MEAN_OF_REGIONS, POOLED, Ratio, percent_of
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Problem, ProblemKind

NOTHING_TO_JOIN = ProblemKind(
    code="turnout.nothing",
    en="There is no share to bring together.",
    id="Tidak ada rasio yang dapat digabung.",
    mend_en="Give the numerator and denominator of at least one region.",
    mend_id="Isi pembilang dan penyebut sedikitnya satu daerah.",
)
BASES_DIFFER = ProblemKind(
    code="turnout.bases",
    en="The denominators count different things: {value}.",
    id="Penyebutnya menghitung hal yang berbeda: {value}.",
    mend_en="Take every denominator from the same version of the voter list, or name the mixture as basis.",
    mend_id="Ambil semua penyebut dari versi daftar pemilih yang sama, atau sebutkan campurannya sebagai basis.",
)
MEAN_JOINED = ProblemKind(
    code="turnout.mean-joined",
    en="A share made as {value} has no voters behind it, and cannot be brought together again.",
    id="Rasio dengan metode {value} tidak memuat jumlah pemilih, sehingga tidak dapat digabung lagi.",
    mend_en="Give the figures of the regions themselves.",
    mend_id="Isi angka dari setiap daerah.",
)


def has_regions(ratios: tuple[Ratio, ...]) -> Problem | None:
    """A mean is a mean of something."""
    return None if ratios else NOTHING_TO_JOIN.at("ratios")


@record(has_regions)
class Mean:
    """The unweighted mean of the shares of regions, each counting alike (rata-rata daerah)."""

    ratios: tuple[Ratio, ...]
    basis: str = ""

    @property
    def method(self) -> str:
        """`mean of regions`; never to be taken for a share of voters."""
        return MEAN_OF_REGIONS

    @property
    def regions(self) -> int:
        """Of how many regions it is the mean."""
        return len(self.ratios)

    def percent(self, places: int = 2) -> Decimal:
        """The mean in percent, rounded half up to `places`; the shares are not rounded before."""
        shares = (Fraction(ratio.numerator, ratio.denominator) for ratio in self.ratios)
        mean = sum(shares, Fraction()) / self.regions
        return percent_of(mean.numerator, mean.denominator, places)


def pooled(ratios: Iterable[Ratio], *, basis: str = "") -> Ratio:
    """All who did of all who could: the share of the regions together, weighted by their voters.

    The basis is that of the ratios; `basis` names a mixture of several. Raises ValidationFailed for
    bases that differ without a name, for a mean among the ratios, and when there is nothing to pool.
    """
    given, joint = _comparable(ratios, basis)
    return Ratio(
        numerator=sum(ratio.numerator for ratio in given),
        denominator=sum(ratio.denominator for ratio in given),
        basis=joint,
        method=POOLED,
    )


def mean_of_regions(ratios: Iterable[Ratio], *, basis: str = "") -> Mean:
    """The mean of the regions' shares, a small region counting as much as a large one.

    It is what KPU published for Pilkada 2020. Refuses what `pooled` refuses.
    """
    given, joint = _comparable(ratios, basis)
    return Mean(ratios=given, basis=joint)


def _comparable(ratios: Iterable[Ratio], basis: str) -> tuple[tuple[Ratio, ...], str]:
    given = tuple(ratios)
    bases = sorted({ratio.basis for ratio in given})
    problems: list[Problem] = []
    if not given:
        problems.append(NOTHING_TO_JOIN.at("ratios"))
    if len(bases) > 1 and not basis:
        named = ", ".join(name or "-" for name in bases)
        problems.append(BASES_DIFFER.at("ratios", value=named))
    problems.extend(
        MEAN_JOINED.at(f"ratios[{place}].method", value=ratio.method)
        for place, ratio in enumerate(given)
        if ratio.method == MEAN_OF_REGIONS
    )
    if problems:
        raise ValidationFailed(tuple(problems))
    return given, basis or bases[0]
