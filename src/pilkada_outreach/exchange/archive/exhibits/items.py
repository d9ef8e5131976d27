"""The numbered exhibits: a record with its whole life, or a file of evidence."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

import attrs

from pilkada_outreach._dates import instant_text
from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import ChainLink, KeptChange, KeptPersonal, KeptVersion

HISTORY = "riwayat.json"


@attrs.frozen(kw_only=True)
class LifeEntry:
    """One version of a record: who wrote it, when, why, and where it stands in the chain."""

    version: KeptVersion
    change: int
    at: datetime
    author: str
    reason: str
    link: ChainLink

    @property
    def file(self) -> str:
        """The file with the version's exact bytes."""
        return f"versi-{self.version.version}.json"

    @property
    def salt_file(self) -> str:
        """The file with its salt."""
        return f"versi-{self.version.version}.salt"

    @property
    def seal(self) -> str:
        """The SHA-256 of salt and bytes, as the chain has it."""
        return sha256(self.version.salt + self.version.body).hexdigest()


@attrs.frozen(kw_only=True)
class Exhibit:
    """One numbered exhibit (bukti)."""

    number: str
    """`P-1`."""
    record: Id
    """The record, or the record that names the file."""
    family: str
    title: str
    path: str
    """Where it is in the bundle."""
    sha256: str = ""
    """Of the file at `path`."""
    entries: tuple[LifeEntry, ...] = attrs.field(default=(), repr=False)
    """The record's life; none for a file of evidence."""


def entry_of(kept: KeptChange, version: KeptVersion) -> LifeEntry:
    """A version as an entry, with the link that seals it."""
    (link,) = (link for link in kept.links if link.commission == version.facts.commission)
    return LifeEntry(
        version=version,
        change=kept.number,
        at=kept.at,
        author=kept.actor,
        reason=kept.reason,
        link=link,
    )


def history_text(exhibit: Exhibit, *, personal: bool) -> bytes:
    """The life of a record as JSON."""
    document = {
        "exhibit": exhibit.number,
        "record": str(exhibit.record),
        "family": exhibit.family,
        "versions": [_entry(entry, personal) for entry in exhibit.entries],
    }
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def version_files(exhibit: Exhibit) -> Iterator[tuple[str, bytes]]:
    """The exact bytes and the salt of each version."""
    folder = exhibit.path.removesuffix(HISTORY)
    for entry in exhibit.entries:
        yield folder + entry.file, entry.version.body
        yield folder + entry.salt_file, entry.version.salt


def _entry(entry: LifeEntry, personal: bool) -> dict[str, object]:
    return {
        "version": entry.version.version,
        "file": entry.file,
        "salt": entry.version.salt.hex(),
        "seal": entry.seal,
        "change": entry.change,
        "at": instant_text(entry.at),
        "author": entry.author,
        "reason": entry.reason,
        "chain": entry.link.commission,
        "position": entry.link.position,
        "link": entry.link.hash.hex(),
        "personal": [_personal(value, personal) for value in entry.version.personal],
    }


def _personal(value: KeptPersonal, shown: bool) -> dict[str, object]:
    told: dict[str, object] = {"path": value.path, "seal": value.seal.hex()}
    if shown and value.value is not None and value.salt is not None:
        told |= {"salt": value.salt.hex(), "value": value.value}
    return told


def chain_file(link: ChainLink) -> str:
    """Where the bytes that a link is the hash of are in the bundle."""
    chain = link.commission.replace("/", "~") or "umum"
    return f"rantai/{chain}-{link.position}.bin"
