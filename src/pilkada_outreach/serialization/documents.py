"""Whole documents: one record as JSON or TOML text, with its family and version at the top."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, TypeVar, cast

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.domain.values import Record
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.serialization import fast
from pilkada_outreach.serialization.locate import located
from pilkada_outreach.serialization.strict import plain, read, refuse
from pilkada_outreach.serialization.versions import upgraded, version_of
from pilkada_outreach.serialization.yaml import parse_yaml, write_yaml

Format = Literal["json", "toml", "yaml"]
R = TypeVar("R", bound=Record)

LARGEST_DOCUMENT = 16 * 1024 * 1024
"""Bytes; a larger document is refused unread."""
DEEPEST = 64
"""Levels of nesting; a deeper document is refused."""

SYNTAX = ProblemKind(
    code="document.syntax",
    en="The document is not well-formed {format}: {reason}.",
    id="Dokumen bukan {format} yang benar: {reason}.",
    mend_en="Mend the text at the place named.",
    mend_id="Perbaiki teks di tempat yang disebut.",
)
ENCODING = ProblemKind(
    code="document.encoding",
    en="The document is not plain UTF-8: {reason}.",
    id="Dokumen bukan UTF-8 biasa: {reason}.",
    mend_en="Save it as UTF-8 without a byte order mark.",
    mend_id="Simpan sebagai UTF-8 tanpa BOM.",
)
TOO_LARGE = ProblemKind(
    code="document.too-large",
    en="The document has {size} bytes; at most {limit} are read.",
    id="Dokumen berukuran {size} bita; paling banyak {limit} yang dibaca.",
    mend_en="Split it.",
    mend_id="Pecah menjadi beberapa dokumen.",
)
TOO_DEEP = ProblemKind(
    code="document.too-deep",
    en="The document is nested deeper than {limit} levels.",
    id="Dokumen bersarang lebih dari {limit} tingkat.",
    mend_en="Flatten it.",
    mend_id="Ratakan susunannya.",
)
WRONG_RECORD = ProblemKind(
    code="document.record",
    en="The document says it holds {value}, but {wanted} is to be read.",
    id="Dokumen menyatakan berisi {value}, padahal yang dibaca {wanted}.",
    mend_en='Write record = "{wanted}" at the top.',
    mend_id='Tulis record = "{wanted}" di bagian atas.',
)
WRONG_VERSION = ProblemKind(
    code="document.version",
    en="The document has version {value}; this library reads versions 1 to {known}.",
    id="Dokumen berversi {value}; pustaka ini membaca versi 1 sampai {known}.",
    mend_en="Write version = {known}, or install a newer library.",
    mend_id="Tulis version = {known}, atau pasang pustaka yang lebih baru.",
)
KEY_TWICE = ProblemKind(
    code="key.twice",
    en="The key {key} stands in one table twice.",
    id="Kunci {key} tercantum dua kali dalam satu tabel.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)


def load(cls: type[R], data: bytes | str, format: Format = "json") -> R:
    """The record that a document holds. Raises ValidationFailed with every problem of the document."""
    if format == "json" and fast.available():
        found = _vouched_for(cls, data)
        if found is not None:
            return found
    document = dict(parse(data, format))
    problems = list(_wrong_family(cls.family, document))
    version = document.pop("version", None)
    if type(version) is int and 1 <= version <= version_of(cls.family):
        document = upgraded(cls.family, version, document)
    else:
        known = version_of(cls.family)
        problems.append(WRONG_VERSION.at("version", value=version or "none", known=known))
    record: R | None = None
    try:
        record = read(cls, document)
    except ValidationFailed as failure:
        problems.extend(failure.problems)
    if record is None or problems:
        raise ValidationFailed(located(tuple(problems), text_of(data), format))
    return record


def dump(record: Record, format: Format = "json") -> bytes:
    """A record as a document. JSON is canonical: keys sorted, no blanks, every field written.

    TOML needs the extra `toml`, YAML the extra `yaml`; both leave out what is None.
    """
    if format == "json" and fast.available():
        return fast.encode(record, version_of(record.family))
    document = {"record": record.family, "version": version_of(record.family), **plain(record)}
    if format == "json":
        return canonical(document)
    if format == "yaml":
        return write_yaml(_without_none(document))
    with needs_extra("toml", "writing TOML"):
        import tomli_w
    return tomli_w.dumps(cast(dict[str, object], _without_none(document))).encode()


def load_trusted(cls: type[R], document: bytes) -> R:
    """The record in a document that `dump` wrote and a store kept; the fast way does without its guard."""
    if fast.available() and fast.is_current(document, version_of(cls.family)):
        found = fast.decode(cls, document)
        if found is not None:
            return found
    return load(cls, document)


def canonical(value: object) -> bytes:
    """Plain values as canonical JSON: keys sorted, no blanks, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def parse(data: bytes | str, format: Format) -> Mapping[str, object]:
    """A document's plain values, within the limits of size and depth. Raises ValidationFailed."""
    text = text_of(data)
    try:
        if format == "json":
            value: object = json.loads(
                text, object_pairs_hook=_once_each, parse_constant=_no_constant
            )
        elif format == "toml":
            value = tomllib.loads(text)
        else:
            value = parse_yaml(text)
    except RecursionError as error:
        raise refuse(TOO_DEEP.at(limit=DEEPEST)) from error
    except ValidationFailed:
        raise
    except ValueError as error:
        raise refuse(SYNTAX.at(format=format.upper(), reason=str(error))) from error
    if not isinstance(value, dict) or not all(
        type(key) is str for key in cast(dict[object, object], value)
    ):
        raise refuse(SYNTAX.at(format=format.upper(), reason="the top is no table of named keys"))
    table = cast(dict[str, object], value)
    if _deeper_than(table, DEEPEST):
        raise refuse(TOO_DEEP.at(limit=DEEPEST))
    return table


def _vouched_for(cls: type[R], data: bytes | str) -> R | None:
    """What the fast way read, if encoding it again gives the same bytes."""
    if len(data) > LARGEST_DOCUMENT:
        return None
    try:
        document = data if isinstance(data, bytes) else data.encode()
    except UnicodeEncodeError:
        return None
    found = fast.decode(cls, document)
    if found is None or fast.encode(found, version_of(cls.family)) != document:
        return None
    return found


def text_of(data: bytes | str) -> str:
    """The text of a document. Raises ValidationFailed when it is too large or not plain UTF-8."""
    size = len(data)
    if size > LARGEST_DOCUMENT:
        raise refuse(TOO_LARGE.at(size=size, limit=LARGEST_DOCUMENT))
    if isinstance(data, str):
        text = data
    else:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            raise refuse(ENCODING.at(reason=str(error))) from error
    if text.startswith("\ufeff"):
        raise refuse(ENCODING.at(reason="it starts with a byte order mark"))
    return text


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise refuse(KEY_TWICE.at(twice, key=twice))
    return table


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _members(holder: object) -> Iterable[object]:
    if type(holder) is dict:
        return cast(dict[str, object], holder).values()
    return cast(list[object], holder)


def _deeper_than(value: object, limit: int) -> bool:
    layer: list[object] = [value]
    for _ in range(limit):
        layer = [
            member
            for holder in layer
            for member in _members(holder)
            if type(member) is dict or type(member) is list
        ]
        if not layer:
            return False
    return True


def _wrong_family(family: str, document: dict[str, object]) -> Iterator[Problem]:
    named = document.pop("record", None)
    if named != family:
        yield WRONG_RECORD.at("record", value=named or "nothing", wanted=family)


def _without_none(value: object) -> object:
    if isinstance(value, dict):
        table = cast(dict[str, object], value)
        return {key: _without_none(member) for key, member in table.items() if member is not None}
    if isinstance(value, list | tuple):
        return [_without_none(member) for member in cast(list[object], value)]
    return value
