"""Two offices in one process know nothing of each other, and an office imports only the plugins that it uses."""

import gc
import importlib
import os
import pkgutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pluggy
import pytest

import pilkada_outreach
from pilkada_outreach import Code, Material, Office, evolve
from pilkada_outreach.plugins import PluginHost
from pilkada_outreach.plugins.discovery import VARIABLE
from pilkada_outreach.plugins.member import Member
from pilkada_outreach.plugins.shelf import Shelf
from pilkada_outreach.rules.example_world import noon, publication, world
from tests.plugins import good
from tests.plugins.bad import factory_raises
from tests.plugins.conftest import Install
from tests.plugins.round import clock

DAY = date(2024, 8, 20)
ROOT = Path(__file__).parents[2]


def office(*plugins: object) -> Office:
    office = Office.open("memory://", actor="staff/uji", clock=clock, plugins=plugins)
    office.put(*world())
    office.put(evolve(publication("ajakan-memilih", noon(8, 12)), channel=Code("kiosk")))
    office.commit(reason="awal")
    return office


def codes_found(desk: Office) -> set[str]:
    erau = next(record for record in world() if isinstance(record, Material))
    desk.put(evolve(erau, topic=Code("erau")))
    return {problem.code for problem in desk.check(on=DAY)}


class TestApart:
    def test_each_has_its_own_plugins(self) -> None:
        with office(good) as one, office() as other:
            assert {"test.quiet"} == codes_found(one) & {"test.quiet", "code.undeclared"}
            assert {"code.undeclared", "publication.channel-unknown"} <= codes_found(other)
            one.rollback()
            assert one.publish(noon(8, 12)).summary() == "1 due: 1 delivered"
            assert "coverage" in str(one.plugin_report())
            assert "coverage" not in str(other.plugin_report())
            assert len(other.codes("topic")) == len(one.codes("topic")) - 1

    def test_only_the_one_in_which_it_happened_is_told(self) -> None:
        good.HEARD.clear()
        with office(good) as one, office():
            assert len(good.HEARD) == 1
            one.announce(date(2024, 9, 25))
            assert len(good.HEARD) == 2

    def test_what_fails_in_one_is_whole_in_the_other(self) -> None:
        with office(factory_raises) as one, office(factory_raises) as other:
            one.put(evolve(publication("ajakan-memilih", noon(8, 13)), channel=Code("radio")))
            one.commit(reason="rencana")
            one.publish(noon(8, 13))

            assert one.plugin_report().troubled
            assert not other.plugin_report().troubled

    def test_one_host_may_serve_two_offices_one_after_the_other(self) -> None:
        host = PluginHost([good], limit=30)
        for _ in range(2):
            with Office.open("memory://", actor="staff/uji", clock=clock, plugins=host) as desk:
                desk.put(*world())
                desk.commit(reason="awal")
                assert desk.report("coverage", on=DAY).render("text", "en").startswith(b"Coverage")

    def test_a_strict_host_is_made_strict(self) -> None:
        with pytest.raises(ValueError, match="where the PluginHost is made"):
            Office.open("memory://", actor="staff/uji", plugins=PluginHost(), strict=True)


class TestNothingGlobal:
    def test_no_module_holds_a_manager_or_a_plugin(self) -> None:
        held = (pluggy.PluginManager, PluginHost, Member, Shelf)

        found = [
            f"{module.__name__}.{name}"
            for module in modules()
            for name, value in vars(module).items()
            if isinstance(value, held)
        ]

        assert found == []

    def test_what_an_office_used_goes_with_it(self) -> None:
        gc.collect()
        before = count(Member)
        with office(good) as desk:
            assert count(Member) > before
        del desk
        gc.collect()

        assert count(Member) == before

    def test_importing_reads_nothing_from_the_environment(self) -> None:
        code = """
import os, pkgutil, sys
from importlib import import_module

class Watched(dict):
    def __getitem__(self, name):
        asked.append(name)
        return super().__getitem__(name)
    def get(self, name, default=None):
        asked.append(name)
        return super().get(name, default)
    def __contains__(self, name):
        asked.append(name)
        return super().__contains__(name)

asked = []
os.environ = Watched(os.environ)
import pilkada_outreach
for module in pkgutil.walk_packages(pilkada_outreach.__path__, "pilkada_outreach."):
    import_module(module.name)
print(*sorted({name for name in asked if "PILKADA" in str(name) or "OUTREACH" in str(name)}))
from pilkada_outreach.plugins import PluginHost
PluginHost()
print(*sorted({name for name in asked if "PILKADA" in str(name)}))
"""
        done = subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
        )

        assert done.stdout.splitlines() == ["", VARIABLE]


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(pilkada_outreach.__path__, "pilkada_outreach.")
    ]


def count(cls: type) -> int:
    return sum(type(value) is cls for value in gc.get_objects())


class TestImportedWhenUsed:
    @pytest.fixture(autouse=True)
    def _three_plugins(self, install: Install, site: Path) -> None:
        for number in range(3):
            (site / f"outreach_number_{number}.py").write_text(
                "from pilkada_outreach.plugins import hookimpl\n"
                "from tests.plugins import parts\n\n"
                "@hookimpl\n"
                "def outreach_channels():\n"
                f"    return (parts.channel('radio-{number}'),)\n",
                "utf-8",
            )
            install(f"number-{number}", **{f"number-{number}": f"outreach_number_{number}"})

    def test_what_the_library_offers_is_used_without_importing_others(self, tmp_path: Path) -> None:
        url, site = f"sqlite:///{tmp_path}/register.db", str(tmp_path / "laman")
        with Office.open(
            url, actor="staff/uji", clock=clock, options={"website": {"folder": site}}
        ) as desk:
            desk.put(*world())
            assert desk.report("fulfilment", on=DAY).to_markdown()
            assert imported() == []

    @pytest.mark.parametrize("question", ["commit", "check", "plugin_report", "publish"])
    def test_a_question_to_everybody_imports_everybody(self, question: str) -> None:
        with Office.open("memory://", actor="staff/uji", clock=clock) as desk:
            if question == "check":
                desk.check(on=DAY)
            elif question == "commit":
                desk.put(*world())
                desk.commit(reason="awal")
            elif question == "publish":
                desk.publish(noon(8, 12))
            else:
                desk.plugin_report()
        assert len(imported()) == 3

    def test_a_strict_office_looks_at_everybody_at_once(self) -> None:
        with Office.open("memory://", actor="staff/uji", strict=True):
            assert len(imported()) == 3

    def test_an_unknown_name_is_looked_for_everywhere(self) -> None:
        with Office.open(
            "memory://", actor="staff/uji", options={"radio-1": {}}, clock=clock
        ) as desk:
            assert len(imported()) == 3
            assert desk.snapshot().all(Material) == ()

    def test_an_office_without_isolation_loads_nothing_for_processes(self) -> None:
        code = """
import sys
from datetime import date
before = set(sys.modules)
from pilkada_outreach import Office
from pilkada_outreach.rules.example_world import world
with Office.open("memory://", actor="staff/uji") as desk:
    desk.put(*world())
    desk.commit(reason="awal")
    desk.check(on=date(2024, 8, 20))
print(*sorted({"subprocess", "multiprocessing", "pilkada_outreach.plugins.child"} & set(sys.modules) - before))
"""
        environment = os.environ | {VARIABLE: ""}
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment,
        )

        assert done.stdout.split() == []


def imported() -> list[str]:
    return sorted(name for name in sys.modules if name.startswith("outreach_number_"))
