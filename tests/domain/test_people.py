"""Contacts with purpose and consent, documents, tasks, days known to the month."""

import pickle
from datetime import date

import pytest

from pilkada_outreach import Id, ValidationFailed
from pilkada_outreach.domain.day_or_month import DayOrMonth
from pilkada_outreach.domain.paper import Document, Task
from pilkada_outreach.domain.people import Contact
from tests.findings import refused, warned


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "contact.empty"),
        ({"email": "RAHASIA"}, "contact.email email"),
        ({"email": "RAHASIA@contoh"}, "contact.email email"),
        ({"email": "RAHASIA <a@contoh.id>"}, "contact.email email"),
        ({"email": "RAHASIA@a@contoh.id"}, "contact.email email"),
    ],
)
def test_a_contact_reaches_somebody(fields: dict[str, str], expected: str) -> None:
    assert refused(lambda: Contact(purpose="undangan", **fields)) == [expected]  # type: ignore[arg-type]  # text fields only
    with pytest.raises(ValidationFailed) as failure:
        Contact(purpose="undangan", **fields)  # type: ignore[arg-type]  # text fields only
    assert "RAHASIA" not in f"{failure.value} {failure.value.problems!r}"


def test_a_contact_shows_nobody() -> None:
    contact = Contact(
        purpose="undangan",
        office="pemimpin redaksi",
        name="RAHASIA",
        phone="RAHASIA",
        email="RAHASIA@contoh.id",
    )
    assert "RAHASIA" not in repr(contact)
    assert "undangan" in repr(contact)
    assert warned(contact) == []


def test_a_withdrawn_consent_asks_for_erasure() -> None:
    given = date(2024, 8, 10)
    withdrawn = Contact(
        purpose="undangan", phone="0800", consent_on=given, withdrawn_on=date(2024, 9, 1)
    )
    assert warned(withdrawn) == ["contact.consent-withdrawn withdrawn_on"]
    assert refused(
        lambda: Contact(
            purpose="undangan", phone="0800", consent_on=given, withdrawn_on=date(2024, 8, 9)
        )
    ) == ["contact.consent-order withdrawn_on"]


def test_a_fingerprint_has_one_form() -> None:
    assert Document(title="Notula", sha256="0a" * 32).sha256.startswith("0a")
    for wrong in ("0A" * 32, "0a" * 31, "sha256:" + "0a" * 32):
        assert refused(lambda wrong=wrong: Document(title="Notula", sha256=wrong)) == [  # type: ignore[misc]  # bound early
            "document.sha256 sha256"
        ]


def test_a_task_is_open_until_it_is_done_and_late_after_its_day() -> None:
    task = Task(
        what="Kirim data blankspot",
        owner=Id("government/64.02"),
        due=date(2022, 3, 9),
        done_on=date(2022, 3, 11),
    )
    assert task.is_open(date(2022, 3, 9))
    assert not task.is_late(date(2022, 3, 9))
    assert task.is_late(date(2022, 3, 10))
    assert not task.is_open(date(2022, 3, 11))
    assert not task.is_late(date(2022, 3, 11))


def test_a_day_or_only_its_month() -> None:
    month, day = DayOrMonth("2024-02"), DayOrMonth("2024-02-29")
    assert (month.first_day, month.last_day) == (date(2024, 2, 1), date(2024, 2, 29))
    assert day.first_day == day.last_day == date(2024, 2, 29)
    assert (month.is_exact, day.is_exact) == (False, True)
    assert month < day
    assert pickle.loads(pickle.dumps(day)) == day  # our own bytes
    assert DayOrMonth.parse(str(day)) == day


@pytest.mark.parametrize(
    "text", ["2024", "2024-13", "2023-02-29", "2024-2", "2024-02-1", "0000-01", "2024-02-", "20-02"]
)
def test_what_is_neither_day_nor_month(text: str) -> None:
    assert refused(lambda: DayOrMonth(text)) == ["day-or-month.form"]
