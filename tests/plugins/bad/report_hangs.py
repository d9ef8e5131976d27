"""Hangs while it builds its report."""

from pilkada_outreach.plugins import ReportContext, ReportSpec, hookimpl
from pilkada_outreach.reporting.model import Report
from tests.plugins import parts


def build(context: ReportContext) -> Report:
    parts.hang()
    raise RuntimeError("late")


@hookimpl
def outreach_reports() -> tuple[ReportSpec, ...]:
    return (parts.report("angka", build),)
