"""Opening a zip that anybody may have made: nothing of it is believed, and nothing is unpacked."""

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.archive import layout
from pilkada_outreach.exchange.archive import problems as found
from pilkada_outreach.exchange.archive.contents import contents_problems, opened_zip, unreadable
from pilkada_outreach.exchange.archive.manifest import Manifest
from pilkada_outreach.problems import Problem

_CHUNK = 1 << 20


class OpenArchive:
    """An archive whose zip is sound and whose files are those of its manifest."""

    def __init__(self, path: Path) -> None:
        """Open it and look at its table of contents. Raises ValidationFailed."""
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise unreadable(path.name, error) from error
        try:
            self._zip = opened_zip(self._file, path.name)
            refuse(contents_problems(self._zip))
            self._members = {info.filename: info for info in self._zip.infolist()}
            if layout.MANIFEST not in self._members:
                refuse([found.FORMAT_UNKNOWN.at(path.name, value="another zip file")])
            text = self.read(layout.MANIFEST, layout.LARGEST_MANIFEST)
            self.manifest: Manifest = Manifest.parse(text, layout.MANIFEST)
            self._seals = {seal.path: seal for seal in self.manifest.files}
            refuse(self._unlike_manifest())
        except BaseException:
            self._file.close()
            raise

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
        """Let go of the file."""
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """Every file but the manifest."""
        return tuple(self._seals)

    def is_whole(self, name: str) -> bool:
        """Whether a file has the SHA-256 that the manifest says."""
        try:
            for _ in self.chunks(name):
                pass
        except ValidationFailed:
            return False
        return True

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a file. Raises ValidationFailed at their end when the hash is another one."""
        digest = sha256()
        with self._reading(name) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
                yield chunk
        self._refuse_other(name, digest.hexdigest())

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file, without their ends; the hash is looked at when the last was read."""
        digest = sha256()
        with self._reading(name) as member, io.BufferedReader(member, _CHUNK) as buffered:  # type: ignore[type-var]  # it reads like a raw file
            while line := buffered.readline(layout.LONGEST_LINE + 1):
                digest.update(line)
                if not line.endswith(b"\n"):
                    reason = "it is too long, or has no end"
                    raise ValidationFailed((found.LINE_FORM.at(name, file=name, reason=reason),))
                yield line[:-1]
        self._refuse_other(name, digest.hexdigest())

    def read(self, name: str, limit: int) -> bytes:
        """A small file. Raises ValidationFailed when it is larger than `limit`."""
        size = self._members[name].file_size
        if size > limit:
            refuse([found.MEMBER_SIZE.at(name, value=name, size=size, limit=limit)])
        with self._reading(name) as member:
            return member.read()

    @contextmanager
    def _reading(self, name: str) -> Generator[IO[bytes]]:
        try:
            with self._zip.open(self._members[name]) as member:
                yield member
        except ValidationFailed:
            raise
        except layout.BROKEN as error:
            raise ValidationFailed((found.HASH_WRONG.at(name, value=name),)) from error

    def _refuse_other(self, name: str, digest: str) -> None:
        seal = self._seals.get(name)
        if seal is None or digest != seal.sha256:
            raise ValidationFailed((found.HASH_WRONG.at(name, value=name),))

    def _unlike_manifest(self) -> Iterator[Problem]:
        """Files that are missing, added, or of another size than the manifest says."""
        there = self._members.keys() - {layout.MANIFEST}
        needed = {layout.CHANGES, layout.DEPARTURES, layout.ANCHOR}
        for name in sorted((self._seals.keys() | needed) - there):
            yield found.MEMBER_MISSING.at(name, value=name)
        for name in sorted(there - self._seals.keys()):
            yield found.MEMBER_ADDED.at(name, value=name)
        for name in sorted(there & self._seals.keys()):
            if self._members[name].file_size != self._seals[name].bytes:
                yield found.HASH_WRONG.at(name, value=name)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise ValidationFailed when there are problems, with the first of them."""
    first = tuple(islice(problems, layout.MOST_PROBLEMS))
    if first:
        raise ValidationFailed(first)
