"""Whether a register still is what was written."""

from collections.abc import Callable, Iterator
from datetime import datetime

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.errors import StoreError, ValidationFailed
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.history.chain import link_hash, personal_seal, sealed_by_commission
from pilkada_outreach.history.facts import links_of
from pilkada_outreach.history.personal import whole
from pilkada_outreach.ports import (
    ChainLink,
    Erased,
    KeptChange,
    KeptVersion,
    Link,
    Store,
    StoredRecord,
)
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.serialization.documents import load_trusted

_RESTORE_EN = (
    "Keep this register as it is, restore the last good backup beside it, and compare both."
)
_RESTORE_ID = (
    "Simpan register ini apa adanya, pulihkan cadangan terakhir di sampingnya, lalu bandingkan."
)


def _kind(code: str, en: str, id: str) -> ProblemKind:
    return ProblemKind(code=code, en=en, id=id, mend_en=_RESTORE_EN, mend_id=_RESTORE_ID)


CHANGED = _kind(
    "history.changed",
    "Change {value} is not what was written: its records, columns, instant, actor or reason were altered.",
    "Perubahan {value} bukan lagi yang ditulis: catatan, kolom, waktu, pelaku, atau alasannya diubah.",
)
MISSING = _kind(
    "history.missing",
    "Change {value} is missing.",
    "Perubahan {value} hilang.",
)
INSERTED = _kind(
    "history.inserted",
    "Change {value} was inserted: no chain goes through it.",
    "Perubahan {value} disisipkan: tidak ada rantai yang melaluinya.",
)
REORDERED = _kind(
    "history.reordered",
    "Change {value} does not follow the one in front of it; changes were reordered, dropped or inserted there.",
    "Perubahan {value} tidak menyambung dengan yang sebelumnya; ada yang ditukar, dihapus, atau disisipkan.",
)
CUT = _kind(
    "history.cut",
    "The chain of {chain} ends at link {value}; the anchor was taken at link {anchored}.",
    "Rantai {chain} berakhir pada mata rantai {value}; jangkar diambil pada mata rantai {anchored}.",
)
REWRITTEN = _kind(
    "history.rewritten",
    "Link {value} of the chain of {chain} is another one than the anchor says: the chain was rewritten.",
    "Mata rantai {value} dari rantai {chain} lain daripada menurut jangkar: rantai itu ditulis ulang.",
)
PERSONAL_CHANGED = _kind(
    "history.personal-changed",
    "The personal value at {value} is not the one that was written.",
    "Data pribadi pada {value} bukan lagi yang ditulis.",
)
PERSONAL_MISSING = _kind(
    "history.personal-missing",
    "The personal value at {value} is gone, and no erasure says so.",
    "Data pribadi pada {value} tidak ada, padahal tidak ada catatan penghapusannya.",
)
LINKS_WRONG = _kind(
    "history.links",
    "The links of {value} in their table are not those of the record.",
    "Tautan {value} dalam tabelnya bukan tautan catatan itu.",
)
DAMAGED = _kind(
    "history.damaged",
    "The store's own check finds: {value}.",
    "Pemeriksaan penyimpanan menemukan: {value}.",
)

Progress = Callable[[int, int], None]


def verify(
    store: Store,
    anchor: Anchor | None = None,
    *,
    progress: Progress = lambda done, total: None,
) -> tuple[Problem, ...]:
    """Everything that shows that a register is not what was written; nothing where it is.

    Without an anchor neither a cut tail nor a complete rewrite can be seen. `progress` is told how many
    changes are done, of how many.
    """
    problems: list[Problem] = []
    try:
        problems.extend(DAMAGED.at("store", value=found) for found in store.damage())
        walk = _Walk(anchor)
        head = store.head()
        for kept in store.changes():
            problems.extend(walk.through(kept))
            progress(kept.number, head)
        problems.extend(walk.ends(head))
        problems.extend(_links(store))
    except StoreError as error:  # it cannot even be read
        problems.append(DAMAGED.at("store", value=str(error)))
    return tuple(problems)


class _Walk:
    """The way through the changes, in the order of their numbers."""

    def __init__(self, anchor: Anchor | None) -> None:
        self._heads: dict[str, ChainLink] = {}
        self._last: tuple[int, datetime | None] = (0, None)
        self._anchored = {
            (chain, position): digest
            for chain, position, digest in (() if anchor is None else anchor.heads)
        }
        self._without: dict[tuple[str, int, str], str] = {}
        """Personal values that are gone, until an erasure says so."""

    def through(self, kept: KeptChange) -> Iterator[Problem]:
        path = f"changes[{kept.number}]"
        number, at = self._last
        yield from (MISSING.at(f"changes[{n}]", value=n) for n in range(number + 1, kept.number))
        if at is not None and kept.at < at:
            yield REORDERED.at(path, value=kept.number)
        self._last = (kept.number, kept.at)
        yield from self._linked(kept, path)
        for version in kept.versions:
            yield from self._personal(version, path)
        for erased in kept.erased:
            self._without.pop(_place(erased), None)

    def ends(self, head: int) -> Iterator[Problem]:
        """What is known only when all was seen."""
        yield from (
            MISSING.at(f"changes[{n}]", value=n) for n in range(self._last[0] + 1, head + 1)
        )
        yield from (PERSONAL_MISSING.at(path, value=path) for path in self._without.values())
        for (chain, anchored), digest in self._anchored.items():
            front = self._heads.get(chain)
            last = 0 if front is None else front.position
            if last < anchored and digest:
                yield CUT.at(f"chains[{chain}]", value=last, chain=chain or "-", anchored=anchored)

    def _linked(self, kept: KeptChange, path: str) -> Iterator[Problem]:
        sealed = sealed_by_commission(kept)
        links = {link.commission: link for link in kept.links}
        if not links:
            yield INSERTED.at(path, value=kept.number)
        elif sealed.keys() != links.keys():
            yield CHANGED.at(path, value=kept.number)
        for commission, link in links.items():
            if link.hash != link_hash(
                kept, commission, link.position, link.previous, sealed.get(commission, ())
            ):
                yield CHANGED.at(path, value=kept.number)
            elif not self._follows(link):
                yield REORDERED.at(path, value=kept.number)
            anchored = self._anchored.get((commission, link.position))
            if anchored is not None and anchored != link.hash.hex():
                yield REWRITTEN.at(
                    f"chains[{commission}]", value=link.position, chain=commission or "-"
                )
            self._heads[commission] = link

    def _follows(self, link: ChainLink) -> bool:
        front = self._heads.get(link.commission)
        if front is None:
            return link.position == 1 and link.previous == b""
        return link.position == front.position + 1 and link.previous == front.hash

    def _personal(self, version: KeptVersion, path: str) -> Iterator[Problem]:
        for personal in version.personal:
            where = f"{path}.{version.id}.{personal.path}"
            if personal.value is None or personal.salt is None:
                self._without[str(version.id), version.version, personal.path] = where
            elif personal.seal != personal_seal(personal.salt, personal.path, personal.value):
                yield PERSONAL_CHANGED.at(where, value=where)


def _place(erased: Erased) -> tuple[str, int, str]:
    return str(erased.id), erased.version, erased.path


def _links(store: Store) -> Iterator[Problem]:
    """Records whose links in the table are not those they hold."""
    kept = store.links()
    ahead = next(kept, None)
    for row in store.records():
        held = _held(row)
        found: list[Link] = []
        while ahead is not None and ahead[0] == row.id:
            found.append(ahead[1])
            ahead = next(kept, None)
        if tuple(found) != held:
            yield LINKS_WRONG.at(str(row.id), value=row.id)


def _held(row: StoredRecord) -> tuple[Link, ...] | None:
    """The links that a record holds; None when its body is no record any more."""
    cls = FAMILIES.get(row.family)
    if cls is None:
        return None
    try:
        return links_of(load_trusted(cls, whole(row)))
    except (ValidationFailed, ValueError):
        return None
