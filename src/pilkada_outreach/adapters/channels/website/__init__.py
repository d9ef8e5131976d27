"""The channel `website`: a static site of official information, readable everywhere, without JavaScript."""

from pilkada_outreach.adapters.channels.website.channel import WEBSITE, WebsiteChannel

__all__ = ["WEBSITE", "WebsiteChannel"]
