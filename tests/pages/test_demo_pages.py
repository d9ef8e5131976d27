"""What `make demo` leaves behind, in a real browser: the site's start page and the report."""

import subprocess
import sys
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from tests.pages.browsing import axe_violations, content_size, resize, screenshot

pytestmark = pytest.mark.pages

DEMO = Path(__file__).parents[2] / "examples" / "kukar" / "demo.py"


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, DEMO, "--out", out], check=True, stdout=subprocess.DEVNULL)
    return out


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", ["site/index.html", "report.html", "progress.html"])
def test_no_barrier_and_no_sideways_scroll(
    browser: Chrome, left_behind: Path, page: str, width: int
) -> None:
    resize(browser, width, 900)
    assert axe_violations(browser, left_behind / page) == []
    assert content_size(browser)[0] <= width
    name = page.replace("/", "-").removesuffix(".html")
    screenshot(browser, left_behind / page, width, to=f"demo-{name}-{width}.png")


def test_every_page_is_light(left_behind: Path) -> None:
    style = (left_behind / "site" / "style.css").stat().st_size
    pages = list((left_behind / "site").rglob("*.html"))
    assert pages
    assert max(page.stat().st_size for page in pages) + style < 100_000
