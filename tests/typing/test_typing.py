"""mypy --strict and pyright say about the public API exactly what the files beside this one expect."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pilkada_outreach

HERE = Path(__file__).parent
SOURCE = Path(pilkada_outreach.__file__).parents[1]
FILES = ("api_types.py", "hooks_types.py", "wrong_uses.py")
Lines = dict[str, str]
"""Codes by `file:line`."""


def expected(column: int) -> Lines:
    """What the `# E:` marks say: column 0 is mypy, 1 is pyright. A mark on a line of its own is about the next."""
    found: Lines = {}
    for name in FILES:
        for number, line in enumerate((HERE / name).read_text("utf-8").splitlines(), start=1):
            code, mark, said = line.partition("# E: ")
            if mark:
                found[f"{name}:{number if code.strip() else number + 1}"] = said.split()[column]
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files, with nothing that keeps a checker quiet."""
    for name in FILES:
        text = (HERE / name).read_text("utf-8").replace("# mypy: ignore-errors", "#", 1)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_mypy(folder: Path) -> None:
    (folder / "mypy.ini").write_text(
        f"[mypy]\nstrict = true\nmypy_path = {SOURCE.as_posix()}\n", "utf-8"
    )
    done = run(folder, "mypy", "--no-color-output", "--hide-error-context", *FILES)
    said = re.findall(r"^(.+?:\d+): error: .*\[(\S+)\]$", done.stdout, re.MULTILINE)
    found: Lines = dict(said)
    assert len(found) == len(said)  # one error a line
    assert found == expected(0), done.stdout + done.stderr


def test_pyright(folder: Path) -> None:
    settings = {
        "include": list(FILES),
        "extraPaths": [str(SOURCE)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    done = run(folder, "pyright", "--outputjson", "--pythonpath", sys.executable)
    found: Lines = {
        f"{Path(said['file']).name}:{said['range']['start']['line'] + 1}": said["rule"]
        for said in json.loads(done.stdout)["generalDiagnostics"]
        if said["severity"] == "error"
    }
    assert found == expected(1), done.stdout + done.stderr
