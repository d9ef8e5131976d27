"""The parts of an agreement: its kind, sides, signatures, and what is promised."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pilkada_outreach._record import record
from pilkada_outreach._types import AtLeast
from pilkada_outreach.domain.checks import Figure
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.publication import EvidenceKind
from pilkada_outreach.domain.values import Code, Id, PartnerId, Words
from pilkada_outreach.problems import ProblemKind

QUOTA = ProblemKind(
    code="deliverable.quota",
    en="A quota of {value} a month cannot be kept.",
    id="Kuota {value} per bulan tidak dapat dipenuhi.",
    mend_en="Give a whole number greater than 0.",
    mend_id="Isi bilangan bulat lebih besar dari 0.",
)


DUE_WITHIN = ProblemKind(
    code="deliverable.due-within",
    en="{value} days are no time to deliver in.",
    id="{value} hari bukan tenggat yang mungkin.",
    mend_en="Give 0 for the planned day itself, or a whole number of days.",
    mend_id="Isi 0 untuk hari rencana itu sendiri, atau jumlah hari.",
)


class AgreementKind(StrEnum):
    """The instrument (bentuk naskah). Where a source is ambiguous the kind is asked for, never chosen."""

    MEMORANDUM_OF_SYNERGY = "memorandum-of-synergy"
    """Nota Kesepakatan (Sinergi) of a local government and a central body (PP 28/2018)."""
    JOINT_AGREEMENT = "joint-agreement"
    """Kesepakatan Bersama; a cooperation agreement must follow (PP 28/2018; Permendagri 22/2020)."""
    MEMORANDUM_OF_UNDERSTANDING = "memorandum-of-understanding"
    """Nota Kesepahaman, with universities, ministries, police, media, organisations."""
    COOPERATION = "cooperation"
    """Perjanjian Kerja Sama, operational."""
    GRANT = "grant"
    """Naskah perjanjian hibah daerah (Permendagri 54/2019 jo. 41/2020)."""
    JOINT_DECREE = "joint-decree"
    """Surat Keputusan Bersama."""
    MEDIA_CONTRACT = "media-contract"
    """Kontrak publikasi media (Perpres 16/2018 jo. 12/2021)."""


class SignatoryOffice(StrEnum):
    """In which office somebody signs."""

    CHAIR = "chair"
    """Ketua of a commission."""
    MEMBER = "member"
    """Anggota of a commission."""
    SECRETARY = "secretary"
    """Sekretaris of a commission."""
    SECRETARY_GENERAL = "secretary-general"
    """Sekretaris Jenderal."""
    CONTRACT_OFFICER = "contract-officer"
    """Pejabat Pembuat Komitmen, in the secretariat."""
    REGENT = "regent"
    MAYOR = "mayor"
    GOVERNOR = "governor"
    AGENCY_HEAD = "agency-head"
    """Kepala organisasi perangkat daerah; signs with a power of attorney of the regional head."""
    REGIONAL_SECRETARY = "regional-secretary"
    """Sekretaris Daerah."""
    DIRECTOR = "director"
    RECTOR = "rector"
    DEAN = "dean"
    OTHER = "other"


@record()
class Party:
    """One side of an agreement, with the number the document has in its own books (pihak, nomor naskah)."""

    partner: PartnerId
    number: str = ""
    """`01/KPU-Mdo-23/IV/2015`; one document has one number per party."""
    signatory: Id | None = None
    """`person/fulan`."""
    signatory_name: str = ""
    """The name of an office-holder as it stands on the public document."""
    office: SignatoryOffice
    role: str = ""
    """How the document calls the side: `PIHAK PERTAMA`."""
    power_of_attorney: str = ""
    """The number of the power of attorney (surat kuasa) that the signatory acts under."""
    power_of_attorney_on: date | None = None


@record()
class Signature:
    """That a party signed, who put the name, and when (tanda tangan)."""

    party: PartnerId
    by: Id
    on: date


@record()
class Witness:
    """Somebody who signs as a witness, by the name on the public document (saksi)."""

    name: Words
    office: str = ""


@record()
class Funding:
    """Where the money comes from and how the contract was awarded (pembiayaan, pengadaan)."""

    budget_line: str = ""
    """Mata anggaran, as the budget document numbers it."""
    route: Code | None = None
    """The procurement route (metode pengadaan; Perpres 16/2018 jo. 12/2021): an open code list."""
    package_id: str = ""
    """The id of the package or catalogue entry (id paket)."""
    order_letter: str = ""
    """The number of the order (surat pesanan, SPK)."""


class PartMonths(StrEnum):
    """What is owed for a month of the contract that is cut short."""

    PROPORTIONAL = "proportional"
    """The share of its days, rounded to the nearest whole item, a half up."""
    FULL = "full"
    NONE = "none"


@record()
class Deliverable:
    """What one side owes in each month of the contract (kewajiban, luaran).

    Contract months run from the first day of the agreement: 10 August to 9 September is one.
    """

    code: Code
    name: Words
    kind: Code | None = None
    """What is published: `public-service-ad`, `banner`: an open code list."""
    per_month: Annotated[int, AtLeast(1, QUOTA)]
    part_months: PartMonths = PartMonths.PROPORTIONAL
    label: str = ""
    """How paid content must be marked, such as `advertorial` (Pedoman Pemberitaan Media Siber, butir 6)."""
    unit_price_rupiah: Figure | None = None
    source: LegalSource | None = None
    ceiling_rupiah: Figure | None = None
    """The most that may be paid for it in all (pagu)."""
    proof: tuple[EvidenceKind, ...] = ()
    """What proves each item, besides its address."""
    due_within_days: Annotated[int, AtLeast(0, DUE_WITHIN)] | None = None
    """How many days after its planned day an item still is on time; None: until its contract month ends."""
    neutral: bool = False
    """Whether the contract makes taking no side a condition of payment (netralitas)."""
