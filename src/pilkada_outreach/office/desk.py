"""The register's side of an office: its records, its history, and whether it still is what was written."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import TypeVar

import attrs

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AreaCode, Id, Record
from pilkada_outreach.errors import OfficeState
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.history.recount import recount
from pilkada_outreach.history.verify import verify
from pilkada_outreach.office.register import Register
from pilkada_outreach.ports import Clock, Departure, Query, StoredRecord, TallyCount
from pilkada_outreach.problems import Problem
from pilkada_outreach.snapshot import Snapshot

R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class Erasure:
    """What an erasure did, and what it cannot reach (penghapusan data pribadi; UU 27/2022)."""

    change: int
    """The number of the change that records it."""
    left: tuple[Departure, ...]
    """What had already left the register with these data, to be asked back from whoever holds it."""


class Desk:
    """What an office and a view of its past have in common: reading the register."""

    def __init__(self, register: Register, *, actor: str, clock: Clock) -> None:
        self._register = register
        self._actor = actor
        self._clock = clock
        self._closed = False

    def snapshot(self, on: date | None = None) -> Snapshot:
        """The records, pending changes included; with `on` only what was known on that day."""
        self._require_open()
        snapshot = self._register.snapshot()
        return snapshot if on is None else snapshot.known(on)

    def get(self, cls: type[R], id: Id | str) -> R:
        """A record by its id. Raises UnknownRecord."""
        return self.snapshot().get(cls, id)

    def stream(
        self,
        cls: type[R],
        *,
        commission: Id | str | None = None,
        area: AreaCode | str | None = None,
        during: Period | None = None,
        text: str = "",
        changed_since: int = 0,
    ) -> Iterator[R]:
        """The committed records of one class, one at a time, in the order of their ids; memory stays flat.

        `area` takes all below it too, `during` what its days overlap, `text` a part of the id,
        `changed_since` the number of a change.
        """
        self._require_open()
        query = Query(
            commission=None if commission is None else str(commission),
            area=AreaCode(area) if isinstance(area, str) else area,
            during=during,
            text=text,
            changed_since=changed_since,
        )
        return self._register.stream(cls, query)

    def tallies(self, commission: Id | str | None = None) -> tuple[TallyCount, ...]:
        """How many publications and receipts stand under each partner, kind, month and state, as committed.

        From counters that are kept; an office of the past counts its records.
        """
        self._require_open()
        whose = None if commission is None else str(commission)
        if self._register.as_of is None:
            return self._register.store.tallies(whose)
        counted = recount(self.snapshot(), Indexing(self._register))
        return tuple(one for one in counted if whose in (None, one.commission))

    def history(self, id: Id | str) -> tuple[StoredRecord, ...]:
        """A record's life: every committed version with its author, reason and instant, the first one first."""
        self._require_open()
        versions = self._register.store.history(id if isinstance(id, Id) else Id(id))
        as_of = self._register.as_of
        return tuple(one for one in versions if as_of is None or one.change <= as_of)

    def anchor(self) -> Anchor:
        """Where the chains stand now (jangkar): print it, and keep it outside the register."""
        self._require_open()
        return Anchor.of(self._register.store)

    def verify(
        self,
        anchor: Anchor | str | None = None,
        *,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[Problem, ...]:
        """Everything that shows that the register is not what was written; nothing where it is.

        Without an anchor neither a cut tail nor a complete rewrite can be seen.
        """
        self._require_open()
        taken = Anchor.parse(anchor) if isinstance(anchor, str) else anchor
        return verify(self._register.store, taken, progress=progress)

    def erase(self, *ids: Id | str, reason: str) -> Erasure:
        """Erase all personal data of these records, in every version, at once and for good.

        The history stays, and still verifies. Raises OfficeState when there are changes that were not
        committed, StoreError when the data could not be erased from every file.
        """
        self._require_writable()
        if self._register.has_pending:
            raise OfficeState("commit or roll back your changes before erasing")
        wanted = tuple(id if isinstance(id, Id) else Id(id) for id in ids)
        change = self._register.erase(wanted, actor=self._actor, reason=reason, at=self._clock())
        departures = self._register.store.departures()
        return Erasure(
            change=change,
            left=tuple(one for one in departures if not set(wanted).isdisjoint(one.ids)),
        )

    def _require_open(self) -> None:
        if self._closed:
            raise OfficeState("the office is closed")

    def _require_writable(self) -> None:
        self._require_open()
        self._register.require_writable()


def system_clock() -> datetime:
    """The computer's own clock."""
    return datetime.now(UTC)
