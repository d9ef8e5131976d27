"""Those a commission works with and speaks to."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.checks import repeated
from pilkada_outreach.domain.medium import CompanyPaper, PressCouncilListing, PressCouncilState
from pilkada_outreach.domain.paper import Document
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.values import Code, Id, PersonalText, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

CLASS_MISSING = ProblemKind(
    code="stakeholder.legal-class",
    en="A medium must say what it is in law.",
    id="Media harus menyebut golongan hukumnya.",
    mend_en="Set legal_class: online-press (bound by the Press Law) or online (a site or app), print, radio, ...",
    mend_id="Isi legal_class: online-press (tunduk pada UU Pers), online (laman atau aplikasi), print, radio, ...",
    source="PKPU 9/2022 Pasal 13",
)
NOT_A_MEDIUM = ProblemKind(
    code="stakeholder.not-a-medium",
    en="A {value} has what only media have: {what}.",
    id="Pemangku kepentingan {value} memuat hal yang hanya ada pada media: {what}.",
    mend_en="Choose the kind media, or take it out.",
    mend_id="Pilih jenis media, atau hapus.",
)
PAPER_TWICE = ProblemKind(
    code="stakeholder.paper-twice",
    en="The paper {value} is listed twice.",
    id="Dokumen {value} tercantum dua kali.",
    mend_en="Keep one of the two; a renewed paper has another number.",
    mend_id="Sisakan salah satu; dokumen yang diperbarui bernomor lain.",
)
AREA_MISSING = ProblemKind(
    code="stakeholder.area-missing",
    en="A {value} serves an area, but none is given.",
    id="{value} bertugas di suatu wilayah, tetapi wilayahnya belum diisi.",
    mend_en="Give the village, district or regency.",
    mend_id="Isi desa/kelurahan, kecamatan, atau kabupaten/kotanya.",
)
OFFICERS_MISSING = ProblemKind(
    code="stakeholder.officers",
    severity=Severity.WARNING,
    en="The community information group has no {missing}.",
    id="Kelompok Informasi Masyarakat belum mempunyai {missing}.",
    mend_en="Name chair, secretary and treasurer.",
    mend_id="Cantumkan ketua (chair), sekretaris (secretary), dan bendahara (treasurer).",
    source="Permenkominfo 08/PER/M.KOMINFO/6/2010",
)
DECREE_MISSING = ProblemKind(
    code="stakeholder.decree",
    severity=Severity.WARNING,
    en="The community information group has no decree.",
    id="Kelompok Informasi Masyarakat belum mempunyai surat keputusan.",
    mend_en="Give the decree of the village or sub-district that confirms it.",
    mend_id="Isi surat keputusan desa/kelurahan yang mengukuhkannya.",
    source="Permenkominfo 08/PER/M.KOMINFO/6/2010",
)


class StakeholderKind(StrEnum):
    """What kind of partner or audience it is."""

    MEDIA = "media"
    GOVERNMENT = "government"
    SEGMENT = "segment"
    """A group of voters (basis pemilih), by its code."""
    COMMUNITY = "community"
    AGENCY = "agency"
    """Organisasi perangkat daerah, instansi pemerintah: Diskominfo, Disdukcapil, ..."""
    VILLAGE_HEAD = "village-head"
    """Lurah, kepala desa."""
    NEIGHBOURHOOD_HEAD = "neighbourhood-head"
    """Ketua RT, ketua RW."""
    TERRITORIAL_ARMY = "territorial-army"
    """Aparat kewilayahan TNI: Danramil, Babinsa."""
    TERRITORIAL_POLICE = "territorial-police"
    """Aparat kewilayahan Polri: Bhabinkamtibmas."""
    UNIVERSITY = "university"
    """Perguruan tinggi."""
    SCHOOL = "school"
    CIVIL_SOCIETY = "civil-society"
    """Organisasi kemasyarakatan."""
    INDIGENOUS_COMMUNITY = "indigenous-community"
    """Masyarakat adat."""
    INFORMATION_GROUP = "information-group"
    """Kelompok Informasi Masyarakat (KIM)."""
    DISABILITY_ORGANISATION = "disability-organisation"
    """Organisasi penyandang disabilitas."""
    RELIGIOUS_ORGANISATION = "religious-organisation"
    """Organisasi keagamaan."""
    PARTY = "party"
    """Partai politik."""


class MediaClass(StrEnum):
    """The legal class of a medium, not its technology (PKPU 9/2022 Pasal 13)."""

    PRINT = "print"
    RADIO = "radio"
    TELEVISION = "television"
    ONLINE_PRESS = "online-press"
    """Media massa online: internet mass media under the Press Law and journalistic ethics."""
    ONLINE = "online"
    """Media daring: sites, meeting apps, e-mail."""
    SOCIAL = "social"
    OUTDOOR = "outdoor"


def media_have_a_class(kind: StakeholderKind, legal_class: MediaClass | None) -> Problem | None:
    """A medium's duties follow from its legal class."""
    if kind is StakeholderKind.MEDIA and legal_class is None:
        return CLASS_MISSING.at("legal_class")
    return None


class GroupOffice(StrEnum):
    """An office in a group (pengurus)."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    TREASURER = "treasurer"
    MEMBER = "member"


@record()
class GroupOfficer:
    """Somebody who holds an office in a group (pengurus)."""

    office: GroupOffice
    name: PersonalText = ""


_SERVE_AN_AREA = frozenset(
    {
        StakeholderKind.VILLAGE_HEAD,
        StakeholderKind.NEIGHBOURHOOD_HEAD,
        StakeholderKind.TERRITORIAL_ARMY,
        StakeholderKind.TERRITORIAL_POLICE,
    }
)


def only_media_are_media(
    kind: StakeholderKind,
    papers: tuple[CompanyPaper, ...],
    press_council: tuple[PressCouncilListing, ...],
) -> tuple[Problem, ...]:
    """Company papers and the Press Council's list are about media; no paper is listed twice."""
    found = [
        PAPER_TWICE.at(f"papers[{place}]", value=f"{paper[0]} {paper[1]}".strip())
        for place, paper in repeated((paper.kind, paper.number) for paper in papers)
    ]
    if kind is not StakeholderKind.MEDIA:
        for name, listed in (("papers", papers), ("press_council", press_council)):
            if listed:
                found.append(NOT_A_MEDIUM.at(name, value=kind, what=name))
    return tuple(found)


def officers_on_the_ground_have_an_area(
    kind: StakeholderKind, area: Place | None
) -> Problem | None:
    """Village heads, neighbourhood heads and territorial officers serve an area."""
    if kind in _SERVE_AN_AREA and area is None:
        return AREA_MISSING.at("area", value=kind)
    return None


def information_groups_are_confirmed(
    kind: StakeholderKind, officers: tuple[GroupOfficer, ...], decree: Document | None
) -> tuple[Problem, ...]:
    """A community information group has three officers at least, and a decree."""
    if kind is not StakeholderKind.INFORMATION_GROUP:
        return ()
    found: list[Problem] = []
    held = {officer.office for officer in officers}
    needed = (GroupOffice.CHAIR, GroupOffice.SECRETARY, GroupOffice.TREASURER)
    missing = [office for office in needed if office not in held]
    if missing:
        found.append(OFFICERS_MISSING.at("officers", missing=", ".join(missing)))
    if decree is None:
        found.append(DECREE_MISSING.at("decree"))
    return tuple(found)


@record(
    media_have_a_class,
    only_media_are_media,
    officers_on_the_ground_have_an_area,
    information_groups_are_confirmed,
)
class Stakeholder:
    """A partner or an audience of the commission (pemangku kepentingan)."""

    family: ClassVar[str] = "stakeholder"

    id: Id
    """`media/kabar-contoh-tenggarong`, `government/64.02`, `segment/pemula`."""
    kind: StakeholderKind
    name: Words
    area: Place | None = None
    segment: Code | None = None
    """The code of the group of voters (basis pemilih) that it is or reaches."""
    legal_class: MediaClass | None = None
    domain: str = ""
    """The host name under which a medium publishes."""
    endpoint: str = ""
    """The address at which the partner's desk takes deliveries over HTTP."""
    office: Code | None = None
    """The office of somebody who is spoken to in it: `lurah`, `danramil`, `babinsa`: an open code list."""
    contacts: tuple[Contact, ...] = ()
    papers: tuple[CompanyPaper, ...] = ()
    """The papers of a press company (dokumen legalitas)."""
    press_council: tuple[PressCouncilListing, ...] = ()
    """What each look at the Press Council's list found."""
    officers: tuple[GroupOfficer, ...] = ()
    """Pengurus of a group."""
    decree: Document | None = None
    """The decree that confirms a group (surat keputusan)."""
    interests: tuple[Words, ...] = ()
    """Declared ties to a ticket or party (benturan kepentingan)."""

    def press_council_state(self, on: date) -> PressCouncilState:
        """How the Press Council listed it at the last look by a day."""
        looks = [listing for listing in self.press_council if listing.known_from <= on]
        last = max(looks, key=lambda listing: listing.known_from, default=None)
        return PressCouncilState.NONE if last is None else last.state

    def expired_papers(self, on: date) -> tuple[CompanyPaper, ...]:
        """The kinds of paper of which none holds on a day, each by its latest one."""
        valid = {paper.kind for paper in self.papers if paper.is_valid(on)}
        by_expiry = sorted(self.papers, key=lambda paper: paper.expires_on or date.max)
        latest = {paper.kind: paper for paper in by_expiry if paper.kind not in valid}
        return tuple(paper for paper in by_expiry if latest.get(paper.kind) is paper)
