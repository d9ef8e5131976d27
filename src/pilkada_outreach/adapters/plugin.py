"""The library's own plugin: everything it brings comes in through the hooks that others use."""

from pilkada_outreach.adapters.channels.webhook import WEBHOOK
from pilkada_outreach.adapters.channels.website import WEBSITE
from pilkada_outreach.adapters.renderers import CSV, HTML, MARKDOWN
from pilkada_outreach.adapters.stores import MEMORY, POSTGRESQL, SQLITE
from pilkada_outreach.plugins.contexts import PluginContext
from pilkada_outreach.plugins.hooks import hookimpl
from pilkada_outreach.plugins.specs import (
    ChannelSpec,
    RendererSpec,
    ReportSpec,
    StoreSpec,
)
from pilkada_outreach.reporting.agreements import build_agreements
from pilkada_outreach.reporting.expiry import build_expiry
from pilkada_outreach.reporting.fulfilment import build_fulfilment
from pilkada_outreach.reporting.grants import build_grants
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.performance import build_performance
from pilkada_outreach.reporting.progress import build_progress
from pilkada_outreach.reporting.turnout import build_turnout

AGREEMENTS = ReportSpec(
    name="agreements",
    build=build_agreements,
    summary=Bilingual("Register perjanjian", "Every agreement with its state on the day"),
)
EXPIRY = ReportSpec(
    name="expiry",
    build=build_expiry,
    summary=Bilingual(
        "Masa berlaku perjanjian dan batas pemberitahuan", "What ends, and the last days for notice"
    ),
)

FULFILMENT = ReportSpec(
    name="fulfilment",
    build=build_fulfilment,
    summary=Bilingual("Pemenuhan kewajiban tiap mitra", "What each partner owes and has delivered"),
)
GRANTS = ReportSpec(
    name="grants",
    build=build_grants,
    summary=Bilingual(
        "Hibah, mata anggaran, realisasi, dan sisa", "Grants and budget lines, spent and left"
    ),
)
PERFORMANCE = ReportSpec(
    name="performance",
    build=build_performance,
    summary=Bilingual(
        "Target, realisasi, dan capaian kinerja", "Target, realisation and achievement"
    ),
)
PROGRESS = ReportSpec(
    name="progress",
    build=build_progress,
    summary=Bilingual("Kemajuan terhadap target", "Targets beside what was measured"),
)
TURNOUT = ReportSpec(
    name="turnout",
    build=build_turnout,
    summary=Bilingual("Partisipasi pemilih", "Turnout by area, election, sex and disability"),
)


@hookimpl
def outreach_stores(context: PluginContext) -> tuple[StoreSpec, ...]:
    """Memory, SQLite and PostgreSQL."""
    return (MEMORY, SQLITE, POSTGRESQL)


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
    """Agreements and what becomes of them; targets, turnout and performance."""
    return (AGREEMENTS, EXPIRY, FULFILMENT, GRANTS, PERFORMANCE, PROGRESS, TURNOUT)
