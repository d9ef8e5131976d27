"""Plugins: what they may offer, how they are found, and how their failures are contained."""

from pilkada_outreach.plugins.contexts import (
    ChannelContext,
    ExporterContext,
    ImporterContext,
    ListenerContext,
    PluginContext,
    RendererContext,
    ReportContext,
    RuleContext,
    StoreContext,
    TimetableContext,
)
from pilkada_outreach.plugins.events import (
    Event,
    FamilyIds,
    Listener,
    PublicationsSent,
    RecordsChanged,
    StagesOpened,
)
from pilkada_outreach.plugins.hooks import API_VERSION, PROJECT, OutreachHooks, hookimpl
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.options import OptionKind, Options, OptionSpec, OptionValue
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
from pilkada_outreach.reporting.model import Bilingual

__all__ = [
    "API_VERSION",
    "PROJECT",
    "Bilingual",
    "ChannelContext",
    "ChannelSpec",
    "CodeListSpec",
    "Event",
    "ExporterContext",
    "ExporterSpec",
    "FamilyIds",
    "ImporterContext",
    "ImporterSpec",
    "Isolation",
    "Listener",
    "ListenerContext",
    "ListenerSpec",
    "OptionKind",
    "OptionSpec",
    "OptionValue",
    "Options",
    "OutreachHooks",
    "PluginContext",
    "PluginHost",
    "PublicationsSent",
    "RecordsChanged",
    "RendererContext",
    "RendererSpec",
    "ReportContext",
    "ReportSpec",
    "RuleContext",
    "RuleSpec",
    "StagesOpened",
    "StoreContext",
    "StoreSpec",
    "TimetableContext",
    "TimetableSpec",
    "hookimpl",
]
