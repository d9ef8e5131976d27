"""Exact types: what a field's annotation admits, as a fast test and as an explanation.

A bool is no int, a datetime is no date, an instant is aware, a Decimal is finite, text is clean.
"""

import types
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum, EnumType
from typing import Annotated, Union, cast, get_args, get_origin

import attrs

from pilkada_outreach._text import first_unclean, is_clean
from pilkada_outreach.problems import Problem, ProblemKind

TYPE_WRONG = ProblemKind(
    code="type.wrong",
    en="{value} is {found}, but {wanted_en} is needed.",
    id="{value} berupa {found}, padahal yang diperlukan {wanted_id}.",
    mend_en="Write {wanted_en}.",
    mend_id="Tuliskan {wanted_id}.",
)
TEXT_UNCLEAN = ProblemKind(
    code="text.unclean",
    en="The text holds the character {character}, which no register keeps.",
    id="Teks memuat karakter {character} yang tidak boleh ada dalam register.",
    mend_en="Remove control characters, lone surrogates and direction overrides.",
    mend_id="Hapus karakter kendali, surrogate tunggal, dan pembalik arah tulisan.",
)
TEXT_BLANK = ProblemKind(
    code="text.blank",
    en="The text is empty.",
    id="Teksnya kosong.",
    mend_en="Write it out.",
    mend_id="Isilah teksnya.",
)
INSTANT_NAIVE = ProblemKind(
    code="instant.naive",
    en="{value} has no time zone.",
    id="{value} tidak menyebut zona waktu.",
    mend_en="Give the offset, such as 2024-08-12T09:00:00+08:00 for WITA.",
    mend_id="Sertakan selisih waktu, misalnya 2024-08-12T09:00:00+08:00 untuk WITA.",
)
INSTANT_FAR = ProblemKind(
    code="instant.far",
    en="{value} lies outside the years 2 to 9998, and cannot be told in every time zone.",
    id="{value} di luar tahun 2 sampai 9998, sehingga tidak dapat dinyatakan di setiap zona waktu.",
    mend_en="Correct the year.",
    mend_id="Perbaiki tahunnya.",
)
NUMBER_NOT_FINITE = ProblemKind(
    code="number.not-finite",
    en="{value} is not a finite number.",
    id="{value} bukan bilangan yang berhingga.",
    mend_en="Write a number such as 79.5.",
    mend_id="Tuliskan bilangan, misalnya 79.5.",
)


@attrs.frozen
class Marker:
    """Something an `Annotated` field says about itself."""

    name: str


@attrs.frozen
class AtLeast:
    """A whole number that may not be less; `kind` is the finding when it is."""

    least: int
    kind: ProblemKind


PERSONAL = Marker("personal")
"""The value is personal data (data pribadi, UU 27/2022): never shown unless asked for by name."""

NOT_BLANK = Marker("not blank")
"""The text may not be empty or white space alone."""


def unwrap(annotation: object) -> tuple[object, tuple[object, ...]]:
    """An annotation without `Annotated`, and its extras."""
    if get_origin(annotation) is Annotated:
        inner, *extras = get_args(annotation)
        return inner, tuple(extras)
    return annotation, ()


def optional(annotation: object) -> object | None:
    """The type beside None in `X | None`; None for any other annotation."""
    if get_origin(annotation) in (Union, types.UnionType):
        rest: list[object] = [arg for arg in get_args(annotation) if arg is not type(None)]
        if len(rest) == 1:
            return rest[0]
    return None


def item_type(annotation: object) -> object | None:
    """The X of `tuple[X, ...]`; None for any other annotation."""
    if get_origin(annotation) is tuple:
        args: tuple[object, ...] = get_args(annotation)
        return args[0]
    return None


def personal(annotation: object) -> bool:
    """Whether the field is marked as personal data, itself or inside an optional."""
    plain, extras = unwrap(annotation)
    inner = optional(plain)
    return PERSONAL in extras or (inner is not None and personal(inner))


def fast_test(annotation: object, value: str, names: dict[str, object]) -> str:
    """Source of an expression that is true when `value` has exactly this type."""
    plain, extras = unwrap(annotation)
    inner = optional(plain)
    if inner is not None:
        return f"({value} is None or {fast_test(inner, value, names)})"
    item = item_type(plain)
    if item is not None:
        leaf = unwrap(item)[0]
        if leaf is str or leaf is datetime or leaf is Decimal:
            each = fast_test(item, "item", names)
            return (
                f"(type({value}) is tuple and (not {value} or all([{each} for item in {value}])))"
            )
        same = f"{{*map(type, {value})}} <= {_name({leaf}, names)}"
        return f"(type({value}) is tuple and (not {value} or {same}))"
    exact = f"type({value}) is {_name(plain, names)}"
    if plain is str:
        names["is_clean"] = is_clean
        solid = f" and {value} and not {value}.isspace()" if NOT_BLANK in extras else ""
        return f"({exact}{solid} and ({value}.isprintable() or is_clean({value})))"
    for extra in extras:
        if isinstance(extra, AtLeast):
            exact = f"({exact} and {value} >= {extra.least})"
    if plain is datetime:
        return f"({exact} and {value}.tzinfo is not None and 1 < {value}.year < 9999)"
    if plain is Decimal:
        names["is_figure"] = is_figure
        return f"({exact} and is_figure({value}))"
    return f"{exact}"


def is_figure(value: Decimal) -> bool:
    """Whether a decimal is finite and near enough to 1 that reckoning with it cannot fail."""
    exponent = value.as_tuple().exponent
    return type(exponent) is int and exponent > -20 and -20 < value.adjusted() < 20


def value_problems(annotation: object, value: object, path: str) -> Iterator[Problem]:
    """Everything wrong with one field's value, the slow and explaining way."""
    plain, extras = unwrap(annotation)
    inner = optional(plain)
    if inner is not None:
        if value is not None:
            yield from value_problems(inner, value, path)
        return
    item = item_type(plain)
    if item is not None:
        if type(value) is not tuple:
            yield wrong_type(value, _A_TUPLE, path)
            return
        for number, member in enumerate(cast(tuple[object, ...], value)):
            yield from value_problems(item, member, f"{path}[{number}]")
        return
    if cast(object, type(value)) is not plain:
        yield wrong_type(value, wanted(plain), path)
    elif isinstance(value, str) and not isinstance(value, Enum):
        character = first_unclean(value)
        if character is not None:
            yield TEXT_UNCLEAN.at(path, value=value, character=character)
        elif NOT_BLANK in extras and not value.strip():
            yield TEXT_BLANK.at(path)
    elif isinstance(value, int):
        for extra in extras:
            if isinstance(extra, AtLeast) and value < extra.least:
                yield extra.kind.at(path, value=value)
    elif isinstance(value, datetime) and value.tzinfo is None:
        yield INSTANT_NAIVE.at(path, value=value)
    elif isinstance(value, datetime) and not 1 < value.year < 9999:
        yield INSTANT_FAR.at(path, value=value)
    elif isinstance(value, Decimal) and not is_figure(value):
        yield NUMBER_NOT_FINITE.at(path, value=value)


def wrong_type(value: object, needed: dict[str, str], path: str = "") -> Problem:
    """The finding that `value` is of another type than needed; `needed` is what `wanted` gives."""
    return TYPE_WRONG.at(path, value=value, found=type(value).__name__, **needed)


_WANTED: dict[object, tuple[str, str]] = {
    str: ("text", "teks"),
    int: ("a whole number", "bilangan bulat"),
    bool: ("true or false", "true atau false"),
    date: ("a day as YYYY-MM-DD", "tanggal sebagai TTTT-BB-HH"),
    datetime: ("an instant with its time zone", "waktu beserta zonanya"),
    time: ("an hour as HH:MM", "jam sebagai JJ:MM"),
    Decimal: ("a decimal number in quotes", "bilangan desimal dalam tanda kutip"),
}
_A_TUPLE = {"wanted_en": "a tuple", "wanted_id": "tuple"}


def wanted(plain: object) -> dict[str, str]:
    """What a person should write for this type, as the message parameters `wanted_en` and `wanted_id`."""
    if isinstance(plain, EnumType):
        choices = ", ".join(str(choice.value) for choice in cast(type[Enum], plain))
        return {"wanted_en": f"one of {choices}", "wanted_id": f"salah satu dari {choices}"}
    name = str(getattr(plain, "__name__", plain))
    forms = _WANTED.get(plain) or getattr(plain, "form", None) or (name, name)
    return {"wanted_en": forms[0], "wanted_id": forms[1]}


def _name(thing: object, names: dict[str, object]) -> str:
    for name, known in names.items():
        if known is thing or (isinstance(thing, set) and known == thing):
            return name
    name = f"known{len(names)}"
    names[name] = thing
    return name
