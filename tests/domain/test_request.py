"""Information requests: what may happen in which order, refusals by law."""

from datetime import date

import pytest

from pilkada_outreach import Code, Id, ValidationFailed, evolve
from pilkada_outreach.domain.request import (
    InformationRegime,
    InformationRequest,
    RequestEvent,
    RequestEventKind,
)
from tests.findings import refused, warned

ASKED, GIVEN = RequestEventKind.CLARIFICATION_ASKED, RequestEventKind.CLARIFICATION_GIVEN
Kind = RequestEventKind


def event(kind: RequestEventKind, day: int, reason: str | None = None) -> RequestEvent:
    return RequestEvent(
        kind=kind, on=date(2024, 10, day), reason=None if reason is None else Code(reason)
    )


def request(*events: RequestEvent, **fields: object) -> InformationRequest:
    given: dict[str, object] = {
        "id": Id("information-request/kpu-64.02/2024/012"),
        "commission": Id("kpu/64.02"),
        "regime": InformationRegime.ELECTION,
        "received_on": date(2024, 10, 1),
        "subject": "Salinan RAHASIA",
        "applicant": "RAHASIA",
        "events": events,
        **fields,
    }
    return InformationRequest(**given)  # type: ignore[arg-type]  # a table of fields


def test_a_whole_history() -> None:
    made = request(
        event(ASKED, 2),
        event(GIVEN, 4),
        event(Kind.EXTENDED, 7),
        event(Kind.REFUSED, 9, "personal-secret"),
        event(Kind.OBJECTED, 10),
        event(Kind.SUPERIOR_ANSWERED, 14),
        event(Kind.DISPUTE_FILED, 16),
        event(Kind.DISPUTE_RULED, 30),
    )
    assert warned(made) == []
    assert "RAHASIA" not in repr(made)
    assert made.events_by(date(2024, 10, 4)) == made.events[:2]
    assert made.events_by(date(2024, 10, 1)) == ()


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.PARTLY_ANSWERED])
def test_a_refusal_has_a_lawful_reason(kind: RequestEventKind) -> None:
    assert refused(lambda: event(kind, 2)) == ["information-request.refusal-reason reason"]
    assert event(kind, 2, "not-held").reason == Code("not-held")


def test_what_is_given_needs_no_reason() -> None:
    assert refused(lambda: event(Kind.ANSWERED, 2, "not-held")) == [
        "information-request.reason-unexpected reason"
    ]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((event(GIVEN, 2),), ["information-request.event-cause events[0].kind"]),
        ((event(Kind.SUPERIOR_ANSWERED, 2),), ["information-request.event-cause events[0].kind"]),
        ((event(Kind.DISPUTE_FILED, 2),), ["information-request.event-cause events[0].kind"]),
        (
            (event(Kind.OBJECTED, 2), event(Kind.DISPUTE_RULED, 3)),
            ["information-request.event-cause events[1].kind"],
        ),
        (
            (event(ASKED, 5), event(GIVEN, 4)),
            ["information-request.event-order events[1].on"],
        ),
    ],
)
def test_events_answer_each_other(events: tuple[RequestEvent, ...], expected: list[str]) -> None:
    assert refused(lambda: request(*events)) == expected


def test_nothing_happens_before_the_request() -> None:
    late = date(2024, 10, 3)
    assert refused(lambda: request(event(Kind.ANSWERED, 2), received_on=late)) == [
        "information-request.event-early events[0].on"
    ]


def test_the_law_knows_one_extension() -> None:
    twice = request(event(Kind.EXTENDED, 3), event(Kind.EXTENDED, 5))
    assert warned(twice) == ["information-request.extended-twice events[1].kind"]


def test_a_request_has_an_applicant_who_is_never_shown() -> None:
    assert warned(evolve(request(), applicant="")) == ["information-request.applicant applicant"]
    with pytest.raises(ValidationFailed) as failure:
        request(applicant="RAHASIA\x00")
    assert "RAHASIA" not in f"{failure.value} {failure.value.problems!r}"
