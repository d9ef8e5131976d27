"""What a plugin offers: descriptors with a name, a factory and a summary; the host does the calling."""

from collections.abc import Callable
from typing import Literal

import attrs

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Record
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.plugins.contexts import (
    ChannelContext,
    ExporterContext,
    ImporterContext,
    ListenerContext,
    RendererContext,
    ReportContext,
    RuleContext,
    StoreContext,
    TimetableContext,
)
from pilkada_outreach.plugins.events import Listener
from pilkada_outreach.plugins.options import OptionSpec
from pilkada_outreach.ports import Channel, Idempotency, Store
from pilkada_outreach.reference.codes import Entry
from pilkada_outreach.reporting.model import Bilingual, Renderer, Report
from pilkada_outreach.rules.base import Rule

Isolation = Literal["none", "process"]
"""Where it runs: `none`, in the office's own process; `process`, in one of its own that can be ended.

For `process` the factory must be importable: a function or class at the top of a module.
"""


@attrs.frozen(kw_only=True)
class StoreSpec:
    """A store for registers, chosen by the scheme of the URL."""

    name: str
    """The URL's scheme: `sqlite`."""
    open: Callable[[StoreContext], Store]
    """Opens a register, or makes the one that is missing. Raises StoreError."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""
    persistent: bool = True
    """Whether the register is still there after closing."""
    shared: bool = False
    """Whether several processes may have one register open at a time."""


@attrs.frozen(kw_only=True)
class ChannelSpec:
    """A way to publish."""

    name: str
    """What publications write in `channel`: `website`."""
    make: Callable[[ChannelContext], Channel]
    """Makes it, once for an office, when it is first needed."""
    idempotency: Idempotency
    """How it bears a resend: `key`, the receiver knows the key again; `state`, the same state comes of it;
    `none`, a second sending is a second message."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""
    isolation: Isolation = "none"
    """`process`: it runs in a process of its own; then its factory must be importable."""


@attrs.frozen(kw_only=True)
class RendererSpec:
    """A form that reports can be rendered in."""

    name: str
    """`html`, `markdown`, `csv`."""
    make: Callable[[RendererContext], Renderer]
    """Makes it, once for an office."""
    suffix: str
    """The ending of its files: `.html`."""
    media_type: str
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""
    isolation: Isolation = "none"
    """`process`: it runs in a process of its own; then its factory must be importable."""


@attrs.frozen(kw_only=True)
class ReportSpec:
    """A report that the office can make."""

    name: str
    """`fulfilment`."""
    build: Callable[[ReportContext], Report]
    """Builds the report: a pure function of what it is given."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""


@attrs.frozen(kw_only=True)
class RuleSpec:
    """A rule that the office asks when it checks and when it sends."""

    name: str
    """The rule's own name."""
    make: Callable[[RuleContext], Rule]
    """Makes the rule, whose name is this one's, once for an office."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""


@attrs.frozen(kw_only=True)
class TimetableSpec:
    """A timetable beside the shipped ones."""

    name: str
    """What elections write in `timetable`."""
    load: Callable[[TimetableContext], Timetable]
    """Loads it, once for an office."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""


@attrs.frozen(kw_only=True)
class ImporterSpec:
    """A form of files that the office can read."""

    name: str
    """`media-sheet`."""
    read: Callable[[ImporterContext], Program | tuple[Record, ...]]
    """From a file to records. A Program says also which fields the file states, and its warnings."""
    suffixes: tuple[str, ...]
    """The endings of such files: `.xlsx`, `.ods`; none where it is chosen by name alone."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""
    isolation: Isolation = "none"
    """`process`: it runs in a process of its own; then its factory must be importable."""


@attrs.frozen(kw_only=True)
class ExporterSpec:
    """A form that records can be written in, for other systems."""

    name: str
    """`popolo`."""
    write: Callable[[ExporterContext], bytes]
    """Writes it: a pure function of what it is given."""
    suffix: str
    """The ending of its files: `.json`."""
    media_type: str
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""


@attrs.frozen(kw_only=True)
class CodeListSpec:
    """Local codes for one of the open code lists; with them, the office takes these codes as declared."""

    name: str
    """Its own name, such as `kukar-topics`: two plugins may both add to the topics."""
    adds_to: str
    """The list, as `pilkada_outreach.codes.lists()` names it: `topic`."""
    entries: tuple[Entry, ...]
    summary: Bilingual
    """What it is, in a few words of both languages."""


@attrs.frozen(kw_only=True)
class ListenerSpec:
    """Something that hears of events after they happened."""

    name: str
    make: Callable[[ListenerContext], Listener]
    """Makes it, once for an office, when there is first something to tell."""
    summary: Bilingual
    """What it is, in a few words of both languages."""
    options: tuple[OptionSpec, ...] = ()
    """The settings that it takes."""
