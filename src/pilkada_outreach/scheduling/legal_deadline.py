"""What a deadline of the law is: a rule with its name, the event it hangs on and what it bounds."""

from datetime import date, datetime
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.calendar import Calendar
from pilkada_outreach.domain.election import Regime
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Code, Words
from pilkada_outreach.problems import Language
from pilkada_outreach.scheduling.deadline import Deadline, answer
from pilkada_outreach.scheduling.rule import AFTER, Counting, DeadlineRule


class Bound(StrEnum):
    """What the day of a deadline bounds."""

    AT_THE_LATEST = "at the latest"
    """Paling lambat."""
    NOT_BEFORE = "not before"
    """Paling cepat."""
    EXACTLY = "exactly"
    """Pada hari itu."""


@record()
class LegalDeadline:
    """A deadline that a law names (tenggat menurut hukum)."""

    code: Code
    name_id: Words
    name_en: Words
    event_id: Words
    """What it is counted from, in Indonesian."""
    event_en: Words
    rule: DeadlineRule
    extended_by: DeadlineRule | None = None
    bound: Bound = Bound.AT_THE_LATEST
    regime: Regime | None = None
    """The regime it holds for; None for both, or for what is no matter of elections."""
    note: str = ""

    def name(self, lang: Language = "id") -> str:
        """Its name in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id

    def due(
        self,
        event: date | datetime,
        *,
        calendar: Calendar | None = None,
        counting: Counting | None = None,
        extended: bool = False,
        stops: tuple[Period, ...] = (),
    ) -> Deadline:
        """The deadline counted from an event; `extended` uses the extension that the law allows.

        Where the law's way of counting was not seen it counts after the event, unless `counting` is given.
        """
        way = counting or self.rule.counting or AFTER
        extension = self.extended_by if extended else None
        return answer(self.rule, way, event, calendar, stops, extension)
