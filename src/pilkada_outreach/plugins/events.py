"""What happened in an office, told in batches to those who listen; nothing of it can be undone by them.

Events are named tuples: not even `object.__setattr__` writes on one, so that all listeners can be handed the same.
"""

from datetime import date
from typing import NamedTuple, Protocol

from pilkada_outreach.domain.publication import Receipt
from pilkada_outreach.domain.values import Id


class FamilyIds(NamedTuple):
    """The records of one family that a change wrote."""

    family: str
    """`agreement`."""
    ids: tuple[Id, ...]
    """In their order."""


class RecordsChanged(NamedTuple):
    """A change was committed (perubahan tercatat)."""

    change: int
    """The number of the change."""
    families: tuple[FamilyIds, ...]

    def ids(self, family: str) -> tuple[Id, ...]:
        """The records of a family that it wrote; none where it wrote none."""
        return next((each.ids for each in self.families if each.family == family), ())


class PublicationsSent(NamedTuple):
    """A round of publishing went through the channels (penayangan)."""

    receipts: tuple[Receipt, ...]
    """What became of each publication that was handed to a channel; those that a rule held are left out."""


class StagesOpened(NamedTuple):
    """Stages of an election open on a day (tahapan dimulai)."""

    election: Id
    stages: tuple[str, ...]
    """Their codes in the election's timetable."""
    on: date


Event = RecordsChanged | PublicationsSent | StagesOpened
"""There will be others, and these will have more fields: a listener passes over events that it does not know, and
reads fields by their names."""


class Listener(Protocol):
    """Hears of events after they happened."""

    def hear(self, events: tuple[Event, ...]) -> None:
        """Take note. What it raises stands in the plugin report and stops nobody."""
        ...
