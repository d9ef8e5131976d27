"""Ends its process while it reads."""

import os

from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins import ImporterContext, ImporterSpec, hookimpl
from tests.plugins import parts


def read(context: ImporterContext) -> Program:
    os._exit(10)


@hookimpl
def outreach_importers() -> tuple[ImporterSpec, ...]:
    return (parts.importer("siaran", read, isolation="process"),)
