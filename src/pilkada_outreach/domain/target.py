"""What is aimed at and what was reached."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.checks import not_negative
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.ratio import MEAN_OF_REGIONS, Ratio
from pilkada_outreach.domain.values import Code, ContestId, ElectionId, Id, Words
from pilkada_outreach.problems import Finding, Problem, ProblemKind, Severity

TARGET_RANGE = ProblemKind(
    code="target.range",
    en="A target of {value} % cannot be reached.",
    id="Target {value} % tidak mungkin dicapai.",
    mend_en="Give a share above 0 and up to 100.",
    mend_id="Isi persentase di atas 0 sampai dengan 100.",
)
FIGURE_MISSING = ProblemKind(
    code="measurement.figure-missing",
    en="It gives no figure, or a share and a count at once.",
    id="Tidak ada angkanya, atau rasio dan jumlah diisi sekaligus.",
    mend_en="Give ratio (or printed_percent where only that is known), or count for pieces or rupiah.",
    mend_id="Isi ratio (atau printed_percent bila hanya itu yang diketahui), atau count untuk jumlah.",
)
PRINT_DISAGREES = ProblemKind(
    code="measurement.print-disagrees",
    severity=Severity.WARNING,
    en="{value} % was printed, but the figures give {computed} %.",
    id="Tercetak {value} %, padahal angkanya menghasilkan {computed} %.",
    mend_en="Keep the figures, and ask the publisher.",
    mend_id="Pakai angkanya, dan tanyakan kepada yang menerbitkan.",
)
MEAN_ALONE = ProblemKind(
    code="measurement.mean",
    en="A mean of {value} regions needs its printed percentage, and no figures of voters beside it.",
    id="Rata-rata {value} daerah memerlukan persentase tercetaknya, tanpa jumlah pemilih di sampingnya.",
    mend_en="Keep the mean and the share of all voters as two measurements.",
    mend_id="Simpan rata-rata daerah dan rasio seluruh pemilih sebagai dua realisasi.",
)
DEADLINE_BEFORE = ProblemKind(
    code="target.deadline",
    severity=Severity.WARNING,
    en="The target was to be reached by {value}, but was set on {known} only.",
    id="Target harus tercapai pada {value}, padahal baru ditetapkan {known}.",
    mend_en="Check the two days.",
    mend_id="Periksa kedua tanggalnya.",
)
TARGET_FIGURE = ProblemKind(
    code="target.figure",
    en="A target is a percentage or a count; {value} given.",
    id="Target berupa persentase atau jumlah; {value} diisi.",
    mend_en="Give percent, or count for what is counted in pieces or rupiah; never both.",
    mend_id="Isi percent, atau count untuk yang dihitung per buah atau rupiah; jangan keduanya.",
)


def target_is_reachable(percent: Decimal | None, count: int | None) -> Finding:
    """Nobody aims above the whole, at nothing, or at two things at once."""
    if (percent is None) is (count is None):
        return TARGET_FIGURE.at("percent", value="neither is" if count is None else "both are")
    if percent is not None and not 0 < percent <= 100:
        return TARGET_RANGE.at("percent", value=percent)
    return None if count is None else not_negative(count=count)


def deadline_lies_ahead(by: date | None, known_from: date) -> Problem | None:
    """A target is set before the day it is to be reached by."""
    if by is not None and by < known_from:
        return DEADLINE_BEFORE.at("by", value=by, known=known_from)
    return None


@record(target_is_reachable, deadline_lies_ahead)
class Target:
    """What somebody aims at (target). Several can be valid at once; none is overwritten."""

    family: ClassVar[str] = "target"

    id: Id
    """`target/turnout/2024/kpu-ri-82`."""
    indicator: Code
    """`turnout` (partisipasi pemilih)."""
    percent: Decimal | None = None
    count: int | None = None
    """What is aimed at where the indicator counts pieces or rupiah, not a share."""
    area: Place
    election: Words
    """For which election, as the one who set it named it: `Pilkada 2024`."""
    set_by: Words
    known_from: date
    """The day it was said or set; nothing shows it before."""
    source: LegalSource
    note: str = ""
    election_id: ElectionId | None = None
    """The election in this register; None for one that is not kept here."""
    contest: ContestId | None = None
    by: date | None = None
    """The last day on which it can be reached; None where that was not said."""
    segment: Code | None = None
    """The group of voters it is about (basis pemilih); None for all."""
    sex: Sex | None = None
    with_disabilities: bool = False
    """Whether it is about voters with disabilities alone (pemilih disabilitas)."""
    baseline: Decimal | None = None
    """The figure it starts from, in the indicator's unit (data dasar)."""

    @property
    def figure(self) -> Decimal:
        """What is aimed at, in the indicator's unit."""
        if self.percent is not None:
            return self.percent
        assert self.count is not None  # target_is_reachable
        return Decimal(self.count)


class MeasurementStatus(StrEnum):
    """Whether a figure may still change."""

    INTERIM = "interim"
    FINAL = "final"


def has_a_figure(
    ratio: Ratio | None, printed_percent: Decimal | None, count: int | None
) -> Finding:
    """Something was measured: a share, or a number of pieces or rupiah."""
    share = ratio is not None or printed_percent is not None
    if share is (count is not None):
        return FIGURE_MISSING.at()
    return None if count is None else not_negative(count=count)


def print_agrees(ratio: Ratio | None, printed_percent: Decimal | None) -> Problem | None:
    """A printed percentage is what its figures give, rounded or cut as printed."""
    if ratio is None or printed_percent is None or ratio.denominator <= 0:
        return None
    places = max(0, -int(printed_percent.as_tuple().exponent))
    step = Decimal(1).scaleb(-places)
    exact = Decimal(100 * ratio.numerator) / Decimal(ratio.denominator)
    if abs(exact - printed_percent) >= step:
        return PRINT_DISAGREES.at(
            "printed_percent", value=printed_percent, computed=ratio.percent(max(places, 2))
        )
    return None


def mean_is_printed(
    mean_of_regions: int | None, ratio: Ratio | None, printed_percent: Decimal | None
) -> Problem | None:
    """A mean of regions has no voters behind it; it is known as printed."""
    if mean_of_regions is None:
        return None
    if mean_of_regions < 1 or ratio is not None or printed_percent is None:
        return MEAN_ALONE.at("mean_of_regions", value=mean_of_regions)
    return None


@record(has_a_figure, print_agrees, mean_is_printed)
class Measurement:
    """What was reached, as figures that can be added up (realisasi)."""

    family: ClassVar[str] = "measurement"

    id: Id
    """`measurement/turnout/2024/64.02/regent`."""
    indicator: Code
    area: Place
    election: ElectionId | None = None
    """The election in this register; None for one that is not kept here."""
    election_name: Words
    """`Pilkada 2020`."""
    contest: ContestId | None = None
    ratio: Ratio | None = None
    printed_percent: Decimal | None = None
    """The percentage a source printed; used alone only where the figures are unknown."""
    count: int | None = None
    """What was counted, where the indicator is no share."""
    status: MeasurementStatus
    known_from: date
    source: LegalSource
    note: str = ""
    segment: Code | None = None
    """The group of voters that was counted (basis pemilih); None for all."""
    sex: Sex | None = None
    with_disabilities: bool = False
    """Whether voters with disabilities alone were counted."""
    mean_of_regions: int | None = None
    """Of how many regions `printed_percent` is the unweighted mean (rata-rata daerah); None for a share of voters."""

    @property
    def method(self) -> str:
        """How the figure was brought together: `mean of regions`, what its ratio says, or ""."""
        if self.mean_of_regions is not None:
            return MEAN_OF_REGIONS
        return "" if self.ratio is None else self.ratio.method

    @property
    def percent(self) -> Decimal:
        """The share in percent: from the figures, or as printed where the figures are unknown.

        Raises ValueError for a count.
        """
        if self.ratio is not None:
            return self.ratio.percent()
        if self.printed_percent is None:
            raise ValueError(f"{self.id} counts {self.count}; it is no share")
        return self.printed_percent

    @property
    def figure(self) -> Decimal:
        """What was reached, in the indicator's unit: percent, pieces or rupiah."""
        return self.percent if self.count is None else Decimal(self.count)
