"""Figures of polling stations (TPS), rolled up to every area above them with plain lists."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from operator import lt

from pilkada_outreach.domain.values import COUNTRY
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind
from pilkada_outreach.reference.areas import Level

STATION_FORM = ProblemKind(
    code="station.form",
    en="{value} is not the code of a village with a polling station behind it.",
    id="{value} bukan kode desa/kelurahan yang diikuti nomor TPS.",
    mend_en="Write the village's Kemendagri code and the station, such as 64.02.06.1001.005.",
    mend_id="Tulis kode Kemendagri desa/kelurahan dan nomor TPS, misalnya 64.02.06.1001.005.",
)
STATION_TWICE = ProblemKind(
    code="station.twice",
    en="The polling station {value} stands in the list twice.",
    id="TPS {value} tercantum dua kali.",
    mend_en="Keep one of the two; nothing is counted twice.",
    mend_id="Sisakan salah satu; tidak ada yang dihitung dua kali.",
)

Columns = tuple[Sequence[str], Sequence[int], Sequence[int]]
"""Codes in order, numerators, denominators."""

_SIZES: dict[Level, int] = {"village": 13, "district": 8, "regency": 5, "province": 2}
"""How much of a station's code is the code of an area around it."""
_VILLAGE = re.compile(r"\d\d\.\d\d\.\d\d\.\d\d\d\d", re.ASCII)
_VILLAGES = re.compile(rf"(?:{_VILLAGE.pattern})*", re.ASCII)


class StationSums(Mapping[str, tuple[int, int]]):
    """(numerator, denominator) by the code of each area: `sums["64.02"]`, and `sums["id"]` for the country."""

    __slots__ = ("_levels",)

    def __init__(self, levels: Mapping[Level, Columns]) -> None:
        self._levels = levels

    def level(self, level: Level) -> Iterator[tuple[str, int, int]]:
        """Code, numerator and denominator of each area of one level, in the order of codes."""
        return zip(*self._levels[level], strict=True)

    def __getitem__(self, code: str) -> tuple[int, int]:
        for codes, numerators, denominators in self._levels.values():
            if codes and len(codes[0]) == len(code):
                place = bisect_left(codes, code)
                if place < len(codes) and codes[place] == code:
                    return numerators[place], denominators[place]
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        for codes, _, _ in self._levels.values():
            yield from codes

    def __len__(self) -> int:
        return sum(len(codes) for codes, _, _ in self._levels.values())


def roll_up_codes(
    codes: Sequence[str], numerators: Sequence[int], denominators: Sequence[int]
) -> StationSums:
    """The sums of each village, district, regency, province, and of the country (`id`).

    The codes are those of polling stations, `64.02.06.1001.005`, in any order; in order they take a
    fifth of the time. Raises ValidationFailed for another form and for a station given twice, and
    ValueError for columns of different lengths.
    """
    below = _in_order((codes, numerators, denominators))
    levels: dict[Level, Columns] = {}
    for level, size in _SIZES.items():
        below = levels[level] = _one_level_up(below, size)
    _, numerators, denominators = below
    levels["country"] = [COUNTRY], [sum(numerators)], [sum(denominators)]
    villages = levels["village"][0]
    if _VILLAGES.fullmatch("".join(villages)) is None or not _rises(villages):
        pairs = zip(villages, ["", *villages], strict=False)
        wrong = next(
            code for code, before in pairs if not _VILLAGE.fullmatch(code) or code == before
        )
        raise ValidationFailed((STATION_FORM.at("codes", value=wrong),))
    return StationSums(levels)


def _in_order(given: Columns) -> Columns:
    """The same columns in the order of codes, each code once."""
    codes, numerators, denominators = given
    if not len(codes) == len(numerators) == len(denominators):
        raise ValueError("codes, numerators and denominators differ in number")
    if _rises(codes):
        return given
    order = sorted(range(len(codes)), key=codes.__getitem__)
    codes = [codes[place] for place in order]
    if not _rises(codes):
        twice = next(code for code, after in pairwise(codes) if code == after)
        raise ValidationFailed((STATION_TWICE.at("codes", value=twice),))
    return codes, [numerators[place] for place in order], [denominators[place] for place in order]


def _rises(codes: Sequence[str]) -> bool:
    return all(map(lt, codes, islice(codes, 1, None)))


def _one_level_up(below: Columns, size: int) -> Columns:
    """The sums of all that shares the first `size` characters; the codes are in order."""
    codes: list[str] = []
    numerators: list[int] = []
    denominators: list[int] = []
    area = behind = ""
    numerator = denominator = 0
    for code, more, of in zip(*below, strict=True):
        if code < behind:
            numerator += more
            denominator += of
            continue
        numerators.append(numerator)
        denominators.append(denominator)
        area = code[:size]
        if area == code:  # it would be counted beside what lies inside
            raise ValidationFailed((STATION_FORM.at("codes", value=code),))
        codes.append(area)
        behind = f"{area}/"  # `/` comes right after `.`
        numerator, denominator = more, of
    numerators.append(numerator)
    denominators.append(denominator)
    return codes, numerators[1:], denominators[1:]
