"""Requests for information: what was asked, under which law, and everything that happened since."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import out_of_order
from pilkada_outreach.domain.values import Code, CommissionId, Id, PersonalText
from pilkada_outreach.problems import Problem, ProblemKind, Severity

EVENT_EARLY = ProblemKind(
    code="information-request.event-early",
    en="The event is of {value}, before the request came in on {received}.",
    id="Peristiwa ini bertanggal {value}, sebelum permohonan masuk pada {received}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)
EVENT_ORDER = ProblemKind(
    code="information-request.event-order",
    en="The event of {value} stands after a later one.",
    id="Peristiwa bertanggal {value} tercantum sesudah peristiwa yang lebih baru.",
    mend_en="Put the events in the order of their days.",
    mend_id="Urutkan peristiwa menurut tanggal.",
)
REFUSAL_REASON = ProblemKind(
    code="information-request.refusal-reason",
    en="The request is {value} without a lawful reason.",
    id="Permohonan berstatus {value} tanpa alasan menurut undang-undang.",
    mend_en="Give the reason: a paragraph of Article 17, or that the commission does not hold it.",
    mend_id="Isi alasannya: huruf dalam Pasal 17, atau bahwa informasinya tidak dikuasai.",
    source="UU 14/2008 Pasal 17",
)
REASON_UNASKED = ProblemKind(
    code="information-request.reason-unexpected",
    en="An event of the kind {value} gives a reason for a refusal.",
    id="Peristiwa {value} memuat alasan penolakan.",
    mend_en="Take the reason out, or call the event refused or partly-answered.",
    mend_id="Hapus alasannya, atau ubah jenisnya menjadi refused atau partly-answered.",
)
WITHOUT_CAUSE = ProblemKind(
    code="information-request.event-cause",
    en="{value} comes without {needed} before it.",
    id="{value} tercantum tanpa {needed} sebelumnya.",
    mend_en="Add the earlier event, or take this one out.",
    mend_id="Tambahkan peristiwa sebelumnya, atau hapus yang ini.",
)
EXTENDED_TWICE = ProblemKind(
    code="information-request.extended-twice",
    severity=Severity.WARNING,
    en="The answer was put off twice; the law knows one extension.",
    id="Jawaban diperpanjang dua kali; undang-undang mengenal satu kali perpanjangan.",
    mend_en="Answer the request.",
    mend_id="Jawablah permohonannya.",
    source="UU 14/2008 Pasal 22; Perki 1/2019 Pasal 12",
)
APPLICANT_MISSING = ProblemKind(
    code="information-request.applicant",
    severity=Severity.WARNING,
    en="The request has no applicant.",
    id="Permohonan tidak mencantumkan pemohon.",
    mend_en="Ask for the name; a complaint may be anonymous, a request for information is answered to somebody.",
    mend_id="Mintakan namanya; aduan boleh anonim, permohonan informasi dijawab kepada pemohonnya.",
    source="UU 14/2008 Pasal 22 (unverified)",
)


class InformationRegime(StrEnum):
    """Which clocks hold for a request."""

    ELECTION = "election"
    """Informasi pemilu dan pemilihan: 3 + 2 working days (Perki 1/2019 Pasal 12)."""
    GENERAL = "general"
    """10 + 7 working days (UU 14/2008 Pasal 22)."""


class InformationClass(StrEnum):
    """When information is open (UU 14/2008 Pasal 9-11, 17)."""

    PERIODIC = "periodic"
    """Berkala."""
    IMMEDIATE = "immediate"
    """Serta merta."""
    ANY_TIME = "any-time"
    """Setiap saat."""
    EXCLUDED = "excluded"
    """Dikecualikan."""


class RequestEventKind(StrEnum):
    """What can happen to a request."""

    CLARIFICATION_ASKED = "clarification-asked"
    """The commission asks back; the clock stops."""
    CLARIFICATION_GIVEN = "clarification-given"
    EXTENDED = "extended"
    """Perpanjangan."""
    ANSWERED = "answered"
    PARTLY_ANSWERED = "partly-answered"
    REFUSED = "refused"
    """Ditolak."""
    FORWARDED = "forwarded"
    """Handed to the body that holds the information."""
    WITHDRAWN = "withdrawn"
    """Dicabut by the applicant."""
    OBJECTED = "objected"
    """Keberatan to the superior."""
    SUPERIOR_ANSWERED = "superior-answered"
    """Tanggapan atasan PPID."""
    DISPUTE_FILED = "dispute-filed"
    """Sengketa at the Komisi Informasi."""
    DISPUTE_RULED = "dispute-ruled"
    """Putusan."""


_NEEDS = {
    RequestEventKind.CLARIFICATION_GIVEN: RequestEventKind.CLARIFICATION_ASKED,
    RequestEventKind.SUPERIOR_ANSWERED: RequestEventKind.OBJECTED,
    RequestEventKind.DISPUTE_FILED: RequestEventKind.OBJECTED,
    RequestEventKind.DISPUTE_RULED: RequestEventKind.DISPUTE_FILED,
}
_REFUSALS = frozenset({RequestEventKind.REFUSED, RequestEventKind.PARTLY_ANSWERED})


def refusals_have_a_reason(kind: RequestEventKind, reason: Code | None) -> Problem | None:
    """What is kept back is kept back by law, and what is given needs no reason."""
    if kind in _REFUSALS and reason is None:
        return REFUSAL_REASON.at("reason", value=kind)
    if kind not in _REFUSALS and reason is not None:
        return REASON_UNASKED.at("reason", value=kind)
    return None


@record(refusals_have_a_reason)
class RequestEvent:
    """Something that happened to a request, on a day."""

    kind: RequestEventKind
    on: date
    reason: Code | None = None
    """Why it is refused in whole or in part (alasan penolakan): an open code list."""
    note: str = ""


def events_follow_each_other(
    received_on: date, events: tuple[RequestEvent, ...]
) -> tuple[Problem, ...]:
    """Nothing happens before the request, nor out of order, nor without what it answers."""
    found = [
        EVENT_EARLY.at(f"events[{place}].on", value=event.on, received=received_on)
        for place, event in enumerate(events)
        if event.on < received_on
    ]
    found += [
        EVENT_ORDER.at(f"events[{place}].on", value=events[place].on)
        for place in out_of_order([event.on for event in events])
    ]
    before: set[RequestEventKind] = set()
    for place, event in enumerate(events):
        needed = _NEEDS.get(event.kind)
        if needed is not None and needed not in before:
            found.append(WITHOUT_CAUSE.at(f"events[{place}].kind", value=event.kind, needed=needed))
        if event.kind is RequestEventKind.EXTENDED and event.kind in before:
            found.append(EXTENDED_TWICE.at(f"events[{place}].kind"))
        before.add(event.kind)
    return tuple(found)


def somebody_asks(applicant: PersonalText) -> Problem | None:
    """An answer goes to an applicant."""
    return None if applicant.strip() else APPLICANT_MISSING.at("applicant")


@record(events_follow_each_other, somebody_asks)
class InformationRequest:
    """A request for public information (permohonan informasi publik, PPID)."""

    family: ClassVar[str] = "information-request"

    id: Id
    """`information-request/kpu-64.02/2024/012`."""
    commission: CommissionId
    regime: InformationRegime
    received_on: date
    subject: PersonalText
    """What is asked for; it may name people."""
    information_class: InformationClass | None = None
    applicant: PersonalText = ""
    """Pemohon."""
    applicant_contact: PersonalText = ""
    events: tuple[RequestEvent, ...] = ()

    def events_by(self, on: date) -> tuple[RequestEvent, ...]:
        """What had happened by the end of a day."""
        return tuple(event for event in self.events if event.on <= on)
