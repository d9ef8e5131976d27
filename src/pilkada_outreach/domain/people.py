"""People as records need them: how to reach somebody, and for what; who spoke."""

from datetime import date
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.values import WITHHELD, PersonalText, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

CONTACT_EMPTY = ProblemKind(
    code="contact.empty",
    en="The contact names neither a person nor a way to reach one.",
    id="Kontak tidak memuat nama maupun cara menghubungi.",
    mend_en="Give a name, a phone number or an e-mail address, or take the contact out.",
    mend_id="Isi nama, nomor telepon, atau surel; atau hapus kontaknya.",
)
CONTACT_EMAIL = ProblemKind(
    code="contact.email",
    en="The e-mail address is not of the form name@host.",
    id="Alamat surel tidak berbentuk nama@host.",
    mend_en="Write one address, without a name in front of it.",
    mend_id="Tulis satu alamat saja, tanpa nama di depannya.",
)
CONSENT_ORDER = ProblemKind(
    code="contact.consent-order",
    en="The consent was withdrawn on {value}, before it was given on {given}.",
    id="Persetujuan ditarik pada {value}, sebelum diberikan pada {given}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)
CONSENT_WITHDRAWN = ProblemKind(
    code="contact.consent-withdrawn",
    severity=Severity.WARNING,
    en="The consent was withdrawn, but the contact still stands here.",
    id="Persetujuan sudah ditarik, tetapi datanya masih tercantum.",
    mend_en="Erase the contact.",
    mend_id="Hapus data kontak itu.",
    source="UU 27/2022",
)


class Sex(StrEnum):
    """By which voters, attendance and turnout are counted (jenis kelamin)."""

    MALE = "male"
    FEMALE = "female"


def contact_reaches_somebody(
    name: PersonalText, phone: PersonalText, email: PersonalText
) -> Problem | None:
    """A contact is a person, a number or an address."""
    return None if name or phone or email else CONTACT_EMPTY.at()


def email_is_one_address(email: PersonalText) -> Problem | None:
    """An e-mail address has a name and a host."""
    if not email:
        return None
    if email == WITHHELD:
        return None
    name, _, host = email.partition("@")
    if name and "." in host and "@" not in host and not any(map(str.isspace, email)):
        return None
    return CONTACT_EMAIL.at("email")


def consent_comes_before_its_end(
    consent_on: date | None, withdrawn_on: date | None
) -> Problem | None:
    """Consent is given before it is withdrawn; data without consent is erased."""
    if withdrawn_on is None:
        return None
    if consent_on is not None and withdrawn_on < consent_on:
        return CONSENT_ORDER.at("withdrawn_on", value=withdrawn_on, given=consent_on)
    return CONSENT_WITHDRAWN.at("withdrawn_on")


@record(contact_reaches_somebody, email_is_one_address, consent_comes_before_its_end)
class Contact:
    """Whom to reach at a partner, for which purpose, and whether they agreed (narahubung; UU 27/2022)."""

    purpose: Words
    """What the data may be used for (tujuan pemrosesan): `invitations`, `publication orders`."""
    office: str = ""
    """In which office: `pemimpin redaksi`."""
    name: PersonalText = ""
    phone: PersonalText = ""
    email: PersonalText = ""
    consent_on: date | None = None
    """The day of the consent (persetujuan); None where another lawful basis holds."""
    withdrawn_on: date | None = None


@record()
class Speaker:
    """Somebody who speaks in a public office (narasumber)."""

    name: Words
    office: Words
    """`Ketua KPU Kabupaten Kutai Kartanegara`."""
