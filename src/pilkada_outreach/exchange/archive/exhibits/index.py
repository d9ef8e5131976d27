"""The numbered index of a bundle, as Markdown and as CSV (daftar bukti)."""

import re
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.exchange.archive.evidence import EvidenceFile, EvidenceState
from pilkada_outreach.exchange.archive.exhibits.items import Exhibit, LifeEntry
from pilkada_outreach.exchange.archive.exhibits.words import instant
from pilkada_outreach.exchange.archive.tables import csv_line, safe
from pilkada_outreach.history.anchor import Anchor

WHY = {
    EvidenceState.MISSING: "tidak ada di map bukti",
    EvidenceState.UNEQUAL: "SHA-256 berkasnya lain daripada menurut catatan",
    EvidenceState.UNSEALED: "catatan tidak menyebut SHA-256-nya",
    EvidenceState.NAME: "bukan nama berkas biasa",
    EvidenceState.NOT_COLLECTED: "map bukti tidak disertakan",
}
COLUMNS = (
    *("bukti", "uraian", "catatan", "versi", "perubahan", "waktu", "pelaku", "alasan"),
    *("rantai", "posisi", "mata_rantai", "berkas", "sha256"),
)
_MARKUP = re.compile(r"[\\|<`*_\[\]~&]")


@attrs.frozen(kw_only=True)
class Bundle:
    """What the pages of a bundle show."""

    title: str
    exhibits: tuple[Exhibit, ...]
    bodies: Mapping[Id, bytes]
    """The records as they are shown, by id."""
    left_out: tuple[EvidenceFile, ...]
    anchor: Anchor
    change: int
    """The last change of the register when it was made."""
    zone: ZoneInfo


def index_markdown(bundle: Bundle) -> str:
    """The list, the life of each record, and what is missing."""
    return "\n".join([*_head(bundle), *_lives(bundle), *_left_out(bundle)]) + "\n"


def index_csv(bundle: Bundle) -> Iterator[bytes]:
    """One row for each version of a record and each file."""
    yield csv_line(COLUMNS)
    for exhibit in bundle.exhibits:
        for entry in exhibit.entries or (None,):
            yield csv_line(
                (
                    safe(exhibit.number),
                    safe(exhibit.title),
                    str(exhibit.record),
                    *(_of_entry(entry, bundle.zone) if entry is not None else [None] * 8),
                    safe(exhibit.path),
                    exhibit.sha256,
                )
            )


def chain_name(commission: str) -> str:
    """A chain as people call it."""
    return commission or "umum"


def _of_entry(entry: LifeEntry, zone: ZoneInfo) -> list[str | int | None]:
    return [
        entry.version.version,
        entry.change,
        instant(entry.at, zone),
        safe(entry.author),
        safe(entry.reason),
        chain_name(entry.link.commission),
        entry.link.position,
        entry.link.hash.hex(),
    ]


def _head(bundle: Bundle) -> Iterator[str]:
    yield f"# {escaped(bundle.title)}\n"
    yield f"Daftar bukti dari register, sampai dengan perubahan ke-{bundle.change}.\n"
    yield "| bukti | uraian | catatan | berkas | SHA-256 |"
    yield "| --- | --- | --- | --- | --- |"
    for exhibit in bundle.exhibits:
        cells = (exhibit.number, exhibit.title, str(exhibit.record), exhibit.path)
        yield f"| {' | '.join(map(escaped, cells))} | `{exhibit.sha256}` |"


def _lives(bundle: Bundle) -> Iterator[str]:
    yield "\n## Riwayat setiap catatan\n"
    for exhibit in bundle.exhibits:
        if exhibit.entries:
            yield f"### {escaped(f'{exhibit.number} {exhibit.title}')}\n"
            yield "| versi | waktu | pelaku | alasan | mata rantai |"
            yield "| --- | --- | --- | --- | --- |"
            for entry in exhibit.entries:
                yield (
                    f"| {entry.version.version} | {instant(entry.at, bundle.zone)} "
                    f"| {escaped(entry.author)} | {escaped(entry.reason)} "
                    f"| {escaped(chain_name(entry.link.commission))} posisi {entry.link.position} "
                    f"`{entry.link.hash.hex()}` |"
                )
            yield ""


def _left_out(bundle: Bundle) -> Iterator[str]:
    if bundle.left_out:
        yield "## Berkas yang disebut catatan, tetapi tidak terlampir\n"
        yield "| berkas | disebut oleh | sebab |"
        yield "| --- | --- | --- |"
        for file in bundle.left_out:
            named = file.named
            cells = (named.file_name, str(named.record), WHY[file.state])
            yield f"| {' | '.join(map(escaped, cells))} |"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
