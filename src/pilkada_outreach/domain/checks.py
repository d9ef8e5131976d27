"""Small questions that the checks of several records share."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from pilkada_outreach.problems import Problem, ProblemKind

T = TypeVar("T", bound=Hashable)

FIGURE_NEGATIVE = ProblemKind(
    code="figure.negative",
    en="{value} is less than 0.",
    id="{value} kurang dari 0.",
    mend_en="Give the number or the amount in rupiah; 0 where there was none.",
    mend_id="Isi jumlah atau nilai rupiahnya; 0 bila memang tidak ada.",
)


def not_negative(**figures: int | None) -> tuple[Problem, ...]:
    """Counts and amounts of rupiah are 0 or more; each is given under the name of its field."""
    found = [
        FIGURE_NEGATIVE.at(name, value=figure)
        for name, figure in figures.items()
        if figure is not None and figure < 0
    ]
    return tuple(found)


def repeated(members: Iterable[T]) -> Iterator[tuple[int, T]]:
    """Every member that stood in the list before, with its place."""
    seen: set[T] = set()
    for place, member in enumerate(members):
        if member in seen:
            yield place, member
        seen.add(member)


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
