"""The `record` decorator: frozen attrs classes whose checks are one list of pure functions.

A record is checked when it is built. First each field must have exactly the type it is annotated
with; then every check runs whose fields passed; all problems of the record are raised together.
A check is a function whose parameters are named after the fields it needs.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import (
    Any,
    TypeVar,
    cast,
    dataclass_transform,
    get_type_hints,
)

import attrs

from pilkada_outreach._types import fast_test, item_type, optional, personal, unwrap, value_problems
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import (
    HIDDEN,
    Finding,
    Problem,
    as_problems,
    has_error,
)

T = TypeVar("T")

Check = Callable[..., Finding]
"""A pure function over fields of one record; its parameters are named after them."""


@attrs.frozen(kw_only=True)
class FieldInfo:
    """One field of a record, as the edge, the stores and the documentation need it."""

    name: str
    type: object
    """The annotation, with `Annotated` extras."""
    required: bool
    default: object
    personal: bool


@attrs.frozen(kw_only=True)
class RecordInfo:
    """What is known about a record class."""

    fields: tuple[FieldInfo, ...]
    checks: tuple[tuple[Check, tuple[str, ...]], ...]
    """Each check with the names of the fields it needs."""

    @property
    def names(self) -> tuple[str, ...]:
        """The field names in the order of definition."""
        return tuple(field.name for field in self.fields)


_CHECKS: dict[type, tuple[Check, ...]] = {}
_INFO: dict[type, RecordInfo] = {}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(*checks: Check) -> Callable[[type[T]], type[T]]:
    """Make a class a record: frozen, slotted, keyword-only, checked when built by `checks`."""

    def decorate(cls: type[T]) -> type[T]:
        cls.__attrs_post_init__ = _check_first_time  # type: ignore[attr-defined]  # attrs' own hook
        made = attrs.define(cls, frozen=True, slots=True, kw_only=True, field_transformer=_mask)
        _CHECKS[made] = checks
        return made

    return decorate


def is_record(cls: object) -> bool:
    """Whether `cls` is a class made by `record`."""
    return isinstance(cls, type) and cls in _CHECKS


def record_info(cls: type) -> RecordInfo:
    """Fields and checks of a record class. Raises TypeError for a check that names no field."""
    info = _INFO.get(cls)
    if info is None:
        hints = get_type_hints(cls, include_extras=True)
        fields = tuple(
            FieldInfo(
                name=field.name,
                type=hints[field.name],
                required=field.default is attrs.NOTHING,
                default=None if field.default is attrs.NOTHING else field.default,
                personal=personal(hints[field.name]),
            )
            for field in attrs.fields(cls)
        )
        info = _INFO[cls] = RecordInfo(
            fields=fields,
            checks=tuple((check, _needs(cls, check, fields)) for check in _CHECKS[cls]),
        )
    return info


def evolve(original: T, /, **changes: object) -> T:
    """A copy of a record with some fields changed; it is checked like a new one."""
    return attrs.evolve(original, **changes)  # type: ignore[misc]  # T is an attrs class made by record()


def field_values(original: object) -> Iterator[tuple[FieldInfo, object]]:
    """Each field of a record with its value."""
    for field in record_info(type(original)).fields:
        yield field, getattr(original, field.name)


def check_fields(cls: type, values: Mapping[str, object]) -> tuple[Problem, ...]:
    """Every problem of these field values, running only the checks whose fields are all given and sound.

    The strict edge calls it with the fields it could read, so that a broken child does not hide
    its parent's problems.
    """
    info = record_info(cls)
    problems: list[Problem] = []
    sound: dict[str, object] = {}
    masked: set[str] = set()
    for field in info.fields:
        if field.personal:
            masked.add(field.name)
        if field.name in values:
            found = tuple(value_problems(field.type, values[field.name], field.name))
            if found:
                problems.extend(
                    problem.masked() if field.personal else problem for problem in found
                )
            else:
                sound[field.name] = values[field.name]
    for check, needs in info.checks:
        if all(name in sound for name in needs):
            found = as_problems(check(**{name: sound[name] for name in needs}))
            hide = not masked.isdisjoint(needs)
            problems.extend(problem.masked() if hide else problem for problem in found)
    return tuple(problems)


def warnings_of(original: object) -> tuple[Problem, ...]:
    """What a record's own checks find in a record that was accepted: warnings and infos, children included."""
    problems = list(
        check_fields(type(original), {field.name: value for field, value in field_values(original)})
    )
    for field, value in field_values(original):
        children = cast(tuple[object, ...], value) if isinstance(value, tuple) else (value,)
        for number, child in enumerate(children):
            if is_record(type(child)):
                where = f"{field.name}[{number}]" if isinstance(value, tuple) else field.name
                problems.extend(problem.under(where) for problem in warnings_of(child))
    return tuple(problems)


def _needs(cls: type, check: Check, fields: tuple[FieldInfo, ...]) -> tuple[str, ...]:
    names = tuple(inspect.signature(check).parameters)
    unknown = set(names) - {field.name for field in fields}
    if unknown:
        raise TypeError(f"{cls.__name__}: the check {check.__name__} asks for {sorted(unknown)}")
    return names


def _mask(cls: type, fields: list["attrs.Attribute[Any]"]) -> list["attrs.Attribute[Any]"]:
    return [field.evolve(repr=_hidden) if personal(field.type) else field for field in fields]


def _hidden(_: object) -> str:
    return HIDDEN


def settle(cls: type) -> None:
    """Build the checks of a class and of the records inside it, before something keeps a hold of them."""
    if vars(cls).get("__attrs_post_init__") is _check_first_time:
        cls.__attrs_post_init__ = _fused_check(cls)  # type: ignore[attr-defined]  # attrs' own hook
    for field in record_info(cls).fields:
        plain = unwrap(field.type)[0]
        plain = unwrap(optional(plain) or plain)[0]
        plain = unwrap(item_type(plain) or plain)[0]
        if is_record(plain) and plain is not cls:
            settle(cast(type, plain))


def _check_first_time(self: object) -> None:
    """Build the class's check on its first construction, when all annotations can be resolved."""
    cls = type(self)
    settle(cls)
    cls.__attrs_post_init__(self)  # type: ignore[attr-defined]  # attrs' own hook


def _fused_check(cls: type) -> Callable[[object], None]:
    """One function that tests all fields and runs all checks; anything found is explained the slow way.

    Generated, because one fused test costs a third of what validators per field do (benchmarks/).
    """
    info = record_info(cls)
    names: dict[str, object] = {"explain": _explain}
    loads = [f"    v_{field.name} = self.{field.name}\n" for field in info.fields]
    tests = [fast_test(field.type, f"v_{field.name}", names) for field in info.fields]
    for number, (check, needs) in enumerate(info.checks):
        names[f"check{number}"] = check
        tests.append(f"not check{number}({', '.join(f'v_{name}' for name in needs)})")
    body = "\n        and ".join(tests) or "True"
    source = f"def check(self):\n{''.join(loads)}    if not (\n        {body}\n    ):\n        explain(self)\n"
    exec(compile(source, f"<checks of {cls.__name__}>", "exec"), names)  # noqa: S102  # our own text
    return names["check"]  # type: ignore[return-value]  # defined by the line above


def _explain(self: object) -> None:
    values = {field.name: value for field, value in field_values(self)}
    problems = check_fields(type(self), values)
    if has_error(problems):
        raise ValidationFailed(problems)
