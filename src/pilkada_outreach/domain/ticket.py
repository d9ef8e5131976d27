"""Tickets: the pairs on a ballot, and who stood in them from when to when."""

from datetime import date
from enum import StrEnum

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import most_at_once
from pilkada_outreach.domain.period import ends_after_start
from pilkada_outreach.domain.values import Id, Words
from pilkada_outreach.problems import Problem, ProblemKind

TICKET_NUMBER = ProblemKind(
    code="ticket.number",
    en="A ticket cannot have the number {value}.",
    id="Nomor urut {value} tidak mungkin.",
    mend_en="Ticket numbers start at 1.",
    mend_id="Nomor urut dimulai dari 1.",
)
OFFICE_TWICE = ProblemKind(
    code="ticket.office-twice",
    en="Two people stand for the {value} office at once.",
    id="Dua orang tercantum untuk jabatan {value} pada waktu yang sama.",
    mend_en="Give the last day of the one who was replaced.",
    mend_id="Isi hari terakhir calon yang diganti.",
)


class TicketOffice(StrEnum):
    """Which of the two offices a member of a ticket stands for."""

    FIRST = "first"
    """Calon gubernur, bupati, wali kota."""
    SECOND = "second"
    """Calon wakil gubernur, wakil bupati, wakil wali kota."""


@record(ends_after_start)
class TicketMember:
    """Somebody who stands for an office (calon). A member can be replaced: the ticket keeps its number."""

    person: Id
    """`person/fulan`."""
    name: Words
    """The name as it stands on the ballot."""
    office: TicketOffice
    first_day: date | None = None
    """None: from the start."""
    last_day: date | None = None
    """The last day on the ticket, such as the day before a court struck the name off."""
    known_from: date


def number_is_positive(number: int) -> Problem | None:
    """Ballot numbers start at 1."""
    return TICKET_NUMBER.at("number", value=number) if number < 1 else None


def one_stands_for_each_office(members: tuple[TicketMember, ...]) -> tuple[Problem, ...]:
    """At any time one person stands for each office."""
    spans = [(member.first_day or date.min, member.last_day) for member in members]
    return tuple(
        OFFICE_TWICE.at(f"members[{place}]", value=member.office)
        for place, member in enumerate(members)
        if any(
            other.office is member.office and most_at_once([spans[before], spans[place]]) > 1
            for before, other in enumerate(members[:place])
        )
    )


@record(number_is_positive, one_stands_for_each_office)
class Ticket:
    """A pair of candidates in a contest, by its ballot number (pasangan calon, nomor urut).

    Nothing shows it before `known_from`, the day its number was drawn.
    """

    number: int
    known_from: date
    members: tuple[TicketMember, ...] = ()

    def member(self, office: TicketOffice, on: date) -> TicketMember | None:
        """Who stood for an office on a day; None when nobody is listed."""
        for member in self.members:
            after = member.first_day is None or member.first_day <= on
            if (
                member.office is office
                and after
                and (member.last_day is None or on <= member.last_day)
            ):
                return member
        return None
