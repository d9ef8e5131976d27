"""How random fields of a record are bent into what its own checks accept."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    AreaCode,
    Code,
    ContentClass,
    Contest,
    Deliverable,
    Election,
    Evidence,
    Id,
    Material,
    MaterialText,
    Measurement,
    MediaClass,
    Party,
    Period,
    Place,
    Publication,
    Ratio,
    Receipt,
    SignatoryOffice,
    Signature,
    Stage,
    Stakeholder,
    StakeholderKind,
    Target,
    TermOfOffice,
    Ticket,
    Timetable,
    VoterList,
    evolve,
)
from pilkada_outreach.domain.activity import Activity, Attendance, SegmentCount
from pilkada_outreach.domain.area import AreaChange
from pilkada_outreach.domain.claim import Claim, Sighting
from pilkada_outreach.domain.commission import Commission, CommissionMember
from pilkada_outreach.domain.committee import Committee, CommitteeKind, CommitteeTerm
from pilkada_outreach.domain.contract_facts import Dispute, Waiver
from pilkada_outreach.domain.day_or_month import DayOrMonth
from pilkada_outreach.domain.disclosure import Disclosure, DisclosureEventKind
from pilkada_outreach.domain.feedback import Feedback, FeedbackEvent, FeedbackEventKind
from pilkada_outreach.domain.grant import Grant, GrantLine, Instalment
from pilkada_outreach.domain.indicator import Indicator, IndicatorUnit, RollUp
from pilkada_outreach.domain.material import CAMPAIGN_CLASSES
from pilkada_outreach.domain.medium import CompanyPaper
from pilkada_outreach.domain.paper import Document
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.request import InformationRequest, RequestEvent, RequestEventKind
from pilkada_outreach.domain.stage import FixedBy, StageStatus
from pilkada_outreach.domain.survey import Survey
from pilkada_outreach.domain.ticket import TicketMember

Fields = dict[str, Any]
Mender = Callable[[Fields], None]


def _all(*menders: Mender) -> Mender:
    def mend(fields: Fields) -> None:
        for mender in menders:
            mender(fields)

    return mend


def _ordered(first: str, last: str) -> Mender:
    def mend(fields: Fields) -> None:
        one, other = fields[first], fields[last]
        if one is not None and other is not None and other < one:
            fields[first], fields[last] = other, one

    return mend


def _days_in_order(fields: Fields) -> None:
    _ordered("first_day", "last_day")(fields)
    if fields["first_day"] is None and fields["last_day"] is None:
        fields["first_day"] = date(2024, 8, 10)


def _each_once(field: str, *keys: str) -> Mender:
    def keep_first(fields: Fields) -> None:
        seen: dict[object, object] = {}
        for member in fields[field]:
            seen.setdefault(tuple(getattr(member, key) for key in keys) or member, member)
        fields[field] = tuple(seen.values())

    return keep_first


def _positive(*names: str) -> Mender:
    def mend(fields: Fields) -> None:
        for name in names:
            if fields[name] is not None:
                fields[name] = abs(fields[name]) + 1

    return mend


def _set(name: str, value: object, unless: Callable[[Fields], bool]) -> Mender:
    def mend(fields: Fields) -> None:
        if not unless(fields):
            fields[name] = value

    return mend


def _two_parties(fields: Fields) -> None:
    spare = (
        Party(partner=Id("kpu/64.02"), office=SignatoryOffice.CONTRACT_OFFICER),
        Party(partner=Id("media/contoh"), office=SignatoryOffice.DIRECTOR),
    )
    fields["parties"] = (*spare, *fields["parties"])
    _each_once("parties", "partner")(fields)
    fields["signatures"] = tuple(
        Signature(party=party.partner, by=party.signatory or Id("person/x"), on=signature.on)
        for party, signature in zip(fields["parties"], fields["signatures"], strict=False)
    )
    if fields["signing_order"]:
        fields["signing_order"] = tuple(party.partner for party in fields["parties"])


def _links_lead_elsewhere(fields: Fields) -> None:
    seen = {fields["id"]}
    for name in ("implements", "amends", "supersedes", "renews"):
        if fields[name] in seen:
            fields[name] = None
        seen.add(fields[name])


def _waives_what_is_owed(fields: Fields) -> None:
    codes = [deliverable.code for deliverable in fields["deliverables"]]
    fields["waivers"] = tuple(
        evolve(waiver, deliverable=codes[0], partner=fields["parties"][0].partner)
        for waiver in fields["waivers"]
        if codes
    )


def _grant_fits(fields: Fields) -> None:
    if fields["grant"] is not None:
        fields["kind"] = AgreementKind.GRANT
        fields["value_rupiah"] = None


def _figure_of_one_kind(fields: Fields) -> None:
    """A share or a count: what is drawn first wins."""
    shares = [
        name for name in ("percent", "ratio", "printed_percent") if fields.get(name) is not None
    ]
    if fields["count"] is not None:
        fields["count"] = abs(fields["count"])
        fields.update(dict.fromkeys(shares))
    elif "percent" in fields:
        if fields["percent"] is None or not 0 < fields["percent"] <= 100:
            fields["percent"] = Decimal(50)
    elif not shares:
        fields["printed_percent"] = Decimal(1)
    if fields.get("mean_of_regions") is not None:
        alone = fields["ratio"] is None and fields["printed_percent"] is not None
        fields["mean_of_regions"] = abs(fields["mean_of_regions"]) + 1 if alone else None


def _settled(fields: Fields) -> None:
    if fields["settled_on"] is None or fields["outcome"] is None:
        fields["settled_on"] = fields["outcome"] = None
    _ordered("known_from", "settled_on")(fields)


def _ended_for_a_reason(fields: Fields) -> None:
    fields["end_reason"] = "" if fields["ended_on"] is None else "mufakat"


def _returned_whole(fields: Fields) -> None:
    if fields["returned_rupiah"] is None:
        fields["returned_on"] = None
    elif fields["returned_on"] is None:
        fields["returned_on"] = date(2025, 3, 1)


def _change_changes(fields: Fields) -> None:
    fields["new_code"] = fields["old_code"]
    if fields["new_name"] == fields["old_name"]:
        fields["new_name"] += "x"


RULES = ("polling day - 3 .. - 1", "polling day", '.. "MK notifies BRPK" + 3')


def _ruled(fields: Fields) -> None:
    _days_in_order(fields)
    fields["rule"] = RULES[len(fields["rule"]) % 3] if fields["rule"] else ""


def _stage_stands(fields: Fields) -> None:
    _ruled(fields)
    if not fields["rule"]:
        fields["fixed_by"] = FixedBy.DECISION
    if fields["status"] is not StageStatus.REPLACED:
        fields["replaced_by"] = ""
    fields["opens_at"] = None


def _parents_in_timetable(fields: Fields) -> None:
    _each_once("stages", "code")(fields)
    fields["stages"] = tuple(evolve(stage, parent="") for stage in fields["stages"])


def _tickets_fit(fields: Fields) -> None:
    _each_once("texts", "language")(fields)
    if not fields["texts"]:
        fields["texts"] = (MaterialText(language=Code("id"), title="Judul", body="Isi"),)
    if fields["content_class"] in CAMPAIGN_CLASSES:
        fields["tickets"] = (*fields["tickets"], Id("pilkada/2024/64/governor/1"))
    elif fields["content_class"] in (ContentClass.PROCEDURAL, ContentClass.VOTER_EDUCATION):
        fields["tickets"] = ()


def _attendance_adds_up(fields: Fields) -> None:
    _positive("total", "male", "female", "with_disabilities")(fields)
    _each_once("segments", "segment")(fields)
    parts = [fields["male"], fields["female"], fields["with_disabilities"]]
    parts += [part.count for part in fields["segments"]]
    fields["total"] += sum(part for part in parts if part is not None)


def _counted_later(fields: Fields) -> None:
    fields["day"] = min([fields["day"], *(count.known_from for count in fields["attendance"])])


def _seen(fields: Fields) -> None:
    if not fields["sightings"]:
        fields["sightings"] = (Sighting(platform=Code("x"), seen=DayOrMonth("2024-11")),)
    fields["sightings"] = tuple(
        evolve(sighting, url=f"https://contoh.id/{place}" if sighting.url else "")
        for place, sighting in enumerate(fields["sightings"])
    )
    first = min(sighting.seen.first_day for sighting in fields["sightings"])
    fields["known_from"] = max(fields["known_from"], first)


def _area_of_the_kind(fields: Fields) -> None:
    in_district = fields["kind"] in (CommitteeKind.DISTRICT, CommitteeKind.DISTRICT_SUPERVISION)
    code = AreaCode("64.02.06" if in_district else "64.02.06.1001")
    fields["area"] = Place(code=code)


def _reachable(fields: Fields) -> None:
    fields["email"] = "nama@contoh.id" if fields["email"] else ""
    if not fields["phone"] and not fields["email"]:
        fields["name"] = fields["name"] or "Fulan"


def _consented(fields: Fields) -> None:
    asked = False
    kept: list[Any] = []
    state: DisclosureEventKind | None = None
    for event in sorted(fields["events"], key=lambda event: event.on):
        kind = DisclosureEventKind.ASKED
        if state is DisclosureEventKind.CONSENTED:
            kind = DisclosureEventKind.WITHDRAWN
        elif asked and state is DisclosureEventKind.ASKED:
            refused = event.kind is DisclosureEventKind.REFUSED
            kind = DisclosureEventKind.REFUSED if refused else DisclosureEventKind.CONSENTED
        asked, state = True, kind
        kept.append(evolve(event, kind=kind))
    fields["events"] = tuple(kept)
    if state is not DisclosureEventKind.CONSENTED:
        fields["content"] = ""


def _events_in_order(fields: Fields) -> None:
    fields["events"] = tuple(sorted(fields["events"], key=lambda event: event.on))
    fields["received_on"] = min([fields["received_on"], *(event.on for event in fields["events"])])


def _caused(fields: Fields) -> None:
    fields["events"] = tuple(
        RequestEvent(kind=RequestEventKind.ANSWERED, on=event.on, note=event.note)
        if event.kind
        in (
            RequestEventKind.CLARIFICATION_GIVEN,
            RequestEventKind.SUPERIOR_ANSWERED,
            RequestEventKind.DISPUTE_FILED,
            RequestEventKind.DISPUTE_RULED,
        )
        else event
        for event in fields["events"]
    )
    _events_in_order(fields)


def _reason_where_refused(fields: Fields) -> None:
    refused = fields["kind"] in (RequestEventKind.REFUSED, RequestEventKind.PARTLY_ANSWERED)
    fields["reason"] = Code("law-enforcement") if refused else None


def _handed_over(fields: Fields) -> None:
    handed = fields["kind"] is FeedbackEventKind.HANDED_OVER
    fields["handed_to"] = Id("bawaslu/64.02") if handed else None


def _nobody_when_anonymous(fields: Fields) -> None:
    if fields["anonymous"]:
        fields["name"] = fields["contact"] = ""
    _events_in_order(fields)


def _weighted(fields: Fields) -> None:
    if fields["unit"] is IndicatorUnit.PERCENT and fields["roll_up"] is RollUp.SUM:
        fields["roll_up"] = RollUp.NEVER
    fields["weight"] = Code("dpt") if fields["roll_up"] is RollUp.WEIGHTED else None


def _revote_after_a_vote(fields: Fields) -> None:
    _each_once("contests", "id")(fields)
    if fields["predecessor"] in (None, fields["id"]):
        fields["predecessor"], fields["revote_of"], fields["revote_stations"] = None, (), ()


def _column_beside_one(fields: Fields) -> None:
    _each_once("tickets", "number")(fields)
    fields["empty_column"] = fields["empty_column"] and len(fields["tickets"]) < 2


def _medium_or_not(fields: Fields) -> None:
    if fields["kind"] is StakeholderKind.MEDIA:
        fields["legal_class"] = fields["legal_class"] or MediaClass.RADIO
    else:
        fields["papers"], fields["press_council"] = (), ()
    _each_once("papers", "kind", "number")(fields)
    fields["area"] = fields["area"] or Place(code=AreaCode("64.02"))


def _sample_covers(fields: Fields) -> None:
    _each_once("answers", "text")(fields)
    _positive("sample")(fields)
    fields["sample"] += sum(answer.ratio.denominator for answer in fields["answers"])
    fields["several_answers"] = True


def _voters_add_up(fields: Fields) -> None:
    _positive("voters", "polling_stations", "male", "female", "with_disabilities")(fields)
    parts = [fields["male"] or 0, fields["female"] or 0]
    fields["voters"] = sum(parts) if all(parts) else fields["voters"] + sum(parts)
    if fields["with_disabilities"] is not None:
        fields["with_disabilities"] = min(fields["with_disabilities"], fields["voters"])


def _other_material(fields: Fields) -> None:
    _tickets_fit(fields)
    _positive("edition")(fields)
    if fields["replaces"] == fields["id"]:
        fields["replaces"] = None


def _other_verifies(fields: Fields) -> None:
    if fields["verified_by"] == fields["captured_by"]:
        fields["verified_by"] = None
    if fields["sha256"]:
        fields["sha256"] = "0a" * 32


MEND: dict[type, Mender] = {
    Activity: _all(
        _set("method", Code("seminar"), lambda f: f["medium"] is not None),
        _counted_later,
        _positive("invited", "cost_rupiah"),
    ),
    Agreement: _all(
        _two_parties,
        _each_once("deliverables", "code"),
        _each_once("clauses"),
        _links_lead_elsewhere,
        _positive("minimum_term_months", "notice_days", "value_rupiah"),
        _grant_fits,
        _waives_what_is_owed,
        _ended_for_a_reason,
    ),
    AreaChange: _change_changes,
    Attendance: _attendance_adds_up,
    Claim: _seen,
    Commission: _each_once("members", "person"),
    CommissionMember: _ordered("first_day", "last_day"),
    Committee: _all(_area_of_the_kind, _positive("voters")),
    CommitteeTerm: _ordered("first_day", "last_day"),
    CompanyPaper: _ordered("issued_on", "expires_on"),
    Contact: _all(_reachable, _ordered("consent_on", "withdrawn_on")),
    Contest: _column_beside_one,
    Deliverable: _positive("per_month", "unit_price_rupiah", "ceiling_rupiah", "due_within_days"),
    Disclosure: _consented,
    Dispute: _settled,
    Document: _set("sha256", "0" * 64, lambda f: f["sha256"] == ""),
    Election: _revote_after_a_vote,
    Evidence: _other_verifies,
    Feedback: _nobody_when_anonymous,
    FeedbackEvent: _handed_over,
    Grant: _all(
        _positive("amount_rupiah", "returned_rupiah"), _each_once("lines", "code"), _returned_whole
    ),
    GrantLine: _positive("amount_rupiah", "realised_rupiah"),
    Indicator: _weighted,
    InformationRequest: _caused,
    Instalment: _positive("amount_rupiah"),
    Material: _other_material,
    Measurement: _figure_of_one_kind,
    Period: _days_in_order,
    Publication: _set("agreement", Id("agreement/a/1"), lambda f: f["deliverable"] is None),
    Ratio: _positive("numerator", "denominator"),
    Receipt: _all(_set("cause", "x", lambda f: f["cause"] != ""), _positive("attempt")),
    RequestEvent: _reason_where_refused,
    SegmentCount: _positive("count"),
    Sighting: _positive("shares"),
    Stage: _stage_stands,
    Stakeholder: _medium_or_not,
    Survey: _all(_sample_covers, _set("published_on", None, lambda f: f["published_on"] is None)),
    Target: _figure_of_one_kind,
    TermOfOffice: _ruled,
    Ticket: _all(_positive("number"), _each_once("members", "office")),
    TicketMember: _ordered("first_day", "last_day"),
    Timetable: _parents_in_timetable,
    VoterList: _voters_add_up,
    Waiver: _positive("month", "count"),
}
"""By class: what is done to random fields before a record is built of them."""
