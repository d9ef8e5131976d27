"""Which instrument a title names (bentuk naskah); where it may name several, the question goes back."""

import re
from collections.abc import Iterator

from pilkada_outreach.domain.agreement_parts import AgreementKind
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind

AMBIGUOUS = ProblemKind(
    code="agreement.kind-ambiguous",
    en="{value} may name {count} kinds of agreement: {kinds}.",
    id="{value} dapat berarti {count} bentuk naskah: {kinds}.",
    mend_en="Look at the parties, the annex and the law the paper cites, and give the kind yourself.",
    mend_id="Periksa pihak, lampiran, dan dasar hukum naskahnya, lalu tentukan sendiri bentuknya.",
    source="PP 28/2018; Permendagri 22/2020",
)
UNNAMED = ProblemKind(
    code="agreement.kind-unnamed",
    en="{value} names no kind of agreement.",
    id="{value} tidak menyebut bentuk naskah.",
    mend_en="Give the kind yourself: one of {kinds}.",
    mend_id="Tentukan sendiri bentuknya, salah satu dari {kinds}.",
)

_SYNERGY = AgreementKind.MEMORANDUM_OF_SYNERGY
_JOINT = AgreementKind.JOINT_AGREEMENT
_UNDERSTANDING = AgreementKind.MEMORANDUM_OF_UNDERSTANDING
_COOPERATION = AgreementKind.COOPERATION
_GRANT = AgreementKind.GRANT
_DECREE = AgreementKind.JOINT_DECREE
_MEDIA = AgreementKind.MEDIA_CONTRACT

_NAMES: dict[str, tuple[AgreementKind, ...]] = {
    "nota kesepakatan bersama": (_SYNERGY, _JOINT, _UNDERSTANDING),
    "nota kesepakatan sinergi": (_SYNERGY,),
    "nota kesepakatan": (_SYNERGY,),
    "nota sinergi": (_SYNERGY,),
    "memorandum of synergy": (_SYNERGY,),
    "kesepakatan bersama": (_JOINT,),
    "joint agreement": (_JOINT,),
    "nota kesepahaman bersama": (_UNDERSTANDING,),
    "nota kesepahaman": (_UNDERSTANDING,),
    "memorandum of understanding": (_UNDERSTANDING,),
    "mou": (_UNDERSTANDING,),
    "perjanjian kerja sama": (_COOPERATION,),
    "perjanjian kerjasama": (_COOPERATION,),
    "cooperation agreement": (_COOPERATION,),
    "pks": (_COOPERATION,),
    "naskah perjanjian hibah": (_GRANT,),
    "perjanjian hibah": (_GRANT,),
    "nphd": (_GRANT,),
    "grant agreement": (_GRANT,),
    "surat keputusan bersama": (_DECREE,),
    "keputusan bersama": (_DECREE,),
    "skb": (_DECREE,),
    "joint decree": (_DECREE,),
    "kontrak publikasi": (_MEDIA,),
    "kontrak media": (_MEDIA,),
    "spk publikasi": (_MEDIA,),
    "spk media": (_MEDIA,),
    "media contract": (_MEDIA,),
    "publication contract": (_MEDIA,),
}
_VAGUE: dict[str, tuple[AgreementKind, ...]] = {
    "kesepakatan": (_SYNERGY, _JOINT, _UNDERSTANDING),
    "kesepahaman": (_SYNERGY, _JOINT, _UNDERSTANDING),
    "memorandum": (_SYNERGY, _UNDERSTANDING),
    "kerja sama": (_JOINT, _UNDERSTANDING, _COOPERATION),
    "kerjasama": (_JOINT, _UNDERSTANDING, _COOPERATION),
    "perjanjian": (_COOPERATION, _GRANT, _MEDIA),
    "kontrak": (_COOPERATION, _MEDIA),
    "agreement": (_JOINT, _COOPERATION, _GRANT),
    "contract": (_COOPERATION, _MEDIA),
}
"""Looked for only where none of the names stands."""

_SUBJECT = {"tentang", "perihal", "mengenai", "about", "concerning"}
_BESIDE_A_NAME = {
    *("draf", "draft", "rancangan", "naskah", "dokumen", "adendum", "addendum", "perubahan"),
    *(
        "perpanjangan",
        "penandatanganan",
        "signing",
        "of",
        "the",
        "dan",
        "and",
        "serta",
        "atau",
        "or",
    ),
}
_GOVERNMENT = {"pemerintah", "pemkab", "pemkot", "pemprov", "pemda", "government"}
_THIRD_PARTY = {
    *("universitas", "institut", "politeknik", "fakultas", "sekolah", "university", "media"),
    *("pers", "ormas", "organisasi", "yayasan", "pt", "cv"),
}
_PAID = {"media", "publikasi", "pers", "iklan", "advertorial", "publication", "advertising"}


def agreement_kinds(title: str) -> tuple[AgreementKind, ...]:
    """Every kind that a title may name, in Indonesian or English; none where it names no instrument.

    The name stands before the subject (`tentang ...`). `Nota Kesepakatan` is the memorandum of synergy of
    PP 28/2018; between two local governments it may mean a Kesepakatan Bersama, with a university, a medium or
    another third party also a memorandum of understanding. A cooperation agreement on publication may be a
    media contract. `PKS` counts only where an instrument is written: at the head of the title or beside
    another name (`MoU/PKS`); anywhere else it may be the party of that name.
    """
    words = re.findall(r"[a-z0-9]+", title.casefold())
    head = _until_the_subject(words)
    found = set(_named(head)) or set(_vague(head))
    if _SYNERGY in found and "sinergi" not in head:
        if sum(word in _GOVERNMENT for word in head) > 1 or "antardaerah" in head:
            found.add(_JOINT)
        if not _THIRD_PARTY.isdisjoint(head):
            found |= {_JOINT, _UNDERSTANDING}
    if _COOPERATION in found and not _PAID.isdisjoint(words):
        found.add(_MEDIA)
    return tuple(kind for kind in AgreementKind if kind in found)


def kind_of_title(title: str) -> AgreementKind:
    """The one kind that a title names. Raises ValidationFailed with the candidates where it is not one."""
    kinds = agreement_kinds(title)
    if len(kinds) == 1:
        return kinds[0]
    problem = AMBIGUOUS if kinds else UNNAMED
    listed = ", ".join(kinds or AgreementKind)
    raise ValidationFailed((problem.at("title", value=title, count=len(kinds), kinds=listed),))


def _until_the_subject(words: list[str]) -> list[str]:
    ends = [place for place, word in enumerate(words) if word in _SUBJECT]
    return words[: ends[0]] if ends else words


def _named(words: list[str]) -> Iterator[AgreementKind]:
    place, heading = 0, True  # heading: all so far belongs to the name of an instrument
    while place < len(words):
        name = _longest(_NAMES, words, place)
        if name and (name != "pks" or heading):
            yield from _NAMES[name]
            heading = True
            place += len(name.split())
        else:
            heading = heading and words[place] in _BESIDE_A_NAME
            place += 1


def _vague(words: list[str]) -> Iterator[AgreementKind]:
    for place in range(len(words)):
        yield from _VAGUE.get(_longest(_VAGUE, words, place), ())


def _longest(names: dict[str, tuple[AgreementKind, ...]], words: list[str], place: int) -> str:
    for length in range(min(4, len(words) - place), 0, -1):
        name = " ".join(words[place : place + length])
        if name in names:
            return name
    return ""
