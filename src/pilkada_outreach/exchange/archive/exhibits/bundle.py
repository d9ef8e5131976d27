"""Writing a bundle of exhibits as one zip (bundel bukti)."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError, ValidationFailed
from pilkada_outreach.exchange.archive.evidence import (
    EvidenceFile,
    EvidenceFolder,
    EvidenceState,
    named_files,
)
from pilkada_outreach.exchange.archive.exhibits.choosing import Choice, chosen
from pilkada_outreach.exchange.archive.exhibits.guide import guide
from pilkada_outreach.exchange.archive.exhibits.index import Bundle, index_csv, index_markdown
from pilkada_outreach.exchange.archive.exhibits.items import (
    HISTORY,
    Exhibit,
    LifeEntry,
    chain_file,
    entry_of,
    history_text,
    version_files,
)
from pilkada_outreach.exchange.archive.exhibits.page import page
from pilkada_outreach.exchange.archive.exhibits.words import title_of
from pilkada_outreach.exchange.archive.manifest import anchor_of, anchor_text
from pilkada_outreach.exchange.archive.problems import EVIDENCE_NOT_ASKED
from pilkada_outreach.exchange.archive.zipping import ZipMaker
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.chain import link_bytes, sealed_by_commission
from pilkada_outreach.history.facts import clock_of
from pilkada_outreach.history.personal import whole
from pilkada_outreach.history.verify import Walk
from pilkada_outreach.ports import ChainLink, KeptChange, Store, StoredRecord
from pilkada_outreach.problems import Problem, has_error
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.serialization.documents import load_trusted


@attrs.frozen(kw_only=True)
class ExhibitReport:
    """What a bundle holds (daftar bukti)."""

    path: Path
    sha256: str
    """Of the whole file."""
    size: int
    exhibits: tuple[Exhibit, ...]
    anchor: Anchor
    problems: tuple[Problem, ...]
    """Evidence that records name and that is not in it."""


def write_exhibit(
    store: Store,
    path: Path,
    choice: Choice,
    *,
    title: str,
    number_prefix: str,
    evidence: Path | None,
    personal: bool,
    leaving: Callable[[tuple[Id, ...]], None],
    progress: Callable[[int, int], None],
) -> ExhibitReport:
    """Write what was chosen, numbered, each record with its whole life. The same register gives the same bytes.

    Raises UnknownRecord or ValidationFailed when there is nothing to write or the register does not
    verify, StoreError when something cannot be read or written; then there is no bundle.
    """
    head = store.head()
    rows = chosen(store, choice, head)
    with ZipMaker(path) as out:
        made = _Bundle(store, out, EvidenceFolder(evidence), head, personal)
        made.walk({row.id for row in rows}, progress)
        zone = made.clock(choice.commission, rows)
        exhibits = tuple(made.number(rows, number_prefix, zone))
        bundle = Bundle(
            title=title,
            exhibits=exhibits,
            bodies={row.id: made.body(row) for row in rows},
            left_out=tuple(made.left_out),
            anchor=anchor_of(made.heads),
            change=head,
            zone=zone,
        )
        out.add("daftar-bukti.md", [index_markdown(bundle).encode()])
        out.add("daftar-bukti.csv", index_csv(bundle))
        out.add("index.html", [page(bundle).encode()])
        out.add("cara-memeriksa.md", [guide(bundle).encode()])
        out.add("jangkar.txt", [anchor_text(bundle.anchor)])
        sums = sorted((seal.path, seal.sha256) for seal in out.seals)
        out.add("SHA256SUMS", (f"{digest}  {name}\n".encode() for name, digest in sums))
        out.finish()
        if personal:
            leaving(made.whose())
        made.refuse_erasures()
        out.appear()
    return ExhibitReport(
        path=path,
        sha256=out.sha256,
        size=out.size,
        exhibits=exhibits,
        anchor=bundle.anchor,
        problems=tuple(made.problems()),
    )


class _Bundle:
    """One bundle in the making."""

    def __init__(
        self, store: Store, out: ZipMaker, folder: EvidenceFolder, head: int, personal: bool
    ) -> None:
        self._store = store
        self._out = out
        self._folder = folder
        self._head = head
        self._personal = personal
        self._lives: dict[Id, list[LifeEntry]] = {}
        self._numbered = 0
        self.heads: dict[str, ChainLink] = {}
        self.left_out: list[EvidenceFile] = []

    def walk(self, ids: set[Id], progress: Callable[[int, int], None]) -> None:
        """Go through the history once: verify it, and note the life of these records.

        The bytes that the links in it are hashes of go into the bundle.
        """
        walk = Walk(None)
        problems: list[Problem] = []
        for kept in self._store.changes():
            if kept.number > self._head:
                break
            problems.extend(walk.through(kept))
            self.heads.update((link.commission, link) for link in kept.links)
            self._note(kept, ids)
            progress(kept.number, self._head)
        self.refuse_erasures()
        problems.extend(walk.ends(self._head))
        if has_error(problems):
            raise ValidationFailed(tuple(problems))

    def clock(self, commission: Id | None, rows: Iterable[StoredRecord]) -> ZoneInfo:
        """The clock of the commission whose records these are; WIB where it is not in the register."""
        owners = (self._lives[row.id][-1].version.facts.commission for row in rows)
        owner = commission or next((Id(owner) for owner in owners if owner), None)
        found = None if owner is None else self._store.read(owner, self._head)
        if found is None or found.family != Commission.family:
            return WIB
        return clock_of(load_trusted(Commission, whole(found)).area)

    def number(
        self, rows: Iterable[StoredRecord], prefix: str, zone: ZoneInfo
    ) -> Iterator[Exhibit]:
        """The exhibits, each written into the bundle as it gets its number."""
        for row in rows:
            yield self._record(row, self._next(prefix), zone)
            for named in named_files(row.id, row.body):
                file = self._folder.look_up(named)
                if file.state is EvidenceState.INCLUDED:
                    yield self._file(row, file, self._next(prefix))
                else:
                    self.left_out.append(file)

    def body(self, row: StoredRecord) -> bytes:
        """What is shown of a record: without personal values unless they were asked for."""
        return whole(row) if self._personal else row.body

    def problems(self) -> Iterator[Problem]:
        """What a person has to be told about evidence."""
        left = sum(file.state is EvidenceState.NOT_COLLECTED for file in self.left_out)
        yield from (problem for file in self.left_out if (problem := file.problem()) is not None)
        if left:
            yield EVIDENCE_NOT_ASKED.at("evidence", value=left)

    def whose(self) -> tuple[Id, ...]:
        """The records that have a personal value in any of their versions."""
        return tuple(
            id
            for id, entries in sorted(self._lives.items())
            if any(value.value is not None for entry in entries for value in entry.version.personal)
        )

    def refuse_erasures(self) -> None:
        """Raise StoreError when personal data were erased since the bundle was begun."""
        if any(kept.erased for kept in self._store.changes(after=self._head)):
            raise StoreError(
                f"personal data were erased while {self._out.path} was written; make it again"
            )

    def _note(self, kept: KeptChange, ids: set[Id]) -> None:
        entries = [entry_of(kept, version) for version in kept.versions if version.id in ids]
        for entry in entries:
            self._lives.setdefault(entry.version.id, []).append(entry)
        sealed = sealed_by_commission(kept)
        links = {entry.link.commission: entry.link for entry in entries}
        for chain, link in sorted(links.items()):
            data = link_bytes(kept, chain, link.position, link.previous, sealed[chain])
            self._out.add(chain_file(link), [data])

    def _next(self, prefix: str) -> str:
        self._numbered += 1
        return f"{prefix}{self._numbered}"

    def _record(self, row: StoredRecord, number: str, zone: ZoneInfo) -> Exhibit:
        exhibit = Exhibit(
            number=number,
            record=row.id,
            family=row.family,
            title=title_of(row.family, self.body(row), zone),
            path=f"bukti/{number}/{HISTORY}",
            entries=tuple(self._lives[row.id]),
        )
        for name, content in version_files(exhibit):
            self._out.add(name, [content])
        seal = self._out.add(exhibit.path, [history_text(exhibit, personal=self._personal)])
        return attrs.evolve(exhibit, sha256=seal.sha256)

    def _file(self, row: StoredRecord, file: EvidenceFile, number: str) -> Exhibit:
        name = file.named.file_name
        path = f"bukti/{number}/{name.rpartition('/')[2]}"
        self._out.add(path, self._folder.chunks(name))
        return Exhibit(
            number=number,
            record=row.id,
            family=row.family,
            title=f"Berkas {name}",
            path=path,
            sha256=file.named.sha256,
        )
