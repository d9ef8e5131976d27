"""`OutreachError` and its children; each also is the built-in error that a caller would expect."""

from pilkada_outreach.problems import Problem


class OutreachError(Exception):
    """The root of every error that this library raises on purpose."""


class ValidationFailed(OutreachError, ValueError):
    """A record or document was refused; `problems` holds every finding, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([f"{head}:", *(f"- {problem}" for problem in self.problems)])


class UnknownRecord(OutreachError, LookupError):
    """No record with this id is in the register, or it was not known yet."""

    def __init__(self, id: str, nearest: str | None = None) -> None:
        super().__init__(id, nearest)
        self.id = id
        self.nearest = nearest

    def __str__(self) -> str:
        meant = f"; did you mean {self.nearest!r}?" if self.nearest else ""
        return f"no record {self.id!r} in the register{meant}"


class UnknownName(OutreachError, LookupError):
    """No plugin offers this store, channel, renderer, report or timetable."""

    def __init__(self, what: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(what, name, known)
        self.what = what
        self.name = name
        self.known = known

    def __str__(self) -> str:
        return f"no {self.what} named {self.name!r}; known: {', '.join(self.known) or 'none'}"


class MissingExtra(OutreachError, ImportError):
    """An optional library is not installed; `extra` names what to install."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(extra, purpose)
        self.extra = extra
        self.purpose = purpose

    def __str__(self) -> str:
        return (
            f"{self.purpose} needs the extra {self.extra!r}: "
            f"python -m pip install 'pilkada-outreach[{self.extra}]'"
        )


class PluginError(OutreachError, RuntimeError):
    """A plugin could not be used; `plugin` names it and `cause` says why."""

    def __init__(self, plugin: str, cause: str) -> None:
        super().__init__(plugin, cause)
        self.plugin = plugin
        self.cause = cause

    def __str__(self) -> str:
        return f"plugin {self.plugin!r}: {self.cause}"


class StoreError(OutreachError, RuntimeError):
    """The register's store could not be opened, read or written; nothing was half-written."""


class StaleWrite(StoreError):
    """Somebody else changed the record since it was read; neither version is lost."""

    def __init__(
        self, id: str, read_version: int, stored_version: int, author: str, *, actor: str
    ) -> None:
        super().__init__(id, read_version, stored_version, author)
        self.id = id
        self.read_version = read_version
        self.stored_version = stored_version
        self.author = author
        """Who wrote the stored version."""
        self.actor = actor
        """Whose change was refused."""

    def __str__(self) -> str:
        return (
            f"{self.id}: {self.actor} changed version {self.read_version}, but version "
            f"{self.stored_version} by {self.author} is in the register; read it again and repeat the change"
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _stale, (self.id, self.read_version, self.stored_version, self.author, self.actor)


def _stale(id: str, read_version: int, stored_version: int, author: str, actor: str) -> StaleWrite:
    """A StaleWrite again after it went from one process to another."""
    return StaleWrite(id, read_version, stored_version, author, actor=actor)


class OfficeState(OutreachError, RuntimeError):
    """The office cannot do this now: it is closed, or has changes that were not committed."""
