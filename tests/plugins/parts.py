"""Descriptors that are as they should be, for good plugins and for bad ones that are bad elsewhere."""

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.plugins import (
    ChannelContext,
    ChannelSpec,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreContext,
    StoreSpec,
    TimetableSpec,
)
from pilkada_outreach.ports import Channel, Store
from pilkada_outreach.reporting.model import Bilingual, Renderer, Report, ReportQuestion
from pilkada_outreach.rules.base import Rule

SUMMARY = Bilingual("Radio komunitas", "Community radio")


def no_store(context: StoreContext) -> Store:
    raise NotImplementedError


def no_channel(context: ChannelContext) -> Channel:
    raise NotImplementedError


def no_renderer() -> Renderer:
    raise NotImplementedError


def no_report(question: ReportQuestion) -> Report:
    raise NotImplementedError


def no_timetable() -> Timetable:
    raise NotImplementedError


def store(name: str) -> StoreSpec:
    return StoreSpec(name=name, open=no_store, summary=SUMMARY)


def channel(name: str) -> ChannelSpec:
    return ChannelSpec(name=name, make=no_channel, idempotency="none", summary=SUMMARY)


def renderer(name: str) -> RendererSpec:
    return RendererSpec(
        name=name, make=no_renderer, suffix=".txt", media_type="text/plain", summary=SUMMARY
    )


def report(name: str) -> ReportSpec:
    return ReportSpec(name=name, build=no_report, summary=SUMMARY)


def rule(name: str, holds: str = "") -> RuleSpec:
    return RuleSpec(
        name=name, rule=Rule(name=holds or name, source=None, examples=()), summary=SUMMARY
    )


def timetable(name: str) -> TimetableSpec:
    return TimetableSpec(name=name, load=no_timetable, summary=SUMMARY)
