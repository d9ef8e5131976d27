"""Agreements that lead back to themselves by their links (tautan melingkar)."""

from collections.abc import Iterator

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.values import Id
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import CONTRACT, asking, contract, world

CIRCLE = ProblemKind(
    code="agreement.circle",
    en="The links go round in a circle: {way}.",
    id="Tautannya melingkar: {way}.",
    mend_en="Take out the link of the paper that came first.",
    mend_id="Hapus tautan pada naskah yang paling awal.",
)

Links = dict[Id, dict[Id, str]]
"""By agreement: the others it names, and the field in which it does."""


def _circles(question: RegisterQuestion) -> Iterator[Problem]:
    above: Links = {}
    later: Links = {}
    for agreement in question.snapshot.all(Agreement):
        above[agreement.id] = _named(implements=agreement.implements)
        later[agreement.id] = _named(
            amends=agreement.amends, supersedes=agreement.supersedes, renews=agreement.renews
        )
    for links in (above, later):
        told: set[Id] = set()
        for id in _in_knots(links):
            if id not in told and (circle := _way_back(links, id)):
                told.update(circle)
                yield CIRCLE.at(
                    f"{id}.{links[id][circle[1]]}",
                    value=str(circle[1]),
                    way=" → ".join(map(str, circle)),
                )


def _named(**links: Id | None) -> dict[Id, str]:
    return {other: name for name, other in links.items() if other is not None}


def _in_knots(links: Links) -> list[Id]:
    """The agreements that are left when every one that names none of the rest is taken away."""
    named_by: dict[Id, list[Id]] = {}
    still_names: dict[Id, int] = {}
    for id, others in links.items():
        still_names[id] = sum(other in links for other in others)
        for other in others:
            named_by.setdefault(other, []).append(id)
    free = [id for id, count in still_names.items() if count == 0]
    while free:
        taken = free.pop()
        del still_names[taken]
        for id in named_by.get(taken, ()):
            still_names[id] -= 1
            if still_names[id] == 0:
                free.append(id)
    return sorted(still_names)


def _way_back(links: Links, start: Id) -> tuple[Id, ...]:
    """The shortest way along the links from an agreement to itself; empty when there is none."""
    ways: list[tuple[Id, ...]] = [(start,)]
    seen = {start}
    for way in ways:  # it grows while it is walked
        for other in links.get(way[-1], {}):
            if other == start:
                return (*way, start)
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()


def _round(**fields: object) -> RegisterQuestion:
    """The example's register, where the contract names a second one, which names it."""
    second = Id("agreement/kpu-64.02/2024/002")
    others = (record for record in world() if record.id != CONTRACT)
    back = evolve(contract(), id=second, renews=CONTRACT)
    return asking(*others, evolve(contract(), **fields), back)


AGREEMENT_CIRCLES = Rule(
    name="agreement-circles",
    source=None,
    check=_circles,
    examples=(
        Example(
            what="two contracts that renew each other",
            question=lambda: _round(renews=Id("agreement/kpu-64.02/2024/002")),
            fires=True,
        ),
        Example(
            what="a contract that an addendum renews and replaces",
            question=lambda: _round(amends=Id("agreement/kpu-64.02/2024/002")),
            fires=True,
        ),
        Example(what="a contract and its renewal", question=lambda: _round(), fires=False),
    ),
)
