"""The rule that says on which days a stage falls: `polling day - 3 .. - 1` (aturan hari tahapan).

    rule   = bound | bound ".." bound | ".." bound | bound ".."
    bound  = anchor ["+"|"-" number ["days"]] | "+"|"-" number ["days"]
    anchor = "polling day" | the code of another stage | an event of somebody else, in double quotes

A bound without an anchor, behind `..`, hangs on the anchor before it. A rule without `..` is one day. A
rule that starts with `..` has only a last day, one that ends with it only a first day.

Of a stage as anchor, `- n` counts back from its first day and `+ n` on from its last; without a number the
stage begins, or ends, with it. Days are calendar days (hari kalender).
"""

import re
from enum import StrEnum
from functools import lru_cache

import attrs

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind, shown

RULE_FORM = ProblemKind(
    code="stage.rule-form",
    en="{value}: at column {column} {wanted_en} is needed, not {found}.",
    id="{value}: pada kolom {column} diperlukan {wanted_id}, bukan {found}.",
    mend_en="Write a rule such as 'polling day - 3 .. - 1', 'S5 + 3 .. S7 - 1' or '.. \"MK notifies BRPK\" + 3'.",
    mend_id="Tulis aturan seperti 'polling day - 3 .. - 1', 'S5 + 3 .. S7 - 1' atau '.. \"MK notifies BRPK\" + 3'.",
)
_WANTED = {
    "anchor": (
        "'polling day', the code of a stage or an event in double quotes",
        "'polling day', kode tahapan, atau peristiwa dalam tanda kutip ganda",
    ),
    "days": ("a number of days from 1 to 9999", "jumlah hari dari 1 sampai 9999"),
    "end": ("'..' or the end", "'..' atau akhir aturan"),
}


class AnchorKind(StrEnum):
    """What a rule hangs on."""

    POLLING_DAY = "polling day"
    """Hari pemungutan suara."""
    STAGE = "stage"
    """Tahapan lain."""
    EVENT = "event"
    """What somebody else does, such as a court; open until it has happened."""


@attrs.frozen
class Anchor:
    """A day that others count from."""

    kind: AnchorKind
    name: str = ""
    """The stage's code, or the event in words."""

    def __str__(self) -> str:
        if self.kind is AnchorKind.EVENT:
            return f'"{self.name}"'
        return self.name or self.kind.value


@attrs.frozen
class Bound:
    """One end of a stage: an anchor and a number of days from it."""

    anchor: Anchor
    days: int = 0

    def __str__(self) -> str:
        return f"{self.anchor}{_offset(self.days)}"


@attrs.frozen
class StageRule:
    """The days of a stage as a rule; `str()` gives a text that parses back."""

    first: Bound | None
    last: Bound | None

    @classmethod
    def parse(cls, text: str) -> "StageRule":
        """The rule written as `text`. Raises ValidationFailed, which names the column of the mistake."""
        return _parsed(text)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """What it hangs on."""
        return tuple(bound.anchor for bound in (self.first, self.last) if bound is not None)

    def __str__(self) -> str:
        first, last = self.first, self.last
        if first is None:
            return f".. {last}"
        if last is None:
            return f"{first} .."
        if first == last:
            return str(first)
        same = last.anchor == first.anchor and last.days
        return f"{first} ..{_offset(last.days) if same else f' {last}'}"


def _offset(days: int) -> str:
    return f" {'-' if days < 0 else '+'} {abs(days)}" if days else ""


_BLANK = re.compile(r"[ \t]*")
_POLLING = re.compile(r"polling day(?![A-Za-z0-9])")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[._/-][A-Za-z0-9]+)*")
_EVENT = re.compile(r'"([^"]*[^"\s][^"]*)"')
_SIGN = re.compile(r"[ \t]*([+-])[ \t]*")
_DAYS = re.compile(r"([1-9][0-9]{0,3})(?![0-9A-Za-z])(?:[ \t]+days?(?![A-Za-z0-9]))?")


@lru_cache(maxsize=1024)
def _parsed(text: str) -> StageRule:
    at = _skip(text, 0)
    if text.startswith("..", at):
        last, at = _bound(text, _skip(text, at + 2), None)
        _must_end(text, at)
        return StageRule(None, last)
    first, at = _bound(text, at, None)
    at = _skip(text, at)
    if at == len(text):
        return StageRule(first, first)
    if not text.startswith("..", at):
        raise _refused(text, at, "end")
    at = _skip(text, at + 2)
    if at == len(text):
        return StageRule(first, None)
    last, at = _bound(text, at, first.anchor)
    _must_end(text, at)
    return StageRule(first, last)


def _bound(text: str, at: int, before: Anchor | None) -> tuple[Bound, int]:
    sign = _SIGN.match(text, at) if before is not None else None
    if sign is None:
        anchor, at = _anchor(text, at)
        sign = _SIGN.match(text, at)
    else:
        assert before is not None  # a sign is looked for only then
        anchor = before
    if sign is None:
        return Bound(anchor), at
    number = _DAYS.match(text, sign.end())
    if number is None:
        raise _refused(text, sign.end(), "days")
    days = int(number[1])
    return Bound(anchor, -days if sign[1] == "-" else days), number.end()


def _anchor(text: str, at: int) -> tuple[Anchor, int]:
    if found := _POLLING.match(text, at):
        return Anchor(AnchorKind.POLLING_DAY), found.end()
    if found := _EVENT.match(text, at):
        return Anchor(AnchorKind.EVENT, found[1]), found.end()
    if found := _CODE.match(text, at):
        return Anchor(AnchorKind.STAGE, found[0]), found.end()
    raise _refused(text, at, "anchor")


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return at if blank is None else blank.end()


def _must_end(text: str, at: int) -> None:
    at = _skip(text, at)
    if at != len(text):
        raise _refused(text, at, "end")


def _refused(text: str, at: int, wanted: str) -> ValidationFailed:
    english, indonesian = _WANTED[wanted]
    found = shown(text[at:].partition(" ")[0])
    problem = RULE_FORM.at(
        "rule",
        value=text,
        column=at + 1,
        wanted_en=english,
        wanted_id=indonesian,
        found=found,
    )
    return ValidationFailed((problem,))
