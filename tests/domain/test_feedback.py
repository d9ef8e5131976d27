"""Feedback: anonymity, hand-over, the order of events."""

from datetime import date

from pilkada_outreach import Code, Id
from pilkada_outreach.domain.feedback import (
    FIRST_REPLY_DAYS,
    PROMISED_DAYS,
    Feedback,
    FeedbackEvent,
    FeedbackEventKind,
    FeedbackKind,
)
from tests.findings import refused, warned

RECEIVED = date(2024, 7, 17)


def feedback(*events: FeedbackEvent, **fields: object) -> Feedback:
    given: dict[str, object] = {
        "id": Id("feedback/kpu-64.71/2024/0031"),
        "commission": Id("kpu/64.71"),
        "kind": FeedbackKind.COMPLAINT,
        "tracking": "KPU-64.71-0031",
        "received_on": RECEIVED,
        "intake": Code("paper"),
        "text": "RAHASIA belum terdaftar",
        "events": events,
        **fields,
    }
    return Feedback(**given)  # type: ignore[arg-type]  # a table of fields


def event(kind: FeedbackEventKind, day: int, handed_to: str | None = None) -> FeedbackEvent:
    return FeedbackEvent(
        kind=kind, on=date(2024, 7, day), handed_to=None if handed_to is None else Id(handed_to)
    )


def test_the_promise_depends_on_the_kind() -> None:
    assert FIRST_REPLY_DAYS == 3
    assert PROMISED_DAYS == {
        FeedbackKind.INFORMATION: 5,
        FeedbackKind.COMPLAINT: 14,
        FeedbackKind.FIELD_COMPLAINT: 60,
    }


def test_anonymous_means_that_nobody_is_named() -> None:
    assert warned(feedback(anonymous=True)) == []
    named = feedback(name="RAHASIA", contact="RAHASIA")
    assert warned(named) == []
    assert "RAHASIA" not in repr(named)
    for personal in ({"name": "RAHASIA"}, {"contact": "RAHASIA"}):
        assert refused(lambda personal=personal: feedback(anonymous=True, **personal)) == [  # type: ignore[misc]  # bound early
            "feedback.anonymous-contact anonymous"
        ]


def test_what_is_handed_over_has_a_receiver() -> None:
    handed = event(FeedbackEventKind.HANDED_OVER, 18, "bawaslu/64.71")
    made = feedback(event(FeedbackEventKind.FIRST_REPLY, 17), handed)
    assert warned(made) == []
    assert made.events_by(RECEIVED) == made.events[:1]
    assert refused(lambda: event(FeedbackEventKind.HANDED_OVER, 18)) == [
        "feedback.handed-to handed_to"
    ]
    assert refused(lambda: event(FeedbackEventKind.ANSWERED, 18, "bawaslu/64.71")) == [
        "feedback.handed-to handed_to"
    ]


def test_events_come_after_the_feedback_and_in_order() -> None:
    answered = FeedbackEventKind.ANSWERED
    assert refused(lambda: feedback(event(answered, 16))) == ["feedback.event-early events[0].on"]
    assert refused(
        lambda: feedback(event(answered, 20), event(FeedbackEventKind.REOPENED, 19))
    ) == ["feedback.event-order events[1].on"]
