"""Putting a folder of files in place of another at once, so that no reader ever meets half a site."""

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

MARKER = ".pilkada-outreach-site"
"""The file that says that a folder was made here, and may be replaced."""
_MARKER_TEXT = (
    b"Made by the website channel of pilkada_outreach; every publication replaces this folder.\n"
)


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly these files, given by their paths inside it.

    The new folder is written beside the old one and then exchanged with it. Raises OSError, with the old
    folder untouched, when that fails or when `folder` holds anything but a site made here.
    """
    _refuse_foreign(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        _write(beside, {MARKER: _MARKER_TEXT, **files})
        if folder.exists():
            _exchange(beside, folder)
        else:
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise FileExistsError(
            errno.EEXIST, f"the folder {folder.name} holds files that this channel did not make"
        )
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, f"{folder.name} is a file, and no folder")


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _exchange(new: Path, old: Path) -> None:
    """Exchange two folders: in one step where the system can, else in two with a way back."""
    if _exchanged_by_kernel(new, old):
        return
    aside = old.with_name(f"{new.name}.old")
    old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def _exchanged_by_kernel(new: Path, old: Path) -> bool:
    """Whether Linux exchanged them; not every file system can, and other systems have no such call."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):  # a C library without it
        return False
    paths = os.fsencode(new), os.fsencode(old)
    return bool(call(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0)
