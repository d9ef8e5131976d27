"""The files that records name as evidence: found, checked, and told of when they are not there (bukti)."""

import json
from collections.abc import Iterator
from enum import StrEnum
from hashlib import file_digest, sha256
from pathlib import Path
from typing import cast
from unicodedata import normalize

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.exchange.archive import problems as found
from pilkada_outreach.exchange.archive.layout import EVIDENCE, is_plain_path
from pilkada_outreach.exchange.archive.tables import csv_line, safe
from pilkada_outreach.problems import Problem

_CHUNK = 1 << 20


class EvidenceState(StrEnum):
    """What became of a file that a record names."""

    INCLUDED = "included"
    """It is here, and it is the one."""
    MISSING = "missing"
    """It is not in the folder, or cannot be read."""
    UNEQUAL = "unequal"
    """The file of that name has another SHA-256."""
    UNSEALED = "unsealed"
    """The record gives no SHA-256."""
    NAME = "name"
    """Its name is no plain path, or differs from another one by case alone."""
    NOT_COLLECTED = "not-collected"
    """No folder was given."""


@attrs.frozen(kw_only=True)
class NamedFile:
    """A file that a record names, and where it names it."""

    record: Id
    field: str
    file_name: str
    sha256: str


@attrs.frozen(kw_only=True)
class EvidenceFile:
    """A named file, and what became of it."""

    named: NamedFile
    state: EvidenceState

    def problem(self) -> Problem | None:
        """What a person has to be told about it."""
        kind = _KINDS.get(self.state)
        if kind is None:
            return None
        record = self.named.record
        return kind.at(f"{record}.{self.named.field}", value=self.named.file_name, record=record)


_KINDS = {
    EvidenceState.MISSING: found.EVIDENCE_MISSING,
    EvidenceState.UNEQUAL: found.EVIDENCE_UNEQUAL,
    EvidenceState.UNSEALED: found.EVIDENCE_UNSEALED,
    EvidenceState.NAME: found.EVIDENCE_NAME,
}


def named_files(record: Id, body: bytes) -> Iterator[NamedFile]:
    """The files that a record's body names: wherever a file name and a SHA-256 stand side by side."""
    if body.count(b'"file_name":"') > body.count(b'"file_name":""'):
        yield from _inside(record, json.loads(body), "")


def _inside(record: Id, value: object, path: str) -> Iterator[NamedFile]:
    if isinstance(value, list):
        for place, member in enumerate(cast(list[object], value)):
            yield from _inside(record, member, f"{path}[{place}]")
    elif isinstance(value, dict):
        table = cast(dict[str, object], value)
        name, digest = table.get("file_name"), table.get("sha256")
        if isinstance(name, str) and isinstance(digest, str) and name:
            field = f"{path}.file_name" if path else "file_name"
            yield NamedFile(record=record, field=field, file_name=name, sha256=digest)
        for key, member in table.items():
            yield from _inside(record, member, f"{path}.{key}" if path else key)


class EvidenceFolder:
    """A folder with evidence. Each file is read once to be checked, and once more to be taken."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._digests: dict[str, str | None] = {}
        self._spelled: dict[str, str] = {}
        self._included: dict[str, str] = {}

    @property
    def included(self) -> list[tuple[str, str]]:
        """The names and hashes of the files that are to be taken, each once, in the order of names."""
        return sorted(self._included.items())

    def look_up(self, named: NamedFile) -> EvidenceFile:
        """What becomes of a named file."""
        state = self._state(named)
        if state is EvidenceState.INCLUDED:
            self._included[named.file_name] = named.sha256
        return EvidenceFile(named=named, state=state)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file that was found right. Raises StoreError when it changed since."""
        assert self._folder is not None
        digest = sha256()
        try:
            with (self._folder / name).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
                    yield chunk
        except OSError as error:
            raise StoreError(
                f"{self._folder / name} could not be read: {error.strerror}"
            ) from error
        if digest.hexdigest() != self._included[name]:
            raise StoreError(f"{self._folder / name} was changed while it was copied; try again")

    def _state(self, named: NamedFile) -> EvidenceState:
        name = named.file_name
        if not is_plain_path(name):
            return EvidenceState.NAME
        if self._spelled.setdefault(same_file(name), name) != name:
            return EvidenceState.NAME
        if not named.sha256:
            return EvidenceState.UNSEALED
        if self._folder is None:
            return EvidenceState.NOT_COLLECTED
        digest = self._digest(name)
        if digest is None:
            return EvidenceState.MISSING
        return EvidenceState.INCLUDED if digest == named.sha256 else EvidenceState.UNEQUAL

    def _digest(self, name: str) -> str | None:
        if name not in self._digests:
            assert self._folder is not None
            try:
                with (self._folder / name).open("rb") as file:
                    self._digests[name] = file_digest(file, sha256).hexdigest()
            except OSError:
                self._digests[name] = None
        return self._digests[name]


def same_file(name: str) -> str:
    """What two names share that are one file on a system that minds neither case nor composition."""
    return normalize("NFC", normalize("NFC", name).casefold())


EVIDENCE_COLUMNS = ("record", "field", "file_name", "sha256", "state", "file")


def evidence_line(file: EvidenceFile) -> bytes:
    """A row of the list of evidence."""
    named = file.named
    member = EVIDENCE + named.file_name if file.state is EvidenceState.INCLUDED else None
    return csv_line(
        (
            str(named.record),
            named.field,
            safe(named.file_name),
            named.sha256,
            file.state.value,
            None if member is None else safe(member),
        )
    )
