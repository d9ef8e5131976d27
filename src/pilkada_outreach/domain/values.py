"""Scalar values: ids, open codes, area codes; each has one text form that parses back."""

import re
from collections.abc import Callable
from functools import total_ordering
from typing import Annotated, ClassVar, Protocol, Self, cast, runtime_checkable

import attrs

from pilkada_outreach._types import NOT_BLANK, PERSONAL
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind

Words = Annotated[str, NOT_BLANK]
"""Text that may not be blank."""

PersonalText = Annotated[str, PERSONAL]
WITHHELD = "(data pribadi)"
"""What stands in the place of a personal value that was erased, or is not shown."""
"""Personal data (data pribadi, UU 27/2022): masked wherever it is not asked for by name."""

ID_FORM = ProblemKind(
    code="id.form",
    en="{value} is no id.",
    id="{value} bukan id.",
    mend_en="Write two or more parts of a-z, 0-9, '.', '_' and '-', joined by '/', such as kpu/64.02.",
    mend_id="Tulis dua bagian atau lebih dari a-z, 0-9, '.', '_' dan '-', dipisah '/', misalnya kpu/64.02.",
)
CODE_FORM = ProblemKind(
    code="code.form",
    en="{value} is no code.",
    id="{value} bukan kode.",
    mend_en="Write a word of a-z, 0-9, '-' and '_', such as first-time.",
    mend_id="Tulis satu kata dari a-z, 0-9, '-' dan '_', misalnya pemula.",
)
AREA_CODE_FORM = ProblemKind(
    code="area.code-form",
    en="{value} is no area code of the scheme {scheme}.",
    id="{value} bukan kode wilayah menurut skema {scheme}.",
    mend_en="Write Kemendagri codes as 64, 64.02, 64.02.06 or 64.02.06.1001, BPS codes as bps:6403.",
    mend_id="Tulis kode Kemendagri seperti 64, 64.02, 64.02.06 atau 64.02.06.1001, kode BPS seperti bps:6403.",
    source="Kepmendagri 100.1.1-6117/2022",
)


@total_ordering
class TextValue:
    """A value with one text form. Immutable; equal only to the same text of the same class."""

    __slots__ = ("_text",)
    _text: str
    form: ClassVar[tuple[str, str]] = ("text", "teks")
    """What a person should write, in English and Indonesian, for messages."""

    def __init__(self, text: str) -> None:
        object.__setattr__(self, "_text", text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The value written as `text`. Raises ValidationFailed when it is not of the form."""
        return cls(text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._text == cast(Self, other)._text

    def __lt__(self, other: Self) -> bool:
        return self._text < other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return type(self).parse, (self._text,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


_keep: Callable[[TextValue, str], None] = vars(TextValue)["_text"].__set__
"""Sets the text of a new value: `object.__setattr__` and `super().__init__` take twice as long."""

_PART = r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?"
_ID = re.compile(rf"{_PART}(?:/{_PART}){{1,7}}\Z")
_CODE = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\Z")
_LONGEST_ID = 200


class Id(TextValue):
    """The readable, dated name of a record: `agreement/kpu-64.02/2024/017`.

    Two to eight parts of `a-z 0-9 . _ -`, joined by `/`. Raises ValidationFailed (`id.form`).
    """

    __slots__ = ()
    form: ClassVar[tuple[str, str]] = ("an id such as kpu/64.02", "id seperti kpu/64.02")

    def __init__(self, text: str) -> None:
        if type(text) is not str or len(text) > _LONGEST_ID or _ID.match(text) is None:
            raise ValidationFailed((ID_FORM.at(value=text),))
        _keep(self, text)

    @classmethod
    def of(cls, *parts: object) -> Self:
        """An id made of parts; a part that is itself an id is folded in with `-` for `/`."""
        return cls("/".join(str(part).replace("/", "-") for part in parts))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts between the slashes."""
        return tuple(self._text.split("/"))

    @property
    def file_name(self) -> str:
        """The id as one file name, valid on Windows too: `~` stands for `/`."""
        return self._text.replace("/", "~")

    @classmethod
    def from_file_name(cls, name: str) -> Self:
        """The id whose `file_name` this is."""
        return cls(name.replace("~", "/"))


class Code(TextValue):
    """An entry of an open code list, such as a segment, topic, language or format (kode).

    Official entries are shipped with their source, local ones are declared by the office.
    Raises ValidationFailed (`code.form`).
    """

    __slots__ = ()
    form: ClassVar[tuple[str, str]] = ("a code such as voter-list", "kode seperti voter-list")

    def __init__(self, text: str) -> None:
        if type(text) is not str or _CODE.match(text) is None:
            raise ValidationFailed((CODE_FORM.at(value=text),))
        _keep(self, text)


_DOTTED = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?\Z")
_PLAIN = re.compile(r"([0-9]{2})([0-9]{2})?([0-9]{2})?([0-9]{4})?\Z")
_BPS = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:[0-9]{3}(?:[0-9]{3})?)?)?\Z")
_OCD = re.compile(r"ocd-division/country:id(?:/[a-z_]+:[a-z_]+)*\Z")
_LEVELS = ("province", "regency", "district", "village")
COUNTRY = "id"


class AreaCode(TextValue):
    """The code of an area together with the scheme that gives it meaning (kode wilayah).

    `AreaCode("64.02")` and `AreaCode("6402")` are Kutai Kartanegara in the Kemendagri scheme, the default;
    `AreaCode("6402", scheme="bps")` is Kutai Barat and equals neither. `id` is the whole country.
    The text form is `64.02`, `bps:6402` or `ocd-division/country:id/...`. Raises ValidationFailed
    (`area.code-form`).
    """

    __slots__ = ("_scheme",)
    _scheme: str
    form: ClassVar[tuple[str, str]] = ("an area code such as 64.02", "kode wilayah seperti 64.02")

    def __init__(self, text: str, scheme: str = "kemendagri") -> None:
        object.__setattr__(self, "_scheme", scheme)
        super().__init__(_normalised(text, scheme))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The code written in its text form, scheme included."""
        if type(text) is str and text.startswith("bps:"):
            return cls(text[4:], scheme="bps")
        if type(text) is str and text.startswith("ocd-division/"):
            return cls(text, scheme="ocd")
        return cls(text)

    @property
    def scheme(self) -> str:
        """Who gives the code: `kemendagri` (also used by KPU), `bps` or `ocd`."""
        return self._scheme

    @property
    def level(self) -> str:
        """`country`, `province`, `regency`, `district` or `village`. Raises ValueError for an OCD code."""
        if self._scheme == "ocd":
            raise ValueError(f"{self._text}: an OCD division id does not say its level")
        if self._text == COUNTRY:
            return "country"
        digits = len(re.sub(r"\D", "", self._text))
        sizes = (2, 4, 6, 10) if self._scheme == "kemendagri" else (2, 4, 7, 10)
        return _LEVELS[sizes.index(digits)]

    @property
    def parent(self) -> "AreaCode | None":
        """The code of the area around it, by the form of a Kemendagri code; None above a province."""
        if self._scheme != "kemendagri" or self._text == COUNTRY:
            return None
        return AreaCode(self._text.rpartition(".")[0] or COUNTRY)

    def __repr__(self) -> str:
        if self._scheme == "bps":
            return f"AreaCode({self._text[4:]!r}, scheme='bps')"
        return f"AreaCode({self._text!r})"


def _normalised(text: str, scheme: str) -> str:
    if type(text) is str:
        if scheme == "kemendagri":
            if text == COUNTRY or _DOTTED.match(text):
                return text
            match = _PLAIN.match(text)
            if match is not None and len(text) != 8:
                return ".".join(part for part in match.groups() if part)
        elif scheme == "bps" and _BPS.match(text):
            return f"bps:{text}"
        elif scheme == "ocd" and _OCD.match(text):
            return text
    raise ValidationFailed((AREA_CODE_FORM.at(value=text, scheme=scheme),))


@attrs.frozen
class RefersTo:
    """Marks an `Id` field as a reference to a record of one of these families."""

    families: tuple[str, ...]


CommissionId = Annotated[Id, RefersTo(("commission",))]
ElectionId = Annotated[Id, RefersTo(("election",))]
PartnerId = Annotated[Id, RefersTo(("stakeholder", "commission"))]
AgreementId = Annotated[Id, RefersTo(("agreement",))]
MaterialId = Annotated[Id, RefersTo(("material",))]
PublicationId = Annotated[Id, RefersTo(("publication",))]
ContestId = Annotated[Id, RefersTo(("contest",))]
TicketId = Annotated[Id, RefersTo(("ticket",))]
ClaimId = Annotated[Id, RefersTo(("claim",))]


@runtime_checkable
class Record(Protocol):
    """A record that the register keeps: it has a family and an id of its own."""

    family: ClassVar[str]

    @property
    def id(self) -> Id:
        """The readable name of the record, unique in the register."""
        ...
