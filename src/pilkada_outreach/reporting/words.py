"""What kinds, states and offices are called in a report."""

from collections.abc import Sequence

from pilkada_outreach.domain.agreement import AgreementKind, SignatoryOffice
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.election import ContestOffice
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import MeasurementStatus
from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import UnknownRecord
from pilkada_outreach.reference import codes
from pilkada_outreach.reporting.model import Bilingual

TOTAL = Bilingual("Jumlah", "Total")

AGREEMENT_KINDS = {
    AgreementKind.MEMORANDUM_OF_SYNERGY: Bilingual(
        "Nota Kesepakatan (Sinergi)", "Memorandum of synergy"
    ),
    AgreementKind.JOINT_AGREEMENT: Bilingual("Kesepakatan Bersama", "Joint agreement"),
    AgreementKind.MEMORANDUM_OF_UNDERSTANDING: Bilingual(
        "Nota Kesepahaman", "Memorandum of understanding"
    ),
    AgreementKind.COOPERATION: Bilingual("Perjanjian Kerja Sama", "Cooperation agreement"),
    AgreementKind.GRANT: Bilingual("Naskah Perjanjian Hibah Daerah", "Regional grant agreement"),
    AgreementKind.JOINT_DECREE: Bilingual("Surat Keputusan Bersama", "Joint decree"),
    AgreementKind.MEDIA_CONTRACT: Bilingual("Kontrak Publikasi Media", "Media contract"),
}
"""The instrument (bentuk naskah)."""

AGREEMENT_STATES = {
    AgreementState.DRAFT: Bilingual("Rancangan", "Draft"),
    AgreementState.OFFERED: Bilingual("Ditawarkan", "Offered"),
    AgreementState.PARTLY_SIGNED: Bilingual("Ditandatangani sebagian", "Partly signed"),
    AgreementState.SIGNED: Bilingual("Ditandatangani, belum berlaku", "Signed, not yet in force"),
    AgreementState.IN_FORCE: Bilingual("Berlaku", "In force"),
    AgreementState.EXPIRED: Bilingual("Berakhir", "Expired"),
    AgreementState.ENDED: Bilingual("Diakhiri sebelum waktunya", "Ended early"),
    AgreementState.CANCELLED: Bilingual("Dibatalkan", "Cancelled"),
}
"""Where an agreement stands on a day (keadaan)."""

SIGNATORY_OFFICES = {
    SignatoryOffice.CHAIR: Bilingual("Ketua", "Chair"),
    SignatoryOffice.MEMBER: Bilingual("Anggota", "Member"),
    SignatoryOffice.SECRETARY: Bilingual("Sekretaris", "Secretary"),
    SignatoryOffice.SECRETARY_GENERAL: Bilingual("Sekretaris Jenderal", "Secretary general"),
    SignatoryOffice.CONTRACT_OFFICER: Bilingual("Pejabat Pembuat Komitmen", "Contract officer"),
    SignatoryOffice.REGENT: Bilingual("Bupati", "Regent"),
    SignatoryOffice.MAYOR: Bilingual("Wali Kota", "Mayor"),
    SignatoryOffice.GOVERNOR: Bilingual("Gubernur", "Governor"),
    SignatoryOffice.AGENCY_HEAD: Bilingual("Kepala perangkat daerah", "Head of agency"),
    SignatoryOffice.REGIONAL_SECRETARY: Bilingual("Sekretaris Daerah", "Regional secretary"),
    SignatoryOffice.DIRECTOR: Bilingual("Direktur", "Director"),
    SignatoryOffice.RECTOR: Bilingual("Rektor", "Rector"),
    SignatoryOffice.DEAN: Bilingual("Dekan", "Dean"),
    SignatoryOffice.OTHER: Bilingual("Jabatan lain", "Other office"),
}
"""In which office somebody signs (jabatan)."""

AGREEMENT_LINKS = {
    "implements": Bilingual("Melaksanakan", "Implements"),
    "amends": Bilingual("Mengubah (adendum)", "Amends"),
    "supersedes": Bilingual("Menggantikan", "Supersedes"),
    "renews": Bilingual("Memperpanjang", "Renews"),
}
"""How one agreement leads to another, by the field that holds the link."""

CONTEST_OFFICES = {
    ContestOffice.GOVERNOR: Bilingual("Gubernur", "Governor"),
    ContestOffice.REGENT: Bilingual("Bupati", "Regent"),
    ContestOffice.MAYOR: Bilingual("Wali Kota", "Mayor"),
}
"""Whom a contest elects."""

MEASUREMENT_STATUSES = {
    MeasurementStatus.INTERIM: Bilingual("Sementara", "Interim"),
    MeasurementStatus.FINAL: Bilingual("Final", "Final"),
}
"""Whether a figure may still change."""

SEXES = {
    Sex.MALE: Bilingual("laki-laki", "men"),
    Sex.FEMALE: Bilingual("perempuan", "women"),
}
"""By which voters are counted (jenis kelamin), within a phrase."""

_LISTED = 12


def code_words(list: str, code: Code) -> Bilingual:  # noqa: A002  # as in reference.codes
    """What a code of a shipped list stands for; a code that an office declared stands as it is."""
    try:
        entry = codes.get(list, code)
    except UnknownRecord:
        return Bilingual(str(code), str(code))
    return Bilingual(entry.name_id, entry.name_en)


def listed(names: Sequence[str], between: str = ", ") -> Bilingual:
    """Names in a row; a long row is cut, and says how many more there are."""
    more, first = len(names) - _LISTED, between.join(names[:_LISTED])
    if more <= 0:
        return Bilingual(first, first)
    return Bilingual(f"{first}{between}dan {more} lainnya", f"{first}{between}and {more} more")
