"""The shipped code lists."""

import pytest

from pilkada_outreach.domain.agreement_terms import REQUIRED_CLAUSES
from pilkada_outreach.domain.values import Code
from pilkada_outreach.errors import UnknownName, UnknownRecord
from pilkada_outreach.reference import codes


def test_the_lists_that_the_records_need() -> None:
    assert codes.lists() == (
        *("claim-action", "clause", "company-paper", "deliverable", "division", "format"),
        *("indicator", "intake", "language", "local-office", "medium", "method", "platform"),
        *("procurement", "programme", "refusal-reason", "segment", "segment-10"),
        *("segment-bawaslu", "topic", "verdict", "voter-list"),
    )


def test_the_eleven_segments_of_voters_come_from_an_official_list() -> None:
    segments = codes.entries("segment")
    assert [str(entry.code) for entry in segments] == [
        *("keluarga", "pemula", "muda", "perempuan", "disabilitas", "khusus"),
        *("marjinal", "komunitas", "keagamaan", "internet", "relasi"),
    ]
    assert all(entry.source is not None and entry.source.verified for entry in segments)


@pytest.mark.parametrize("name", codes.lists())
def test_every_entry_is_named_in_both_languages_and_once(name: str) -> None:
    entries = codes.entries(name)
    assert len({entry.code for entry in entries}) == len(entries) > 0
    for entry in entries:
        assert entry.name("id").strip()
        assert entry.name("en").strip()
        assert codes.get(name, entry.code) is codes.get(name, str(entry.code)) is entry


def test_an_entry_is_read_by_its_code() -> None:
    entry = codes.get("segment", "pemula")
    assert entry.code == Code("pemula")
    assert (entry.name("id"), entry.name("en")) == ("Pemilih pemula", "First-time voters")


def test_what_is_not_there_is_refused_with_what_was_meant() -> None:
    with pytest.raises(UnknownName, match="segment"):
        codes.entries("segments")
    with pytest.raises(UnknownRecord) as caught:
        codes.get("format", "brail")
    assert caught.value.nearest == "braille"


def test_the_voter_lists_are_those_of_the_procedure() -> None:
    assert [str(entry.code) for entry in codes.entries("voter-list")] == [
        *("dp4", "dps", "dpshp", "dpt", "dptb", "dpk")
    ]


def test_what_the_press_has_not_quoted_is_unverified() -> None:
    sources = {str(entry.code): entry.source for entry in codes.entries("voter-list")}
    assert {code for code, source in sources.items() if source and source.verified} == {"dp4"}


def test_the_list_of_ten_segments_is_the_list_of_eleven_without_the_volunteers() -> None:
    eleven = [str(entry.code) for entry in codes.entries("segment")]
    assert [str(entry.code) for entry in codes.entries("segment-10")] == eleven[:10]
    assert eleven[10:] == ["relasi"]


def test_bawaslu_speaks_to_segments_of_its_own() -> None:
    bawaslu = {str(entry.code) for entry in codes.entries("segment-bawaslu")}
    assert {"lansia", "adat", "hobi"} < bawaslu
    assert len(bawaslu) == 9


def test_methods_and_media_are_those_of_the_regulation() -> None:
    assert len(codes.entries("method")) == 10
    for name, article in (("method", "Pasal 12"), ("medium", "Pasal 13(1)")):
        assert {str(entry.source) for entry in codes.entries(name)} == {f"PKPU 9/2022 {article}"}


def test_clauses_were_recalled_and_not_read() -> None:
    listed = {str(entry.code) for entry in codes.entries("clause")}
    assert all({*required} <= listed for required in REQUIRED_CLAUSES.values())
    assert {str(entry.source) for entry in codes.entries("clause")} == {
        "Permendagri 22/2020 (unverified)"
    }
