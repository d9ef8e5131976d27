"""Every code block of README.md and docs/ runs, beside a copy of examples/, and prints what it says."""

import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.docpages import PageError, run
from tests.postgres import fresh_database

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """An empty module to run a page in, from an empty folder."""
    module = ModuleType("page")
    monkeypatch.setitem(sys.modules, module.__name__, module)  # where classes look up their names
    monkeypatch.chdir(tmp_path)
    return module


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_says_is_so(
    page: Path, module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = page.read_text(encoding="utf-8")
    if "REGISTER_URL" in text:
        monkeypatch.setenv("REGISTER_URL", fresh_database())
    if (ROOT / "examples").exists():
        shutil.copytree(ROOT / "examples", tmp_path / "examples")

    ran = run(text, page.relative_to(ROOT).as_posix(), module)

    assert ran or page != README, "README.md shows no Python"


OUTPUT = "<!-- output -->\n"


def test_the_blocks_of_a_page_share_a_namespace(module: ModuleType) -> None:
    page = f"""
```python
votes = 3
```

- in a list

  ```python
  print(votes + 1)
  ```

  {OUTPUT}
  ```text
  4
  ```

```toml
votes = 3
```

```console
$ rm -rf nothing
```
"""
    assert run(page, "page.md", module) == 2


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("```python\nprint(1)\n```\n" + OUTPUT + "```text\n2\n```", "line 1: printed\n1"),
        ("```python\nprint(1)\n```\n" + OUTPUT + "```python output\n2\n```", "printed"),
        ("```python\n```\n" + OUTPUT + "```text\n2\n```", "printed"),
        ("```python\nprint(1)\n```\n" + OUTPUT + "and so on", "line 4: no ```text"),
        ("```python\nprint(1)\n```\n" + OUTPUT, "line 4: no ```text"),
        ("```python\nprint(1)\n```\nprints\n\n" + OUTPUT + "```text\n1\n```", "not follow"),
        ("```python no-run\nprint(1)\n```", "every one is run"),
        ("```py\nprint(1)\n```", "every one is run"),
        ("```toml\na = \n```", "line 1: not TOML"),
    ],
)
def test_a_page_that_lies_is_found(page: str, message: str, module: ModuleType) -> None:
    with pytest.raises(PageError) as caught:
        run(page, "page.md", module)
    assert message in str(caught.value)


def test_an_error_names_the_line_of_the_page(module: ModuleType) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run("# Title\n\n```python\nx = 1\n1 / 0\n```\n", "page.md", module)
    assert caught.traceback[-1].lineno == 4  # counted from 0
    assert str(caught.traceback[-1].path).endswith("page.md")
