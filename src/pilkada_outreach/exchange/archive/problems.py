"""What can be wrong with an archive."""

from pilkada_outreach.problems import ProblemKind, Severity

_AGAIN_EN = "Take another copy of the archive, and compare its SHA-256 with the one that was noted."
_AGAIN_ID = "Ambil salinan arsip yang lain, dan cocokkan SHA-256-nya dengan yang dicatat."
_ASK_EN = "Do not use it; ask where it was made for another one."
_ASK_ID = "Jangan digunakan; mintalah arsip yang lain dari tempat pembuatannya."


def _damaged(code: str, en: str, id: str) -> ProblemKind:
    return ProblemKind(code=code, en=en, id=id, mend_en=_AGAIN_EN, mend_id=_AGAIN_ID)


def _hostile(code: str, en: str, id: str) -> ProblemKind:
    return ProblemKind(code=code, en=en, id=id, mend_en=_ASK_EN, mend_id=_ASK_ID)


UNREADABLE = _damaged(
    "archive.unreadable",
    "{file} is no whole zip file: {reason}.",
    "{file} bukan berkas zip yang utuh: {reason}.",
)
MEMBER_NAME = _hostile(
    "archive.member-name",
    "The archive holds {value}, a name that no archive of an office has.",
    "Arsip memuat {value}, nama yang tidak ada dalam arsip kantor mana pun.",
)
MEMBER_TWICE = _hostile(
    "archive.member-twice",
    "The archive holds {value} twice.",
    "Arsip memuat {value} dua kali.",
)
MEMBER_KIND = _hostile(
    "archive.member-kind",
    "{value} is {what_en}; an archive holds plain files.",
    "{value} adalah {what_id}; arsip hanya memuat berkas biasa.",
)
MEMBER_SIZE = _hostile(
    "archive.member-size",
    "{value} would unpack to {size} bytes; at most {limit} are taken.",
    "{value} akan menjadi {size} bita; paling banyak {limit} yang diterima.",
)
MEMBER_PLACE = _hostile(
    "archive.member-place",
    "{value} does not lie where the zip's table of contents says, or lies over another file.",
    "{value} tidak terletak di tempat menurut daftar isi zip, atau menindih berkas lain.",
)
TOO_MANY = _hostile(
    "archive.too-many",
    "The archive holds {value} files; at most {limit} are taken.",
    "Arsip memuat {value} berkas; paling banyak {limit} yang diterima.",
)
MEMBER_MISSING = _damaged(
    "archive.member-missing",
    "{value} is missing from the archive.",
    "{value} tidak ada dalam arsip.",
)
MEMBER_ADDED = _hostile(
    "archive.member-added",
    "{value} is in the archive, but its manifest does not name it.",
    "{value} ada dalam arsip, tetapi tidak disebut dalam manifesnya.",
)
HASH_WRONG = _damaged(
    "archive.hash",
    "{value} is not the file that the manifest names: its size or SHA-256 is another one.",
    "{value} bukan berkas yang disebut manifes: ukuran atau SHA-256-nya lain.",
)
MANIFEST_FORM = _damaged(
    "archive.manifest",
    "The manifest is not what an archive has: {reason}.",
    "Manifes tidak sebagaimana mestinya: {reason}.",
)
FORMAT_UNKNOWN = ProblemKind(
    code="archive.format",
    en="The file is {value}, and no archive of an office.",
    id="Berkas ini {value}, bukan arsip kantor.",
    mend_en="Name the archive that `Office.archive` wrote.",
    mend_id="Sebutkan arsip yang dibuat `Office.archive`.",
)
VERSION_UNKNOWN = ProblemKind(
    code="archive.version",
    en="The archive has version {value}; this library reads version {known}.",
    id="Arsip ini berversi {value}; pustaka ini membaca versi {known}.",
    mend_en="Install a newer library.",
    mend_id="Pasang pustaka yang lebih baru.",
)
LINE_FORM = _damaged(
    "archive.line",
    "Line {value} of {file} is not what an archive has there: {reason}.",
    "Baris {value} dalam {file} tidak sebagaimana mestinya: {reason}.",
)
BODY_FORM = _damaged(
    "archive.body",
    "Version {version} of {value} is no record of this library: {reason}.",
    "Versi {version} dari {value} bukan catatan pustaka ini: {reason}.",
)
VERSION_GAP = _damaged(
    "archive.version-gap",
    "Version {version} of {value} does not follow the one before.",
    "Versi {version} dari {value} tidak menyambung dengan yang sebelumnya.",
)
LINK_LOOSE = _damaged(
    "archive.link",
    "{value} refers to {target} in {field}, which is not in the archive.",
    "{value} merujuk {target} pada {field}, yang tidak ada dalam arsip.",
)
RECORDS_UNEQUAL = _damaged(
    "archive.records",
    "Line {value} of {file} is not the latest version in the history.",
    "Baris {value} dalam {file} bukan versi terakhir dalam riwayat.",
)
ANCHOR_UNEQUAL = _damaged(
    "archive.anchor",
    "The chains of the history do not end where anchor.txt says.",
    "Rantai riwayat tidak berakhir di tempat menurut anchor.txt.",
)
PERSONAL_INSIDE = _hostile(
    "archive.personal",
    "The archive says that it holds no personal data, and {value} has some.",
    "Arsip menyatakan tidak memuat data pribadi, padahal {value} memuatnya.",
)

# Findings about evidence: an archive that has them is whole, and says what it could not take.

_EVIDENCE_EN = "Put the file into the folder of evidence, and make the archive again."
_EVIDENCE_ID = "Letakkan berkasnya di map bukti, lalu buat arsip lagi."


def _evidence(code: str, en: str, id: str) -> ProblemKind:
    return ProblemKind(
        code=code,
        severity=Severity.WARNING,
        en=en,
        id=id,
        mend_en=_EVIDENCE_EN,
        mend_id=_EVIDENCE_ID,
    )


EVIDENCE_MISSING = _evidence(
    "evidence.missing",
    "{value}, which {record} names, is not in the folder of evidence.",
    "{value}, yang disebut {record}, tidak ada di map bukti.",
)
EVIDENCE_UNEQUAL = _evidence(
    "evidence.unequal",
    "{value} is not the file that {record} names: its SHA-256 is another one.",
    "{value} bukan berkas yang disebut {record}: SHA-256-nya lain.",
)
EVIDENCE_UNSEALED = ProblemKind(
    code="evidence.unsealed",
    severity=Severity.WARNING,
    en="{record} names {value} without its SHA-256, so that nothing tells whether a file is the one.",
    id="{record} menyebut {value} tanpa SHA-256, sehingga tidak dapat dipastikan berkas mana yang dimaksud.",
    mend_en="Add the SHA-256 that sha256sum prints to the record.",
    mend_id="Tambahkan SHA-256 keluaran sha256sum ke catatan itu.",
)
EVIDENCE_NAME = ProblemKind(
    code="evidence.name",
    severity=Severity.WARNING,
    en="{value}, which {record} names, is no name of a file in a folder of evidence, or another file has it.",
    id="{value}, yang disebut {record}, bukan nama berkas dalam map bukti, atau dipakai berkas lain.",
    mend_en="Write a plain name or a path below the folder, such as 2024-10/kliping.pdf.",
    mend_id="Tulis nama biasa atau jalur di bawah map itu, misalnya 2024-10/kliping.pdf.",
)
EVIDENCE_NOT_ASKED = ProblemKind(
    code="evidence.not-collected",
    severity=Severity.INFO,
    en="The files that records name as evidence were left out, since no folder was given: {value} of them.",
    id="Berkas bukti yang disebut catatan tidak disertakan, karena mapnya tidak diberikan: {value} berkas.",
    mend_en="Give the folder: evidence=...",
    mend_id="Berikan mapnya: evidence=...",
)
