"""The strict edge: plain values to records, refusing what is not exactly right, and all of it at once.

cattrs finds the reader for each annotation; the readers themselves are ours, since cattrs' own guess
(None becomes 'None', a string becomes a list) and stop at the first message of a record.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

import cattrs

from pilkada_outreach._dates import instant_text, parse_day, parse_instant
from pilkada_outreach._record import check_fields, is_record, record_info
from pilkada_outreach._text import meant
from pilkada_outreach._types import item_type, optional, unwrap, wanted, wrong_type
from pilkada_outreach.domain.values import TextValue
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Problem, ProblemKind, has_error

T = TypeVar("T")
_HOUR = re.compile(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?\Z")
_DECIMAL = re.compile(r"[+-]?([0-9]{1,30}(\.[0-9]{0,30})?|\.[0-9]{1,30})([eE][+-]?[0-9]{1,2})?\Z")
Reader = Callable[[object, Any], object]
BareReader = tuple[frozenset[type], Reader, Any]

KEY_UNKNOWN = ProblemKind(
    code="key.unknown",
    en="There is no key {key} here{meant_en}.",
    id="Tidak ada kunci {key} di sini{meant_id}.",
    mend_en="Correct the key, or take it out.",
    mend_id="Perbaiki nama kuncinya, atau hapus.",
)
KEY_MISSING = ProblemKind(
    code="key.missing",
    en="The key {key} is missing.",
    id="Kunci {key} belum diisi.",
    mend_en="Give it: {wanted_en}.",
    mend_id="Isilah: {wanted_id}.",
)
DATE_FORM = ProblemKind(
    code="date.form",
    en="{value} is no day.",
    id="{value} bukan tanggal.",
    mend_en="Write days as YYYY-MM-DD, such as 2024-11-27.",
    mend_id="Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-11-27.",
)
HOUR_FORM = ProblemKind(
    code="hour.form",
    en="{value} is no hour of the day.",
    id="{value} bukan jam.",
    mend_en="Write hours as HH:MM, such as 09:00.",
    mend_id="Tulis jam sebagai JJ:MM, misalnya 09:00.",
)
INSTANT_FORM = ProblemKind(
    code="instant.form",
    en="{value} is no instant.",
    id="{value} bukan waktu.",
    mend_en="Write instants as 2024-11-27T07:00:00+08:00.",
    mend_id="Tulis waktu sebagai 2024-11-27T07:00:00+08:00.",
)
DECIMAL_FORM = ProblemKind(
    code="decimal.form",
    en="{value} is no decimal number.",
    id="{value} bukan bilangan desimal.",
    mend_en='Write it in quotes with a point, such as "79.5".',
    mend_id='Tulis dalam tanda kutip dengan titik, misalnya "79.5".',
)
CHOICE_UNKNOWN = ProblemKind(
    code="choice.unknown",
    en="{value} is none of the choices{meant_en}.",
    id="{value} tidak termasuk pilihan{meant_id}.",
    mend_en="Write one of: {choices}.",
    mend_id="Tulis salah satu: {choices}.",
)
NOT_A_LIST = ProblemKind(
    code="list.needed",
    en="{value} is {found}, but a list is needed.",
    id="{value} berupa {found}, padahal yang diperlukan daftar.",
    mend_en="Put it in square brackets.",
    mend_id="Letakkan dalam kurung siku.",
)
NOT_A_TABLE = ProblemKind(
    code="table.needed",
    en="{value} is {found}, but a table of keys and values is needed.",
    id="{value} berupa {found}, padahal yang diperlukan tabel kunci dan nilai.",
    mend_en="Write it as key = value pairs.",
    mend_id="Tulis sebagai pasangan kunci = nilai.",
)


def read(cls: type[T], value: object) -> T:
    """The record that a plain value (from JSON or TOML) describes.

    Raises ValidationFailed with every problem, each with its path.
    """
    return _converter().structure(value, cls)


def plain(record: object) -> dict[str, object]:
    """A record as plain values: every field, days and instants as text, instants in UTC."""
    return cast(dict[str, object], _converter().unstructure(record))


@cache
def _converter() -> cattrs.Converter:
    converter = cattrs.Converter()
    for leaf, reader in _LEAVES.items():
        converter.register_structure_hook(leaf, reader)
    converter.register_structure_hook(StrEnum, _read_choice)
    converter.register_structure_hook_func(_is_text_value, _read_text_value)
    factories: tuple[
        tuple[Callable[[Any], bool], Callable[[Any, cattrs.Converter], Reader]], ...
    ] = (
        (is_record, _record_reader),
        (lambda cls: item_type(cls) is not None, _tuple_reader),
    )
    for fits, factory in factories:
        converter.register_structure_hook_factory(fits)(factory)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(datetime, instant_text)
    converter.register_unstructure_hook(time, time.isoformat)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_unstructure_hook(StrEnum, _value)
    converter.register_unstructure_hook_func(_is_text_value, str)
    return converter


def _value(choice: StrEnum) -> str:
    return str(choice.value)


def refuse(problem: Problem) -> ValidationFailed:
    """The error for one problem."""
    return ValidationFailed((problem,))


def _read_exact(value: object, leaf: Any) -> object:
    if type(value) is not leaf:
        raise refuse(wrong_type(value, wanted(leaf)))
    return value


def _read_day(value: object, _: Any) -> date:
    if type(value) is date:
        return value
    day = parse_day(value) if isinstance(value, str) else None
    if day is None:
        raise refuse(DATE_FORM.at(value=value))
    return day


def _read_hour(value: object, _: Any) -> time:
    if type(value) is time:
        return value
    if isinstance(value, str) and _HOUR.match(value):
        try:
            return time.fromisoformat(value)
        except ValueError as error:
            raise refuse(HOUR_FORM.at(value=value)) from error
    raise refuse(HOUR_FORM.at(value=value))


def _read_instant(value: object, _: Any) -> datetime:
    if type(value) is datetime:
        return value
    instant = parse_instant(value) if isinstance(value, str) else None
    if instant is None:
        raise refuse(INSTANT_FORM.at(value=value))
    return instant


def _read_decimal(value: object, _: Any) -> Decimal:
    if isinstance(value, str) and _DECIMAL.match(value):
        return Decimal(value)
    raise refuse(DECIMAL_FORM.at(value=value))


_LEAVES: dict[Any, Reader] = {
    str: _read_exact,
    int: _read_exact,
    bool: _read_exact,
    date: _read_day,
    datetime: _read_instant,
    time: _read_hour,
    Decimal: _read_decimal,
}


def _read_choice(value: object, cls: Any) -> object:
    choices = _choices(cls)
    if type(value) is str and value in choices:
        return choices[value]
    raise refuse(
        CHOICE_UNKNOWN.at(value=value, choices=", ".join(choices), **meant(str(value), choices))
    )


@cache
def _choices(cls: Any) -> dict[str, object]:
    return {str(member.value): member for member in cls}


def _is_text_value(cls: Any) -> bool:
    return isinstance(cls, type) and issubclass(cls, TextValue)


def _read_text_value(value: object, cls: Any) -> object:
    if type(value) is not str:
        raise refuse(wrong_type(value, wanted(str)))
    return text_value(cls, value)


@lru_cache(maxsize=8192)
def text_value(cls: type[TextValue], text: str) -> TextValue:
    """The id or code that is written as `text`; kept, since most recur from record to record."""
    return cls.parse(text)


def _bare_reader(annotation: object, converter: cattrs.Converter) -> BareReader:
    """The types that are taken as they are, the reader of what `Annotated` and `| None` hold, and its type."""
    plain = unwrap(annotation)[0]
    inner = optional(plain)
    bare: Any = plain if inner is None else unwrap(inner)[0]
    taken_as_is: list[type] = [] if inner is None else [type(None)]
    if bare in (str, int, bool):
        taken_as_is.append(bare)
    return frozenset(taken_as_is), converter.get_structure_hook(bare), bare


def _tuple_reader(cls: Any, converter: cattrs.Converter) -> Reader:
    taken_as_is, reader, bare = _bare_reader(item_type(cls), converter)

    def read_items(value: object, _: Any) -> tuple[object, ...]:
        if not isinstance(value, list | tuple):
            raise refuse(NOT_A_LIST.at(value=value, found=type(value).__name__))
        items: list[object] = []
        problems: list[Problem] = []
        for number, member in enumerate(cast(list[object], value)):
            try:
                items.append(member if type(member) in taken_as_is else reader(member, bare))
            except ValidationFailed as failure:
                problems.extend(problem.under(f"[{number}]") for problem in failure.problems)
        if problems:
            raise ValidationFailed(tuple(problems))
        return tuple(items)

    return read_items


def _record_reader(cls: Any, converter: cattrs.Converter) -> Reader:
    info = record_info(cls)
    readers = {field.name: (field, *_bare_reader(field.type, converter)) for field in info.fields}
    names = tuple(readers)
    required = frozenset(field.name for field in info.fields if field.required)

    def read_record(value: object, _: Any) -> object:
        if type(value) is not dict and not isinstance(value, Mapping):
            raise refuse(NOT_A_TABLE.at(value=value, found=type(value).__name__))
        given = cast(Mapping[str, object], value)
        fields: dict[str, object] = {}
        problems: list[Problem] = []
        for key, member in given.items():
            known = readers.get(key)
            if known is None:
                problems.append(KEY_UNKNOWN.at(str(key), key=key, **meant(str(key), names)))
                continue
            field, taken_as_is, reader, bare = known
            if type(member) in taken_as_is:
                fields[key] = member
                continue
            try:
                fields[key] = reader(member, bare)
            except ValidationFailed as failure:
                for problem in failure.problems:
                    found = problem.under(key)
                    problems.append(found.masked() if field.personal else found)
        if not problems and required <= fields.keys():
            return cls(**fields)
        for field in info.fields:
            if field.required and field.name not in given:
                plain_type = unwrap(field.type)[0]
                problems.append(KEY_MISSING.at(field.name, key=field.name, **wanted(plain_type)))
        defaults = {
            field.name: field.default
            for field in info.fields
            if not field.required and field.name not in given
        }
        problems.extend(check_fields(cls, {**defaults, **fields}))
        if has_error(problems):
            raise ValidationFailed(tuple(problems))
        return cls(**fields)

    return read_record
