# mypy: ignore-errors
"""A plugin written against `OutreachHooks`, and others with mistakes; marked as in `wrong_uses.py`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import assert_type

from pilkada_outreach import Id, Office, Outcome, Program, Receipt, Record, Timetable
from pilkada_outreach.plugins import (
    Bilingual,
    ChannelContext,
    ChannelSpec,
    CodeListSpec,
    Event,
    ExporterContext,
    ExporterSpec,
    ImporterContext,
    ImporterSpec,
    Listener,
    ListenerContext,
    ListenerSpec,
    OptionSpec,
    OutreachHooks,
    PluginContext,
    PluginHost,
    PublicationsSent,
    RecordsChanged,
    RendererContext,
    RendererSpec,
    ReportContext,
    ReportSpec,
    RuleContext,
    RuleSpec,
    StagesOpened,
    StoreContext,
    StoreSpec,
    TimetableContext,
    TimetableSpec,
    hookimpl,
)
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult, Store
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Renderer, Report, ReportQuestion
from pilkada_outreach.rules.base import Rule

SUMMARY = Bilingual("Radio komunitas", "Community radio")


class Radio:
    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        for delivery in batch.deliveries:
            assert_type(delivery.publication.id, Id)
            yield DeliveryResult(publication=delivery.publication.id, outcome=Outcome.ACCEPTED)

    def hear(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, RecordsChanged):
                assert_type(event.ids("agreement"), tuple[Id, ...])
            elif isinstance(event, PublicationsSent):
                assert_type(event.receipts, tuple[Receipt, ...])
            else:
                assert_type(event, StagesOpened)
                assert_type(event.on, date)

    def render(self, report: Report, lang: Language) -> bytes:
        return report.title.text(lang).encode()


def make_channel(context: ChannelContext) -> Channel:
    assert_type(context.options.text("station"), str)
    assert_type(context.options.whole("spots"), int)
    assert_type(context.options.number("frequency"), float)
    assert_type(context.options.flag("live"), bool)
    assert_type(context.options.path("scripts"), Path)
    return Radio()


def make_renderer(context: RendererContext) -> Renderer:
    return Radio()


def make_listener(context: ListenerContext) -> Listener:
    return Radio()


def make_rule(context: RuleContext) -> Rule:
    return Rule(name="airtime", source=None, examples=())


def open_store(context: StoreContext) -> Store:
    raise NotImplementedError(context.url)


def build(question: ReportQuestion) -> Report:
    raise NotImplementedError(question)


def build_with_options(context: ReportContext) -> Report:
    raise NotImplementedError(context.options.text("title"))


def load_timetable(context: TimetableContext) -> Timetable:
    raise NotImplementedError(context)


def read(context: ImporterContext) -> tuple[Record, ...]:
    assert_type(context.data, bytes)
    assert_type(context.path, Path | None)
    return ()


def write(context: ExporterContext) -> bytes:
    assert_type(context.commission, Id)
    return b""


class Good(OutreachHooks):
    @hookimpl
    def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        assert_type(context.api_version, int)
        return (StoreSpec(name="kertas", open=open_store, summary=SUMMARY, persistent=False),)

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        option = OptionSpec(name="station", kind="text", required=True, summary=SUMMARY)
        return (
            ChannelSpec(
                name="radio",
                make=make_channel,
                idempotency="none",
                summary=SUMMARY,
                options=(option,),
                isolation="process",
            ),
        )

    @hookimpl
    def outreach_renderers(self, context: PluginContext) -> tuple[RendererSpec, ...]:
        return (
            RendererSpec(
                name="text",
                make=make_renderer,
                suffix=".txt",
                media_type="text/plain",
                summary=SUMMARY,
            ),
        )

    @hookimpl
    def outreach_reports(self, context: PluginContext) -> tuple[ReportSpec, ...]:
        return (
            ReportSpec(name="reach", build=build, summary=SUMMARY),
            ReportSpec(name="airtime", build=build_with_options, summary=SUMMARY),
        )

    @hookimpl
    def outreach_rules(self, context: PluginContext) -> tuple[RuleSpec, ...]:
        return (RuleSpec(name="airtime", make=make_rule, summary=SUMMARY),)

    @hookimpl
    def outreach_timetables(self, context: PluginContext) -> tuple[TimetableSpec, ...]:
        return (TimetableSpec(name="latihan", load=load_timetable, summary=SUMMARY),)

    @hookimpl
    def outreach_importers(self, context: PluginContext) -> tuple[ImporterSpec, ...]:
        return (ImporterSpec(name="sheet", read=read, suffixes=(".ods",), summary=SUMMARY),)

    @hookimpl
    def outreach_exporters(self, context: PluginContext) -> tuple[ExporterSpec, ...]:
        return (
            ExporterSpec(
                name="popolo",
                write=write,
                suffix=".json",
                media_type="application/json",
                summary=SUMMARY,
            ),
        )

    @hookimpl
    def outreach_code_lists(self, context: PluginContext) -> tuple[CodeListSpec, ...]:
        return (CodeListSpec(name="topik", adds_to="topic", entries=(), summary=SUMMARY),)

    @hookimpl
    def outreach_listeners(self, context: PluginContext) -> tuple[ListenerSpec, ...]:
        return (ListenerSpec(name="notes", make=make_listener, summary=SUMMARY),)


class WrongArgument(OutreachHooks):
    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_channels(self, context: str) -> tuple[ChannelSpec, ...]:
        return ()

    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_listeners(self, context: ListenerContext) -> tuple[ListenerSpec, ...]:
        return ()


class WrongReturn(OutreachHooks):
    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_reports(self, context: PluginContext) -> list[ReportSpec]:
        return []

    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_importers(self, context: PluginContext) -> tuple[ExporterSpec, ...]:
        return ()

    @hookimpl
    # E: override reportIncompatibleMethodOverride
    async def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        return ()


class Deaf:
    def hear(self, events: list[Event]) -> None:
        return None


def make_deaf(context: ListenerContext) -> Deaf:
    return Deaf()


def write_text(context: ExporterContext) -> str:
    return ""


def wrong_descriptors(context: ChannelContext) -> None:
    ListenerSpec(name="deaf", make=make_deaf, summary=SUMMARY)  # E: arg-type reportArgumentType
    ListenerSpec(name="notes", make=make_channel, summary=SUMMARY)  # E: arg-type reportArgumentType
    ReportSpec(name="reach", build=write, summary=SUMMARY)  # E: arg-type reportArgumentType
    RuleSpec(name="airtime", rule=make_rule, summary=SUMMARY)  # E: call-arg reportCallIssue
    # E: arg-type reportArgumentType
    CodeListSpec(name="topik", adds_to="topic", entries=("erau",), summary=SUMMARY)
    OptionSpec(name="station", kind="int", summary=SUMMARY)  # E: arg-type reportArgumentType
    OptionSpec(name="station")  # E: call-arg reportCallIssue
    context.options["station"]  # E: index reportIndexIssue
    context.options = context.options  # E: misc reportAttributeAccessIssue
    number: int = context.options.text("spots")  # E: assignment reportAssignmentType
    context.options.number(number)  # E: arg-type reportArgumentType


def use(plugin: Good, context: PluginContext, office: Office) -> None:
    assert_type(plugin.outreach_stores(context), tuple[StoreSpec, ...])
    plugin.outreach_stores("context")  # E: arg-type reportArgumentType
    assert_type(PluginHost([plugin], limit=2.5).channels()["radio"], ChannelSpec)
    PluginHost(limit="2.5")  # E: arg-type reportArgumentType
    assert_type(office.read("media.ods", importer="sheet"), Program)
    assert_type(office.export("popolo", on=date(2024, 8, 20)), bytes)
    assert_type(office.announce(date(2024, 8, 20)), tuple[StagesOpened, ...])
    office.announce("2024-08-20")  # E: arg-type reportArgumentType
    Office.open("memory://", actor="staff/a", plugins=(plugin,), options={"radio": {"spots": 3}})
    Office.open("memory://", actor="staff/a", plugins=PluginHost([plugin]))
    # E: dict-item reportArgumentType
    Office.open("memory://", actor="staff/a", options={"radio": "spots"})
