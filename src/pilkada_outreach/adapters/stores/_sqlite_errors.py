"""What SQLite reports, said so that a person knows which file and what to do."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from pilkada_outreach.errors import StoreError, ValidationFailed

_DAMAGED = "is damaged; keep a copy of it, and restore the last backup"
_ADVICE = {
    sqlite3.SQLITE_BUSY: "is locked by another program; try again when that has finished",
    sqlite3.SQLITE_LOCKED: "is locked by another program; try again when that has finished",
    sqlite3.SQLITE_READONLY: "may not be written; get write permission for the file and its folder",
    sqlite3.SQLITE_IOERR: "could not be read or written; see whether the disk is failing or was removed",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_FULL: "has no room to grow and nothing was written; free disk space and repeat",
    sqlite3.SQLITE_NOTADB: "is no SQLite database, or is damaged; name the register's file, or restore its backup",
    sqlite3.SQLITE_TOOBIG: "cannot hold a record of this size, and nothing was written; make it smaller",
}
_PRIMARY = 0xFF  # the low byte of an extended result code


class Damaged(Exception):
    """A row holds what no store of ours has written."""


@contextmanager
def store_errors(path: Path) -> Generator[None]:
    """Turn what goes wrong with the file at `path` into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path} {_advice(path, error)}") from error
    except (Damaged, UnicodeDecodeError, ValidationFailed) as error:
        # an id that no store of ours has written, say, or what SQLite quotes of a damaged schema
        raise StoreError(f"{path} {_DAMAGED}") from error


def _advice(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == sqlite3.SQLITE_CANTOPEN:
        if path.is_dir():
            return "is a folder; name a file in it"
        if not path.parent.is_dir():
            return "cannot be made, since its folder does not exist; make the folder first"
        return "cannot be opened; get permission to read and write the file and its folder"
    return _ADVICE.get(code) or f"cannot be used, says SQLite: {error}"
