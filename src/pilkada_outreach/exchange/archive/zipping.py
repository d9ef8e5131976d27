"""Writing a zip that is the same bytes every time, and appears whole or not at all.

Members are stored, not deflated, with one date for all: the bytes then depend on nothing but the
contents, whichever zlib, clock or system is at hand.
"""

import os
import secrets
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from pathlib import Path
from types import TracebackType
from typing import Self
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import attrs

from pilkada_outreach.errors import StoreError

_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell."""
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_PIECE = 1 << 18


@attrs.frozen(kw_only=True)
class FileSeal:
    """What a manifest says of one file."""

    path: str
    bytes: int
    sha256: str


class ZipMaker:
    """A zip in the making, under a name of its own until it is finished."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seals: list[FileSeal] = []
        self.written: int = 0
        """Bytes of all members so far."""
        self.sha256: str = ""
        """Of the whole file; known when it is finished."""
        self.size: int = 0
        self._beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        self._zip: ZipFile | None = None

    def __enter__(self) -> Self:
        with _told_as_store_error(self.path):
            self._zip = ZipFile(self._beside, "x", ZIP_STORED)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._zip is not None:
            with suppress(OSError, ValueError):  # of a zip that is given up
                self._zip.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)

    def add(self, name: str, chunks: Iterable[bytes]) -> FileSeal:
        """Write one member; its size and hash are noted in `seals`."""
        info = ZipInfo(name, _BEGINNING)
        info.create_system = _UNIX
        info.external_attr = _PLAIN_FILE
        digest, size = sha256(), 0
        assert self._zip is not None
        with (
            _told_as_store_error(self.path),
            self._zip.open(info, "w", force_zip64=True) as member,
        ):
            for piece in _pieces(chunks):
                digest.update(piece)
                member.write(piece)
                size += len(piece)
                self.written += len(piece)
        seal = FileSeal(path=name, bytes=size, sha256=digest.hexdigest())
        self.seals.append(seal)
        return seal

    def finish(self) -> None:
        """Bring all of it to the disk, still under its own name."""
        assert self._zip is not None
        with _told_as_store_error(self.path):
            self._zip.close()
            with self._beside.open("rb+") as file:
                os.fsync(file.fileno())
                self.sha256 = file_digest(file, sha256).hexdigest()
                self.size = file.tell()

    def appear(self) -> None:
        """Give the finished zip its name, in place of an earlier file of that name."""
        with _told_as_store_error(self.path):
            self._beside.replace(self.path)
            _sync_folder(self.path.parent)


def _pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces that are worth a call."""
    gathered: list[bytes] = []
    size = 0
    for chunk in chunks:
        gathered.append(chunk)
        size += len(chunk)
        if size >= _PIECE:
            yield b"".join(gathered)
            gathered.clear()
            size = 0
    yield b"".join(gathered)


@contextmanager
def _told_as_store_error(path: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{path} could not be written: {error.strerror or error}; nothing is left of it"
        ) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
