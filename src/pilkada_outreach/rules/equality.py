"""Equal treatment: every ticket of a contest gets the same number of publications of its vision and mission."""

from collections import Counter
from collections.abc import Iterator

from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Outcome, Publication
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import asking, noon, publication, world
from pilkada_outreach.snapshot import Snapshot

UNEQUAL = ProblemKind(
    code="neutrality.unequal",
    en="The tickets of this contest get unequal numbers of publications: {counts}.",
    id="Jumlah penayangan antarpasangan calon tidak sama: {counts}.",
    mend_en="Give every ticket as many publications of its vision and mission as the one with the most.",
    mend_id="Samakan jumlah penayangan visi-misi setiap pasangan calon dengan yang terbanyak.",
)
VISION_MISSION = Code("vision-mission")


def tickets_counted(snapshot: Snapshot) -> Counter[Id]:
    """How many publications of its vision and mission each ticket gets; refused ones do not count."""
    about = {
        material.id: material.tickets
        for material in snapshot.all(Material)
        if material.topic == VISION_MISSION
    }
    counts: Counter[Id] = Counter()
    for item in snapshot.all(Publication):
        receipts = snapshot.receipts(item.id)
        if item.material in about and not (receipts and receipts[-1].outcome is Outcome.REJECTED):
            counts.update(about[item.material])
    return counts


def _check(question: RegisterQuestion) -> Iterator[Problem]:
    counts = tickets_counted(question.snapshot)
    for election, contest in question.snapshot.contests.values():
        numbers = {id.parts[-1]: counts[id] for id in contest.ticket_ids(question.on)}
        if len(set(numbers.values())) > 1:
            place = election.contests.index(contest)
            printed = ", ".join(f"{number}: {count}" for number, count in numbers.items())
            yield UNEQUAL.at(f"{election.id}.contests[{place}]", counts=printed)


def _with(*names: str) -> RegisterQuestion:
    items = (publication(name, noon(10, 15)) for name in names)
    return asking(*world(), *items)


EQUAL_TREATMENT = Rule(
    name="equal-treatment",
    source=LegalSource(
        instrument="Perbawaslu", number="12", year=2024, article="Pasal 24", verified=True
    ),
    check=_check,
    examples=(
        Example(
            what="ticket 1 once, ticket 2 never", question=lambda: _with("visi-misi-1"), fires=True
        ),
        Example(
            what="each ticket once",
            question=lambda: _with("visi-misi-1", "visi-misi-2"),
            fires=False,
        ),
    ),
)
