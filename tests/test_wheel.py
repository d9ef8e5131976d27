"""The wheel in an empty environment: what a user gets who installs the core and nothing else."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parents[1]
LAZY = ("attrs", "cattrs", "pluggy", "dateutil", "sqlite3", "importlib.metadata")
EXTRAS = ("jinja2", "markdown_it", "nh3", "altair", "msgspec", "icalendar", "feedgen", "tomli_w")

OPENS = """
import sys
from pilkada_outreach import Office

with Office.open(sys.argv[1], actor="staff/test") as office:
    print(type(office).__name__)
"""
MISSING = """
from datetime import date
from pilkada_outreach import MissingExtra, Office
from pilkada_outreach.rules.example_world import world

with Office.open("memory://", actor="staff/test") as office:
    office.put(*world())
    report = office.report("fulfilment", on=date(2024, 11, 28))
    print(len(report.to_markdown()) > 0)
    try:
        report.to_html()
    except MissingExtra as error:
        print(isinstance(error, ImportError), error)
"""
CONSUMER = """
from datetime import date
from typing import assert_type

from pilkada_outreach import Office, Problem


def findings(url: str, day: date) -> tuple[Problem, ...]:
    with Office.open(url, actor="staff/test") as office:
        assert_type(office, Office)
        assert_type(office.report("fulfilment", on=day).to_markdown(), str)
        return office.check(on=day)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    run(*build, str(ROOT), cwd=folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and its core dependencies."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=True)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(str(python), "-m", "pip", "install", "--quiet", str(wheel), cwd=home)
    return python


def run(*command: str, cwd: Path) -> str:
    """What a command prints; all of its output when it fails."""
    # A folder of sources on the path would hide what is not in the wheel.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command} failed\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_types_data_and_licences_are_inside(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()

    sources = {
        path.relative_to(ROOT / "src").as_posix()
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert "pilkada_outreach/py.typed" in names
    assert sources <= set(names)
    assert {Path(name).name for name in names} >= {"LICENSE", "NOTICE", "entry_points.txt"}


def test_the_environment_has_no_extra(python: Path, tmp_path: Path) -> None:
    code = f"from importlib.util import find_spec; print([x for x in {EXTRAS} if find_spec(x)])"
    assert run(str(python), "-c", code, cwd=tmp_path) == "[]\n"


def test_import_loads_none_of_the_dependencies(python: Path, tmp_path: Path) -> None:
    code = (
        f"import sys, pilkada_outreach; print([x for x in {LAZY} if x in sys.modules]);"
        "print(pilkada_outreach.__file__)"
    )
    loaded, file = run(str(python), "-I", "-c", code, cwd=tmp_path).splitlines()

    assert loaded == "[]"
    assert Path(file).is_relative_to(python.parents[1])


def test_every_public_name_is_there(python: Path, tmp_path: Path) -> None:
    code = "import pilkada_outreach as p; [getattr(p, name) for name in p.__all__]"
    run(str(python), "-W", "error", "-c", code, cwd=tmp_path)


@pytest.mark.parametrize("url", ["memory://", "sqlite:///{folder}/x.db"])
def test_an_office_opens_without_extras(python: Path, tmp_path: Path, url: str) -> None:
    address = url.format(folder=tmp_path.as_posix())
    assert run(str(python), "-W", "error", "-c", OPENS, address, cwd=tmp_path) == "Office\n"


def test_a_missing_extra_is_named(python: Path, tmp_path: Path) -> None:
    markdown, missing = run(str(python), "-c", MISSING, cwd=tmp_path).splitlines()

    assert markdown == "True"
    assert missing.startswith("True ")
    assert "pages" in missing


def test_a_typed_consumer_is_checked_against_the_wheel(python: Path, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER, encoding="utf-8")

    mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", str(python))
    said = run(*mypy, "--cache-dir", str(tmp_path / "cache"), "consumer.py", cwd=tmp_path)

    assert said.startswith("Success")
