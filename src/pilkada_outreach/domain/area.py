"""Areas as records name them, and how their codes changed."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import AreaCode, Id
from pilkada_outreach.problems import Problem, ProblemKind

CHANGE_SCHEMES = ProblemKind(
    code="area-change.schemes",
    en="The change leads from {value} to {new}, which is a code of another scheme.",
    id="Perubahan ini dari {value} ke {new}, padahal skema kodenya berbeda.",
    mend_en="Give both codes in one scheme; the same area in two schemes is no change.",
    mend_id="Tulis kedua kode dalam satu skema; wilayah yang sama dalam dua skema bukan perubahan.",
)
CHANGE_LEVELS = ProblemKind(
    code="area-change.levels",
    en="The change leads from {value} to {new}, which is a code of another level.",
    id="Perubahan ini dari {value} ke {new}, padahal tingkat wilayahnya berbeda.",
    mend_en="Give two provinces, two regencies, two districts or two villages.",
    mend_id="Tulis dua provinsi, dua kabupaten/kota, dua kecamatan, atau dua desa/kelurahan.",
)
CHANGE_NOTHING = ProblemKind(
    code="area-change.nothing",
    en="Neither the code {value} nor a name changes.",
    id="Kode {value} dan namanya tidak berubah.",
    mend_en="Give the new code, or the old and the new name.",
    mend_id="Isi kode baru, atau nama lama dan nama baru.",
)


@record()
class Place:
    """An area as a document names it: its code, and its name as a check on the code (wilayah).

    A code and a name that disagree are refused by the rules, with both readings.
    """

    code: AreaCode
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else str(self.code)


def level_of(area: Place) -> str | None:
    """The level of an area's code; None for an OCD division id, which does not say it."""
    return None if area.code.scheme == "ocd" else area.code.level


class AreaChangeKind(StrEnum):
    """What happened to an area (perubahan wilayah)."""

    RENAMED = "renamed"
    """Perubahan nama."""
    RECODED = "recoded"
    """Perubahan kode."""
    SPLIT = "split"
    """Pemekaran: the new area was cut out of the old one."""
    MERGED = "merged"
    """Penggabungan: the old area went into the new one."""


def codes_are_comparable(old_code: AreaCode, new_code: AreaCode) -> Problem | None:
    """A change stays within one scheme and one level."""
    if old_code.scheme != new_code.scheme:
        return CHANGE_SCHEMES.at("new_code", value=str(old_code), new=new_code)
    if old_code.scheme != "ocd" and old_code.level != new_code.level:
        return CHANGE_LEVELS.at("new_code", value=str(old_code), new=new_code)
    return None


def something_changes(
    old_code: AreaCode, new_code: AreaCode, old_name: str, new_name: str
) -> Problem | None:
    """A change changes the code or the name."""
    if old_code == new_code and old_name == new_name:
        return CHANGE_NOTHING.at("new_code", value=str(new_code))
    return None


@record(codes_are_comparable, something_changes)
class AreaChange:
    """That an area has another code or name than before (perubahan kode dan nama wilayah).

    An area that is split into three is three changes with the same old code.
    """

    family: ClassVar[str] = "area-change"

    id: Id
    """`area-change/2022/91.01`."""
    old_code: AreaCode
    new_code: AreaCode
    old_name: str = ""
    new_name: str = ""
    kind: AreaChangeKind
    on: date | None = None
    """The first day of the new code or name; None where the source does not say it."""
    basis: LegalSource
