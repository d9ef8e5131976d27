"""The bodies that organise and supervise elections, and their members."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place, level_of
from pilkada_outreach.domain.checks import most_at_once
from pilkada_outreach.domain.period import ends_after_start
from pilkada_outreach.domain.values import Code, CommissionId, Id, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

MEMBERS_UNLAWFUL = ProblemKind(
    code="commission.members",
    severity=Severity.WARNING,
    en="{value} members serve at once; the law has {lawful}.",
    id="Anggota yang menjabat bersamaan {value} orang; menurut ketentuan {lawful} orang.",
    mend_en="Add those who are missing, or give the last day of those who left.",
    mend_id="Lengkapi anggota yang belum tercantum, atau isi hari terakhir anggota yang berhenti.",
    source="UU 7/2017 Pasal 10, 92; UU 11/2006 Pasal 56",
)
TWO_CHAIRS = ProblemKind(
    code="commission.two-chairs",
    severity=Severity.WARNING,
    en="{value} chairs serve at once.",
    id="Ketua yang menjabat bersamaan {value} orang.",
    mend_en="Give the last day of the former chair.",
    mend_id="Isi hari terakhir ketua yang lama.",
)
MEMBER_TWICE = ProblemKind(
    code="commission.member-twice",
    en="{value} has two seats at once.",
    id="{value} tercantum menjabat dua kali pada waktu yang sama.",
    mend_en="Keep one entry, or give the last day of the first.",
    mend_id="Sisakan satu, atau isi hari terakhir masa jabatan yang pertama.",
)


class CommissionKind(StrEnum):
    """Which organiser it is. KIP and Panwaslih are Aceh's names of KPU and Bawaslu (UU 11/2006)."""

    KPU = "kpu"
    KIP = "kip"
    BAWASLU = "bawaslu"
    PANWASLIH = "panwaslih"


class CommissionOffice(StrEnum):
    """What somebody is in a commission."""

    CHAIR = "chair"
    """Ketua merangkap anggota."""
    MEMBER = "member"
    """Anggota."""


@record(ends_after_start)
class CommissionMember:
    """A member of a commission with the days in office, the last one included (anggota, masa jabatan)."""

    person: Id
    """`person/fulan`."""
    name: Words
    office: CommissionOffice = CommissionOffice.MEMBER
    division: Code | None = None
    """The division of the work (divisi): an open code list."""
    first_day: date
    last_day: date | None = None

    def serves(self, on: date) -> bool:
        """Whether they are in office on a day."""
        return self.first_day <= on and (self.last_day is None or on <= self.last_day)


_LAWFUL: dict[tuple[CommissionKind, str], tuple[tuple[int, ...], str]] = {
    (CommissionKind.KPU, "country"): ((7,), "PKPU 8/2019 jo. PKPU 4/2021"),
    (CommissionKind.KPU, "province"): ((5, 7), "UU 7/2017 Pasal 10"),
    (CommissionKind.KPU, "regency"): (
        (5,),
        "UU 7/2017 Pasal 10 (3 or 5); MK 31/PUU-XVI/2018 (5; unverified)",
    ),
    (CommissionKind.KIP, "province"): ((7,), "UU 11/2006 Pasal 56"),
    (CommissionKind.KIP, "regency"): ((5,), "UU 11/2006 Pasal 56"),
    (CommissionKind.BAWASLU, "country"): ((5,), "UU 7/2017 Pasal 92 (unverified)"),
    (CommissionKind.BAWASLU, "province"): ((5, 7), "UU 7/2017 Pasal 92 (unverified)"),
    (CommissionKind.BAWASLU, "regency"): ((3, 5), "UU 7/2017 Pasal 92 (unverified)"),
}


def lawful_members(kind: CommissionKind, level: str) -> tuple[int, ...]:
    """The numbers of members that the law has for a commission of this level; none where no law was seen."""
    return _LAWFUL.get((kind, level), ((), ""))[0]


def members_are_as_many_as_lawful(
    kind: CommissionKind, area: Place, members: tuple[CommissionMember, ...]
) -> Problem | None:
    """When the members are listed, as many serve at once as the law says."""
    lawful, source = _LAWFUL.get((kind, level_of(area) or ""), ((), ""))
    if not members or not lawful:
        return None
    most = most_at_once([(member.first_day, member.last_day) for member in members])
    if most in lawful:
        return None
    return MEMBERS_UNLAWFUL.at(
        "members", value=most, lawful=" / ".join(map(str, lawful)), source=source
    )


def one_chairs(members: tuple[CommissionMember, ...]) -> Problem | None:
    """A commission has one chair at a time."""
    chairs = most_at_once(
        [
            (member.first_day, member.last_day)
            for member in members
            if member.office is CommissionOffice.CHAIR
        ]
    )
    return TWO_CHAIRS.at("members", value=chairs) if chairs > 1 else None


def nobody_sits_twice(members: tuple[CommissionMember, ...]) -> tuple[Problem, ...]:
    """A person may come back, but has one seat at a time."""
    return tuple(
        MEMBER_TWICE.at(f"members[{place}].person", value=str(member.person))
        for place, member in enumerate(members)
        if any(
            other.person == member.person
            and most_at_once(
                [(other.first_day, other.last_day), (member.first_day, member.last_day)]
            )
            > 1
            for other in members[:place]
        )
    )


@record(members_are_as_many_as_lawful, one_chairs, nobody_sits_twice)
class Commission:
    """An organiser of elections and its place (penyelenggara: KPU, KIP, Bawaslu, Panwaslih).

    The members decide content; money is the secretariat's (UU 7/2017; Perpres 16/2018).
    """

    family: ClassVar[str] = "commission"

    id: Id
    kind: CommissionKind
    name: Words
    area: Place
    parent: CommissionId | None = None
    """The commission one level up; it may stand in another office's register."""
    website: str = ""
    members: tuple[CommissionMember, ...] = ()

    def members_on(self, day: date) -> tuple[CommissionMember, ...]:
        """Those in office on a day."""
        return tuple(member for member in self.members if member.serves(day))
