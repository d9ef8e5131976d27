"""A share, kept as the two figures it was made of."""

from decimal import Decimal

from pilkada_outreach._record import record
from pilkada_outreach.problems import Problem, ProblemKind, Severity

DENOMINATOR_ZERO = ProblemKind(
    code="ratio.denominator",
    en="The denominator is {value}; a share needs a whole that is greater than 0.",
    id="Penyebutnya {value}; pembagi harus lebih besar dari 0.",
    mend_en="Give the number of those who could, such as the voters on the list.",
    mend_id="Isi jumlah keseluruhan, misalnya jumlah pemilih dalam daftar.",
)
NUMERATOR_NEGATIVE = ProblemKind(
    code="ratio.numerator",
    en="The numerator {value} is negative.",
    id="Pembilang {value} bernilai negatif.",
    mend_en="Give the number of those who did.",
    mend_id="Isi jumlah yang terealisasi.",
)
ABOVE_WHOLE = ProblemKind(
    code="ratio.above-whole",
    severity=Severity.WARNING,
    en="{value} of {whole} is more than 100 %.",
    id="{value} dari {whole} lebih dari 100 %.",
    mend_en="Check both figures; it can be real where additional voters are not in the denominator.",
    mend_id="Periksa kedua angka; bisa benar bila pemilih tambahan tidak masuk penyebut.",
)

POOLED = "pooled"
"""The method of a share of all voters together (gabungan)."""
MEAN_OF_REGIONS = "mean of regions"
"""The method of the unweighted mean of regions' shares (rata-rata daerah)."""


def percent_of(numerator: int, denominator: int, places: int = 2) -> Decimal:
    """A share in percent, rounded half up to `places`; reckoned in whole numbers, so that it cannot fail."""
    rounded = (200 * 10**places * numerator + denominator) // (2 * denominator)
    return Decimal(rounded).scaleb(-places)


def counts_are_lawful(numerator: int, denominator: int) -> tuple[Problem, ...]:
    """Counts are not negative, and a whole is not nothing."""
    found: list[Problem] = []
    if numerator < 0:
        found.append(NUMERATOR_NEGATIVE.at("numerator", value=numerator))
    if denominator <= 0:
        found.append(DENOMINATOR_ZERO.at("denominator", value=denominator))
    elif numerator > denominator:
        found.append(ABOVE_WHOLE.at("numerator", value=numerator, whole=denominator))
    return tuple(found)


@record(counts_are_lawful)
class Ratio:
    """A share as numerator and denominator, never as a percentage alone (rasio).

    `basis` says what the denominator counts (`DPT`, `DPT+DPTb+DPK`), `method` how it was counted or brought
    together (`pooled`).
    """

    numerator: int
    denominator: int
    basis: str = ""
    method: str = ""

    def percent(self, places: int = 2) -> Decimal:
        """The share in percent, rounded half up to `places`."""
        return percent_of(self.numerator, self.denominator, places)
