"""Checking an archive whole, before anything of it is used."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.archive import layout
from pilkada_outreach.exchange.archive import problems as found
from pilkada_outreach.exchange.archive.layout import ArchiveProgress, Progress
from pilkada_outreach.exchange.archive.ledger import Ledger
from pilkada_outreach.exchange.archive.lines import read_change, read_departure
from pilkada_outreach.exchange.archive.manifest import anchor_of, anchor_text
from pilkada_outreach.exchange.archive.opening import OpenArchive, refuse
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import Walk
from pilkada_outreach.ports import ChainLink, Departure, KeptChange
from pilkada_outreach.problems import Problem, Severity


def verify_archive(
    path: Path | str,
    anchor: Anchor | str | None = None,
    *,
    progress: Progress = lambda told: None,
) -> tuple[Problem, ...]:
    """Everything that is wrong with an archive; nothing where it is what an office wrote.

    Its files, its chains, that the records are the latest of the history. Without an anchor from
    elsewhere a complete rewrite cannot be seen.
    """
    taken = Anchor.parse(anchor) if isinstance(anchor, str) else anchor
    try:
        with OpenArchive(Path(path)) as archive:
            check(archive, taken, progress)
    except ValidationFailed as failure:
        return failure.problems
    return ()


def check(archive: OpenArchive, anchor: Anchor | None, progress: Progress) -> frozenset[Id]:
    """Raise ValidationFailed for an archive that is not sound; return whose personal data it holds."""
    check_files(archive, progress)
    examined = _Check(archive, anchor, progress)
    with Ledger() as ledger:
        refuse(examined.history(ledger))
        refuse(examined.records(ledger))
    refuse(examined.rest())
    return frozenset(examined.whose)


def check_files(archive: OpenArchive, progress: Progress) -> None:
    """Raise ValidationFailed when a file is not the one of the manifest."""
    whole = sum(seal.bytes for seal in archive.manifest.files)
    done = 0
    problems: list[Problem] = []
    for seal in archive.manifest.files:
        if not archive.is_whole(seal.path):
            problems.append(found.HASH_WRONG.at(seal.path, value=seal.path))
        done += seal.bytes
        progress(ArchiveProgress(step="checking", done=done, total=whole, bytes=done))
    refuse(problems)


def changes_of(archive: OpenArchive) -> Iterator[KeptChange]:
    """The changes of the history, one at a time. Raises ValidationFailed."""
    numbered = _Numbered(archive.lines(layout.CHANGES))
    for line in numbered:
        with _told(layout.CHANGES, numbered):
            kept = read_change(line, numbered.more)
        yield kept


def departures_of(archive: OpenArchive) -> Iterator[Departure]:
    """What had left the register. Raises ValidationFailed."""
    numbered = _Numbered(archive.lines(layout.DEPARTURES))
    for line in numbered:
        with _told(layout.DEPARTURES, numbered):
            departure = read_departure(line)
        yield departure


_OF_THE_FILE = (found.HASH_WRONG, found.LINE_FORM)


class _Numbered:
    """Lines that know their number."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self._lines:
            self.number += 1
            yield line

    def more(self) -> bytes:
        """The next line, in the middle of a change. Raises ValueError when there is none."""
        self.number += 1
        line = next(self._lines, None)
        if line is None:
            raise ValueError("the file ends in the middle of a change")
        return line


@contextmanager
def _told(file: str, numbered: _Numbered) -> Generator[None]:
    try:
        yield
    except ValueError as error:
        if isinstance(error, ValidationFailed) and error.problems[0].kind in _OF_THE_FILE:
            raise
        reason = str(error).replace("\n", " ")
        path = f"{file}:{numbered.number}"
        raise ValidationFailed(
            (found.LINE_FORM.at(path, value=numbered.number, file=file, reason=reason),)
        ) from error


class _Check:
    """One archive under examination."""

    def __init__(self, archive: OpenArchive, anchor: Anchor | None, progress: Progress) -> None:
        self._archive = archive
        self._anchor = anchor
        self._progress = progress
        self._heads: dict[str, ChainLink] = {}
        self.whose: set[Id] = set()

    def history(self, ledger: Ledger) -> Iterator[Problem]:
        """What is wrong with the chains, the seals and the records in them."""
        manifest = self._archive.manifest
        walk = Walk(self._anchor)
        for kept in changes_of(self._archive):
            yield from walk.through(kept)
            ledger.take(kept)
            self._heads.update((link.commission, link) for link in kept.links)
            for version in kept.versions:
                if any(value.value is not None for value in version.personal):
                    self.whose.add(version.id)
                    if not manifest.personal:
                        yield found.PERSONAL_INSIDE.at(str(version.id), value=version.id)
            self._tell(walk.last)
        yield from (
            problem for problem in walk.ends(manifest.changes) if problem.severity is Severity.ERROR
        )
        if walk.last != manifest.changes:
            yield found.MANIFEST_FORM.at(
                layout.MANIFEST, reason=f"the history has {walk.last} changes"
            )

    def records(self, ledger: Ledger) -> Iterator[Problem]:
        """Latest records that are not those of the history."""
        counts = ledger.families()
        if sum(counts.values()) != self._archive.manifest.records:
            reason = f"the history has {sum(counts.values())} records"
            yield found.MANIFEST_FORM.at(layout.MANIFEST, reason=reason)
        for family in sorted(counts.keys() | FAMILIES.keys()):
            file = layout.records_file(family)
            lines = self._archive.lines(file) if file in self._archive.names else iter(())
            for number, (line, body) in enumerate(zip_longest(lines, ledger.bodies(family)), 1):
                if line != body:
                    yield found.RECORDS_UNEQUAL.at(f"{file}:{number}", value=number, file=file)
                    break

    def rest(self) -> Iterator[Problem]:
        """What is wrong with the departures and the anchor."""
        for _ in departures_of(self._archive):
            pass
        text = self._archive.read(layout.ANCHOR, layout.LARGEST_MANIFEST)
        if text != anchor_text(anchor_of(self._heads)):
            yield found.ANCHOR_UNEQUAL.at(layout.ANCHOR)

    def _tell(self, done: int) -> None:
        total = self._archive.manifest.changes
        self._progress(ArchiveProgress(step="history", done=done, total=total, bytes=0))
