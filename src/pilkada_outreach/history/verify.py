"""Whether a register still is what was written."""

from collections.abc import Callable, Iterable, Iterator
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
    KeptPersonal,
    KeptVersion,
    Link,
    Store,
    StoredRecord,
)
from pilkada_outreach.problems import Problem, ProblemKind, Severity
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
PERSONAL_LEFT = _kind(
    "history.personal-left",
    "An erasure names the personal value at {value}, but it is still there, or never was.",
    "Sebuah penghapusan menyebut data pribadi pada {value}, tetapi data itu masih ada atau tidak pernah ada.",
)
PERSONAL_MISSING = _kind(
    "history.personal-missing",
    "The personal value at {value} is gone, and no erasure says so.",
    "Data pribadi pada {value} tidak ada, padahal tidak ada catatan penghapusannya.",
)
PERSONAL_WITHHELD = ProblemKind(
    code="history.personal-withheld",
    severity=Severity.INFO,
    en="{value} personal values are not here: the register was restored from an archive without them.",
    id="{value} data pribadi tidak ada di sini: register ini dipulihkan dari arsip tanpa data pribadi.",
    mend_en="Nothing, where that is so. The register of the office itself never says this.",
    mend_id="Tidak perlu, jika memang demikian. Register kantor sendiri tidak pernah menyatakan ini.",
)
LINKS_WRONG = _kind(
    "history.links",
    "The links of {value} in their table are not those of the record.",
    "Tautan {value} dalam tabelnya bukan tautan catatan itu.",
)
UNREADABLE = _kind(
    "history.unreadable",
    "The latest version of {value} cannot be read as a record.",
    "Versi terakhir {value} tidak dapat dibaca sebagai catatan.",
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

    Without an anchor neither a cut tail nor a complete rewrite can be seen. A register that was restored
    from an archive without personal values says so: an info, no error. `progress` is told how many
    changes are done, of how many.
    """
    parts = (_damage(store), _walk(store, anchor, progress), _links(store))
    return tuple(dict.fromkeys(problem for part in parts for problem in _as_far_as_read(part)))


def _as_far_as_read(part: Iterator[Problem]) -> Iterator[Problem]:
    try:
        yield from part
    except StoreError as error:
        yield DAMAGED.at("store", value=str(error))


def _damage(store: Store) -> Iterator[Problem]:
    for found in store.damage():
        yield DAMAGED.at("store", value=found)
    store.departures()  # nothing seals them, but they must be readable


def _walk(store: Store, anchor: Anchor | None, progress: Progress) -> Iterator[Problem]:
    walk = Walk(anchor)
    head = store.head()
    for kept in store.changes():
        yield from walk.through(kept)
        progress(kept.number, head)
    for kept in store.changes(after=walk.last):  # what was erased while others were walked through
        walk.note(kept.erased)
    yield from walk.ends(head)


class Walk:
    """The way through the changes, told one by one in the order of their numbers."""

    def __init__(self, anchor: Anchor | None) -> None:
        self._heads: dict[str, ChainLink] = {}
        self._last: tuple[int, datetime | None] = (0, None)
        self._anchored = {
            (chain, position): digest
            for chain, position, digest in (() if anchor is None else anchor.heads)
        }
        self._without: dict[tuple[str, int, str], str] = {}
        """Personal values that are gone, until an erasure says so."""
        self._withheld = 0

    @property
    def last(self) -> int:
        """The number of the last change that was walked through."""
        return self._last[0]

    def through(self, kept: KeptChange) -> Iterator[Problem]:
        """What is wrong with a change, or with its place among those in front."""
        path = f"changes[{kept.number}]"
        number, at = self._last
        yield from (MISSING.at(f"changes[{n}]", value=n) for n in range(number + 1, kept.number))
        if at is not None and kept.at < at:
            yield REORDERED.at(path, value=kept.number)
        self._last = (kept.number, kept.at)
        yield from self._linked(kept, path)
        for version in kept.versions:
            yield from self._personal(version, path)
        for left in self.note(kept.erased):
            yield PERSONAL_LEFT.at(path, value=f"{left.id}.{left.path}")

    def note(self, erased: Iterable[Erased]) -> list[Erased]:
        """Excuse the personal values that are gone by these erasures; return those that are not gone."""
        return [one for one in erased if self._without.pop(_place(one), None) is None]

    def ends(self, head: int) -> Iterator[Problem]:
        """What is known only when all was seen."""
        yield from (
            MISSING.at(f"changes[{n}]", value=n) for n in range(self._last[0] + 1, head + 1)
        )
        yield from (PERSONAL_MISSING.at(path, value=path) for path in self._without.values())
        if self._withheld:
            yield PERSONAL_WITHHELD.at("store", value=self._withheld)
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
            if personal.is_withheld:
                self._withheld += 1
            elif personal.value is None and personal.salt is None:
                self._without[str(version.id), version.version, personal.path] = where
            elif not _fits(personal):
                yield PERSONAL_CHANGED.at(where, value=where)


def _fits(personal: KeptPersonal) -> bool:
    salt, value = personal.salt, personal.value
    if salt is None or value is None:  # the one without the other: no store writes that
        return False
    return personal.seal == personal_seal(salt, personal.path, value)


def _place(erased: Erased) -> tuple[str, int, str]:
    return str(erased.id), erased.version, erased.path


def _links(store: Store) -> Iterator[Problem]:
    """Records that cannot be read, or whose links in the table are not those they hold."""
    rows = store.records()  # before the links, which may go on changing
    kept = store.links()
    ahead = next(kept, None)
    for row in rows:
        held = _held(row)
        found: list[Link] = []
        while ahead is not None and not row.id < ahead[0]:
            if ahead[0] == row.id:
                found.append(ahead[1])
            ahead = next(kept, None)
        if tuple(found) != held and _is_latest(store, row):
            kind = UNREADABLE if held is None else LINKS_WRONG
            yield kind.at(str(row.id), value=row.id)


def _is_latest(store: Store, row: StoredRecord) -> bool:
    """Whether a version still is the last one; somebody may have replaced it, and its links, since it was read."""
    latest = store.read(row.id)
    return latest is not None and latest.version == row.version


def _held(row: StoredRecord) -> tuple[Link, ...] | None:
    """The links that a record holds; None when its body is no record any more."""
    cls = FAMILIES.get(row.family)
    if cls is None:
        return None
    try:
        return links_of(load_trusted(cls, whole(row)))
    except (ValidationFailed, ValueError):
        return None
