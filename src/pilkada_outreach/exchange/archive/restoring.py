"""A new register from an archive: the same records, changes, authors, reasons, instants and chains."""

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.exchange.archive import layout
from pilkada_outreach.exchange.archive.checking import (
    changes_of,
    check,
    check_files,
    departures_of,
)
from pilkada_outreach.exchange.archive.layout import ArchiveProgress, Progress
from pilkada_outreach.exchange.archive.ledger import Ledger
from pilkada_outreach.exchange.archive.opening import OpenArchive
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.facts import Indexing
from pilkada_outreach.ports import Index, KeptChange, Store


class SoundArchive:
    """An archive that was checked whole. Raises ValidationFailed for any other."""

    def __init__(self, path: Path, anchor: Anchor | str | None, progress: Progress) -> None:
        taken = Anchor.parse(anchor) if isinstance(anchor, str) else anchor
        self._progress = progress
        self._archive = OpenArchive(path)
        try:
            self.whose: tuple[Id, ...] = tuple(sorted(check(self._archive, taken, progress)))
            """The records whose personal data are in it."""
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def fill(self, store: Store) -> None:
        """Write all changes into an empty register, or none. Raises StoreError."""
        with closing(_changes(self._archive, self._progress)) as changes:
            store.restore(changes)
        for departure in departures_of(self._archive):
            store.note_departure(departure)

    def extract_evidence(self, folder: Path) -> tuple[Path, ...]:
        """Write its evidence below a folder."""
        return _extract_all(self._archive, folder)


def extract_evidence(path: Path | str, folder: Path | str) -> tuple[Path, ...]:
    """Write the evidence of an archive into a folder, under the names that the records give it.

    Only files whose SHA-256 is right, only below the folder, and never over a file that is there.
    Raises ValidationFailed for an archive that is not sound, StoreError when a file cannot be written.
    """
    with OpenArchive(Path(path)) as archive:
        check_files(archive, lambda told: None)
        return _extract_all(archive, Path(folder))


def _changes(
    archive: OpenArchive, progress: Progress
) -> Generator[tuple[KeptChange, tuple[Index, ...]]]:
    total = archive.manifest.changes
    with Ledger(checked=True) as ledger:
        for kept in changes_of(archive):
            records = ledger.take(kept)
            indexing = Indexing(ledger)
            yield kept, tuple(map(indexing.index, records))
            progress(ArchiveProgress(step="restoring", done=kept.number, total=total, bytes=0))


def _extract_all(archive: OpenArchive, folder: Path) -> tuple[Path, ...]:
    names = [name for name in archive.names if name.startswith(layout.EVIDENCE)]
    return tuple(_extract(archive, name, folder) for name in names)


def _extract(archive: OpenArchive, name: str, folder: Path) -> Path:
    target = folder / name.removeprefix(layout.EVIDENCE)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.parent.resolve().is_relative_to(folder.resolve()):
            raise StoreError(f"{target} lies outside the folder, by a link; take an empty folder")
        with target.open("xb") as file:
            for chunk in archive.chunks(name):
                file.write(chunk)
    except OSError as error:
        raise StoreError(f"{target} could not be written: {error.strerror or error}") from error
    return target
