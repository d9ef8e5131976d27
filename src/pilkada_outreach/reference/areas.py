"""The areas of Pilkada 2024, by code: 38 provinces, 514 regencies and cities, 7,277 districts, 83,763 villages.

`areas.get("64.02")` gives a light handle; a name finds an area only below a parent, since 26 names are
both a kabupaten and a kota and villages share names by the thousand. Villages are read when first needed.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pilkada_outreach._text import nearest
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.values import COUNTRY, AreaCode
from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.problems import Problem
from pilkada_outreach.reference import _register
from pilkada_outreach.reference._area_check import check_place
from pilkada_outreach.reference._area_names import folded, same_name
from pilkada_outreach.reference._register import LEVELS, Kind, Level

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

__all__ = [
    "Area",
    "Kind",
    "Level",
    "check",
    "country",
    "find",
    "from_bps",
    "get",
    "level",
    "predecessor",
    "successor",
]


class Area:
    """An area of the shipped register (wilayah): a light, immutable handle, equal by its code."""

    __slots__ = ("_key", "_name")

    def __init__(self, key: str, name: str) -> None:
        self._key = key
        self._name = name

    @property
    def code(self) -> AreaCode:
        """Its Kemendagri code, which KPU uses too."""
        return AreaCode(self._key)

    @property
    def bps_code(self) -> AreaCode | None:
        """Its BPS code, for the few pairs that were checked; None where the register knows none."""
        bps = _register.kemendagri_to_bps().get(self._key)
        return None if bps is None else AreaCode(bps, scheme="bps")

    @property
    def name(self) -> str:
        """Its full name: `Kabupaten Kutai Kartanegara`."""
        return self._name

    @property
    def level(self) -> Level:
        """`country`, `province`, `regency`, `district` or `village`."""
        return _register.level_of(self._key)

    @property
    def kind(self) -> Kind:
        """What it is by law: `kabupaten` or `kota`, `desa`, `kelurahan` or `desa adat`, ..."""
        return _register.kind_of(self._key, self._name)

    @property
    def is_administrative(self) -> bool:
        """Whether it is a kabupaten or kota administrasi, which elects no regent or mayor of its own."""
        return self.level == "regency" and " Administrasi " in self._name

    @property
    def parent(self) -> "Area | None":
        """The area around it; None for the country."""
        if self._key == COUNTRY:
            return None
        return _known(self._key.rpartition(".")[0] or COUNTRY)

    @property
    def time_zone(self) -> "ZoneInfo":
        """Its zone, WIB, WITA or WIT, by province. Raises ValueError for the country, which has three."""
        from pilkada_outreach.reference import zones  # zoneinfo is not needed for look-ups

        if self._key == COUNTRY:
            raise ValueError("the country has three time zones; ask one of its provinces")
        return zones.of_province(self._key[:2])

    def children(self) -> tuple["Area", ...]:
        """The areas one level down, in the order of codes."""
        if self.level == "village":
            return ()
        return tuple(self.descendants(level=LEVELS[LEVELS.index(self.level) + 1]))

    def descendants(self, level: Level) -> Iterator["Area"]:
        """The areas of one level inside this one, in the order of codes; none of its own level or above."""
        if LEVELS.index(level) > LEVELS.index(self.level):
            for key in _register.below(self._key, level):
                yield _known(key)

    def place(self) -> Place:
        """The area as a record names it, with code and name."""
        return Place(code=self.code, name=self._name)

    def __str__(self) -> str:
        return f"{self._name} ({self._key})"

    def __repr__(self) -> str:
        return f"areas.get({self._key!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Area) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return get, (self._key,)


def get(code: str | AreaCode) -> Area:
    """The area with this code: `64.02`, `6402`, `bps:6403`, or `id` for the country.

    Raises UnknownRecord when the register has no such code (naming the new code of one that was
    replaced), and ValidationFailed (`area.code-form`) for what is no code at all.
    """
    key = str(code)
    name = _register.name_of(key)
    if name is None:
        key = str(AreaCode.parse(key))
        if key.startswith("bps:"):
            key = _register.bps_to_kemendagri().get(key.removeprefix("bps:"), key)
        name = _register.name_of(key)
        if name is None:
            raise UnknownRecord(key, _register.successors().get(key))
    return Area(key, name)


def from_bps(code: str | AreaCode) -> Area:
    """The area with this BPS code, for the few pairs that were checked. Raises UnknownRecord for others."""
    return get(code if isinstance(code, AreaCode) else AreaCode(code, scheme="bps"))


def find(name: str, *, parent: str | AreaCode | Area) -> Area:
    """The area of this name directly below `parent`, in any case, with or without its Kabupaten or Kota.

    Raises UnknownRecord when there is none or more than one; `Bogor` in Jawa Barat is two.
    """
    around = parent if isinstance(parent, Area) else get(parent)
    children = around.children()
    found = [child for child in children if same_name(name, str(child.code))]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRecord(f"{name} in {around}", " or ".join(map(str, found)))
    by_name = {folded(child.name): child for child in children}
    meant = nearest(folded(name), by_name)
    raise UnknownRecord(f"{name} in {around}", None if meant is None else str(by_name[meant]))


def level(level: Level) -> tuple[Area, ...]:
    """Every area of one level, in the order of codes."""
    return (country(),) if level == "country" else tuple(country().descendants(level))


def country() -> Area:
    """Indonesia, the parent of the provinces."""
    return Area(COUNTRY, _register.COUNTRY_NAME)


def successor(code: str | AreaCode) -> AreaCode | None:
    """The code that replaced this one in 2022 (`91.01` is 93.01 now); None for one that was not replaced."""
    new = _register.successors().get(_dotted(code))
    return None if new is None else AreaCode(new)


def predecessor(code: str | AreaCode) -> AreaCode | None:
    """The code that this one replaced in 2022 (`93.01` was 91.01); None for one that replaced none."""
    old = _register.predecessors().get(_dotted(code))
    return None if old is None else AreaCode(old)


def check(place: Place) -> Problem | None:
    """What is wrong with a code and name taken together; None when they agree.

    An unknown code and a name that means another area are errors, a code replaced in 2022 is a warning,
    and an info says where the register has no Kemendagri code to compare with.
    """
    return check_place(place)


def _dotted(code: str | AreaCode) -> str:
    return str(code if isinstance(code, AreaCode) else AreaCode.parse(code))


def _known(key: str) -> Area:
    name = _register.name_of(key)
    assert name is not None  # parents and descendants come from the register itself
    return Area(key, name)
