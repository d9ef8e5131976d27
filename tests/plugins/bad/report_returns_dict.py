"""Returns a report as a dict."""

from pilkada_outreach.plugins import ReportContext, ReportSpec, hookimpl
from pilkada_outreach.reporting.model import Report
from tests.plugins import parts


def build(context: ReportContext) -> Report:
    return {"name": "angka"}  # type: ignore[return-value]


@hookimpl
def outreach_reports() -> tuple[ReportSpec, ...]:
    return (parts.report("angka", build),)
