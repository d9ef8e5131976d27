"""The part of an office that plugins fill: reports, timetables, files in and out, codes, and who is told what."""

from datetime import date, timedelta
from pathlib import Path

from pilkada_outreach._record import record_info
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import OfficeState, PluginError, UnknownName, ValidationFailed
from pilkada_outreach.exchange.program import FILE_MISSING, Entry, Program
from pilkada_outreach.office.archive import Archives
from pilkada_outreach.office.events import opened
from pilkada_outreach.office.register import Register
from pilkada_outreach.office.report import OfficeReport
from pilkada_outreach.office.review import Review
from pilkada_outreach.office.tools import Tools
from pilkada_outreach.plugins.events import StagesOpened
from pilkada_outreach.plugins.report import PluginReport
from pilkada_outreach.ports import Clock
from pilkada_outreach.reference import codes, timetables
from pilkada_outreach.reporting.model import ReportQuestion
from pilkada_outreach.snapshot import Snapshot


class PluggedIn(Archives):
    """What an office does with the help of plugins."""

    def __init__(self, register: Register, tools: Tools, *, actor: str, clock: Clock) -> None:
        super().__init__(register, actor=actor, clock=clock)
        self._tools = tools

    def report(self, name: str, *, on: date, commission: Id | str | None = None) -> OfficeReport:
        """A report by its name, from what was known on a day.

        `commission` is whose report it is; it may be left out where only one commission of the register
        holds elections. Raises UnknownName for an unknown report.
        """
        report = self._tools.report(name, self._question(on, commission))
        return OfficeReport(report, self._tools.render)

    def read(self, source: Path | str | bytes, *, importer: str | None = None) -> Program:
        """Read a file with the importer of a plugin; `apply` brings what it read to the register.

        The importer is found by the file's ending unless it is named. Raises ValidationFailed for a file that
        cannot be read, UnknownName when no plugin reads such files.
        """
        self._require_open()
        if isinstance(source, bytes):
            if importer is None:
                raise OfficeState("bytes have no ending: say how to read them with importer=")
            return _program(importer, self._tools.read(importer, source, None))
        file = Path(source)
        name = importer if importer is not None else self._tools.importer_for(file)
        try:
            data = file.read_bytes()
        except OSError as error:
            problem = FILE_MISSING.at(value=file.name, reason=error.strerror or "unknown")
            raise ValidationFailed((problem,)) from error
        return _program(file.name, self._tools.read(name, data, file))

    def export(self, name: str, *, on: date, commission: Id | str | None = None) -> bytes:
        """The records known on a day, in the form of a plugin's exporter. Raises UnknownName."""
        return self._tools.write(name, self._question(on, commission))

    def codes(self, list: str) -> tuple[codes.Entry, ...]:  # noqa: A002  # the word of the field
        """The codes of a list that this office takes as declared: the shipped ones, then those of plugins."""
        self._require_open()
        return self._tools.codes(list)

    def announce(self, on: date, *, since: date | None = None) -> tuple[StagesOpened, ...]:
        """Tell listeners which stages of the register's elections open on a day, and return what was told.

        With `since`, the last day that was announced, the days between are made up for. An office keeps no
        note of this: call it once a day.
        """
        first = on if since is None else since + timedelta(days=1)
        snapshot = self.snapshot()
        events = tuple(opened(snapshot, self._timetable_of, first, on))
        self._tools.listeners.tell(*events)
        return events

    def timetable(self, election: Election) -> Timetable:
        """The timetable of an election, a shipped one or a plugin's. Raises UnknownName."""
        name = str(election.timetable)
        if name not in timetables.names() and (offered := self._tools.timetable(name)):
            return offered
        return timetables.get(name)

    def plugin_report(self) -> PluginReport:
        """Which plugins there are, what they offer, and why one is not used."""
        return self._tools.host.report()

    def _question(self, on: date, commission: Id | str | None) -> ReportQuestion:
        snapshot = self.snapshot(on)
        return ReportQuestion(snapshot=snapshot, on=on, commission=_whose(snapshot, commission))

    def _review(self, snapshot: Snapshot) -> Review:
        return Review(tools=self._tools, snapshot=snapshot, timetable_of=self._timetable_of)

    def _timetable_of(self, election: Election) -> Timetable | None:
        try:
            return self.timetable(election)
        except (
            UnknownName,
            ValidationFailed,
            PluginError,
        ):  # the plugin report says what a plugin did
            return None


def _whose(snapshot: Snapshot, commission: Id | str | None) -> Id:
    if commission is not None:
        return snapshot.get(Commission, commission).id
    holders = {election.commission for election in snapshot.all(Election)}
    if len(holders) != 1:
        raise OfficeState(
            f"{len(holders)} commissions hold elections in this register; say whose report it is"
        )
    return holders.pop()


def _program(name: str, found: Program | tuple[Record, ...]) -> Program:
    """Records as a program that states every field of them."""
    if isinstance(found, Program):
        return found
    return Program(
        name=name,
        entries=tuple(
            Entry(
                record=record,
                path=f"{name}[{place}]",
                stated=frozenset(record_info(type(record)).names),
            )
            for place, record in enumerate(found)
        ),
    )
