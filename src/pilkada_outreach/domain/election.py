"""Elections and their contests; what a re-vote repeats."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.ticket import Ticket as Ticket  # part of a contest: exported here too
from pilkada_outreach.domain.values import Code, CommissionId, ContestId, ElectionId, Id, Words
from pilkada_outreach.domain.voter_list import (
    VoterList as VoterList,
)  # part of an election: exported here too
from pilkada_outreach.problems import Problem, ProblemKind, Severity

TICKET_TWICE = ProblemKind(
    code="contest.ticket-twice",
    en="Ticket number {value} stands in the contest twice.",
    id="Nomor urut {value} tercantum dua kali dalam satu pemilihan.",
    mend_en="Give each ticket its own number.",
    mend_id="Beri setiap pasangan calon nomor urut sendiri.",
)
CONTEST_TWICE = ProblemKind(
    code="election.contest-twice",
    en="The contest {value} stands in the election twice.",
    id="Pemilihan {value} tercantum dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)
EMPTY_COLUMN = ProblemKind(
    code="contest.empty-column",
    en="There are {value} tickets, but the ballot is said to have an empty column.",
    id="Ada {value} pasangan calon, padahal surat suara disebut memuat kolom kosong.",
    mend_en="An empty column stands beside a single ticket only: set empty_column to false.",
    mend_id="Kolom kosong hanya mendampingi calon tunggal: isi empty_column dengan false.",
    source="UU 10/2016 Pasal 54D",
)
SINGLE_TICKET = ProblemKind(
    code="contest.single-ticket",
    severity=Severity.WARNING,
    en="Ticket {value} stands alone, and no empty column is mentioned.",
    id="Pasangan calon nomor {value} tercantum sendirian tanpa kolom kosong.",
    mend_en="Set empty_column to true, or add the other tickets.",
    mend_id="Isi empty_column dengan true, atau tambahkan pasangan calon yang lain.",
    source="UU 10/2016 Pasal 54D",
)
REVOTE_ALONE = ProblemKind(
    code="election.revote-predecessor",
    en="The election repeats {value}, but names no predecessor.",
    id="Pemilihan ini mengulang {value}, tetapi tidak menyebut pemilihan sebelumnya.",
    mend_en="Give the election whose vote is repeated as predecessor.",
    mend_id="Isi predecessor dengan pemilihan yang diulang.",
)
REVOTE_ITSELF = ProblemKind(
    code="election.predecessor-self",
    en="The election {value} names itself as its predecessor.",
    id="Pemilihan {value} menyebut dirinya sendiri sebagai pemilihan sebelumnya.",
    mend_en="Give the re-vote an id of its own.",
    mend_id="Beri pemungutan suara ulang id sendiri.",
)


class Regime(StrEnum):
    """The law an election is held under; limits differ between regimes."""

    PILKADA = "pilkada"
    """Pemilihan of governors, regents, mayors: UU 1/2015 as amended by UU 8/2015, 10/2016, 6/2020."""
    PEMILU = "pemilu"
    """President, DPR, DPD, DPRD: UU 7/2017."""
    OTHER = "other"


class ContestOffice(StrEnum):
    """What a contest is about."""

    GOVERNOR = "governor"
    REGENT = "regent"
    MAYOR = "mayor"


def tickets_differ(tickets: tuple[Ticket, ...]) -> tuple[Problem, ...]:
    """No ballot number is given twice in one contest."""
    numbers = [ticket.number for ticket in tickets]
    return tuple(
        TICKET_TWICE.at(f"tickets[{place}].number", value=number)
        for place, number in enumerate(numbers)
        if number in numbers[:place]
    )


def empty_column_beside_one_ticket(
    empty_column: bool, tickets: tuple[Ticket, ...]
) -> Problem | None:
    """An empty column is on the ballot when one ticket stands alone, and only then."""
    if empty_column and len(tickets) > 1:
        return EMPTY_COLUMN.at("empty_column", value=len(tickets))
    if len(tickets) == 1 and not empty_column:
        return SINGLE_TICKET.at("tickets", value=tickets[0].number)
    return None


@record(tickets_differ, empty_column_beside_one_ticket)
class Contest:
    """One office that is voted on, with its organiser and tickets (pemilihan gubernur, bupati, wali kota)."""

    id: Id
    """`pilkada/2024/64.02/regent`; the id of its ticket 2 is `pilkada/2024/64.02/regent/2`."""
    office: ContestOffice
    area: Place
    organiser: CommissionId
    """The commission that runs it; it may stand in another office's register."""
    tickets: tuple[Ticket, ...] = ()
    empty_column: bool = False
    """Whether voters may choose an empty column against a single ticket (kolom kosong)."""

    def ticket_id(self, number: int) -> Id:
        """The id of the ticket with this ballot number."""
        return Id.of(*self.id.parts, number)

    def ticket_ids(self, on: date) -> tuple[Id, ...]:
        """The ids of the tickets known on a day, in the order of the ballot."""
        numbers = sorted(ticket.number for ticket in self.tickets if ticket.known_from <= on)
        return tuple(self.ticket_id(number) for number in numbers)


def contests_differ(contests: tuple[Contest, ...]) -> tuple[Problem, ...]:
    """No contest stands in an election twice."""
    ids = [contest.id for contest in contests]
    return tuple(
        CONTEST_TWICE.at(f"contests[{place}].id", value=str(id))
        for place, id in enumerate(ids)
        if id in ids[:place]
    )


def revote_has_a_predecessor(
    id: Id,
    predecessor: ElectionId | None,
    revote_of: tuple[ContestId, ...],
    revote_stations: tuple[Words, ...],
) -> Problem | None:
    """What votes again has voted before."""
    if predecessor == id:
        return REVOTE_ITSELF.at("predecessor", value=str(id))
    if predecessor is None and (revote_of or revote_stations):
        return REVOTE_ALONE.at("predecessor", value=str((*revote_of, *revote_stations)[0]))
    return None


@record(contests_differ, revote_has_a_predecessor)
class Election:
    """An election as it is held in one commission's area, with every contest on the ballot there.

    A re-vote (pemungutan suara ulang) is an election of its own that names its `predecessor`.
    """

    family: ClassVar[str] = "election"

    id: Id
    regime: Regime
    commission: CommissionId
    area: Place
    polling_day: date
    """Hari pemungutan suara."""
    timetable: Code
    """The name of the timetable of its stages (tahapan): `pilkada-2024`."""
    contests: tuple[Contest, ...]
    voter_lists: tuple[VoterList, ...] = ()
    predecessor: ElectionId | None = None
    revote_of: tuple[ContestId, ...] = ()
    """The predecessor's contests that are voted on again; the others stand."""
    revote_stations: tuple[Words, ...] = ()
    """The polling stations that vote again; all of them when none is named."""
    revote_basis: LegalSource | None = None
    """The ruling or recommendation that ordered it (putusan, rekomendasi)."""

    def contest(self, id: Id) -> Contest | None:
        """The contest with this id, if it is on the ballot here."""
        return next((contest for contest in self.contests if contest.id == id), None)

    def voter_list(self, version: str, on: date) -> VoterList | None:
        """The voter list of this version as known on a day."""
        known = [
            voter_list
            for voter_list in self.voter_lists
            if voter_list.version == Code(version) and voter_list.known_from <= on
        ]
        return max(known, key=lambda voter_list: voter_list.known_from, default=None)
