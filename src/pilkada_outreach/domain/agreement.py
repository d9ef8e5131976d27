"""Agreements: who promised what to whom, signed by whom, from when to when."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AgreementId, Code, CommissionId, Id, PartnerId, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

ONE_PARTY = ProblemKind(
    code="agreement.parties",
    en="An agreement needs at least two parties; {value} is named.",
    id="Perjanjian memerlukan sedikitnya dua pihak; yang tercantum {value}.",
    mend_en="Name the other party.",
    mend_id="Cantumkan pihak yang lain.",
)
PARTY_TWICE = ProblemKind(
    code="agreement.party-twice",
    en="The party {value} stands in the agreement twice.",
    id="Pihak {value} tercantum dua kali.",
    mend_en="Keep one entry, with one number and one signatory.",
    mend_id="Sisakan satu, dengan satu nomor dan satu penanda tangan.",
)
COMMISSIONER_SIGNS = ProblemKind(
    code="agreement.commissioner-signs",
    severity=Severity.WARNING,
    en="A media contract is to be signed for {party} by a commissioner ({value}).",
    id="Kontrak media akan ditandatangani anggota komisi ({value}) atas nama {party}.",
    mend_en="Let the contract officer of the secretariat (Pejabat Pembuat Komitmen) sign; members decide content.",
    mend_id="Serahkan kepada Pejabat Pembuat Komitmen di sekretariat; anggota menetapkan isi, bukan kontrak.",
    source="Perpres 16/2018 jo. Perpres 12/2021",
)
SIGNATURE_STRANGER = ProblemKind(
    code="agreement.signature-party",
    en="{value} signed, but is no party to the agreement.",
    id="{value} menandatangani, tetapi bukan pihak dalam perjanjian.",
    mend_en="Name the party as it stands in the agreement.",
    mend_id="Sebutkan pihak seperti tercantum dalam perjanjian.",
)
SIGNATURE_TWICE = ProblemKind(
    code="agreement.signature-twice",
    en="{value} has signed twice.",
    id="{value} menandatangani dua kali.",
    mend_en="Keep the signature that stands on the paper.",
    mend_id="Sisakan tanda tangan yang tertera pada naskah.",
)
SIGNATURE_OTHER = ProblemKind(
    code="agreement.signature-person",
    en="{value} signed for {party}, but {signatory} is named as its signatory.",
    id="{value} menandatangani untuk {party}, padahal penanda tangannya {signatory}.",
    mend_en="Let the named signatory sign, or name the other one with a power of attorney.",
    mend_id="Mintakan tanda tangan pejabat yang tercantum, atau cantumkan kuasanya.",
)
QUOTA = ProblemKind(
    code="deliverable.quota",
    en="A quota of {value} a month cannot be kept.",
    id="Kuota {value} per bulan tidak dapat dipenuhi.",
    mend_en="Give a whole number greater than 0.",
    mend_id="Isi bilangan bulat lebih besar dari 0.",
)
DELIVERABLE_TWICE = ProblemKind(
    code="agreement.deliverable-twice",
    en="The deliverable {value} stands in the agreement twice.",
    id="Kewajiban {value} tercantum dua kali.",
    mend_en="Give each deliverable its own code.",
    mend_id="Beri setiap kewajiban kode sendiri.",
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
    CONTRACT_OFFICER = "contract-officer"
    """Pejabat Pembuat Komitmen, in the secretariat."""
    REGENT = "regent"
    MAYOR = "mayor"
    GOVERNOR = "governor"
    AGENCY_HEAD = "agency-head"
    DIRECTOR = "director"
    RECTOR = "rector"
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


@record()
class Signature:
    """That a party signed, who put the name, and when (tanda tangan)."""

    party: PartnerId
    by: Id
    on: date


class PartMonths(StrEnum):
    """What is owed for a month of the contract that is cut short."""

    PROPORTIONAL = "proportional"
    """The share of its days, rounded to the nearest whole item, a half up."""
    FULL = "full"
    NONE = "none"


def quota_is_positive(per_month: int) -> Problem | None:
    """A quota is a whole number of items."""
    return QUOTA.at("per_month", value=per_month) if per_month < 1 else None


@record(quota_is_positive)
class Deliverable:
    """What one side owes in each month of the contract (kewajiban, luaran).

    Contract months run from the first day of the agreement: 10 August to 9 September is one.
    """

    code: Code
    name: Words
    per_month: int
    part_months: PartMonths = PartMonths.PROPORTIONAL
    label: str = ""
    """How paid content must be marked, such as `advertorial` (Pedoman Pemberitaan Media Siber, butir 6)."""
    unit_price_rupiah: int | None = None
    source: LegalSource | None = None


def has_two_parties(parties: tuple[Party, ...]) -> Problem | None:
    """One does not agree with oneself."""
    if len(parties) < 2:
        named = ", ".join(str(party.partner) for party in parties) or "nobody"
        return ONE_PARTY.at("parties", value=named)
    return None


def parties_differ(parties: tuple[Party, ...]) -> tuple[Problem, ...]:
    """Each party stands in an agreement once, with one number."""
    partners = [party.partner for party in parties]
    return tuple(
        PARTY_TWICE.at(f"parties[{place}].partner", value=str(partner))
        for place, partner in enumerate(partners)
        if partner in partners[:place]
    )


def commissioners_sign_no_media_contract(
    kind: AgreementKind, parties: tuple[Party, ...]
) -> tuple[Problem, ...]:
    """Contracts with media are the secretariat's: the contract officer signs."""
    if kind is not AgreementKind.MEDIA_CONTRACT:
        return ()
    return tuple(
        COMMISSIONER_SIGNS.at(f"parties[{place}].office", value=party.office, party=party.partner)
        for place, party in enumerate(parties)
        if party.office in (SignatoryOffice.CHAIR, SignatoryOffice.MEMBER)
    )


def signatures_fit_the_parties(
    parties: tuple[Party, ...], signatures: tuple[Signature, ...]
) -> tuple[Problem, ...]:
    """Only a party signs, once, through the signatory that the document names."""
    named = {party.partner: party.signatory for party in parties}
    found: list[Problem] = []
    for place, signature in enumerate(signatures):
        path = f"signatures[{place}]"
        if signature.party not in named:
            found.append(SIGNATURE_STRANGER.at(f"{path}.party", value=str(signature.party)))
            continue
        if any(other.party == signature.party for other in signatures[:place]):
            found.append(SIGNATURE_TWICE.at(f"{path}.party", value=str(signature.party)))
        signatory = named[signature.party]
        if signatory is not None and signatory != signature.by:
            found.append(
                SIGNATURE_OTHER.at(
                    f"{path}.by",
                    value=str(signature.by),
                    party=signature.party,
                    signatory=signatory,
                )
            )
    return tuple(found)


def deliverables_differ(deliverables: tuple[Deliverable, ...]) -> tuple[Problem, ...]:
    """Each deliverable of an agreement has its own code."""
    codes = [deliverable.code for deliverable in deliverables]
    return tuple(
        DELIVERABLE_TWICE.at(f"deliverables[{place}].code", value=str(code))
        for place, code in enumerate(codes)
        if code in codes[:place]
    )


@record(
    has_two_parties,
    parties_differ,
    commissioners_sign_no_media_contract,
    signatures_fit_the_parties,
    deliverables_differ,
)
class Agreement:
    """Something two or more bodies promised each other (perjanjian, nota kesepakatan, kontrak)."""

    family: ClassVar[str] = "agreement"

    id: Id
    """`agreement/kpu-64.02/2024/017`."""
    kind: AgreementKind
    title: Words
    commission: CommissionId
    parties: tuple[Party, ...]
    period: Period
    deliverables: tuple[Deliverable, ...] = ()
    signatures: tuple[Signature, ...] = ()
    implements: AgreementId | None = None
    """The agreement that this one carries out, such as the memorandum above it."""

    def deliverable(self, code: Code) -> Deliverable | None:
        """The deliverable with this code."""
        return next((item for item in self.deliverables if item.code == code), None)

    def partners_of(self, own: Id) -> tuple[Id, ...]:
        """Every party but `own`."""
        return tuple(party.partner for party in self.parties if party.partner != own)
