"""Every byte of a register in SQLite, flipped: nothing that a record says, and no order, changes unnoticed."""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from pilkada_outreach import evolve
from pilkada_outreach.adapters.stores.sqlite import SQLiteStore
from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.verify import verify
from tests.history.flips import (
    CHAIN,
    HARMLESS,
    NOTE,
    OPENING,
    POINTERS,
    SQLITE,
    Sound,
    answers,
    flipped,
)
from tests.history.small import ITEM, committing, fill, small_file

CUT = "the anchor: the tail is cut"
_PIECE = 2048


def test_no_flipped_byte_changes_a_record_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "kukar.db"
    small_file(path)
    sound = Sound.of(path)
    size = len(sound.image)
    pieces = [range(at, min(at + _PIECE, size)) for at in range(0, size, _PIECE)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        counts = sum(pool.map(partial(flipped, sound), pieces), Counter[str]())

    for who, count in counts.most_common():
        print(f"{count:7} of {size} flips noticed by {who}")  # noqa: T201 - pytest -rP shows it
    assert counts.total() == size
    assert set(counts) == {OPENING, SQLITE, CHAIN, POINTERS, NOTE, HARMLESS}


def test_no_flipped_byte_of_the_header_changes_a_record_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "kukar.db"
    small_file(path)
    with closing(SQLiteStore(path)) as store:
        sound = Anchor.of(store), answers(store)
    counts = _flip_each({path: path.read_bytes()}, path, range(100), *sound)

    assert counts.total() == 100
    assert set(counts) == {OPENING, SQLITE, HARMLESS}


def test_no_flipped_byte_of_the_log_changes_a_record_unnoticed(tmp_path: Path) -> None:
    path, log = tmp_path / "kukar.db", tmp_path / "kukar.db-wal"
    with closing(SQLiteStore(path)) as store:
        fill(store)
        for name in ("Satu", "Dua", "Tiga"):
            committing(store)("ani", "nama", evolve(ITEM, label=name))
        files = {path: path.read_bytes(), log: log.read_bytes()}
        sound = Anchor.of(store), answers(store)
    counts = _flip_each(files, log, range(0, len(files[log]), 499), *sound)

    assert set(counts) <= {CUT, HARMLESS}
    assert counts[CUT] > counts.total() / 2, "a log ends in front of a flipped byte"


def _flip_each(
    files: dict[Path, bytes],
    file: Path,
    positions: range,
    anchor: Anchor,
    answered: tuple[object, ...],
) -> Counter[str]:
    """Who notices flips in one of the files of a register, when a store opens a copy of them."""
    counts: Counter[str] = Counter()
    for position in positions:
        for one, content in files.items():
            one.with_name(f"copy-{one.name}").write_bytes(content)
        file.with_name(f"copy-{file.name}").write_bytes(_flip(files[file], position))
        copy = min(files).with_name(f"copy-{min(files).name}")
        counts[_who_notices(copy, anchor, answered)] += 1
        copy.with_name(f"{copy.name}-shm").unlink(missing_ok=True)
    print(*(f"{count:7} noticed by {who}" for who, count in counts.items()), sep="\n")  # noqa: T201
    return counts


def _flip(content: bytes, position: int) -> bytes:
    flipped = bytearray(content)
    flipped[position] ^= 1 << position * 5 % 8
    return bytes(flipped)


def _who_notices(path: Path, anchor: Anchor, answered: tuple[object, ...]) -> str:
    try:
        store = SQLiteStore(path)
    except StoreError:
        return OPENING
    with closing(store):
        problems = verify(store, anchor)
        if any(problem.kind.code == "history.cut" for problem in problems):
            return CUT
        if problems:
            return SQLITE
        assert answers(store) == answered
        return HARMLESS
