"""What is wrong with a descriptor, in words that follow "the channel 'radio'"."""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import Protocol, cast, get_args

from pilkada_outreach._text import nearest
from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.plugins.options import OptionKind, OptionSpec
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    CodeListSpec,
    ExporterSpec,
    ImporterSpec,
    Isolation,
    ListenerSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)
from pilkada_outreach.ports import Idempotency
from pilkada_outreach.reference import codes, timetables
from pilkada_outreach.reporting.model import Bilingual

_OPTION_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_KINDS: tuple[OptionKind, ...] = get_args(OptionKind)
_ISOLATIONS: tuple[Isolation, ...] = get_args(Isolation)
_SUFFIX = re.compile(r"(\.[a-z0-9_-]+)+\Z")


class Spec(Protocol):
    """What the descriptors of all kinds share."""

    @property
    def name(self) -> str: ...

    @property
    def summary(self) -> Bilingual: ...


def a(value: object) -> str:
    """A value's class with its article: `a list`, `an int`, `the class Radio`."""
    if value is None:
        return "None"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    kind = type(value).__name__
    return f"an {kind}" if kind[0].lower() in "aeiou" else f"a {kind}"


def importable(factory: Callable[..., object]) -> str:
    """Where another process can import a factory from, as `module:name`; empty when it cannot."""
    module = str(getattr(factory, "__module__", ""))
    name = str(getattr(factory, "__qualname__", ""))
    found: object = sys.modules.get(module)
    if module == "__main__" or not name:
        return ""
    for part in name.split("."):
        found = getattr(found, part, None)
    return f"{module}:{name}" if found is factory else ""


def shared_faults(spec: Spec) -> Iterator[str]:
    """What every descriptor has to have."""
    try:
        Code(spec.name)
    except ValidationFailed as refused:
        yield f"has a name that is no code: {refused.problems[0].hint()}"
    yield from _must_be(Bilingual, "summary", spec.summary)


def store_faults(spec: StoreSpec) -> Iterator[str]:
    """Of a store."""
    yield from _factory("open", spec.open)
    yield from _options(spec.options)
    yield from _must_be(bool, "persistent", spec.persistent)
    yield from _must_be(bool, "shared", spec.shared)


def channel_faults(spec: ChannelSpec) -> Iterator[str]:
    """Of a channel."""
    yield from _factory("make", spec.make)
    known = get_args(Idempotency)
    if spec.idempotency not in known:
        yield f"declares the idempotency {spec.idempotency!r}; known: {', '.join(known)}"
    yield from _options(spec.options)
    yield from _isolation(spec.isolation, "make", spec.make)


def renderer_faults(spec: RendererSpec) -> Iterator[str]:
    """Of a renderer."""
    yield from _factory("make", spec.make)
    yield from _file(spec.suffix, spec.media_type)
    yield from _options(spec.options)
    yield from _isolation(spec.isolation, "make", spec.make)


def report_faults(spec: ReportSpec) -> Iterator[str]:
    """Of a report."""
    yield from _factory("build", spec.build)
    yield from _options(spec.options)


def rule_faults(spec: RuleSpec) -> Iterator[str]:
    """Of a rule."""
    yield from _factory("make", spec.make)
    yield from _options(spec.options)


def timetable_faults(spec: TimetableSpec) -> Iterator[str]:
    """Of a timetable."""
    if spec.name in timetables.names():
        yield "has the name of a shipped timetable; choose another"
    yield from _factory("load", spec.load)
    yield from _options(spec.options)


def importer_faults(spec: ImporterSpec) -> Iterator[str]:
    """Of an importer."""
    yield from _factory("read", spec.read)
    yield from _tuple_of(str, "suffixes", spec.suffixes)
    if isinstance(cast(object, spec.suffixes), tuple):
        for suffix in spec.suffixes:
            yield from _suffix("suffixes", suffix)
    yield from _options(spec.options)
    yield from _isolation(spec.isolation, "read", spec.read)


def exporter_faults(spec: ExporterSpec) -> Iterator[str]:
    """Of an exporter."""
    yield from _factory("write", spec.write)
    yield from _file(spec.suffix, spec.media_type)
    yield from _options(spec.options)


def code_list_faults(spec: CodeListSpec) -> Iterator[str]:
    """Of a code list."""
    lists = codes.lists()
    if spec.adds_to not in lists:
        meant = nearest(str(spec.adds_to), lists)
        hint = f"; did you mean {meant!r}?" if meant else f"; known: {', '.join(lists)}"
        yield f"adds to {spec.adds_to!r}, which is no code list{hint}"
        return
    faults = tuple(_tuple_of(codes.Entry, "entries", spec.entries))
    yield from faults
    if not faults:
        taken = {entry.code for entry in codes.entries(spec.adds_to)}
        for entry in spec.entries:
            if entry.code in taken:
                yield f"holds the code {str(entry.code)!r}, which is in the list {spec.adds_to} already"
            taken.add(entry.code)


def listener_faults(spec: ListenerSpec) -> Iterator[str]:
    """Of a listener."""
    yield from _factory("make", spec.make)
    yield from _options(spec.options)


def _must_be(expected: type, field: str, value: object) -> Iterator[str]:
    if not isinstance(value, expected):
        yield f"has {a(value)} as its {field}; give a {expected.__name__}"


def _tuple_of(expected: type, field: str, value: object) -> Iterator[str]:
    if not isinstance(value, tuple):
        yield f"has {a(value)} as its {field}; give a tuple of {expected.__name__}"
        return
    for member in cast("tuple[object, ...]", value):
        if not isinstance(member, expected):
            yield f"has {a(member)} among its {field}; give a tuple of {expected.__name__}"


def _factory(field: str, value: object) -> Iterator[str]:
    if not callable(value):
        yield f"has {a(value)} as its {field}; give a function"
    elif inspect.iscoroutinefunction(value):
        yield f"has an async function as its {field}; give a plain one"


def _file(suffix: object, media_type: object) -> Iterator[str]:
    yield from _suffix("suffix", suffix)
    yield from _must_be(str, "media_type", media_type)


def _suffix(field: str, value: object) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"has {a(value)} as its {field}; give a str"
    elif _SUFFIX.match(value) is None:
        yield f"has {value!r} as its {field}; write it small and with its point: '.csv'"


def _options(options: object) -> Iterator[str]:
    faults = tuple(_tuple_of(OptionSpec, "options", options))
    yield from faults
    if not faults:
        seen: set[str] = set()
        for option in cast("tuple[OptionSpec, ...]", options):
            for fault in _option(option):
                yield f"has an option {option.name!r} that {fault}"
            if option.name in seen:
                yield f"has the option {option.name!r} twice"
            seen.add(option.name)


def _option(option: OptionSpec) -> Iterator[str]:
    if not isinstance(cast(object, option.name), str) or _OPTION_NAME.match(option.name) is None:
        yield "has no name of a-z, 0-9 and '_'"
    yield from _must_be(Bilingual, "summary", option.summary)
    if option.kind not in _KINDS:
        yield f"is of the kind {option.kind!r}; known: {', '.join(_KINDS)}"
    elif option.kind == "choice" and not option.choices:
        yield "leaves no choice; give its choices"
    elif option.default is not None and option.read(option.default) is None:
        yield f"has {a(option.default)} as its default; give {option.wanted()['wanted_en']}"
    if option.required and option.default is not None:
        yield "is required and has a default; choose one"


def _isolation(isolation: object, field: str, factory: Callable[..., object]) -> Iterator[str]:
    if isolation not in _ISOLATIONS:
        yield f"declares the isolation {isolation!r}; known: {', '.join(_ISOLATIONS)}"
    elif isolation == "process" and callable(cast(object, factory)) and not importable(factory):
        yield (
            f"is to run in a process of its own, which cannot import its {field}; "
            "define it at the top of a module"
        )
