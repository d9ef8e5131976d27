"""What is wrong with something a plugin made or answered, in words that follow "channel radio"; "" when nothing is."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar, cast

import attrs

from pilkada_outreach._record import record_info
from pilkada_outreach._text import is_clean
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.publication import Evidence, Outcome
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id
from pilkada_outreach.exchange.program import Entry, Program
from pilkada_outreach.plugins.boundary import BrokenPlugin
from pilkada_outreach.plugins.events import Listener
from pilkada_outreach.plugins.faults import a
from pilkada_outreach.ports import Channel, DeliveryResult, Store
from pilkada_outreach.problems import Problem
from pilkada_outreach.reporting.model import Renderer, Report
from pilkada_outreach.rules.base import Rule

Q = TypeVar("Q")
_EXPLAINED = frozenset({Outcome.DELIVERED, Outcome.ACCEPTED})


def wrong_store(made: object) -> str:
    """Of what opens a store."""
    return _lacks(made, Store)


def wrong_channel(made: object) -> str:
    """Of what makes a channel."""
    return _lacks(made, Channel)


def wrong_renderer(made: object) -> str:
    """Of what makes a renderer."""
    return _lacks(made, Renderer)


def wrong_listener(made: object) -> str:
    """Of what makes a listener."""
    return _lacks(made, Listener)


def wrong_report(made: object) -> str:
    """Of what builds a report."""
    return _is_no(Report, made)


def wrong_timetable(made: object) -> str:
    """Of what loads a timetable."""
    return _is_no(Timetable, made)


def wrong_bytes(made: object) -> str:
    """Of what renders or writes."""
    return _is_no(bytes, made, "bytes")


def wrong_nothing(said: object) -> str:
    """Of what is called for its effect."""
    if said is None or not inspect.iscoroutine(said):
        return ""
    said.close()
    return "returned a coroutine, but plugins are called without async"


def wrong_records(made: object) -> str:
    """Of what reads a file."""
    if isinstance(made, Program):
        return _wrong_program(made)
    fault = _is_no(tuple, made, "a Program or a tuple of records")
    known = tuple(FAMILIES.values())
    for member in () if fault else cast("tuple[object, ...]", made):
        if not isinstance(member, known):
            return (
                f"returned a tuple with {a(member)} in it; return a Program or a tuple of records"
            )
    return fault


def _wrong_program(made: Program) -> str:
    known = tuple(FAMILIES.values())
    for entry in cast("tuple[object, ...]", made.entries):
        if not isinstance(entry, Entry) or not isinstance(cast(object, entry.record), known):
            return f"returned a Program with {a(entry)} in it; give Entry, each with a record"
        unknown = set(entry.stated) - set(record_info(type(entry.record)).names)
        if unknown:
            return f"returned a Program that states {sorted(unknown)} of {a(entry.record)}, which has no such field"
    if not all(
        isinstance(problem, Problem) for problem in cast("tuple[object, ...]", made.problems)
    ):
        return "returned a Program with problems that are no Problem"
    return ""


def wrong_rule(name: str) -> Callable[[object], str]:
    """Of what makes the rule of this name."""

    def wrong(made: object) -> str:
        if fault := _is_no(Rule, made):
            return fault
        held = cast(Rule, made).name
        return "" if held == name else f"holds the rule {held!r}; give both one name"

    return wrong


def wrong_iterable(made: object) -> str:
    """Of what delivers a batch."""
    return _is_no(Iterable, made, "an iterator of DeliveryResult")


def wrong_delivery(result: object) -> str:
    """Of what a channel says of one delivery."""
    if type(result) is not DeliveryResult:
        return f"yielded {a(result)}; yield DeliveryResult"
    evidence: object = result.evidence
    if (
        type(result.publication) is Id
        and type(result.outcome) is Outcome
        and type(result.cause) is str
        and type(result.remote_id) is str
        and (evidence is None or type(evidence) is Evidence)
    ):
        if not result.cause and result.outcome not in _EXPLAINED:
            return f"yielded a result with the outcome {result.outcome} and no cause; say why"
        if is_clean(result.cause) and is_clean(result.remote_id):
            return ""
        return "yielded a result with control characters in its text"
    return "; ".join(_wrong_fields(result))


def _wrong_fields(result: DeliveryResult) -> Iterator[str]:
    fields: tuple[tuple[str, object, type], ...] = (
        ("publication", result.publication, Id),
        ("outcome", result.outcome, Outcome),
        ("cause", result.cause, str),
        ("remote_id", result.remote_id, str),
        ("evidence", result.evidence, Evidence),
    )
    for field, value, wanted in fields:
        if type(value) is not wanted and not (wanted is Evidence and value is None):
            yield f"yielded a result with {a(value)} as its {field}; give {_article(wanted)}"


def guarded(rule: Rule, plugin: str) -> Rule:
    """A rule whose checks are refused when they return anything but problems."""
    return attrs.evolve(
        rule,
        check=_problems_only(rule.check, plugin, f"rule {rule.name}"),
        check_sending=_problems_only(rule.check_sending, plugin, f"rule {rule.name}"),
    )


def _problems_only(
    check: Callable[[Q], Iterable[Problem]] | None, plugin: str, doing: str
) -> Callable[[Q], tuple[Problem, ...]] | None:
    if check is None:
        return None

    def checked(question: Q) -> tuple[Problem, ...]:
        found = cast(object, check(question))
        if not isinstance(found, Iterable):
            raise BrokenPlugin(plugin, f"{doing} {_is_no(tuple, found, 'the problems it finds')}")
        problems = tuple(cast("Iterable[object]", found))
        for problem in problems:
            if not isinstance(problem, Problem):
                raise BrokenPlugin(plugin, f"{doing} found {a(problem)}; find Problem")
        return cast("tuple[Problem, ...]", problems)

    return checked


def _is_no(wanted: type, made: object, called: str = "") -> str:
    if isinstance(made, wanted):
        return ""
    if inspect.iscoroutine(made):
        made.close()  # or Python warns later that nobody awaited it
        return "returned a coroutine, but plugins are called without async"
    return f"returned {a(made)}; return {called or _article(wanted)}"


def _article(wanted: type) -> str:
    name = wanted.__name__
    return f"an {name}" if name[0] in "AEIOU" else f"a {name}"


def _lacks(made: object, port: type) -> str:
    """The first method of a port that an object does not have."""
    if inspect.iscoroutine(made) or isinstance(made, type):
        return _is_no(_Nothing, made, f"an object, as {port.__name__} is written")
    for name in vars(port):
        if not name.startswith("_") and not callable(getattr(made, name, None)):
            return f"returned {a(made)}, which has no {name}(); see {port.__name__}"
    return ""


class _Nothing:
    """What no plugin makes."""
