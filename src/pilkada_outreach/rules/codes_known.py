"""Codes are declared: an open list may grow, but a misspelled code is told with the nearest known one."""

from collections.abc import Iterable, Iterator, Mapping

from pilkada_outreach._record import evolve
from pilkada_outreach._text import meant
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import Code
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import codes
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import asking, noon, publication, world

CODE_UNDECLARED = ProblemKind(
    code="code.undeclared",
    severity=Severity.WARNING,
    en="{value} is no code of the shipped list {list}{meant_en}.",
    id="{value} bukan kode dalam daftar bawaan {list}{meant_id}.",
    mend_en="Correct it, unless it is a local code that your office means.",
    mend_id="Perbaiki, kecuali memang kode setempat yang dimaksud kantor Anda.",
)
DELIVERABLE_UNKNOWN = ProblemKind(
    code="publication.deliverable-unknown",
    en="{agreement} has no deliverable {value}{meant_en}.",
    id="{agreement} tidak memuat kewajiban {value}{meant_id}.",
    mend_en="Name a deliverable of that agreement, or add it there.",
    mend_id="Sebutkan kewajiban yang ada dalam perjanjian itu, atau tambahkan di sana.",
)


def _codes(question: RegisterQuestion) -> Iterator[Problem]:
    snapshot, local = question.snapshot, question.local_codes
    for material in snapshot.all(Material):
        yield from _told("topic", {f"{material.id}.topic": material.topic}, local)
        formats = enumerate(material.formats)
        yield from _told(
            "format", {f"{material.id}.formats[{n}]": code for n, code in formats}, local
        )
        texts = enumerate(material.texts)
        paths = {f"{material.id}.texts[{n}].language": text.language for n, text in texts}
        yield from _told("language", paths, local)
    for stakeholder in snapshot.all(Stakeholder):
        if stakeholder.segment is not None:
            lists = tuple(name for name in codes.lists() if name.startswith("segment"))
            yield from _told(lists, {f"{stakeholder.id}.segment": stakeholder.segment}, local)
    figures: list[Target | Measurement] = [*snapshot.all(Target), *snapshot.all(Measurement)]
    for figure in figures:
        yield from _told("indicator", {f"{figure.id}.indicator": figure.indicator}, local)
    yield from _deliverables(question)


def _told(
    lists: str | tuple[str, ...], found: dict[str, Code], local: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    names: Iterable[str] = (lists,) if isinstance(lists, str) else lists
    known = [
        code
        for name in names
        for code in (*(str(entry.code) for entry in codes.entries(name)), *local.get(name, ()))
    ]
    for path, code in found.items():
        if str(code) not in known:
            name = lists if isinstance(lists, str) else lists[0]
            yield CODE_UNDECLARED.at(path, value=str(code), list=name, **meant(str(code), known))


def _deliverables(question: RegisterQuestion) -> Iterator[Problem]:
    for item in question.snapshot.all(Publication):
        if item.agreement is None or item.deliverable is None:
            continue
        agreement = question.snapshot.find(Agreement, item.agreement)
        if agreement is None:
            continue
        papers = (agreement, *question.snapshot.addenda(agreement.id))
        codes_owed = {deliverable.code for paper in papers for deliverable in paper.deliverables}
        if item.deliverable not in codes_owed:
            known = sorted(map(str, codes_owed))
            yield DELIVERABLE_UNKNOWN.at(
                f"{item.id}.deliverable",
                value=str(item.deliverable),
                agreement=agreement.id,
                **meant(str(item.deliverable), known),
            )


def _misspelled() -> RegisterQuestion:
    return asking(
        *(
            evolve(record, topic=Code("turnout-apeal")) if isinstance(record, Material) else record
            for record in world()
        )
    )


def _owed_by_nobody() -> RegisterQuestion:
    item = evolve(publication("ajakan-memilih", noon(10, 1)), deliverable=Code("coverage"))
    return asking(*world(), item)


CODES_KNOWN = Rule(
    name="codes-known",
    source=None,
    check=_codes,
    examples=(
        Example(what="a misspelled topic", question=_misspelled, fires=True),
        Example(
            what="a deliverable the contract does not have", question=_owed_by_nobody, fires=True
        ),
        Example(what="codes of the shipped lists", question=lambda: asking(*world()), fires=False),
    ),
)
