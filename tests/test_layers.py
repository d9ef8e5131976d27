"""An import only ever points down; pure modules stay pure; a file stays small."""

from pathlib import Path

import pytest

from tests.layering import LONGEST, PACKAGE, violations

SOURCE = Path(__file__).parents[1] / "src" / PACKAGE
MODULES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_module_keeps_to_its_layer(path: Path) -> None:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)

    assert violations(module, path.read_text(encoding="utf-8"), is_package=is_package) == []


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 10


PLANTED = {
    # direction
    ("domain.area", "from pilkada_outreach.rules import Rule"): "up",
    ("domain.area", "from pilkada_outreach import rules"): "up",
    ("domain.area", "import pilkada_outreach.rules.base"): "up",
    ("domain.area", "from ..rules import base"): "up",
    ("domain.area", "from .. import rules"): "up",
    ("domain.area", "def f():\n    from pilkada_outreach.office import Office"): "up",
    ("domain.area", "class A:\n    from pilkada_outreach import office"): "up",
    ("domain.area", "try:\n    import pilkada_outreach.office\nexcept ImportError: pass"): "up",
    ("office", "import importlib\nimportlib.import_module('pilkada_outreach.adapters.x')"): "up",
    ("office", "from .adapters import sqlite"): "up",
    ("plugins.manager", "from .. import adapters as a, errors"): "up",
    ("rules.base", "if TYPE_CHECKING:\n    from pilkada_outreach.office import Office"): "up",
    (
        "ports",
        "import typing\nif typing.TYPE_CHECKING:\n    from pilkada_outreach.plugins import x",
    ): "up",
    ("reporting.model", "from pilkada_outreach.publishing import outbox"): "sideways",
    ("serialization.strict", "from pilkada_outreach.snapshot import Snapshot"): "sideways",
    ("_dates", "from pilkada_outreach._text import clean"): "sideways",
    ("problems", "from pilkada_outreach.errors import OutreachError"): "up",
    ("errors", "from pilkada_outreach._record import record"): "up",
    ("domain.area", "from pilkada_outreach import Office"): "the module that defines it",
    ("domain.area", "import pilkada_outreach"): "the module that defines it",
    # what may be imported at all
    ("rules.quiet", "import os.path"): "pure",
    ("scheduling.engine", "from pathlib import Path"): "pure",
    ("measuring.turnout", "def f():\n    import random"): "pure",
    ("domain.area", "from cattrs import Converter"): "attrs and the standard library only",
    ("domain.area", "def f():\n    import msgspec"): "attrs and the standard library only",
    ("reporting.model", "import jinja2"): "belongs to an extra",
    (
        "adapters.html",
        "try:\n    import nh3\nexcept ImportError: nh3 = None",
    ): "belongs to an extra",
    ("scheduling.engine", "from dateutil.relativedelta import relativedelta"): "only `_dates`",
    ("office", "def f():\n    import dateutil"): "only `_dates`",
    # calls
    ("rules.quiet", "from datetime import date\nx = date.today()"): "clock",
    ("rules.quiet", "import datetime as dt\nx = dt.datetime.now(tz=None)"): "clock",
    ("domain.area", "from datetime import datetime\nx = field(factory=datetime.now)"): "clock",
    ("measuring.turnout", "def f(p):\n    return open(p)"): "opens no file",
    # size and place
    ("domain.area", "x = 1\n" * (LONGEST + 1)): "301 lines",
    ("helpers", "x = 1"): "has no place among the layers",
    ("helpers.text", "x = 1"): "has no place among the layers",
}


@pytest.mark.parametrize(("planted", "message"), PLANTED.items())
def test_a_planted_violation_is_found(planted: tuple[str, str], message: str) -> None:
    module, source = planted

    found = violations(f"{PACKAGE}.{module}", source)

    assert len(found) == 1
    assert message in found[0]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("testing.contracts", "from pilkada_outreach.adapters.memory import MemoryStore"),
        ("adapters.html", "def f():\n    import jinja2"),
        ("adapters.html", "import typing\nif typing.TYPE_CHECKING:\n    import jinja2"),
        ("adapters.sqlite", "import sqlite3, os\nx = open('a')"),
        ("office", "from . import plugins, errors\nfrom .domain.area import Area"),
        ("domain.area", "from . import values\nfrom .values import Code\nimport attrs, re"),
        ("domain.area", "from pilkada_outreach._record import record"),
        ("rules.quiet", "day = record.today\nzone.now()\nwindow.open()"),
        ("_record", "from . import _types, errors, problems, _text"),
        ("_types", "from pilkada_outreach.errors import ValidationFailed"),
        ("errors", "from pilkada_outreach.problems import Problem"),
        ("problems", "from pilkada_outreach._dates import day"),
        ("_dates", "def f():\n    from dateutil.relativedelta import relativedelta"),
        ("domain.area", "x = 1\n" * LONGEST),
    ],
)
def test_what_points_down_is_let_through(module: str, source: str) -> None:
    assert violations(f"{PACKAGE}.{module}", source) == []


def test_the_name_of_a_package_resolves_relative_imports() -> None:
    source = "from .base import Rule\nfrom ..office import Office"

    found = violations(f"{PACKAGE}.rules", source, is_package=True)

    assert found == [f"{PACKAGE}.rules:2: `rules` must not import `office`: that points up"]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .office import Office", 0),
        ("from importlib import import_module\nimport logging", 0),
        ("from .errors import OutreachError", 1),
        ("from pilkada_outreach.errors import OutreachError", 1),
        ("import attrs", 1),
        ("import jinja2", 1),
        ("if not TYPE_CHECKING:\n    from .office import Office", 1),
        ("if TYPE_CHECKING:\n    import attrs\nelse:\n    import attrs", 1),
    ],
)
def test_the_package_itself_names_things_for_type_checkers_only(source: str, count: int) -> None:
    assert len(violations(PACKAGE, source, is_package=True)) == count
