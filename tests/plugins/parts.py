"""Descriptors that are as they should be, for good plugins and for bad ones that are bad elsewhere."""

import threading
from collections.abc import Callable, Iterator
from typing import NoReturn

import attrs

from pilkada_outreach import Code, Evidence, Outcome
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins import (
    Bilingual,
    ChannelContext,
    ChannelSpec,
    CodeListSpec,
    ExporterContext,
    ExporterSpec,
    ImporterContext,
    ImporterSpec,
    Isolation,
    Listener,
    ListenerContext,
    ListenerSpec,
    RendererContext,
    RendererSpec,
    ReportContext,
    ReportSpec,
    RuleContext,
    RuleSpec,
    StoreContext,
    StoreSpec,
    TimetableContext,
    TimetableSpec,
)
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult, Idempotency, Store
from pilkada_outreach.reference.codes import Entry
from pilkada_outreach.reporting.model import Renderer, Report
from pilkada_outreach.rules.base import Rule

SUMMARY = Bilingual("Radio komunitas", "Community radio")
LET_GO = threading.Event()
"""What hanging plugins wait for, so that a test can let them go on after it was over."""


def hang() -> None:
    """Take longer than any limit of a test."""
    LET_GO.wait(60)


def delivered(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
    """Every delivery arrives."""
    for delivery in batch.deliveries:
        yield DeliveryResult(
            publication=delivery.publication.id,
            outcome=Outcome.DELIVERED,
            evidence=Evidence(captured_at=batch.now, file_name=str(delivery.material.id.parts[-1])),
        )


@attrs.frozen
class Through:
    """A channel that delivers with a function."""

    function: Callable[[DeliveryBatch], Iterator[DeliveryResult]] = delivered

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        return self.function(batch)


def no_store(context: StoreContext) -> Store:
    raise NotImplementedError


def make_channel(context: ChannelContext) -> Channel:
    return Through()


def no_renderer(context: RendererContext) -> Renderer:
    raise NotImplementedError


def no_report(context: ReportContext) -> Report:
    raise NotImplementedError


def no_timetable(context: TimetableContext) -> Timetable:
    raise NotImplementedError


def no_records(context: ImporterContext) -> Program:
    raise NotImplementedError


def no_export(context: ExporterContext) -> bytes:
    raise NotImplementedError


def no_listener(context: ListenerContext) -> Listener:
    raise NotImplementedError


def store(name: str) -> StoreSpec:
    return StoreSpec(name=name, open=no_store, summary=SUMMARY)


def channel(
    name: str,
    make: Callable[[ChannelContext], Channel] = make_channel,
    *,
    idempotency: Idempotency = "key",
    isolation: Isolation = "none",
) -> ChannelSpec:
    return ChannelSpec(
        name=name, make=make, idempotency=idempotency, summary=SUMMARY, isolation=isolation
    )


def renderer(
    name: str,
    make: Callable[[RendererContext], Renderer] = no_renderer,
    *,
    isolation: Isolation = "none",
) -> RendererSpec:
    return RendererSpec(
        name=name,
        make=make,
        suffix=".txt",
        media_type="text/plain",
        summary=SUMMARY,
        isolation=isolation,
    )


def report(name: str, build: Callable[[ReportContext], Report] = no_report) -> ReportSpec:
    return ReportSpec(name=name, build=build, summary=SUMMARY)


def rule(name: str, made: Rule | None = None) -> RuleSpec:
    def make(context: RuleContext) -> Rule:
        return made or Rule(name=name, source=None, examples=())

    return RuleSpec(name=name, make=make, summary=SUMMARY)


def timetable(
    name: str, load: Callable[[TimetableContext], Timetable] = no_timetable
) -> TimetableSpec:
    return TimetableSpec(name=name, load=load, summary=SUMMARY)


def importer(
    name: str,
    read: Callable[[ImporterContext], Program] = no_records,
    *,
    isolation: Isolation = "none",
) -> ImporterSpec:
    return ImporterSpec(
        name=name, read=read, suffixes=(".baris",), summary=SUMMARY, isolation=isolation
    )


def exporter(name: str, write: Callable[[ExporterContext], bytes] = no_export) -> ExporterSpec:
    return ExporterSpec(
        name=name, write=write, suffix=".txt", media_type="text/plain", summary=SUMMARY
    )


def code_list(name: str, *codes: str) -> CodeListSpec:
    entries = tuple(Entry(code=Code(code), name_id=code, name_en=code) for code in codes)
    return CodeListSpec(name=name, adds_to="topic", entries=entries, summary=SUMMARY)


def listener(name: str, make: Callable[[ListenerContext], Listener] = no_listener) -> ListenerSpec:
    return ListenerSpec(name=name, make=make, summary=SUMMARY)


def never(context: object) -> NoReturn:
    raise AssertionError("this must not be called")
