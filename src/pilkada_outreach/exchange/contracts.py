"""Media contracts from a table: the shared terms of the program, one medium and one contract per row."""

from collections.abc import Iterator, Mapping

import attrs

from pilkada_outreach._record import evolve, record
from pilkada_outreach.domain.agreement import Agreement, Party, SignatoryOffice
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.stakeholder import MediaClass, Stakeholder, StakeholderKind
from pilkada_outreach.domain.values import Code, Id, PersonalText, Record, Words
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.document import MediaContracts
from pilkada_outreach.exchange.table import Row
from pilkada_outreach.problems import Problem
from pilkada_outreach.serialization import read


@record()
class MediaRow:
    """A row of the table of media; its fields are the table's columns."""

    contract: Code
    """The last part of the contract's id: `001`."""
    medium: Code
    """The last part of the medium's id: `kabar-contoh`."""
    name: Words
    legal_class: MediaClass
    domain: Words
    endpoint: str = ""
    director: Code
    """The director's id without `person/`, who signs for the medium."""
    director_name: Words
    own_number: Words
    """The number in the commission's books."""
    medium_number: str = ""
    contact_name: PersonalText = ""
    contact_phone: PersonalText = ""


def contracts_of(
    terms: MediaContracts, rows: tuple[Row, ...], table: str
) -> Iterator[tuple[str, Record]]:
    """A medium and a contract for each row, with their paths.

    Raises ValidationFailed with every problem of every row.
    """
    problems: list[Problem] = []
    records: list[tuple[str, Record]] = []
    for row in rows:
        path = f"{table}[row {row.number}]"
        try:
            medium, contract = _pair(terms, read(MediaRow, _filled(row.cells)))
            records += [(path, medium), (path, contract)]
        except ValidationFailed as failure:
            problems.extend(
                attrs.evolve(problem.under(path), line=row.number) for problem in failure.problems
            )
    if problems:
        raise ValidationFailed(tuple(problems))
    yield from records


def _contacts(row: MediaRow) -> tuple[Contact, ...]:
    if not row.contact_name and not row.contact_phone:
        return ()
    return (Contact(purpose="pesanan tayang", name=row.contact_name, phone=row.contact_phone),)


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that hold something: an empty cell is a key left out."""
    return {name: cell for name, cell in cells.items() if cell}


def _pair(terms: MediaContracts, row: MediaRow) -> tuple[Stakeholder, Agreement]:
    medium = Stakeholder(
        id=Id.of("media", row.medium),
        kind=StakeholderKind.MEDIA,
        name=row.name,
        area=terms.area,
        legal_class=row.legal_class,
        domain=row.domain,
        endpoint=row.endpoint,
        contacts=_contacts(row),
    )
    other_side = Party(
        partner=medium.id,
        number=row.medium_number,
        signatory=Id.of("person", row.director),
        signatory_name=row.director_name,
        office=SignatoryOffice.DIRECTOR,
    )
    contract = Agreement(
        id=Id.of(*terms.ids.parts, row.contract),
        kind=terms.kind,
        title=f"{terms.title} – {row.name}",
        commission=terms.commission,
        parties=(evolve(terms.own_side, number=row.own_number), other_side),
        period=terms.period,
        deliverables=terms.deliverables,
    )
    return medium, contract
