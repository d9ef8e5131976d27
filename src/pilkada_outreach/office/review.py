"""Asking the rules: about the register, and about one publication at one moment."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

import attrs

from pilkada_outreach._record import warnings_of
from pilkada_outreach._text import meant
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import OutreachError, PluginError
from pilkada_outreach.office.tools import Tools, local_codes
from pilkada_outreach.office.zones import zone_of
from pilkada_outreach.plugins.kinds import RULE
from pilkada_outreach.plugins.offer import Offer
from pilkada_outreach.plugins.specs import RuleSpec
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.rules.base import RegisterQuestion, Rule, SendingQuestion, TimetableOf
from pilkada_outreach.rules.catalogue import INTEGRITY, RULES
from pilkada_outreach.snapshot import Snapshot

Q = TypeVar("Q", RegisterQuestion, SendingQuestion)

RULE_FAILED = ProblemKind(
    code="plugin.rule-failed",
    severity=Severity.WARNING,
    en="The rule {value} of a plugin could not be asked: {cause}.",
    id="Aturan {value} dari plugin tidak dapat ditanyakan: {cause}.",
    mend_en="Mend or remove the plugin; the library's own rules were asked.",
    mend_id="Perbaiki atau hapus plugin itu; aturan bawaan tetap ditanyakan.",
)
CHANNEL_UNKNOWN = ProblemKind(
    code="publication.channel-unknown",
    en="{count} publications are to go through {value}, which no plugin offers{meant_en}.",
    id="{count} penayangan hendak melalui {value}, yang tidak disediakan plugin mana pun{meant_id}.",
    mend_en="Name one of {known}, or install the plugin.",
    mend_id="Sebutkan salah satu dari {known}, atau pasang plugin-nya.",
)
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@attrs.frozen(kw_only=True)
class Review:
    """The rules of an office over one snapshot."""

    tools: Tools
    snapshot: Snapshot
    timetable_of: TimetableOf

    def register(self, on: date) -> tuple[Problem, ...]:
        """Every finding on a day, the worst first."""
        found = [*self._warnings(), *self._channels()]
        question = RegisterQuestion(
            snapshot=self.snapshot,
            on=on,
            timetable_of=self.timetable_of,
            local_codes={
                name: frozenset(str(entry.code) for entry in entries)
                for name, entries in local_codes(self.tools.host).items()
            },
        )
        for rule in RULES:
            found.extend(rule.register_problems(question))
        for offer in self._plugin_rules:
            found.extend(self._asked(offer, question, Rule.register_problems))
        for publication in self.snapshot.all(Publication):
            at = self._sent_at(publication)
            found.extend(self._against(publication, at, checking=True))
        return tuple(
            sorted(found, key=lambda problem: (_WORST_FIRST.index(problem.severity), problem.path))
        )

    def sending(self, publication: Publication, at: datetime) -> tuple[Problem, ...]:
        """What speaks against sending a publication at a moment."""
        return self._against(publication, at, checking=False)

    def _against(
        self, publication: Publication, at: datetime, *, checking: bool
    ) -> tuple[Problem, ...]:
        """What rules find; when checking, a rule that sums up for the register was asked before."""
        local = at.astimezone(zone_of(self.snapshot, publication.commission))
        question = SendingQuestion(
            snapshot=self.snapshot,
            publication=publication,
            material=self.snapshot.get(Material, publication.material),
            at=local,
            day=local.date(),
            timetable_of=self.timetable_of,
        )
        found: list[Problem] = []
        for rule in RULES:
            if not (checking and rule.check is not None):
                found.extend(rule.sending_problems(question))
        ask = _not_summed_up if checking else Rule.sending_problems
        for offer in self._plugin_rules:
            found.extend(self._asked(offer, question, ask))
        return tuple(found)

    def integrity(self, paths: Mapping[Id, str]) -> tuple[Problem, ...]:
        """What breaks the register's integrity in the records of `paths`, told at those paths."""
        question = RegisterQuestion(
            snapshot=self.snapshot, on=date.max, timetable_of=self.timetable_of
        )
        found = (problem for rule in INTEGRITY for problem in rule.register_problems(question))
        return tuple(told for problem in found if (told := _told_at(problem, paths)) is not None)

    def _warnings(self) -> Iterator[Problem]:
        for record in self.snapshot:
            for problem in warnings_of(record):
                yield problem.under(str(record.id))

    def _channels(self) -> Iterator[Problem]:
        """Channels that no plugin offers here, told once each with how many publications name them."""
        known = tuple(self.tools.host.channels())
        used = Counter(str(item.channel) for item in self.snapshot.all(Publication))
        for channel, count in sorted(used.items()):
            if channel not in known:
                yield CHANNEL_UNKNOWN.at(
                    f"channel.{channel}",
                    value=channel,
                    count=count,
                    known=", ".join(known),
                    **meant(channel, known),
                )

    def _sent_at(self, publication: Publication) -> datetime:
        """When it went out; when it is due where it has not."""
        proven = [
            receipt.at
            for receipt in self.snapshot.receipts(publication.id)
            if receipt.evidence is not None
        ]
        return proven[-1] if proven else publication.due_at

    @cached_property
    def _plugin_rules(self) -> tuple[Offer[RuleSpec], ...]:
        return self.tools.host.all(RULE)

    def _asked(
        self, offer: Offer[RuleSpec], question: Q, ask: Callable[[Rule, Q], tuple[Problem, ...]]
    ) -> tuple[Problem, ...]:
        own = attrs.evolve(question, snapshot=offer.maker.view(self.snapshot))
        try:
            rule = self.tools.rule(offer)
            return offer.call(lambda: ask(rule, own), given=(own,))
        except OutreachError as error:
            cause = error.cause if isinstance(error, PluginError) else str(error)
            return (
                RULE_FAILED.at(f"plugin.{offer.maker.name}", value=offer.spec.name, cause=cause),
            )


def _not_summed_up(rule: Rule, question: SendingQuestion) -> tuple[Problem, ...]:
    """What a rule finds about one publication, unless its `check` told it for all."""
    return () if rule.check is not None else rule.sending_problems(question)


def _told_at(problem: Problem, paths: Mapping[Id, str]) -> Problem | None:
    """A problem whose path starts with a record's id, told where that record stands; None for others."""
    for id, path in paths.items():
        if problem.path == str(id) or problem.path.startswith(f"{id}."):
            return attrs.evolve(problem, path=path + problem.path.removeprefix(str(id)))
    return None
