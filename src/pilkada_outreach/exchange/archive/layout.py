"""What an archive is made of: the names of its files, and how much of each a reader takes."""

import re
import struct
import zlib
from collections.abc import Callable
from zipfile import BadZipFile

import attrs

from pilkada_outreach._text import is_clean
from pilkada_outreach.domain.families import FAMILIES

FORMAT = "pilkada-outreach-archive"
VERSION = 1

README = "README.md"
DATAPACKAGE = "datapackage.json"
ANCHOR = "anchor.txt"
CHANGES = "history/changes.jsonl"
DEPARTURES = "history/departures.jsonl"
EVIDENCE_LIST = "evidence.csv"
EVIDENCE = "evidence/"
MANIFEST = "manifest.json"

MOST_MEMBERS = 100_000
LARGEST_DIRECTORY = 32 * 1024 * 1024
"""Bytes of the zip's own table of contents."""
LARGEST_WHOLE = 1024**4
"""Bytes of all members together, unpacked."""
LARGEST_MANIFEST = 64 * 1024 * 1024
LONGEST_LINE = 40 * 1024 * 1024
"""Bytes; a line holds at most one document, written inside JSON text."""
HIGHEST_RATIO = 200
"""How many bytes one compressed byte may become; canonical JSON stays well below."""

MOST_PROBLEMS = 50
"""How many are told at once."""
BROKEN: tuple[type[Exception], ...] = (
    *(BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, IndexError, NotImplementedError, RuntimeError),
)
"""Whatever zipfile and zlib raise over bytes that are no zip."""

_PART = re.compile(r"(?![ .])[^\x00-\x1f\x7f/\\:*?\"<>|]{1,120}(?<![ .])\Z")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?\Z", re.IGNORECASE)
_DEEPEST_PATH = 8
_LONGEST_PART = 240  # bytes


@attrs.frozen(kw_only=True)
class ArchiveProgress:
    """How far an archive is; with a clock beside it, `bytes` tells MB/s."""

    step: str
    """`history`, `records`, `tables`, `evidence`, `files`, `checking` or `restoring`."""
    done: int
    """Changes, records or files, out of `total`; bytes when checking."""
    total: int
    bytes: int
    """What was written or read in all."""


Progress = Callable[[ArchiveProgress], None]


def records_file(family: str) -> str:
    """Where the latest records of a family are, as JSON."""
    return f"records/{family}.jsonl"


def table_file(family: str) -> str:
    """Where they are as a table."""
    return f"tables/{family}.csv"


def always_there() -> tuple[str, ...]:
    """The files that every archive has, but for the manifest."""
    families = sorted(FAMILIES)
    return (
        *(README, DATAPACKAGE, ANCHOR, CHANGES, DEPARTURES, EVIDENCE_LIST),
        *map(records_file, families),
        *map(table_file, families),
    )


def is_plain_path(name: str) -> bool:
    """Whether a name is a relative path of plain file names on every system, Windows too."""
    parts = name.split("/")
    return len(parts) <= _DEEPEST_PATH and all(
        _PART.match(part) is not None
        and _DEVICE.match(part) is None
        and is_clean(part)
        and len(part.encode()) <= _LONGEST_PART
        for part in parts
    )
