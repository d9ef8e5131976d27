"""Writing the whole register into one archive (arsip)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import attrs

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError, ValidationFailed
from pilkada_outreach.exchange.archive import layout
from pilkada_outreach.exchange.archive.datapackage import datapackage
from pilkada_outreach.exchange.archive.evidence import (
    EVIDENCE_COLUMNS,
    EvidenceFolder,
    EvidenceState,
    evidence_line,
    named_files,
)
from pilkada_outreach.exchange.archive.layout import ArchiveProgress, Progress
from pilkada_outreach.exchange.archive.lines import change_lines, departure_line
from pilkada_outreach.exchange.archive.manifest import Manifest, anchor_of, anchor_text
from pilkada_outreach.exchange.archive.problems import EVIDENCE_NOT_ASKED
from pilkada_outreach.exchange.archive.readme import readme
from pilkada_outreach.exchange.archive.tables import csv_line, table_lines
from pilkada_outreach.exchange.archive.zipping import ZipMaker
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.personal import whole
from pilkada_outreach.history.verify import Walk
from pilkada_outreach.ports import ChainLink, KeptChange, Query, Store, StoredRecord
from pilkada_outreach.problems import Problem, has_error

_OFTEN = 500
"""After so many records progress is told again."""
Leaving = Callable[[tuple[Id, ...]], None]
"""Told whose personal data leave, none or some, before the file has its name."""


@attrs.frozen(kw_only=True)
class ArchiveReport:
    """What an archive took along (berita acara arsip)."""

    path: Path
    sha256: str
    """Of the whole file: note it where the archive cannot reach, beside the anchor."""
    size: int
    changes: int
    records: int
    evidence: int
    """How many files of evidence are in it."""
    anchor: Anchor
    problems: tuple[Problem, ...]
    """Evidence that records name and that is not in it."""


def write_archive(
    store: Store,
    path: Path,
    *,
    evidence: Path | None,
    personal: bool,
    leaving: Leaving,
    progress: Progress,
) -> ArchiveReport:
    """Write the register at its present state. The same register and evidence give the same bytes.

    Raises ValidationFailed when the register does not verify, StoreError when something cannot be read
    or written; then there is no archive.
    """
    with ZipMaker(path) as out:
        archive = _Archive(store, out, evidence, personal, progress)
        archive.write()
        out.finish()
        leaving(tuple(sorted(archive.whose)))
        archive.refuse_erasures()  # what was erased since must not leave
        out.appear()
    return ArchiveReport(
        path=path,
        sha256=out.sha256,
        size=out.size,
        changes=archive.head,
        records=archive.records,
        evidence=len(archive.folder.included),
        anchor=archive.anchor,
        problems=tuple(archive.problems),
    )


class _Archive:
    """One archive in the making."""

    def __init__(
        self, store: Store, out: ZipMaker, evidence: Path | None, personal: bool, progress: Progress
    ) -> None:
        self._store = store
        self._out = out
        self._personal = personal
        self._progress = progress
        self._heads: dict[str, ChainLink] = {}
        self._done: Counter[str] = Counter()
        """How many records each step has done."""
        self.folder = EvidenceFolder(evidence)
        self.head = store.head()
        self.records = 0
        self.whose: set[Id] = set()
        """The records whose personal data it takes along."""
        self.problems: list[Problem] = []

    @property
    def anchor(self) -> Anchor:
        """Where the chains stand in the archive."""
        return anchor_of(self._heads)

    def write(self) -> None:
        """Every member in its order, each as it comes from the store."""
        add = self._out.add
        add(layout.README, [readme().encode()])
        add(layout.CHANGES, _lines(self._history()))
        add(layout.DEPARTURES, _lines(map(departure_line, self._store.departures())))
        add(layout.ANCHOR, [anchor_text(self.anchor)])
        for family in sorted(FAMILIES):
            rows = self._rows("records", family)
            add(layout.records_file(family), _lines(map(self._document, rows)))
        for family in sorted(FAMILIES):
            rows = self._rows("tables", family)
            add(layout.table_file(family), table_lines(family, rows))
        add(layout.EVIDENCE_LIST, self._evidence_list())
        self._add_evidence()
        add(layout.DATAPACKAGE, [datapackage({seal.path: seal for seal in self._out.seals})])
        manifest = Manifest(
            personal=self._personal,
            changes=self.head,
            records=self.records,
            files=tuple(sorted(self._out.seals, key=lambda seal: seal.path)),
        )
        add(layout.MANIFEST, [manifest.text()])

    def refuse_erasures(self) -> None:
        """Raise StoreError when personal data were erased since the archive was begun."""
        if any(kept.erased for kept in self._store.changes(after=self.head)):
            raise StoreError(
                f"personal data were erased while {self._out.path} was written; make the archive again"
            )

    def _history(self) -> Iterator[bytes]:
        walk = Walk(None)
        problems: list[Problem] = []
        for kept in self._store.changes():
            if kept.number > self.head:
                break
            problems.extend(walk.through(kept))
            self._note(kept)
            yield from _as_lines(kept, self._personal)
            self._tell("history", kept.number, self.head)
        self.refuse_erasures()
        problems.extend(walk.ends(self.head))
        if has_error(problems):
            raise ValidationFailed(tuple(problems))

    def _note(self, kept: KeptChange) -> None:
        self._heads.update((link.commission, link) for link in kept.links)
        for version in kept.versions:
            self.records += version.version == 1
            if self._personal and any(value.value is not None for value in version.personal):
                self.whose.add(version.id)

    def _rows(self, step: str, *families: str) -> Iterator[StoredRecord]:
        for row in self._store.records(Query(families=families, as_of=self.head)):
            yield row
            self._done[step] += 1
            if self._done[step] % _OFTEN in (1, self.records % _OFTEN):
                self._tell(step, self._done[step], self.records)

    def _document(self, row: StoredRecord) -> bytes:
        return whole(row) if self._personal else row.body

    def _evidence_list(self) -> Iterator[bytes]:
        yield csv_line(EVIDENCE_COLUMNS)
        left = 0
        for row in self._rows("evidence"):
            for named in named_files(row.id, row.body):
                file = self.folder.look_up(named)
                yield evidence_line(file)
                left += file.state is EvidenceState.NOT_COLLECTED
                problem = file.problem()
                if problem is not None:
                    self.problems.append(problem)
        if left:
            self.problems.append(EVIDENCE_NOT_ASKED.at("evidence", value=left))

    def _add_evidence(self) -> None:
        included = self.folder.included
        room = layout.MOST_MEMBERS - len(layout.always_there()) - 1
        if len(included) > room:
            raise StoreError(
                f"an archive has room for {room} files of evidence, and there are {len(included)}; "
                "archive without them, and keep their folder beside it"
            )
        for done, (name, _) in enumerate(included, 1):
            self._out.add(layout.EVIDENCE + name, self.folder.chunks(name))
            self._tell("files", done, len(included))

    def _tell(self, step: str, done: int, total: int) -> None:
        self._progress(ArchiveProgress(step=step, done=done, total=total, bytes=self._out.written))


def _as_lines(kept: KeptChange, personal: bool) -> Iterator[bytes]:
    try:
        yield from change_lines(kept, personal=personal)
    except UnicodeDecodeError as error:
        raise StoreError(
            f"change {kept.number} holds a record that is no text; verify the register"
        ) from error


def _lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    for line in lines:
        yield line
        yield b"\n"
