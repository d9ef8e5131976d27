"""The demo of KPU Kutai Kartanegara, run twice into the same folder."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import feedparser
import pytest
import vobject

from pilkada_outreach import Office, Outcome, Publication
from tests.examples.conftest import KUKAR

PHONE = re.compile(rb"0800-000-\d{4}")
Runs = tuple[Path, str, str]
COUNTS = re.compile(r"Kiriman pada putaran ini: (\d+)\.\s+Redaksi menerima (\d+) kiriman baru")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """The folder, and what the first and the second run printed."""
    out = tmp_path_factory.mktemp("demo") / "out" / "kukar"
    command = [sys.executable, "-X", "utf8", str(KUKAR / "demo.py"), "--out", str(out)]
    first, second = (
        subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120)
        for _ in range(2)
    )
    assert first.stderr == second.stderr == ""
    return out, first.stdout, second.stdout


def test_the_demo_sends_everything_once(runs: Runs) -> None:
    _, first, second = runs
    counts = [COUNTS.search(printed) for printed in (first, second)]

    assert [found and found.groups() for found in counts] == [("891", "864"), ("0", "0")]
    assert "969 tetap" in second


def test_the_demo_ends_in_the_numbers(runs: Runs) -> None:
    _, first, second = runs
    ends = [
        printed.partition("8. Laporkan (report)")[2].splitlines() for printed in (first, second)
    ]

    assert ends[0][:-1] == ends[1][:-1]  # the last line says how long it took
    for number in ("24", "890", "888", "70,98 %", "82 %", "79,5 %", "77,5 %"):
        assert any(number in line for line in ends[0]), number


def test_the_demo_prints_the_eight_steps_in_order(runs: Runs) -> None:
    steps = re.findall(r"^\d\. \w+ \((\w+)\)$", runs[1], re.MULTILINE)

    assert " ".join(steps) == "agree schedule prepare check publish prove measure report"


def test_the_demo_leaves_its_files(runs: Runs) -> None:
    out = runs[0]
    names = ["office.db", "site/index.html", "site/feed.xml", "site/stages.ics"]

    for name in [*names, "report.html", "report.csv", "progress.html"]:
        assert (out / name).stat().st_size > 0, name


def test_one_was_refused_and_one_failed_and_went_out_later(runs: Runs) -> None:
    with Office.open(f"sqlite:///{runs[0] / 'office.db'}", actor="staff/sosdiklih") as office:
        snapshot = office.snapshot()
    histories = [snapshot.receipts(item.id) for item in snapshot.all(Publication)]
    last = [history[-1] for history in histories]

    assert Counter(receipt.outcome for receipt in last) == {
        Outcome.DELIVERED: 888,
        Outcome.ACCEPTED: 1,
        Outcome.REJECTED: 1,
    }
    assert [[receipt.outcome for receipt in h] for h in histories if len(h) > 1] == [
        [Outcome.FAILED, Outcome.DELIVERED]
    ]
    assert all(
        receipt.evidence is not None and receipt.evidence.url and receipt.evidence.sha256
        for receipt in last
        if receipt.outcome is Outcome.DELIVERED
    )


def test_calendar_and_feed_are_accepted_by_other_readers(runs: Runs) -> None:
    site = runs[0] / "site"

    feed = feedparser.parse((site / "feed.xml").read_bytes())
    calendar = vobject.readOne((site / "stages.ics").read_text(encoding="utf-8"))

    assert not feed.bozo
    assert len(feed.entries) == 12
    assert not [entry for entry in feed.entries if "nomor urut" in entry.title], "campaign is over"
    assert any("Masa tenang" in event.summary.value for event in calendar.vevent_list)


def test_nothing_the_demo_shows_holds_a_contact(runs: Runs) -> None:
    out, first, _ = runs
    shown = [path for path in out.rglob("*") if path.is_file() and path.suffix != ".db"]

    assert not PHONE.search(first.encode())
    assert [path for path in shown if PHONE.search(path.read_bytes())] == []
