"""Scenarios S44 to S50: the chains, and a register that goes from one store to another."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import attrs

from pilkada_outreach.errors import StoreError
from pilkada_outreach.history.chain import links_after
from pilkada_outreach.ports import ChainLink, Departure, Facts, Index, KeptChange, Store
from pilkada_outreach.testing.contracts._base import Scenarios
from pilkada_outreach.testing.contracts._steps import (
    ITEM,
    KPU,
    MOU,
    RRI,
    Register,
    change,
    expect,
    item,
    linking,
    moment,
    personal,
    receipt,
    refused,
    same,
    write,
)

Restored = list[tuple[KeptChange, tuple[Index, ...]]]


class Keeping(Scenarios):
    """What seals a register, what others may take of it, and what was given away."""

    def test_s44_chains(self, tmp_path: Path) -> None:
        """S44: each commission has a chain; each link follows the one in front, and `heads` are the last ones."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S44", store.heads(), (), "the heads of an empty register")
            _fill(store)
            heads: dict[str, ChainLink] = {}
            for kept in store.changes():
                follow = links_after(kept, heads)
                same("S44", kept.links, follow, f"the links that change {kept.number} adds")
                heads.update({link.commission: link for link in kept.links})
            wanted = tuple(heads[commission] for commission in sorted(heads))
            same("S44", store.heads(), wanted, "the heads, in the order of the commissions")
            there = [(one.commission, one.position) for one in store.heads()]
            wanted_places = [("", 3), ("kpu/64", 1), ("kpu/64.02", 2)]
            same("S44", there, wanted_places, "the chains, and how many links each has")

    def test_s45_changes(self, tmp_path: Path) -> None:
        """S45: `changes` gives all that was written, in order, after a number, as of the call; salts differ."""
        with closing(self.open_store(tmp_path)()) as store:
            indexes = _fill(store)
            stream = store.changes()
            store.commit(change(_LATER, minutes=3))
            kept = [next(stream), *stream]
            same("S45", [one.number for one in kept], [1, 2, 3, 4, 5], "the changes as of the call")
            versions = [(v.id, v.version, v.family) for one in kept for v in one.versions]
            wanted = [(KPU, 1, "commission"), (RRI, 1, "stakeholder"), (MOU, 1, "agreement")]
            wanted += [(ITEM, 1, "publication"), (MOU, 2, "agreement")]
            wanted += [(receipt(1, "").id, 1, "receipt")]
            same("S45", versions, wanted, "every version, in the order it was written")
            counts = [len(one) for one in indexes]
            same("S45", [len(one.versions) for one in kept], counts, "the versions of each change")
            after = [one.number for one in store.changes(after=4)]
            same("S45", after, [5, 6], "the changes after the fourth")
            salts = {v.salt for one in kept for v in one.versions if len(v.salt) >= 16}
            same("S45", len(salts), len(versions), "the number of salts of 16 bytes or more")

    def test_s46_restored(self, tmp_path: Path) -> None:
        """S46: a register restored from the changes of another is equal in everything, and goes on."""
        with closing(self.open_store(_folder(tmp_path, "one"))()) as store:
            changes = _exported(store)
            wanted = Register.of(store)
        with closing(self.open_store(_folder(tmp_path, "two"))()) as store:
            same("S46", store.restore(iter(changes)), 5, "the head of the restored register")
            same("S46", Register.of(store), wanted, "the restored register")
            same("S46", tuple(store.damage()), (), "what the restored store finds wrong")
            same("S46", store.commit(change(_LATER, minutes=3)), 6, "the change after restoring")

    def test_s47_restoring_what_is_broken(self, tmp_path: Path) -> None:
        """S47: a gap, a broken or altered chain, or a loose link is refused, and the register stays empty."""
        with closing(self.open_store(_folder(tmp_path, "one"))()) as store:
            changes = _exported(store)
        with closing(self.open_store(_folder(tmp_path, "two"))()) as store:
            for what, broken in _broken(changes).items():
                refused(
                    "S47", StoreError, partial(store.restore, iter(broken)), f"restoring {what}"
                )
                same("S47", Register.of(store), _NOTHING, f"the register after {what}")
            refused("S47", ZeroDivisionError, lambda: store.restore(_breaks(changes)), "a failure")
            same("S47", Register.of(store), _NOTHING, "the register after its source failed")
            store.restore(changes)
            refused("S47", StoreError, lambda: store.restore(changes), "restoring a full register")
            same("S47", store.head(), 5, "the head after restoring twice")

    def test_s48_departures(self, tmp_path: Path) -> None:
        """S48: what left the register is listed, the oldest first, for a record or for all."""
        open_again = self.open_store(tmp_path)
        one = Departure(at=moment(0), actor="Ani", what="archive satu.zip", ids=(RRI, KPU))
        two = Departure(at=moment(5), actor="Budi", what="archive dua.zip", ids=(RRI,))
        with closing(open_again()) as store:
            same("S48", store.departures(), (), "what left an empty register")
            store.note_departure(one)
            store.note_departure(two)
            same("S48", store.departures(), (one, two), "what left, the oldest first")
            same("S48", store.departures(KPU), (one,), "what left with a record")
            same("S48", store.departures(MOU), (), "what left with a record that stayed")
            same("S48", store.head(), 0, "the head, which a departure leaves alone")
        with closing(open_again()) as store:
            wanted = (one, two) if self.persistent else ()
            same("S48", store.departures(), wanted, "what left, when opened again")

    def test_s49_a_sound_register(self, tmp_path: Path) -> None:
        """S49: a store finds no damage in what it wrote, at any step."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S49", tuple(store.damage()), (), "the damage of an empty register")
            _fill(store)
            same("S49", tuple(store.damage()), (), "the damage after commits and an erasure")
            refused("S49", StoreError, lambda: store.commit(change(write(KPU))), "a stale write")
            store.commit(change(item(base=1, month="2024-12"), receipt(2, "delivered"), minutes=3))
            store.note_departure(Departure(at=moment(0), actor="Ani", what="arsip", ids=(RRI,)))
            same("S49", tuple(store.damage()), (), "the damage after more of everything")

    def test_s50_no_two_places_for_one_thing(self, tmp_path: Path) -> None:
        """S50: a record with two links in one field, or two personal values at one path, is refused whole."""
        twice = personal(name="Fulan Contoh") * 2
        links = linking(own=KPU).links * 2
        with closing(self.open_store(tmp_path)()) as store:
            for faulty in (write(RRI, personal=twice), write(RRI, index=Index(links=links))):
                both = change(write(KPU), faulty)
                refused("S50", StoreError, partial(store.commit, both), "two things in one place")
            expect("S50", Register.of(store) == _NOTHING, "nothing of a refused change is there")


_LATER = write(MOU, base=2, family="agreement")
_NOTHING = Register((0, (), ()), (), (), (), ())


def _folder(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


def _fill(store: Store) -> list[tuple[Index, ...]]:
    """Write five changes, of every sort, and give the index of each of their versions."""
    own = Facts(commission="kpu/64.02", area="64.02")
    partner = write(RRI, family="stakeholder", personal=personal(name="Fulan", phone="0800"))
    signed = write(MOU, family="agreement", facts=own, index=linking(first=KPU, second=RRI))
    moved = attrs.evolve(
        signed, base_version=1, facts=Facts(commission="kpu/64"), index=linking(first=RRI)
    )
    steps = (
        change(write(KPU, facts=own), partner),
        change(signed, item(whose="kpu/64.02"), minutes=1),
        change(moved, actor="Budi", reason="pindah", minutes=2),
        change(receipt(1, "delivered"), minutes=2),
    )
    for step in steps:
        store.commit(step)
    store.erase([RRI], actor="Citra", reason="diminta", at=moment(3))
    store.erase([KPU], actor="Citra", reason="tidak ada", at=moment(3))
    return [*(tuple(one.index for one in step.writes) for step in steps), ()]


def _exported(store: Store) -> Restored:
    indexes = _fill(store)
    return list(zip(store.changes(), indexes, strict=True))


def _broken(changes: Restored) -> dict[str, Restored]:
    """Ways to break a register that is to be restored."""

    def altered(place: int, alter: Callable[[KeptChange], KeptChange]) -> Restored:
        kept, indexes = changes[place]
        return [*changes[:place], (alter(kept), indexes), *changes[place + 1 :]]

    def body(kept: KeptChange) -> KeptChange:
        first, *rest = kept.versions
        return attrs.evolve(kept, versions=(attrs.evolve(first, body=b'{"v":9}'), *rest))

    def previous(kept: KeptChange) -> KeptChange:
        links = tuple(attrs.evolve(link, previous=b"\0" * 32) for link in kept.links)
        return attrs.evolve(kept, links=links)

    loose = [(changes[0][0], (linking(own=MOU), Index())), *changes[1:]]
    return {
        "a register without its first change": changes[1:],
        "a register with a gap": [*changes[:2], *changes[3:]],
        "two changes in the wrong order": [*changes[:3], changes[4], changes[3]],
        "a change twice": [*changes[:3], changes[2], *changes[3:]],
        "an altered body": altered(2, body),
        "an altered actor": altered(1, lambda kept: attrs.evolve(kept, actor="Lain")),
        "an altered number": altered(4, lambda kept: attrs.evolve(kept, number=6)),
        "a change without its chain": altered(3, lambda kept: attrs.evolve(kept, links=())),
        "a chain that does not follow": altered(1, previous),
        "an erasure that was taken out": altered(4, lambda kept: attrs.evolve(kept, erased=())),
        "a link to no record": loose[:1],
    }


def _breaks(changes: Restored) -> Iterator[tuple[KeptChange, tuple[Index, ...]]]:
    yield from changes[:3]
    raise ZeroDivisionError
