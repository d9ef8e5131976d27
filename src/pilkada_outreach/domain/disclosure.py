"""Openness of candidates: what each was asked to open, what they answered, and what they opened."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import out_of_order
from pilkada_outreach.domain.ticket import TicketOffice
from pilkada_outreach.domain.values import CommissionId, Id, PersonalText, TicketId
from pilkada_outreach.problems import Problem, ProblemKind

WITHOUT_CONSENT = ProblemKind(
    code="disclosure.content-without-consent",
    en="There is content, but no consent to open it.",
    id="Isinya tercantum, padahal tidak ada persetujuan untuk dibuka.",
    mend_en="Erase the content, or add the day of the consent.",
    mend_id="Hapus isinya, atau catat tanggal persetujuannya.",
)
EVENT_UNEXPECTED = ProblemKind(
    code="disclosure.event",
    en="{value} cannot follow {state}.",
    id="{value} tidak mungkin terjadi sesudah {state}.",
    mend_en="Add what happened in between; consent and refusal answer a request.",
    mend_id="Tambahkan peristiwa di antaranya; persetujuan dan penolakan menjawab permintaan.",
)
EVENT_ORDER = ProblemKind(
    code="disclosure.event-order",
    en="The event of {value} stands after a later one.",
    id="Peristiwa bertanggal {value} tercantum sesudah peristiwa yang lebih baru.",
    mend_en="Put the events in the order of their days.",
    mend_id="Urutkan peristiwa menurut tanggal.",
)


class DisclosureItem(StrEnum):
    """What a candidate may open."""

    TRACK_RECORD = "track-record"
    """Rekam jejak."""
    PROGRAMME = "programme"
    """Program."""
    ASSETS = "assets"
    """Harta kekayaan."""
    EDUCATION = "education"
    """Pendidikan."""
    LEGAL_HISTORY = "legal-history"
    """Riwayat hukum."""


class DisclosureEventKind(StrEnum):
    """What can happen to an item."""

    ASKED = "asked"
    """Diminta."""
    CONSENTED = "consented"
    """Disetujui."""
    REFUSED = "refused"
    """Ditolak."""
    WITHDRAWN = "withdrawn"
    """Ditarik kembali."""


class DisclosureState(StrEnum):
    """Where an item stands on a day; a refusal is shown as a refusal."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    CONSENTED = "consented"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@record()
class DisclosureEvent:
    """What happened to an item, on a day."""

    kind: DisclosureEventKind
    on: date


_MAY_FOLLOW = {
    DisclosureState.NOT_ASKED: {DisclosureEventKind.ASKED},
    DisclosureState.ASKED: {DisclosureEventKind.CONSENTED, DisclosureEventKind.REFUSED},
    DisclosureState.CONSENTED: {DisclosureEventKind.WITHDRAWN},
    DisclosureState.REFUSED: {DisclosureEventKind.ASKED, DisclosureEventKind.CONSENTED},
    DisclosureState.WITHDRAWN: {DisclosureEventKind.ASKED, DisclosureEventKind.CONSENTED},
}


def _state(events: tuple[DisclosureEvent, ...]) -> DisclosureState:
    return DisclosureState(events[-1].kind.value) if events else DisclosureState.NOT_ASKED


def events_make_sense(events: tuple[DisclosureEvent, ...]) -> tuple[Problem, ...]:
    """Who consents or refuses was asked; who withdraws had consented."""
    found = [
        EVENT_ORDER.at(f"events[{place}].on", value=events[place].on)
        for place in out_of_order([event.on for event in events])
    ]
    for place, event in enumerate(events):
        state = _state(events[:place])
        if event.kind not in _MAY_FOLLOW[state]:
            found.append(
                EVENT_UNEXPECTED.at(f"events[{place}].kind", value=event.kind, state=state)
            )
    return tuple(found)


def content_has_consent(
    content: PersonalText, events: tuple[DisclosureEvent, ...]
) -> Problem | None:
    """What a candidate refuses to open, or closes again, is not kept."""
    if content and _state(events) is not DisclosureState.CONSENTED:
        return WITHOUT_CONSENT.at("content")
    return None


@record(events_make_sense, content_has_consent)
class Disclosure:
    """One item of one candidate: asked, consented, refused, withdrawn (keterbukaan rekam jejak dan program)."""

    family: ClassVar[str] = "disclosure"

    id: Id
    """`disclosure/2024/64.02-regent-1/first/assets`."""
    commission: CommissionId
    ticket: TicketId
    office: TicketOffice
    person: Id
    """Who was asked: a member of a ticket can be replaced."""
    item: DisclosureItem
    events: tuple[DisclosureEvent, ...] = ()
    content: PersonalText = ""
    """What was opened; kept only while the consent holds."""

    def state(self, on: date) -> DisclosureState:
        """Where the item stands at the end of a day."""
        return _state(tuple(event for event in self.events if event.on <= on))
