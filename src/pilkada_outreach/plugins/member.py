"""One plugin behind its boundary: whatever goes wrong takes all of its offers away, and nothing else."""

import logging
from collections.abc import Callable
from typing import NoReturn, TypeVar, cast
from weakref import WeakKeyDictionary

import attrs
import pluggy

from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.boundary import BrokenPlugin, contained
from pilkada_outreach.plugins.contexts import PluginContext
from pilkada_outreach.plugins.hooks import API_VERSION
from pilkada_outreach.plugins.kinds import Kind, S, specs_in
from pilkada_outreach.plugins.limit import Overstayed, TimeLimit
from pilkada_outreach.plugins.options import Options
from pilkada_outreach.plugins.reading import api_of, caller, hooks_of
from pilkada_outreach.plugins.report import PluginLine, PluginStatus
from pilkada_outreach.snapshot import Snapshot

T = TypeVar("T")

logger: logging.Logger = logging.getLogger("pilkada_outreach.plugins")


@attrs.define(eq=False, kw_only=True)
class Member:
    """A plugin of one host, from the moment that it was found.

    Each has a plugin manager of its own. With one manager for all, pluggy tells plugins apart by `==`
    and by hash, so that two equal instances of an attrs class collide; its results carry no name, and
    the first that raises loses what the others returned. Calling one plugin at a time through
    `subset_hook_caller` mends the last two only, and leaves a broken plugin to be unregistered. Here
    the boundary is the manager: a plugin that fails loses it, and nothing of it is left.
    """

    name: str
    distribution: str = ""
    version: str = ""
    is_own: bool = False
    """Whether it is the library's own, which is trusted like the rest of the library."""
    is_isolated: bool = False
    """Whether the office wants it in a process of its own, wherever that can be."""
    limit: TimeLimit | None = None
    api: int | None = None
    status: PluginStatus = "loaded"
    cause: str = ""
    error: PluginError | None = None
    """What a strict host raises."""
    plugin: object = None
    _manager: pluggy.PluginManager | None = None
    _secrets: list[Options] = attrs.field(factory=list[Options])
    _answers: dict[str, object] = attrs.field(factory=dict[str, object])
    _views: WeakKeyDictionary[Snapshot, Snapshot] = attrs.field(
        factory=WeakKeyDictionary[Snapshot, Snapshot]
    )

    def __str__(self) -> str:
        origin = f"{self.distribution} {self.version}".strip()
        return f"plugin {self.name!r} ({origin or 'given as an object'})"

    @property
    def is_loaded(self) -> bool:
        """Whether its offers count."""
        return self.status in ("loaded", "troubled")

    def load(self, load: Callable[[], object]) -> bool:
        """Import it and read its hooks, without calling any, and say whether it worked."""
        try:
            plugin = self.contained(load, doing="importing it")
        except PluginError as error:
            self.fail(error)
            return False
        return self.take(plugin)

    def take(self, plugin: object) -> bool:
        """Read the hooks of what is imported already, and say whether it worked."""
        self.plugin = plugin
        try:
            self.contained(self._read_hooks, doing="reading its hooks")
        except PluginError as error:
            self.fail(error)
        return self.is_loaded

    def ask(self, kind: Kind[S]) -> tuple[S, ...]:
        """What it offers of one kind, asked once; nothing when it has failed."""
        if not self.is_loaded:
            return ()
        if kind.hook not in self._answers:
            try:
                answer = self.contained(lambda: self._answer(kind), doing=kind.hook)
            except PluginError as error:
                self.fail(error)
                return ()
            self._answers[kind.hook] = answer
        return cast("tuple[S, ...]", self._answers[kind.hook])

    def view(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot of its own, so that what it does to it reaches nobody else."""
        if self.is_own:
            return snapshot
        if snapshot not in self._views:
            self._views[snapshot] = Snapshot(snapshot)
        return self._views[snapshot]

    def keep_secret(self, options: Options) -> None:
        """Show no secret of these options in what is told about it."""
        self._secrets.append(options)

    def fail(self, error: PluginError, status: PluginStatus = "failed") -> None:
        """Take it out, with the error that a strict host raises."""
        self.error = error
        self.disable(error.cause, status)
        logger.warning("plugin %s is %s; the plugin report says why", self.name, status)

    def trouble(self, error: PluginError) -> None:
        """Note what went wrong, and go on using it."""
        self.error = error
        self.status = "troubled"
        self.cause = error.cause
        logger.warning("plugin %s is in trouble; the plugin report says why", self.name)

    def disable(self, cause: str, status: PluginStatus = "disabled") -> None:
        """Take it out."""
        self.status = status
        self.cause = cause
        self._manager = None

    def line(self, offers: tuple[str, ...]) -> PluginLine:
        """Its line in the report."""
        return PluginLine(
            name=self.name,
            distribution=self.distribution,
            version=self.version,
            api=self.api,
            status=self.status,
            cause=self.cause,
            offers=offers,
        )

    def contained(self, function: Callable[[], T], *, doing: str) -> T:
        """Call something of it behind its boundary, within its limit. Raises PluginError, which is not noted yet."""
        if self.limit is None:
            return contained(self.name, function, doing=doing)
        try:
            return self.limit.run(lambda: contained(self.name, function, doing=doing))
        except Overstayed as error:
            raise self.late(doing) from error

    def late(self, doing: str) -> BrokenPlugin:
        """What it is told when it did not come back."""
        assert self.limit is not None
        return BrokenPlugin(self.name, f"{doing} took longer than {self.limit.seconds:g} s")

    def noted(self, error: PluginError) -> PluginError:
        """The error without secrets, after it was noted."""
        cause = error.cause
        for options in self._secrets:
            cause = options.without_secrets(cause)
        shown = error if cause == error.cause else type(error)(error.plugin, cause)
        if isinstance(error, BrokenPlugin):
            self.fail(shown)
        else:
            self.trouble(shown)
        return shown

    def refuse(self) -> NoReturn:
        """Raise PluginError, since it was taken out."""
        raise PluginError(self.name, self.cause)

    def _read_hooks(self) -> None:
        self.api = api_of(self.name, self.plugin)
        if self.api != API_VERSION:
            cause = (
                f"made for plugin API {self.api}, and this is API {API_VERSION}; "
                "install the release of it that fits"
            )
            self.fail(PluginError(self.name, cause), status="disabled")
        else:
            self._manager = hooks_of(self.name, self.plugin)

    def _answer(self, kind: Kind[S]) -> tuple[S, ...]:
        if self._manager is None:
            return ()
        hook = caller(self._manager, kind.hook)
        count = len(hook.get_hookimpls())
        # a new context for each: frozen does not stop those who write past it
        answers: list[object] = hook(context=PluginContext(api_version=API_VERSION))
        answers += [None] * (count - len(answers))  # pluggy leaves out who returned None
        specs = tuple(spec for answer in answers for spec in specs_in(kind, self.name, answer))
        names = [spec.name for spec in specs]
        for name in names:
            if names.count(name) > 1:
                raise PluginError(self.name, f"{kind.hook} returned the {kind.name} {name!r} twice")
        return specs
