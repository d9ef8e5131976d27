"""What plugins are called with: frozen, one for each call, and free to grow.

A plugin reads the fields that it knows. A new field comes with a default, so that the tests of a plugin that
build a context themselves go on working; a field that is to go warns for two minor versions first
(`pilkada_outreach.plugins.deprecation`).
"""

from datetime import date
from pathlib import Path

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.plugins.options import NO_OPTIONS, Options
from pilkada_outreach.reporting.model import ReportQuestion
from pilkada_outreach.snapshot import Snapshot


@attrs.frozen(kw_only=True)
class PluginContext:
    """What every hook is called with."""

    api_version: int


@attrs.frozen(kw_only=True)
class StoreContext:
    """What a store is opened with."""

    url: str = attrs.field(repr=False)
    """`sqlite:///kukar.db`; the part before `:` chose the store. It may hold a password."""
    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class ChannelContext:
    """What a channel is made with."""

    options: Options = NO_OPTIONS
    """The office's options for this channel."""


@attrs.frozen(kw_only=True)
class RendererContext:
    """What a renderer is made with."""

    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class ReportContext(ReportQuestion):
    """What a report is built from; a function that takes a ReportQuestion takes it as well."""

    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class RuleContext:
    """What a rule is made with."""

    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class TimetableContext:
    """What a timetable is loaded with."""

    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class ImporterContext:
    """What an importer reads."""

    data: bytes
    """The whole file."""
    name: str = ""
    """Its name without folders, for messages: `media.xlsx`."""
    path: Path | None = None
    """Where it lies, for formats that name files beside it; None for bytes that came from elsewhere."""
    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class ExporterContext:
    """What an exporter writes."""

    snapshot: Snapshot
    """The records known on the day."""
    on: date
    commission: Id
    """Whose export it is."""
    options: Options = NO_OPTIONS


@attrs.frozen(kw_only=True)
class ListenerContext:
    """What a listener is made with."""

    options: Options = NO_OPTIONS
