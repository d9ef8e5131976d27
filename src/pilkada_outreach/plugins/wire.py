"""What goes between the office and a plugin's own process: frames, and results that are read as strictly as files.

The office sends pickles, since the other side is to trust it. What comes back is data and never code: bytes, or
JSON that is read by the strict edge.
"""

import json
import struct
from typing import BinaryIO, cast

import attrs

from pilkada_outreach._record import record
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.publication import Evidence, Outcome
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.exchange.program import Entry, Program
from pilkada_outreach.ports import DeliveryResult
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.serialization import dump, load, plain, read
from pilkada_outreach.serialization.documents import canonical

REQUEST = b"q"
"""From the office: something to do."""
DONE = b"d"
"""The request is answered; from the office: there will be no other."""
RESULT = b"r"
"""One result of a request."""
WRONG = b"w"
"""The plugin returned something wrong; the payload says what."""
RAISED = b"x"
"""The plugin raised; the payload is the error in one line."""
MISSING = b"m"
"""The plugin needs an extra."""
LARGEST = 256 * 1024 * 1024
"""Bytes of one frame; a plugin that answers more than that is broken."""

_HEAD = struct.Struct("!cQ")


@attrs.frozen
class Frame:
    """One message."""

    tag: bytes
    payload: bytes = b""


def write_frame(file: BinaryIO, frame: Frame) -> None:
    """Send a message."""
    file.write(_HEAD.pack(frame.tag, len(frame.payload)))
    file.write(frame.payload)
    file.flush()


def read_frame(file: BinaryIO) -> Frame | None:
    """The next message; None when the other side has gone. Raises ValueError for what is no message."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    tag, size = cast("tuple[bytes, int]", _HEAD.unpack(head))
    if size > LARGEST:
        raise ValueError(f"a message of {size} bytes")
    payload = file.read(size)
    return Frame(tag, payload) if len(payload) == size else None


@record()
class _Delivered:
    """A DeliveryResult on its way."""

    publication: Id
    outcome: Outcome
    cause: str
    remote_id: str
    evidence: Evidence | None = None


def delivery_to_bytes(result: DeliveryResult) -> bytes:
    """A delivery's result as JSON."""
    return canonical(
        plain(
            _Delivered(
                publication=result.publication,
                outcome=result.outcome,
                cause=result.cause,
                remote_id=result.remote_id,
                evidence=result.evidence,
            )
        )
    )


def delivery_from_bytes(data: bytes) -> DeliveryResult:
    """A delivery's result, read strictly."""
    found = read(_Delivered, json.loads(data))
    return DeliveryResult(
        publication=found.publication,
        outcome=found.outcome,
        cause=found.cause,
        remote_id=found.remote_id,
        evidence=found.evidence,
    )


@record()
class _Noted:
    """A finding on its way."""

    code: str
    severity: Severity
    en: str
    id: str
    mend_en: str
    mend_id: str
    path: str
    value: str | None = None
    source: str
    rule: str
    line: int | None = None


@record()
class _Entered:
    """A record that was read, on its way."""

    family: str
    document: str
    path: str
    stated: tuple[str, ...]


@record()
class _Read:
    """What an importer read, on its way."""

    name: str
    is_program: bool
    entries: tuple[_Entered, ...]
    problems: tuple[_Noted, ...]


def records_to_bytes(found: Program | tuple[Record, ...]) -> bytes:
    """What an importer read as JSON."""
    program = found if isinstance(found, Program) else None
    entries = (
        tuple(_entered(entry.record, entry.path, entry.stated) for entry in program.entries)
        if program is not None
        else tuple(_entered(record, "", ()) for record in cast("tuple[Record, ...]", found))
    )
    return canonical(
        plain(
            _Read(
                name="" if program is None else program.name,
                is_program=program is not None,
                entries=entries,
                problems=() if program is None else tuple(map(_noted, program.problems)),
            )
        )
    )


def records_from_bytes(data: bytes) -> Program | tuple[Record, ...]:
    """What an importer read; every record is checked again."""
    found = read(_Read, json.loads(data))
    records = [load(FAMILIES[entry.family], entry.document) for entry in found.entries]
    if not found.is_program:
        return tuple(records)
    return Program(
        name=found.name,
        entries=tuple(
            Entry(record=record, path=entry.path, stated=frozenset(entry.stated))
            for record, entry in zip(records, found.entries, strict=True)
        ),
        problems=tuple(map(_problem, found.problems)),
    )


def _entered(record: Record, path: str, stated: "frozenset[str] | tuple[str, ...]") -> _Entered:
    return _Entered(
        family=record.family,
        document=dump(record).decode(),
        path=path,
        stated=tuple(sorted(stated)),
    )


def _noted(problem: Problem) -> _Noted:
    return _Noted(
        code=problem.code,
        severity=problem.severity,
        en=problem.message("en"),
        id=problem.message("id"),
        mend_en=problem.hint("en"),
        mend_id=problem.hint("id"),
        path=problem.path,
        value=problem.value,
        source=problem.source,
        rule=problem.rule,
        line=problem.line,
    )


def _problem(noted: _Noted) -> Problem:
    """The same finding; its words are filled in already."""
    kind = ProblemKind(
        code=noted.code,
        severity=noted.severity,
        en=_as_it_is(noted.en),
        id=_as_it_is(noted.id),
        mend_en=_as_it_is(noted.mend_en),
        mend_id=_as_it_is(noted.mend_id),
    )
    return Problem(
        kind=kind,
        path=noted.path,
        line=noted.line,
        value=noted.value,
        rule=noted.rule,
        source=noted.source,
    )


def _as_it_is(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
