"""Telling those who listen what happened: after it is kept for good, and without any say in it."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Self

from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.publication import Outcome, Receipt
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.errors import OutreachError
from pilkada_outreach.office.settings import Settings
from pilkada_outreach.plugins.contexts import ListenerContext
from pilkada_outreach.plugins.events import (
    Event,
    FamilyIds,
    Listener,
    PublicationsSent,
    RecordsChanged,
    StagesOpened,
)
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.kinds import LISTENER
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.results import wrong_listener, wrong_nothing
from pilkada_outreach.plugins.specs import ListenerSpec
from pilkada_outreach.rules.base import TimetableOf
from pilkada_outreach.snapshot import Snapshot


class Listeners:
    """Those who listen in one office; each is made when there is first something to tell."""

    def __init__(self, host: PluginHost, settings: Settings) -> None:
        self._host = host
        self._settings = settings
        self._made: dict[str, Listener] = {}

    def gathered(self) -> Self:
        """Ask the plugins who listens, before anything happens: a strict office refuses here, and not afterwards."""
        self._host.all(LISTENER)
        return self

    def tell(self, *events: Event) -> None:
        """Tell everybody, in the order of their names. Nothing that they do reaches the caller."""
        if not events:
            return
        for offer in self._listening():
            try:
                offer.call(partial(self._listener(offer).hear, events), wrong=wrong_nothing)
            except OutreachError:
                continue  # the plugin report has it

    def _listening(self) -> tuple[Offer[ListenerSpec], ...]:
        try:
            return self._host.all(LISTENER)
        except OutreachError:  # a strict office tells at the next question
            return ()

    def _listener(self, offer: Offer[ListenerSpec]) -> Listener:
        name = offer.spec.name
        if name not in self._made:
            context = ListenerContext(options=self._settings.options(offer, offer.spec.options))
            self._made[name] = offer.call(
                lambda: offer.spec.make(context), wrong=wrong_listener, given=(context,)
            )
        return self._made[name]


def changed(number: int, records: Iterable[Record]) -> RecordsChanged:
    """The event of a commit."""
    families: dict[str, list[Id]] = {}
    for record in records:
        families.setdefault(record.family, []).append(record.id)
    return RecordsChanged(
        change=number,
        families=tuple(
            FamilyIds(family=family, ids=tuple(sorted(ids)))
            for family, ids in sorted(families.items())
        ),
    )


def sent(receipts: Iterable[Receipt]) -> tuple[PublicationsSent, ...]:
    """The event of a round of publishing; none where nothing went to a channel."""
    handed_over = tuple(each for each in receipts if each.outcome is not Outcome.HELD)
    return (PublicationsSent(receipts=handed_over),) if handed_over else ()


def opened(
    snapshot: Snapshot, timetable_of: TimetableOf, first: date, last: date
) -> Iterator[StagesOpened]:
    """An event for each election and day on which stages of it open, day by day."""
    for passed in range((last - first).days + 1):
        day = first + timedelta(days=passed)
        for election in snapshot.all(Election):
            timetable = timetable_of(election)
            stages = (
                () if timetable is None else timetable.opening_within(day, 0, election.area.code)
            )
            if stages:
                codes = tuple(stage.code for stage in stages)
                yield StagesOpened(election=election.id, stages=codes, on=day)
