"""Areas are what their codes say: a code whose name disagrees is refused with both readings."""

from collections.abc import Iterator
from typing import cast

from pilkada_outreach._record import evolve, field_values, is_record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import AreaCode, Record
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.reference import areas
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import asking, world

ID_AND_AREA = ProblemKind(
    code="commission.id-area",
    en="The id {value} does not end in the commission's area {area}.",
    id="Id {value} tidak diakhiri wilayah penyelenggara, yaitu {area}.",
    mend_en="Write the id as kind and area code: kpu/64.02.",
    mend_id="Tulis id sebagai jenis dan kode wilayah: kpu/64.02.",
)


def places(value: object, path: str = "") -> Iterator[tuple[str, Place]]:
    """Every place in a record, or in a tuple of records, and where it stands."""
    if isinstance(value, Place):
        yield path, value
    elif isinstance(value, tuple):
        for number, member in enumerate(cast(tuple[object, ...], value)):
            yield from places(member, f"{path}[{number}]")
    elif is_record(type(value)):
        for field, member in field_values(value):
            yield from places(member, f"{path}.{field.name}" if path else field.name)


def misnamed(record: Record) -> tuple[Problem, ...]:
    """The places of one record whose code and name disagree; each path starts with the record's id."""
    found = tuple(
        problem.under(f"{record.id}.{path}")
        for path, place in places(record)
        if (problem := areas.check(place)) is not None
    )
    if found or not isinstance(record, Commission):
        return found
    if record.id.parts == (record.kind.value, str(record.area.code)):
        return ()
    return (ID_AND_AREA.at(f"{record.id}.id", value=str(record.id), area=record.area.code),)


def _check(question: RegisterQuestion) -> Iterator[Problem]:
    for record in question.snapshot:
        yield from misnamed(record)


def _bps_code() -> RegisterQuestion:
    wrong = [
        evolve(record, area=Place(code=AreaCode("64.03"), name="Kabupaten Kutai Kartanegara"))
        if isinstance(record, Commission)
        else record
        for record in world()
    ]
    return asking(*wrong)


PLACES = Rule(
    name="places",
    source=LegalSource(instrument="Kepmendagri", number="100.1.1-6117", year=2022, verified=True),
    check=_check,
    examples=(
        Example(what="64.03 named Kutai Kartanegara", question=_bps_code, fires=True),
        Example(
            what="64.02 named Kutai Kartanegara", question=lambda: asking(*world()), fires=False
        ),
    ),
)
