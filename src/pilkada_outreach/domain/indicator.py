"""What is measured, and how its figures may be brought together."""

from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code, Id, Words
from pilkada_outreach.problems import Language, Problem, ProblemKind

PERCENT_SUMMED = ProblemKind(
    code="indicator.percent-summed",
    en="Percentages of {value} may not be added up.",
    id="Persentase {value} tidak boleh dijumlahkan.",
    mend_en="Roll it up weighted by the number of voters, or never.",
    mend_id="Gabungkan dengan bobot jumlah pemilih (weighted), atau jangan digabung (never).",
)
WEIGHT_MISSING = ProblemKind(
    code="indicator.weight",
    en="The indicator is rolled up as {value}, but its weight is {weight}.",
    id="Indikator digabung secara {value}, padahal bobotnya {weight}.",
    mend_en="Give the voter list that weighs each area, such as dpt, for a weighted indicator only.",
    mend_id="Isi daftar pemilih yang menjadi bobot tiap wilayah, misalnya dpt, hanya untuk weighted.",
)


class IndicatorUnit(StrEnum):
    """In what an indicator is counted (satuan)."""

    PERCENT = "percent"
    COUNT = "count"
    RUPIAH = "rupiah"


class Direction(StrEnum):
    """Which way is better (arah)."""

    MORE = "more"
    """More is better, as with turnout."""
    LESS = "less"
    """Less is better, as with voters who are on no list."""


class RollUp(StrEnum):
    """How the figures of parts make the figure of the whole (agregasi)."""

    SUM = "sum"
    WEIGHTED = "weighted"
    """Weighted by the voters of each part."""
    NEVER = "never"


def percentages_are_not_added(code: Code, unit: IndicatorUnit, roll_up: RollUp) -> Problem | None:
    """Two halves of 50 % are not 100 %."""
    if unit is IndicatorUnit.PERCENT and roll_up is RollUp.SUM:
        return PERCENT_SUMMED.at("roll_up", value=str(code))
    return None


def weighted_by_something(roll_up: RollUp, weight: Code | None) -> Problem | None:
    """What is weighted has a weight, and nothing else has."""
    if (roll_up is RollUp.WEIGHTED) is (weight is None):
        return WEIGHT_MISSING.at("weight", value=roll_up, weight=weight or "-")
    return None


@record(percentages_are_not_added, weighted_by_something)
class Indicator:
    """What is measured, in which unit, and how it may be rolled up along areas (indikator)."""

    family: ClassVar[str] = "indicator"

    id: Id
    """`indicator/turnout`."""
    code: Code
    """The code that targets and measurements name."""
    name_id: Words
    name_en: Words
    unit: IndicatorUnit
    direction: Direction = Direction.MORE
    roll_up: RollUp
    weight: Code | None = None
    """The version of the voter list that weighs the parts: `dpt`."""
    source: LegalSource | None = None

    def name(self, lang: Language = "id") -> str:
        """The indicator's name in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id
