"""Which figures cover an area along the tree of areas, each part of it once."""

from collections.abc import Iterable, Mapping, Set

from pilkada_outreach.domain.target import Measurement
from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import areas

AREA_UNPLACED = ProblemKind(
    code="roll-up.area-unplaced",
    severity=Severity.WARNING,
    en="The register of areas has no place for {value}.",
    id="Register wilayah tidak memuat {value}.",
    mend_en="Give the Kemendagri code in force; a code that was replaced has a successor.",
    mend_id="Isi kode Kemendagri yang berlaku; kode yang diganti punya penerus.",
)
_SIZES = (2, 5, 8)
"""The lengths of the codes of provinces, regencies and districts."""


def placed(
    measurements: Iterable[Measurement], around: areas.Area
) -> tuple[dict[str, list[Measurement]], list[Problem]]:
    """The figures of areas inside another one by Kemendagri code, and those the register has no place for."""
    inside = "" if around.level == "country" else f"{around.code}."
    found: dict[str, list[Measurement]] = {}
    problems: list[Problem] = []
    for each in measurements:
        try:
            key = str(areas.get(each.area.code).code)
        except UnknownRecord:
            problems.append(AREA_UNPLACED.at(f"{each.id}.area", value=str(each.area)))
            continue
        if key.startswith(inside) and key != str(around.code):
            found.setdefault(key, []).append(each)
    return found, problems


def above(keys: Iterable[str]) -> frozenset[str]:
    """The codes of all areas around the areas with these codes, but for the country's."""
    return frozenset(key[:size] for key in keys for size in _SIZES if size < len(key))


def covering(
    around: areas.Area,
    usable: Mapping[str, Measurement],
    outer: Set[str],
    skipped: Set[str] = frozenset(),
) -> tuple[list[Measurement], list[areas.Area]]:
    """The figures that cover an area without overlap, and the areas inside that none covers.

    `usable` holds the figure of each area by its code, and `outer` what lies `above` them.
    """
    parts: list[Measurement] = []
    missing: list[areas.Area] = []
    for child in around.children():
        key = str(child.code)
        if key in usable and key not in skipped:
            parts.append(usable[key])
        elif key in outer and key not in skipped:
            deeper, uncovered = covering(child, usable, outer, skipped)
            parts += deeper
            missing += uncovered
        elif key not in skipped:
            missing.append(child)
    return parts, missing
