"""What is wrong with the terms of an agreement: links, clauses, powers, order of signing, its end."""

from datetime import date
from itertools import pairwise

from pilkada_outreach.domain.agreement_parts import (
    AgreementKind,
    Party,
    SignatoryOffice,
    Signature,
)
from pilkada_outreach.domain.checks import not_negative, repeated
from pilkada_outreach.domain.grant import Grant
from pilkada_outreach.domain.values import AgreementId, Code, Id, PartnerId
from pilkada_outreach.problems import Problem, ProblemKind, Severity

PARENT_MISSING = ProblemKind(
    code="agreement.parent-missing",
    severity=Severity.WARNING,
    en="The cooperation agreement names no agreement that it carries out.",
    id="Perjanjian kerja sama ini tidak menyebut kesepakatan yang dilaksanakannya.",
    mend_en="Give the joint agreement or memorandum above it in implements, if there is one.",
    mend_id="Isi implements dengan kesepakatan bersama atau nota di atasnya, bila ada.",
    source="PP 28/2018; Permendagri 22/2020",
)
LINK_SELF = ProblemKind(
    code="agreement.link-self",
    en="The agreement {value} names itself.",
    id="Perjanjian {value} menunjuk dirinya sendiri.",
    mend_en="Give the id of the other agreement, or leave the link out.",
    mend_id="Isi id perjanjian yang lain, atau kosongkan.",
)
LINK_TWICE = ProblemKind(
    code="agreement.link-twice",
    en="The agreement {value} is linked twice, as {first} and as {second}.",
    id="Perjanjian {value} ditunjuk dua kali, sebagai {first} dan {second}.",
    mend_en="Keep the link that is meant: an addendum amends, a new term renews, a new text supersedes.",
    mend_id="Sisakan yang dimaksud: adendum amends, perpanjangan renews, naskah pengganti supersedes.",
)
CLAUSES_MISSING = ProblemKind(
    code="agreement.clauses",
    severity=Severity.WARNING,
    en="The agreement has no clause on {missing}.",
    id="Perjanjian belum memuat klausul {missing}.",
    mend_en="Add the clauses, or list them if the text has them.",
    mend_id="Tambahkan klausulnya, atau daftarkan bila sudah ada dalam naskah.",
    source="Permendagri 22/2020 (unverified)",
)
CLAUSE_TWICE = ProblemKind(
    code="agreement.clause-twice",
    en="The clause {value} is listed twice.",
    id="Klausul {value} tercantum dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)
POWER_MISSING = ProblemKind(
    code="agreement.power-missing",
    severity=Severity.WARNING,
    en="The head of an agency is to sign for {value} without a power of attorney.",
    id="Kepala perangkat daerah akan menandatangani untuk {value} tanpa surat kuasa.",
    mend_en="Give the number of the power of attorney of the regional head.",
    mend_id="Isi nomor surat kuasa kepala daerah.",
    source="PP 28/2018; Permendagri 22/2020",
)
POWER_LATE = ProblemKind(
    code="agreement.power-late",
    severity=Severity.WARNING,
    en="{party} signed on {signed}, before the power of attorney of {value}.",
    id="{party} menandatangani pada {signed}, sebelum surat kuasa tanggal {value}.",
    mend_en="Check both days on the paper.",
    mend_id="Periksa kedua tanggal pada naskah.",
)
ORDER_PARTIES = ProblemKind(
    code="agreement.signing-order",
    en="The signing order names {value}; the parties are {parties}.",
    id="Urutan penandatanganan memuat {value}; pihaknya {parties}.",
    mend_en="Name each party once, or leave the order out.",
    mend_id="Sebutkan setiap pihak satu kali, atau kosongkan urutannya.",
)
ORDER_BROKEN = ProblemKind(
    code="agreement.signed-out-of-order",
    severity=Severity.WARNING,
    en="{value} signed before {before}, who signs first.",
    id="{value} menandatangani mendahului {before}.",
    mend_en="Check the days of the signatures.",
    mend_id="Periksa tanggal tanda tangannya.",
)
TERM_LENGTH = ProblemKind(
    code="agreement.term-length",
    en="{value} is no length of time.",
    id="{value} bukan lama waktu yang mungkin.",
    mend_en="Give a whole number greater than 0, or leave it out.",
    mend_id="Isi bilangan bulat lebih besar dari 0, atau kosongkan.",
)
END_UNEXPLAINED = ProblemKind(
    code="agreement.end-reason",
    en="An early end needs its day and its reason; the {value} is missing.",
    id="Pengakhiran memerlukan tanggal dan alasan; {value} belum diisi.",
    mend_en="Give both ended_on and end_reason.",
    mend_id="Isi ended_on dan end_reason.",
)
GRANT_KIND = ProblemKind(
    code="agreement.grant-kind",
    en="An agreement of the kind {value} has a grant.",
    id="Perjanjian berbentuk {value} memuat hibah.",
    mend_en="Choose the kind grant, or take the grant out.",
    mend_id="Pilih bentuk grant, atau hapus hibahnya.",
    source="Permendagri 54/2019 jo. Permendagri 41/2020",
)
GRANT_VALUE = ProblemKind(
    code="agreement.grant-value",
    en="The agreement is worth Rp {value}, its grant Rp {amount}.",
    id="Nilai perjanjian Rp {value}, padahal hibahnya Rp {amount}.",
    mend_en="Correct one of the two, or leave value_rupiah out.",
    mend_id="Perbaiki salah satu, atau kosongkan value_rupiah.",
)

_JOINT = ("parties", "purpose", "object", "scope", "form", "funding", "term", "work-plan")
REQUIRED_CLAUSES: dict[AgreementKind, tuple[str, ...]] = {
    AgreementKind.JOINT_AGREEMENT: _JOINT,
    AgreementKind.MEMORANDUM_OF_SYNERGY: _JOINT,
    AgreementKind.COOPERATION: (
        *("subject", "object", "scope", "rights-and-duties", "term", "force-majeure"),
        *("dispute-settlement", "termination", "addendum"),
    ),
}
"""The clauses that a kind needs at least (Permendagri 22/2020; recalled, the articles were not seen)."""


def cooperation_has_a_parent(kind: AgreementKind, implements: AgreementId | None) -> Problem | None:
    """A cooperation agreement usually carries out a joint agreement or memorandum; the law is not strict."""
    if kind is AgreementKind.COOPERATION and implements is None:
        return PARENT_MISSING.at("implements")
    return None


def links_lead_elsewhere(
    id: Id,
    implements: AgreementId | None,
    amends: AgreementId | None,
    supersedes: AgreementId | None,
    renews: AgreementId | None,
) -> tuple[Problem, ...]:
    """An agreement links to others, to each in one sense."""
    if amends is None and supersedes is None and renews is None and implements != id:
        return ()
    links = (
        ("implements", implements),
        ("amends", amends),
        ("supersedes", supersedes),
        ("renews", renews),
    )
    seen: dict[Id, str] = {}
    found: list[Problem] = []
    for name, other in links:
        if other is None:
            continue
        if other == id:
            found.append(LINK_SELF.at(name, value=str(id)))
        elif other in seen:
            found.append(LINK_TWICE.at(name, value=str(other), first=seen[other], second=name))
        seen[other] = name
    return tuple(found)


def clauses_are_complete(kind: AgreementKind, clauses: tuple[Code, ...]) -> tuple[Problem, ...]:
    """When the clauses are listed, those that the kind needs are among them."""
    if not clauses:
        return ()
    found = [
        CLAUSE_TWICE.at(f"clauses[{place}]", value=str(clause))
        for place, clause in repeated(clauses)
    ]
    listed = {str(clause) for clause in clauses}
    missing = [clause for clause in REQUIRED_CLAUSES.get(kind, ()) if clause not in listed]
    if missing:
        found.append(CLAUSES_MISSING.at("clauses", missing=", ".join(missing)))
    return tuple(found)


def signatories_have_power(
    parties: tuple[Party, ...], signatures: tuple[Signature, ...]
) -> tuple[Problem, ...]:
    """Who signs for a regional head has a power of attorney, and had it on the day."""
    found: list[Problem] = []
    for place, party in enumerate(parties):
        if party.office is SignatoryOffice.AGENCY_HEAD and not party.power_of_attorney:
            found.append(
                POWER_MISSING.at(f"parties[{place}].power_of_attorney", value=str(party.partner))
            )
        given = party.power_of_attorney_on
        if given is not None:
            found.extend(
                POWER_LATE.at(
                    f"parties[{place}].power_of_attorney_on",
                    value=given,
                    party=party.partner,
                    signed=signature.on,
                )
                for signature in signatures
                if signature.party == party.partner and signature.on < given
            )
    return tuple(found)


def signing_order_is_kept(
    parties: tuple[Party, ...],
    signatures: tuple[Signature, ...],
    signing_order: tuple[PartnerId, ...],
) -> tuple[Problem, ...]:
    """Where an order of signing is agreed, it names the parties and the days follow it."""
    if not signing_order:
        return ()
    partners = [party.partner for party in parties]
    if sorted(signing_order) != sorted(partners):
        return (
            ORDER_PARTIES.at(
                "signing_order",
                value=", ".join(map(str, signing_order)),
                parties=", ".join(map(str, partners)),
            ),
        )
    days = {signature.party: signature.on for signature in signatures}
    found: list[Problem] = []
    for before, partner in pairwise(signing_order):
        if partner in days and (before not in days or days[partner] < days[before]):
            found.append(ORDER_BROKEN.at("signatures", value=str(partner), before=before))
    return tuple(found)


def lengths_are_positive(
    minimum_term_months: int | None, notice_days: int | None, value_rupiah: int | None
) -> tuple[Problem, ...]:
    """Terms and notices last some time; a value is not negative."""
    if minimum_term_months is None and notice_days is None and value_rupiah is None:
        return ()
    lengths = (("minimum_term_months", minimum_term_months), ("notice_days", notice_days))
    found = [
        TERM_LENGTH.at(name, value=length)
        for name, length in lengths
        if length is not None and length < 1
    ]
    return (*found, *not_negative(value_rupiah=value_rupiah))


def end_is_explained(ended_on: date | None, end_reason: str) -> Problem | None:
    """An agreement that ends early ends on a day and for a reason."""
    if ended_on is not None and not end_reason.strip():
        return END_UNEXPLAINED.at("end_reason", value="end_reason")
    if ended_on is None and end_reason:
        return END_UNEXPLAINED.at("ended_on", value="ended_on")
    return None


def grant_fits_the_agreement(
    kind: AgreementKind, grant: Grant | None, value_rupiah: int | None
) -> Problem | None:
    """Only a grant agreement has a grant, and one value."""
    if grant is None:
        return None
    if kind is not AgreementKind.GRANT:
        return GRANT_KIND.at("grant", value=kind)
    if value_rupiah is not None and value_rupiah != grant.amount_rupiah:
        return GRANT_VALUE.at("value_rupiah", value=value_rupiah, amount=grant.amount_rupiah)
    return None
