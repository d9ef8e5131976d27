"""The manifest of an archive: every other file with its size and SHA-256."""

import json
import re
from collections.abc import Mapping
from typing import Self, cast

import attrs

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.archive.layout import FORMAT, VERSION, is_plain_path
from pilkada_outreach.exchange.archive.problems import (
    FORMAT_UNKNOWN,
    MANIFEST_FORM,
    VERSION_UNKNOWN,
)
from pilkada_outreach.exchange.archive.zipping import FileSeal
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.ports import ChainLink

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


@attrs.frozen(kw_only=True)
class Manifest:
    """What an archive holds (manifes)."""

    personal: bool
    """Whether personal values are in it."""
    changes: int
    records: int
    files: tuple[FileSeal, ...]
    """Every file but the manifest, in the order of their names."""

    def text(self) -> bytes:
        """The one way to write it."""
        document = {
            "format": FORMAT,
            "version": VERSION,
            "personal": self.personal,
            "changes": self.changes,
            "records": self.records,
            "files": [attrs.asdict(seal) for seal in self.files],
        }
        return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"

    @classmethod
    def parse(cls, text: bytes, file: str) -> Self:
        """The manifest that was written as this text. Raises ValidationFailed."""
        try:
            document: object = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValidationFailed((MANIFEST_FORM.at(file, reason=str(error)),)) from error
        table = cast(dict[str, object], document) if isinstance(document, dict) else {}
        if table.get("format") != FORMAT:
            named = table.get("format", "another zip file")
            raise ValidationFailed((FORMAT_UNKNOWN.at(file, value=named),))
        if table.get("version") != VERSION:
            raise ValidationFailed(
                (VERSION_UNKNOWN.at(file, value=table.get("version", "none"), known=VERSION),)
            )
        manifest = cls._read(table)
        if manifest is None or manifest.text() != text:
            reason = "it is not written as an archive writes it"
            raise ValidationFailed((MANIFEST_FORM.at(file, reason=reason),))
        return manifest

    @classmethod
    def _read(cls, table: Mapping[str, object]) -> Self | None:
        """The manifest in a table as far as its types are right; `parse` compares the rest."""
        personal, changes, records = (table.get(key) for key in ("personal", "changes", "records"))
        rows = table.get("files")
        if (
            type(personal) is not bool
            or type(changes) is not int
            or type(records) is not int
            or not isinstance(rows, list)
        ):
            return None
        seals = tuple(map(_seal, cast(list[object], rows)))
        files = tuple(seal for seal in seals if seal is not None)
        names = [seal.path for seal in files]
        if len(files) < len(seals) or names != sorted(set(names)):
            return None
        return cls(personal=personal, changes=changes, records=records, files=files)


def _seal(row: object) -> FileSeal | None:
    table = cast(dict[str, object], row) if isinstance(row, dict) else {}
    path, size, digest = (table.get(key) for key in ("path", "bytes", "sha256"))
    if type(path) is not str or type(size) is not int or type(digest) is not str:
        return None
    if not is_plain_path(path) or _SHA256.match(digest) is None:
        return None
    return FileSeal(path=path, bytes=size, sha256=digest)


def anchor_of(heads: Mapping[str, ChainLink]) -> Anchor:
    """Where chains stand whose last links these are."""
    return Anchor(
        tuple((chain, heads[chain].position, heads[chain].hash.hex()) for chain in sorted(heads))
    )


def anchor_text(anchor: Anchor) -> bytes:
    """The anchor as an archive has it: one line for each chain."""
    return f"{anchor}\n".encode() if anchor.heads else b""
