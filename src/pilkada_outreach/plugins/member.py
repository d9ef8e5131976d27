"""One plugin behind its boundary: whatever goes wrong takes all of its offers away, and nothing else."""

import inspect
from collections.abc import Callable
from functools import cached_property
from types import ModuleType

import attrs
import pluggy

from pilkada_outreach._text import nearest
from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.boundary import contained
from pilkada_outreach.plugins.hooks import API_VERSION, PROJECT, OutreachHooks
from pilkada_outreach.plugins.offers import Kind, S, specs_in
from pilkada_outreach.plugins.report import PluginLine, PluginStatus
from pilkada_outreach.plugins.specs import PluginContext

API_ATTRIBUTE = "PILKADA_OUTREACH_API"
"""A module, or a class of plugins, may say which API it was made for; without it, this one."""

_PREFIX = "outreach_"
_HOOKS = tuple(sorted(name for name in vars(OutreachHooks) if name.startswith(_PREFIX)))


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
    status: PluginStatus = "loaded"
    cause: str = ""
    error: PluginError | None = None
    """What a strict host raises."""
    plugin: object = None
    _manager: pluggy.PluginManager | None = None

    def __str__(self) -> str:
        origin = f"{self.distribution} {self.version}".strip()
        return f"plugin {self.name!r} ({origin or 'given as an object'})"

    @property
    def is_loaded(self) -> bool:
        """Whether its offers count."""
        return self.status == "loaded"

    def load(self, load: Callable[[], object]) -> bool:
        """Import it and read its hooks, without calling any, and say whether it worked."""
        try:
            plugin = contained(self.name, load, doing="importing it")
        except PluginError as error:
            self.fail(error)
            return False
        return self.take(plugin)

    def take(self, plugin: object) -> bool:
        """Read the hooks of what is imported already, and say whether it worked."""
        self.plugin = plugin
        try:
            contained(self.name, self._register, doing="reading its hooks")
        except PluginError as error:
            self.fail(error)
        return self.is_loaded

    def ask(self, kind: Kind[S]) -> tuple[S, ...]:
        """What it offers of one kind; nothing once it has failed."""
        try:
            return contained(self.name, lambda: self._answer(kind), doing=kind.hook)
        except PluginError as error:
            self.fail(error)
            return ()

    def fail(self, error: PluginError, status: PluginStatus = "failed") -> None:
        """Take it out, with the error that a strict host raises."""
        self.error = error
        self.disable(error.cause, status)

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
            status=self.status,
            cause=self.cause,
            offers=offers,
        )

    def _register(self) -> None:
        plugin = self.plugin
        if isinstance(plugin, type):
            raise self._refused(f"the class {plugin.__name__} is no plugin; give an instance of it")
        if not isinstance(plugin, ModuleType | OutreachHooks):
            raise self._refused(
                f"a {type(plugin).__name__} is no plugin; "
                "give a module, or an instance of a subclass of OutreachHooks"
            )
        if not self._speaks_this_api(plugin):
            return
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(OutreachHooks)
        marked = 0
        for attribute in dir(plugin):
            marked += self._is_hook(manager, plugin, attribute)
        if not marked:
            raise self._refused("it has no hook; mark its functions with @hookimpl")
        try:
            manager.register(plugin, name=self.name)
        except pluggy.PluginValidationError as error:
            raise self._refused(f"wrong signature: {' '.join(str(error).split())}") from error
        for hook in _HOOKS:
            for implementation in _caller(manager, hook).get_hookimpls():
                self._check_form(hook, implementation)
        self._manager = manager

    def _speaks_this_api(self, plugin: object) -> bool:
        version: object = getattr(plugin, API_ATTRIBUTE, API_VERSION)
        if type(version) is not int:
            raise self._refused(f"{API_ATTRIBUTE} is {version!r}; write a number: {API_VERSION}")
        if version != API_VERSION:
            cause = (
                f"made for plugin API {version}, and this is API {API_VERSION}; "
                "install the release of it that fits"
            )
            self.fail(PluginError(self.name, cause), status="disabled")
        return version == API_VERSION

    def _is_hook(self, manager: pluggy.PluginManager, plugin: object, attribute: str) -> bool:
        """Whether an attribute is a marked hook. Raises PluginError when it was meant to be one."""
        options = manager.parse_hookimpl_opts(plugin, attribute)
        if options is not None:
            hook = options.get("specname") or attribute
            if hook not in _HOOKS and not options.get("optionalhook"):
                raise self._refused(f"{hook} is no hook{_meant(hook)}; known: {', '.join(_HOOKS)}")
            return True
        static: object = inspect.getattr_static(plugin, attribute, None)
        if attribute.startswith(_PREFIX) and _is_code(static) and not _is_inherited(static):
            # pluggy passes over what is not marked; its author would wait for a call that never comes
            if attribute in _HOOKS:
                raise self._refused(
                    f"{attribute} is not marked; make it a function with @hookimpl of {PROJECT}.plugins"
                )
            if meant := _meant(attribute):
                raise self._refused(f"{attribute} is no hook{meant}")
        return False

    def _check_form(self, hook: str, implementation: pluggy.HookImpl) -> None:
        if implementation.wrapper or implementation.hookwrapper:
            raise self._refused(f"{hook} is a wrapper; plugins cannot change each other's answers")
        function = implementation.function
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            raise self._refused(f"{hook} is async, but hooks are plain functions")

    def _answer(self, kind: Kind[S]) -> tuple[S, ...]:
        if self._manager is None:
            return ()
        caller = _caller(self._manager, kind.hook)
        count = len(caller.get_hookimpls())
        # a new context for each: frozen does not stop those who write past it
        answers: list[object] = caller(context=PluginContext(api_version=API_VERSION))
        answers += [None] * (count - len(answers))  # pluggy leaves out who returned None
        specs = tuple(spec for answer in answers for spec in specs_in(kind, self.name, answer))
        names = [spec.name for spec in specs]
        for name in names:
            if names.count(name) > 1:
                raise self._refused(f"{kind.hook} returned the {kind.name} {name!r} twice")
        return specs

    def _refused(self, cause: str) -> PluginError:
        return PluginError(self.name, cause)


def _caller(manager: pluggy.PluginManager, hook: str) -> pluggy.HookCaller:
    caller: pluggy.HookCaller = getattr(manager.hook, hook)
    return caller


def _is_code(value: object) -> bool:
    return callable(value) or isinstance(
        value, staticmethod | classmethod | property | cached_property
    )


def _is_inherited(value: object) -> bool:
    return any(value is specification for specification in vars(OutreachHooks).values())


def _meant(name: str) -> str:
    """The hook that was probably meant. All share a prefix, which alone would make anything near."""
    prefix = _PREFIX if name.startswith(_PREFIX) else ""
    found = nearest(name.removeprefix(prefix), [hook.removeprefix(prefix) for hook in _HOOKS])
    return f"; did you mean {prefix}{found}?" if found else ""
