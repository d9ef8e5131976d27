"""Every kind, state and office has a name in both languages; rows of names stay short."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest

from pilkada_outreach.domain.agreement import AgreementKind, SignatoryOffice
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.election import ContestOffice
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import MeasurementStatus
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.reporting import words
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.register import brief, partner_name, register_number
from pilkada_outreach.rules.example_world import OWN
from tests.reporting.samples import GOVERNMENT, asking


@pytest.mark.parametrize(
    ("kinds", "named"),
    [
        (AgreementKind, words.AGREEMENT_KINDS),
        (AgreementState, words.AGREEMENT_STATES),
        (SignatoryOffice, words.SIGNATORY_OFFICES),
        (ContestOffice, words.CONTEST_OFFICES),
        (MeasurementStatus, words.MEASUREMENT_STATUSES),
        (Sex, words.SEXES),
    ],
)
def test_every_member_has_its_own_name(
    kinds: type[StrEnum], named: Mapping[StrEnum, Bilingual]
) -> None:
    assert [*named] == [*kinds]
    for lang in ("id", "en"):
        texts = [getattr(each, lang) for each in named.values()]
        assert all(texts)
        assert len({*texts}) == len(texts)


def test_codes_of_shipped_lists_have_words_and_others_stand_as_they_are() -> None:
    assert words.code_words("company-paper", Code("tax-return")) == Bilingual("SPT", "Tax return")
    assert words.code_words("company-paper", Code("lokal")) == Bilingual("lokal", "lokal")


@pytest.mark.parametrize(("count", "id"), [(1, "n1"), (12, None), (13, ", dan 1 lainnya")])
def test_a_long_row_of_names_is_cut(count: int, id: str | None) -> None:
    names = [f"n{number}" for number in range(1, count + 1)]

    assert words.listed(names).id == ", ".join(names[:12]) + (id or "") * (count > 12)


@pytest.mark.parametrize(
    ("id", "number"),
    [
        ("agreement/kpu-64.02/2024/017", "2024/017"),
        ("agreement/kpu-64.02/017", "017"),
        ("agreement/kpu-64/2024/017", "agreement/kpu-64/2024/017"),
        ("agreement/kpu-64.02", "agreement/kpu-64.02"),
    ],
)
def test_a_register_number_is_the_id_without_what_all_share(id: str, number: str) -> None:
    assert register_number(asking(), Id(id)) == number


def test_partners_have_names_and_strangers_ids() -> None:
    assert partner_name(asking(), GOVERNMENT) == "Pemerintah Kabupaten Kutai Kartanegara"
    assert partner_name(asking(), OWN) == "KPU Kutai Kartanegara"
    assert partner_name(asking(), Id("media/tidak-ada")) == "media/tidak-ada"


def test_a_long_text_is_cut_after_a_word() -> None:
    assert brief("Nota Kesepakatan") == "Nota Kesepakatan"
    cut = brief("kata " * 40)
    assert len(cut) <= 100
    assert cut.endswith("kata …")
    assert len(brief("x" * 300)) <= 100
