"""The means of the page tests themselves: axe-core bites, and pictures have the size asked for."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pages.browsing import axe_violations, content_size, resize, screenshot

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.pages

GOOD = """<!doctype html>
<html lang="id">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Tahapan Pemilihan</title>
</head>
<body>
  <main>
    <h1>Tahapan Pemilihan</h1>
    <p style="height: 2000px">Rabu, 27 November 2024: pemungutan suara.</p>
    <img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
  </main>
</body>
</html>
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    page = tmp_path / "good.html"
    page.write_text(GOOD, encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("right", "wrong", "rule"),
    [
        (' lang="id"', "", "html-has-lang"),
        (' alt=""', "", "image-alt"),
        ("<p style=", '<p style="color: #ccc; background: #fff" data-was=', "color-contrast"),
    ],
)
def test_axe_finds_a_planted_violation_and_no_other(
    browser: Chrome, good: Path, right: str, wrong: str, rule: str
) -> None:
    assert axe_violations(browser, good) == []

    bad = good.with_name("bad.html")
    bad.write_text(GOOD.replace(right, wrong), encoding="utf-8")

    assert [violation.rule for violation in axe_violations(browser, bad)] == [rule]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("height", [None, 640])
def test_a_screenshot_has_the_size_asked_for(
    browser: Chrome, good: Path, tmp_path: Path, width: int, height: int | None
) -> None:
    picture = screenshot(browser, good, width, height, to=tmp_path / "shot.png")

    size = struct.unpack(">II", picture.read_bytes()[16:24])
    assert size[0] == width
    assert size[1] == height if height else size[1] > 2000


def test_content_wider_than_a_phone_is_seen(browser: Chrome, good: Path) -> None:
    resize(browser, 360, 640)
    browser.get(good.as_uri())
    assert content_size(browser)[0] == 360

    good.write_text(GOOD.replace("height: 2000px", "width: 500px"), encoding="utf-8")
    browser.get(good.as_uri())
    assert content_size(browser)[0] > 360
