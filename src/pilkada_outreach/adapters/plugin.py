"""The library's own plugin: everything it brings comes in through the hooks that others use."""

from pilkada_outreach.adapters.channels.webhook import WEBHOOK
from pilkada_outreach.adapters.channels.website import WEBSITE
from pilkada_outreach.adapters.renderers import CSV, HTML, MARKDOWN
from pilkada_outreach.adapters.stores import MEMORY, SQLITE
from pilkada_outreach.plugins.hooks import hookimpl
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    PluginContext,
    RendererSpec,
    ReportSpec,
    StoreSpec,
)
from pilkada_outreach.reporting.fulfilment import build_fulfilment
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.progress import build_progress

FULFILMENT = ReportSpec(
    name="fulfilment",
    build=build_fulfilment,
    summary=Bilingual("Pemenuhan kewajiban tiap mitra", "What each partner owes and has delivered"),
)
PROGRESS = ReportSpec(
    name="progress",
    build=build_progress,
    summary=Bilingual("Kemajuan terhadap target", "Targets beside what was measured"),
)


@hookimpl
def outreach_stores(context: PluginContext) -> tuple[StoreSpec, ...]:
    """Memory and SQLite."""
    return (MEMORY, SQLITE)


@hookimpl
def outreach_channels(context: PluginContext) -> tuple[ChannelSpec, ...]:
    """Website and webhook."""
    return (WEBSITE, WEBHOOK)


@hookimpl
def outreach_renderers(context: PluginContext) -> tuple[RendererSpec, ...]:
    """HTML, Markdown and CSV."""
    return (HTML, MARKDOWN, CSV)


@hookimpl
def outreach_reports(context: PluginContext) -> tuple[ReportSpec, ...]:
    """Fulfilment and progress."""
    return (FULFILMENT, PROGRESS)
