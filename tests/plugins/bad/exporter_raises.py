"""Cannot write."""

from pilkada_outreach.plugins import ExporterContext, ExporterSpec, hookimpl
from tests.plugins import parts


def write(context: ExporterContext) -> bytes:
    raise PermissionError("read-only")


@hookimpl
def outreach_exporters() -> tuple[ExporterSpec, ...]:
    return (parts.exporter("arus", write),)
