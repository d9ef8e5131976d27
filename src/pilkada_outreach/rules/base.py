"""What a rule is: a question to the register, the law behind it, and two examples that prove it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

import attrs

from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.problems import Problem
from pilkada_outreach.snapshot import Snapshot

TimetableOf = Callable[[Election], Timetable | None]
"""The timetable of an election; None when no plugin and no shipped file has it."""
NO_CODES: Mapping[str, frozenset[str]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class RegisterQuestion:
    """A question about the whole register on a day."""

    snapshot: Snapshot
    on: date
    timetable_of: TimetableOf
    local_codes: Mapping[str, frozenset[str]] = NO_CODES
    """The codes that the office has beside those of the shipped lists, by the name of the list."""


@attrs.frozen(kw_only=True)
class SendingQuestion:
    """A question about one publication at one moment: may it go out?"""

    snapshot: Snapshot
    publication: Publication
    material: Material
    at: datetime
    day: date
    """The day of `at` on the commission's own clock."""
    timetable_of: TimetableOf


@attrs.frozen(kw_only=True)
class Example:
    """One case of a rule: a question, and whether the rule must find something."""

    what: str
    """The case in a few words."""
    question: Callable[[], RegisterQuestion | SendingQuestion]
    fires: bool


@attrs.frozen(kw_only=True)
class Rule:
    """A rule (aturan). Its findings name it, and cite its source."""

    name: str
    """`campaign-window`."""
    source: LegalSource | None
    """The law behind it; None for plain order, such as a reference that leads nowhere."""
    check: Callable[[RegisterQuestion], Iterable[Problem]] | None = None
    """Asked about the whole register when the office checks."""
    check_sending: Callable[[SendingQuestion], Iterable[Problem]] | None = None
    """Asked about each publication at the moment of sending; and when the office checks, unless the rule
    has a `check` that sums up what it would find."""
    examples: tuple[Example, ...]

    def register_problems(self, question: RegisterQuestion) -> tuple[Problem, ...]:
        """What it finds in the register."""
        return self._named(self.check(question) if self.check is not None else ())

    def sending_problems(self, question: SendingQuestion) -> tuple[Problem, ...]:
        """What it finds against sending now."""
        found = self.check_sending(question) if self.check_sending is not None else ()
        return self._named(found)

    def _named(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        source = "" if self.source is None else str(self.source)
        return tuple(
            attrs.evolve(problem, rule=self.name, source=problem.source or source)
            for problem in problems
        )
