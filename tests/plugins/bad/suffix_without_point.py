"""Offers a form of reports whose files end in no suffix."""

import attrs

from pilkada_outreach.plugins import RendererSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_renderers() -> tuple[RendererSpec, ...]:
    return (attrs.evolve(parts.renderer("lembar"), suffix="TXT"),)
