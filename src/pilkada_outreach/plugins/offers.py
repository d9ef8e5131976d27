"""The kinds of things that plugins offer, and what makes an answer of a hook a good one."""

import inspect
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar, cast, get_args

import attrs

from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import PluginError, ValidationFailed
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)
from pilkada_outreach.ports import Idempotency
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.rules.base import Rule


class Spec(Protocol):
    """What the descriptors of all kinds share."""

    @property
    def name(self) -> str: ...

    @property
    def summary(self) -> Bilingual: ...


S = TypeVar("S", bound=Spec)


@attrs.frozen(kw_only=True)
class Kind(Generic[S]):
    """One kind of thing that plugins offer."""

    name: str
    """`channel`, as in `channel website`."""
    hook: str
    spec: type[S]
    faults: Callable[[S], Iterator[str]]
    """What is wrong with a descriptor, beyond what all kinds share."""


def specs_in(kind: Kind[S], plugin: str, answer: object) -> tuple[S, ...]:
    """The descriptors that a hook returned. Raises PluginError when it returned anything else."""

    def refuse(what: str) -> PluginError:
        return PluginError(plugin, f"{kind.hook} {what}; return a tuple of {kind.spec.__name__}")

    if inspect.iscoroutine(answer):
        answer.close()  # or Python warns later that nobody awaited it, far from the plugin's name
        raise refuse("returned a coroutine, but hooks are plain functions")
    if answer is None:
        raise refuse("returned None")
    if not isinstance(answer, tuple):
        raise refuse(f"returned {_a(answer)}")
    items = cast("tuple[object, ...]", answer)
    return tuple(_spec(kind, plugin, item, refuse) for item in items)


def _spec(kind: Kind[S], plugin: str, item: object, refuse: Callable[[str], PluginError]) -> S:
    if not isinstance(item, kind.spec):
        raise refuse(f"returned a tuple with {_a(item)} in it")
    for fault in (*_shared_faults(item), *kind.faults(item)):
        raise PluginError(plugin, f"{kind.hook}: the {kind.name} {item.name!r} {fault}")
    return item


def _a(value: object) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    kind = type(value).__name__
    return f"an {kind}" if kind[0].lower() in "aeiou" else f"a {kind}"


def _shared_faults(spec: Spec) -> Iterator[str]:
    try:
        Code(spec.name)
    except ValidationFailed as refused:
        yield f"has a name that is no code: {refused.problems[0].hint()}"
    yield from _must_be(Bilingual, "summary", spec.summary)


def _must_be(expected: type, field: str, value: object) -> Iterator[str]:
    if not isinstance(value, expected):
        yield f"has {_a(value)} as its {field}; give a {expected.__name__}"


def _factory(field: str, value: object) -> Iterator[str]:
    if not callable(value):
        yield f"has {_a(value)} as its {field}; give a function"
    elif inspect.iscoroutinefunction(value):
        yield f"has an async function as its {field}; give a plain one"


def _store_faults(spec: StoreSpec) -> Iterator[str]:
    yield from _factory("open", spec.open)


def _channel_faults(spec: ChannelSpec) -> Iterator[str]:
    yield from _factory("make", spec.make)
    known = get_args(Idempotency)
    if spec.idempotency not in known:
        yield f"declares the idempotency {spec.idempotency!r}; known: {', '.join(known)}"


def _renderer_faults(spec: RendererSpec) -> Iterator[str]:
    yield from _factory("make", spec.make)
    yield from _must_be(str, "suffix", spec.suffix)
    yield from _must_be(str, "media_type", spec.media_type)


def _report_faults(spec: ReportSpec) -> Iterator[str]:
    yield from _factory("build", spec.build)


def _rule_faults(spec: RuleSpec) -> Iterator[str]:
    faults = tuple(_must_be(Rule, "rule", spec.rule))
    yield from faults
    if not faults and spec.rule.name != spec.name:
        yield f"holds the rule {spec.rule.name!r}; give both one name"


def _timetable_faults(spec: TimetableSpec) -> Iterator[str]:
    yield from _factory("load", spec.load)


STORE: Kind[StoreSpec] = Kind(
    name="store", hook="outreach_stores", spec=StoreSpec, faults=_store_faults
)
CHANNEL: Kind[ChannelSpec] = Kind(
    name="channel", hook="outreach_channels", spec=ChannelSpec, faults=_channel_faults
)
RENDERER: Kind[RendererSpec] = Kind(
    name="renderer", hook="outreach_renderers", spec=RendererSpec, faults=_renderer_faults
)
REPORT: Kind[ReportSpec] = Kind(
    name="report", hook="outreach_reports", spec=ReportSpec, faults=_report_faults
)
RULE: Kind[RuleSpec] = Kind(name="rule", hook="outreach_rules", spec=RuleSpec, faults=_rule_faults)
TIMETABLE: Kind[TimetableSpec] = Kind(
    name="timetable", hook="outreach_timetables", spec=TimetableSpec, faults=_timetable_faults
)
