"""A bundle of exhibits: numbered, whole, and checked by a third person with standard tools alone."""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pilkada_outreach import (
    Code,
    Id,
    Material,
    Office,
    OfficeState,
    Period,
    Stakeholder,
    StoreError,
    UnknownRecord,
    ValidationFailed,
    evolve,
)
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.rules.example_world import MEDIUM, OWN
from tests.exchange.archives import (
    CLIPPING,
    PHONE,
    clock,
    evidence_folder,
    fill,
    members,
    store_of,
)

TITLE = "Penayangan ajakan memilih | <b>bukti</b>"
MATERIAL = Id.of("material", OWN, 2024, "ajakan-memilih")
PUBLICATION = Id("publication/kpu-64.02/2024-10-01/webhook/ajakan-memilih/kabar-contoh")
RECEIPT = Id("receipt/kpu-64.02/2024-10-01/ajakan-memilih/1")
OCTOBER = Period(first_day=date(2024, 10, 1), last_day=date(2024, 10, 31))


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'asal.db'}"
    with Office.open(url, actor="staff/uji", clock=clock()) as office:
        yield fill(office)


@pytest.fixture
def bundle(office: Office, tmp_path: Path) -> Path:
    """The bundle, unpacked by standard means."""
    office.put(evolve(office.get(Material, MATERIAL), edition=2))
    office.commit(reason="edisi kedua = lebih jelas")
    office.exhibit(
        tmp_path / "bukti.zip",
        title=TITLE,
        topic="turnout-appeal",
        period=OCTOBER,
        evidence=evidence_folder(tmp_path / "map"),
    )
    with zipfile.ZipFile(tmp_path / "bukti.zip") as archive:
        archive.extractall(tmp_path / "dibuka")  # our own
    return tmp_path / "dibuka"


def test_a_topic_is_its_materials_publications_receipts_and_files(
    office: Office, tmp_path: Path
) -> None:
    report = office.exhibit(
        tmp_path / "x.zip",
        title=TITLE,
        topic="turnout-appeal",
        period=OCTOBER,
        commission=OWN,
        evidence=evidence_folder(tmp_path / "map"),
    )
    assert [(one.number, one.record) for one in report.exhibits] == [
        ("P-1", MATERIAL),
        ("P-2", PUBLICATION),
        ("P-3", RECEIPT),
        ("P-4", RECEIPT),
    ]
    file = report.exhibits[3]
    assert (file.path, file.sha256) == ("bukti/P-4/kliping.pdf", sha256(CLIPPING).hexdigest())
    assert report.problems == ()
    assert report.anchor == office.anchor()
    assert report.sha256 == sha256((tmp_path / "x.zip").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"topic": "turnout-appeal"}, ["material", "publication", "receipt"]),
        ({"topic": Code("vision-mission")}, ["material", "material", "publication", "receipt"]),
        (
            {"topic": "vision-mission", "period": Period(first_day=date(2024, 10, 2))},
            ["material", "publication", "receipt"],
        ),
        ({"ids": [PUBLICATION]}, ["publication", "receipt"]),
        ({"ids": [str(MEDIUM), OWN]}, ["commission", "stakeholder"]),
        ({"ids": [OWN], "topic": "turnout-appeal"}, ["commission", "material", "publication", "receipt"]),
    ],
)  # fmt: skip
def test_what_is_chosen(
    office: Office, tmp_path: Path, asked: dict[str, object], expected: list[str]
) -> None:
    report = office.exhibit(tmp_path / "x.zip", title="x", **asked)  # type: ignore[arg-type]
    assert [one.family for one in report.exhibits] == expected
    assert [one.number for one in report.exhibits] == [
        f"P-{number}" for number in range(1, len(expected) + 1)
    ]


def test_nothing_to_show_is_an_error(office: Office, tmp_path: Path) -> None:
    def exhibit(**asked: object) -> None:
        office.exhibit(tmp_path / "x.zip", title="x", **asked)  # type: ignore[arg-type]

    with pytest.raises(ValidationFailed) as failure:
        exhibit(topic="tidak-ada")
    assert failure.value.problems[0].code == "exhibit.empty"
    with pytest.raises(ValidationFailed):
        exhibit(topic="turnout-appeal", period=Period(last_day=date(2024, 9, 30)))
    with pytest.raises(ValidationFailed):
        exhibit(topic="turnout-appeal", commission="kpu/64.03")
    with pytest.raises(UnknownRecord):
        exhibit(ids=["media/tidak-ada"])
    with pytest.raises(ValueError, match="topic"):
        exhibit()
    for prefix in ("../", "", "P/", "a b", "x" * 17):
        with pytest.raises(ValueError, match="beginning of a number"):
            exhibit(ids=[OWN], number_prefix=prefix)
    with pytest.raises(StoreError):
        office.exhibit(tmp_path / "tidak ada" / "x.zip", title="x", ids=[OWN])
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="Belum"))
    with pytest.raises(OfficeState):
        exhibit(ids=[OWN])
    assert not (tmp_path / "x.zip").exists()


def test_twice_gives_the_same_bytes_with_a_prefix_of_ones_own(
    office: Office, tmp_path: Path
) -> None:
    for name in ("a.zip", "b.zip"):
        office.exhibit(
            tmp_path / name,
            title=TITLE,
            topic="turnout-appeal",
            number_prefix="PT-",
            evidence=tmp_path / "map" if name == "b.zip" else evidence_folder(tmp_path / "map"),
        )
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert "bukti/PT-4/kliping.pdf" in members(tmp_path / "a.zip")


# A third person


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_the_commands_of_the_guide_say_what_it_says(bundle: Path) -> None:
    guide = (bundle / "cara-memeriksa.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(sh|text)\n(.*?)```", guide, re.DOTALL)
    commands = [line for kind, text in blocks if kind == "sh" for line in text.splitlines()]
    (seal, link) = (text.strip() for kind, text in blocks if kind == "text")
    assert len(commands) == 4
    files, sealed, linked, found = (run(command, bundle) for command in commands)
    listed = sum(len(names) for _, _, names in os.walk(bundle))
    assert files.count(": OK\n") == listed - 1, "every file but the list itself"
    assert sealed.split()[0] == seal
    assert linked.split()[0] == link
    assert found.strip() == "1"


def test_every_seal_and_link_of_every_record_can_be_checked(bundle: Path, office: Office) -> None:
    checked = 0
    for history in bundle.rglob("riwayat.json"):
        for version in json.loads(history.read_text(encoding="utf-8"))["versions"]:
            body = (history.parent / version["file"]).read_bytes()
            salt = (history.parent / version["file"]).with_suffix(".salt").read_bytes()
            assert salt.hex() == version["salt"]
            assert sha256(salt + body).hexdigest() == version["seal"]
            chain = version["chain"].replace("/", "~") or "umum"
            sealed = (bundle / "rantai" / f"{chain}-{version['position']}.bin").read_bytes()
            assert sha256(sealed).hexdigest() == version["link"]
            assert bytes.fromhex(version["seal"]) in sealed
            for personal in version["personal"]:
                assert bytes.fromhex(personal["seal"]) in sealed
                assert personal.keys() == {"path", "seal"}
            checked += 1
    assert checked == 4
    anchor = Anchor.parse((bundle / "jangkar.txt").read_text(encoding="utf-8"))
    assert anchor == office.anchor()


def test_the_life_of_a_record_is_whole(bundle: Path) -> None:
    history = json.loads((bundle / "bukti" / "P-1" / "riwayat.json").read_text(encoding="utf-8"))
    assert history["record"] == str(MATERIAL)
    assert [
        (version["version"], version["author"], version["reason"])
        for version in history["versions"]
    ] == [
        (1, "staff/uji", "awal, dengan “tanda kutip”"),
        (2, "staff/uji", "edisi kedua = lebih jelas"),
    ]
    rows = list(
        csv.DictReader(io.StringIO((bundle / "daftar-bukti.csv").read_text(encoding="utf-8")))
    )
    assert [row["bukti"] for row in rows] == ["P-1", "P-1", "P-2", "P-3", "P-4"]
    assert rows[0]["waktu"] == "10 Agustus 2024 pukul 09.01 WITA"
    for row in rows:
        digest = sha256((bundle / row["berkas"]).read_bytes()).hexdigest()
        assert row["sha256"] == digest
    index = (bundle / "daftar-bukti.md").read_text(encoding="utf-8")
    assert index.startswith("# Penayangan ajakan memilih \\| \\<b>bukti\\</b>\n")
    for row in rows:
        assert row["sha256"] in index
        assert row["mata_rantai"] in index


# The page


class Page(HTMLParser):
    """What a page refers to, and whether its tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.refers: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.refers.append(str(value))
            if name == "id":
                self.ids.add(str(value))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone(bundle: Path) -> None:
    text = (bundle / "index.html").read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.refers
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.refers)
    assert "default-src 'none'" in text
    assert "<script" not in text
    assert "<b>bukti" not in text
    assert "&lt;b&gt;bukti&lt;/b&gt;" in text
    assert '<html lang="id">' in text


def test_a_file_that_is_not_there_is_listed_without_a_number(
    office: Office, tmp_path: Path
) -> None:
    report = office.exhibit(
        tmp_path / "x.zip",
        title="x",
        topic="vision-mission",
        evidence=evidence_folder(tmp_path / "map"),
    )
    assert [problem.code for problem in report.problems] == ["evidence.missing"]
    files = members(tmp_path / "x.zip")
    for name in ("index.html", "daftar-bukti.md"):
        assert b"hilang.png" in files[name]
        assert b"tidak ada di map bukti" in files[name]
    without = office.exhibit(tmp_path / "y.zip", title="x", topic="turnout-appeal")
    assert [problem.code for problem in without.problems] == ["evidence.not-collected"]


# Personal data


def test_personal_data_only_when_asked_for_and_then_noted(office: Office, tmp_path: Path) -> None:
    report = office.exhibit(tmp_path / "tanpa.zip", title="x", ids=[MEDIUM])
    without = (tmp_path / "tanpa.zip").read_bytes()
    assert PHONE.encode() not in without
    assert b"(data pribadi)" in without
    assert store_of(office).departures() == ()
    for kept in store_of(office).changes():
        for value in (value for version in kept.versions for value in version.personal):
            assert value.salt is None or value.salt.hex().encode() not in without
    office.exhibit(tmp_path / "dengan.zip", title="x", ids=[MEDIUM], personal=True)
    assert PHONE.encode() in (tmp_path / "dengan.zip").read_bytes()
    (departure,) = store_of(office).departures()
    assert (departure.what, departure.ids) == ("exhibit dengan.zip", (MEDIUM,))
    history = json.loads(members(tmp_path / "dengan.zip")[report.exhibits[0].path])
    (name, phone) = history["versions"][1]["personal"]
    assert phone["value"] == PHONE
    sealed = (
        bytes.fromhex(phone["salt"])
        + json.dumps([phone["path"], PHONE], separators=(",", ":")).encode()
    )
    assert sha256(sealed).hexdigest() == phone["seal"]
    assert name["value"] == "Fulan Rekaan"
    office.exhibit(tmp_path / "lain.zip", title="x", ids=[OWN], personal=True)
    assert len(store_of(office).departures()) == 1, "nothing personal is in it"


def test_personal_data_of_earlier_versions_leave_too(office: Office, tmp_path: Path) -> None:
    office.put(evolve(office.get(Stakeholder, MEDIUM), contacts=()))
    office.commit(reason="narahubung dicabut")
    office.exhibit(tmp_path / "x.zip", title="x", ids=[MEDIUM], personal=True)
    assert PHONE.encode() in (tmp_path / "x.zip").read_bytes()
    (departure,) = store_of(office).departures()
    assert departure.ids == (MEDIUM,)
