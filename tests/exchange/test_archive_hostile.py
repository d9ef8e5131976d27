"""An archive that is damaged, or made to do harm, is refused whole, and says which file and why."""

import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pilkada_outreach import Office, StoreError, ValidationFailed
from pilkada_outreach.exchange.archive import extract_evidence, layout, verify_archive
from tests.exchange.archives import (
    EVIDENCE,
    hostile,
    members,
    refusals,
    sealed,
    sound_archive,
    write_zip,
)

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_archive(tmp_path_factory.mktemp("arsip"))


@pytest.fixture(scope="module")
def files(sound: Path) -> Files:
    return members(sound)


def test_what_they_are_made_of_is_sound(files: Files, tmp_path: Path) -> None:
    assert verify_archive(hostile(tmp_path, files)) == ()
    assert verify_archive(hostile(tmp_path, sealed(files))) == ()
    packed = write_zip(tmp_path / "p.zip", files.items(), zipfile.ZIP_DEFLATED)
    assert verify_archive(packed) == (), "packed again by another tool"


# Names


@pytest.mark.parametrize(
    "name",
    [
        *("../x", "/x", "C:/x", "C:x", "a\\b", "..\\x", "evidence/../../x", "evidence//x", "./x"),
        *("evidence/", "x/", "evidence/CON", "evidence/nul.txt", "evidence/.x", "evidence/x "),
        *("evidence/x:y", "evidence/a\x01b", "evidence/" + "x" * 300, "/".join(["evidence"] * 20)),
        *("manifest.json/x", "word/document.xml", "records/../x.jsonl", "EVIDENCE/x", "README.md "),
    ],
)
def test_a_name_that_no_archive_has(files: Files, tmp_path: Path, name: str) -> None:
    assert "archive.member-name" in refusals(hostile(tmp_path, files, (name, b"x")))


def test_a_name_with_a_nul_byte(files: Files, tmp_path: Path) -> None:
    path = hostile(tmp_path, files, ("evidence/xQy", b"x"))
    path.write_bytes(path.read_bytes().replace(b"evidence/xQy", b"evidence/x\0y"))
    assert "archive.member-name" in refusals(path)


@pytest.mark.parametrize("name", ["README.md", "readme.md", "evidence/2024-10/KLIPING.pdf"])
def test_a_name_that_is_there_twice(files: Files, tmp_path: Path, name: str) -> None:
    assert refusals(hostile(tmp_path, files, (name, b"x"))) & {
        "archive.member-twice",
        "archive.member-name",
    }


@pytest.mark.parametrize("mode", [0o120777, 0o040755, 0o020666, 0o010644])
def test_links_folders_and_devices(files: Files, tmp_path: Path, mode: int) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = (mode if name.startswith("evidence/") else 0o100644) << 16
            archive.writestr(info, content)
    assert refusals(tmp_path / "x.zip") == {"archive.member-kind"}


# Sizes


def test_a_bomb_by_its_ratio(files: Files, tmp_path: Path) -> None:
    bomb = sealed({**files, "evidence/bom.bin": bytes(50_000_000)})
    path = write_zip(tmp_path / "x.zip", bomb.items(), zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 1_000_000
    assert refusals(path) == {"archive.member-size"}


def test_a_bomb_inside_a_file_is_never_opened(files: Files, tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "dalam.zip", [("../x", bytes(30_000_000))], zipfile.ZIP_DEFLATED)
    outer = sealed({**files, "evidence/dalam.zip": inner.read_bytes()})
    assert verify_archive(hostile(tmp_path, outer)) == ()


def test_a_size_that_is_a_lie(sound: Path, tmp_path: Path) -> None:
    for claimed in (1, 2**31):
        data = bytearray(sound.read_bytes())
        central = data.index(b"PK\x01\x02")
        data[central + 24 : central + 28] = struct.pack("<L", claimed)
        (tmp_path / "x.zip").write_bytes(data)
        assert refusals(tmp_path / "x.zip") & {"archive.member-size", "archive.hash"}


def test_all_together_are_too_large(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "LARGEST_WHOLE", 1000)
    assert refusals(hostile(tmp_path, files)) == {"archive.member-size"}


def test_too_many_files(files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hostile(tmp_path, files)
    monkeypatch.setattr(layout, "MOST_MEMBERS", 10)
    assert refusals(path) == {"archive.too-many"}
    monkeypatch.undo()
    monkeypatch.setattr(layout, "LARGEST_DIRECTORY", 100)
    assert refusals(path) == {"archive.too-many"}


def test_more_files_than_a_plain_zip_can_count(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [(f"evidence/{number}", b"") for number in range(66_000)]
    path = hostile(tmp_path, files, *many)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.infolist()) > 65_535
    assert {problem.code for problem in verify_archive(path)} == {"archive.member-added"}
    monkeypatch.setattr(layout, "MOST_MEMBERS", 66_000)
    assert refusals(path) == {"archive.too-many"}


# The zip itself


def test_encrypted_and_oddly_packed_files(files: Files, tmp_path: Path) -> None:
    path = hostile(tmp_path, files)
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    path.write_bytes(data)
    assert refusals(path) == {"archive.member-kind"}
    path = write_zip(tmp_path / "y.zip", files.items(), zipfile.ZIP_BZIP2)
    assert refusals(path) == {"archive.member-kind"}


def test_members_that_lie_over_one_another(files: Files, tmp_path: Path) -> None:
    path = hostile(tmp_path, files, ("evidence/satu", b"x" * 100), ("evidence/dua", b"y" * 100))
    data = path.read_bytes()
    (first, second) = (data.rindex(name) - 46 for name in (b"evidence/satu", b"evidence/dua"))
    shared, longer = bytearray(data), bytearray(data)
    shared[second + 42 : second + 46] = data[first + 42 : first + 46]  # two names for one member
    longer[first + 20 : first + 28] = struct.pack("<2L", 150, 150)  # one reaches into the next
    for forged_bytes in (shared, longer):
        path.write_bytes(forged_bytes)
        assert refusals(path) == {"archive.member-place"}


def test_a_member_under_another_name_inside(files: Files, tmp_path: Path) -> None:
    path = hostile(tmp_path, files)
    data = bytearray(path.read_bytes())
    place = data.index(b"README.md")
    data[place : place + 9] = b"OTHER.txt"
    path.write_bytes(data)
    assert refusals(path) == {"archive.member-place"}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"x",
        lambda data: b"#!/bin/sh\n" + data,
        lambda data: b"",
        lambda data: b"PK",
        lambda data: b"not a zip at all, but long enough to be one",
        lambda data: data[:-2] + b"\x01\x00" + b"c",
    ],
)
def test_bytes_in_front_behind_or_instead(
    sound: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "x.zip").write_bytes(change(sound.read_bytes()))
    assert refusals(tmp_path / "x.zip") & {"archive.unreadable", "archive.member-place"}


def test_a_truncated_archive_wherever_it_ends(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    for end in sorted({*range(0, len(data), len(data) // 60), len(data) - 1}):
        (tmp_path / "x.zip").write_bytes(data[:end])
        assert verify_archive(tmp_path / "x.zip") != (), end


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusals(tmp_path / "x.zip") == {"archive.unreadable"}
    with pytest.raises(ValidationFailed):
        extract_evidence(tmp_path / "x.zip", tmp_path)


# Every byte


def test_a_flipped_byte_in_any_member_is_refused(sound: Path, tmp_path: Path) -> None:
    data = sound.read_bytes()
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(sound) as archive:
        infos = archive.infolist()
    for info in infos:
        header = data[info.header_offset : info.header_offset + 30]
        name, extra = struct.unpack("<2H", header[26:30])
        start = info.header_offset + 30 + name + extra
        places = {start, start + info.file_size // 2, start + info.file_size - 1}
        for place in places if info.file_size else ():
            path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
            assert verify_archive(path) != (), (info.filename, place)


def test_a_flipped_byte_of_the_manifest_is_refused_even_with_a_right_checksum(
    files: Files, tmp_path: Path
) -> None:
    manifest = files["manifest.json"]
    for place in range(0, len(manifest), 41):
        flipped = bytes([*manifest[:place], manifest[place] ^ 1, *manifest[place + 1 :]])
        path = hostile(tmp_path, {**files, "manifest.json": flipped})
        assert verify_archive(path) != (), place


def test_a_flipped_byte_between_members_changes_nothing_or_is_refused(
    sound: Path, files: Files, tmp_path: Path
) -> None:
    """In the headers of the zip, some bytes mean nothing to anybody; what they hold stays equal."""
    data = sound.read_bytes()
    with zipfile.ZipFile(sound) as archive:
        directory = archive.start_dir
        headers = [info.header_offset for info in archive.infolist()]
    chosen = random.Random(6)  # noqa: S311  # where to look, not a secret
    places = [start + chosen.randrange(60) for start in headers]
    places += chosen.sample(range(directory, len(data)), 300)
    path = tmp_path / "x.zip"
    for place in places:
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        if verify_archive(path) == ():
            assert members(path) == files, place


# The manifest


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"format": "another-archive"}, "archive.format"),
        ({"version": 2}, "archive.version"),
        ({"version": "1"}, "archive.version"),
        ({"changes": 7}, "archive.manifest"),
        ({"records": 7}, "archive.manifest"),
        ({"personal": 1}, "archive.manifest"),
        ({"more": 1}, "archive.manifest"),
    ],
)
def test_a_manifest_that_says_otherwise(
    files: Files, tmp_path: Path, fields: dict[str, object], code: str
) -> None:
    assert code in refusals(hostile(tmp_path, sealed(files, **fields)))


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "x.zip", [("README.md", b"x")])
    assert refusals(path) == {"archive.format"}


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"[" * 200_000, b'{"format": NaN}', b"\xff"])
def test_a_manifest_that_is_none(files: Files, tmp_path: Path, text: bytes) -> None:
    found = refusals(hostile(tmp_path, {**files, "manifest.json": text}))
    assert found <= {"archive.manifest", "archive.format"}


@pytest.mark.parametrize("name", ["README.md", "anchor.txt", "records/receipt.jsonl"])
def test_a_missing_an_added_and_a_changed_file(files: Files, tmp_path: Path, name: str) -> None:
    without = {key: content for key, content in files.items() if key != name}
    assert refusals(hostile(tmp_path, without)) == {"archive.member-missing"}
    assert refusals(hostile(tmp_path, {**files, name: files[name] + b"\n"})) == {"archive.hash"}
    added = hostile(tmp_path, files, ("evidence/tambahan.txt", b"x"))
    assert refusals(added) == {"archive.member-added"}


@pytest.mark.parametrize(
    "name", ["history/changes.jsonl", "history/departures.jsonl", "anchor.txt"]
)
def test_what_the_manifest_may_not_leave_out(files: Files, tmp_path: Path, name: str) -> None:
    without = sealed({key: content for key, content in files.items() if key != name})
    assert refusals(hostile(tmp_path, without)) == {"archive.member-missing"}


# Evidence on request


def test_evidence_is_extracted_only_when_asked_for(sound: Path, tmp_path: Path) -> None:
    with Office.restore(sound, "memory://", actor="staff/x"):
        assert list(tmp_path.iterdir()) == []
    (written,) = extract_evidence(sound, tmp_path / "bukti")
    assert written == tmp_path / "bukti" / EVIDENCE
    assert written.read_bytes() == members(sound)[f"evidence/{EVIDENCE}"]
    with pytest.raises(StoreError, match="could not be written"):
        extract_evidence(sound, tmp_path / "bukti")
    with Office.restore(sound, "memory://", actor="staff/x", evidence=tmp_path / "lagi"):
        assert (tmp_path / "lagi" / EVIDENCE).exists()


def test_evidence_follows_no_link_out_of_the_folder(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "luar").mkdir()
    (tmp_path / "bukti").mkdir()
    (tmp_path / "bukti" / "2024-10").symlink_to(tmp_path / "luar")
    with pytest.raises(StoreError):
        extract_evidence(sound, tmp_path / "bukti")
    assert list((tmp_path / "luar").iterdir()) == []
