"""Running an example as a person does, and with nothing but the core installed."""

import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPECTED = Path(__file__).parent / "expected"
EXTRAS = (
    *("altair", "feedgen", "holidays", "icalendar", "jinja2", "markdown_it", "msgspec", "nh3"),
    *("ruamel", "tomli_w", "tree_sitter", "vl_convert"),
)
_CORE_ONLY = """
import runpy, sys
sys.modules.update(dict.fromkeys(sys.argv[2:]))  # None: importing it fails
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def printed(script: str) -> str:
    """What `python examples/...` prints."""
    return _output(str(EXAMPLES / script))


def printed_without_extras(script: str) -> str:
    """What it prints where no extra is installed."""
    return _output("-c", _CORE_ONLY, str(EXAMPLES / script), *EXTRAS)


def expected(name: str) -> str:
    """What it is to print. A change that is meant: `python examples/... > tests/examples/expected/...`."""
    return (EXPECTED / name).read_text(encoding="utf-8")


def _output(*arguments: str) -> str:
    command = [sys.executable, "-X", "utf8", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stderr == ""
    return done.stdout
