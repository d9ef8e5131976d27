"""Agreements that name each other fit together: parents, addenda, successors (hubungan antarperjanjian)."""

from collections.abc import Iterator
from datetime import date, timedelta

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, Party, SignatoryOffice, Signature
from pilkada_outreach.domain.agreement_amended import amended
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state, completed_on
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Id
from pilkada_outreach.measuring.agreements import in_effect, state_of
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import CONTRACT, asking, contract, world
from pilkada_outreach.snapshot import Snapshot

CHILD_OUTSIDE = ProblemKind(
    code="agreement.outside-parent",
    severity=Severity.WARNING,
    en="Its term {value} does not lie within that of {parent}, which it carries out: {term}.",
    id="Jangka waktunya {value} tidak berada dalam jangka waktu {parent} yang dilaksanakannya: {term}.",
    mend_en="Shorten it, or renew the agreement above it first.",
    mend_id="Persingkat, atau perpanjang dahulu perjanjian di atasnya.",
)
ADDENDUM_PARTIES = ProblemKind(
    code="agreement.addendum-parties",
    severity=Severity.WARNING,
    en="The addendum is between {value}, what it changes between {parties}.",
    id="Adendum ini antara {value}, sedangkan yang diubahnya antara {parties}.",
    mend_en="An addendum has the same parties; with others make a new agreement.",
    mend_id="Pihak adendum harus sama; dengan pihak lain buatlah perjanjian baru.",
)
ADDENDUM_LATE = ProblemKind(
    code="agreement.addendum-state",
    severity=Severity.WARNING,
    en="The addendum was signed in full on {day}, when {amends} was {value}.",
    id="Adendum lengkap ditandatangani pada {day}, saat {amends} berstatus {value}.",
    mend_en="Check the days; what has run out is renewed, what is not signed yet is changed itself.",
    mend_id="Periksa tanggalnya; yang sudah berakhir diperpanjang, yang belum ditandatangani diubah langsung.",
)
ADDENDA_SAME_DAY = ProblemKind(
    code="agreement.addenda-same-day",
    severity=Severity.WARNING,
    en="This addendum and {value} were both signed in full on {day}; the one with the later id prevails.",
    id="Adendum ini dan {value} lengkap ditandatangani pada hari yang sama, {day}; yang id-nya lebih akhir berlaku.",
    mend_en="Check which was signed last, and the order of their ids.",
    mend_id="Periksa mana yang ditandatangani terakhir, dan urutan id-nya.",
)
STILL_IN_FORCE = ProblemKind(
    code="agreement.superseded-in-force",
    severity=Severity.WARNING,
    en="It stands in the place of {value}, which is still in force beside it.",
    id="Perjanjian ini menggantikan {value}, yang masih berlaku di sampingnya.",
    mend_en="End the former agreement, or leave the link out.",
    mend_id="Akhiri perjanjian yang lama, atau kosongkan tautannya.",
)


def _links(question: RegisterQuestion) -> Iterator[Problem]:
    snapshot, on = question.snapshot, question.on
    for agreement in snapshot.all(Agreement):
        if agreement.implements is not None and agreement.amends is None:
            yield from _within_its_parent(snapshot, agreement, agreement.implements, on)
        if agreement.amends is not None:
            yield from _addendum(snapshot, agreement, agreement.amends)
        if agreement.supersedes is not None:
            yield from _in_place_of(snapshot, agreement.id, agreement.supersedes, on)


def _within_its_parent(
    snapshot: Snapshot, child: Agreement, parent_id: Id, on: date
) -> Iterator[Problem]:
    if snapshot.find(Agreement, parent_id) is None:
        return
    mine = _term(in_effect(snapshot, child.id, on))
    parents = _term(in_effect(snapshot, parent_id, on))
    if mine is None or parents is None:
        return  # one of the two was given up
    starts_before = parents.first_day is not None and (
        mine.first_day is None or mine.first_day < parents.first_day
    )
    ends_after = parents.last_day is not None and (
        mine.last_day is None or parents.last_day < mine.last_day
    )
    if starts_before or ends_after:
        yield CHILD_OUTSIDE.at(f"{child.id}.period", value=mine, parent=parent_id, term=parents)


def _term(agreement: Agreement) -> Period | None:
    """Its period, cut where it ended early; None when nothing is left of it."""
    period, ended_on = agreement.period, agreement.ended_on
    if ended_on is None or (period.last_day is not None and period.last_day < ended_on):
        return period
    if ended_on == date.min or (period.first_day is not None and ended_on <= period.first_day):
        return None
    return evolve(period, last_day=ended_on - timedelta(days=1))


def _addendum(snapshot: Snapshot, addendum: Agreement, amends: Id) -> Iterator[Problem]:
    original = snapshot.find(Agreement, amends)
    if original is None:
        return
    own = sorted(party.partner for party in addendum.parties)
    parties = sorted(party.partner for party in original.parties)
    if own != parties:
        yield ADDENDUM_PARTIES.at(
            f"{addendum.id}.parties",
            value=", ".join(map(str, own)),
            parties=", ".join(map(str, parties)),
        )
    completed = completed_on(addendum)
    if completed is None or addendum.id == amends:
        return
    others = [other for other in snapshot.addenda(amends) if other.id != addendum.id]
    state = agreement_state(amended(original, others, completed), completed)
    if state not in (AgreementState.SIGNED, AgreementState.IN_FORCE):
        yield ADDENDUM_LATE.at(
            f"{addendum.id}.signatures", value=state, amends=amends, day=completed
        )
    for other in others:
        if other.id < addendum.id and completed_on(other) == completed:
            yield ADDENDA_SAME_DAY.at(
                f"{addendum.id}.signatures", value=str(other.id), day=completed
            )


def _in_place_of(snapshot: Snapshot, own: Id, former: Id, on: date) -> Iterator[Problem]:
    if snapshot.find(Agreement, former) is None:
        return
    in_force = AgreementState.IN_FORCE
    if state_of(snapshot, own, on) is in_force and state_of(snapshot, former, on) is in_force:
        yield STILL_IN_FORCE.at(f"{own}.supersedes", value=str(former))


def _beside(**fields: object) -> RegisterQuestion:
    """The example's register with a second agreement like its contract, with these fields."""
    other = evolve(contract(), id=Id("agreement/kpu-64.02/2024/002"), **fields)
    return asking(*world(), other)


def _signed(day: date) -> tuple[Signature, ...]:
    return tuple(evolve(signature, on=day) for signature in contract().signatures)


def _strangers() -> RegisterQuestion:
    """An addendum that another medium signs."""
    party = Party(partner=Id("media/warta-misal"), office=SignatoryOffice.DIRECTOR)
    return _beside(amends=CONTRACT, parties=(contract().parties[0], party), signatures=())


def _two_at_once() -> RegisterQuestion:
    first = evolve(contract(), id=Id("agreement/kpu-64.02/2024/002"), amends=CONTRACT)
    first = evolve(first, signatures=_signed(date(2024, 9, 2)))
    return asking(*world(), first, evolve(first, id=Id("agreement/kpu-64.02/2024/003")))


_LATER = Period(first_day=date(2024, 9, 1), last_day=date(2025, 1, 31))

AGREEMENT_LINKS = Rule(
    name="agreement-links",
    source=None,
    check=_links,
    examples=(
        Example(
            what="an agreement that outlasts the one it carries out",
            question=lambda: _beside(implements=CONTRACT, period=_LATER),
            fires=True,
        ),
        Example(
            what="an agreement within the term of the one it carries out",
            question=lambda: _beside(implements=CONTRACT),
            fires=False,
        ),
        Example(what="an addendum with another party", question=_strangers, fires=True),
        Example(
            what="an addendum signed after the contract had run out",
            question=lambda: _beside(amends=CONTRACT, signatures=_signed(date(2024, 12, 20))),
            fires=True,
        ),
        Example(what="two addenda completed on one day", question=_two_at_once, fires=True),
        Example(
            what="an addendum of the same parties, signed while the contract is in force",
            question=lambda: _beside(
                amends=CONTRACT, period=_LATER, signatures=_signed(date(2024, 9, 2))
            ),
            fires=False,
        ),
        Example(
            what="a contract in force beside the one that stands in its place",
            question=lambda: _beside(supersedes=CONTRACT),
            fires=True,
        ),
        Example(
            what="a successor that has not begun",
            question=lambda: _beside(
                supersedes=CONTRACT,
                period=Period(first_day=date(2024, 12, 10), last_day=date(2025, 1, 31)),
            ),
            fires=False,
        ),
    ),
)
