"""Cannot read."""

from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins import ImporterContext, ImporterSpec, hookimpl
from tests.plugins import parts


def read(context: ImporterContext) -> Program:
    raise UnicodeError("not a sheet")


@hookimpl
def outreach_importers() -> tuple[ImporterSpec, ...]:
    return (parts.importer("siaran", read),)
