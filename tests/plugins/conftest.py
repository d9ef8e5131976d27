"""Distributions installed by hand: a folder on the path with METADATA and entry points, no network."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from pilkada_outreach.plugins.hooks import GROUP


class Install(Protocol):
    def __call__(self, distribution: str, version: str = "1.0", **plugins: str) -> Path: ...


@pytest.fixture(autouse=True)
def _no_list_of_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PILKADA_OUTREACH_PLUGINS", raising=False)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to install into; what was imported from it is forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name, module in list(sys.modules.items()):
        if str(folder) in str(getattr(module, "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    def install_one(distribution: str, version: str = "1.0", **plugins: str) -> Path:
        info = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n", encoding="utf-8"
        )
        lines = [f"{name} = {target}" for name, target in plugins.items()]
        (info / "entry_points.txt").write_text(
            "\n".join([f"[{GROUP}]", *lines, ""]), encoding="utf-8"
        )
        return info

    return install_one
