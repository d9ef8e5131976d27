"""What of a record stands in the register's columns, links and counters."""

from datetime import date, datetime
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from pilkada_outreach.domain.activity import Activity
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.feedback import Feedback
from pilkada_outreach.domain.publication import Publication, Receipt
from pilkada_outreach.domain.request import InformationRequest
from pilkada_outreach.domain.survey import Survey
from pilkada_outreach.domain.target import Target
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id, Record
from pilkada_outreach.ports import SHARED, Facts, Index, Link, Settles, Tally
from pilkada_outreach.reference import areas
from pilkada_outreach.reference.zones import WIB
from pilkada_outreach.rules.references import references

PLANNED = "planned"
"""The state of a publication that was never tried."""
_INSIDE_ELECTIONS = {"contest", "ticket"}

Days = tuple[date | None, date | None]
R = TypeVar("R", bound=Record)


class Finder(Protocol):
    """Finds the other records of a register: a Snapshot, or whatever knows them."""

    def find(self, cls: type[R], id: Id | str) -> R | None:
        """The record with this id, or None."""
        ...


class Indexing:
    """Tells the columns and the index of records, among the other records of their register."""

    def __init__(self, records: Finder) -> None:
        self._records = records
        self._offices: dict[str, tuple[str, ZoneInfo]] = {}

    def facts(self, record: Record) -> Facts:
        """The plain columns of a record."""
        commission = self._commission(record)
        own = getattr(record, "area", None) or getattr(record, "place", None)
        area, zone = self._office(commission)
        first_day, last_day = _days(record, zone)
        return Facts(
            commission=commission,
            area=str(own.code) if isinstance(own, Place) else area,
            first_day=first_day,
            last_day=last_day,
        )

    def index(self, record: Record) -> Index:
        """The links of a record, and how it is counted."""
        if isinstance(record, Publication):
            zone = self._office(str(record.commission))[1]
            tally = _tally(record, record.due_at, PLANNED, zone)
            return Index(links=links_of(record), tally=tally)
        if isinstance(record, Receipt):
            return self._index_of_receipt(record)
        return Index(links=links_of(record))

    def _index_of_receipt(self, receipt: Receipt) -> Index:
        publication = self._records.find(Publication, receipt.publication)
        if publication is None:
            return Index(links=links_of(receipt))
        zone = self._office(str(publication.commission))[1]
        return Index(
            links=links_of(receipt),
            tally=_tally(publication, receipt.at, receipt.outcome.value, zone),
            settles=Settles(
                publication=publication.id, attempt=receipt.attempt, state=receipt.outcome.value
            ),
        )

    def _commission(self, record: Record) -> str:
        if isinstance(record, Commission):
            return str(record.id)
        if isinstance(record, Receipt):
            publication = self._records.find(Publication, record.publication)
            return SHARED if publication is None else str(publication.commission)
        owner = getattr(record, "commission", None)
        return str(owner) if isinstance(owner, Id) else SHARED

    def _office(self, commission: str) -> tuple[str, ZoneInfo]:
        """The area and the clock of a commission; none and WIB where it is not in the register."""
        known = self._offices.get(commission)
        if known is None:
            found = self._records.find(Commission, commission) if commission else None
            known = ("", WIB) if found is None else (str(found.area.code), clock_of(found.area))
            self._offices[commission] = known
        return known


def links_of(record: Record) -> tuple[Link, ...]:
    """The references of a record to other records; those to contests and tickets stand inside elections."""
    found = {
        path: target
        for path, families, target in references(record)
        if not _INSIDE_ELECTIONS.issuperset(families)
    }
    return tuple(Link(field=path, target=found[path]) for path in sorted(found))


def clock_of(area: Place) -> ZoneInfo:
    """The time zone of an area; WIB for the country, and where a code does not tell."""
    code = area.code
    local = code.scheme == "kemendagri" and code.level != "country"
    return areas.get(code).time_zone if local else WIB


def _tally(publication: Publication, at: datetime, state: str, zone: ZoneInfo) -> Tally:
    return Tally(
        partner="" if publication.target is None else str(publication.target),
        kind=str(publication.deliverable or publication.channel),
        month=at.astimezone(zone).strftime("%Y-%m"),
        state=state,
    )


def _days(record: Record, zone: ZoneInfo) -> Days:
    """The days a record is about, by its own clock."""
    match record:
        case Agreement():
            return record.period.first_day, record.period.last_day
        case Survey():
            return record.fieldwork.first_day, record.fieldwork.last_day
        case Target():
            return record.known_from, record.by or record.known_from
        case Publication():
            return _one_day(record.due_at.astimezone(zone).date())
        case Receipt():
            return _one_day(record.at.astimezone(zone).date())
        case Activity():
            return _one_day(record.day)
        case Election() | Timetable():
            return _one_day(record.polling_day)
        case Feedback() | InformationRequest():
            return _one_day(record.received_on)
        case _:
            known_from = getattr(record, "known_from", None)
            return _one_day(known_from) if isinstance(known_from, date) else (None, None)


def _one_day(day: date) -> Days:
    return day, day
