"""The site and the rendered reports in a real browser: no barrier, no sideways scroll, nothing that runs."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pilkada_outreach.adapters.channels.website import WebsiteChannel
from pilkada_outreach.adapters.renderers.html import HtmlRenderer
from pilkada_outreach.domain.values import Code
from tests.adapters.samples import CHECK, batch, material, report
from tests.pages.browsing import address, axe_violations, content_size, resize, screenshot

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.pages

LONG = material(
    "panjang", ("id", "J" + "u" * 300, "b" * 3_000 + "\n\n`" + "c" * 900 + "`"), topic=Code("x")
)
PAGES = (
    "site/index.html",
    "site/tahapan.html",
    "site/materi/2024-cek-daftar-pemilih.html",
    "site/materi/2024-panjang.html",
    "site/materi/index.html",
    "site/mitra.html",
    "site/perjanjian.html",
    "site/en/index.html",
    "site/en/tahapan.html",
    "site/en/materi/2024-tahapan-dan-tanggal-penting.html",
    "report.html",
    "report-en.html",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert list(WebsiteChannel(folder / "site").deliver(batch(CHECK, LONG)))
    (folder / "report.html").write_bytes(HtmlRenderer().render(report(), "id"))
    (folder / "report-en.html").write_bytes(HtmlRenderer().render(report(), "en"))
    return folder


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, browser: Chrome) -> str:
    chosen = str(request.param)
    features = [{"name": "prefers-color-scheme", "value": chosen}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    return chosen


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(
    browser: Chrome, built: Path, page: str, width: int, scheme: str
) -> None:
    resize(browser, width, 800)

    assert axe_violations(browser, built / page) == []


@pytest.mark.parametrize("page", PAGES)
def test_a_phone_never_scrolls_sideways(browser: Chrome, built: Path, page: str) -> None:
    resize(browser, 360, 640)
    browser.get(address(built / page))

    assert content_size(browser)[0] == 360


@pytest.mark.parametrize("page", ["site/perjanjian.html", "report.html"])
def test_wide_tables_scroll_in_a_region_that_the_keyboard_reaches(
    browser: Chrome, built: Path, page: str
) -> None:
    resize(browser, 360, 640)
    browser.get(address(built / page))
    regions = browser.execute_script(
        "return [...document.querySelectorAll('.scroll')].map(region => {"
        "  region.focus();"
        "  return [document.activeElement === region, region.getAttribute('role')];"
        "})"
    )

    assert regions
    assert all(region == [True, "region"] for region in regions)


def test_the_first_tab_skips_to_the_content(browser: Chrome, built: Path) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    resize(browser, 1280, 800)
    browser.get(address(built / "site/index.html"))
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    link = browser.switch_to.active_element

    assert link.text == "Langsung ke isi"
    assert link.rect["x"] >= 0
    link.send_keys(Keys.ENTER)
    assert browser.switch_to.active_element.get_attribute("id") == "isi"


@pytest.mark.parametrize(("width", "drawing"), [(1280, "on-wide"), (360, "on-narrow")])
def test_a_chart_shows_its_form_for_the_width(
    browser: Chrome, built: Path, width: int, drawing: str
) -> None:
    resize(browser, width, 800)
    browser.get(address(built / "report.html"))
    shown = browser.execute_script(
        "return [...document.querySelectorAll('.chart')].filter(chart => chart.offsetHeight > 100)"
        ".map(chart => chart.className)"
    )

    assert shown == [f"chart {drawing}"]


@pytest.mark.parametrize(
    ("page", "sheets"), [("site/index.html", 3), ("site/tahapan.html", 9), ("report.html", 3)]
)
def test_it_prints_on_few_sheets(browser: Chrome, built: Path, page: str, sheets: int) -> None:
    browser.get(address(built / page))
    printed = base64.b64decode(browser.print_page())

    assert 1 <= len(re.findall(rb"/Type /Page\b", printed)) <= sheets


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", ["site/index.html", "report.html"])
def test_pictures_to_look_at(
    browser: Chrome, built: Path, page: str, width: int, scheme: str
) -> None:
    picture = screenshot(browser, built / page, width, to=f"{Path(page).stem}-{width}-{scheme}.png")

    assert picture.stat().st_size > 10_000
