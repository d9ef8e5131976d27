"""Writes text instead of bytes."""

from pilkada_outreach.plugins import ExporterContext, ExporterSpec, hookimpl
from tests.plugins import parts


def write(context: ExporterContext) -> bytes:
    return "arus"  # type: ignore[return-value]


@hookimpl
def outreach_exporters() -> tuple[ExporterSpec, ...]:
    return (parts.exporter("arus", write),)
