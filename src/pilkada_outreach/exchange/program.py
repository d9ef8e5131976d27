"""The program file: what an office writes down once, in TOML and a table, and `apply` brings to the register."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import attrs

from pilkada_outreach._record import field_values, is_record, record_info, warnings_of
from pilkada_outreach._text import meant
from pilkada_outreach.domain.election import Contest
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.contracts import contracts_of
from pilkada_outreach.exchange.document import MediaContracts, ProgramDocument
from pilkada_outreach.exchange.salvage import readable_records
from pilkada_outreach.exchange.schedule import publications_of
from pilkada_outreach.exchange.table import read_rows
from pilkada_outreach.problems import Problem, ProblemKind, has_error
from pilkada_outreach.reference import areas
from pilkada_outreach.rules.places import places
from pilkada_outreach.rules.references import TICKET_MISSING, references
from pilkada_outreach.serialization import read
from pilkada_outreach.serialization.documents import parse, text_of
from pilkada_outreach.serialization.locate import located

FILE_MISSING = ProblemKind(
    code="program.file-missing",
    en="The file {value} cannot be read: {reason}.",
    id="Berkas {value} tidak dapat dibaca: {reason}.",
    mend_en="Check its name and place; a table lies beside the program file that names it.",
    mend_id="Periksa nama dan letaknya; tabel berada di samping berkas program yang menyebutnya.",
)
RECORD_TWICE = ProblemKind(
    code="program.record-twice",
    en="The program holds {value} twice.",
    id="Program memuat {value} dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)


@attrs.frozen(kw_only=True)
class Entry:
    """One record of a program, and which of its fields the file states."""

    record: Record
    path: str
    """Where it stands: `agreements[0]`, `media.csv[row 3]`."""
    stated: frozenset[str]
    """A field that the file leaves out keeps what the register has."""


@attrs.frozen(kw_only=True)
class Program:
    """An office's plan as records (program)."""

    name: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    """Warnings and infos; a program with errors is not read at all."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records in the order of the file."""
        return tuple(entry.record for entry in self.entries)


def read_program(path: str | Path) -> Program:
    """Read a program file and the tables it names.

    Raises ValidationFailed with every problem of all files at once, warnings included; nothing is
    returned then. Paths are those of the file: `agreements[0].parties`, `media.csv[row 3].name`.
    """
    file = Path(path)
    try:
        text = text_of(file.read_bytes())
    except OSError as error:
        raise ValidationFailed((_unreadable(file, error),)) from error
    try:
        return _read(text, file.parent)
    except ValidationFailed as failure:
        raise ValidationFailed(located(failure.problems, text, "toml")) from None


def _read(text: str, folder: Path) -> Program:
    raw = dict(parse(text, "toml"))
    try:
        document = read(ProgramDocument, raw)
    except ValidationFailed as failure:
        rest = _rest_of_a_broken_file(raw, folder)
        raise ValidationFailed((*failure.problems, *rest)) from None
    problems = [*warnings_of(document), *_judged_in_place((("", document),))]
    entries = list(_entries(document, raw))
    try:
        if document.media_contracts is not None:
            entries.extend(_from_contracts(document.media_contracts, folder))
        entries.extend(_from_schedule(document, entries))
    except ValidationFailed as failure:
        problems.extend(failure.problems)
    problems.extend(_twice(entries))
    if has_error(problems):
        raise ValidationFailed(tuple(problems))
    return Program(name=str(document.program), entries=tuple(entries), problems=tuple(problems))


def _rest_of_a_broken_file(raw: Mapping[str, object], folder: Path) -> Iterator[Problem]:
    """What else is wrong in a file that cannot be read as a whole."""
    found = tuple(readable_records(ProgramDocument, raw))
    for path, record in found:
        yield from (problem.under(path) for problem in warnings_of(record))
        if isinstance(record, MediaContracts):
            try:
                _from_contracts(record, folder)
            except ValidationFailed as failure:
                yield from failure.problems
    yield from _judged_in_place(found)


def _unreadable(file: Path, error: OSError) -> Problem:
    return FILE_MISSING.at(value=file.name, reason=error.strerror or "unknown")


def _judged_in_place(found: tuple[tuple[str, object], ...]) -> Iterator[Problem]:
    """What can be said without the register: areas that are misnamed, tickets that are not in the file."""
    contests = {contest.id: contest for _, record in found for contest in _contests(record)}
    for path, record in found:
        for below, place in places(record, path):
            problem = areas.check(place)
            if problem is not None:
                yield problem.under(below)
        for below, families, id in references(record):
            contest = contests.get(Id("/".join(id.parts[:-1]))) if len(id.parts) > 2 else None
            if families == ("ticket",) and contest is not None:
                known = [str(contest.ticket_id(ticket.number)) for ticket in contest.tickets]
                if str(id) not in known:
                    problem = TICKET_MISSING.at(below, value=str(id), **meant(str(id), known))
                    yield problem.under(path) if path else problem


def _contests(value: object) -> Iterator[Contest]:
    if isinstance(value, Contest):
        yield value
    elif isinstance(value, tuple):
        for member in cast(tuple[object, ...], value):
            yield from _contests(member)
    elif is_record(type(value)):
        for _, member in field_values(value):
            yield from _contests(member)


def _entries(document: ProgramDocument, raw: Mapping[str, object]) -> Iterator[Entry]:
    for field in record_info(ProgramDocument).fields:
        value = getattr(document, field.name)
        if isinstance(value, tuple):
            tables = cast(list[Mapping[str, object]], raw.get(field.name, []))
            for number, member in enumerate(cast(tuple[object, ...], value)):
                if isinstance(member, Record):
                    yield Entry(
                        record=member,
                        path=f"{field.name}[{number}]",
                        stated=frozenset(tables[number]),
                    )


def _from_contracts(terms: MediaContracts, folder: Path) -> list[Entry]:
    file = folder / terms.table
    try:
        rows = read_rows(file.read_bytes(), file.name)
    except OSError as error:
        problem = _unreadable(file, error).under("media_contracts.table")
        raise ValidationFailed((problem,)) from error
    return [
        Entry(
            record=record,
            path=path,
            stated=frozenset(record_info(type(record)).names) - {"signatures"},
        )
        for path, record in contracts_of(terms, rows, file.name)
    ]


def _from_schedule(document: ProgramDocument, entries: list[Entry]) -> Iterator[Entry]:
    records = [entry.record for entry in entries]
    for path, publication in publications_of(document, records):
        stated = frozenset(record_info(type(publication)).names)
        yield Entry(record=publication, path=path, stated=stated)


def _twice(entries: list[Entry]) -> Iterator[Problem]:
    seen: set[Id] = set()
    for entry in entries:
        if entry.record.id in seen:
            yield RECORD_TWICE.at(f"{entry.path}.id", value=str(entry.record.id))
        seen.add(entry.record.id)
