"""`Problem`, the one form of every finding, and `ProblemKind`, what a stable code stands for."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

import attrs

from pilkada_outreach._text import printable

Language = Literal["id", "en"]
"""The two languages of messages, reports and pages: Indonesian and English."""

HIDDEN = "***"
"""What stands in place of personal data."""

_LONGEST_VALUE = 120
_LONGEST_NUMBER = 400


class Severity(StrEnum):
    """How bad a finding is: an error refuses, a warning asks a person, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen(kw_only=True)
class ProblemKind:
    """What one stable code stands for, in both languages.

    The four texts are `str.format` templates over the parameters that the finder gives to `at`,
    and `{value}`. Define each kind once, as a module constant, beside the check that finds it.
    """

    code: str
    severity: Severity = Severity.ERROR
    en: str
    id: str
    mend_en: str
    mend_id: str
    source: str = ""
    """The law or guideline behind it, printed; "" where it is plain sense."""

    def at(
        self,
        path: str = "",
        *,
        value: object = None,
        rule: str = "",
        source: str = "",
        **params: object,
    ) -> "Problem":
        """A finding of this kind at `path`; `value` is what stands there (None: not shown)."""
        return Problem(
            kind=self,
            path=printable(path),
            value=None if value is None else shown(value),
            params=tuple((name, printable(str(param))) for name, param in params.items()),
            rule=rule,
            source=source or self.source,
        )


@attrs.frozen(kw_only=True)
class Problem:
    """One finding: where, what, under which rule, and how to mend it (temuan)."""

    kind: ProblemKind = attrs.field(repr=lambda kind: kind.code)
    path: str = ""
    """Where it is, from the outermost document inwards: `agreements[3].parties[0].office`."""
    line: int | None = None
    """The line of the document, counted from 1; None when not located."""
    value: str | None = None
    """What stands there, shortened; `***` for personal data; None when not shown."""
    params: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    """The name of the rule that found it; "" for a check of form."""
    source: str = ""

    @property
    def code(self) -> str:
        """The stable code, such as `period.reversed`; listed in the reference."""
        return self.kind.code

    @property
    def severity(self) -> Severity:
        """Error, warning or info."""
        return self.kind.severity

    def message(self, lang: Language = "en") -> str:
        """What is wrong, as one sentence."""
        return self._filled(self.kind.id if lang == "id" else self.kind.en)

    def hint(self, lang: Language = "en") -> str:
        """How to mend it."""
        return self._filled(self.kind.mend_id if lang == "id" else self.kind.mend_en)

    def under(self, parent: str) -> "Problem":
        """The same finding seen from the record or list that holds it."""
        if not self.path:
            return attrs.evolve(self, path=parent)
        joint = "" if self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{parent}{joint}{self.path}")

    def masked(self) -> "Problem":
        """The same finding without the value, for personal data."""
        hidden = tuple((name, HIDDEN) for name, _ in self.params)
        return attrs.evolve(self, value=None if self.value is None else HIDDEN, params=hidden)

    def __str__(self) -> str:
        where = self.path or "(document)"
        if self.line is not None:
            where = f"{where} (line {self.line})"
        law = f" [{self.source}]" if self.source else ""
        return f"{self.severity} {self.code} at {where}: {self.message()} {self.hint()}{law}"

    def _filled(self, template: str) -> str:
        return template.format_map({"value": self.value or "", **dict(self.params)})


Finding = Problem | tuple[Problem, ...] | None
"""What a check returns: nothing, one problem, or several."""


def as_problems(finding: Finding) -> tuple[Problem, ...]:
    """A finding as a tuple, whatever form it came in."""
    if finding is None:
        return ()
    return (finding,) if isinstance(finding, Problem) else finding


def has_error(problems: Iterable[Problem]) -> bool:
    """Whether any of them refuses."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def shown(value: object) -> str:
    """A value as a message shows it: text in quotes, anything else printed, shortened at 120 characters."""
    if type(value) is str:
        text = repr(value) if value.isprintable() else ascii(value)
    elif type(value) is int and value.bit_length() > _LONGEST_NUMBER:
        text = f"a number of {value.bit_length()} bits"  # Python refuses to print it
    else:
        text = str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
