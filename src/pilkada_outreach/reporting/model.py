"""What a report is made of; renderers turn it into a page, a text or a sheet."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.problems import Language
from pilkada_outreach.snapshot import Snapshot


@attrs.frozen
class Bilingual:
    """A text in Indonesian and English."""

    id: str
    en: str

    def text(self, lang: Language) -> str:
        """The text in one language."""
        return self.en if lang == "en" else self.id


Cell = str | int | Decimal | date | Bilingual | None
"""What stands in a table's cell; None prints as a dash."""


class ColumnKind(StrEnum):
    """How the cells of a column are printed and aligned."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    """A Decimal in percent: 70.98."""
    POINTS = "points"
    """A difference in percentage points: -11.02."""
    DAY = "day"
    RUPIAH = "rupiah"


_ADDED = frozenset({ColumnKind.COUNT, ColumnKind.RUPIAH})


@attrs.frozen(kw_only=True)
class Column:
    """A column of a table."""

    name: str
    """A stable name, used as the head in CSV."""
    title: Bilingual
    kind: ColumnKind = ColumnKind.TEXT


@attrs.frozen(kw_only=True)
class Table:
    """Rows under columns; `total` is the last row, and must be what the rows add up to."""

    name: str
    title: Bilingual
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None

    def __attrs_post_init__(self) -> None:
        """Raises ValueError when a count or an amount of the total is not what its rows add up to."""
        for place, column in enumerate(self.columns):
            said = None if self.total is None else self.total[place]
            if isinstance(said, int) and column.kind in _ADDED:
                cells = [row[place] for row in self.rows]
                sum_of_rows = sum(cell for cell in cells if isinstance(cell, int))
                if said != sum_of_rows:
                    raise ValueError(
                        f"table {self.name}: the total of {column.name} is {said}, "
                        f"but its rows add up to {sum_of_rows}"
                    )


@attrs.frozen(kw_only=True)
class BarChart:
    """Horizontal bars over the rows of a table, with that table as its data."""

    title: Bilingual
    table: str
    """The name of the table in the same report."""
    category: str
    """The column whose cells name the bars."""
    values: tuple[str, ...]
    """The columns drawn as bars, side by side."""
    says: Bilingual
    """One sentence that says what the chart shows; also its text for people who cannot see it."""


@attrs.frozen(kw_only=True)
class Report:
    """A finished report (laporan)."""

    name: str
    title: Bilingual
    office: str
    """The commission whose report it is."""
    on: date
    """The day whose facts it shows."""
    summary: tuple[Bilingual, ...]
    """The sentences a commissioner reads first."""
    tables: tuple[Table, ...]
    charts: tuple[BarChart, ...] = ()
    notes: tuple[Bilingual, ...] = ()
    """How figures were counted, and what is not known."""
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class ReportQuestion:
    """What a report is made from."""

    snapshot: Snapshot
    """The records known on the day."""
    on: date
    commission: Id


BuildReport = Callable[[ReportQuestion], Report]
"""A pure function from the question to the report."""


class Renderer(Protocol):
    """Turns a report into bytes that a person can open."""

    def render(self, report: Report, lang: Language) -> bytes:
        """The report in one language; text is UTF-8."""
        ...
