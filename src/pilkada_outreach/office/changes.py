"""What `apply` does to a register: a program laid over the records there are."""

import attrs

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.problems import Language, Problem
from pilkada_outreach.snapshot import Snapshot


@attrs.frozen(kw_only=True)
class Changes:
    """What a program changed in the register (perubahan). Nothing is ever deleted."""

    added: tuple[Id, ...]
    changed: tuple[Id, ...]
    unchanged: int
    problems: tuple[Problem, ...] = ()
    """The warnings of the program."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)

    def summary(self, lang: Language = "en") -> str:
        """One line with the three counts."""
        added, changed = len(self.added), len(self.changed)
        if lang == "id":
            return f"{added} ditambahkan, {changed} diubah, {self.unchanged} tetap"
        return f"{added} added, {changed} changed, {self.unchanged} unchanged"

    def __str__(self) -> str:
        return self.summary()


def merged(program: Program, snapshot: Snapshot) -> tuple[tuple[Record, ...], Changes]:
    """A program's records as they will stand in the register, and what that changes.

    A field that the file leaves out keeps what the register has.
    """
    records: list[Record] = []
    added: list[Id] = []
    changed: list[Id] = []
    for entry in program.entries:
        stored = snapshot.find(type(entry.record), entry.record.id)
        if stored is None:
            record = entry.record
            added.append(record.id)
        else:
            stated = {name: getattr(entry.record, name) for name in entry.stated}
            record = evolve(stored, **stated)
            if record != stored:
                changed.append(record.id)
        records.append(record)
    unchanged = len(records) - len(added) - len(changed)
    return tuple(records), Changes(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        problems=program.problems,
    )
