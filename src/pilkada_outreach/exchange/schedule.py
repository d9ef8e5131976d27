"""The schedule of a program, spelled out: one publication per material, day and target."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.values import Code, Id, Record
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.document import ProgramDocument, ScheduleEntry
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.reference import areas

NO_TARGET = ProblemKind(
    code="schedule.deliverable-alone",
    en="{value} is to be fulfilled, but no partner is named.",
    id="{value} hendak dipenuhi, tetapi mitranya tidak disebut.",
    mend_en="Set every_contract = true, or name the targets.",
    mend_id="Isi every_contract = true, atau sebutkan targets.",
)
NO_COMMISSION = ProblemKind(
    code="schedule.commission",
    en="The program's commission {value} is not in the file, so its clock is not known.",
    id="Penyelenggara {value} tidak ada dalam berkas, sehingga zona waktunya tidak diketahui.",
    mend_en="Add it under commissions.",
    mend_id="Tambahkan di commissions.",
)


def publications_of(
    document: ProgramDocument, records: Iterable[Record]
) -> Iterator[tuple[str, Publication]]:
    """The publications that a program plans, with the path of the entry each comes from.

    Raises ValidationFailed when an entry cannot be spelled out.
    """
    if not document.schedule:
        return
    known = tuple(records)
    own = next((record for record in known if record.id == document.commission), None)
    if not isinstance(own, Commission):
        raise ValidationFailed((NO_COMMISSION.at("commission", value=str(document.commission)),))
    zone = areas.get(own.area.code).time_zone
    contracts = _contracts(own.id, known)
    problems: list[Problem] = []
    for number, entry in enumerate(document.schedule):
        path = f"schedule[{number}]"
        targets: list[Id | None] = [*entry.targets]
        if entry.every_contract:
            targets.extend(partner for partner in contracts if partner not in entry.targets)
        if not targets:
            if entry.deliverable is not None:
                problems.append(NO_TARGET.at(f"{path}.deliverable", value=str(entry.deliverable)))
                continue
            targets = [None]
        for day in entry.days:
            for target in targets:
                contract = None if target is None else contracts.get(target)
                yield (
                    path,
                    _publication(
                        own.id,
                        entry,
                        datetime.combine(day, entry.at, tzinfo=zone),
                        day,
                        target,
                        contract,
                    ),
                )
    if problems:
        raise ValidationFailed(tuple(problems))


def _contracts(own: Id, records: Iterable[Record]) -> dict[Id, Agreement]:
    return {
        partner: record
        for record in records
        if isinstance(record, Agreement) and record.kind is AgreementKind.MEDIA_CONTRACT
        for partner in record.partners_of(own)
    }


def _publication(
    own: Id,
    entry: ScheduleEntry,
    due_at: datetime,
    day: date,
    target: Id | None,
    contract: Agreement | None,
) -> Publication:
    deliverable: Code | None = entry.deliverable if contract is not None else None
    owed = None if contract is None or deliverable is None else contract.deliverable(deliverable)
    slug = entry.material.parts[-1]
    place = () if target is None else (target.parts[-1],)
    return Publication(
        id=Id.of("publication", own, day, entry.channel, slug, *place),
        commission=own,
        material=entry.material,
        channel=entry.channel,
        target=target,
        agreement=None if contract is None else contract.id,
        deliverable=deliverable,
        label="" if owed is None else owed.label,
        due_at=due_at,
    )
