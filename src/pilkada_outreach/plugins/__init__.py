"""Plugins: what they may offer, how they are found, and how their failures are contained."""

from pilkada_outreach.plugins.hooks import API_VERSION, PROJECT, OutreachHooks, hookimpl
from pilkada_outreach.plugins.specs import (
    ChannelContext,
    ChannelSpec,
    PluginContext,
    RendererSpec,
    ReportSpec,
    RuleSpec,
    StoreContext,
    StoreSpec,
    TimetableSpec,
)

__all__ = [
    "API_VERSION",
    "PROJECT",
    "ChannelContext",
    "ChannelSpec",
    "OutreachHooks",
    "PluginContext",
    "RendererSpec",
    "ReportSpec",
    "RuleSpec",
    "StoreContext",
    "StoreSpec",
    "TimetableSpec",
    "hookimpl",
]
