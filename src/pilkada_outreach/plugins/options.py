"""Settings of a plugin: what it declares, and what an office gave, checked before any factory is called."""

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, Self

import attrs

from pilkada_outreach._text import meant
from pilkada_outreach.errors import UnknownName, ValidationFailed
from pilkada_outreach.problems import HIDDEN, Problem, ProblemKind
from pilkada_outreach.reporting.model import Bilingual

OptionKind = Literal["text", "whole", "number", "flag", "path", "choice"]
OptionValue = str | int | float | bool | Path
"""What an office may give: the value itself, or a text that says it, as settings files do."""

OPTION_UNKNOWN = ProblemKind(
    code="option.unknown",
    en="{value} is no option of the {offer}{meant_en}.",
    id="{value} bukan pilihan {offer}{meant_id}.",
    mend_en="Its options are: {known}.",
    mend_id="Pilihannya: {known}.",
)
OPTION_TYPE = ProblemKind(
    code="option.type",
    en="{value} is not {wanted_en}.",
    id="{value} bukan {wanted_id}.",
    mend_en="Give {wanted_en}.",
    mend_id="Isilah dengan {wanted_id}.",
)
OPTION_MISSING = ProblemKind(
    code="option.missing",
    en="The {offer} needs the option {name}: {what_en}.",
    id="{offer} memerlukan pilihan {name}: {what_id}.",
    mend_en="Give {wanted_en}.",
    mend_id="Isilah dengan {wanted_id}.",
)

_WANTED: dict[OptionKind, tuple[str, str]] = {
    "text": ("a text", "teks"),
    "whole": ("a whole number", "bilangan bulat"),
    "number": ("a number", "bilangan"),
    "flag": ("true or false", "true atau false"),
    "path": ("a path", "lokasi berkas atau folder"),
}


@attrs.frozen(kw_only=True)
class OptionSpec:
    """One setting that a plugin's offer takes (pilihan)."""

    name: str
    """`base_url`."""
    summary: Bilingual
    """What it sets, in a few words of both languages."""
    kind: OptionKind = "text"
    """`text`, `whole` for whole numbers, `number`, `flag`, `path` or `choice`."""
    required: bool = False
    """Whether the office must give it; then it has no default."""
    default: OptionValue | None = None
    """What counts where the office gives nothing; None for nothing at all."""
    choices: tuple[str, ...] = ()
    """What a `choice` may be."""
    secret: bool = False
    """A password or token: it is shown nowhere."""

    def wanted(self) -> dict[str, str]:
        """What an office should give, as the message parameters `wanted_en` and `wanted_id`."""
        if self.kind == "choice":
            listed = ", ".join(self.choices)
            return {"wanted_en": f"one of {listed}", "wanted_id": f"salah satu dari {listed}"}
        en, id = _WANTED[self.kind]
        return {"wanted_en": en, "wanted_id": id}

    def read(self, value: object) -> OptionValue | None:
        """The value in this option's own type; None when it is none of it. A bool is no number."""
        if self.kind == "choice":
            return value if isinstance(value, str) and value in self.choices else None
        return _READERS[self.kind](value)


@attrs.frozen(repr=False)
class Options:
    """The settings of one offer, in the types that its plugin declared. Secrets are left out of `repr`."""

    _declared: tuple[OptionSpec, ...] = ()
    _values: Mapping[str, OptionValue] = attrs.field(factory=dict[str, OptionValue])

    @classmethod
    def of(
        cls,
        declared: tuple[OptionSpec, ...],
        given: Mapping[str, OptionValue],
        *,
        offer: str = "plugin",
    ) -> Self:
        """What an office gave, read as declared, with defaults. Raises ValidationFailed with every problem."""
        problems = tuple(_problems(declared, given, offer))
        if problems:
            raise ValidationFailed(problems)
        values: dict[str, OptionValue] = {}
        for option in declared:
            value = given.get(option.name, option.default)
            read = None if value is None else option.read(value)
            if read is not None:
                values[option.name] = read
        return cls(declared, values)

    def has(self, name: str) -> bool:
        """Whether there is a value: the office gave one, or the option has a default."""
        self._option(name)
        return name in self._values

    def text(self, name: str) -> str:
        """The value of a `text` or a `choice`."""
        value = self._value(name, "text", "choice")
        assert isinstance(value, str)
        return value

    def whole(self, name: str) -> int:
        """The value of a `whole` number."""
        value = self._value(name, "whole")
        assert isinstance(value, int)
        return value

    def number(self, name: str) -> float:
        """The value of a `number`."""
        value = self._value(name, "number")
        assert isinstance(value, float)
        return value

    def flag(self, name: str) -> bool:
        """The value of a `flag`."""
        value = self._value(name, "flag")
        assert isinstance(value, bool)
        return value

    def path(self, name: str) -> Path:
        """The value of a `path`."""
        value = self._value(name, "path")
        assert isinstance(value, Path)
        return value

    @property
    def has_secrets(self) -> bool:
        """Whether any of them is secret."""
        return any(option.secret for option in self._declared)

    def without_secrets(self, text: str) -> str:
        """A text in which no secret value of these options can be read."""
        for option in self._declared:
            if option.secret and (secret := str(self._values.get(option.name, ""))):
                text = text.replace(secret, HIDDEN)
        return text

    def __repr__(self) -> str:
        shown = (
            f"{option.name}={HIDDEN if option.secret else repr(self._values[option.name])}"
            for option in self._declared
            if option.name in self._values
        )
        return f"Options({', '.join(shown)})"

    def _option(self, name: str) -> OptionSpec:
        for option in self._declared:
            if option.name == name:
                return option
        raise UnknownName("option", name, tuple(option.name for option in self._declared))

    def _value(self, name: str, *kinds: OptionKind) -> OptionValue:
        option = self._option(name)
        if option.kind not in kinds:
            raise TypeError(f"the option {name} is a {option.kind}; ask for it as one")
        if name not in self._values:
            raise LookupError(f"the option {name} was left out and has no default; ask has() first")
        return self._values[name]


NO_OPTIONS = Options()


def _problems(
    declared: tuple[OptionSpec, ...], given: Mapping[str, OptionValue], offer: str
) -> Iterator[Problem]:
    known = [option.name for option in declared]
    path = f"options.{offer}"
    for name in given:
        if name not in known:
            yield OPTION_UNKNOWN.at(
                f"{path}.{name}",
                value=name,
                offer=offer,
                known=", ".join(known) or "-",
                **meant(name, known),
            )
    for option in declared:
        if option.name in given:
            value = given[option.name]
            if option.read(value) is None:
                shown = HIDDEN if option.secret else value
                yield OPTION_TYPE.at(f"{path}.{option.name}", value=shown, **option.wanted())
        elif option.required:
            yield OPTION_MISSING.at(
                f"{path}.{option.name}",
                offer=offer,
                name=option.name,
                what_en=option.summary.en,
                what_id=option.summary.id,
                **option.wanted(),
            )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _whole(value: object) -> int | None:
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            return None
    return value if type(value) is int else None


def _number(value: object) -> float | None:
    if type(value) is int or isinstance(value, str):
        try:
            value = float(value)
        except (ValueError, OverflowError):
            return None
    return value if isinstance(value, float) and math.isfinite(value) else None


def _flag(value: object) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value)
    return value if isinstance(value, bool) else None


def _path(value: object) -> Path | None:
    if isinstance(value, str) and value and "\0" not in value:
        return Path(value)
    return value if isinstance(value, Path) else None


_READERS = {"text": _text, "whole": _whole, "number": _number, "flag": _flag, "path": _path}
