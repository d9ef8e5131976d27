"""The kinds of things that plugins offer, and what makes an answer of a hook a good one."""

import inspect
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, cast

import attrs

from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins import faults
from pilkada_outreach.plugins.faults import Spec, a, shared_faults
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    CodeListSpec,
    ExporterSpec,
    ImporterSpec,
    ListenerSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableSpec,
)

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
    if not isinstance(answer, tuple):
        raise refuse(f"returned {a(answer)}")
    items = cast("tuple[object, ...]", answer)
    return tuple(_spec(kind, plugin, item, refuse) for item in items)


def _spec(kind: Kind[S], plugin: str, item: object, refuse: Callable[[str], PluginError]) -> S:
    if not isinstance(item, kind.spec):
        raise refuse(f"returned a tuple with {a(item)} in it")
    for fault in (*shared_faults(item), *kind.faults(item)):
        raise PluginError(plugin, f"{kind.hook}: the {kind.name} {item.name!r} {fault}")
    return item


STORE: Kind[StoreSpec] = Kind(
    name="store", hook="outreach_stores", spec=StoreSpec, faults=faults.store_faults
)
CHANNEL: Kind[ChannelSpec] = Kind(
    name="channel", hook="outreach_channels", spec=ChannelSpec, faults=faults.channel_faults
)
RENDERER: Kind[RendererSpec] = Kind(
    name="renderer", hook="outreach_renderers", spec=RendererSpec, faults=faults.renderer_faults
)
REPORT: Kind[ReportSpec] = Kind(
    name="report", hook="outreach_reports", spec=ReportSpec, faults=faults.report_faults
)
RULE: Kind[RuleSpec] = Kind(
    name="rule", hook="outreach_rules", spec=RuleSpec, faults=faults.rule_faults
)
TIMETABLE: Kind[TimetableSpec] = Kind(
    name="timetable", hook="outreach_timetables", spec=TimetableSpec, faults=faults.timetable_faults
)
IMPORTER: Kind[ImporterSpec] = Kind(
    name="importer", hook="outreach_importers", spec=ImporterSpec, faults=faults.importer_faults
)
EXPORTER: Kind[ExporterSpec] = Kind(
    name="exporter", hook="outreach_exporters", spec=ExporterSpec, faults=faults.exporter_faults
)
CODE_LIST: Kind[CodeListSpec] = Kind(
    name="code-list", hook="outreach_code_lists", spec=CodeListSpec, faults=faults.code_list_faults
)
LISTENER: Kind[ListenerSpec] = Kind(
    name="listener", hook="outreach_listeners", spec=ListenerSpec, faults=faults.listener_faults
)
KINDS: tuple[Kind[Spec], ...] = cast(
    "tuple[Kind[Spec], ...]",
    (STORE, CHANNEL, RENDERER, REPORT, RULE, TIMETABLE, IMPORTER, EXPORTER, CODE_LIST, LISTENER),
)
"""Every kind, in the order of the report."""
