"""The register of agreements: every document, its state on the day, its links, and what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from pilkada_outreach import evolve
from pilkada_outreach.domain.agreement import Agreement, AgreementKind, Signature
from pilkada_outreach.domain.values import Id
from pilkada_outreach.reporting.agreements import build_agreements
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.words import AGREEMENT_STATES
from pilkada_outreach.rules.example_world import OWN
from tests.reporting.samples import (
    AGENCY,
    GOVERNMENT,
    agreement,
    agreement_id,
    asking,
    column,
    grant,
    granted,
    notes,
    table,
)

SYNERGY = agreement("001", partner=GOVERNMENT, kind=AgreementKind.MEMORANDUM_OF_SYNERGY)
CHILD = agreement(
    "002", partner=AGENCY, kind=AgreementKind.COOPERATION, implements=SYNERGY.id, signed=None
)
ORPHAN = agreement("003", partner=AGENCY, kind=AgreementKind.COOPERATION)


def half_signed(on: date) -> Agreement:
    first = Signature(party=OWN, by=Id("person/fulan"), on=on)
    return evolve(CHILD, signatures=(first,))


def test_every_agreement_stands_there_once_with_kind_partner_and_state() -> None:
    report = build_agreements(asking(SYNERGY, CHILD, ORPHAN))

    year = Bilingual("1 Januari – 31 Desember 2024", "1 January – 31 December 2024")
    assert table(report, "register").rows == (
        (
            *("Naskah contoh 001", Bilingual("Berlaku", "In force"), "2024/001"),
            "Pemerintah Kabupaten Kutai Kartanegara",
            *(Bilingual("Nota Kesepakatan (Sinergi)", "Memorandum of synergy"), year),
        ),
        (
            *("Naskah contoh 002", Bilingual("Rancangan", "Draft"), "2024/002"),
            "Diskominfo Contoh",
            *(Bilingual("Perjanjian Kerja Sama", "Cooperation agreement"), year),
        ),
        (
            *("Naskah contoh 003", Bilingual("Berlaku", "In force"), "2024/003"),
            "Diskominfo Contoh",
            *(Bilingual("Perjanjian Kerja Sama", "Cooperation agreement"), year),
        ),
    )


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2023, 12, 1), "Rancangan"),
        (date(2023, 12, 15), "Ditandatangani, belum berlaku"),
        (date(2024, 1, 1), "Berlaku"),
        (date(2024, 12, 31), "Berlaku"),
        (date(2025, 1, 1), "Berakhir"),
    ],
)
def test_states_are_those_of_the_day(on: date, state: str) -> None:
    report = build_agreements(asking(agreement("001", signed=date(2023, 12, 15)), on=on))

    assert column(report, "register", "state") == [
        next(words for words in AGREEMENT_STATES.values() if words.id == state)
    ]


def test_an_addendum_changes_the_terms_of_what_it_amends() -> None:
    first = granted("001", grant(1_000, ()))
    addendum = granted(
        "002",
        grant(1_500, ()),
        amends=first.id,
        signed=date(2024, 9, 1),
        last=date(2025, 6, 30),
    )

    before = build_agreements(asking(first, addendum, on=date(2024, 8, 31)))
    after = build_agreements(asking(first, addendum))

    assert column(before, "terms", "value") == [1_000, 1_500]
    assert column(after, "terms", "value") == [1_500, 1_500]
    assert column(after, "terms", "last_day") == [date(2025, 6, 30), date(2025, 6, 30)]
    assert "adendum" in notes(after)
    assert table(after, "links").rows == (
        (
            "2024/002",
            Bilingual("Mengubah (adendum)", "Amends"),
            "2024/001",
            "Naskah contoh 001",
            Bilingual("Berlaku", "In force"),
        ),
    )


def test_numbers_offices_and_days_stand_beside_each_party() -> None:
    report = build_agreements(asking(half_signed(date(2024, 9, 30))))

    assert table(report, "parties").rows == (
        (
            "2024/002",
            "KPU Kutai Kartanegara",
            "002/CONTOH/1",
            Bilingual("Ketua", "Chair"),
            None,
            date(2024, 9, 30),
        ),
        (
            "2024/002",
            "Diskominfo Contoh",
            "002/CONTOH/2",
            Bilingual("Kepala perangkat daerah", "Head of agency"),
            None,
            None,
        ),
    )


def test_a_signature_of_a_later_day_is_not_there_yet() -> None:
    report = build_agreements(asking(half_signed(date(2024, 10, 2))))

    assert column(report, "parties", "signed_on") == [None, None]


def test_what_is_unsigned_or_without_a_parent_is_told() -> None:
    report = build_agreements(asking(SYNERGY, CHILD, ORPHAN))

    assert "Belum ditandatangani lengkap (1): 2024/002." in notes(report)
    assert "induk dalam register (1): 2024/003." in notes(report)
    assert report.sources == ("PP 28/2018; Permendagri 22/2020",)


def test_nothing_is_told_where_nothing_is_missing() -> None:
    child = agreement("002", partner=AGENCY, kind=AgreementKind.COOPERATION, implements=SYNERGY.id)
    addendum = agreement("003", partner=AGENCY, kind=AgreementKind.COOPERATION, amends=child.id)
    report = build_agreements(asking(SYNERGY, child, addendum))

    assert "Belum" not in notes(report)
    assert "induk dalam register" not in notes(report)
    assert report.sources == ()


def test_a_parent_outside_the_register_is_missing() -> None:
    child = evolve(ORPHAN, implements=agreement_id("099"))
    report = build_agreements(asking(child))

    assert "induk dalam register (1): 2024/003." in notes(report)
    assert table(report, "links").rows[0][2:] == ("2024/099", None, None)


def test_kinds_add_up_to_all_documents() -> None:
    over = agreement("004", last=date(2024, 6, 30))
    to_come = agreement("005", first=date(2024, 11, 1))
    report = build_agreements(asking(SYNERGY, CHILD, ORPHAN, over, to_come))

    totals = table(report, "kinds").total
    assert totals is not None
    assert totals[1:] == (5, 2, 1, 1, 1)
    for row in table(report, "kinds").rows:
        _, documents, *parts = (cell for cell in row)
        assert documents == sum(part for part in parts if isinstance(part, int))
    assert report.summary[0].id.startswith("Tercatat 5 naskah perjanjian: 2 berlaku, 1 belum")


def test_agreements_of_another_commission_stay_out() -> None:
    other = evolve(SYNERGY, id=Id("agreement/kpu-64/2024/001"), commission=Id("kpu/64"))

    assert table(build_agreements(asking(other)), "register").rows == ()


def test_links_of_all_kinds_are_named() -> None:
    former = agreement("001", last=date(2024, 6, 30))
    report = build_agreements(
        asking(
            former,
            agreement("002", renews=former.id, first=date(2024, 7, 1)),
            agreement("003", supersedes=former.id, first=date(2024, 7, 1)),
        )
    )

    assert [row[1:] for row in table(report, "links").rows] == [
        (Bilingual("Memperpanjang", "Renews"), "2024/001", "Naskah contoh 001", Bilingual("Berakhir", "Expired")),
        (Bilingual("Menggantikan", "Supersedes"), "2024/001", "Naskah contoh 001", Bilingual("Berakhir", "Expired")),
    ]  # fmt: skip
