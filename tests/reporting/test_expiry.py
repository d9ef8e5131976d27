"""What ends, until when notice can be given, what ran out, and papers that expire."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import evolve
from pilkada_outreach.domain.medium import CompanyPaper
from pilkada_outreach.domain.values import Code
from pilkada_outreach.reporting.expiry import build_expiry
from pilkada_outreach.reporting.model import Bilingual
from tests.reporting.samples import (
    ON,
    agreement,
    asking,
    column,
    contract,
    medium,
    notes,
    table,
    total,
)


def paper(kind: str, expires: date | None, issued: date = date(2020, 1, 1)) -> CompanyPaper:
    return CompanyPaper(kind=Code(kind), number=str(issued), issued_on=issued, expires_on=expires)


def test_what_ends_within_a_year_stands_in_the_order_of_days() -> None:
    report = build_expiry(
        asking(
            agreement("001", last=date(2025, 10, 1)),
            agreement("002", last=date(2024, 10, 1)),
            agreement("003", last=date(2024, 10, 31)),
            agreement("004", last=date(2025, 10, 2)),
            agreement("005", signed=None),
        )
    )

    assert column(report, "ending", "agreement") == ["2024/002", "2024/003", "2024/001"]
    assert column(report, "ending", "days_left") == [0, 30, 365]
    assert "berakhir dalam 90 hari mendatang: 2; yang terdekat 2024/002 pada 1 Oktober 2024." in (
        report.summary[0].id
    )


def test_notice_is_counted_back_from_the_last_day() -> None:
    report = build_expiry(
        asking(
            agreement("001", notice_days=30, minimum_term_months=6),
            agreement("002", notice_days=92),
            agreement("003"),
        )
    )

    assert table(report, "notices").rows == (
        ("Naskah contoh 002", date(2024, 9, 30), -1, "2024/002", date(2024, 12, 31), None),
        (
            *("Naskah contoh 001", date(2024, 12, 1), 61),
            *("2024/001", date(2024, 12, 31), date(2024, 7, 1)),
        ),
    )
    assert report.summary[1].id == (
        "Batas pemberitahuan dalam 90 hari mendatang: 1; sudah lewat: 1."
    )


@given(st.dates(date(2024, 10, 1), date(2025, 9, 30)), st.integers(1, 400))
def test_notice_on_its_last_day_is_just_in_time(last: date, days: int) -> None:
    report = build_expiry(asking(agreement("001", last=last, notice_days=days)))

    (by,) = column(report, "notices", "notice_by")
    assert isinstance(by, date)
    assert by + timedelta(days=days) == last


def test_after_notice_was_given_the_early_end_counts() -> None:
    ending = agreement(
        "001",
        notice_days=30,
        notice_given_on=date(2024, 9, 20),
        ended_on=date(2024, 11, 1),
        end_reason="Contoh",
    )

    before = build_expiry(asking(ending, on=date(2024, 9, 19)))
    after = build_expiry(asking(ending))

    assert column(before, "ending", "last_day") == [date(2024, 12, 31)]
    assert column(before, "notices", "agreement") == ["2024/001"]
    assert column(after, "ending", "last_day") == [date(2024, 10, 31)]
    assert column(after, "notices", "agreement") == []
    assert "Pemberitahuan pengakhiran sudah disampaikan: 2024/001." in notes(after)


def test_an_agreement_without_an_end_says_when_it_may_be_left() -> None:
    report = build_expiry(
        asking(agreement("001", last=None, minimum_term_months=24, notice_days=60))
    )

    assert table(report, "open_ended").rows == (
        (
            *("Naskah contoh 001", date(2026, 1, 1), 60),
            *("2024/001", "Universitas Contoh"),
        ),
    )
    assert table(report, "ending").rows == table(report, "notices").rows == ()


@pytest.mark.parametrize("link", ["renews", "supersedes"])
def test_what_ran_out_needs_a_signed_successor(link: str) -> None:
    former = agreement("001", last=date(2024, 6, 30))
    follows = {link: former.id}
    draft = evolve(agreement("002", first=date(2024, 7, 1), signed=None), **follows)
    signed = evolve(agreement("003", first=date(2024, 7, 1)), **follows)
    tomorrow = ON + timedelta(days=1)
    later = evolve(agreement("003", first=date(2024, 7, 1), signed=tomorrow), **follows)

    assert table(build_expiry(asking(former)), "lapsed").rows == (
        (
            *("Naskah contoh 001", date(2024, 6, 30), 93),
            *("2024/001", "Universitas Contoh", None),
        ),
    )
    assert column(build_expiry(asking(former, draft)), "lapsed", "successor") == [
        Bilingual("2024/002 (rancangan)", "2024/002 (draft)")
    ]
    assert table(build_expiry(asking(former, draft, signed)), "lapsed").rows == ()
    assert column(build_expiry(asking(former, later)), "lapsed", "agreement") == ["2024/001"]


def test_a_successor_that_was_given_up_is_none() -> None:
    former = agreement("001", last=date(2024, 6, 30))
    cancelled = agreement(
        "002", renews=former.id, signed=None, ended_on=date(2024, 7, 1), end_reason="Contoh"
    )

    assert column(build_expiry(asking(former, cancelled)), "lapsed", "successor") == [None]


def test_a_renewal_under_way_stands_beside_what_ends() -> None:
    former = agreement("001")
    renewal = agreement("002", renews=former.id, first=date(2025, 1, 1), last=date(2027, 12, 31))

    assert column(build_expiry(asking(former, renewal)), "ending", "successor") == [
        Bilingual("2024/002 (ditandatangani, belum berlaku)", "2024/002 (signed, not yet in force)")
    ]


def test_a_signed_successor_stands_before_a_draft() -> None:
    former = agreement("001")
    signed = agreement("002", renews=former.id, first=date(2025, 1, 1), last=date(2025, 12, 31))
    draft = agreement("003", supersedes=former.id, signed=None)

    (successor, *_) = column(build_expiry(asking(former, signed, draft)), "ending", "successor")
    assert isinstance(successor, Bilingual)
    assert successor.id.startswith("2024/002")


def test_an_addendum_prolongs_and_is_no_agreement_of_its_own() -> None:
    former = agreement("001", last=date(2024, 9, 15))
    addendum = agreement("002", amends=former.id, signed=date(2024, 9, 1), last=date(2024, 11, 30))
    report = build_expiry(asking(former, addendum))

    assert table(report, "lapsed").rows == ()
    assert column(report, "ending", "agreement") == ["2024/001"]
    assert column(report, "ending", "last_day") == [date(2024, 11, 30)]


def test_what_ended_early_needs_no_successor() -> None:
    ended = agreement("001", ended_on=date(2024, 6, 1), end_reason="Contoh")

    assert table(build_expiry(asking(ended)), "lapsed").rows == ()


def test_papers_of_present_partners_that_expire_are_shown() -> None:
    partner = medium(
        paper("tax-return", date(2024, 9, 1)),
        paper("business-number", None),
        paper("rate-card", date(2024, 12, 31)),
        paper("deed", date(2024, 9, 1)),
        paper("deed", None, issued=date(2024, 8, 1)),
        paper("certified-editor", date(2026, 1, 1)),
        paper("surat-lokal", date(2025, 1, 31)),
    )
    report = build_expiry(asking(contract("001"), contract("002"), partner))

    assert table(report, "papers").rows == (
        ("Kabar Contoh", Bilingual("SPT", "Tax return"), date(2024, 9, 1), -30, 2),
        ("Kabar Contoh", Bilingual("Daftar harga", "Rate card"), date(2024, 12, 31), 91, 2),
        ("Kabar Contoh", Bilingual("surat-lokal", "surat-lokal"), date(2025, 1, 31), 122, 2),
    )
    assert report.summary[2].id.endswith("dokumen mitra kedaluwarsa: 1.")


def test_papers_of_former_partners_do_not_matter() -> None:
    partner = medium(paper("tax-return", date(2024, 9, 1)))
    report = build_expiry(asking(contract("001"), partner, on=date(2024, 12, 10)))

    assert table(report, "papers").rows == ()


def test_the_windows_hold_every_row_once() -> None:
    report = build_expiry(
        asking(
            agreement("001", last=date(2024, 9, 30)),
            agreement("002", last=date(2024, 10, 31), notice_days=60),
            agreement("003", last=date(2024, 11, 1), notice_days=1),
            agreement("004", last=date(2024, 12, 31)),
            contract("005"),
            medium(paper("tax-return", date(2024, 10, 1))),
        )
    )

    assert [row[1:] for row in table(report, "windows").rows] == [
        (1, 1, 0),
        (1, 1, 1),
        (2, 0, 0),
        (1, 0, 0),
    ]
    assert [total(report, "windows", name) for name in ("agreements", "notices", "papers")] == [
        len(table(report, "lapsed").rows) + len(table(report, "ending").rows),
        len(table(report, "notices").rows),
        len(table(report, "papers").rows),
    ]
