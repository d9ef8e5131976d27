"""What people tell a commission: wishes and complaints, with the promise of an answer."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.checks import out_of_order
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import (
    Code,
    CommissionId,
    ElectionId,
    Id,
    PartnerId,
    PersonalText,
    Words,
)
from pilkada_outreach.problems import Problem, ProblemKind

ANONYMOUS_CONTACT = ProblemKind(
    code="feedback.anonymous-contact",
    en="The feedback is anonymous, but names a person or a contact.",
    id="Masukan ini anonim, tetapi mencantumkan nama atau kontak.",
    mend_en="Erase name and contact: anonymity is a right. Or set anonymous to false with consent.",
    mend_id="Hapus nama dan kontaknya: anonim adalah hak. Atau isi anonymous dengan false bila disetujui.",
)
HANDED_TO_NOBODY = ProblemKind(
    code="feedback.handed-to",
    en="An event of the kind {value} has {given} as handed_to.",
    id="Peristiwa {value} memuat handed_to {given}.",
    mend_en="Give handed_to for an event of the kind handed-over, and for no other.",
    mend_id="Isi handed_to pada peristiwa handed-over saja.",
)
EVENT_EARLY = ProblemKind(
    code="feedback.event-early",
    en="The event is of {value}, before the feedback came in on {received}.",
    id="Peristiwa ini bertanggal {value}, sebelum masukan diterima pada {received}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)
EVENT_ORDER = ProblemKind(
    code="feedback.event-order",
    en="The event of {value} stands after a later one.",
    id="Peristiwa bertanggal {value} tercantum sesudah peristiwa yang lebih baru.",
    mend_en="Put the events in the order of their days.",
    mend_id="Urutkan peristiwa menurut tanggal.",
)


class FeedbackKind(StrEnum):
    """What somebody wants of the commission."""

    ASPIRATION = "aspiration"
    """Aspirasi, usul."""
    INFORMATION = "information"
    """Pertanyaan, permintaan informasi that is no formal request."""
    COMPLAINT = "complaint"
    """Aduan."""
    FIELD_COMPLAINT = "field-complaint"
    """Aduan that somebody has to look at on the spot."""


FIRST_REPLY_DAYS = 3
"""Within so many days somebody is told that the feedback has arrived (SP4N-LAPOR)."""
PROMISED_DAYS: dict[FeedbackKind, int] = {
    FeedbackKind.INFORMATION: 5,
    FeedbackKind.COMPLAINT: 14,
    FeedbackKind.FIELD_COMPLAINT: 60,
}
"""Within so many days it is answered (SP4N-LAPOR); no figure is known for an aspiration."""
PROMISE_SOURCE = LegalSource(instrument="SP4N-LAPOR", verified=True)


class FeedbackEventKind(StrEnum):
    """What can happen to feedback."""

    FIRST_REPLY = "first-reply"
    """Tanggapan awal."""
    FIELD_CHECK = "field-check"
    """Pemeriksaan lapangan."""
    HANDED_OVER = "handed-over"
    """Pelimpahan to another body."""
    ANSWERED = "answered"
    """Tindak lanjut selesai."""
    REOPENED = "reopened"


def handed_over_to_somebody(kind: FeedbackEventKind, handed_to: PartnerId | None) -> Problem | None:
    """What is handed over has a receiver."""
    if (kind is FeedbackEventKind.HANDED_OVER) is (handed_to is None):
        return HANDED_TO_NOBODY.at("handed_to", value=kind, given=handed_to or "-")
    return None


@record(handed_over_to_somebody)
class FeedbackEvent:
    """Something that happened to feedback, on a day."""

    kind: FeedbackEventKind
    on: date
    handed_to: PartnerId | None = None
    note: str = ""


def anonymous_means_nobody(
    anonymous: bool, name: PersonalText, contact: PersonalText
) -> Problem | None:
    """Who wants to stay unknown is not written down."""
    return ANONYMOUS_CONTACT.at("anonymous") if anonymous and (name or contact) else None


def events_follow_each_other(
    received_on: date, events: tuple[FeedbackEvent, ...]
) -> tuple[Problem, ...]:
    """Nothing happens before the feedback, nor out of order."""
    found = [
        EVENT_EARLY.at(f"events[{place}].on", value=event.on, received=received_on)
        for place, event in enumerate(events)
        if event.on < received_on
    ]
    found += [
        EVENT_ORDER.at(f"events[{place}].on", value=events[place].on)
        for place in out_of_order([event.on for event in events])
    ]
    return tuple(found)


@record(anonymous_means_nobody, events_follow_each_other)
class Feedback:
    """A wish or a complaint that came to a commission (aspirasi, aduan)."""

    family: ClassVar[str] = "feedback"

    id: Id
    """`feedback/kpu-64.71/2024/0031`."""
    commission: CommissionId
    kind: FeedbackKind
    tracking: Words
    """The number that the sender can ask with (nomor pelacakan)."""
    received_on: date
    intake: Code
    """How it came in: `sheet`, `paper`, `sms`: an open code list."""
    text: PersonalText
    """What was said; it may name people."""
    topic: Code | None = None
    area: Place | None = None
    election: ElectionId | None = None
    anonymous: bool = False
    name: PersonalText = ""
    contact: PersonalText = ""
    events: tuple[FeedbackEvent, ...] = ()

    def events_by(self, on: date) -> tuple[FeedbackEvent, ...]:
        """What had happened by the end of a day."""
        return tuple(event for event in self.events if event.on <= on)
