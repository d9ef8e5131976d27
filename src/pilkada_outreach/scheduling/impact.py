"""What a holiday announced late would do (libur yang ditetapkan belakangan): which deadlines move, before any does."""

from collections.abc import Iterable
from datetime import date

import attrs

from pilkada_outreach import _formats
from pilkada_outreach.domain.calendar import Holidays, Layer, days_off
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.problems import Language
from pilkada_outreach.scheduling.deadline import Deadline


@attrs.frozen(kw_only=True)
class Moved:
    """A deadline that a new holiday would move."""

    deadline: Deadline
    """As it stands."""
    becomes: Deadline
    """As it would be, with a trace of its own."""

    def words(self, lang: Language = "en") -> str:
        """The move as one line: `23 April 2024 → 24 April 2024 (10 working days after 5 April 2024)`."""
        was, becomes = (f"{_formats.day(each.on, lang)}" for each in (self.deadline, self.becomes))
        return f"{was} → {becomes} ({self.deadline.request.words(lang)})"

    def __str__(self) -> str:
        return self.words()


def moved_by(
    holidays: Holidays,
    deadlines: Iterable[Deadline],
    *,
    layer: Layer | str = Layer.NATIONAL,
    source: LegalSource | None = None,
    on: date | None = None,
) -> tuple[Moved, ...]:
    """Which of these deadlines new holidays would move, from what to what, in their order.

    Each is counted again by its own calendar with the holidays added. One that had passed before the day
    `on` stays as it is: a holiday does not reopen it. One counted without a calendar never moves.
    """
    found: list[Moved] = []
    holidays = days_off(holidays, layer, source)
    for deadline in deadlines:
        calendar = deadline.request.calendar
        if calendar is None or (on is not None and deadline.on < on):
            continue
        becomes = deadline.by(calendar.with_holidays(holidays))
        if (becomes.on, becomes.at) != (deadline.on, deadline.at):
            found.append(Moved(deadline=deadline, becomes=becomes))
    return tuple(found)
