"""The life of agreements: no sequence of steps leads where the record's rules forbid.

What is expected is worked out here by a model of its own, which walks through the days one by one.
"""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Id,
    Party,
    Period,
    SignatoryOffice,
    Snapshot,
    ValidationFailed,
    agreement_state,
    dump,
    load,
)
from pilkada_outreach.domain.agreement_events import events
from pilkada_outreach.domain.agreement_life import addendum_to, ended, offered, renewal_of, signed
from pilkada_outreach.measuring.agreements import in_effect, state_of

START = date(2024, 8, 1)
LENGTH = 14
DAYS = [START + timedelta(days=number) for number in range(-1, LENGTH + 2)]
PARTIES = (Id("kpu/64.02"), Id("media/kabar-contoh"), Id("government/64.02"))
STRANGER = Id("media/warta-misal")
OVER = ("expired", "ended", "cancelled")

days = st.integers(0, LENGTH - 1).map(lambda number: START + timedelta(days=number))
periods = st.one_of(
    st.tuples(days, days).map(sorted).map(lambda ends: (ends[0], ends[1])),
    st.tuples(days, st.none()),
    st.tuples(st.none(), days),
)
Span = tuple[date | None, date | None]


class Paper:
    """What was done to one paper, and what that means day by day."""

    def __init__(self, id: Id, parties: tuple[Id, ...], span: Span, amends: Id | None) -> None:
        self.id, self.parties, self.span, self.amends = id, parties, span, amends
        self.offered: date | None = None
        self.signed: dict[Id, date] = {}
        self.ended: date | None = None

    def spans(self, addenda: "list[Paper]") -> dict[date, Span]:
        """The period as it is agreed on each day."""
        agreed: dict[date, Span] = {}
        for day in DAYS:
            if self.ended is not None and day >= self.ended and day != DAYS[0]:
                agreed[day] = agreed[day - timedelta(days=1)]
                continue
            agreed[day] = self.span
            standing = [each for each in addenda if each.stands(day)]
            for addendum in sorted(standing, key=lambda each: (each.complete(), each.id)):
                agreed[day] = addendum.span
        return agreed

    def complete(self) -> date:
        return max(self.signed.values())

    def stands(self, day: date) -> bool:
        if len(self.signed) < len(self.parties) or self.complete() > day:
            return False
        return self.ended is None or day < self.ended

    def states(self, addenda: "list[Paper]") -> dict[date, str]:
        """The state at the end of each day."""
        states: dict[date, str] = {}
        spans, hands = self.spans(addenda), 0
        for day in DAYS:
            yesterday = states.get(day - timedelta(days=1), "draft")
            state = yesterday
            if yesterday not in ("ended", "cancelled"):
                hands += sum(on == day for on in self.signed.values())
                if hands == len(self.parties):
                    first, last = spans[day]
                    state = "in-force"
                    if first is not None and day < first:
                        state = "signed"
                    if last is not None and last < day:
                        state = "expired"
                elif hands:
                    state = "partly-signed"
                elif self.offered == day:
                    state = "offered"
                if self.ended == day and state != "expired":
                    state = "ended" if yesterday == "in-force" else "cancelled"
            states[day] = state
        return states


class Life(RuleBasedStateMachine):
    """Steps in any order, on any days, on agreements, their addenda and their renewals."""

    @initialize(
        span=periods, count=st.integers(2, 3), order=st.permutations(PARTIES), draft=st.booleans()
    )
    def draw_up(self, span: Span, count: int, order: list[Id], draft: bool) -> None:
        self.records: dict[Id, Agreement] = {}
        self.papers: dict[Id, Paper] = {}
        parties = tuple(order[:count])
        agreement = Agreement(
            id=Id("agreement/kpu-64.02/2024/001"),
            kind=AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
            title="Nota Kesepahaman",
            commission=PARTIES[0],
            parties=tuple(
                Party(partner=partner, office=SignatoryOffice.OTHER) for partner in parties
            ),
            period=Period(first_day=span[0], last_day=span[1]),
        )
        self.keep(agreement, Paper(agreement.id, parties, span, None))
        if not draft:
            for party in parties:
                self.keep(signed(self.records[agreement.id], party=party, by=party, on=START))
                self.papers[agreement.id].signed[party] = START

    def keep(self, record: Agreement, paper: Paper | None = None) -> None:
        self.records[record.id] = record
        if paper is not None:
            self.papers[record.id] = paper

    def paper(self, number: int) -> Paper:
        return list(self.papers.values())[number % len(self.papers)]

    def addenda(self, paper: Paper) -> list[Paper]:
        return [each for each in self.papers.values() if each.amends == paper.id]

    def agreement(self, paper: Paper, day: date) -> Agreement:
        return in_effect(Snapshot(self.records.values()), paper.id, day)

    def new_id(self) -> Id:
        return Id(f"agreement/kpu-64.02/2024/{len(self.papers) + 1:03}")

    @rule(number=st.integers(0, 5), day=days)
    def offer(self, number: int, day: date) -> None:
        paper = self.paper(number)
        record = self.records[paper.id]
        if paper.offered is None and paper.states([])[day] == "draft":
            self.keep(offered(record, day))
            paper.offered = day
        else:
            refused(lambda: offered(record, day))

    @rule(number=st.integers(0, 5), party=st.sampled_from((*PARTIES, STRANGER)), day=days)
    def sign(self, number: int, party: Id, day: date) -> None:
        paper = self.paper(number)
        record = self.records[paper.id]
        can = party in paper.parties and party not in paper.signed
        too_late = paper.span[1] is not None and paper.span[1] < day
        if can and not too_late and paper.states([])[day] not in OVER:
            self.keep(signed(record, party=party, by=Id("person/fulan"), on=day))
            paper.signed[party] = day
        else:
            refused(lambda: signed(record, party=party, by=Id("person/fulan"), on=day))

    @rule(number=st.integers(0, 5), day=days)
    def end(self, number: int, day: date) -> None:
        paper = self.paper(number)
        record = self.records[paper.id]
        known = [on for on in (paper.offered, *paper.signed.values()) if on is not None]
        nothing_later = all(on <= day for on in known)
        if paper.ended is None and nothing_later and paper.states([])[day] not in OVER:
            self.keep(ended(record, on=day, reason="mufakat"))
            paper.ended = day
        else:
            refused(lambda: ended(record, on=day, reason="mufakat"))

    @rule(number=st.integers(0, 5), day=days, span=periods)
    def amend(self, number: int, day: date, span: Span) -> None:
        paper, id = self.paper(number), self.new_id()
        if paper.amends is not None or len(self.papers) > 5:
            return
        period = Period(first_day=span[0], last_day=span[1])
        agreement = self.agreement(paper, day)
        if paper.states(self.addenda(paper))[day] in ("signed", "in-force"):
            draft = addendum_to(agreement, id=id, on=day, period=period)
            self.keep(draft, Paper(id, paper.parties, span, paper.id))
        else:
            refused(lambda: addendum_to(agreement, id=id, on=day, period=period))

    @rule(number=st.integers(0, 5), day=days, span=periods)
    def renew(self, number: int, day: date, span: Span) -> None:
        paper, id = self.paper(number), self.new_id()
        if len(self.papers) > 5:
            return
        period = Period(first_day=span[0], last_day=span[1])
        agreement = self.agreement(paper, day)
        last = paper.spans(self.addenda(paper))[day][1]
        longer = last is not None and (span[1] is None or span[1] > last)
        held = paper.states(self.addenda(paper))[day] in ("in-force", "expired")
        if paper.amends is None and longer and held:
            self.keep(
                renewal_of(agreement, id=id, on=day, period=period),
                Paper(id, paper.parties, span, None),
            )
        else:
            refused(lambda: renewal_of(agreement, id=id, on=day, period=period))

    @invariant()
    def every_day_is_what_the_events_made_of_it(self) -> None:
        snapshot = Snapshot(self.records.values())
        for paper in self.papers.values():
            record = self.records[paper.id]
            states = paper.states([])
            assert {day: str(agreement_state(record, day)) for day in DAYS} == states
            assert replayed(record) == states
            assert "ended" not in states.values() or "in-force" in states.values()
            assert "expired" not in states.values() or "in-force" in states.values()
            if paper.amends is None:
                addenda = self.addenda(paper)
                amended = paper.states(addenda)
                assert {day: str(state_of(snapshot, paper.id, day)) for day in DAYS} == amended
                for day, (first, last) in paper.spans(addenda).items():
                    period = in_effect(snapshot, paper.id, day).period
                    assert (period.first_day, period.last_day) == (first, last)

    @invariant()
    def every_record_is_good_by_its_own_rules(self) -> None:
        for record in self.records.values():
            assert load(Agreement, dump(record)) == record


def replayed(record: Agreement) -> dict[date, str]:
    """The state of each day by the library's own events."""
    found, state = list(events(record)), "draft"
    states: dict[date, str] = {}
    for day in DAYS:
        while found and found[0].on <= day:
            state = str(found.pop(0).state)
        states[day] = state
    return states


def refused(step: object) -> None:
    """A step that the life does not allow says so, in its own words."""
    assert callable(step)
    try:
        step()
    except ValidationFailed as failure:
        for problem in failure.problems:
            assert problem.code.startswith("agreement.step-")
            assert problem.value
            assert problem.message("id") != problem.message("en")
            assert problem.hint("id") != problem.hint("en")
    else:
        raise AssertionError("the step was taken")


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=25, deadline=None)
