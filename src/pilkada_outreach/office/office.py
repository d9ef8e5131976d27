"""`Office`: what a commission's outreach desk does, over one register."""

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Self

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, Signature
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import OfficeState, ValidationFailed
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.office.changes import Changes, merged
from pilkada_outreach.office.desk import system_clock
from pilkada_outreach.office.events import changed, sent
from pilkada_outreach.office.plugged import PluggedIn
from pilkada_outreach.office.register import Register
from pilkada_outreach.office.sending import send_due
from pilkada_outreach.office.settings import Given, Plugins
from pilkada_outreach.office.tools import Tools
from pilkada_outreach.ports import Clock
from pilkada_outreach.problems import Problem, has_error
from pilkada_outreach.publishing.result import PublishResult


class Office(PluggedIn):
    """An office and its register (meja sosialisasi). Open it with `Office.open`, use it in one thread.

    Changes are kept aside until `commit`; leaving the `with` block without it undoes them. Records and
    snapshots that it returns may be shared between threads.
    """

    @classmethod
    def open(
        cls,
        url: str,
        *,
        actor: str,
        clock: Clock = system_clock,
        options: Given | None = None,
        plugins: Plugins = (),
        strict: bool = False,
    ) -> Self:
        """Open the register at a URL: `sqlite:///kukar.db`, `postgresql://role@host/kukar`, `memory://`.

        One that is missing is made.

        `actor` is who works here (`staff/sosdiklih`); every change names it. `options` are settings by
        what they are for: `{"website": {"folder": "public"}, "renderer pdf": {"paper": "A4"}}`; a channel
        goes by its name alone. `plugins` are modules or objects used beside the installed ones, or a
        `PluginHost` with limits and lists of its own; with `strict` a broken plugin raises PluginError
        instead of standing in the report. Raises ValidationFailed with everything that is wrong with the
        options, UnknownName for a URL no store is for, StoreError when it cannot be opened.
        """
        Id(actor)
        tools = Tools.of(plugins, options or {}, strict=strict)
        return cls(Register(tools.store(url)), tools, actor=actor, clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Undo what is not committed and let go of the store. Closing twice does no harm."""
        if not self._closed:
            self._register.rollback()
            if self._register.as_of is None:
                self._tools.close()
                self._register.store.close()
            self._closed = True

    def as_of(self, moment: datetime) -> Self:
        """The office as it was at a moment: the same questions, answered from what was committed by then.

        It takes no changes, and lives as long as this office is open. Personal data that were erased
        later are gone from it too. Raises ValueError when `moment` has no time zone.
        """
        self._require_open()
        if moment.tzinfo is None:
            raise ValueError("as_of needs an instant with its time zone, such as tzinfo=WITA")
        store, own = self._register.store, self._register.as_of
        head = store.head_at(moment)
        past = Register(store, as_of=head if own is None else min(head, own))
        return type(self)(past, self._tools, actor=self._actor, clock=self._clock)

    # Records

    def put(self, *records: Record) -> None:
        """Add or change records, to be committed.

        Raises ValidationFailed when one refers to what is not there or misnames its area; then none is taken.
        """
        self._require_writable()
        seen = self._register.seen(records)
        snapshot = self.snapshot().with_records(records)
        problems = self._review(snapshot).integrity(
            {record.id: str(record.id) for record in records}
        )
        if has_error(problems):
            raise ValidationFailed(problems)
        for record in records:
            self._register.put(record, base=seen.get(record.id))

    def commit(self, reason: str) -> int | None:
        """Write all pending changes, or none of them, and return the change's number; None when there are none.

        Raises StaleWrite when somebody else changed one of the records since this office read it. The
        changes stay pending: get yours, roll back, get theirs, and put what shall hold of both.
        """
        self._require_writable()
        if not reason.strip():
            raise OfficeState("a commit needs a reason: say in a few words why")
        if not self._register.has_pending:
            return None
        listeners, pending = self._tools.listeners.gathered(), self._register.pending
        number = self._register.commit(actor=self._actor, reason=reason, at=self._clock())
        listeners.tell(changed(number, pending))
        return number

    def rollback(self) -> None:
        """Forget all pending changes."""
        self._require_open()
        self._register.rollback()

    # The line: agree, schedule, prepare, check, publish, prove, measure, report

    def apply(self, program: Program) -> Changes:
        """Make the register agree with a program, to be committed, and say what changed.

        Applying it again changes nothing. Nothing is deleted, and a field that the file leaves out
        keeps what the register has. Raises ValidationFailed with every problem; then nothing changes.
        """
        self._require_writable()
        snapshot = self.snapshot()
        records, changes = merged(program, snapshot)
        paths = {entry.record.id: entry.path for entry in program.entries}
        problems = self._review(snapshot.with_records(records)).integrity(paths)
        if has_error(problems):
            raise ValidationFailed(problems)
        for record in records:
            self._register.put(record)
        return changes

    def sign(self, agreement: Id | str, *, party: Id | str, by: Id | str, on: date) -> Agreement:
        """Record that `by` signed an agreement for a party (penandatanganan), to be committed.

        Doing it again with the same facts changes nothing. Raises UnknownRecord, or ValidationFailed when
        the party is no party, has signed already, or names another signatory.
        """
        self._require_writable()
        record = self.get(Agreement, agreement)
        signature = Signature(party=_id(party), by=_id(by), on=on)
        if signature in record.signatures:
            return record
        signed = evolve(record, signatures=(*record.signatures, signature))
        self._register.put(signed)
        return signed

    def check(self, on: date) -> tuple[Problem, ...]:
        """Every finding about the register on a day, the worst first.

        Rules about the register are asked for that day; rules about sending are asked for every
        publication at the moment it went out, or is due.
        """
        return self._review(self.snapshot()).register(on)

    def publish(
        self,
        now: datetime | None = None,
        *,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> PublishResult:
        """Send what is due to every channel and keep a receipt of each (penayangan).

        The rules are asked again for this moment; what they refuse is held. A publication whose last
        receipt is final is not sent again. Receipts are written as results come in, in transactions of
        their own. `progress` is told how many are done, of how many. Raises OfficeState when there are
        changes that were not committed, ValueError when `now` has no time zone.
        """
        self._require_writable()
        snapshot = self.snapshot()
        if self._register.has_pending:
            raise OfficeState("commit or roll back your changes before publishing")
        now = self._clock() if now is None else now
        if now.tzinfo is None:
            raise ValueError("publish needs an instant with its time zone, such as tzinfo=WITA")
        listeners = self._tools.listeners.gathered()
        result = send_due(
            snapshot,
            now,
            review=self._review(snapshot),
            outlet_of=self._tools.outlets.outlet,
            keep=lambda receipts: self._register.keep(
                receipts, actor=self._actor, reason="publishing", at=self._clock()
            ),
            progress=progress,
        )
        listeners.tell(*sent(result.receipts))
        return result


def _id(value: Id | str) -> Id:
    return value if isinstance(value, Id) else Id(value)
