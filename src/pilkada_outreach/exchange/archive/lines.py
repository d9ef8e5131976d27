"""The history as lines of JSON: a change, then a line for each of its versions and erasures.

Every line is canonical JSON, so that what was read, written again, must give the same bytes; a line
that does not is refused.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar, cast

import attrs

from pilkada_outreach._dates import instant_text, parse_day, parse_instant
from pilkada_outreach._text import is_clean
from pilkada_outreach.domain.values import AreaCode, Id
from pilkada_outreach.ports import (
    ChainLink,
    Departure,
    Erased,
    Facts,
    KeptChange,
    KeptPersonal,
    KeptVersion,
)
from pilkada_outreach.serialization.documents import canonical

T = TypeVar("T")
Table = dict[str, object]


def change_lines(kept: KeptChange, *, personal: bool) -> Iterator[bytes]:
    """The lines of a change; without `personal` its values are withheld and their seals stay."""
    head: Table = {
        "line": "change",
        "number": kept.number,
        "at": instant_text(kept.at),
        "actor": kept.actor,
        "reason": kept.reason,
        "versions": len(kept.versions),
        "erased": len(kept.erased),
        "links": [
            {
                "commission": link.commission,
                "position": link.position,
                "previous": link.previous.hex(),
                "hash": link.hash.hex(),
            }
            for link in sorted(kept.links, key=lambda link: link.commission)
        ],
    }
    yield canonical(head)
    for version in kept.versions:
        yield canonical(_version(version, personal))
    for erased in sorted(kept.erased, key=_place):
        yield canonical({"line": "erased", **attrs.asdict(erased), "id": str(erased.id)})


def departure_line(departure: Departure) -> bytes:
    """A departure as one line."""
    return canonical(
        {
            "at": instant_text(departure.at),
            "actor": departure.actor,
            "what": departure.what,
            "ids": [str(id) for id in departure.ids],
        }
    )


def read_change(line: bytes, more: Callable[[], bytes]) -> KeptChange:
    """The change that starts with this line; `more` gives the lines that follow it.

    Raises ValueError, which says what is wrong, for anything that `change_lines` does not write.
    """
    head = _canonical_table(line, "change")
    versions = tuple(_read_version(more()) for _ in range(_count(head, "versions")))
    erased = tuple(_read_erased(more()) for _ in range(_count(head, "erased")))
    kept = KeptChange(
        number=_count(head, "number"),
        at=_instant(head, "at"),
        actor=_words(head, "actor"),
        reason=_words(head, "reason"),
        versions=versions,
        erased=erased,
        links=tuple(map(_read_link, _list(head, "links"))),
    )
    if next(change_lines(kept, personal=True)) != line:
        raise ValueError("it is not in its canonical form")
    if (
        not _ascending(erased, _place)
        or len({version.id for version in versions}) < len(versions)
        or len({link.commission for link in kept.links}) < len(kept.links)
    ):
        raise ValueError("something stands in it twice, or its erasures are not in their order")
    return kept


def read_departure(line: bytes) -> Departure:
    """The departure on a line. Raises ValueError."""
    table = _canonical_table(line)
    departure = Departure(
        at=_instant(table, "at"),
        actor=_words(table, "actor"),
        what=_words(table, "what"),
        ids=tuple(Id(_is_text(id)) for id in _list(table, "ids")),
    )
    if departure_line(departure) != line:
        raise ValueError("it is not in its canonical form")
    return departure


def _version(version: KeptVersion, personal: bool) -> Table:
    facts = version.facts
    return {
        "line": "version",
        "family": version.family,
        "id": str(version.id),
        "version": version.version,
        "commission": facts.commission,
        "area": facts.area,
        "first_day": None if facts.first_day is None else facts.first_day.isoformat(),
        "last_day": None if facts.last_day is None else facts.last_day.isoformat(),
        "salt": version.salt.hex(),
        "body": version.body.decode(),
        "personal": [
            _personal(value, personal)
            for value in sorted(version.personal, key=lambda value: value.path)
        ],
    }


def _personal(value: KeptPersonal, shown: bool) -> Table:
    """Null salts are erased, empty ones withheld."""
    withheld = value.value is not None and not shown
    salt = b"" if withheld else value.salt
    return {
        "path": value.path,
        "seal": value.seal.hex(),
        "salt": None if salt is None else salt.hex(),
        "value": None if withheld else value.value,
    }


def _read_version(line: bytes) -> KeptVersion:
    table = _canonical_table(line, "version")
    version = KeptVersion(
        family=_text(table, "family"),
        id=Id(_text(table, "id")),
        version=_count(table, "version"),
        facts=Facts(
            commission=_form(Id, _text(table, "commission")),
            area=_form(AreaCode.parse, _text(table, "area")),
            first_day=_day(table, "first_day"),
            last_day=_day(table, "last_day"),
        ),
        salt=bytes.fromhex(_text(table, "salt")),
        body=_text(table, "body").encode(),
        personal=tuple(map(_read_personal, _list(table, "personal"))),
    )
    if canonical(_version(version, personal=True)) != line:
        raise ValueError("it is not in its canonical form")
    if not _ascending(version.personal, lambda value: value.path):
        raise ValueError("its personal values are not in the order of their paths")
    return version


def _read_personal(value: object) -> KeptPersonal:
    table = _is_table(value)
    salt, text = table.get("salt"), table.get("value")
    return KeptPersonal(
        path=_text(table, "path"),
        seal=bytes.fromhex(_text(table, "seal")),
        salt=None if salt is None else bytes.fromhex(_is_text(salt)),
        value=None if text is None else _is_text(text),
    )


def _read_link(value: object) -> ChainLink:
    table = _is_table(value)
    return ChainLink(
        commission=_text(table, "commission"),
        position=_count(table, "position"),
        previous=bytes.fromhex(_text(table, "previous")),
        hash=bytes.fromhex(_text(table, "hash")),
    )


def _read_erased(line: bytes) -> Erased:
    table = _canonical_table(line, "erased")
    erased = Erased(
        id=Id(_text(table, "id")),
        version=_count(table, "version"),
        path=_text(table, "path"),
        commission=_text(table, "commission"),
    )
    if canonical({"line": "erased", **attrs.asdict(erased), "id": str(erased.id)}) != line:
        raise ValueError("it is not in its canonical form")
    return erased


def _canonical_table(line: bytes, kind: str = "") -> Table:
    try:
        table = _is_table(json.loads(line))
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    if kind and table.get("line") != kind:
        raise ValueError(f"it is no line of a {kind}")
    return table


def _is_table(value: object) -> Table:
    if isinstance(value, dict):
        return cast(Table, value)
    raise ValueError("it is no table of named values")


def _is_text(value: object) -> str:
    if type(value) is not str:
        raise ValueError("a text is needed where it has none")
    return value


def _text(table: Table, key: str) -> str:
    return _is_text(table.get(key))


def _words(table: Table, key: str) -> str:
    words = _text(table, key)
    if not words.strip() or not is_clean(words):
        raise ValueError(f"its {key} is no clean text")
    return words


def _form(parse: Callable[[str], object], text: str) -> str:
    """A text that is empty or has a form; anything else raises ValueError."""
    if text:
        parse(text)
    return text


def _count(table: Table, key: str) -> int:
    value = table.get(key)
    if type(value) is not int or not 0 <= value < 1 << 62:
        raise ValueError(f"its {key} is no count")
    return value


def _list(table: Table, key: str) -> list[object]:
    value = table.get(key)
    if isinstance(value, list):
        return cast(list[object], value)
    raise ValueError(f"its {key} is no list")


def _instant(table: Table, key: str) -> datetime:
    instant = parse_instant(_text(table, key))
    if instant is None:
        raise ValueError(f"its {key} is no instant")
    return instant


def _day(table: Table, key: str) -> date | None:
    if table.get(key) is None:
        return None
    day = parse_day(_text(table, key))
    if day is None:
        raise ValueError(f"its {key} is no day")
    return day


def _place(erased: Erased) -> tuple[str, int, str]:
    return str(erased.id), erased.version, erased.path


def _ascending(items: tuple[T, ...], key: Callable[[T], "str | tuple[str, int, str]"]) -> bool:
    keys = [key(item) for item in items]
    return all(first < second for first, second in pairwise(keys))  # type: ignore[operator]
