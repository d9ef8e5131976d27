"""Scenarios S1 to S20: what is written is there, whole, once, and for good."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

from pilkada_outreach.errors import StaleWrite, StoreError
from pilkada_outreach.testing.contracts._base import Scenarios
from pilkada_outreach.testing.contracts._steps import (
    KPU,
    MOU,
    MOU_2,
    RRI,
    change,
    contents,
    expect,
    moment,
    refused,
    same,
    write,
)


class Writing(Scenarios):
    """Commits, conflicts, versions, and stores beside each other."""

    def test_s1_an_empty_register(self, tmp_path: Path) -> None:
        """S1: the head of an empty register is 0, and there is nothing in it."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S1", store.head(), 0, "the head of an empty register")
            same("S1", tuple(store.records()), (), "the records of an empty register")

    def test_s2_read_what_was_written(self, tmp_path: Path) -> None:
        """S2: a store reads what it committed, with every column."""
        with closing(self.open_store(tmp_path)()) as store:
            number = store.commit(change(write(KPU, b"body", family="commission"), actor="Sari"))
            found = store.read(KPU)
            expect("S2", found is not None, "the record is there after its commit")
            assert found is not None
            same("S2", (found.family, found.id), ("commission", KPU), "family and id")
            same("S2", (found.version, found.body), (1, b"body"), "version and body")
            same("S2", (found.change, found.author), (number, "Sari"), "change and author")
            same("S2", (found.at, found.reason), (moment(0), "uji"), "instant and reason")
            same("S2", store.head(), number, "the head after a commit")

    def test_s3_all_or_nothing(self, tmp_path: Path) -> None:
        """S3: when one write of a change is stale, none of them happens."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU, b"1"), write(MOU, b"1")))
            store.commit(change(write(MOU, b"2", base=1)))
            before = contents(store)
            stale = change(write(KPU, b"mine", base=1), write(MOU, b"mine", base=1), write(RRI))
            refused("S3", StaleWrite, lambda: store.commit(stale), "a change with a stale write")
            same("S3", contents(store), before, "the register after a refused change")
            same("S3", store.history(RRI), (), "the history of a record that was refused")
            store.commit(
                change(write(KPU, b"2", base=1), write(RRI))
            )  # and the store goes on working

    def test_s4_a_stale_write_names_both(self, tmp_path: Path) -> None:
        """S4: StaleWrite says which record, which version was read, which is stored, and by whom."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU), actor="Ani"))
            store.commit(change(write(KPU, base=1), actor="Budi"))
            store.commit(change(write(KPU, base=2), actor="Citra"))
            stale = refused("S4", StaleWrite, lambda: store.commit(change(write(KPU, base=1))))
            found = (stale.id, stale.read_version, stale.stored_version, stale.author)
            same("S4", found, (str(KPU), 1, 3, "Citra"), "what StaleWrite says")

    def test_s5_records_in_order(self, tmp_path: Path) -> None:
        """S5: `records` gives the latest version of each record, once, in the order of their ids."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(RRI), write(MOU_2), write(KPU)))
            store.commit(change(write(MOU), write(RRI, base=1)))
            found = [(record.id, record.version) for record in store.records()]
            same("S5", found, [(MOU, 1), (MOU_2, 1), (KPU, 1), (RRI, 2)], "the records")

    def test_s6_history_keeps_everything(self, tmp_path: Path) -> None:
        """S6: `history` gives every version as it was written, the first one first."""
        with closing(self.open_store(tmp_path)()) as store:
            for version in range(12):
                body = b"version %d" % version
                store.commit(change(write(KPU, body, base=version), actor=f"Staf {version}"))
            found = [(row.version, row.body, row.author) for row in store.history(KPU)]
            wanted = [(n + 1, b"version %d" % n, f"Staf {n}") for n in range(12)]
            same("S6", found, wanted, "the history")

    def test_s7_change_numbers_grow_by_one(self, tmp_path: Path) -> None:
        """S7: changes are numbered 1, 2, 3; a refused one uses up no number."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S7", store.commit(change(write(KPU), write(RRI))), 1, "the first change")
            refused("S7", StaleWrite, lambda: store.commit(change(write(KPU))))
            same(
                "S7", store.commit(change(write(KPU, base=1))), 2, "the change after a refused one"
            )
            same("S7", [row.change for row in store.history(KPU)], [1, 2], "changes of the history")

    def test_s8_an_unknown_id(self, tmp_path: Path) -> None:
        """S8: an unknown id has no record and no history, and neither is an error."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(MOU_2)))
            same("S8", store.read(MOU), None, "an unknown record")
            same("S8", store.history(MOU), (), "the history of an unknown record")

    def test_s9_opened_again(self, tmp_path: Path) -> None:
        """S9: a register opened again has the same content; one that is not persistent is empty."""
        open_again = self.open_store(tmp_path)
        with closing(open_again()) as store:
            store.commit(change(write(KPU, b"1"), write(MOU, b"1")))
            store.commit(change(write(KPU, b"2", base=1)))
            before = contents(store)
        with closing(open_again()) as store:
            wanted = before if self.persistent else (0, (), ())
            same("S9", contents(store), wanted, "the register opened again")

    def test_s10_every_byte(self, tmp_path: Path) -> None:
        """S10: a body comes back byte for byte, be it UTF-8, NUL, no text at all, empty or large."""
        bodies = ("Désa – 選挙".encode(), b"a\x00b\x00", bytes(range(256)), b"", b"x" * 2_000_000)
        with closing(self.open_store(tmp_path)()) as store:
            for version, body in enumerate(bodies):
                store.commit(change(write(KPU, body, base=version)))
                latest = store.read(KPU)
                expect("S10", latest is not None and latest.body == body, f"body {version} is kept")
            kept = tuple(row.body for row in store.history(KPU))
            expect("S10", kept == bodies, "every byte of the history is kept")

    def test_s11_one_id_twice(self, tmp_path: Path) -> None:
        """S11: two writes of one id in one change are refused, whatever their versions."""
        with closing(self.open_store(tmp_path)()) as store:
            for base in (0, 1):
                twice = change(write(KPU), write(RRI), write(KPU, base=base))
                refused("S11", StoreError, partial(store.commit, twice), "an id twice")
            same("S11", contents(store), (0, (), ()), "the register afterwards")

    def test_s12_a_closed_store(self, tmp_path: Path) -> None:
        """S12: a closed store refuses everything with StoreError; closing it again is fine."""
        store = self.open_store(tmp_path)()
        store.commit(change(write(KPU)))
        store.close()
        store.close()
        refused("S12", StoreError, store.head, "head() of a closed store")
        refused("S12", StoreError, lambda: store.read(KPU), "read() of a closed store")
        refused("S12", StoreError, lambda: tuple(store.records()), "records() of a closed store")
        refused("S12", StoreError, lambda: store.history(KPU), "history() of a closed store")
        refused("S12", StoreError, lambda: tuple(store.changes()), "changes() of a closed store")
        refused("S12", StoreError, lambda: tuple(store.links()), "links() of a closed store")
        refused("S12", StoreError, lambda: store.tallies(), "tallies() of a closed store")
        refused("S12", StoreError, lambda: tuple(store.damage()), "damage() of a closed store")
        refused("S12", StoreError, lambda: store.commit(change(write(RRI))), "commit() when closed")

    def test_s13_two_stores_one_register(self, tmp_path: Path) -> None:
        """S13: two open stores see each other's commits, and conflict; if not persistent, neither."""
        open_again = self.open_store(tmp_path)
        with closing(open_again()) as one, closing(open_again()) as two:
            one.commit(change(write(KPU, b"one"), actor="Ani"))
            if not self.persistent:
                same("S13", two.head(), 0, "the head of another register")
                return
            same("S13", contents(two), contents(one), "the register seen by the other store")
            stale = refused("S13", StaleWrite, lambda: two.commit(change(write(KPU, b"two"))))
            same("S13", stale.author, "Ani", "the author whom the other store names")
            same("S13", two.commit(change(write(KPU, base=1))), 2, "the other store's change")
            same("S13", one.head(), 2, "the head after the other store's change")

    def test_s14_a_change_that_says_nothing(self, tmp_path: Path) -> None:
        """S14: a change without writes, actor, reason or zone is refused."""
        with closing(self.open_store(tmp_path)()) as store:
            refused("S14", StoreError, lambda: store.commit(change()), "no writes")
            for faulty in (
                change(write(KPU), actor=" "),
                change(write(KPU), reason=""),
                change(write(KPU), reason="\ud800"),
                change(write(KPU), zone=None),
            ):
                refused("S14", StoreError, partial(store.commit, faulty), repr(faulty))
            same("S14", contents(store), (0, (), ()), "the register afterwards")

    def test_s15_an_id_that_is_taken(self, tmp_path: Path) -> None:
        """S15: a new record whose id is taken is a stale write of version 0."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU, b"first"), actor="Ani"))
            stale = refused("S15", StaleWrite, lambda: store.commit(change(write(KPU, b"second"))))
            same("S15", (stale.read_version, stale.stored_version), (0, 1), "the versions")
            same("S15", len(store.history(KPU)), 1, "the number of versions kept")

    def test_s16_a_version_that_never_was(self, tmp_path: Path) -> None:
        """S16: a write on a version this register does not have yet is refused, but is not stale."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU)))
            for ahead in (write(KPU, base=2), write(RRI, base=1), write(MOU, base=-1)):
                error = refused("S16", StoreError, partial(store.commit, change(ahead)))
                expect("S16", not isinstance(error, StaleWrite), f"{ahead} is not stale")
            same("S16", store.head(), 1, "the head afterwards")

    def test_s17_a_family_stays(self, tmp_path: Path) -> None:
        """S17: a record cannot change its family."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU, family="commission")))
            other = change(write(KPU, base=1, family="stakeholder"))
            refused("S17", StoreError, lambda: store.commit(other), "another family")
            same("S17", len(store.history(KPU)), 1, "the number of versions kept")

    def test_s18_records_as_of_the_call(self, tmp_path: Path) -> None:
        """S18: what is committed while `records` is being read does not show in it."""
        with closing(self.open_store(tmp_path)()) as store:
            ids = [KPU.of("publication", "kpu-64.02", f"{number:04}") for number in range(1200)]
            store.commit(change(*(write(id) for id in reversed(ids))))
            stream = store.records()
            found = [next(stream)]
            store.commit(change(*(write(id, base=1) for id in ids[::2]), write(RRI)))
            store.commit(change(write(ids[-2], base=2), write(ids[-1], base=1)))
            found.extend(stream)
            expect("S18", [row.id for row in found] == ids, "each id of the call is given, once")
            same("S18", {row.version for row in found}, {1}, "the versions as of the call")

    def test_s19_what_was_given_stays(self, tmp_path: Path) -> None:
        """S19: a record, history or stream that a store gave is not changed by a later commit."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU, b"1")))
            record, history = store.read(KPU), store.history(KPU)
            store.commit(change(write(KPU, b"2", base=1)))
            same("S19", history, (record,), "the history that was given before")
            same("S19", store.history(KPU)[0], record, "the first version")

    def test_s20_writers_at_once(self, tmp_path: Path) -> None:
        """S20: of writers at the same time, each with a store of its own, nothing is lost."""
        open_again = self.open_store(tmp_path)

        def work(writer: int) -> list[int]:
            with closing(open_again()) as store:
                ids = [KPU.of("claim", f"writer-{writer}", number) for number in range(10)]
                return [store.commit(change(write(id), write(id.of(id, "b")))) for id in ids]

        with ThreadPoolExecutor(4) as pool:
            numbers = sorted(number for found in pool.map(work, range(4)) for number in found)
        if not self.persistent:
            same("S20", numbers, sorted([*range(1, 11)] * 4), "the changes of four registers")
            return
        same("S20", numbers, list(range(1, 41)), "the numbers of the changes")
        with closing(open_again()) as store:
            same("S20", sum(1 for _ in store.records()), 80, "the number of records")
