"""Reads a list."""

from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins import ImporterContext, ImporterSpec, hookimpl
from tests.plugins import parts


def read(context: ImporterContext) -> Program:
    return []  # type: ignore[return-value]


@hookimpl
def outreach_importers() -> tuple[ImporterSpec, ...]:
    return (parts.importer("siaran", read),)
