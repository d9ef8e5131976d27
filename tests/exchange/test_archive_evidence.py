"""Files that records name as evidence: each checked, and none silently left out."""

import csv
import io
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from pilkada_outreach import Evidence, Id, Office, Receipt, Severity, StoreError, evolve
from pilkada_outreach.exchange.archive import (
    ArchiveProgress,
    extract_evidence,
    layout,
    verify_archive,
)
from pilkada_outreach.exchange.archive.evidence import NamedFile, named_files
from pilkada_outreach.exchange.archive.layout import is_plain_path
from pilkada_outreach.serialization.documents import dump
from tests.exchange.archives import CLIPPING, EVIDENCE, clock, evidence_folder, fill, members

RECEIPT = "receipt/kpu-64.02/2024-10-01/ajakan-memilih/1"
OTHER = "receipt/kpu-64.02/2024-10-02/visi-misi-1/1"


@pytest.fixture
def office() -> Iterator[Office]:
    with Office.open("memory://", actor="staff/uji", clock=clock()) as office:
        yield fill(office)


def name_file(office: Office, file_name: str, digest: str) -> None:
    """Let the second receipt name this file."""
    receipt = office.get(Receipt, OTHER)
    evidence = Evidence(captured_at=receipt.at, file_name=file_name, sha256=digest)
    office.put(evolve(receipt, evidence=evidence))
    office.commit(reason="bukti")


def listed(path: Path) -> dict[str, dict[str, str]]:
    """The rows of the list of evidence by record."""
    text = members(path)["evidence.csv"].decode()
    return {row["record"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_what_is_there_is_taken_and_what_is_not_is_told(office: Office, tmp_path: Path) -> None:
    report = office.archive(tmp_path / "a.zip", evidence=evidence_folder(tmp_path / "bukti"))
    assert report.evidence == 1
    (missing,) = report.problems
    assert (missing.code, missing.severity) == ("evidence.missing", Severity.WARNING)
    assert missing.path == f"{OTHER}.evidence.file_name"
    assert "hilang.png" in missing.message("id")
    assert members(tmp_path / "a.zip")[f"evidence/{EVIDENCE}"] == CLIPPING
    rows = listed(tmp_path / "a.zip")
    assert rows[RECEIPT]["state"] == "included"
    assert rows[RECEIPT]["file"] == f"evidence/{EVIDENCE}"
    assert rows[OTHER]["state"] == "missing"
    assert rows[OTHER]["file"] == ""
    assert verify_archive(tmp_path / "a.zip") == ()


def test_without_a_folder_all_of_them_are_listed(office: Office, tmp_path: Path) -> None:
    report = office.archive(tmp_path / "a.zip")
    (told,) = report.problems
    assert (told.code, told.severity, told.value) == ("evidence.not-collected", Severity.INFO, "2")
    assert {row["state"] for row in listed(tmp_path / "a.zip").values()} == {"not-collected"}
    assert not [name for name in members(tmp_path / "a.zip") if name.startswith("evidence/")]


def test_a_file_that_is_not_the_one(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")
    (folder / "hilang.png").write_bytes(b"bukan yang dimaksud")
    report = office.archive(tmp_path / "a.zip", evidence=folder)
    assert [problem.code for problem in report.problems] == ["evidence.unequal"]
    assert "evidence/hilang.png" not in members(tmp_path / "a.zip")


def test_a_file_without_a_fingerprint(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")
    (folder / "foto.png").write_bytes(b"foto")
    name_file(office, "foto.png", "")
    report = office.archive(tmp_path / "a.zip", evidence=folder)
    assert [problem.code for problem in report.problems] == ["evidence.unsealed"]


@pytest.mark.parametrize(
    "name", ["../luar.txt", "/etc/hostname", "C:\\x", "a\\b", "CON", "2024-10/", "a//b", "x:y"]
)
def test_a_name_that_leads_elsewhere_is_never_opened(
    office: Office, tmp_path: Path, name: str
) -> None:
    (tmp_path / "luar.txt").write_bytes(CLIPPING)
    folder = evidence_folder(tmp_path / "bukti")
    name_file(office, name, sha256(CLIPPING).hexdigest())
    report = office.archive(tmp_path / "a.zip", evidence=folder)
    assert [problem.code for problem in report.problems] == ["evidence.name"]
    assert verify_archive(tmp_path / "a.zip") == ()


def test_names_that_differ_by_case_alone(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")
    name_file(office, EVIDENCE.upper(), sha256(CLIPPING).hexdigest())
    report = office.archive(tmp_path / "a.zip", evidence=folder)
    assert [problem.code for problem in report.problems] == ["evidence.name"]
    assert verify_archive(tmp_path / "a.zip") == ()


def test_one_file_that_two_records_name_is_in_it_once(office: Office, tmp_path: Path) -> None:
    name_file(office, EVIDENCE, sha256(CLIPPING).hexdigest())
    report = office.archive(tmp_path / "a.zip", evidence=evidence_folder(tmp_path / "bukti"))
    assert (report.evidence, report.problems) == (1, ())
    assert {row["state"] for row in listed(tmp_path / "a.zip").values()} == {"included"}


def test_a_file_that_changes_while_it_is_copied(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")

    def change(told: ArchiveProgress) -> None:
        if told.step == "evidence" and told.done == told.total:
            (folder / EVIDENCE).write_bytes(CLIPPING + b"x")

    with pytest.raises(StoreError, match="was changed while"):
        office.archive(tmp_path / "a.zip", evidence=folder, progress=change)
    (folder / EVIDENCE).unlink()
    assert not (tmp_path / "a.zip").exists()


def test_more_evidence_than_an_archive_holds(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MOST_MEMBERS", len(layout.always_there()) + 1)
    with pytest.raises(StoreError, match="has room for 0 files"):
        office.archive(tmp_path / "a.zip", evidence=evidence_folder(tmp_path / "bukti"))
    assert list(tmp_path.glob("*.zip")) == []


def test_large_files_of_evidence_and_their_way_back(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")
    large = os.urandom(1 << 20) * 5 + b"akhir"
    (folder / "rekaman besar ñ.mp4").write_bytes(large)
    name_file(office, "rekaman besar ñ.mp4", sha256(large).hexdigest())
    office.archive(tmp_path / "a.zip", evidence=folder)
    written = extract_evidence(tmp_path / "a.zip", tmp_path / "kembali")
    assert {path.read_bytes() for path in written} == {large, CLIPPING}
    assert {path.relative_to(tmp_path / "kembali").as_posix() for path in written} == {
        EVIDENCE,
        "rekaman besar ñ.mp4",
    }


def test_files_are_found_wherever_a_record_names_them(office: Office) -> None:
    receipt = office.get(Receipt, RECEIPT)
    assert list(named_files(receipt.id, dump(receipt))) == [
        NamedFile(
            record=Id(RECEIPT),
            field="evidence.file_name",
            file_name=EVIDENCE,
            sha256=sha256(CLIPPING).hexdigest(),
        )
    ]
    nested = b'{"papers":[{"document":{"file_name":"izin.pdf","sha256":""}}],"file_name":""}'
    (found,) = named_files(Id("media/x"), nested)
    assert (found.field, found.file_name) == ("papers[0].document.file_name", "izin.pdf")


@pytest.mark.parametrize(
    "name", ["a", "a/b.pdf", "ä ö.png", "2024-10/x (1).jpg", "a.b.c", "x" * 120]
)
def test_plain_names(name: str) -> None:
    assert is_plain_path(name)


@pytest.mark.parametrize(
    "name",
    ["", "/", "a/", "/a", ".", "..", "a/../b", "a\\b", "a:b", "a?", "a*", 'a"', "a|b", "<a>", "a\n",
     "a.", " a", "a ", "aux", "COM1.txt", "lpt9", "\ud800", "a\u202eb", "x" * 121, "é" * 121, "/".join("abcdefghi")],
)  # fmt: skip
def test_names_that_are_not_plain(name: str) -> None:
    assert not is_plain_path(name)
