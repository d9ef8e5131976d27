"""A plugin whose channel, renderer and importer run in a process of their own, and say where they are."""

import os
import time
from collections.abc import Iterator

from pilkada_outreach import Evidence, MissingExtra, Outcome
from pilkada_outreach.exchange.program import Entry, Program
from pilkada_outreach.plugins import (
    ChannelContext,
    ChannelSpec,
    ImporterContext,
    ImporterSpec,
    OptionSpec,
    OutreachHooks,
    PluginContext,
    RendererContext,
    RendererSpec,
    hookimpl,
)
from pilkada_outreach.ports import Channel, DeliveryBatch, DeliveryResult, Idempotency
from pilkada_outreach.problems import Language, ProblemKind, Severity
from pilkada_outreach.reporting.model import Renderer, Report
from pilkada_outreach.rules.example_world import world
from tests.plugins import parts

OPTIONS = (
    OptionSpec(name="token", secret=True, default="", summary=parts.SUMMARY),
    OptionSpec(name="does", default="", summary=parts.SUMMARY),
)
ODD = ProblemKind(
    code="test.odd",
    severity=Severity.WARNING,
    en="{value} is {odd}.",
    id="{value} itu {odd}.",
    mend_en="Mend {value}.",
    mend_id="Perbaiki {value}.",
)


class Radio:
    """Delivers, and says in which process, how often it was made and how many records it saw."""

    def __init__(self, context: ChannelContext) -> None:
        self.does = context.options.text("does")
        self.token = context.options.text("token")
        self.batches = 0

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        self.batches += 1
        for number, delivery in enumerate(batch.deliveries):
            if number == 1 and self.does == "hangs":
                time.sleep(60)
            if number == 1 and self.does == "dies":
                os._exit(3)
            if number == 1 and self.does == "raises":
                raise OSError(f"refused {self.token}")
            yield DeliveryResult(
                publication=delivery.publication.id,
                outcome=Outcome.DELIVERED,
                remote_id=f"{os.getpid()} {self.batches} {len(batch.snapshot)}",
                evidence=Evidence(url="https://contoh.example/ä?x=1", captured_at=batch.now),
            )


def make(context: ChannelContext) -> Channel:
    return Radio(context)


class Sheet:
    def render(self, report: Report, lang: Language) -> bytes:
        if lang == "en":
            raise MissingExtra("pages", "Rendering")
        return bytes(range(256)) + f"{os.getpid()} {report.title.text(lang)}".encode()


def make_sheet(context: RendererContext) -> Renderer:
    return Sheet()


def read(context: ImporterContext) -> Program:
    if context.data == b"broken":
        raise ValueError("half a file")
    return Program(
        name=f"{context.name} {os.getpid()}",
        entries=tuple(
            Entry(record=record, path=f"row {place}", stated=frozenset({"id"}))
            for place, record in enumerate(world())
        ),
        problems=(ODD.at("row 1", value="{x}", odd="odd", rule="none", source="PKPU 9/2022"),),
    )


class Faraway(OutreachHooks):
    """A class, so that a test can say how its channel bears a resend."""

    def __init__(self, idempotency: Idempotency = "key") -> None:
        self.idempotency = idempotency

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (
            ChannelSpec(
                name="radio",
                make=make,
                idempotency=self.idempotency,
                summary=parts.SUMMARY,
                options=OPTIONS,
                isolation="process",
            ),
        )

    @hookimpl
    def outreach_renderers(self, context: PluginContext) -> tuple[RendererSpec, ...]:
        return (parts.renderer("lembar", make_sheet, isolation="process"),)

    @hookimpl
    def outreach_importers(self, context: PluginContext) -> tuple[ImporterSpec, ...]:
        return (parts.importer("siaran", read, isolation="process"),)
