"""How long something may take: a count and a unit, as a law writes it, with a text form that parses back."""

import re
from enum import StrEnum
from functools import lru_cache

from pilkada_outreach._record import record
from pilkada_outreach._text import meant
from pilkada_outreach._types import wrong_type
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Language, Problem, ProblemKind, shown

COUNT_RANGE = ProblemKind(
    code="rule.count-range",
    en="{value} is no count of a deadline.",
    id="{value} bukan jumlah untuk tenggat.",
    mend_en="Count from 1 to 9999.",
    mend_id="Hitung dari 1 sampai 9999.",
)
TEXT_COUNT = ProblemKind(
    code="rule.text-count",
    en="{value}: at column {column} a whole number from 1 to 9999 is needed, not {found}.",
    id="{value}: pada kolom {column} diperlukan bilangan bulat 1 sampai 9999, bukan {found}.",
    mend_en="Write a rule such as '10 working days' or '20 days, rolled forward'.",
    mend_id="Tulis aturan seperti '10 working days' atau '20 days, rolled forward'.",
)
TEXT_UNIT = ProblemKind(
    code="rule.text-unit",
    en="{value}: at column {column} a unit is needed, not {found}{meant_en}.",
    id="{value}: pada kolom {column} diperlukan satuan, bukan {found}{meant_id}.",
    mend_en="Write one blank and hours, days, working days or months.",
    mend_id="Tulis satu spasi lalu hours, days, working days atau months.",
)
TEXT_ROLLED = ProblemKind(
    code="rule.text-rolled",
    en="{value}: at column {column} the rule must end, or say where a last day on a day off moves, not {found}.",
    id="{value}: pada kolom {column} aturan harus selesai, atau menyebut ke mana hari terakhir yang libur bergeser, "
    "bukan {found}.",
    mend_en="Write nothing more, or ', rolled forward', or ', rolled back'.",
    mend_id="Jangan tulis apa-apa lagi, atau tulis ', rolled forward' atau ', rolled back'.",
)
_A_RULE = {
    "wanted_en": "a rule such as '10 working days'",
    "wanted_id": "aturan seperti '10 working days'",
}


class Unit(StrEnum):
    """What is counted."""

    HOURS = "hours"
    """Jam."""
    DAYS = "days"
    """Hari kalender; what PKPU call `hari`."""
    WORKING_DAYS = "working days"
    """Hari kerja."""
    MONTHS = "months"
    """Bulan."""

    def words(self, count: int, lang: Language = "en") -> str:
        """A count of this unit: `10 working days`, `10 hari kerja`."""
        if lang == "id":
            return f"{count} {_INDONESIAN[self]}"
        return f"{count} {self.value if count != 1 else self.value.removesuffix('s')}"


HOURS, DAYS, WORKING_DAYS, MONTHS = Unit

_INDONESIAN = {
    HOURS: "jam",
    DAYS: "hari kalender",
    WORKING_DAYS: "hari kerja",
    MONTHS: "bulan",
}


class Counting(StrEnum):
    """From which end counting runs, and whether the day of the event is counted itself."""

    AFTER = "after"
    """Setelah: forward; the day after the event is the first."""
    SINCE = "since"
    """Sejak: forward; the day of the event is the first."""
    BEFORE = "before"
    """Sebelum: backward; the day before the event is the first."""
    UNTIL = "until"
    """Sampai dengan: backward; the day of the event is the first."""

    @property
    def backward(self) -> bool:
        """Whether it counts towards the past."""
        return self is BEFORE or self is UNTIL

    @property
    def counts_the_day_itself(self) -> bool:
        """Whether the day of the event is counted."""
        return self is SINCE or self is UNTIL

    def words(self, event: str, lang: Language = "en") -> str:
        """The way of counting before the name of an event: `after …`, `setelah …`."""
        return _COUNTING[lang][self].format(event)


AFTER, SINCE, BEFORE, UNTIL = Counting  # names of their own: Python 3.11 looks members up slowly

_COUNTING: dict[Language, dict[Counting, str]] = {
    "en": {
        AFTER: "after {}",
        SINCE: "since {} (that day counts)",
        BEFORE: "before {}",
        UNTIL: "until {} (that day counts)",
    },
    "id": {
        AFTER: "setelah {}",
        SINCE: "sejak {} (hari itu dihitung)",
        BEFORE: "sebelum {}",
        UNTIL: "sampai dengan {} (hari itu dihitung)",
    },
}


class Roll(StrEnum):
    """Where a last day moves that falls on a day off."""

    NONE = "none"
    """It stays."""
    FORWARD = "forward"
    """To the next working day."""
    BACK = "back"
    """To the working day before."""


STAYS = Roll.NONE


def count_in_range(count: int) -> Problem | None:
    """A deadline counts at least one, and no more than four digits."""
    return None if 1 <= count <= 9999 else COUNT_RANGE.at("count", value=count)


@record(count_in_range)
class DeadlineRule:
    """How long something may take (aturan tenggat).

    The text form is `n unit [", rolled " ("forward"|"back")]`, and `str()` gives it. What it cannot say
    are fields: how the law counts, and which law it is.
    """

    count: int
    unit: Unit
    rolled: Roll = Roll.NONE
    counting: Counting | None = None
    """How the law counts; None leaves it to the word at the call, `after=` or `since=`."""
    source: LegalSource | None = None

    @classmethod
    def parse(cls, text: str) -> "DeadlineRule":
        """The rule written as `text`. Raises ValidationFailed, which names the column of the mistake."""
        if type(text) is not str:
            raise ValidationFailed((wrong_type(text, _A_RULE),))
        return _parsed(text)

    def __str__(self) -> str:
        rolled = "" if self.rolled is Roll.NONE else f", rolled {self.rolled.value}"
        return f"{self.count} {self.unit.value}{rolled}"

    def words(self, lang: Language = "en") -> str:
        """The rule for a reader: `20 days, rolled forward`, `20 hari kalender, bergeser maju`."""
        return f"{self.unit.words(self.count, lang)}{_ROLLED[lang][self.rolled]}"


_ROLLED: dict[Language, dict[Roll, str]] = {
    "en": {Roll.NONE: "", Roll.FORWARD: ", rolled forward", Roll.BACK: ", rolled back"},
    "id": {Roll.NONE: "", Roll.FORWARD: ", bergeser maju", Roll.BACK: ", bergeser mundur"},
}
_COUNT = re.compile(r"[1-9][0-9]{0,3}(?![0-9])")
_UNITS = {unit.value: unit for unit in Unit}
_SINGULAR = {unit.value.removesuffix("s"): unit for unit in Unit}
_TAILS = {
    "": Roll.NONE,
    ", rolled forward": Roll.FORWARD,
    ", rolled back": Roll.BACK,
}


@lru_cache(maxsize=512)
def _parsed(text: str) -> DeadlineRule:
    number = _COUNT.match(text)
    if number is None:
        raise _refused(TEXT_COUNT, text, 0, text.partition(" ")[0])
    count, end = int(number[0]), number.end()
    if text[end : end + 1] != " ":
        raise _refused(TEXT_UNIT, text, end, text[end:])
    word = text[end + 1 :].partition(",")[0]
    unit = _UNITS.get(word) or (_SINGULAR.get(word) if count == 1 else None)
    if unit is None:
        raise _refused(TEXT_UNIT, text, end + 1, word)
    tail_at = end + 1 + len(word)
    tail = text[tail_at:]
    rolled = _TAILS.get(tail)
    if rolled is None:
        right = next((part for part in (", rolled ", ", ") if tail.startswith(part)), "")
        raise _refused(TEXT_ROLLED, text, tail_at + len(right), tail.removeprefix(right))
    return DeadlineRule(count=count, unit=unit, rolled=rolled)


def _refused(kind: ProblemKind, text: str, place: int, found: str) -> ValidationFailed:
    hint = meant(found, _UNITS) if kind is TEXT_UNIT else {}
    return ValidationFailed((kind.at(value=text, column=place + 1, found=shown(found), **hint),))
