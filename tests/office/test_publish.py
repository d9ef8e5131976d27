"""Publishing: due things go out once, refusals are held, failures are kept and tried again."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from pilkada_outreach import Code, Id, Office, OfficeState, Outcome, Publication, evolve
from pilkada_outreach.ports import DeliveryBatch, DeliveryResult
from pilkada_outreach.rules.example_world import noon, publication
from tests.office.conftest import Desk, deliver_all


def planned(office: Office, *items: tuple[str, datetime]) -> list[Publication]:
    publications = [evolve(publication(name, at), channel=Code("desk")) for name, at in items]
    office.put(*publications)
    office.commit(reason="rencana")
    return publications


def appeal(day: int, month: int = 8) -> tuple[str, datetime]:
    return "ajakan-memilih", noon(month, day)


def outcomes(office: Office, item: Publication) -> list[Outcome]:
    return [receipt.outcome for receipt in office.snapshot().receipts(item.id)]


def test_what_is_due_goes_out_once(office: Office, desk: Desk) -> None:
    one, two = planned(office, appeal(12), appeal(13))
    result = office.publish(noon(8, 12))
    assert result.summary() == "1 due: 1 delivered"
    assert result.summary("id") == "1 jatuh waktu: 1 tayang"
    assert office.publish(noon(8, 12)).summary() == "nothing was due"
    assert office.publish(noon(8, 20)).summary() == "1 due: 1 delivered"
    assert desk.keys == [str(one.id), str(two.id)]


def test_a_failure_is_kept_and_tried_again_with_the_same_key(office: Office, desk: Desk) -> None:
    (item,) = planned(office, appeal(12))

    def fail(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        for delivery in batch.deliveries:
            yield DeliveryResult(
                publication=delivery.publication.id, outcome=Outcome.FAILED, cause="HTTP 503"
            )

    desk.answer = fail
    assert office.publish(noon(8, 12)).summary() == "1 due: 1 failed, to be tried again"
    desk.answer = deliver_all
    assert office.publish(noon(8, 13)).summary() == "1 due: 1 delivered"
    assert outcomes(office, item) == [Outcome.FAILED, Outcome.DELIVERED]
    assert desk.keys == [str(item.id)] * 2
    assert [batch.deliveries[0].attempt for batch in desk.batches] == [1, 2]


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.UNKNOWN])
def test_a_final_refusal_is_not_sent_again(office: Office, desk: Desk, outcome: Outcome) -> None:
    planned(office, appeal(12))
    desk.answer = lambda batch: iter(
        DeliveryResult(publication=delivery.publication.id, outcome=outcome, cause="sebab")
        for delivery in batch.deliveries
    )
    office.publish(noon(8, 12))
    assert office.publish(noon(8, 13)).receipts == ()


def test_the_rules_are_asked_again_at_the_moment_of_sending(office: Office, desk: Desk) -> None:
    one, two = planned(office, ("visi-misi-1", noon(11, 23)), ("visi-misi-2", noon(11, 23)))
    result = office.publish(noon(11, 24))
    assert result.summary() == "2 due: 2 held by a rule"
    assert {problem.code for _, problem in result.problems} == {"neutrality.quiet-period"}
    assert "PKPU 13/2024 Pasal 47" in result.receipts[0].cause
    assert desk.batches == []
    again = office.publish(noon(11, 25))
    assert again.summary() == "2 due: 2 held by a rule"
    assert outcomes(office, one) == [Outcome.HELD]
    assert outcomes(office, two) == [Outcome.HELD]


@pytest.mark.parametrize(
    ("month", "day", "allowed"),
    [
        (9, 24, False),
        (9, 25, True),
        (11, 23, True),
        (11, 24, False),
        (11, 27, False),
        (11, 28, False),
    ],
)
def test_candidate_material_by_day(office: Office, month: int, day: int, allowed: bool) -> None:
    planned(office, ("visi-misi-1", noon(month, day)), appeal(day, month))
    result = office.publish(noon(month, day))
    by_name = {receipt.publication.parts[4]: receipt.outcome for receipt in result.receipts}
    assert by_name["visi-misi-1"] is (Outcome.DELIVERED if allowed else Outcome.HELD)
    assert by_name["ajakan-memilih"] is Outcome.DELIVERED


def test_the_campaign_ends_at_midnight_of_the_commissions_own_clock(office: Office) -> None:
    last_second = datetime.fromisoformat("2024-11-23T23:59:59+08:00")
    planned(office, ("visi-misi-1", last_second))
    assert office.publish(last_second + timedelta(seconds=1)).summary() == "1 due: 1 held by a rule"
    assert office.publish(last_second).summary() == "1 due: 1 delivered"


def test_a_channel_that_breaks_leaves_the_rest_to_be_tried_again(
    office: Office, desk: Desk
) -> None:
    one, two = planned(office, appeal(12), appeal(13))

    def break_after_one(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        yield next(deliver_all(batch))
        raise SystemExit("rusak")

    desk.answer = break_after_one
    result = office.publish(noon(8, 14))
    assert result.summary() == "2 due: 1 delivered, 1 failed, to be tried again"
    assert "SystemExit: rusak" in result.with_outcome(Outcome.FAILED)[0].cause
    desk.answer = deliver_all
    assert office.publish(noon(8, 14)).summary() == "1 due: 1 delivered"
    assert desk.keys == [str(one.id), str(two.id), str(two.id)]


def test_a_channel_that_answers_for_others_or_not_at_all(office: Office, desk: Desk) -> None:
    planned(office, appeal(12))
    desk.answer = lambda batch: iter(
        [DeliveryResult(publication=Id("publication/lain"), outcome=Outcome.DELIVERED)]
    )
    result = office.publish(noon(8, 12))
    assert result.receipts[0].cause == "the channel gave no result"


def test_a_channel_nobody_offers_fails_with_its_name(office: Office) -> None:
    office.put(evolve(publication(*appeal(12)), channel=Code("radio")))
    office.commit(reason="rencana")
    assert "'radio'" in office.publish(noon(8, 12)).receipts[0].cause


def test_a_crash_in_an_unrepeatable_channel_ends_as_unknown(office: Office, desk: Desk) -> None:
    desk.idempotency = "none"
    one, two = planned(office, appeal(12), appeal(13))

    def interrupted(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        if batch.deliveries[0].publication.id == two.id:
            raise KeyboardInterrupt
        yield from deliver_all(batch)

    desk.answer = interrupted
    with pytest.raises(KeyboardInterrupt):
        office.publish(noon(8, 14))
    assert outcomes(office, one) == [Outcome.DELIVERED]
    assert outcomes(office, two) == [Outcome.UNKNOWN]
    desk.answer = deliver_all
    assert office.publish(noon(8, 14)).receipts == ()


def test_it_refuses_uncommitted_changes_and_a_naive_clock(office: Office) -> None:
    office.put(evolve(publication(*appeal(12)), channel=Code("desk")))
    with pytest.raises(OfficeState, match="commit"):
        office.publish(noon(8, 12))
    office.rollback()
    with pytest.raises(ValueError, match="time zone"):
        office.publish(datetime(2024, 8, 12, 9))  # noqa: DTZ001  # naive on purpose


def test_progress_is_told(office: Office) -> None:
    planned(office, appeal(12), appeal(13), ("visi-misi-1", noon(8, 12)))
    told: list[tuple[int, int]] = []
    office.publish(noon(8, 14), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_state_is_brought_up_to_date_and_withholds_what_may_not_show(
    office: Office, desk: Desk
) -> None:
    desk.idempotency = "state"
    planned(office, ("visi-misi-1", noon(10, 1)), ("visi-misi-2", noon(10, 1)))
    assert office.publish(noon(10, 1)).summary() == "2 due: 2 delivered"
    assert office.publish(noon(11, 23)).summary() == "nothing was due"
    assert desk.batches[-1].deliveries == ()
    assert desk.batches[-1].withheld == frozenset()
    office.publish(noon(11, 24))
    assert {id.parts[-1] for id in desk.batches[-1].withheld} == {"visi-misi-1", "visi-misi-2"}


def test_a_state_that_cannot_be_brought_up_to_date_is_told(office: Office, desk: Desk) -> None:
    desk.idempotency = "state"
    planned(office, appeal(12))
    office.publish(noon(8, 12))

    def broken(batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        raise OSError("disk")

    desk.answer = broken
    result = office.publish(noon(8, 13))
    assert result.summary().startswith("nothing was due; desk not brought up to date:")
    assert result.receipts == ()
