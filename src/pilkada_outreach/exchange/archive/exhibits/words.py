"""What a bundle says of a record, in Indonesian."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from pilkada_outreach import _formats
from pilkada_outreach._dates import parse_day, parse_instant
from pilkada_outreach.exchange.archive.columns import columns_of, indonesian
from pilkada_outreach.exchange.archive.tables import Cell, cells_of

_OUTCOMES = {
    "delivered": "tayang dengan bukti",
    "accepted": "diterima, bukti menyusul",
    "failed": "gagal",
    "rejected": "ditolak",
    "held": "ditahan",
    "unknown": "tidak diketahui",
}
_LONGEST = 120


def instant(moment: datetime, zone: ZoneInfo) -> str:
    """A moment on the commission's clock: `10 Agustus 2024 pukul 10.00 WITA`."""
    local = moment.astimezone(zone)
    return f"{_formats.day(local.date())} pukul {local:%H.%M} {local:%Z}"


def title_of(family: str, body: bytes, zone: ZoneInfo) -> str:
    """What a record is about, in one line."""
    document = cast(dict[str, object], json.loads(body))
    kind = indonesian(family)
    about = _about(family, document, zone)
    words = f"{kind[0].upper()}{kind[1:]}: {about}"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def facts_of(family: str, body: bytes, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """The columns of a record that hold something, as people read them."""
    for column, cell in zip(columns_of(family), cells_of(family, body), strict=True):
        if cell is not None and cell not in ("", "[]"):
            yield column.name, _shown(column.type, cell, zone)


def _about(family: str, document: dict[str, object], zone: ZoneInfo) -> str:
    if family == "receipt":
        outcome = str(document["outcome"])
        return f"{_OUTCOMES.get(outcome, outcome)}, {_moment(str(document['at']), zone)}"
    if family == "publication":
        material = str(document["material"]).rpartition("/")[2]
        target = document.get("target")
        where = f"{document['channel']}" + (f", {target}" if target else "")
        return f"{material} melalui {where}, {_moment(str(document['due_at']), zone)}"
    for name in ("title", "name", "question", "text", "name_id"):
        value = document.get(name)
        if isinstance(value, str) and value:
            return " ".join(value.split())
    texts = document.get("texts")
    if isinstance(texts, list) and texts:
        return str(cast(list[dict[str, object]], texts)[0].get("title"))
    return str(document["id"])


def _shown(kind: str, cell: Cell, zone: ZoneInfo) -> str:
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    text = str(cell)
    if kind == "json":
        return _in_words(json.loads(text), zone)
    if kind == "timestamp":
        return _moment(text, zone)
    day: date | None = parse_day(text) if kind == "date" else None
    return text if day is None else _formats.day(day)


def _in_words(value: object, zone: ZoneInfo) -> str:
    """A list or a part of a record without brackets and quotes, one line for each part of a list."""
    if isinstance(value, dict):
        table = cast(dict[str, object], value)
        held = {name: member for name, member in table.items() if member not in (None, "", [])}
        told = [f"{name}: {_in_words(member, zone).strip()}" for name, member in held.items()]
        return ("\n" if any("\n" in words for words in told) else "; ").join(told)
    if isinstance(value, list):
        members = cast(list[object], value)
        told = [_in_words(member, zone) for member in members]
        if any(isinstance(member, dict) for member in members):
            return "\n".join(f"{number}. {words}" for number, words in enumerate(told, 1))
        return ", ".join(told)
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return _moment(str(value), zone)


def _moment(text: str, zone: ZoneInfo) -> str:
    moment = parse_instant(text)
    return text if moment is None else instant(moment, zone)
