"""A span of days."""

from collections.abc import Iterator
from datetime import date, timedelta

from pilkada_outreach._record import record
from pilkada_outreach.problems import Problem, ProblemKind

REVERSED = ProblemKind(
    code="period.reversed",
    en="It ends on {value}, before it starts on {first}.",
    id="Berakhir pada {value}, sebelum mulai pada {first}.",
    mend_en="Exchange the two days, or correct one of them.",
    mend_id="Tukar kedua tanggal itu, atau perbaiki salah satunya.",
)
NO_END = ProblemKind(
    code="period.no-end",
    en="Neither a first nor a last day is given.",
    id="Tidak ada hari pertama maupun hari terakhir.",
    mend_en="Give first_day, last_day, or both.",
    mend_id="Isi first_day, last_day, atau keduanya.",
)


def ends_after_start(first_day: date | None, last_day: date | None) -> Problem | None:
    """A period may not end before it starts."""
    if first_day is not None and last_day is not None and last_day < first_day:
        return REVERSED.at("last_day", value=last_day, first=first_day)
    return None


def has_an_end(first_day: date | None, last_day: date | None) -> Problem | None:
    """A period has at least one end."""
    return NO_END.at() if first_day is None and last_day is None else None


@record(has_an_end, ends_after_start)
class Period:
    """A span of days; both ends belong to it (jangka waktu). An end that is None is open."""

    first_day: date | None = None
    last_day: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.first_day is None or self.first_day <= day) and (
            self.last_day is None or day <= self.last_day
        )

    def __str__(self) -> str:
        return f"{self.first_day or '…'} – {self.last_day or '…'}"

    @property
    def length_in_days(self) -> int | None:
        """The number of days, both ends counted; None when an end is open."""
        if self.first_day is None or self.last_day is None:
            return None
        return (self.last_day - self.first_day).days + 1

    def days(self) -> Iterator[date]:
        """Every day from the first to the last. Raises ValueError when an end is open."""
        if self.first_day is None or self.last_day is None:
            raise ValueError(f"{self} is open; its days cannot be counted")
        for number in range((self.last_day - self.first_day).days + 1):
            yield self.first_day + timedelta(days=number)
