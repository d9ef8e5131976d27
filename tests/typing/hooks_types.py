# mypy: ignore-errors
"""A plugin written against `OutreachHooks`, and two with mistakes; marked as in `wrong_uses.py`."""

from typing import assert_type

from pilkada_outreach.plugins import (
    ChannelSpec,
    OutreachHooks,
    PluginContext,
    ReportSpec,
    StoreSpec,
    hookimpl,
)


class Good(OutreachHooks):
    @hookimpl
    def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        assert_type(context.api_version, int)
        return ()


class WrongArgument(OutreachHooks):
    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_channels(self, context: str) -> tuple[ChannelSpec, ...]:
        return ()


class WrongReturn(OutreachHooks):
    @hookimpl
    # E: override reportIncompatibleMethodOverride
    def outreach_reports(self, context: PluginContext) -> list[ReportSpec]:
        return []

    @hookimpl
    # E: override reportIncompatibleMethodOverride
    async def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        return ()


def use(plugin: Good, context: PluginContext) -> None:
    assert_type(plugin.outreach_stores(context), tuple[StoreSpec, ...])
    plugin.outreach_stores("context")  # E: arg-type reportArgumentType
