"""What the site shows, gathered from the register for one commission and one day."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import attrs

from pilkada_outreach.adapters.channels.website.published import (
    PublishedMaterial,
    published_materials,
)
from pilkada_outreach.adapters.channels.website.stages import StagesOnDay, stages_on
from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.stakeholder import Stakeholder, StakeholderKind
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.domain.values import Id
from pilkada_outreach.domain.voter_list import VoterList
from pilkada_outreach.errors import UnknownName, UnknownRecord
from pilkada_outreach.measuring.agreements import state_of
from pilkada_outreach.ports import DeliveryBatch
from pilkada_outreach.problems import Language
from pilkada_outreach.reference import areas, timetables, zones
from pilkada_outreach.snapshot import Snapshot

T = TypeVar("T")
_LISTS = ("dpt", "dpshp", "dps")
_NO_ANCHOR = re.compile(r"[^A-Za-z0-9._-]")


@attrs.frozen(kw_only=True)
class ElectionView:
    """An election of the commission with its stages, as far as they are known."""

    election: Election
    stages: StagesOnDay | None
    voter_list: VoterList | None
    """The list of voters that counts: the final one, before it the corrected or the provisional one."""
    days_left: int
    """Until polling day; negative after it."""
    is_first: bool

    def anchor(self, stage: Stage) -> str:
        """Where a stage stands on the page of stages; codes are short, and unique in one timetable only."""
        code = _NO_ANCHOR.sub("-", stage.code)
        return code if self.is_first else f"{self.election.id.file_name}-{code}"

    def name(self, lang: Language) -> str:
        """What it is called: the name of its timetable, or its regime and year; a re-vote says so."""
        if self.stages is None:
            name = f"{self.election.regime.value.capitalize()} {self.election.polling_day.year}"
        else:
            timetable = self.stages.timetable
            name = timetable.name_en if lang == "en" else timetable.name_id
        if self.election.predecessor is None:
            return name
        return f"{'Re-vote' if lang == 'en' else 'Pemungutan suara ulang'}, {name}"


@attrs.frozen(kw_only=True)
class PartyView:
    """One side of an agreement, with the number that the document has in its own books."""

    id: Id
    name: str
    number: str


@attrs.frozen(kw_only=True)
class AgreementView:
    """An agreement with its state on the day."""

    agreement: Agreement
    state: AgreementState
    parties: tuple[PartyView, ...]


@attrs.frozen(kw_only=True)
class PartnerView:
    """A partner with the agreements that bind it on the day."""

    partner: Stakeholder
    agreements: tuple[AgreementView, ...]


@attrs.frozen(kw_only=True)
class Site:
    """Everything the pages, the feed and the calendar are made from."""

    commission: Commission
    zone: ZoneInfo
    day: date
    base_url: str
    elections: tuple[ElectionView, ...]
    materials: tuple[PublishedMaterial, ...]
    media: tuple[PartnerView, ...]
    partners: tuple[PartnerView, ...]
    """Partners that are no media."""
    agreements: tuple[AgreementView, ...]
    targets: tuple[Target, ...]
    measurements: tuple[Measurement, ...]

    @property
    def common_materials(self) -> tuple[PublishedMaterial, ...]:
        """Those that mention no ticket, the newest first; only these stand on the front page.

        A list that ends after six would show one ticket and not the other.
        """
        return tuple(entry for entry in self.materials if not entry.material.tickets)

    @property
    def ticket_materials(self) -> tuple[PublishedMaterial, ...]:
        """Those that mention tickets, in the order of the ballot, whichever came last."""
        about = [entry for entry in self.materials if entry.material.tickets]
        return _by(
            about, lambda entry: (_ballot_order(entry.material.tickets[0]), entry.material.id)
        )

    def local(self, moment: datetime) -> datetime:
        """A moment on the commission's own clock (WIB, WITA, WIT)."""
        return moment.astimezone(self.zone)


def site_view(batch: DeliveryBatch, base_url: str) -> Site:
    """The site of the batch's commission on the day of `batch.now`. Raises UnknownRecord without it."""
    commission = batch.snapshot.get(Commission, batch.commission)
    zone = _zone_of(commission)
    day = batch.now.astimezone(zone).date()
    known = batch.snapshot.known(day)
    agreements = _agreements(known, commission.id, day)
    partners = _partners(known, agreements)
    return Site(
        commission=commission,
        zone=zone,
        day=day,
        base_url=base_url,
        elections=_elections(known, commission.id, day),
        materials=published_materials(batch),
        media=tuple(view for view in partners if view.partner.kind is StakeholderKind.MEDIA),
        partners=tuple(view for view in partners if view.partner.kind is not StakeholderKind.MEDIA),
        agreements=agreements,
        targets=_by(known.all(Target), lambda target: (target.known_from, target.id)),
        measurements=_by(
            known.all(Measurement), lambda measured: (measured.known_from, measured.id)
        ),
    )


def _ballot_order(ticket: Id) -> tuple[str, int]:
    """The contest of a ticket and its number, so that 10 stands after 2."""
    *contest, number = ticket.parts
    return "/".join(contest), int(number) if number.isdecimal() else 0


def _zone_of(commission: Commission) -> ZoneInfo:
    try:
        return areas.get(commission.area.code).time_zone
    except (UnknownRecord, ValueError):  # an area that is not shipped; the country, which has three
        return zones.WIB


def _elections(known: Snapshot, commission: Id, day: date) -> tuple[ElectionView, ...]:
    own = [election for election in known.all(Election) if election.commission == commission]
    own.sort(key=lambda election: (election.polling_day, election.id))
    views: list[ElectionView] = []
    for election in own:
        timetable = _timetable(known, election, day)
        views.append(
            ElectionView(
                election=election,
                stages=None if timetable is None else stages_on(timetable, day),
                voter_list=next(filter(None, (election.voter_list(v, day) for v in _LISTS)), None),
                days_left=(election.polling_day - day).days,
                is_first=election is own[0],
            )
        )
    return tuple(views)


def _timetable(known: Snapshot, election: Election, day: date) -> Timetable | None:
    """The election's timetable in the register, else the shipped one, as its area knew it on the day."""
    found = known.find(Timetable, Id.of("timetable", election.timetable))
    if found is None:
        try:
            found = timetables.get(str(election.timetable))
        except UnknownName:
            return None
    return found.resolved().as_known_on(day).for_area(election.area.code)


def _agreements(known: Snapshot, commission: Id, day: date) -> tuple[AgreementView, ...]:
    """What somebody has signed; a draft or an offer is no agreement yet."""
    views = [
        AgreementView(
            agreement=agreement,
            state=state_of(known, agreement.id, day),
            parties=tuple(
                PartyView(id=party.partner, name=_name(known, party.partner), number=party.number)
                for party in agreement.parties
            ),
        )
        for agreement in known.all(Agreement)
        if agreement.commission == commission
        and any(signature.on <= day for signature in agreement.signatures)
    ]
    return tuple(views)


_UNDER_CONTRACT = (AgreementState.SIGNED, AgreementState.IN_FORCE)


def _partners(known: Snapshot, agreements: tuple[AgreementView, ...]) -> tuple[PartnerView, ...]:
    """Those whom an agreement binds on the day; media only by a media contract."""
    bound: dict[Id, list[AgreementView]] = {}
    for view in agreements:
        if view.state in _UNDER_CONTRACT:
            for party in view.agreement.parties:
                bound.setdefault(party.partner, []).append(view)
    partners: list[PartnerView] = []
    for id, views in bound.items():
        partner = known.find(Stakeholder, id)
        if partner is None:
            continue
        if partner.kind is StakeholderKind.MEDIA:
            views = [v for v in views if v.agreement.kind is AgreementKind.MEDIA_CONTRACT]
        if views:
            partners.append(PartnerView(partner=partner, agreements=tuple(views)))
    return _by(partners, lambda view: (view.partner.name.casefold(), view.partner.id))


def _name(known: Snapshot, id: Id) -> str:
    partner = known.find(Stakeholder, id) or known.find(Commission, id)
    return str(id) if partner is None else partner.name


def _by(items: Iterable[T], key: Callable[[T], tuple[Any, Id]]) -> tuple[T, ...]:
    return tuple(sorted(items, key=key))
