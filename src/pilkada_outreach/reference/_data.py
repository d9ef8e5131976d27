"""Reading the wheel's own data files; the only place that knows where they lie."""

import csv
import gzip
import pkgutil
from collections.abc import Iterator

_PACKAGE = "pilkada_outreach.reference"


def data_bytes(name: str) -> bytes:
    """The bytes of one file below `reference/data`."""
    data = pkgutil.get_data(_PACKAGE, f"data/{name}")  # importlib.resources takes 15 ms to import
    if data is None:
        raise FileNotFoundError(name)
    return data


def data_names(folder: str, suffix: str) -> tuple[str, ...]:
    """The names, without `suffix`, of the files of one folder below `reference/data`, sorted."""
    from importlib.resources import files

    entries = (files(_PACKAGE) / "data" / folder).iterdir()
    found = (entry.name for entry in entries if entry.name.endswith(suffix))
    return tuple(sorted(name.removesuffix(suffix) for name in found))


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a CSV file, packed or not, without the head."""
    raw = data_bytes(name)
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    reader = csv.reader(text.splitlines())
    next(reader)
    return reader
