"""A plugin without fault: a module that offers one thing of each kind, and two channels."""

from collections.abc import Iterator

from pilkada_outreach import Id, MediaClass, Stakeholder, StakeholderKind, evolve
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Record
from pilkada_outreach.plugins import (
    Bilingual,
    ChannelSpec,
    CodeListSpec,
    Event,
    ExporterContext,
    ExporterSpec,
    ImporterContext,
    ImporterSpec,
    ListenerContext,
    ListenerSpec,
    PluginContext,
    RendererContext,
    RendererSpec,
    ReportContext,
    ReportSpec,
    RuleSpec,
    StoreSpec,
    TimetableContext,
    TimetableSpec,
    hookimpl,
)
from pilkada_outreach.problems import Language, Problem, ProblemKind, Severity
from pilkada_outreach.reference import timetables
from pilkada_outreach.reporting.model import Report
from pilkada_outreach.rules.base import RegisterQuestion, Rule
from tests.plugins import parts

HEARD: list[Event] = []
"""What the listener heard; a test empties it."""
QUIET = ProblemKind(
    code="test.quiet",
    severity=Severity.INFO,
    en="{count} records.",
    id="{count} catatan.",
    mend_en="Nothing to do.",
    mend_id="Tidak perlu apa-apa.",
)


def build(context: ReportContext) -> Report:
    return Report(
        name="coverage",
        title=Bilingual("Cakupan", "Coverage"),
        office=str(context.commission),
        on=context.on,
        summary=(Bilingual("Lengkap", f"{len(context.snapshot)} records"),),
        tables=(),
    )


class Text:
    def render(self, report: Report, lang: Language) -> bytes:
        return f"{report.title.text(lang)}: {report.summary[0].text(lang)}".encode()


def text(context: RendererContext) -> Text:
    return Text()


def count(question: RegisterQuestion) -> Iterator[Problem]:
    yield QUIET.at("register", count=len(question.snapshot))


def exercise(context: TimetableContext) -> Timetable:
    return evolve(timetables.get("pilkada-2024"), id=Id("timetable/latihan"))


def lines(context: ImporterContext) -> tuple[Record, ...]:
    return tuple(
        Stakeholder(
            id=Id(f"media/{name}"),
            kind=StakeholderKind.MEDIA,
            name=name,
            legal_class=MediaClass.PRINT,
        )
        for name in context.data.decode().split()
    )


def ids(context: ExporterContext) -> bytes:
    return "\n".join(str(record.id) for record in context.snapshot).encode()


class Notes:
    def hear(self, events: tuple[Event, ...]) -> None:
        HEARD.extend(events)


def notes(context: ListenerContext) -> Notes:
    return Notes()


@hookimpl
def outreach_stores() -> tuple[StoreSpec, ...]:  # a hook need not take what it does not use
    return (parts.store("ingatan"),)


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[ChannelSpec, ...]:
    return (parts.channel("papan"), parts.channel("kiosk"))


@hookimpl
def outreach_renderers(context: PluginContext) -> tuple[RendererSpec, ...]:
    return (parts.renderer("text", text),)


@hookimpl
def outreach_reports(context: PluginContext) -> tuple[ReportSpec, ...]:
    return (parts.report("coverage", build),)


@hookimpl
def outreach_rules(context: PluginContext) -> tuple[RuleSpec, ...]:
    return (parts.rule("quiet", Rule(name="quiet", source=None, check=count, examples=())),)


@hookimpl
def outreach_timetables(context: PluginContext) -> tuple[TimetableSpec, ...]:
    return (parts.timetable("latihan", exercise),)


@hookimpl
def outreach_importers(context: PluginContext) -> tuple[ImporterSpec, ...]:
    return (ImporterSpec(name="baris", read=lines, suffixes=(".baris",), summary=parts.SUMMARY),)


@hookimpl
def outreach_exporters(context: PluginContext) -> tuple[ExporterSpec, ...]:
    return (parts.exporter("daftar", ids),)


@hookimpl
def outreach_code_lists(context: PluginContext) -> tuple[CodeListSpec, ...]:
    return (parts.code_list("topik-kukar", "erau"),)


@hookimpl
def outreach_listeners(context: PluginContext) -> tuple[ListenerSpec, ...]:
    return (parts.listener("catatan", notes),)
