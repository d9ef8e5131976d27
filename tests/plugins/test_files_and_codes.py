"""Importers, exporters and code lists: what an office does with what plugins add."""

from datetime import date
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import (
    Code,
    ContentClass,
    Election,
    Id,
    MediaClass,
    Office,
    OfficeState,
    PluginError,
    Stakeholder,
    StakeholderKind,
    Timetable,
    UnknownName,
    ValidationFailed,
    evolve,
)
from pilkada_outreach.domain.values import Record
from pilkada_outreach.plugins import (
    CodeListSpec,
    ExporterContext,
    ExporterSpec,
    ImporterContext,
    ImporterSpec,
    OutreachHooks,
    PluginContext,
    PluginHost,
    StoreContext,
    StoreSpec,
    TimetableContext,
    TimetableSpec,
    hookimpl,
)
from pilkada_outreach.ports import Store
from pilkada_outreach.rules.example_world import OWN, material, world
from tests.plugins import good, parts
from tests.plugins.bad import timetable_raises
from tests.plugins.round import clock

ELECTION = Id("pilkada/2024/64.02")


def medium(name: str) -> Stakeholder:
    return Stakeholder(
        id=Id(f"media/{name}"),
        kind=StakeholderKind.MEDIA,
        name=name,
        legal_class=MediaClass.ONLINE_PRESS,
    )


@attrs.define(eq=False)
class Sheets(OutreachHooks):
    """Reads and writes names of media, and remembers what it was given."""

    suffixes: tuple[str, ...] = (".media", ".tar.media")
    read_with: list[ImporterContext] = attrs.field(factory=list)
    written_with: list[ExporterContext] = attrs.field(factory=list)

    def read(self, context: ImporterContext) -> tuple[Record, ...]:
        self.read_with.append(context)
        return tuple(map(medium, context.data.decode().split()))

    def write(self, context: ExporterContext) -> bytes:
        self.written_with.append(context)
        return " ".join(item.name for item in context.snapshot.all(Stakeholder)).encode()

    @hookimpl
    def outreach_importers(self, context: PluginContext) -> tuple[ImporterSpec, ...]:
        return (
            ImporterSpec(
                name="sheet", read=self.read, suffixes=self.suffixes, summary=parts.SUMMARY
            ),
        )

    @hookimpl
    def outreach_exporters(self, context: PluginContext) -> tuple[ExporterSpec, ...]:
        return (parts.exporter("sheet", self.write),)


def office(*plugins: object) -> Office:
    office = Office.open("memory://", actor="staff/uji", clock=clock, plugins=plugins)
    office.put(*world())
    office.commit(reason="awal")
    return office


class TestReading:
    @pytest.mark.parametrize("name", ["daftar.media", "DAFTAR.MEDIA", "daftar.tar.media"])
    def test_the_ending_chooses_the_importer(self, tmp_path: Path, name: str) -> None:
        sheets = Sheets()
        (tmp_path / name).write_text("suara-contoh warta-contoh", "utf-8")

        with office(sheets) as desk:
            program = desk.read(tmp_path / name)
            changes = desk.apply(program)

        assert sheets.read_with == [
            ImporterContext(
                data=b"suara-contoh warta-contoh",
                name=name,
                path=tmp_path / name,
                options=sheets.read_with[0].options,
            )
        ]
        assert changes.added == (Id("media/suara-contoh"), Id("media/warta-contoh"))
        assert program.name == name
        assert program.entries[1].path == f"{name}[1]"
        assert "legal_class" in program.entries[0].stated

    def test_bytes_are_read_by_name(self) -> None:
        with office(Sheets()) as desk:
            program = desk.read(b"suara-contoh", importer="sheet")
            with pytest.raises(OfficeState, match="say how to read them with importer="):
                desk.read(b"suara-contoh")

        assert program.records == (medium("suara-contoh"),)

    def test_a_file_nobody_reads_is_told_with_what_is_read(self, tmp_path: Path) -> None:
        with (
            office(Sheets()) as desk,
            pytest.raises(UnknownName, match=r"importer for files named '\.xlsx'.*\.media"),
        ):
            desk.read(tmp_path / "daftar.xlsx")

    def test_of_two_importers_one_must_be_named(self, tmp_path: Path) -> None:
        (tmp_path / "x.baris").write_text("suara-contoh", "utf-8")
        with office(Sheets(suffixes=(".baris",)), good) as desk:
            with pytest.raises(OfficeState, match="baris and sheet read such files; say which"):
                desk.read(tmp_path / "x.baris")
            assert desk.read(tmp_path / "x.baris", importer="sheet").records

    def test_a_file_that_is_not_there_is_a_finding(self, tmp_path: Path) -> None:
        with (
            office(Sheets()) as desk,
            pytest.raises(ValidationFailed, match=r"program\.file-missing.*x\.media"),
        ):
            desk.read(tmp_path / "x.media")

    def test_what_is_wrong_with_a_record_is_told_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "x.media").write_text("NOT_AN_ID", "utf-8")
        with office(Sheets()) as desk:
            with pytest.raises(ValidationFailed, match=r"id\.form"):
                desk.read(tmp_path / "x.media")
            assert desk.plugin_report().troubled == ()


class TestWriting:
    def test_an_export_shows_what_was_known_on_the_day(self) -> None:
        sheets = Sheets()
        with office(sheets) as desk:
            assert desk.export("sheet", on=date(2024, 8, 20)) == b"Kabar Contoh"
            with pytest.raises(UnknownName, match="no exporter named 'popolo'; known: sheet"):
                desk.export("popolo", on=date(2024, 8, 20))

        (context,) = sheets.written_with
        assert (context.on, context.commission) == (date(2024, 8, 20), OWN)


class TestCodes:
    def test_a_local_code_counts_as_declared_in_this_office_alone(self) -> None:
        def findings(*plugins: object) -> list[str]:
            with office(*plugins) as desk:
                desk.put(
                    evolve(
                        material("erau", "erau", ContentClass.VOTER_EDUCATION), topic=Code("erau")
                    )
                )
                return [
                    problem.path
                    for problem in desk.check(on=date(2024, 8, 20))
                    if problem.code == "code.undeclared"
                ]

        assert findings() == ["material/kpu-64.02/2024/erau.topic"]
        assert findings(good) == []
        assert findings() == ["material/kpu-64.02/2024/erau.topic"]

    def test_a_misspelled_local_code_is_told_with_the_right_one(self) -> None:
        with office(good) as desk:
            desk.put(
                evolve(material("erau", "erau", ContentClass.VOTER_EDUCATION), topic=Code("eraau"))
            )
            (problem,) = (
                problem
                for problem in desk.check(on=date(2024, 8, 20))
                if problem.code == "code.undeclared"
            )

        assert "did you mean erau?" in problem.message()

    def test_an_office_lists_shipped_codes_and_then_its_own(self) -> None:
        with office(good) as with_erau, office() as without:
            shipped, both = without.codes("topic"), with_erau.codes("topic")
            with pytest.raises(UnknownName, match="code list"):
                with_erau.codes("topics")

        assert both[: len(shipped)] == shipped
        assert [str(entry.code) for entry in both[len(shipped) :]] == ["erau"]

    def test_two_plugins_may_explain_a_code_alike(self) -> None:
        class Same(OutreachHooks):
            @hookimpl
            def outreach_code_lists(self, context: PluginContext) -> tuple[CodeListSpec, ...]:
                return (parts.code_list("topik-lain", "erau", "haul"),)

        with office(good, Same()) as desk:
            codes = [str(entry.code) for entry in desk.codes("topic")]
            assert desk.plugin_report().troubled == ()

        assert codes[-2:] == ["erau", "haul"]


class TestTimetables:
    def test_a_plugins_timetable_is_loaded_once(self) -> None:
        loads: list[TimetableContext] = []

        def load(context: TimetableContext) -> Timetable:
            loads.append(context)
            return good.exercise(context)

        class Exercise(OutreachHooks):
            @hookimpl
            def outreach_timetables(self, context: PluginContext) -> tuple[TimetableSpec, ...]:
                return (parts.timetable("latihan", load),)

        with office(Exercise()) as desk:
            election = desk.get(Election, ELECTION)
            mine = evolve(election, timetable=Code("latihan"))
            assert desk.timetable(mine) is desk.timetable(mine)
            assert desk.timetable(election).id == Id("timetable/pilkada-2024")
            desk.put(mine)
            desk.check(on=date(2024, 8, 20))

        assert len(loads) == 1

    def test_a_timetable_that_cannot_be_loaded_any_more_does_not_stop_a_check(
        self, tmp_path: Path
    ) -> None:
        class Once(OutreachHooks):
            @hookimpl
            def outreach_timetables(self, context: PluginContext) -> tuple[TimetableSpec, ...]:
                return (parts.timetable("jadwal-radio", good.exercise),)

        url = f"sqlite:///{tmp_path}/register.db"
        with Office.open(url, actor="staff/uji", clock=clock, plugins=(Once(),)) as desk:
            desk.put(*world())
            desk.put(evolve(desk.get(Election, ELECTION), timetable=Code("jadwal-radio")))
            desk.commit(reason="awal")
        with Office.open(url, actor="staff/uji", plugins=(timetable_raises,)) as desk:
            found = {problem.code for problem in desk.check(on=date(2024, 8, 20))}
            (line,) = desk.plugin_report().troubled

        assert "election.timetable" in found
        assert line.cause == "timetable jadwal-radio raised FileNotFoundError: jadwal.toml"


class TestStores:
    def test_a_broken_store_is_a_plugin_error(self) -> None:
        class NoStore(OutreachHooks):
            @hookimpl
            def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
                def opened(context: StoreContext) -> Store:
                    return good  # type: ignore[return-value]

                return (StoreSpec(name="kertas", open=opened, summary=parts.SUMMARY),)

        with pytest.raises(PluginError, match="store kertas returned a module, which has no head"):
            Office.open("kertas://", actor="staff/uji", plugins=PluginHost([NoStore()]))
