"""A day, or only the month where no more is known."""

import re
from calendar import monthrange
from datetime import date
from typing import ClassVar

from pilkada_outreach.domain.values import TextValue
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind

DAY_OR_MONTH_FORM = ProblemKind(
    code="day-or-month.form",
    en="{value} is neither a day nor a month.",
    id="{value} bukan tanggal dan bukan bulan.",
    mend_en="Write 2024-11-20, or 2024-11 where only the month is known.",
    mend_id="Tulis 2024-11-20, atau 2024-11 bila hanya bulannya yang diketahui.",
)

_FORM = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")


class DayOrMonth(TextValue):
    """When something was seen, as exactly as it is known: `2024-11-20` or `2024-11` (tanggal atau bulan).

    Raises ValidationFailed (`day-or-month.form`).
    """

    __slots__ = ()
    form: ClassVar[tuple[str, str]] = (
        "a day or a month such as 2024-11-20 or 2024-11",
        "tanggal atau bulan seperti 2024-11-20 atau 2024-11",
    )

    def __init__(self, text: str) -> None:
        if type(text) is not str or _days(text) is None:
            raise ValidationFailed((DAY_OR_MONTH_FORM.at(value=text),))
        super().__init__(text)

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        return self._span[0]

    @property
    def last_day(self) -> date:
        """The latest day it can mean."""
        return self._span[1]

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.first_day == self.last_day

    @property
    def _span(self) -> tuple[date, date]:
        span = _days(self._text)
        assert span is not None  # __init__
        return span


def _days(text: str) -> tuple[date, date] | None:
    match = _FORM.match(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), match[3]
    try:
        if day is not None:
            return date(year, month, int(day)), date(year, month, int(day))
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
