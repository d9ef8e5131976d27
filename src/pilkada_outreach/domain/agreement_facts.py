"""What is wrong with the waivers and disputes of an agreement."""

from collections.abc import Iterator

from pilkada_outreach.domain.agreement_parts import Deliverable, Party
from pilkada_outreach.domain.contract_facts import Dispute, Waiver
from pilkada_outreach.domain.values import AgreementId, Id
from pilkada_outreach.problems import Problem, ProblemKind, Severity

WAIVED_DELIVERABLE = ProblemKind(
    code="waiver.deliverable",
    en="A waiver names {value}, which is no deliverable of the agreement.",
    id="Pembebasan menyebut {value}, yang bukan kewajiban dalam perjanjian.",
    mend_en="Name a deliverable; one that an addendum states is waived in that addendum.",
    mend_id="Sebutkan kewajiban yang ada; yang diatur adendum dibebaskan dalam adendum itu.",
)
WAIVED_PARTNER = ProblemKind(
    code="waiver.partner",
    en="A waiver is for {value}, who is no party to the agreement.",
    id="Pembebasan diberikan kepada {value}, yang bukan pihak dalam perjanjian.",
    mend_en="Name one of the parties.",
    mend_id="Sebutkan salah satu pihak.",
)
DISPUTED_TWICE = ProblemKind(
    code="dispute.twice",
    severity=Severity.WARNING,
    en="{value} has two disputes open at the same time.",
    id="{value} disengketakan dua kali pada saat yang sama.",
    mend_en="Settle the first before the second is raised, or keep one with both reasons.",
    mend_id="Selesaikan yang pertama lebih dahulu, atau satukan dengan kedua alasannya.",
)
GROUND_UNKNOWN = ProblemKind(
    code="dispute.ground",
    severity=Severity.WARNING,
    en="The dispute about {publication} rests on {value}, which no deliverable of the agreement demands.",
    id="Sengketa atas {publication} beralasan {value}, yang tidak disyaratkan kewajiban mana pun.",
    mend_en="State the condition in the deliverable (neutral, label), or dispute on another ground.",
    mend_id="Cantumkan syaratnya pada kewajiban (neutral, label), atau pakai alasan lain.",
)


def waivers_fit(
    parties: tuple[Party, ...],
    deliverables: tuple[Deliverable, ...],
    amends: AgreementId | None,
    waivers: tuple[Waiver, ...],
) -> tuple[Problem, ...]:
    """What is waived is owed by the agreement; an addendum may waive what the agreement it changes states."""
    if not waivers:
        return ()
    partners = {party.partner for party in parties}
    codes = {deliverable.code for deliverable in deliverables}
    found: list[Problem] = []
    for place, waiver in enumerate(waivers):
        if waiver.deliverable not in codes and (deliverables or amends is None):
            path = f"waivers[{place}].deliverable"
            found.append(WAIVED_DELIVERABLE.at(path, value=str(waiver.deliverable)))
        if waiver.partner not in partners:
            found.append(WAIVED_PARTNER.at(f"waivers[{place}].partner", value=str(waiver.partner)))
    return tuple(found)


def disputes_stand(
    deliverables: tuple[Deliverable, ...], disputes: tuple[Dispute, ...]
) -> tuple[Problem, ...]:
    """One dispute about an item is open at a time, on a condition that the agreement sets."""
    if not disputes:
        return ()
    return (*_disputed_twice(disputes), *_without_ground(deliverables, disputes))


def _disputed_twice(disputes: tuple[Dispute, ...]) -> Iterator[Problem]:
    before: dict[Id, list[Dispute]] = {}
    for place, dispute in enumerate(disputes):
        earlier = before.setdefault(dispute.publication, [])
        if any(_open_together(dispute, other) for other in earlier):
            yield DISPUTED_TWICE.at(
                f"disputes[{place}].publication", value=str(dispute.publication)
            )
        earlier.append(dispute)


def _open_together(one: Dispute, other: Dispute) -> bool:
    return one.is_open(other.known_from) or other.is_open(one.known_from)


def _without_ground(
    deliverables: tuple[Deliverable, ...], disputes: tuple[Dispute, ...]
) -> Iterator[Problem]:
    demanded = {
        "neutrality": any(deliverable.neutral for deliverable in deliverables),
        "label": any(deliverable.label for deliverable in deliverables),
    }
    for place, dispute in enumerate(disputes):
        if deliverables and not demanded.get(str(dispute.ground), True):
            yield GROUND_UNKNOWN.at(
                f"disputes[{place}].ground",
                value=str(dispute.ground),
                publication=dispute.publication,
            )
