"""Start Chromium, ask axe-core about a page, take a picture of it.

Selenium is imported when a browser starts, since `make test` does without it.
"""

from __future__ import annotations

import base64
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "out" / "screenshots"
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)


@dataclass(frozen=True)
class Violation:
    """One rule of axe-core that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]


def start(profile: Path) -> Chrome:
    """Start Chromium with the empty folder `profile` for its user data."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = _program("chromium")
    for switch in (*SWITCHES, f"--user-data-dir={profile}"):
        options.add_argument(switch)
    service = webdriver.ChromeService(executable_path=_program("chromedriver"))
    return webdriver.Chrome(options=options, service=service)


def address(page: Path | str) -> str:
    """The address of a page: an `http:` or `file:` address as it is, or that of a file."""
    if isinstance(page, str) and page.startswith(("http:", "https:", "file:")):
        return page
    return Path(page).resolve(strict=True).as_uri()


def axe_violations(browser: Chrome, page: Path | str) -> list[Violation]:
    """What axe-core finds wrong on `page`; empty if nothing."""
    if not AXE.exists():
        raise RuntimeError("axe-core is not installed; `make test-pages` installs it")
    browser.get(address(page))
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']})"
        ".then(result => done({violations: result.violations}))"
        ".catch(error => done({error: String(error)}));"
    )
    if "error" in found:
        raise RuntimeError(f"axe-core failed on {page}: {found['error']}")
    return [
        Violation(
            rule=violation["id"],
            impact=violation["impact"],
            help=violation["help"],
            targets=tuple(str(part) for node in violation["nodes"] for part in node["target"]),
        )
        for violation in found["violations"]
    ]


def screenshot(
    browser: Chrome,
    page: Path | str,
    width: int,
    height: int | None = None,
    *,
    to: Path | str,
) -> Path:
    """Save a picture of `page` at `width` pixels; all of its height unless `height` is given.

    A relative `to` is a file in `out/screenshots/`.
    """
    resize(browser, width, height or 800)
    try:
        browser.get(address(page))
        if height is None:
            resize(browser, width, content_size(browser)[1])
        shot = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    target = SCREENSHOTS / to
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(base64.b64decode(shot["data"]))
    return target


def resize(browser: Chrome, width: int, height: int) -> None:
    """Give the page a viewport of this size, as on a phone: no window has to be that narrow."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def content_size(browser: Chrome) -> tuple[int, int]:
    """Width and height of all that the open page holds, in pixels."""
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    return round(size["width"]), round(size["height"])


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is not installed; `make test-pages` installs it")
    return found
