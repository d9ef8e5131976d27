"""The boundary around other people's code: what it raises becomes a PluginError that names the plugin."""

from collections.abc import Callable
from typing import TypeVar

from pilkada_outreach.errors import PluginError

T = TypeVar("T")
Passing = tuple[type[Exception], ...]
"""The errors that a port's contract promises to its caller, such as StaleWrite from a store."""


class BrokenPlugin(PluginError):
    """A plugin that does not do what its offer says, hangs or crashes; it is not called again."""


def contained(
    plugin: str, function: Callable[[], T], *, doing: str = "it", passing: Passing = ()
) -> T:
    """Call a plugin's function; what it raises becomes a PluginError, with the error itself behind it.

    SystemExit and GeneratorExit are contained as well: a plugin does not end the program. KeyboardInterrupt
    passes, since it comes from the person at the keyboard and not from the plugin; so does what is in `passing`.
    """
    try:
        return function()
    except BaseException as error:
        turned = as_plugin_error(plugin, error, doing=doing, passing=passing)
        if turned is error:
            raise
        raise turned from error


def as_plugin_error(
    plugin: str, error: BaseException, *, doing: str, passing: Passing = ()
) -> BaseException:
    """The PluginError that an error becomes; the error itself where it may pass."""
    if isinstance(error, (KeyboardInterrupt, *passing)):
        return error
    if isinstance(error, PluginError) and error.plugin == plugin:
        return error
    return PluginError(plugin, f"{doing} raised {in_one_line(error)}")


def in_one_line(error: BaseException) -> str:
    """An error's class and message, on one line, even when its message cannot be made."""
    kind = type(error).__name__
    try:
        text = " ".join(str(error).split())
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - the error is another's code as well
        text = "(its message cannot be shown)"
    return f"{kind}: {text}" if text else kind
