"""An author who subclasses OutreachHooks hears of a wrong hook from the type checker, before any run."""

import re
import subprocess
import sys
from pathlib import Path

import pilkada_outreach.plugins

SNIPPET = """
from pilkada_outreach.plugins import (
    ChannelSpec, OutreachHooks, PluginContext, ReportSpec, StoreSpec, hookimpl,
)


class Good(OutreachHooks):
    @hookimpl
    def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:
        return ()


class Bad(OutreachHooks):
    @hookimpl
    def outreach_channels(self, context: str) -> tuple[ChannelSpec, ...]:  # wrong argument
        return ()

    @hookimpl
    def outreach_reports(self, context: PluginContext) -> list[ReportSpec]:  # wrong return
        return []

    @hookimpl
    async def outreach_stores(self, context: PluginContext) -> tuple[StoreSpec, ...]:  # async
        return ()


def use(plugin: Good, context: PluginContext) -> None:
    reveal_type(plugin.outreach_stores(context))
"""


def test_mypy_finds_wrong_hooks(tmp_path: Path) -> None:
    source = Path(pilkada_outreach.plugins.__file__).parents[2]
    (tmp_path / "snippet.py").write_text(SNIPPET, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text(
        f"[mypy]\nstrict = true\nmypy_path = {source.as_posix()}\n", encoding="utf-8"
    )

    finished = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-color-output", "--hide-error-context", "snippet.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    errors = re.findall(r"^snippet\.py:(\d+): error: .*\[(\S+)\]$", finished.stdout, re.MULTILINE)
    marked = [
        str(number)
        for number, line in enumerate(SNIPPET.splitlines(), start=1)
        if line.endswith(("# wrong argument", "# wrong return", "# async"))
    ]
    assert errors == [(number, "override") for number in marked], finished.stdout + finished.stderr
    assert re.search(
        r'Revealed type is "(builtins\.)?tuple\[.*StoreSpec, \.\.\.\]"', finished.stdout
    )
