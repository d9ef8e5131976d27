"""Small registers for the tests of reports; every partner, person and amount is invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from pilkada_outreach import Office, evolve
from pilkada_outreach.domain.agreement import (
    Agreement,
    AgreementKind,
    Deliverable,
    Funding,
    Party,
    SignatoryOffice,
    Signature,
)
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission, CommissionKind
from pilkada_outreach.domain.grant import Grant, GrantLine, Instalment
from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit, RollUp
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.medium import CompanyPaper
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.ratio import Ratio
from pilkada_outreach.domain.stakeholder import MediaClass, Stakeholder, StakeholderKind
from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
from pilkada_outreach.domain.values import AreaCode, Code, Id, Record
from pilkada_outreach.reporting.model import Cell, Report, ReportQuestion, Table
from pilkada_outreach.rules.example_world import KUKAR, MEDIUM, OWN, world
from pilkada_outreach.snapshot import Snapshot

ON = date(2024, 10, 1)
GOVERNMENT = Id("government/64.02")
AGENCY = Id("agency/diskominfo-contoh")
CAMPUS = Id("university/universitas-contoh")
SEEN = LegalSource(instrument="Contoh sumber", year=2024, seen_in="contoh.example", verified=True)
CONTACT_NAME = "Orang Rahasia"
NATION = Place(code=AreaCode("id"), name="Indonesia")
OFFICES = {
    OWN: SignatoryOffice.CHAIR,
    GOVERNMENT: SignatoryOffice.REGENT,
    AGENCY: SignatoryOffice.AGENCY_HEAD,
    CAMPUS: SignatoryOffice.RECTOR,
    MEDIUM: SignatoryOffice.DIRECTOR,
}


def people() -> tuple[Record, ...]:
    """Partners beside those of the example world; each has a contact that no report may show."""
    contact = (Contact(purpose="undangan", name=CONTACT_NAME, phone="+62 800 000 0000"),)
    return (
        Stakeholder(
            id=GOVERNMENT,
            kind=StakeholderKind.GOVERNMENT,
            name="Pemerintah Kabupaten Kutai Kartanegara",
            contacts=contact,
        ),
        Stakeholder(
            id=AGENCY, kind=StakeholderKind.AGENCY, name="Diskominfo Contoh", contacts=contact
        ),
        Stakeholder(
            id=CAMPUS, kind=StakeholderKind.UNIVERSITY, name="Universitas Contoh", contacts=contact
        ),
    )


def agreement_id(number: str) -> Id:
    return Id(f"agreement/kpu-64.02/2024/{number}")


def agreement(
    number: str,
    *,
    partner: Id = CAMPUS,
    kind: AgreementKind = AgreementKind.MEMORANDUM_OF_UNDERSTANDING,
    first: date | None = date(2024, 1, 1),
    last: date | None = date(2024, 12, 31),
    signed: date | None = date(2024, 1, 1),
    **more: object,
) -> Agreement:
    """An agreement of the commission with one partner; both sign on `signed`, nobody where that is None."""
    fields: dict[str, object] = {
        "id": agreement_id(number),
        "kind": kind,
        "title": f"Naskah contoh {number}",
        "commission": OWN,
        "parties": tuple(
            Party(partner=party, number=f"{number}/CONTOH/{place}", office=OFFICES[party])
            for place, party in enumerate((OWN, partner), start=1)
        ),
        "period": Period(first_day=first, last_day=last),
        "signatures": ()
        if signed is None
        else tuple(
            Signature(party=party, by=Id("person/fulan"), on=signed) for party in (OWN, partner)
        ),
    }
    return Agreement(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


def grant(
    amount: int = 1_000,
    lines: tuple[tuple[str, int, int | None], ...] = (("a", 600, 450), ("b", 400, None)),
    instalments: tuple[Instalment, ...] = (),
    **more: object,
) -> Grant:
    fields: dict[str, object] = {
        "amount_rupiah": amount,
        "lines": tuple(
            GrantLine(
                code=Code(code), name=f"Rincian {code}", amount_rupiah=of, realised_rupiah=spent
            )
            for code, of, spent in lines
        ),
        "instalments": instalments,
    }
    return Grant(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


def granted(number: str, of: Grant, **more: object) -> Agreement:
    return agreement(number, partner=GOVERNMENT, kind=AgreementKind.GRANT, grant=of, **more)  # type: ignore[arg-type]


def contract(
    number: str, *, line: str = "", unit_price: int | None = None, **more: object
) -> Agreement:
    """A media contract from 10 August to 9 December 2024."""
    coverage = Deliverable(
        code=Code("labelled-coverage"),
        name="Liputan berlabel",
        per_month=5,
        label="advertorial",
        unit_price_rupiah=unit_price,
    )
    return agreement(
        number,
        partner=MEDIUM,
        kind=AgreementKind.MEDIA_CONTRACT,
        first=date(2024, 8, 10),
        last=date(2024, 12, 9),
        signed=date(2024, 8, 10),
        funding=Funding(budget_line=line) if line else None,
        deliverables=(coverage,),
        **more,
    )


def medium(*papers: CompanyPaper) -> Stakeholder:
    """The medium of the example world, with papers."""
    return Stakeholder(
        id=MEDIUM,
        kind=StakeholderKind.MEDIA,
        name="Kabar Contoh",
        legal_class=MediaClass.ONLINE_PRESS,
        papers=papers,
    )


def target(name: str, percent: str | None = "75", **more: object) -> Target:
    fields: dict[str, object] = {
        "id": Id.of("target", name),
        "indicator": Code("turnout"),
        "percent": None if percent is None else Decimal(percent),
        "area": KUKAR,
        "election": "Pilkada 2024",
        "set_by": f"Penetap {name}",
        "known_from": date(2024, 7, 1),
        "source": SEEN,
    }
    return Target(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


def measurement(name: str, voted: int, voters: int, **more: object) -> Measurement:
    fields: dict[str, object] = {
        "id": Id.of("measurement", name),
        "indicator": Code("turnout"),
        "area": KUKAR,
        "election_name": "Pilkada 2024",
        "ratio": Ratio(numerator=voted, denominator=voters, basis="DPT"),
        "status": MeasurementStatus.FINAL,
        "known_from": date(2024, 12, 6),
        "source": SEEN,
    }
    return Measurement(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


def indicator(code: str, unit: IndicatorUnit, **more: object) -> Indicator:
    weighted = unit is IndicatorUnit.PERCENT
    fields: dict[str, object] = {
        "id": Id.of("indicator", code),
        "code": Code(code),
        "name_id": f"Indikator {code}",
        "name_en": f"Indicator {code}",
        "unit": unit,
        "direction": Direction.MORE,
        "roll_up": RollUp.WEIGHTED if weighted else RollUp.SUM,
        "weight": Code("dpt") if weighted else None,
    }
    return Indicator(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


def desk(*records: Record) -> tuple[Record, ...]:
    """The commission without the example world's contract, its partners, and these records."""
    kept = {record.id: record for record in world() if not isinstance(record, Agreement)}
    return (*{**kept, **{record.id: record for record in (*people(), *records)}}.values(),)


def asking(*records: Record, on: date = ON, commission: Id = OWN) -> ReportQuestion:
    return ReportQuestion(snapshot=Snapshot(desk(*records)), on=on, commission=commission)


def national(*records: Record) -> tuple[Record, ...]:
    """The same with a national commission in the place of the local one."""
    kpu = Commission(id=Id("kpu/id"), kind=CommissionKind.KPU, name="KPU RI", area=NATION)
    moved = (
        evolve(
            record,
            commission=kpu.id,
            parties=tuple(
                evolve(party, partner=kpu.id) if party.partner == OWN else party
                for party in record.parties
            ),
            signatures=tuple(
                evolve(each, party=kpu.id) if each.party == OWN else each
                for each in record.signatures
            ),
        )
        if isinstance(record, Agreement)
        else record
        for record in records
    )
    return (kpu, *moved)


@contextmanager
def office(*records: Record) -> Iterator[Office]:
    """An office in memory that keeps these records."""
    with Office.open("memory://", actor="staff/uji") as opened:
        opened.put(*desk(*records))
        opened.commit(reason="awal")
        yield opened


def table(report: Report, name: str) -> Table:
    return next(table for table in report.tables if table.name == name)


def column(report: Report, of: str, name: str) -> list[Cell]:
    """The cells of one column of a table."""
    found = table(report, of)
    place = [column.name for column in found.columns].index(name)
    return [row[place] for row in found.rows]


def total(report: Report, of: str, name: str) -> Cell:
    found = table(report, of)
    assert found.total is not None
    return found.total[[column.name for column in found.columns].index(name)]


def notes(report: Report) -> str:
    return "\n".join(f"{note.id}\n{note.en}" for note in report.notes)
