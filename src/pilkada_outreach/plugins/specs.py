"""What a plugin offers: descriptors with a name, a factory and a summary; the host does the calling."""

from collections.abc import Callable, Mapping

import attrs

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.ports import Channel, Idempotency, Store
from pilkada_outreach.reporting.model import Bilingual, BuildReport, Renderer
from pilkada_outreach.rules.base import Rule


@attrs.frozen(kw_only=True)
class PluginContext:
    """What every hook is called with. It may grow; a plugin reads what it knows."""

    api_version: int


@attrs.frozen(kw_only=True)
class StoreContext:
    """What a store is opened with."""

    url: str
    """`sqlite:///kukar.db`; the part before `:` chose the store."""


@attrs.frozen(kw_only=True)
class ChannelContext:
    """What a channel is made with."""

    options: Mapping[str, str]
    """The office's options for this channel; the channel refuses what it does not know."""


@attrs.frozen(kw_only=True)
class StoreSpec:
    """A store for registers, chosen by the scheme of the URL."""

    name: str
    """The URL's scheme: `sqlite`."""
    open: Callable[[StoreContext], Store]
    summary: Bilingual


@attrs.frozen(kw_only=True)
class ChannelSpec:
    """A way to publish."""

    name: str
    """What publications write in `channel`: `website`."""
    make: Callable[[ChannelContext], Channel]
    idempotency: Idempotency
    summary: Bilingual


@attrs.frozen(kw_only=True)
class RendererSpec:
    """A form that reports can be rendered in."""

    name: str
    """`html`, `markdown`, `csv`."""
    make: Callable[[], Renderer]
    suffix: str
    """The ending of its files: `.html`."""
    media_type: str
    summary: Bilingual


@attrs.frozen(kw_only=True)
class ReportSpec:
    """A report that the office can make."""

    name: str
    """`fulfilment`."""
    build: BuildReport
    summary: Bilingual


@attrs.frozen(kw_only=True)
class RuleSpec:
    """A rule that the office asks when it checks and when it sends."""

    name: str
    """The rule's own name."""
    rule: Rule
    summary: Bilingual


@attrs.frozen(kw_only=True)
class TimetableSpec:
    """A timetable beside the shipped ones."""

    name: str
    """What elections write in `timetable`."""
    load: Callable[[], Timetable]
    summary: Bilingual
