"""A headless Chromium for the tests marked `pages`; one for the whole run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.pages import browsing

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    chrome = browsing.start(tmp_path_factory.mktemp("chromium"))
    try:
        yield chrome
    finally:
        chrome.quit()
