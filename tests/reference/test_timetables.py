"""The shipped timetable against the table it was made from."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.stage import Stage, StageRole, TermOfOffice
from pilkada_outreach.errors import UnknownName
from pilkada_outreach.reference import timetables

TABLE = Path(__file__).parent.parent / "data" / "timetable_pilkada_2024.csv"

with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))

by_code = pytest.mark.parametrize("row", ROWS, ids=[row["code"] for row in ROWS])


def shipped(code: str) -> Stage | TermOfOffice:
    timetable = timetables.get("pilkada-2024")
    items: tuple[Stage | TermOfOffice, ...] = (*timetable.stages, *timetable.terms)
    return next(item for item in items if item.code == code)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_it_is_read_once_and_named() -> None:
    assert timetables.names() == (
        "pemilu-2024",
        "pilkada-2020",
        "pilkada-2024",
        "revote-kutai-kartanegara-2025",
    )
    assert timetables.get("pilkada-2024") is timetables.get("pilkada-2024")
    with pytest.raises(UnknownName, match="pilkada-2024"):
        timetables.get("pilkada-2019")


def test_nothing_is_left_out_and_nothing_made_up() -> None:
    timetable = timetables.get("pilkada-2024")
    assert [stage.code for stage in timetable.stages] == [
        row["code"] for row in ROWS if not row["stage_id_name"].startswith("Masa kerja")
    ]
    assert [term.code for term in timetable.terms] == [
        row["code"] for row in ROWS if row["stage_id_name"].startswith("Masa kerja")
    ]
    assert (len(timetable.stages), len(timetable.terms)) == (135, 5)


@by_code
def test_days_names_and_parent_are_those_of_the_table(row: dict[str, str]) -> None:
    item = shipped(row["code"])
    assert (item.first_day, item.last_day) == (day(row["start"]), day(row["end"]))
    assert (item.name_id, item.name_en) == (row["stage_id_name"], row["english_name"])
    assert (item.parent if isinstance(item, Stage) else item.stage) == row["parent"]


@by_code
def test_what_was_recalled_is_unverified(row: dict[str, str]) -> None:
    assert shipped(row["code"]).source.verified is (row["status"] == "CONFIRMED")


def test_most_of_it_was_seen() -> None:
    assert sum(shipped(row["code"]).source.verified for row in ROWS) == 122


@by_code
def test_no_word_of_the_source_is_lost(row: dict[str, str]) -> None:
    item = shipped(row["code"])
    note = item.note if isinstance(item, Stage) else ""
    kept = words(f"{printed(item.source)} {item.source.seen_in} {note}")
    lost = words(row["source"]) - kept
    # MK is written out; `via` and `+` are said by the fields themselves
    assert lost <= {"mk", "via", "+"}


@by_code
def test_a_rule_is_kept_word_for_word(row: dict[str, str]) -> None:
    item = shipped(row["code"])
    if row["source"].startswith("RULE"):
        assert isinstance(item, Stage)
        assert item.note == row["source"]


def words(text: str) -> set[str]:
    return {word.rstrip(".") for word in re.findall(r"[^\s;:,()\"]+", text.casefold())}


def printed(source: LegalSource) -> str:
    return str(source).removesuffix(" (unverified)")


def test_the_head_says_what_was_decided_and_when() -> None:
    timetable = timetables.get("pilkada-2024")
    assert str(timetable.source) == "PKPU 2/2024 Lampiran I"
    assert (timetable.issued_on, timetable.polling_day) == (date(2024, 1, 26), date(2024, 11, 27))


def test_the_stages_that_rules_ask_for_have_their_role() -> None:
    timetable = timetables.get("pilkada-2024")
    roles = {role: stage.code for role in StageRole if (stage := timetable.role(role))}
    assert roles == {
        StageRole.CAMPAIGN: "S6",
        StageRole.MASS_MEDIA_ADS: "S6.3",
        StageRole.QUIET_PERIOD: "S7",
        StageRole.POLLING: "S8",
    }


def test_the_quiet_period_runs_on_the_three_days_before_polling() -> None:
    timetable = timetables.get("pilkada-2024")
    quiet = timetable.stage("S7")
    runs = [date(2024, 11, n) for n in range(20, 31) if quiet in timetable.on(date(2024, 11, n))]
    assert runs == [date(2024, 11, 24), date(2024, 11, 25), date(2024, 11, 26)]


def test_stages_without_days_of_their_own_say_on_what_they_depend() -> None:
    timetable = timetables.get("pilkada-2024")
    dayless = [stage for stage in timetable.stages if stage.period is None]
    assert [stage.code for stage in dayless] == ["P5", "S10", "S11", "S12", "S13"]
    assert all(stage.note for stage in dayless)
