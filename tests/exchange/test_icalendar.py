"""The calendar of a timetable: accepted by real readers, updated rather than doubled, the same bytes each time."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from pilkada_outreach import WIB, WIT, WITA, Id, LegalSource, Timetable, evolve
from pilkada_outreach.domain.stage import StageStatus
from pilkada_outreach.errors import MissingExtra
from pilkada_outreach.exchange.icalendar import (
    CalendarEntry,
    Edition,
    timetable_calendar,
    write_calendar,
)
from pilkada_outreach.reference import timetables

PILKADA = timetables.get("pilkada-2024")
PEMILU = timetables.get("pemilu-2024")
DECISION = LegalSource(instrument="Keputusan KPU", number="1", year=2024, verified=True)
ZONES = [WIB, WITA, WIT]


def events(ics: bytes) -> dict[str, Any]:
    read = icalendar.Calendar.from_ical(ics)
    assert isinstance(read, icalendar.Calendar)
    found = {str(event["UID"]).partition(".timetable~")[0]: event for event in read.events}
    assert len(found) == len(read.events)
    return found


def second_version() -> Timetable:
    moved = evolve(PILKADA.stage("S3"), first_day=date(2024, 8, 28), last_day=date(2024, 8, 30))
    cancelled = evolve(PILKADA.stage("S5.2"), status=StageStatus.CANCELLED)
    return PILKADA.amended(moved, cancelled, source=DECISION, known_from=date(2024, 8, 20))


class TestReaders:
    @pytest.mark.parametrize("name", timetables.names())
    def test_vobject_accepts_each_timetable(self, name: str) -> None:
        written = timetable_calendar(timetables.get(name), alarms=(timedelta(days=1),), zone=WITA)
        text = written.ics.decode()

        read = vobject.readOne(text, validate=True)

        assert read.validate(raiseException=True)
        assert len(read.vevent_list) == written.events
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text.count("\n") == text.count("\r\n")

    def test_every_dated_row_is_an_event_and_the_undated_stand_beside(self) -> None:
        written = timetable_calendar(PILKADA)

        assert written.events == 135  # 130 stages and 5 terms of office
        assert set(events(written.ics)) == {
            *(stage.code for stage in PILKADA.stages if stage.period is not None),
            *(term.code for term in PILKADA.terms),
        }
        assert [stage.code for stage in written.undated] == ["P5", "S10", "S11", "S12", "S13"]

    def test_khal_updates_the_events_of_the_first_import(self, tmp_path: Path) -> None:
        khal = Khal(tmp_path)

        khal.take_in(timetable_calendar(PILKADA, zone=WITA).ics)
        first = khal.kept()
        khal.take_in(timetable_calendar(second_version(), zone=WITA).ics)
        second = khal.kept()

        assert len(first) == 135
        assert set(second) == set(first)
        changed = {uid for uid in first if first[uid] != second[uid]}
        assert {uid.partition(".timetable~")[0] for uid in changed} == {"S3", "S5.2"}
        listed = khal.listing("2024-08-30")
        assert "Pendaftaran pasangan calon" in listed
        assert "Pendaftaran pasangan calon" not in khal.listing("2024-08-27")
        assert "Deklarasi kampanye damai (dibatalkan) CANCELLED" in khal.listing("2024-09-24")


class Khal:
    """khal with a configuration and calendar of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calendar = folder / "calendar"
        self.calendar.mkdir()
        (folder / "config").write_text(
            f"""[calendars]
[[pilkada]]
path = {self.calendar}
[sqlite]
path = {folder / "khal.db"}
[locale]
local_timezone = Asia/Makassar
default_timezone = Asia/Makassar
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
""",
            encoding="utf-8",
        )

    def take_in(self, ics: bytes) -> None:
        file = self.folder / "import.ics"
        file.write_bytes(ics)
        self._run("import", "--batch", "-a", "pilkada", str(file))

    def listing(self, day: str) -> str:
        return self._run("list", "--format", "{title} {status}", day, "1d")

    def kept(self) -> dict[str, str]:
        texts = [path.read_text(encoding="utf-8") for path in self.calendar.glob("*.ics")]
        found = {str(vobject.readOne(text).vevent.uid.value): text for text in texts}
        assert len(found) == len(texts)
        return found

    def _run(self, *words: str) -> str:
        code = "from khal.cli import main_khal; main_khal()"
        finished = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code, "-c", str(self.folder / "config"), *words],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout


class TestDays:
    def test_the_end_of_whole_days_is_the_day_after(self) -> None:
        event = events(timetable_calendar(PILKADA).ics)["S7"]
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 11, 24), date(2024, 11, 27))
        assert "VALUE=DATE:20241127" in timetable_calendar(PILKADA).ics.decode()

    def test_one_open_end_makes_it_that_day(self) -> None:
        found = events(timetable_calendar(PILKADA).ics)
        assert found["P2"]["SUMMARY"].endswith(" (berakhir)")
        assert found["P2"]["DTSTART"].dt == date(2024, 11, 18)
        assert found["S"]["SUMMARY"].endswith(" (mulai)")
        assert found["S"]["DTEND"].dt == date(2024, 5, 6)

    @pytest.mark.parametrize("zone", ZONES, ids=str)
    def test_hours_are_told_by_the_clock_of_the_zone(self, zone: ZoneInfo) -> None:
        text = timetable_calendar(PILKADA, zone=zone).ics.decode()
        event = events(text.encode())["S3"]

        assert f"DTSTART;TZID={zone.key}:20240827T080000" in text
        assert event["DTSTART"].dt == datetime(2024, 8, 27, 8, tzinfo=zone)
        assert event["DTEND"].dt == datetime(2024, 8, 29, 23, 59, tzinfo=zone)
        assert "pukul 08.00–16.00, hari terakhir sampai pukul 23.59" in event["DESCRIPTION"]
        assert "08:00–16:00, on the last day until 23:59" in event["DESCRIPTION"]
        offset = datetime(2024, 8, 27, tzinfo=zone).utcoffset()
        assert offset is not None
        assert text.count("BEGIN:VTIMEZONE") == 1
        assert f"TZOFFSETTO:+0{offset.seconds // 3600}00" in text
        read = vobject.readOne(text).vevent_list
        (same,) = (each for each in read if each.uid.value.startswith("S3."))
        assert same.dtstart.value.astimezone(UTC) == event["DTSTART"].dt.astimezone(UTC)

    def test_without_hours_no_zone_is_needed(self) -> None:
        assert b"VTIMEZONE" not in timetable_calendar(PEMILU).ics

    def test_a_zone_outside_indonesia_is_refused(self) -> None:
        with pytest.raises(ValueError, match="Asia/Tokyo"):
            timetable_calendar(PILKADA, zone=ZoneInfo("Asia/Tokyo"))


class TestVersions:
    def test_the_same_timetable_gives_the_same_bytes(self) -> None:
        assert timetable_calendar(PILKADA) == timetable_calendar(PILKADA)

    def test_a_change_raises_the_sequence_and_the_stamp_of_what_it_changed(self) -> None:
        before = events(timetable_calendar(PILKADA).ics)
        after = events(timetable_calendar(second_version()).ics)

        assert set(before) == set(after)
        assert (before["S3"]["SEQUENCE"], after["S3"]["SEQUENCE"]) == (0, 1)
        assert after["S3"]["DTSTAMP"].dt == datetime(2024, 8, 20, tzinfo=UTC)
        assert after["S3"]["DTSTART"].dt.date() == date(2024, 8, 28)
        assert after["S5.2"]["STATUS"] == "CANCELLED"
        assert after["S5.2"]["DTSTART"] == before["S5.2"]["DTSTART"]
        assert after["S7"].to_ical() == before["S7"].to_ical()

    def test_a_moved_vote_changes_what_hangs_on_it(self) -> None:
        found = events(timetable_calendar(timetables.get("pilkada-2020")).ics)
        assert found["K2"]["SEQUENCE"] == 1
        assert found["K2"]["DTSTAMP"].dt == datetime(2020, 6, 13, tzinfo=UTC)
        assert found["D1"]["SEQUENCE"] == 0

    def test_a_stage_that_lost_its_days_is_taken_out_of_calendars(self) -> None:
        without = evolve(
            PILKADA.stage("S5.2"), first_day=None, last_day=None, status=StageStatus.POSTPONED
        )
        later = PILKADA.amended(without, source=DECISION, known_from=date(2024, 9, 20))
        event = events(timetable_calendar(later).ics)["S5.2"]
        assert event["STATUS"] == "CANCELLED"
        assert event["DTSTART"].dt == date(2024, 9, 24)
        assert "(ditunda)" in event["SUMMARY"]

    def test_the_version_of_the_register_can_be_given(self) -> None:
        edition = Edition(sequence=4, at=datetime(2024, 3, 1, 9, tzinfo=WITA))
        event = events(timetable_calendar(PILKADA, edition=edition).ics)["S7"]
        assert event["SEQUENCE"] == 4
        assert event["DTSTAMP"].dt == datetime(2024, 3, 1, 1, tzinfo=UTC)


class TestContent:
    def test_source_and_both_languages_are_in_the_description(self) -> None:
        event = events(timetable_calendar(PILKADA).ics)["S7"]
        assert event["SUMMARY"] == "Masa tenang"
        assert event["DESCRIPTION"].startswith("24–26 November 2024.\nSumber: PKPU 13/2024")
        assert "Quiet period: 24–26 November 2024.\nSource: PKPU 13/2024" in event["DESCRIPTION"]
        assert event["CATEGORIES"].cats == [
            "Pilkada 2024",
            "Tahapan Penyelenggaraan",
            "Tahapan Pemilihan",
        ]
        assert event["COLOR"] == "gold"

    def test_titles_speak_english_when_asked(self) -> None:
        found = events(timetable_calendar(PILKADA, lang="en").ics)
        assert found["S7"]["SUMMARY"] == "Quiet period"
        assert found["P2"]["SUMMARY"] == "Drafting of election regulations (ends)"

    def test_the_head_follows_rfc_7986(self) -> None:
        text = timetable_calendar(PILKADA, url="https://kpu.example/tahapan.html").ics.decode()
        head = text.partition("BEGIN:V")[2].partition("BEGIN:V")[0]
        for line in (
            "VERSION:2.0",
            "PRODID:-//pilkada_outreach//Tahapan Pemilihan//ID",
            "NAME;LANGUAGE=en:Pilkada 2024 (regional elections)",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "UID:timetable~pilkada-2024@pilkada-outreach",
            "COLOR:darkcyan",
            "URL:https://kpu.example/tahapan.html",
        ):
            assert line in head, line

    def test_what_nobody_checked_or_may_not_happen_is_tentative(self) -> None:
        assert events(timetable_calendar(PILKADA).ics)["S6.1"]["STATUS"] == "TENTATIVE"
        second_round = events(timetable_calendar(PEMILU).ics)["R3"]
        assert second_round["STATUS"] == "TENTATIVE"
        assert second_round["SUMMARY"].endswith("(bersyarat)")
        assert "Only if no presidential ticket wins" in second_round["DESCRIPTION"]

    def test_groups_choose_stages_and_their_terms(self) -> None:
        assert set(events(timetable_calendar(PILKADA, groups=("S6", "S10")).ics)) == {
            *("S6", "S6.1", "S6.2", "S6.3"),
        }
        pps = timetable_calendar(PILKADA, groups=("P4.2",))
        assert "P4.2.13" in events(pps.ics)
        assert pps.undated == ()
        assert "P4.2.13" not in events(
            timetable_calendar(PILKADA, groups=("P4.2",), terms=False).ics
        )

    def test_alarms_ring_when_asked(self) -> None:
        quiet = events(timetable_calendar(PILKADA, alarms=(timedelta(days=2),)).ics)["S7"]
        (alarm,) = quiet.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(days=-2)
        assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "Masa tenang")
        assert b"VALARM" not in timetable_calendar(PILKADA).ics

    def test_two_elections_by_one_timetable_have_events_of_their_own(self) -> None:
        both = write_calendar(
            (
                CalendarEntry(timetable=PILKADA, election=Id("pilkada/2024/64.02")),
                CalendarEntry(timetable=PILKADA, election=Id("pilkada/2024/64.71")),
            ),
            id=Id("kpu/64"),
            name_id="Kalimantan Timur",
            name_en="East Kalimantan",
        )
        read = vobject.readOne(both.ics.decode())
        assert both.events == 270
        assert len({event.uid.value for event in read.vevent_list}) == 270


def test_a_missing_library_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtra) as raised:
        timetable_calendar(PILKADA)
    assert raised.value.extra == "feeds"
