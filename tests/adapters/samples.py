"""A small register and a small report for the tests of channels and renderers; every partner is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

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
from pilkada_outreach.domain.election import (
    Contest,
    ContestOffice,
    Election,
    Regime,
)
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import Approval, ContentClass, Material, MaterialText
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.publication import Evidence, Outcome, Publication, Receipt
from pilkada_outreach.domain.ratio import Ratio
from pilkada_outreach.domain.stakeholder import MediaClass, Stakeholder, StakeholderKind
from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
from pilkada_outreach.domain.ticket import Ticket
from pilkada_outreach.domain.values import AreaCode, Code, Id, Record
from pilkada_outreach.domain.voter_list import VoterList
from pilkada_outreach.ports import Delivery, DeliveryBatch
from pilkada_outreach.reference.zones import WITA
from pilkada_outreach.reporting.model import (
    BarChart,
    Bilingual,
    Column,
    ColumnKind,
    Report,
    Table,
)
from pilkada_outreach.snapshot import Snapshot

KPU = Id("kpu/64.02")
KUKAR = Place(code=AreaCode("64.02"), name="Kabupaten Kutai Kartanegara")
KALTIM = Place(code=AreaCode("64"), name="Kalimantan Timur")
INDONESIA = Place(code=AreaCode("id"), name="Indonesia")
ELECTION = Id("pilkada/2024/64.02")
SEEN = LegalSource(instrument="Contoh sumber", year=2024, verified=True)
NOW = datetime(2024, 8, 12, 9, tzinfo=WITA)
CONTACT_NAME = "Orang Rahasia"
CONTACT_PHONE = "+62 800 000 0000"
NAMES = (
    *(
        "Kabar Contoh Tenggarong",
        "Warta Rekaan Mahakam",
        "Suara Misal Loa Kulu",
        "Portal Umpama Kukar",
    ),
    *(
        "Berita Andaian Samboja",
        "Lensa Rekaan Muara Jawa",
        "Harian Contoh Kota Bangun",
        "Radar Misal",
    ),
    *(
        "Gema Umpama Tabang",
        "Tribun Rekaan Kembang Janggut",
        "Pos Contoh Anggana",
        "Mata Misal Sanga-Sanga",
    ),
)

CHECK_LIST = """Nama Anda harus tercantum dalam **daftar pemilih tetap (DPT)** agar dapat memilih pada
27 November 2024.

## Cara memeriksa

1. Siapkan nomor induk kependudukan (NIK) dari KTP-el.
2. Buka laman cek DPT milik KPU, atau datang ke kantor PPS di desa atau kelurahan Anda.
3. Bila nama tidak tercantum atau datanya keliru, laporkan kepada PPS dengan membawa KTP-el.

## Kapan

| Tahap | Tanggal |
| --- | --- |
| Pengumuman daftar sementara | 18–27 Agustus 2024 |
| Masukan masyarakat | 18–27 Agustus 2024 |

> Pemeriksaan tidak dipungut biaya. Petugas tidak pernah meminta kata sandi.
"""
CHECK_LIST_EN = """Your name must be on the **final voter list (DPT)** for you to vote on 27 November 2024.

## How to check

1. Have the number of your identity card (NIK) ready.
2. Open the voter-list page of KPU, or visit the village committee (PPS).
3. If your name is missing or a detail is wrong, tell the committee and bring your card.
"""


def material(name: str, *texts: tuple[str, str, str], **more: object) -> Material:
    fields: dict[str, object] = {
        "id": Id.of("material", KPU, 2024, name),
        "commission": KPU,
        "topic": Code("voter-list"),
        "content_class": ContentClass.VOTER_EDUCATION,
        "formats": (Code("article"),),
        "texts": tuple(
            MaterialText(language=Code(lang), title=title, body=body) for lang, title, body in texts
        ),
    }
    return Material(**{**fields, **more})  # type: ignore[arg-type]  # checked by the record


CHECK = material(
    "cek-daftar-pemilih",
    ("id", "Periksa nama Anda dalam daftar pemilih", CHECK_LIST),
    ("en", "Check your name on the voter list", CHECK_LIST_EN),
    sources=(LegalSource(instrument="PKPU", number="7", year=2024, verified=True), SEEN),
    approval=Approval(minutes="12/PL.02-BA/6402/2024", on=date(2024, 8, 9)),
)
STAGES = material(
    "tahapan-dan-tanggal-penting",
    ("id", "Tahapan dan tanggal penting Pilkada 2024", "Pemungutan suara: **27 November 2024**."),
    topic=Code("stages"),
    content_class=ContentClass.PROCEDURAL,
)
HOW_TO_VOTE = material(
    "cara-memilih",
    ("id", "Cara memilih di TPS", "Datang, tunjukkan surat pemberitahuan, coblos, celupkan jari."),
    ("en", "How to vote at the polling station", "Come, show your notice, punch, dip your finger."),
    topic=Code("voting-procedure"),
)


def publication(of: Material, *, channel: str = "website", slot: str = "1") -> Publication:
    return Publication(
        id=Id.of("publication", channel, of.id, slot),
        commission=KPU,
        material=of.id,
        channel=Code(channel),
        due_at=NOW,
    )


def receipt(
    of: Publication, at: datetime, outcome: Outcome = Outcome.DELIVERED, cause: str = ""
) -> Receipt:
    return Receipt(
        id=Id.of("receipt", of.id, 1),
        publication=of.id,
        attempt=1,
        at=at,
        outcome=outcome,
        cause=cause,
        evidence=Evidence(captured_at=at) if outcome is Outcome.DELIVERED else None,
    )


def medium(number: int) -> Stakeholder:
    name = NAMES[number]
    slug = name.lower().replace(" ", "-")
    return Stakeholder(
        id=Id.of("media", slug),
        kind=StakeholderKind.MEDIA,
        name=name,
        area=KUKAR,
        legal_class=MediaClass.ONLINE_PRESS,
        domain=f"{slug}.example",
        contacts=(Contact(purpose="pesanan tayang", name=CONTACT_NAME, phone=CONTACT_PHONE),),
    )


def contract(number: int, *, signed: bool = True) -> Agreement:
    partner = medium(number).id
    day = date(2024, 8, 10)
    return Agreement(
        id=Id.of("agreement", KPU, 2024, f"{number + 1:03}"),
        kind=AgreementKind.MEDIA_CONTRACT,
        title="Publikasi Pilkada 2024",
        commission=KPU,
        parties=(
            Party(
                partner=KPU,
                number=f"{number + 1:03}/HM.02-KTR/6402/2024",
                signatory=Id("person/contoh"),
                office=SignatoryOffice.CONTRACT_OFFICER,
            ),
            Party(partner=partner, number=f"{number + 1:02}/DIR/VIII/2024", office=SignatoryOffice.DIRECTOR),
        ),
        period=Period(first_day=day, last_day=date(2024, 12, 9)),
        deliverables=(
            Deliverable(code=Code("public-service-ad"), name="Iklan layanan masyarakat", per_month=4, label="iklan"),
            Deliverable(code=Code("labelled-coverage"), name="Liputan berlabel", per_month=5, label="advertorial"),
        ),
        signatures=(
            Signature(party=KPU, by=Id("person/contoh"), on=day),
            Signature(party=partner, by=Id.of("person", f"direktur-{number + 1}"), on=day),
        )
        if signed
        else (),
    )  # fmt: skip


def election() -> Election:
    drawn = date(2024, 9, 23)
    return Election(
        id=ELECTION,
        regime=Regime.PILKADA,
        commission=KPU,
        area=KUKAR,
        polling_day=date(2024, 11, 27),
        timetable=Code("pilkada-2024"),
        contests=(
            Contest(
                id=Id.of(*ELECTION.parts, "governor"),
                office=ContestOffice.GOVERNOR,
                area=KALTIM,
                organiser=Id("kpu/64"),
                tickets=tuple(Ticket(number=number, known_from=drawn) for number in (1, 2)),
            ),
            Contest(
                id=Id.of(*ELECTION.parts, "regent"),
                office=ContestOffice.REGENT,
                area=KUKAR,
                organiser=KPU,
                tickets=tuple(Ticket(number=number, known_from=drawn) for number in (1, 2, 3)),
            ),
        ),
        voter_lists=(
            VoterList(
                version=Code("dpt"),
                voters=552_469,
                polling_stations=1_447,
                known_from=date(2024, 9, 20),
                source=SEEN,
            ),
        ),
    )


def figures() -> tuple[Record, ...]:
    return (
        Target(
            id=Id("target/turnout/2024/contoh"),
            indicator=Code("turnout"),
            percent=Decimal(82),
            area=INDONESIA,
            election="Pilkada 2024",
            set_by="KPU RI",
            known_from=date(2024, 8, 1),
            source=SEEN,
        ),
        Target(
            id=Id("target/turnout/2024/nanti"),
            indicator=Code("turnout"),
            percent=Decimal("99.9"),
            area=INDONESIA,
            election="Pilkada 2024",
            set_by="Nanti",
            known_from=date(2024, 11, 1),
            source=SEEN,
        ),
        Measurement(
            id=Id("measurement/turnout/2020/64.02"),
            indicator=Code("turnout"),
            area=KUKAR,
            election_name="Pilkada 2020",
            ratio=Ratio(numerator=300_001, denominator=500_000, basis="DPT"),
            status=MeasurementStatus.FINAL,
            known_from=date(2020, 12, 16),
            source=LegalSource(instrument="Contoh ingatan", year=2020),
        ),
    )


def register(*more: Record) -> Snapshot:
    stages = publication(STAGES)
    on_air = publication(HOW_TO_VOTE)
    refused = material("ditolak", ("id", "Materi yang ditolak", "Tidak pernah tayang."))
    rejected = publication(refused)
    elsewhere = material("di-media", ("id", "Materi untuk media saja", "Hanya di media."))
    sent = publication(elsewhere, channel="webhook")
    partners = range(len(NAMES))
    return Snapshot(
        (
            Commission(id=KPU, kind=CommissionKind.KPU, name="KPU Kabupaten Kutai Kartanegara", area=KUKAR),
            Stakeholder(
                id=Id("government/64.02"),
                kind=StakeholderKind.GOVERNMENT,
                name="Pemerintah Kabupaten Kutai Kartanegara",
                contacts=(Contact(purpose="undangan", name=CONTACT_NAME),),
            ),
            election(),
            *figures(),
            *(medium(number) for number in partners),
            *(contract(number, signed=number != 11) for number in partners),
            *(STAGES, HOW_TO_VOTE, CHECK, refused, elsewhere),
            *(stages, on_air, rejected, sent),
            receipt(stages, datetime(2024, 8, 10, 9, 30, tzinfo=WITA)),
            receipt(on_air, datetime(2024, 8, 11, 23, 30, tzinfo=WITA)),
            receipt(rejected, datetime(2024, 8, 11, 9, tzinfo=WITA), Outcome.REJECTED, "ditolak"),
            receipt(sent, datetime(2024, 8, 11, 9, tzinfo=WITA)),
            *more,
        )
    )  # fmt: skip


def batch(
    *materials: Material, snapshot: Snapshot | None = None, now: datetime = NOW
) -> DeliveryBatch:
    return DeliveryBatch(
        snapshot=register() if snapshot is None else snapshot,
        commission=KPU,
        now=now,
        deliveries=tuple(_delivery(each) for each in materials),
    )


def _delivery(of: Material) -> Delivery:
    made = publication(of)
    return Delivery(publication=made, material=of, target=None, key=str(made.id), attempt=1)


def report(names: Iterable[str] = NAMES) -> Report:
    rows = tuple((name, 17 + place % 2, place + 6, 11 - place) for place, name in enumerate(names))
    return Report(
        name="fulfilment",
        title=Bilingual("Pemenuhan kewajiban media", "Fulfilment of media contracts"),
        office="KPU Kabupaten Kutai Kartanegara",
        on=date(2024, 11, 28),
        summary=(
            Bilingual(
                f"{len(rows)} media terikat kontrak; 1 di antaranya memenuhi seluruh kewajibannya.",
                f"{len(rows)} media are under contract; 1 of them has met all it owes.",
            ),
            Bilingual(
                "Partisipasi pemilih 70,98 %, di bawah target 82 %.",
                "Turnout was 70.98 %, below the target of 82 %.",
            ),
        ),
        tables=(
            Table(
                name="partners",
                title=Bilingual("Kewajiban dan realisasi per media", "Owed and published per medium"),
                columns=(
                    Column(name="partner", title=Bilingual("Media", "Medium")),
                    Column(name="owed", title=Bilingual("Wajib", "Owed"), kind=ColumnKind.COUNT),
                    Column(name="published", title=Bilingual("Tayang", "Published"), kind=ColumnKind.COUNT),
                    Column(name="short", title=Bilingual("Kurang", "Short"), kind=ColumnKind.COUNT),
                ),
                rows=rows,
                total=(
                    Bilingual("Jumlah", "Total"),
                    *(sum(int(row[column]) for row in rows) for column in (1, 2, 3)),
                ),
            ),
            Table(
                name="targets",
                title=Bilingual("Target dan realisasi partisipasi", "Turnout against targets"),
                columns=(
                    Column(name="target", title=Bilingual("Target", "Target")),
                    Column(name="aimed", title=Bilingual("Sasaran", "Aim"), kind=ColumnKind.PERCENT),
                    Column(name="reached", title=Bilingual("Realisasi", "Reached"), kind=ColumnKind.PERCENT),
                    Column(name="since", title=Bilingual("Sejak", "Since"), kind=ColumnKind.DAY),
                    Column(name="cost", title=Bilingual("Biaya", "Cost"), kind=ColumnKind.RUPIAH),
                ),
                rows=(
                    ("KPU RI", Decimal(82), Decimal("70.98"), date(2024, 11, 23), 1_500_000),
                    ("Contoh | daerah", Decimal("77.5"), None, None, None),
                ),
            ),
        ),
        charts=(
            BarChart(
                title=Bilingual("Wajib dan tayang per media", "Owed and published per medium"),
                table="partners",
                category="partner",
                values=("owed", "published"),
                says=Bilingual(
                    "Sebagian besar media menayangkan kurang dari yang diwajibkan.",
                    "Most media published less than they owe.",
                ),
            ),
        ),
        notes=(
            Bilingual(
                "Bulan yang terpotong dihitung menurut jumlah harinya.",
                "A month that is cut short counts by its days.",
            ),
        ),
        sources=("Register kantor", "PKPU 9/2022"),
    )  # fmt: skip
