"""One thing that a plugin offers, and the only way to call it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

import attrs

from pilkada_outreach.errors import PluginError
from pilkada_outreach.plugins.boundary import BrokenPlugin, Passing, as_plugin_error
from pilkada_outreach.plugins.kinds import Kind, S
from pilkada_outreach.plugins.limit import Overstayed
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.results import wrong_iterable
from pilkada_outreach.plugins.specs import Isolation
from pilkada_outreach.plugins.tampering import Seal

T = TypeVar("T")
Wrong = Callable[[T], str]
"""What is wrong with something a plugin returned, in words that follow what returned it; empty when nothing is."""

TAMPERED = "wrote on what it was given, which is frozen"


@attrs.frozen(eq=False)
class Offer(Generic[S]):
    """A descriptor with its plugin. What breaks its contract, writes on what it was given, hangs or crashes
    takes the plugin out; what it merely raises is noted, and it is called again."""

    kind: Kind[S]
    spec: S
    maker: Member

    def __str__(self) -> str:
        return f"{self.kind.name} {self.spec.name}"

    def is_isolated(self, asked: Isolation) -> bool:
        """Whether it runs in a process of its own, because it asks for it or because the office wants it."""
        return asked == "process" or self.maker.is_isolated

    def call(
        self,
        function: Callable[[], T],
        *,
        wrong: Wrong[T] | None = None,
        given: tuple[object, ...] = (),
        passing: Passing = (),
        limited: bool = True,
    ) -> T:
        """Call something of it. Raises PluginError for whatever it raises, or when what it returns is wrong.

        `given` is what it must not write on, `passing` what the port's contract lets it raise. `limited` is
        False for what sees to its time itself, or must run in this thread.
        """
        maker = self.maker
        if not maker.is_loaded:
            maker.refuse()
        seals = tuple(map(Seal.on, given)) if given else ()
        limit = maker.limit if limited else None
        try:
            if limit is None:
                return self._checked(function, wrong, seals)
            return limit.run(lambda: self._checked(function, wrong, seals))
        except BaseException as error:  # noqa: BLE001  # raised again, as what it is to the caller
            self._raise(error, passing)

    def each(
        self,
        start: Callable[[], Iterable[T]],
        *,
        wrong: Wrong[T],
        given: tuple[object, ...] = (),
        passing: Passing = (),
        limited: bool = True,
    ) -> Iterator[T]:
        """Call something of it that gives many results, and take them one by one."""
        results = self.call(
            lambda: iter(self._checked(start, wrong_iterable, ())), passing=passing, limited=limited
        )
        seals = tuple(map(Seal.on, given))
        limit = self.maker.limit if limited else None
        try:
            while True:
                try:
                    result = next(results) if limit is None else limit.run(results.__next__)
                    if fault := wrong(result):
                        self._refuse(fault)
                except StopIteration:
                    break
                except BaseException as error:  # noqa: BLE001  # see `call`
                    self._raise(error, passing)
                yield result
            if fault := self._tampered(seals):
                raise self.maker.noted(BrokenPlugin(self.maker.name, f"{self} {fault}"))
        finally:
            self._drop(results, limited=limited)

    def _checked(
        self, function: Callable[[], T], wrong: Wrong[T] | None, seals: tuple[Seal, ...]
    ) -> T:
        value = function()
        if wrong is not None and (fault := wrong(value)):
            self._refuse(fault)
        if seals and (fault := self._tampered(seals)):
            self._refuse(fault)
        return value

    def _refuse(self, fault: str) -> NoReturn:
        raise BrokenPlugin(self.maker.name, f"{self} {fault}")

    def _tampered(self, seals: tuple[Seal, ...]) -> str:
        return TAMPERED if any(seal.is_broken() for seal in seals) else ""

    def _raise(self, error: BaseException, passing: Passing) -> NoReturn:
        """Raise what an error of the plugin is to the caller, after noting it."""
        if isinstance(error, Overstayed):
            raise self.maker.noted(self.maker.late(str(self))) from error
        turned = as_plugin_error(self.maker.name, error, doing=str(self), passing=passing)
        if not isinstance(turned, PluginError):
            raise turned
        noted = self.maker.noted(turned)
        if noted is error:
            raise noted
        # without the error behind it, where that one shows a secret
        raise noted from (error if noted is turned else None)

    def _drop(self, results: Iterator[T], *, limited: bool) -> None:
        """Close a generator that was not used up, whose last words may raise as well."""
        close: object = getattr(results, "close", None)
        if callable(close) and self.maker.is_loaded:
            with suppress(PluginError):
                self.call(close, limited=limited)
