"""Openness of candidates: who was asked, what they answered; nothing leaks without consent."""

from datetime import date

import pytest

from pilkada_outreach import Id, ValidationFailed, evolve
from pilkada_outreach.domain.disclosure import (
    Disclosure,
    DisclosureEvent,
    DisclosureItem,
    DisclosureState,
)
from pilkada_outreach.domain.disclosure import DisclosureEventKind as Kind
from pilkada_outreach.domain.ticket import TicketOffice
from tests.findings import refused, warned


def disclosure(*kinds: Kind, content: str = "") -> Disclosure:
    return Disclosure(
        id=Id("disclosure/2024/33.13-regent-1/first/assets"),
        commission=Id("kpu/33.13"),
        ticket=Id("pilkada/2024/33.13/regent/1"),
        office=TicketOffice.FIRST,
        person=Id("person/fulan"),
        item=DisclosureItem.ASSETS,
        events=tuple(
            DisclosureEvent(kind=kind, on=date(2024, 10, day))
            for day, kind in enumerate(kinds, start=1)
        ),
        content=content,
    )


def test_the_state_follows_from_the_events() -> None:
    made = disclosure(Kind.ASKED, Kind.REFUSED, Kind.CONSENTED, Kind.WITHDRAWN)
    assert warned(made) == []
    assert [made.state(date(2024, 10, day)) for day in range(1, 5)] == [
        DisclosureState.ASKED,
        DisclosureState.REFUSED,
        DisclosureState.CONSENTED,
        DisclosureState.WITHDRAWN,
    ]
    assert made.state(date(2024, 9, 30)) is DisclosureState.NOT_ASKED


def test_content_is_kept_only_with_consent_and_never_shown() -> None:
    opened = disclosure(Kind.ASKED, Kind.CONSENTED, content="RAHASIA")
    assert warned(opened) == []
    assert "RAHASIA" not in repr(opened)
    for events in (opened.events[:1], (), (*opened.events, _withdrawn(3))):
        with pytest.raises(ValidationFailed) as failure:
            evolve(opened, events=events)
        assert [problem.code for problem in failure.value.problems] == [
            "disclosure.content-without-consent"
        ]
        assert "RAHASIA" not in f"{failure.value} {failure.value.problems!r}"


def _withdrawn(day: int) -> DisclosureEvent:
    return DisclosureEvent(kind=Kind.WITHDRAWN, on=date(2024, 10, day))


@pytest.mark.parametrize(
    "kinds",
    [
        (Kind.CONSENTED,),
        (Kind.REFUSED,),
        (Kind.WITHDRAWN,),
        (Kind.ASKED, Kind.ASKED),
        (Kind.ASKED, Kind.WITHDRAWN),
        (Kind.ASKED, Kind.REFUSED, Kind.WITHDRAWN),
        (Kind.ASKED, Kind.CONSENTED, Kind.REFUSED),
    ],
)
def test_an_answer_follows_a_question(kinds: tuple[Kind, ...]) -> None:
    assert refused(lambda: disclosure(*kinds)) == [
        f"disclosure.event events[{len(kinds) - 1}].kind"
    ]


def test_events_stand_in_the_order_of_their_days() -> None:
    made = disclosure(Kind.ASKED, Kind.CONSENTED)
    early = evolve(made.events[1], on=date(2024, 9, 30))
    assert refused(lambda: evolve(made, events=(made.events[0], early))) == [
        "disclosure.event-order events[1].on"
    ]
