"""Elections, their contests and tickets, and the lists of those who may vote."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code, CommissionId, ElectionId, Id
from pilkada_outreach.problems import Problem, ProblemKind

TICKET_TWICE = ProblemKind(
    code="contest.ticket-twice",
    en="Ticket number {value} stands in the contest twice.",
    id="Nomor urut {value} tercantum dua kali dalam satu pemilihan.",
    mend_en="Give each ticket its own number.",
    mend_id="Beri setiap pasangan calon nomor urut sendiri.",
)
TICKET_NUMBER = ProblemKind(
    code="ticket.number",
    en="A ticket cannot have the number {value}.",
    id="Nomor urut {value} tidak mungkin.",
    mend_en="Ticket numbers start at 1.",
    mend_id="Nomor urut dimulai dari 1.",
)
COUNT_NEGATIVE = ProblemKind(
    code="count.not-positive",
    en="{value} cannot be a number of {what}.",
    id="{value} tidak mungkin menjadi jumlah {what}.",
    mend_en="Give a whole number greater than 0.",
    mend_id="Isi bilangan bulat lebih besar dari 0.",
)
CONTEST_TWICE = ProblemKind(
    code="election.contest-twice",
    en="The contest {value} stands in the election twice.",
    id="Pemilihan {value} tercantum dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
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


def number_is_positive(number: int) -> Problem | None:
    """Ballot numbers start at 1."""
    return TICKET_NUMBER.at("number", value=number) if number < 1 else None


@record(number_is_positive)
class Ticket:
    """A pair of candidates in a contest, by its ballot number (pasangan calon, nomor urut).

    Nothing shows it before `known_from`, the day its number was drawn.
    """

    number: int
    known_from: date


def tickets_differ(tickets: tuple[Ticket, ...]) -> tuple[Problem, ...]:
    """No ballot number is given twice in one contest."""
    numbers = [ticket.number for ticket in tickets]
    return tuple(
        TICKET_TWICE.at(f"tickets[{place}].number", value=number)
        for place, number in enumerate(numbers)
        if number in numbers[:place]
    )


@record(tickets_differ)
class Contest:
    """One office that is voted on, with its organiser and tickets (pemilihan gubernur, bupati, wali kota)."""

    id: Id
    """`pilkada/2024/64.02/regent`; the id of its ticket 2 is `pilkada/2024/64.02/regent/2`."""
    office: ContestOffice
    area: Place
    organiser: CommissionId
    """The commission that runs it; it may stand in another office's register."""
    tickets: tuple[Ticket, ...] = ()

    def ticket_id(self, number: int) -> Id:
        """The id of the ticket with this ballot number."""
        return Id.of(*self.id.parts, number)

    def ticket_ids(self, on: date) -> tuple[Id, ...]:
        """The ids of the tickets known on a day, in the order of the ballot."""
        numbers = sorted(ticket.number for ticket in self.tickets if ticket.known_from <= on)
        return tuple(self.ticket_id(number) for number in numbers)


def list_has_voters(voters: int) -> Problem | None:
    """A voter list has voters."""
    return COUNT_NEGATIVE.at("voters", value=voters, what="voters") if voters < 1 else None


def list_has_stations(polling_stations: int | None) -> Problem | None:
    """Polling stations are counted from 1."""
    if polling_stations is not None and polling_stations < 1:
        return COUNT_NEGATIVE.at(
            "polling_stations", value=polling_stations, what="polling stations"
        )
    return None


@record(list_has_voters, list_has_stations)
class VoterList:
    """One version of the list of those who may vote (DP4, DPS, DPSHP, DPT, DPTb), as figures only."""

    version: Code
    voters: int
    polling_stations: int | None = None
    known_from: date
    source: LegalSource


def contests_differ(contests: tuple[Contest, ...]) -> tuple[Problem, ...]:
    """No contest stands in an election twice."""
    ids = [contest.id for contest in contests]
    return tuple(
        CONTEST_TWICE.at(f"contests[{place}].id", value=str(id))
        for place, id in enumerate(ids)
        if id in ids[:place]
    )


@record(contests_differ)
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
