"""Scenarios S31 to S38: links between records, and the counters of publications and receipts."""

from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from random import Random

import attrs

from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import TallyCount, Write
from pilkada_outreach.testing.contracts._base import Scenarios
from pilkada_outreach.testing.contracts._steps import (
    ITEM,
    KPU,
    MOU,
    MOU_2,
    RRI,
    change,
    contents,
    counted,
    expect,
    item,
    linking,
    receipt,
    refused,
    same,
    write,
)


class Counting(Scenarios):
    """What is kept about the latest versions: where they lead, and how they are counted."""

    def test_s31_links_in_order(self, tmp_path: Path) -> None:
        """S31: `links` gives every reference by record and field; `referring` those that lead to one."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(RRI, index=linking(b=KPU, a=MOU)), write(KPU), write(MOU)))
            store.commit(change(write(MOU_2, index=linking(partner=KPU, self=MOU_2))))
            wanted = [(MOU_2, "partner", KPU), (MOU_2, "self", MOU_2)]
            wanted += [(RRI, "a", MOU), (RRI, "b", KPU)]
            there = [(source, link.field, link.target) for source, link in store.links()]
            same("S31", there, wanted, "every link, by record and field")
            same("S31", store.referring(KPU), ((MOU_2, "partner"), (RRI, "b")), "what leads to one")
            same("S31", store.referring(RRI), (), "what leads to a record that nothing leads to")

    def test_s32_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        """S32: a change with a link to no record is refused whole; one to a record of the change is fine."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU)))
            before = contents(store)
            loose = change(write(RRI), write(MOU, index=linking(own=KPU, other=MOU_2)))
            error = refused("S32", StoreError, lambda: store.commit(loose), "a link to no record")
            for id in (MOU, MOU_2):
                expect("S32", str(id) in str(error), f"the refusal {str(error)!r} names {id}")
            same("S32", contents(store), before, "the register after a refused link")
            same("S32", tuple(store.links()), (), "the links after a refused one")
            store.commit(change(write(MOU, index=linking(other=MOU_2)), write(MOU_2)))
            same("S32", store.referring(MOU_2), ((MOU, "other"),), "a link within one change")

    def test_s33_links_of_the_latest_version(self, tmp_path: Path) -> None:
        """S33: the links of a version that was replaced are gone; the others stay."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU), write(RRI), write(MOU, index=linking(a=KPU, b=RRI))))
            store.commit(change(write(MOU_2, index=linking(a=KPU))))
            store.commit(change(write(MOU, base=1, index=linking(b=KPU))))
            there = [(source, link.field, link.target) for source, link in store.links()]
            wanted = [(MOU, "b", KPU), (MOU_2, "a", KPU)]
            same("S33", there, wanted, "the links after a record lost one and moved one")
            same("S33", store.referring(RRI), (), "what leads where the replaced version led")

    def test_s34_counters(self, tmp_path: Path) -> None:
        """S34: `tallies` counts under each heading, of all or of one commission, in order, without zeros."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S34", store.tallies(), (), "the counters of an empty register")
            items = [item(ITEM.of(ITEM, n), whose="kpu/64.02") for n in range(3)]
            store.commit(change(*items, item(ITEM, whose="kpu/64", partner=""), write(KPU)))
            there = [(one.commission, one.tally.partner, one.count) for one in store.tallies()]
            wanted = [("kpu/64", "", 1), ("kpu/64.02", "media/a", 3)]
            same("S34", there, wanted, "the counts, by commission and partner")
            own = [[one.count for one in store.tallies(id)] for id in ("kpu/64.02", "kpu/64")]
            same(
                "S34", own, [[3], [1]], "the counts of one commission, and of one that begins alike"
            )
            same("S34", store.tallies("kpu/64.03"), (), "the counts of a commission without any")

    def test_s35_a_count_moves(self, tmp_path: Path) -> None:
        """S35: a record written again is counted where it belongs now, and nowhere else."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(item(), item(ITEM.of(ITEM, 2))))
            store.commit(change(item(base=1, partner="media/b", whose="kpu/64.02")))
            there = [(one.commission, one.tally.partner, one.count) for one in store.tallies()]
            wanted = [("", "media/a", 1), ("kpu/64.02", "media/b", 1)]
            same("S35", there, wanted, "the counts after a publication moved")
            store.commit(change(write(ITEM, base=2, family="publication")))
            there = [(one.commission, one.tally.partner, one.count) for one in store.tallies()]
            same("S35", there, wanted[:1], "the counts after it is not counted any more")

    def test_s36_the_latest_attempt_settles(self, tmp_path: Path) -> None:
        """S36: the receipt of the latest attempt says the state; one of an earlier attempt that comes late does not."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(item()))
            for step, state in (
                (receipt(1, "failed"), "failed"),
                (receipt(3, "unknown"), "unknown"),
                (receipt(2, "delivered"), "unknown"),
                (receipt(3, "accepted", base=1), "accepted"),
            ):
                store.commit(change(step))
                same("S36", _states(store.tallies()), {state: 1}, f"the state after {step.id}")
            receipts = {
                key[3]: n for key, n in counted(store.tallies()).items() if key[0] == "receipt"
            }
            wanted = {"failed": 1, "delivered": 1, "accepted": 1}
            same("S36", receipts, wanted, "the receipts, counted by their own outcome")
            both = change(item(ITEM.of(ITEM, 2)), receipt(1, "held", of=ITEM.of(ITEM, 2)))
            store.commit(both)
            wanted = {"accepted": 1, "held": 1}
            same(
                "S36", _states(store.tallies()), wanted, "the state of one settled as it is written"
            )

    def test_s37_what_is_settled_stays(self, tmp_path: Path) -> None:
        """S37: a publication that is written again keeps the state that its receipt told."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(item(), receipt(2, "delivered")))
            store.commit(change(item(base=1, month="2024-11")))
            key = ("publication", "media/a", "2024-11", "delivered")
            same("S37", counted(store.tallies()).get(key), 1, "its count under the new month")
            store.commit(change(receipt(1, "failed")))
            same("S37", counted(store.tallies()).get(key), 1, "its count after an earlier attempt")
            store.commit(change(item(base=2, month="2024-12"), receipt(3, "rejected")))
            wanted = {"rejected": 1}
            same("S37", _states(store.tallies()), wanted, "its state, written and settled at once")

    def test_s38_a_recount(self, tmp_path: Path) -> None:
        """S38: after many changes the counters are what a recount gives, and the store finds nothing wrong."""
        drawn = Random(64.02)  # noqa: S311  # the same every time
        ids = [ITEM.of(ITEM, number) for number in range(8)]
        model: dict[Id, Write] = {}
        states: dict[Id, tuple[int, str]] = {}
        with closing(self.open_store(tmp_path)()) as store:
            for _ in range(60):
                writes = [_drawn(drawn, id, model) for id in drawn.sample(ids, 3)]
                store.commit(change(*writes))
                for one in writes:
                    model[one.id] = one
                    told = one.index.settles
                    if (
                        told is not None
                        and told.attempt >= states.get(told.publication, (0, ""))[0]
                    ):
                        states[told.publication] = told.attempt, told.state
            wanted = Counter(
                (one.family, tally.partner, tally.month, states.get(id, (0, tally.state))[1])
                for id, one in model.items()
                if (tally := one.index.tally) is not None
            )
            same("S38", counted(store.tallies()), dict(wanted), "the counters beside a recount")
            same("S38", tuple(store.damage()), (), "what the store finds wrong")


def _states(counts: Iterable[TallyCount]) -> dict[str, int]:
    """How many publications stand in each state."""
    states = Counter[str]()
    for (family, _, _, state), count in counted(counts).items():
        states[state] += count if family == "publication" else 0
    return dict(+states)


def _drawn(drawn: Random, id: Id, model: dict[Id, Write]) -> Write:
    """Another version of a publication, or a receipt of an attempt at it."""
    versions = Counter({one.id: one.base_version + 1 for one in model.values()})
    attempt = drawn.randrange(4) if id in model else 0
    if attempt == 0:
        partner, month = drawn.choice(("media/a", "media/b")), drawn.choice(("2024-10", "2024-11"))
        return item(id, base=versions[id], partner=partner, month=month)
    told = receipt(attempt, drawn.choice(("failed", "delivered")), of=id)
    return attrs.evolve(told, base_version=versions[told.id])
