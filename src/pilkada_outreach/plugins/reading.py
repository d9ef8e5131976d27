"""Reading a plugin's hooks, without calling any; a hook that would never be called is told here."""

import inspect
from collections.abc import Callable
from functools import cached_property
from types import ModuleType

import pluggy

from pilkada_outreach._text import nearest
from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.hooks import API_VERSION, PROJECT, OutreachHooks

API_ATTRIBUTE = "PILKADA_OUTREACH_API"
"""A module, or a class of plugins, may say which API it was made for; without it, this one."""

_PREFIX = "outreach_"
_HOOKS = tuple(sorted(name for name in vars(OutreachHooks) if name.startswith(_PREFIX)))


def api_of(name: str, plugin: object) -> int:
    """The version of the plugin API that a plugin was made for."""
    _require_plugin(name, plugin)
    version: object = getattr(plugin, API_ATTRIBUTE, API_VERSION)
    if type(version) is not int:
        raise PluginError(name, f"{API_ATTRIBUTE} is {version!r}; write a number: {API_VERSION}")
    return version


def hooks_of(name: str, plugin: object) -> pluggy.PluginManager:
    """A manager that holds this plugin alone. Raises PluginError for whatever is wrong with its hooks."""
    _require_plugin(name, plugin)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(OutreachHooks)
    marked = 0
    for attribute in dir(plugin):
        marked += _is_hook(manager, name, plugin, attribute)
    if not marked:
        raise PluginError(name, "it has no hook; mark its functions with @hookimpl")
    try:
        manager.register(plugin, name=name)
    except pluggy.PluginValidationError as error:
        raise PluginError(name, f"wrong signature: {' '.join(str(error).split())}") from error
    for hook in _HOOKS:
        for implementation in caller(manager, hook).get_hookimpls():
            _check_form(name, hook, implementation)
    return manager


def caller(manager: pluggy.PluginManager, hook: str) -> pluggy.HookCaller:
    """What calls a hook."""
    found: pluggy.HookCaller = getattr(manager.hook, hook)
    return found


def _require_plugin(name: str, plugin: object) -> None:
    if isinstance(plugin, type):
        raise PluginError(name, f"the class {plugin.__name__} is no plugin; give an instance of it")
    if not isinstance(plugin, ModuleType | OutreachHooks):
        raise PluginError(
            name,
            f"a {type(plugin).__name__} is no plugin; "
            "give a module, or an instance of a subclass of OutreachHooks",
        )


def _is_hook(manager: pluggy.PluginManager, name: str, plugin: object, attribute: str) -> bool:
    """Whether an attribute is a marked hook. Raises PluginError when it was meant to be one."""
    options = manager.parse_hookimpl_opts(plugin, attribute)
    if options is not None:
        hook = options.get("specname") or attribute
        if hook not in _HOOKS and not options.get("optionalhook"):
            raise PluginError(name, f"{hook} is no hook{_meant(hook)}; known: {', '.join(_HOOKS)}")
        return True
    static: object = inspect.getattr_static(plugin, attribute, None)
    if attribute.startswith(_PREFIX) and _is_code(static) and not _is_inherited(static):
        # pluggy passes over what is not marked; its author would wait for a call that never comes
        if attribute in _HOOKS:
            raise PluginError(
                name,
                f"{attribute} is not marked; make it a function with @hookimpl of {PROJECT}.plugins",
            )
        if meant := _meant(attribute):
            raise PluginError(name, f"{attribute} is no hook{meant}")
    return False


def _check_form(name: str, hook: str, implementation: pluggy.HookImpl) -> None:
    if implementation.wrapper or implementation.hookwrapper:
        raise PluginError(name, f"{hook} is a wrapper; plugins cannot change each other's answers")
    function: Callable[..., object] = implementation.function
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise PluginError(name, f"{hook} is async, but hooks are plain functions")


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
