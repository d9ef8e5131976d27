"""Small questions that the checks of several records share."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, TypeVar

from pilkada_outreach._types import AtLeast
from pilkada_outreach.problems import Problem, ProblemKind

T = TypeVar("T", bound=Hashable)

FIGURE_NEGATIVE = ProblemKind(
    code="figure.negative",
    en="{value} is less than 0.",
    id="{value} kurang dari 0.",
    mend_en="Give the number or the amount in rupiah; 0 where there was none.",
    mend_id="Isi jumlah atau nilai rupiahnya; 0 bila memang tidak ada.",
)


IDENTITY_NUMBER = ProblemKind(
    code="text.identity-number",
    en="The text holds what looks like the identity number of a person.",
    id="Teks memuat nomor yang tampak seperti nomor induk kependudukan.",
    mend_en="Mask it, such as 6402**********; the record is meant to be shown.",
    mend_id="Samarkan, misalnya 6402**********; catatan ini untuk ditampilkan.",
    source="UU 27/2022",
)
# province 11-96, day of birth 01-31 or 41-71 for women, month 01-12
_NIK = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:[0-2][1-9]|[123]0|31|[456][1-9]|[567]0|71)(?:0[1-9]|1[0-2])[0-9]{6}(?![0-9])"
)


def identity_numbers(**texts: str) -> tuple[Problem, ...]:
    """Texts that are meant to be shown hold no identity number (NIK); each under the name of its field."""
    return tuple(IDENTITY_NUMBER.at(name) for name, text in texts.items() if _NIK.search(text))


Figure = Annotated[int, AtLeast(0, FIGURE_NEGATIVE)]
"""A count, or an amount of rupiah: 0 or more."""


def not_negative(**figures: int | None) -> tuple[Problem, ...]:
    """Counts and amounts of rupiah are 0 or more; each is given under the name of its field."""
    for figure in figures.values():
        if figure is not None and figure < 0:
            break
    else:
        return ()  # the usual case, at a third of the cost
    return tuple(
        FIGURE_NEGATIVE.at(name, value=figure)
        for name, figure in figures.items()
        if figure is not None and figure < 0
    )


def repeated(members: Iterable[T]) -> list[tuple[int, T]]:
    """Every member that stood in the list before, with its place."""
    given = list(members)
    if len({*given}) == len(given):
        return []  # the usual case, at a third of the cost
    seen: set[T] = set()
    found: list[tuple[int, T]] = []
    for place, member in enumerate(given):
        if member in seen:
            found.append((place, member))
        seen.add(member)
    return found


def out_of_order(days: Sequence[date]) -> Iterator[int]:
    """The places of days that lie before the day that stands in front of them."""
    for place in range(1, len(days)):
        if days[place] < days[place - 1]:
            yield place


def most_at_once(spans: Sequence[tuple[date, date | None]]) -> int:
    """How many of these spans run at once at most; both ends belong to a span, None is open."""
    return max(
        (
            sum(first <= day and (last is None or day <= last) for first, last in spans)
            for day, _ in spans
        ),
        default=0,
    )
