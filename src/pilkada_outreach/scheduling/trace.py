"""The trace of a deadline (rincian hitungan): every day counted or skipped, and why; prints as a table."""

from collections.abc import Iterator
from datetime import date, datetime

import attrs

from pilkada_outreach import _formats
from pilkada_outreach.domain.calendar import DayOff
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.problems import Language
from pilkada_outreach.scheduling.walk import Verdict

_WHY: dict[Language, dict[Verdict, str]] = {
    "en": {
        Verdict.COUNTED: "counted",
        Verdict.MONTH_END: "counted; the month has no such day and ends on its last",
        Verdict.EVENT: "not counted: the day of the event",
        Verdict.DAY_OFF: "day off",
        Verdict.STOPPED: "the clock stands",
        Verdict.MOVED: "the days on which the clock stood are added",
        Verdict.ROLLED: "the last day moves here",
    },
    "id": {
        Verdict.COUNTED: "dihitung",
        Verdict.MONTH_END: "dihitung; bulan itu tidak memiliki tanggal tersebut dan berakhir pada hari terakhirnya",
        Verdict.EVENT: "tidak dihitung: hari peristiwa",
        Verdict.DAY_OFF: "libur",
        Verdict.STOPPED: "waktu berhenti berjalan",
        Verdict.MOVED: "hari saat waktu berhenti ditambahkan",
        Verdict.ROLLED: "hari terakhir bergeser ke sini",
    },
}
_HEAD: dict[Language, tuple[str, ...]] = {
    "en": ("day", "", "count", "why"),
    "id": ("tanggal", "", "hitungan", "alasan"),
}
_COUNTED = (Verdict.COUNTED, Verdict.MONTH_END)


@attrs.frozen(kw_only=True)
class Step:
    """What counting did with one day."""

    day: date
    verdict: Verdict
    number: int = 0
    """The running count on this day; 0 where it does not count. For hours, how many have run."""
    at: datetime | None = None
    """The instant, for hours."""
    reasons: tuple[DayOff, ...] = ()
    """Why the day is off."""
    ignored: tuple[DayOff, ...] = ()
    """Holidays of the day that the calendar lists but does not observe."""
    extension: bool = False
    """Whether it belongs to the extension."""

    @property
    def counted(self) -> bool:
        """Whether the day counts."""
        return self.verdict in _COUNTED

    def why(self, lang: Language = "en") -> str:
        """The reason, as a phrase."""
        words = _WHY[lang][self.verdict]
        reasons = "; ".join(off.text(lang) for off in self.reasons)
        if self.verdict is Verdict.DAY_OFF:
            words = reasons
        elif reasons:
            words = f"{words}; {reasons}"
        if self.counted and self.ignored:
            names = "; ".join(off.text(lang) for off in self.ignored)
            words = f"{words}; {names} " + (
                "is not observed" if lang == "en" else "tidak diberlakukan"
            )
        if self.extension:
            words = ("extension: " if lang == "en" else "perpanjangan: ") + words
        return words


@attrs.frozen(kw_only=True)
class Trace:
    """How a deadline came about, day by day. Iterate over its steps, or print it."""

    title_en: str
    title_id: str
    steps: tuple[Step, ...]
    source: LegalSource | None = None
    """The law behind the rule."""
    estimated: tuple[int, ...] = ()
    """Years on the way whose holidays were computed, and not taken from a decree."""

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def counted_days(self) -> tuple[date, ...]:
        """The days that count, as many as the rule says; for months the day on which each one ends."""
        return tuple(step.day for step in self.steps if step.counted)

    @property
    def skipped(self) -> tuple[Step, ...]:
        """The steps that do not count."""
        return tuple(step for step in self.steps if not step.counted)

    @property
    def sources(self) -> tuple[LegalSource, ...]:
        """The law behind the rule, then that of each holiday on the way, once each."""
        found = [self.source, *(off.source for step in self.steps for off in step.reasons)]
        return tuple(dict.fromkeys(source for source in found if source is not None))

    def table(self, lang: Language = "en") -> str:
        """The trace as a table of plain text, with its sources below."""
        rows = [_HEAD[lang], *(_row(step, lang) for step in self.steps)]
        widths = [max(len(row[place]) for row in rows) for place in range(3)]
        lines = [self.title_id if lang == "id" else self.title_en]
        lines.extend(
            f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]}"
            for row in rows
        )
        if self.sources:
            head = "Sumber" if lang == "id" else "Sources"
            lines.append(f"{head}: {'; '.join(map(str, self.sources))}")
        if self.estimated:
            years = ", ".join(map(str, self.estimated))
            lines.append(
                f"Hari libur {years} adalah perkiraan, belum ditetapkan."
                if lang == "id"
                else f"The holidays of {years} are computed, not taken from a decree."
            )
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.table("en")


def _row(step: Step, lang: Language) -> tuple[str, ...]:
    when = step.day.isoformat() if step.at is None else step.at.strftime("%Y-%m-%d %H:%M %Z")
    number = str(step.number) if step.number else "-"
    return when, _formats.weekday(step.day, lang), number, step.why(lang)
