"""What a deadline is counted from, and whether it can be counted at all."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from pilkada_outreach import _formats
from pilkada_outreach._types import INSTANT_NAIVE, wrong_type
from pilkada_outreach.domain.calendar import Calendar
from pilkada_outreach.domain.period import Period
from pilkada_outreach.problems import Language, Problem, ProblemKind
from pilkada_outreach.scheduling.rule import (
    AFTER,
    HOURS,
    STAYS,
    WORKING_DAYS,
    Counting,
    DeadlineRule,
)

NEEDS_CALENDAR = ProblemKind(
    code="deadline.no-calendar",
    en="{value} cannot be counted without a calendar.",
    id="{value} tidak dapat dihitung tanpa kalender.",
    mend_en="Give one, such as calendar=calendars.indonesia(joint_leave=True).",
    mend_id="Berikan kalender, misalnya calendar=calendars.indonesia(joint_leave=True).",
)
NEEDS_INSTANT = ProblemKind(
    code="deadline.hours-need-instant",
    en="Hours are counted from an instant, not from the day {value}.",
    id="Jam dihitung dari suatu saat, bukan dari tanggal {value}.",
    mend_en="Give a datetime with its zone.",
    mend_id="Berikan datetime beserta zona waktunya.",
)
STOP_OPEN = ProblemKind(
    code="deadline.stop-open",
    en="The clock stands {value}, so the deadline has no day yet.",
    id="Waktu berhenti {value}, sehingga tenggat belum mempunyai tanggal.",
    mend_en="Give both ends of the stop; until then keep an open deadline.",
    mend_id="Isi kedua ujung masa henti; sampai saat itu pakailah tenggat terbuka.",
)
BACKWARD_FIXED = ProblemKind(
    code="deadline.backward-fixed",
    en="A deadline counted {value} a day can be neither stopped nor extended.",
    id="Tenggat yang dihitung {value} suatu hari tidak dapat dihentikan atau diperpanjang.",
    mend_en="Leave out `stops` and `extended_by`.",
    mend_id="Hilangkan `stops` dan `extended_by`.",
)
COUNTED_OTHERWISE = ProblemKind(
    code="deadline.counted-otherwise",
    en="The rule counts {wanted}, and was asked with {value}.",
    id="Aturan menghitung {wanted}, tetapi diminta dengan {value}.",
    mend_en="Ask as the rule counts, or for the other reading: evolve(rule, counting=None).",
    mend_id="Minta sesuai cara hitung aturan, atau untuk tafsir lain: evolve(rule, counting=None).",
)
UNITS_DIFFER = ProblemKind(
    code="deadline.extension-unit",
    en="A deadline in {unit} cannot be extended by {value}.",
    id="Tenggat dalam {unit} tidak dapat diperpanjang dengan {value}.",
    mend_en="Extend hours by hours, and days, working days or months by one of these.",
    mend_id="Perpanjang jam dengan jam; hari, hari kerja atau bulan dengan salah satu darinya.",
)
_A_DAY_OR_INSTANT = {"wanted_en": "a day or an instant", "wanted_id": "tanggal atau waktu"}


@attrs.frozen(kw_only=True)
class Request:
    """A question to the engine: a rule, the event it counts from, and the calendar it counts by."""

    rule: DeadlineRule
    counting: Counting
    event: date | datetime
    """The day or instant counted from (peristiwa)."""
    calendar: Calendar | None = None
    stops: tuple[Period, ...] = ()
    """Days on which the clock stands (waktu berhenti), such as while an applicant completes a form."""
    extended_by: DeadlineRule | None = None
    """Counted after the last day (perpanjangan)."""

    @property
    def day(self) -> date:
        """The day of the event; of an instant, the day in its own zone."""
        return self.event.date() if isinstance(self.event, datetime) else self.event

    def words(self, lang: Language = "en") -> str:
        """What is counted, without the result: `10 working days after 5 April 2024`."""
        rule = self.rule.words(lang)
        if self.extended_by is not None:
            rule = f"{rule} + {self.extended_by.words(lang)}"
        return f"{rule} {self.counting.words(when_words(self.event, lang), lang)}"

    @property
    def counts_hours(self) -> bool:
        """Whether the answer is an instant rather than a day."""
        return self.rule.unit is HOURS


def problems_of(asked: Request) -> Iterator[Problem]:
    """Everything that keeps this request from being counted."""
    rule, counting, event, extension = asked.rule, asked.counting, asked.event, asked.extended_by
    if type(event) is datetime:
        if event.tzinfo is None:
            yield INSTANT_NAIVE.at(counting.value, value=event)
    elif type(event) is not date:
        yield wrong_type(event, _A_DAY_OR_INSTANT, counting.value)
    elif rule.unit is HOURS:
        yield NEEDS_INSTANT.at(counting.value, value=event)
    if rule.counting is not None and rule.counting is not counting:
        yield COUNTED_OTHERWISE.at("rule", value=counting.value, wanted=rule.counting.value)
    if asked.calendar is None and _counts_working_days(rule):
        yield NEEDS_CALENDAR.at("calendar", value=str(rule))
    for place, stop in enumerate(asked.stops):
        if stop.length_in_days is None:
            yield STOP_OPEN.at(f"stops[{place}]", value=str(stop))
    if counting.backward and (asked.stops or extension is not None):
        yield BACKWARD_FIXED.at(counting.value, value=counting.value)
    if extension is not None:
        if asked.calendar is None and _counts_working_days(extension):
            yield NEEDS_CALENDAR.at("calendar", value=str(extension))
        if extension.counting not in (None, AFTER):
            yield COUNTED_OTHERWISE.at("extended_by", value="after", wanted=extension.counting)
        if (rule.unit is HOURS) != (extension.unit is HOURS):
            yield UNITS_DIFFER.at("extended_by", value=str(extension), unit=rule.unit.value)


def _counts_working_days(rule: DeadlineRule) -> bool:
    return rule.unit is WORKING_DAYS or rule.rolled is not STAYS


def when_words(when: date | datetime, lang: Language) -> str:
    """A day, or an instant with its clock and zone, in words."""
    day = _formats.day(when, lang)
    return f"{day} {when:%H:%M %Z}" if isinstance(when, datetime) else day
