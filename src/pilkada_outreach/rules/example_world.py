"""A small, complete register of invented partners, from which the examples of the rules are made."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pilkada_outreach.domain.agreement import (
    Agreement,
    AgreementKind,
    Deliverable,
    Party,
    SignatoryOffice,
    Signature,
)
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission, CommissionKind
from pilkada_outreach.domain.election import Contest, ContestOffice, Election, Regime, Ticket
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import ContentClass, Material, MaterialText
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.publication import Publication
from pilkada_outreach.domain.stage import Stage, StageRole
from pilkada_outreach.domain.stakeholder import MediaClass, Stakeholder, StakeholderKind
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import AreaCode, Code, Id, Record
from pilkada_outreach.rules.base import RegisterQuestion, SendingQuestion
from pilkada_outreach.snapshot import Snapshot

ZONE = ZoneInfo("Asia/Makassar")
OWN = Id("kpu/64.02")
MEDIUM = Id("media/kabar-contoh")
CONTRACT = Id("agreement/kpu-64.02/2024/001")
REGENT = Id("pilkada/2024/64.02/regent")
KUKAR = Place(code=AreaCode("64.02"), name="Kabupaten Kutai Kartanegara")


def world() -> tuple[Record, ...]:
    """A commission, its election with two tickets, one medium under a signed contract, three materials."""
    return (
        Commission(id=OWN, kind=CommissionKind.KPU, name="KPU Kutai Kartanegara", area=KUKAR),
        Election(
            id=Id("pilkada/2024/64.02"),
            regime=Regime.PILKADA,
            commission=OWN,
            area=KUKAR,
            polling_day=date(2024, 11, 27),
            timetable=Code("pilkada-2024"),
            contests=(
                Contest(
                    id=REGENT,
                    office=ContestOffice.REGENT,
                    area=KUKAR,
                    organiser=OWN,
                    tickets=tuple(
                        Ticket(number=number, known_from=date(2024, 9, 23)) for number in (1, 2)
                    ),
                ),
            ),
        ),
        Stakeholder(
            id=MEDIUM,
            kind=StakeholderKind.MEDIA,
            name="Kabar Contoh",
            legal_class=MediaClass.ONLINE_PRESS,
        ),
        Agreement(
            id=CONTRACT,
            kind=AgreementKind.MEDIA_CONTRACT,
            title="Kontrak publikasi",
            commission=OWN,
            parties=(
                Party(partner=OWN, office=SignatoryOffice.CONTRACT_OFFICER),
                Party(partner=MEDIUM, office=SignatoryOffice.DIRECTOR),
            ),
            period=Period(first_day=date(2024, 8, 10), last_day=date(2024, 12, 9)),
            deliverables=(
                Deliverable(
                    code=Code("labelled-coverage"),
                    name="Liputan berlabel",
                    per_month=5,
                    label="advertorial",
                ),
            ),
            signatures=(
                Signature(party=OWN, by=Id("person/fulan"), on=date(2024, 8, 10)),
                Signature(party=MEDIUM, by=Id("person/fulanah"), on=date(2024, 8, 10)),
            ),
        ),
        material("ajakan-memilih", "turnout-appeal", ContentClass.VOTER_EDUCATION),
        material("visi-misi-1", "vision-mission", ContentClass.CANDIDATE_SPECIFIC, ticket=1),
        material("visi-misi-2", "vision-mission", ContentClass.CANDIDATE_SPECIFIC, ticket=2),
    )


def contract() -> Agreement:
    """The contract with the medium."""
    return next(record for record in world() if isinstance(record, Agreement))


def material(
    name: str, topic: str, content_class: ContentClass, ticket: int | None = None
) -> Material:
    """A material of one sentence."""
    return Material(
        id=Id.of("material", OWN, 2024, name),
        commission=OWN,
        topic=Code(topic),
        content_class=content_class,
        formats=(Code("article"),),
        texts=(MaterialText(language=Code("id"), title=name, body="Contoh."),),
        tickets=() if ticket is None else (Id.of(*REGENT.parts, ticket),),
    )


def publication(
    name: str, due_at: datetime, *, label: str = "advertorial", contract: bool = True
) -> Publication:
    """One of the materials, placed with the medium under the contract."""
    return Publication(
        id=Id.of("publication", OWN, due_at.date(), "webhook", name, "kabar-contoh"),
        commission=OWN,
        material=Id.of("material", OWN, 2024, name),
        channel=Code("webhook"),
        target=MEDIUM,
        agreement=CONTRACT if contract else None,
        deliverable=Code("labelled-coverage") if contract else None,
        label=label,
        due_at=due_at,
    )


def timetable(election: Election) -> Timetable | None:
    """The days of Pilkada 2024 that the rules look at; None for any other timetable."""
    if election.timetable != Code("pilkada-2024"):
        return None
    days = {
        StageRole.CAMPAIGN: (date(2024, 9, 25), date(2024, 11, 23)),
        StageRole.QUIET_PERIOD: (date(2024, 11, 24), date(2024, 11, 26)),
        StageRole.POLLING: (date(2024, 11, 27), date(2024, 11, 27)),
    }
    source = LegalSource(instrument="PKPU", number="2", year=2024, verified=True)
    return Timetable(
        id=Id("timetable/pilkada-2024"),
        name_id="Pilkada 2024",
        name_en="Pilkada 2024",
        regime=Regime.PILKADA,
        polling_day=date(2024, 11, 27),
        source=source,
        issued_on=date(2024, 1, 26),
        stages=tuple(
            Stage(
                code=role.value,
                name_id=role.value,
                name_en=role.value,
                role=role,
                first_day=first,
                last_day=last,
                source=source,
            )
            for role, (first, last) in days.items()
        ),
    )


def asking(*records: Record, on: date = date(2024, 10, 1)) -> RegisterQuestion:
    """The question about a register of these records."""
    return RegisterQuestion(snapshot=Snapshot(records), on=on, timetable_of=timetable)


def sending(item: Publication, *more: Record) -> SendingQuestion:
    """The question whether this publication may go out when it is due."""
    snapshot = Snapshot((*world(), *more, item))
    at = item.due_at.astimezone(ZONE)
    return SendingQuestion(
        snapshot=snapshot,
        publication=item,
        material=snapshot.get(Material, item.material),
        at=at,
        day=at.date(),
        timetable_of=timetable,
    )


def noon(month: int, day: int) -> datetime:
    """Noon in Kutai Kartanegara on a day of 2024."""
    return datetime(2024, month, day, 12, tzinfo=ZONE)
