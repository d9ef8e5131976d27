"""The committees that an election is held with, formed for it and dissolved after it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place, level_of
from pilkada_outreach.domain.checks import not_negative
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.period import ends_after_start
from pilkada_outreach.domain.values import CommissionId, ElectionId, Id
from pilkada_outreach.problems import Problem, ProblemKind, Severity

COMMITTEE_SIZE = ProblemKind(
    code="committee.size",
    severity=Severity.WARNING,
    en="The committee has {value} members; the rules have {lawful}.",
    id="Badan ad hoc ini beranggotakan {value} orang; menurut ketentuan {lawful} orang.",
    mend_en="Check the number, or the kind of committee.",
    mend_id="Periksa jumlahnya, atau jenis badan ad hoc-nya.",
    source="PKPU 8/2022; UU 1/2015",
)
COMMITTEE_AREA = ProblemKind(
    code="committee.area-level",
    en="{value} is no {level_en}, but such a committee serves one.",
    id="{value} bukan wilayah tingkat {level_id}, padahal badan ini bertugas di tingkat itu.",
    mend_en="Give the code of the district (kecamatan) or village (desa, kelurahan) that it serves.",
    mend_id="Isi kode kecamatan atau desa/kelurahan tempat tugasnya.",
)
TERMS_OVERLAP = ProblemKind(
    code="committee.terms-overlap",
    severity=Severity.WARNING,
    en="The term that starts on {value} overlaps an earlier one.",
    id="Masa kerja yang mulai {value} tumpang tindih dengan yang sebelumnya.",
    mend_en="Let an extension start on the day after the last one.",
    mend_id="Mulailah perpanjangan pada hari sesudah masa kerja sebelumnya berakhir.",
)


class CommitteeKind(StrEnum):
    """Which ad hoc body it is (badan ad hoc)."""

    DISTRICT = "district"
    """Panitia Pemilihan Kecamatan: five in each district (PKPU 8/2022)."""
    VILLAGE = "village"
    """Panitia Pemungutan Suara: three in each village."""
    POLLING_STATION = "polling-station"
    """Kelompok Penyelenggara Pemungutan Suara: seven at each polling station."""
    VOTER_DATA = "voter-data"
    """Petugas pemutakhiran data pemilih (pantarlih): one, or two above 400 voters."""
    DISTRICT_SUPERVISION = "district-supervision"
    """Panitia pengawas kecamatan: three."""
    VILLAGE_SUPERVISION = "village-supervision"
    """Pengawas kelurahan/desa: one (Perpu 1/2014 Pasal 26)."""
    POLLING_STATION_SUPERVISION = "polling-station-supervision"
    """Pengawas tempat pemungutan suara: one (Perpu 1/2014 Pasal 27)."""


_LAWFUL: dict[CommitteeKind, tuple[tuple[int, ...], str]] = {
    CommitteeKind.DISTRICT: ((5,), "PKPU 8/2022"),
    CommitteeKind.VILLAGE: ((3,), "PKPU 8/2022 (unverified)"),
    CommitteeKind.POLLING_STATION: ((7,), "PKPU 8/2022 (unverified)"),
    CommitteeKind.VOTER_DATA: ((1, 2), "PKPU 8/2022"),
    CommitteeKind.DISTRICT_SUPERVISION: ((3,), "(unverified)"),
    CommitteeKind.VILLAGE_SUPERVISION: ((1,), "Perpu 1/2014 Pasal 26"),
    CommitteeKind.POLLING_STATION_SUPERVISION: ((1,), "Perpu 1/2014 Pasal 27"),
}
_ONE_OFFICER = 400
"""Up to so many voters one voter-data officer serves a polling station; above it, two."""


def lawful_size(kind: CommitteeKind, voters: int | None = None) -> tuple[int, ...]:
    """How many members a committee of this kind has; `voters` of the station decide for voter data."""
    if kind is CommitteeKind.VOTER_DATA and voters is not None:
        return (1,) if voters <= _ONE_OFFICER else (2,)
    return _LAWFUL[kind][0]


def size_is_lawful(kind: CommitteeKind, size: int | None, voters: int | None) -> Problem | None:
    """The rules fix the number of members."""
    lawful = lawful_size(kind, voters)
    if size is None or size in lawful:
        return None
    return COMMITTEE_SIZE.at(
        "size", value=size, lawful=" / ".join(map(str, lawful)), source=_LAWFUL[kind][1]
    )


def voters_are_counted(voters: int | None) -> tuple[Problem, ...]:
    """A polling station has no fewer than no voters."""
    return not_negative(voters=voters)


def area_fits_the_kind(kind: CommitteeKind, area: Place) -> Problem | None:
    """District committees serve districts, all others villages."""
    in_district = kind in (CommitteeKind.DISTRICT, CommitteeKind.DISTRICT_SUPERVISION)
    wanted = "district" if in_district else "village"
    if level_of(area) in (wanted, None):
        return None
    return COMMITTEE_AREA.at(
        "area",
        value=str(area.code),
        level_en=wanted,
        level_id="kecamatan" if in_district else "desa/kelurahan",
    )


@record(ends_after_start)
class CommitteeTerm:
    """How long a committee serves (masa kerja); a re-vote has a term of its own or extends the last."""

    first_day: date
    last_day: date
    election: ElectionId | None = None
    """The election or re-vote it serves for."""
    source: LegalSource


def terms_follow_each_other(terms: tuple[CommitteeTerm, ...]) -> tuple[Problem, ...]:
    """One term ends before the next starts."""
    return tuple(
        TERMS_OVERLAP.at(f"terms[{place}].first_day", value=term.first_day)
        for place, term in enumerate(terms)
        if any(
            term.first_day <= other.last_day and other.first_day <= term.last_day
            for other in terms[:place]
        )
    )


@record(size_is_lawful, voters_are_counted, area_fits_the_kind, terms_follow_each_other)
class Committee:
    """An ad hoc body of an election and its terms of office (badan ad hoc, masa kerja)."""

    family: ClassVar[str] = "committee"

    id: Id
    """`committee/pilkada-2024/64.02.06/district`."""
    kind: CommitteeKind
    commission: CommissionId
    """The commission that forms it."""
    area: Place
    polling_station: str = ""
    """The number of the polling station (nomor TPS), for those that serve one."""
    voters: int | None = None
    """The voters of that polling station."""
    size: int | None = None
    """How many members it has."""
    terms: tuple[CommitteeTerm, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def serves(self, on: date) -> bool:
        """Whether it is in office on a day."""
        return any(term.first_day <= on <= term.last_day for term in self.terms)
