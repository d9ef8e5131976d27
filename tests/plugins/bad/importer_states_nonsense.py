"""Reads a program that states fields which its records do not have."""

from pilkada_outreach.exchange.program import Entry, Program
from pilkada_outreach.plugins import ImporterContext, ImporterSpec, hookimpl
from pilkada_outreach.rules.example_world import world
from tests.plugins import parts


def read(context: ImporterContext) -> Program:
    entry = Entry(record=world()[0], path="A1", stated=frozenset({"nama"}))
    return Program(name="siaran", entries=(entry,))


@hookimpl
def outreach_importers() -> tuple[ImporterSpec, ...]:
    return (parts.importer("siaran", read),)
