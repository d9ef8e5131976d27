"""What the site calls the kinds and states of records, in both languages."""

from enum import StrEnum

from pilkada_outreach.domain.agreement import AgreementKind
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.election import ContestOffice
from pilkada_outreach.domain.material import ContentClass
from pilkada_outreach.domain.stakeholder import MediaClass
from pilkada_outreach.domain.target import MeasurementStatus
from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import UnknownName, UnknownRecord
from pilkada_outreach.problems import Language
from pilkada_outreach.reference import codes
from pilkada_outreach.reporting.model import Bilingual

_WORDS: dict[StrEnum, Bilingual] = {
    AgreementKind.MEMORANDUM_OF_SYNERGY: Bilingual(
        "Nota kesepakatan sinergi", "Memorandum of synergy"
    ),
    AgreementKind.JOINT_AGREEMENT: Bilingual("Kesepakatan bersama", "Joint agreement"),
    AgreementKind.MEMORANDUM_OF_UNDERSTANDING: Bilingual(
        "Nota kesepahaman", "Memorandum of understanding"
    ),
    AgreementKind.COOPERATION: Bilingual("Perjanjian kerja sama", "Cooperation agreement"),
    AgreementKind.GRANT: Bilingual("Perjanjian hibah daerah", "Regional grant agreement"),
    AgreementKind.JOINT_DECREE: Bilingual("Surat keputusan bersama", "Joint decree"),
    AgreementKind.MEDIA_CONTRACT: Bilingual("Kontrak publikasi media", "Media contract"),
    AgreementState.DRAFT: Bilingual("Rancangan", "Draft"),
    AgreementState.OFFERED: Bilingual("Ditawarkan", "Offered"),
    AgreementState.PARTLY_SIGNED: Bilingual(
        "Belum lengkap ditandatangani", "Not yet signed by all"
    ),
    AgreementState.SIGNED: Bilingual("Ditandatangani, belum berlaku", "Signed, not yet in force"),
    AgreementState.IN_FORCE: Bilingual("Berlaku", "In force"),
    AgreementState.EXPIRED: Bilingual("Berakhir", "Ended"),
    AgreementState.ENDED: Bilingual("Diakhiri lebih awal", "Ended early"),
    AgreementState.CANCELLED: Bilingual("Dibatalkan", "Cancelled"),
    ContestOffice.GOVERNOR: Bilingual("Gubernur dan wakil gubernur", "Governor and vice-governor"),
    ContestOffice.REGENT: Bilingual("Bupati dan wakil bupati", "Regent and vice-regent"),
    ContestOffice.MAYOR: Bilingual("Wali kota dan wakil wali kota", "Mayor and vice-mayor"),
    ContentClass.PROCEDURAL: Bilingual("Tata cara dan jadwal", "Procedures and dates"),
    ContentClass.VOTER_EDUCATION: Bilingual("Pendidikan pemilih", "Voter education"),
    ContentClass.CANDIDATE_NEUTRAL: Bilingual(
        "Tentang semua pasangan calon", "About all tickets alike"
    ),
    ContentClass.CANDIDATE_SPECIFIC: Bilingual("Tentang pasangan calon", "About one ticket"),
    ContentClass.FACILITATED_AD: Bilingual(
        "Iklan kampanye yang difasilitasi", "Facilitated campaign advertisement"
    ),
    ContentClass.RESULT: Bilingual("Hasil pemilihan", "Results"),
    ContentClass.SURVEY: Bilingual("Survei", "Survey"),
    MediaClass.PRINT: Bilingual("Media cetak", "Print"),
    MediaClass.RADIO: Bilingual("Radio", "Radio"),
    MediaClass.TELEVISION: Bilingual("Televisi", "Television"),
    MediaClass.ONLINE_PRESS: Bilingual("Media massa online", "Online press"),
    MediaClass.ONLINE: Bilingual("Media daring", "Online service"),
    MediaClass.SOCIAL: Bilingual("Media sosial", "Social media"),
    MediaClass.OUTDOOR: Bilingual("Media luar ruang", "Outdoor"),
    MeasurementStatus.INTERIM: Bilingual("Sementara", "Interim"),
    MeasurementStatus.FINAL: Bilingual("Final", "Final"),
}


def word(member: StrEnum, lang: Language) -> str:
    """What readers call a kind, class, office or state."""
    return _WORDS[member].text(lang)


def code_word(list_name: str, code: Code, lang: Language) -> str:
    """The name of an entry of a shipped code list; a local code stands for itself."""
    try:
        return codes.get(list_name, code).name(lang)
    except (UnknownName, UnknownRecord):
        return str(code)
