"""The open code lists that the wheel ships (daftar kode): segments, topics, languages, formats and others.

Open means that an office may declare codes of its own; an official entry names its source.
"""

import tomllib
from functools import cache
from typing import NotRequired, TypedDict, cast

import attrs

from pilkada_outreach._text import nearest
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import UnknownName, UnknownRecord
from pilkada_outreach.problems import Language
from pilkada_outreach.reference._data import data_bytes


@attrs.frozen(kw_only=True)
class Entry:
    """One entry of a code list (entri kode)."""

    code: Code
    name_id: str
    name_en: str
    source: LegalSource | None = None
    """The official list it is from; None for a working word of this library."""
    note: str = ""

    def name(self, lang: Language = "id") -> str:
        """What the code stands for, in Indonesian or English."""
        return self.name_en if lang == "en" else self.name_id


def lists() -> tuple[str, ...]:
    """The names of the code lists, sorted: `deliverable`, `format`, `indicator`, ..."""
    return tuple(sorted(_read()))


def entries(list: str) -> tuple[Entry, ...]:  # noqa: A002  # the word of the field
    """Every entry of a list, in its own order. Raises UnknownName for a list that is not shipped."""
    return tuple(_list(list).values())


def get(list: str, code: str | Code) -> Entry:  # noqa: A002  # see entries
    """The entry with this code. Raises UnknownName for the list, UnknownRecord for the code."""
    known = _list(list)
    entry = known.get(str(code))
    if entry is None:
        raise UnknownRecord(f"{list}/{code}", nearest(str(code), known))
    return entry


class _EntryTable(TypedDict):
    code: str
    name_id: str
    name_en: str
    note: NotRequired[str]
    source: NotRequired[dict[str, object]]


class _ListTable(TypedDict):
    source: NotRequired[dict[str, object]]
    entries: list[_EntryTable]


def _list(name: str) -> dict[str, Entry]:
    known = _read()
    if name not in known:
        raise UnknownName("code list", name, lists())
    return known[name]


@cache
def _read() -> dict[str, dict[str, Entry]]:
    document = cast(dict[str, _ListTable], tomllib.loads(data_bytes("codes.toml").decode("utf-8")))
    return {
        name: {table["code"]: _entry(table, content.get("source")) for table in content["entries"]}
        for name, content in document.items()
    }


def _entry(table: _EntryTable, of_the_list: dict[str, object] | None) -> Entry:
    source = table.get("source", of_the_list)
    return Entry(
        code=Code(table["code"]),
        name_id=table["name_id"],
        name_en=table["name_en"],
        source=None if source is None else LegalSource(**source),  # type: ignore[arg-type]  # checked by the record
        note=table.get("note", ""),
    )
