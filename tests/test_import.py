"""Importing the package costs next to nothing, and every public name is there, known and documented."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module, metadata
from itertools import pairwise
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

import pilkada_outreach

INIT = Path(pilkada_outreach.__file__)
SOURCE = INIT.parents[1]
PROJECT = Path(__file__).parents[1] / "pyproject.toml"
COSTLY = {"attr", "attrs", "cattrs", "pluggy", "dateutil", "sqlite3", "typing"}


def fresh(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter of its own that finds the package in this checkout."""
    return subprocess.run(
        [
            sys.executable,
            *options,
            "-c",
            f"import sys; sys.path.insert(0, {str(SOURCE)!r}); {code}",
        ],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )


def imported(code: str) -> set[str]:
    """The modules that `code` imports, nothing of the environment's start-up among them."""
    said = fresh(code, "-I", "-S", "-X", "importtime").stderr
    return set(re.findall(r"^import time:.*\|\s*([\w.]+)$", said, re.MULTILINE))


def test_importing_the_package_loads_one_module() -> None:
    bare = imported("pass")
    modules = imported("import pilkada_outreach") - bare
    assert modules == {"pilkada_outreach"}
    assert COSTLY.isdisjoint(bare | modules)
    assert "importlib.metadata" not in bare | modules


def statements() -> Iterator[ast.stmt]:
    for statement in ast.parse(INIT.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.If) and isinstance(statement.test, ast.Name):
            yield from statement.body
        else:
            yield statement


def origins() -> dict[str, str]:
    """Each name of the TYPE_CHECKING block with the module that it comes from."""
    return {
        alias.asname or alias.name: str(statement.module)
        for statement in statements()
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }


def test_type_checkers_and_the_interpreter_are_told_the_same_names() -> None:
    literal = next(
        ast.literal_eval(statement.value)
        for statement in statements()
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "__all__"
    )
    assert literal == pilkada_outreach.__all__
    assert len(set(literal)) == len(literal)
    assert set(literal) == set(origins())


@pytest.mark.parametrize("name", pilkada_outreach.__all__)
def test_a_public_name_is_there_and_documented(name: str) -> None:
    assert name in dir(pilkada_outreach)
    value = getattr(pilkada_outreach, name)
    home = origins()[name]
    named = f"{home}.{name}" if isinstance(value, ModuleType) else home
    assert value is (
        import_module(named)
        if isinstance(value, ModuleType)
        else getattr(import_module(home), name)
    )
    assert (documentation(value) or documentation_below(home, name)).strip()


def documentation(value: object) -> str:
    """The docstring of a class, function or module; not one that it inherits."""
    if isinstance(value, type):
        return str(vars(value).get("__doc__") or "")
    return str(value.__doc__ or "") if isinstance(value, FunctionType | ModuleType) else ""


def documentation_below(home: str, name: str) -> str:
    """The text that stands below the definition of a constant or an alias."""
    module = import_module(home)
    body = ast.parse(inspect.getsource(module)).body
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.Assign(targets=[ast.Name(id=known)]) | ast.AnnAssign(target=ast.Name(id=known)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if known == name:
                return text
    return ""


def test_every_public_name_can_be_imported_by_a_star() -> None:
    names = fresh(
        "names = {}; exec('from pilkada_outreach import *', names); print(*sorted(names))"
    ).stdout.split()
    assert set(names) >= set(pilkada_outreach.__all__)


def test_a_misspelled_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Agremeent'"):
        _ = pilkada_outreach.Agremeent  # type: ignore[attr-defined]  # misspelled on purpose
    with pytest.raises(ImportError, match="Agremeent"):
        from pilkada_outreach import Agremeent  # type: ignore[attr-defined] # noqa: F401


def extras() -> set[str]:
    """The distributions that are needed for an extra alone."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    wanted = {
        normal(re.split(r"[^\w.-]", requirement)[0])
        for requirements in project["optional-dependencies"].values()
        for requirement in requirements
    }
    return wanted - {normal(project["name"])}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_opening_an_office_loads_no_optional_package() -> None:
    loaded = fresh(
        "from pilkada_outreach import Office\n"
        "with Office.open('memory://', actor='staff/a') as office: office.snapshot()\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    ).stdout.split()
    assert "pluggy" in loaded
    owners = metadata.packages_distributions()
    optional = {
        name for name in loaded for owner in owners.get(name, ()) if normal(owner) in extras()
    }
    assert not optional
