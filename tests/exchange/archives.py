"""A small office with personal data, an erasure, evidence and every kind of history; everybody in it is invented."""

from __future__ import annotations

import json
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from pilkada_outreach import (
    Evidence,
    Id,
    Office,
    Outcome,
    Receipt,
    Stakeholder,
    StakeholderKind,
    ValidationFailed,
    evolve,
)
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.exchange.archive import verify_archive
from pilkada_outreach.exchange.archive.layout import MANIFEST
from pilkada_outreach.ports import KeptChange, Store
from pilkada_outreach.rules.example_world import MEDIUM, OWN, noon, publication, world

PHONE = "0800-111-2222"
ERASED = "0800-333-4444"
CLIPPING = b"%PDF-1.4 kliping rekaan"
EVIDENCE = "2024-10/kliping.pdf"


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def clock(day: int = 10) -> Clock:
    return Clock(datetime(2024, 8, day, 1, tzinfo=UTC))


def contact(phone: str) -> Contact:
    return Contact(purpose="pesanan tayang", name="Fulan Rekaan", phone=phone)


def fill(office: Office) -> Office:
    """A contract, publications with receipts, contacts of which one was erased, a renamed medium."""
    office.put(*world())
    office.commit(reason="awal, dengan “tanda kutip”")
    office.put(
        evolve(office.get(Stakeholder, MEDIUM), contacts=(contact(PHONE),)),
        Stakeholder(
            id=Id("community/contoh"),
            kind=StakeholderKind.COMMUNITY,
            name="=1+1",
            contacts=(contact(ERASED),),
        ),
    )
    office.commit(reason="narahubung")
    office.put(publication("ajakan-memilih", noon(10, 1)), publication("visi-misi-1", noon(10, 2)))
    office.commit(reason="rencana")
    office.put(
        receipt("2024-10-01", "ajakan-memilih", sha256(CLIPPING).hexdigest(), EVIDENCE),
        receipt("2024-10-02", "visi-misi-1", "0" * 64, "hilang.png"),
    )
    office.commit(reason="tayang")
    office.erase("community/contoh", reason="permintaan Fulan")
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="'Kabar, Contoh\nBaru"))
    office.commit(reason="ganti nama")
    return office


def receipt(day: str, name: str, digest: str, file_name: str) -> Receipt:
    item = Id.of("publication", OWN, day, "webhook", name, "kabar-contoh")
    at = datetime.fromisoformat(f"{day}T05:00:00Z")
    return Receipt(
        id=Id.of("receipt", OWN, day, name, 1),
        publication=item,
        attempt=1,
        at=at,
        outcome=Outcome.DELIVERED,
        evidence=Evidence(captured_at=at, sha256=digest, file_name=file_name),
    )


def evidence_folder(folder: Path) -> Path:
    (folder / "2024-10").mkdir(parents=True)
    (folder / EVIDENCE).write_bytes(CLIPPING)
    return folder


def store_of(office: Office) -> Store:
    return office._register.store


def changes(office: Office) -> list[KeptChange]:
    return list(store_of(office).changes())


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(
    path: Path, files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED
) -> Path:
    """A zip of these files, whatever their names; one may stand in it twice."""
    with zipfile.ZipFile(path, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a name that is there already
        for name, content in files:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = method
            archive.writestr(info, content)
    return path


def sealed(files: dict[str, bytes], **fields: object) -> dict[str, bytes]:
    """The same files with a manifest that fits them, as one who means harm would make it."""
    manifest = json.loads(files[MANIFEST]) | fields
    manifest["files"] = [
        {"path": name, "bytes": len(files[name]), "sha256": sha256(files[name]).hexdigest()}
        for name in sorted(files)
        if name != MANIFEST
    ]
    text = json.dumps(manifest, indent=1, ensure_ascii=False).encode() + b"\n"
    return {**files, MANIFEST: text}


def sound_archive(folder: Path) -> Path:
    """An archive of the small office, with its evidence."""
    with Office.open("memory://", actor="staff/uji", clock=clock()) as office:
        fill(office).archive(folder / "a.zip", evidence=evidence_folder(folder / "bukti"))
    return folder / "a.zip"


def refusals(path: Path) -> set[str]:
    """The codes of what is wrong; nothing of such an archive comes into a register."""
    url = f"sqlite:///{path.with_suffix('.db')}"
    with pytest.raises(ValidationFailed) as failure:
        Office.restore(path, url, actor="staff/x")
    assert not path.with_suffix(".db").exists(), "no register is made for it"
    found = verify_archive(path)
    assert found == failure.value.problems
    for problem in found:
        assert problem.message("id")
        assert problem.message("en")
    return {problem.code for problem in found}


def hostile(tmp_path: Path, files: Mapping[str, bytes], *more: tuple[str, bytes]) -> Path:
    return write_zip(tmp_path / "x.zip", [*files.items(), *more])
