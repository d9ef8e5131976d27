"""Objects that are no plugins, or bad ones, for entry points that name an object."""

from functools import cached_property

from pilkada_outreach.plugins import ChannelSpec, OutreachHooks, PluginContext, hookimpl
from tests.plugins import parts


class Radio(OutreachHooks):
    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (parts.channel("radio"),)


class Stranger:
    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (parts.channel("radio"),)


class Unmarked(OutreachHooks):
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (parts.channel("radio"),)


class Property(OutreachHooks):
    @cached_property
    def outreach_channels(self) -> tuple[ChannelSpec, ...]:  # type: ignore[override]
        return (parts.channel("radio"),)


class WithoutSelf(OutreachHooks):
    @hookimpl
    def outreach_channels(context: PluginContext) -> tuple[ChannelSpec, ...]:  # type: ignore[misc, override] # noqa: N805
        return (parts.channel(f"radio-{context.api_version}"),)


class Opaque(OutreachHooks):
    def __dir__(self) -> list[str]:
        raise RuntimeError("nothing to see here")


stranger = Stranger()
unmarked = Unmarked()
property_hook = Property()
without_self = WithoutSelf()
opaque = Opaque()
nothing = None
