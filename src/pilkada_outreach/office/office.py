"""`Office`: what a commission's outreach desk does, over one register."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import TracebackType
from typing import Self

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, Signature
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import (
    MissingExtra,
    OfficeState,
    StoreError,
    UnknownName,
    ValidationFailed,
)
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.office.changes import Changes, merged
from pilkada_outreach.office.desk import Desk, system_clock
from pilkada_outreach.office.outlets import Outlets
from pilkada_outreach.office.register import Register
from pilkada_outreach.office.report import OfficeReport
from pilkada_outreach.office.review import Review
from pilkada_outreach.office.sending import send_due
from pilkada_outreach.plugins.boundary import contained
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.report import PluginReport
from pilkada_outreach.plugins.specs import StoreContext
from pilkada_outreach.ports import Clock
from pilkada_outreach.problems import Language, Problem, has_error
from pilkada_outreach.publishing.result import PublishResult
from pilkada_outreach.reference import timetables
from pilkada_outreach.reporting.model import Report, ReportQuestion
from pilkada_outreach.snapshot import Snapshot


class Office(Desk):
    """An office and its register (meja sosialisasi). Open it with `Office.open`, use it in one thread.

    Changes are kept aside until `commit`; leaving the `with` block without it undoes them. Records and
    snapshots that it returns may be shared between threads.
    """

    def __init__(
        self, register: Register, host: PluginHost, outlets: Outlets, *, actor: str, clock: Clock
    ) -> None:
        super().__init__(register, actor=actor, clock=clock)
        self._host = host
        self._outlets = outlets

    @classmethod
    def open(
        cls,
        url: str,
        *,
        actor: str,
        clock: Clock = system_clock,
        options: Mapping[str, Mapping[str, str]] | None = None,
        plugins: tuple[object, ...] = (),
        strict: bool = False,
    ) -> Self:
        """Open the register at a URL: `sqlite:///kukar.db`, `memory://`; one that is missing is made.

        `actor` is who works here (`staff/sosdiklih`); every change names it. `options` are the
        settings of channels by their name: `{"website": {"folder": "public"}}`. `plugins` are modules
        or objects used beside the installed ones; with `strict` a broken plugin raises PluginError
        instead of standing in the report. Raises UnknownName for a URL no store is for, StoreError
        when it cannot be opened.
        """
        Id(actor)
        host = PluginHost(plugins=plugins, strict=strict)
        spec = host.store(url.partition(":")[0])
        store = contained(
            host.plugin_of(f"store {spec.name}"),
            lambda: spec.open(StoreContext(url=url)),
            doing=f"store {spec.name}",
            passing=(StoreError,),
        )
        return cls(Register(store), host, Outlets(host, options or {}), actor=actor, clock=clock)

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
                self._register.store.close()
            self._closed = True

    def as_of(self, moment: datetime) -> Self:
        """The office as it was at a moment: the same questions, answered from what was committed by then.

        It takes no changes, and lives as long as this office is open. Raises ValueError when `moment`
        has no time zone.
        """
        self._require_open()
        if moment.tzinfo is None:
            raise ValueError("as_of needs an instant with its time zone, such as tzinfo=WITA")
        store = self._register.store
        past = Register(store, as_of=store.head_at(moment))
        return type(self)(past, self._host, self._outlets, actor=self._actor, clock=self._clock)

    # Records

    def put(self, *records: Record) -> None:
        """Add or change records, to be committed.

        Raises ValidationFailed when one refers to what is not there or misnames its area; then none is taken.
        """
        snapshot = self.snapshot().with_records(records)
        problems = self._review(snapshot).integrity(
            {record.id: str(record.id) for record in records}
        )
        if has_error(problems):
            raise ValidationFailed(problems)
        for record in records:
            self._register.put(record)

    def commit(self, reason: str) -> int | None:
        """Write all pending changes, or none of them, and return the change's number; None when there are none.

        Raises StaleWrite when somebody else changed one of the records meanwhile.
        """
        self._require_open()
        if not reason.strip():
            raise OfficeState("a commit needs a reason: say in a few words why")
        if not self._register.has_pending:
            return None
        return self._register.commit(actor=self._actor, reason=reason, at=self._clock())

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
        snapshot = self.snapshot()
        self._register.require_writable()
        if self._register.has_pending:
            raise OfficeState("commit or roll back your changes before publishing")
        now = self._clock() if now is None else now
        if now.tzinfo is None:
            raise ValueError("publish needs an instant with its time zone, such as tzinfo=WITA")
        return send_due(
            snapshot,
            now,
            review=self._review(snapshot),
            outlet_of=self._outlets.outlet,
            keep=lambda receipts: self._register.keep(
                receipts, actor=self._actor, reason="publishing", at=self._clock()
            ),
            progress=progress,
        )

    def report(self, name: str, *, on: date, commission: Id | str | None = None) -> OfficeReport:
        """A report by its name, from what was known on a day.

        `commission` is whose report it is; it may be left out where only one commission of the register
        holds elections. Raises UnknownName for an unknown report.
        """
        spec = self._host.report_spec(name)
        snapshot = self.snapshot(on)
        question = ReportQuestion(snapshot=snapshot, on=on, commission=_whose(snapshot, commission))
        plugin = self._host.plugin_of(f"report {name}")
        report = contained(plugin, lambda: spec.build(question), doing=f"report {name}")
        return OfficeReport(report, self._render)

    def timetable(self, election: Election) -> Timetable:
        """The timetable of an election, from a plugin or the shipped ones. Raises UnknownName."""
        offered = self._host.timetables().get(str(election.timetable))
        if offered is not None:
            plugin = self._host.plugin_of(f"timetable {offered.name}")
            loaded = contained(plugin, offered.load, doing=f"timetable {offered.name}")
            return loaded.resolved()
        return timetables.get(str(election.timetable))

    def plugin_report(self) -> PluginReport:
        """Which plugins there are, what they offer, and why one is not used."""
        return self._host.report()

    # Helpers

    def _review(self, snapshot: Snapshot) -> Review:
        return Review(host=self._host, snapshot=snapshot, timetable_of=self._timetable_of)

    def _timetable_of(self, election: Election) -> Timetable | None:
        try:
            return self.timetable(election)
        except UnknownName:
            return None

    def _render(self, form: str, report: Report, lang: Language) -> bytes:
        spec = self._host.renderer(form)
        return contained(
            self._host.plugin_of(f"renderer {form}"),
            lambda: spec.make().render(report, lang),
            doing=f"renderer {form}",
            passing=(MissingExtra,),
        )


def _id(value: Id | str) -> Id:
    return value if isinstance(value, Id) else Id(value)


def _whose(snapshot: Snapshot, commission: Id | str | None) -> Id:
    if commission is not None:
        return snapshot.get(Commission, commission).id
    holders = {election.commission for election in snapshot.all(Election)}
    if len(holders) != 1:
        raise OfficeState(
            f"{len(holders)} commissions hold elections in this register; say whose report it is"
        )
    return holders.pop()
