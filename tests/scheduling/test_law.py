"""The deadlines that the law names end where the elections had them."""

from datetime import date, datetime

import pytest

from pilkada_outreach._record import evolve
from pilkada_outreach.reference import calendars
from pilkada_outreach.reference.zones import WIB, WIT, WITA
from pilkada_outreach.scheduling import law
from pilkada_outreach.scheduling.deadline import deadline
from pilkada_outreach.scheduling.legal_deadline import LegalDeadline
from pilkada_outreach.scheduling.rule import Counting

INDONESIA = calendars.indonesia(joint_leave=True)
POLLING = date(2024, 11, 27)
FRIDAY = date(2024, 12, 6)


def test_information_requests_have_two_clocks() -> None:
    arrived = date(2024, 11, 4)  # a Monday; the polling day of that month is a holiday
    ends = [
        each.due(arrived, calendar=INDONESIA, extended=extended).on
        for each in (law.ELECTION_INFORMATION_ANSWER, law.INFORMATION_ANSWER)
        for extended in (False, True)
    ]
    assert ends == [date(2024, 11, 7), date(2024, 11, 11), date(2024, 11, 18), date(2024, 11, 28)]
    rules = [
        (law.ELECTION_INFORMATION_ANSWER.rule.count, 2),
        (law.INFORMATION_ANSWER.rule.count, 7),
    ]
    assert rules == [(3, 2), (10, 7)]
    extended = law.INFORMATION_ANSWER.due(arrived, calendar=INDONESIA, extended=True)
    assert len(extended.trace.counted_days) == 10 + 7


def test_a_dispute_is_filed_since_or_after_and_nobody_read_which() -> None:
    rule = law.DISPUTE_FILING.rule
    assert law.DISPUTE_FILING.due(FRIDAY, calendar=INDONESIA).on == date(2024, 12, 10)
    other = evolve(rule, counting=None)
    assert deadline(other, since=FRIDAY, calendar=INDONESIA).on == date(2024, 12, 10)
    assert deadline(other, after=FRIDAY, calendar=INDONESIA).on == date(2024, 12, 11)
    assert rule.counting is Counting.SINCE
    assert rule.source is not None
    assert not rule.source.verified
    assert "UU 10/2016 Pasal 157 (unverified)" in str(
        law.DISPUTE_FILING.due(FRIDAY, calendar=INDONESIA).trace
    )


def test_the_court_rules_within_45_working_days() -> None:
    registered = date(2025, 1, 3)
    ends = [
        law.DISPUTE_RULING.due(registered, calendar=INDONESIA, counting=counting).on
        for counting in (Counting.SINCE, Counting.AFTER)
    ]
    assert ends == [date(2025, 3, 11), date(2025, 3, 12)]


def test_grants_are_transferred_in_two_instalments() -> None:
    signed = date(2023, 10, 27)
    assert law.GRANT_FIRST_TRANSFER.due(signed, calendar=INDONESIA).on == date(2023, 11, 16)
    assert law.GRANT_SECOND_TRANSFER.due(POLLING).on == date(2024, 6, 27)


def test_a_quick_count_waits_for_the_last_zone_to_the_west() -> None:
    closes = datetime(2024, 11, 27, 13, tzinfo=WIB)
    release = law.QUICK_COUNT.due(closes)
    assert release.at == datetime(2024, 11, 27, 15, tzinfo=WIB)
    assert release.at is not None
    assert release.at.astimezone(WITA).hour == 16
    assert release.at.astimezone(WIT).hour == 17
    assert law.QUICK_COUNT.bound.value == "not before"
    from_the_east = law.QUICK_COUNT.due(closes.astimezone(WIT))
    assert from_the_east.at == release.at
    assert str(from_the_east).endswith("27 November 2024 17:00 WIT")


@pytest.mark.parametrize(
    ("of_law", "event", "on"),
    [
        (law.COMMITTEES_FORMED, POLLING, date(2024, 5, 27)),
        (law.COMMITTEES_DISSOLVED, POLLING, date(2025, 1, 27)),
        (law.STATION_SUPERVISORS_FORMED, POLLING, date(2024, 11, 4)),
        (law.STATION_SUPERVISORS_DISSOLVED, POLLING, date(2024, 12, 4)),
        (law.QUIET_PERIOD_START, POLLING, date(2024, 11, 24)),
        (law.CAMPAIGN_START, date(2024, 9, 22), date(2024, 9, 25)),
        (law.PEMILU_STAGES_START, date(2024, 2, 14), date(2022, 6, 14)),
        (law.POLLSTER_REGISTRATION, POLLING, date(2024, 10, 28)),
    ],
)
def test_deadlines_of_the_law_end_where_the_elections_had_them(
    of_law: LegalDeadline, event: date, on: date
) -> None:
    assert of_law.due(event, calendar=INDONESIA).on == on


def test_every_deadline_of_the_law_has_a_source_a_code_and_two_names() -> None:
    assert len({each.code for each in law.DEADLINES}) == len(law.DEADLINES) == 22
    for each in law.DEADLINES:
        assert each.rule.source is not None
        assert each.name("id") != each.name("en")
        assert each.rule.source.verified or each.note or not each.rule.source.article
