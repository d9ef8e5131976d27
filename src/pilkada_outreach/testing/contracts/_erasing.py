"""Scenarios S39 to S43: personal values and their erasure, and a clock that goes back."""

from contextlib import closing
from functools import partial
from pathlib import Path

from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.history.chain import personal_seal
from pilkada_outreach.ports import Facts, Query, Store
from pilkada_outreach.testing.contracts._base import Scenarios
from pilkada_outreach.testing.contracts._steps import (
    KPU,
    MOU,
    RRI,
    Register,
    change,
    contents,
    expect,
    moment,
    personal,
    refused,
    same,
    write,
)

FULAN, BUDI = "Fulan Contoh", "Budi Contoh"


class Erasing(Scenarios):
    """Personal values stand apart from the bodies, and can be erased for good."""

    def test_s39_personal_values(self, tmp_path: Path) -> None:
        """S39: the personal values of each version come back, in the order of their paths, with their seals."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(
                change(write(RRI, personal=personal(name=FULAN, email="f@contoh.invalid")))
            )
            store.commit(change(write(RRI, base=1, personal=personal(name=BUDI)), write(KPU)))
            wanted = [personal(email="f@contoh.invalid", name=FULAN), personal(name=BUDI)]
            there = [row.personal for row in store.history(RRI)]
            same("S39", there, wanted, "the personal values of the history")
            rows = [store.read(RRI), *store.records(Query(text="rri"))]
            same(
                "S39", [row and row.personal for row in rows], wanted[1:] * 2, "those of the latest"
            )
            sealed = [one for kept in store.changes() for v in kept.versions for one in v.personal]
            same("S39", [one.path for one in sealed], ["email", "name", "name"], "what is sealed")
            for one in sealed:
                salt, value = one.salt or b"", one.value or ""
                fits = len(salt) >= 16 and one.seal == personal_seal(salt, one.path, value)
                expect("S39", fits, f"the seal of {one.path} fits its salt and value")

    def test_s40_erased_values_are_gone(self, tmp_path: Path) -> None:
        """S40: `erase` empties values and salts of all versions, wherever they are read; all else stays."""
        with closing(self.open_store(tmp_path)()) as store:
            _fill(store)
            before, rows = tuple(store.changes()), contents(store)[1]
            number = store.erase([RRI], actor="Citra", reason="diminta", at=moment(9))
            same("S40", number, 4, "the number of the erasure")
            same("S40", store.head(), 4, "the head after it")
            read = (store.read(RRI), store.read(RRI, as_of=1), *store.history(RRI))
            past = [*store.records(Query(as_of=1)), *store.records()]
            left = [row for row in (*read, *past) if row is not None and row.id == RRI]
            same("S40", [row.personal for row in left], [()] * 6, "the values left to be read")
            same(
                "S40", [row.version for row in store.history(RRI)], [1, 2], "the versions that stay"
            )
            others = [row for row in store.records() if row.id != RRI]
            wanted = [row for row in rows if row.id != RRI]
            same("S40", others, wanted, "the other records, with their personal values")
            *after, erasure = store.changes()
            for kept, was in zip(after, before, strict=True):
                same("S40", kept.links, was.links, f"the chain at change {kept.number}")
                for version, old in zip(kept.versions, was.versions, strict=True):
                    same("S40", version.body, old.body, f"the body of {version.id}")
                    seals = [(one.path, one.seal) for one in version.personal]
                    same("S40", seals, [(one.path, one.seal) for one in old.personal], "the seals")
                    kept_values = [one.value is not None for one in version.personal]
                    wanted_values = [version.id != RRI] * len(kept_values)
                    same("S40", kept_values, wanted_values, f"which values {version.id} still has")
                    salts = [one.salt is not None for one in version.personal]
                    same("S40", salts, wanted_values, f"which salts {version.id} still has")
            told = (erasure.actor, erasure.reason, erasure.at, erasure.versions)
            same("S40", told, ("Citra", "diminta", moment(9), ()), "who erased, why and when")
            places = [(one.id, one.version, one.path, one.commission) for one in erasure.erased]
            wanted_places = [
                (RRI, 1, "email", ""),
                (RRI, 1, "name", ""),
                (RRI, 2, "name", "kpu/64"),
            ]
            same("S40", places, wanted_places, "what the erasure says that it erased")

    def test_s41_erasing_again(self, tmp_path: Path) -> None:
        """S41: erasing what is erased, unknown or without personal values changes nothing and gives the head."""
        with closing(self.open_store(tmp_path)()) as store:
            _fill(store)
            store.erase([RRI, RRI], actor="Citra", reason="diminta", at=moment(0))
            before = Register.of(store)
            for ids in ([RRI], [MOU], [KPU.of("claim", "unknown")], []):
                number = store.erase(ids, actor="Citra", reason="lagi", at=moment(1))
                same("S41", number, 4, f"the head that erasing {ids} gives")
            same("S41", Register.of(store), before, "the register after erasing nothing")
            for actor, reason in ((" ", "diminta"), ("Citra", "")):
                nameless = partial(store.erase, [KPU], actor=actor, reason=reason, at=moment(1))
                refused("S41", StoreError, nameless, "an erasure without actor or reason")
            same("S41", Register.of(store), before, "the register after a refused erasure")

    def test_s42_erased_for_everybody(self, tmp_path: Path) -> None:
        """S42: an erasure holds for other open stores and later ones; versions go on after it."""
        open_again = self.open_store(tmp_path)
        with closing(open_again()) as store:
            _fill(store)
            with closing(open_again()) as other:
                there = [row.personal for row in other.history(RRI)]
                wanted = [personal(email="f@contoh.invalid", name=FULAN), personal(name=BUDI)]
                same("S42", there, wanted if self.persistent else [], "what another store reads")
                store.erase([RRI], actor="Citra", reason="diminta", at=moment(0))
                left = [row.personal for row in other.history(RRI) if row.personal]
                same("S42", left, [], "the values left for the other store")
            store.commit(change(write(RRI, base=2, personal=personal(name="Dewi Contoh"))))
            rows = [row.personal for row in store.history(RRI)]
            same(
                "S42", rows, [(), (), personal(name="Dewi Contoh")], "the values written afterwards"
            )

    def test_s43_a_clock_that_goes_back(self, tmp_path: Path) -> None:
        """S43: a clock up to two minutes behind is kept at the last instant; one further behind is refused."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU, personal=personal(name=FULAN)), minutes=10))
            store.commit(change(write(KPU, base=1), minutes=8))
            same(
                "S43", [row.at for row in store.history(KPU)], [moment(10)] * 2, "the instants kept"
            )
            same("S43", store.head_at(moment(9)), 0, "the head before the clock went back")
            before = Register.of(store)
            late = change(write(KPU, base=2), minutes=7.99)
            error = refused(
                "S43", StoreError, partial(store.commit, late), "a clock behind by more"
            )
            expect("S43", not isinstance(error, StaleWrite), "a late clock is no stale write")
            erase = partial(store.erase, [KPU], actor="Ani", reason="diminta", at=moment(7.99))
            refused("S43", StoreError, erase, "an erasure by a clock behind by more")
            same("S43", Register.of(store), before, "the register after a refused clock")
            same("S43", store.erase([KPU], actor="Ani", reason="r", at=moment(8)), 3, "an erasure")
            instants = [kept.at for kept in store.changes()]
            same("S43", instants, [moment(10)] * 3, "the instant that the erasure is kept at")


def _fill(store: Store) -> None:
    values = personal(name=FULAN, email="f@contoh.invalid")
    store.commit(change(write(RRI, b'{"v":1}', personal=values), write(KPU, personal=values)))
    moved = write(
        RRI, b'{"v":2}', base=1, facts=Facts(commission="kpu/64"), personal=personal(name=BUDI)
    )
    store.commit(change(moved))
    store.commit(change(write(MOU), write(MOU.of(MOU, "b"), personal=personal(name=FULAN))))
