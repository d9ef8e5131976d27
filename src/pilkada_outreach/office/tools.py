"""What plugins offer an office: made with its options, called behind their boundaries, checked, and kept."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from typing import Self

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Code, Record
from pilkada_outreach.errors import (
    MissingExtra,
    OfficeState,
    PluginError,
    StoreError,
    UnknownName,
    ValidationFailed,
)
from pilkada_outreach.exchange.program import Program
from pilkada_outreach.office.events import Listeners
from pilkada_outreach.office.outlets import Outlets
from pilkada_outreach.office.settings import Given, Plugins, Settings
from pilkada_outreach.plugins import kinds
from pilkada_outreach.plugins.contexts import (
    ExporterContext,
    ImporterContext,
    RendererContext,
    ReportContext,
    RuleContext,
    StoreContext,
    TimetableContext,
)
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.results import (
    guarded,
    wrong_bytes,
    wrong_records,
    wrong_renderer,
    wrong_report,
    wrong_rule,
    wrong_store,
    wrong_timetable,
)
from pilkada_outreach.plugins.specs import CodeListSpec, ImporterSpec, RuleSpec
from pilkada_outreach.ports import Store
from pilkada_outreach.problems import Language
from pilkada_outreach.reference import codes
from pilkada_outreach.reference.codes import Entry
from pilkada_outreach.reporting.model import Renderer, Report, ReportQuestion
from pilkada_outreach.rules.base import Rule

PASSING = (MissingExtra,)
Read = Callable[[ImporterContext], Program | tuple[Record, ...]]


class Tools:
    """The plugins of one office in use; closed with it."""

    def __init__(self, host: PluginHost, settings: Settings) -> None:
        self.host = host
        self.outlets: Outlets = Outlets(host, settings)
        self.listeners: Listeners = Listeners(host, settings)
        self._settings = settings
        self._renderers: dict[str, Renderer] = {}
        self._readers: dict[str, Read] = {}
        self._rules: dict[str, Rule] = {}
        self._timetables: dict[str, Timetable] = {}
        self._to_close = ExitStack()
        self._to_close.callback(self.host.close)
        self._to_close.callback(self.outlets.close)

    @classmethod
    def of(cls, plugins: Plugins, options: Given, *, strict: bool) -> Self:
        """The tools of an office that is being opened. Raises ValidationFailed for its options."""
        if isinstance(plugins, PluginHost):
            if strict:
                raise ValueError("say strict=True where the PluginHost is made")
            host = plugins
        else:
            host = PluginHost(plugins, strict=strict)
        settings = Settings(options)
        settings.check(host)
        return cls(host, settings)

    def close(self) -> None:
        """End the threads and processes that plugins run in."""
        self._to_close.close()

    def store(self, url: str) -> Store:
        """The store for a URL, opened. Raises UnknownName, StoreError, MissingExtra or PluginError."""
        offer = self.host.find(kinds.STORE, url.partition(":")[0].partition("+")[0])
        options = self._settings.options(offer, offer.spec.options)
        return offer.call(
            lambda: offer.spec.open(StoreContext(url=url, options=options)),
            wrong=wrong_store,
            passing=(MissingExtra, StoreError),
            limited=False,  # a database connection stays in the thread that opened it
        )

    def report(self, name: str, question: ReportQuestion) -> Report:
        """A report, built. Raises UnknownName or PluginError."""
        offer = self.host.find(kinds.REPORT, name)
        context = ReportContext(
            snapshot=offer.maker.view(question.snapshot),
            on=question.on,
            commission=question.commission,
            options=self._settings.options(offer, offer.spec.options),
        )
        return offer.call(lambda: offer.spec.build(context), wrong=wrong_report, given=(context,))

    def render(self, form: str, report: Report, lang: Language) -> bytes:
        """A report in a form. Raises UnknownName, MissingExtra or PluginError."""
        offer = self.host.find(kinds.RENDERER, form)
        isolated = offer.is_isolated(offer.spec.isolation)
        if form not in self._renderers:
            context = RendererContext(options=self._settings.options(offer, offer.spec.options))
            if isolated:
                from pilkada_outreach.plugins.isolated import (
                    IsolatedRenderer,
                )  # few offices need it

                process = IsolatedRenderer(offer, context)
                self._to_close.callback(process.close)
                self._renderers[form] = process
            else:
                self._renderers[form] = offer.call(
                    lambda: offer.spec.make(context),
                    wrong=wrong_renderer,
                    given=(context,),
                    passing=PASSING,
                )
        renderer = self._renderers[form]
        own = report if offer.maker.is_own else deepcopy(report)
        return offer.call(
            lambda: renderer.render(own, lang),
            wrong=wrong_bytes,
            given=(own,),
            passing=PASSING,
            limited=not isolated,
        )

    def timetable(self, name: str) -> Timetable | None:
        """A plugin's timetable, with its days; None when no plugin offers it. Raises PluginError."""
        if name not in self._timetables:
            try:
                offer = self.host.find(kinds.TIMETABLE, name)
            except UnknownName:
                return None
            context = TimetableContext(options=self._settings.options(offer, offer.spec.options))
            loaded = offer.call(
                lambda: offer.spec.load(context), wrong=wrong_timetable, given=(context,)
            )
            self._timetables[name] = loaded.resolved()
        return self._timetables[name]

    def rule(self, offer: Offer[RuleSpec]) -> Rule:
        """A plugin's rule, made once. Raises ValidationFailed or PluginError."""
        name = offer.spec.name
        if name not in self._rules:
            context = RuleContext(options=self._settings.options(offer, offer.spec.options))
            made = offer.call(
                lambda: offer.spec.make(context), wrong=wrong_rule(name), given=(context,)
            )
            self._rules[name] = guarded(made, offer.maker.name)
        return self._rules[name]

    def read(self, name: str, data: bytes, file: Path | None) -> Program | tuple[Record, ...]:
        """What an importer reads. Raises UnknownName, ValidationFailed, MissingExtra or PluginError."""
        offer = self.host.find(kinds.IMPORTER, name)
        isolated = offer.is_isolated(offer.spec.isolation)
        context = ImporterContext(
            data=data,
            name="" if file is None else file.name,
            path=file,
            options=self._settings.options(offer, offer.spec.options),
        )
        read = self._isolated_reader(offer) if isolated else offer.spec.read
        return offer.call(
            lambda: read(context),
            wrong=wrong_records,
            given=(context,),
            passing=(MissingExtra, ValidationFailed),
            limited=not isolated,
        )

    def importer_for(self, file: Path) -> str:
        """The one importer that reads files with this ending. Raises UnknownName, or OfficeState for several."""
        suffixes = {spec.name: spec.suffixes for spec in self.host.importers().values()}
        ending = file.name.lower()
        found = [
            name for name, ends in suffixes.items() if any(ending.endswith(end) for end in ends)
        ]
        if len(found) > 1:
            raise OfficeState(f"{' and '.join(found)} read such files; say which with importer=")
        if not found:
            known = tuple(sorted({end for ends in suffixes.values() for end in ends}))
            raise UnknownName("importer for files", file.suffix or file.name, known)
        return found[0]

    def write(self, name: str, question: ReportQuestion) -> bytes:
        """What an exporter writes. Raises UnknownName, ValidationFailed, MissingExtra or PluginError."""
        offer = self.host.find(kinds.EXPORTER, name)
        context = ExporterContext(
            snapshot=offer.maker.view(question.snapshot),
            on=question.on,
            commission=question.commission,
            options=self._settings.options(offer, offer.spec.options),
        )
        return offer.call(
            lambda: offer.spec.write(context), wrong=wrong_bytes, given=(context,), passing=PASSING
        )

    def codes(self, list: str) -> tuple[Entry, ...]:  # noqa: A002  # the word of the field
        """A shipped list, and after it what plugins add, by code. Raises UnknownName."""
        return (*codes.entries(list), *local_codes(self.host).get(list, ()))

    def _isolated_reader(self, offer: Offer[ImporterSpec]) -> Read:
        from pilkada_outreach.plugins.isolated import IsolatedImporter  # few offices need it

        name = offer.spec.name
        if name not in self._readers:
            process = IsolatedImporter(offer)
            self._to_close.callback(process.close)
            self._readers[name] = process.read
        return self._readers[name]


def local_codes(host: PluginHost) -> Mapping[str, tuple[Entry, ...]]:
    """What plugins add to each code list, by code. A code that two explain differently is left out."""
    found: dict[str, dict[Code, list[tuple[Offer[CodeListSpec], Entry]]]] = {}
    for offer in host.all(kinds.CODE_LIST):
        of_list = found.setdefault(offer.spec.adds_to, {})
        for entry in offer.spec.entries:
            of_list.setdefault(entry.code, []).append((offer, entry))
    agreed: dict[str, tuple[Entry, ...]] = {}
    for name, of_list in found.items():
        for code, told in of_list.items():
            if any(entry != told[0][1] for _, entry in told):
                makers = [offer.maker for offer, _ in told]
                cause = f"{' and '.join(map(str, makers))} explain the {name} {code} differently"
                for maker in makers:
                    maker.trouble(PluginError(maker.name, cause))
                told.clear()
        agreed[name] = tuple(told[0][1] for _, told in sorted(of_list.items()) if told)
    return agreed
