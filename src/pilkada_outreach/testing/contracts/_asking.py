"""Scenarios S21 to S30: any moment, and the records that a query asks for."""

from contextlib import closing
from datetime import date, timedelta, timezone
from pathlib import Path

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AreaCode, Id
from pilkada_outreach.ports import Facts, Query, Write
from pilkada_outreach.testing.contracts._base import Scenarios
from pilkada_outreach.testing.contracts._steps import (
    KPU,
    MOU,
    MOU_2,
    RRI,
    change,
    found,
    moment,
    personal,
    same,
    write,
)

_AREAS = ("", "64", "64.0", "64.02", "64.02.06", "64.02.06.1001", "64.020", "64.021", "64.03", "65")


class Asking(Scenarios):
    """What was known at a moment, and what queries find."""

    def test_s21_the_head_at_a_moment(self, tmp_path: Path) -> None:
        """S21: `head_at` is the last change made by a moment, in whatever zone that is told."""
        with closing(self.open_store(tmp_path)()) as store:
            same("S21", store.head_at(moment(0)), 0, "the head at a moment of an empty register")
            for version, minutes in enumerate((0, 10, 10, 20)):
                store.commit(change(write(KPU, base=version), minutes=minutes))
            numbers = [store.head_at(moment(minutes)) for minutes in (-1, 0, 9.99, 10, 19, 20, 99)]
            same(
                "S21", numbers, [0, 1, 1, 3, 3, 4, 4], "the heads before, at and after the changes"
            )
            before = moment(10) - timedelta(microseconds=1)
            same("S21", store.head_at(before), 1, "the head a microsecond before a change")
            witl = moment(10).astimezone(timezone(timedelta(hours=8)))
            same("S21", store.head_at(witl), 3, "the head at the same moment in another zone")

    def test_s22_one_record_as_of_a_change(self, tmp_path: Path) -> None:
        """S22: `read` with `as_of` gives the version that held after that change, or None."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(RRI)))
            store.commit(change(write(KPU, b"1")))
            store.commit(change(write(RRI, base=1)))
            store.commit(change(write(KPU, b"2", base=1)))
            rows = [store.read(KPU, as_of=number) for number in range(7)]
            bodies = [None if row is None else row.body for row in rows]
            wanted = [None, None, b"1", b"1", b"2", b"2", b"2"]
            same("S22", bodies, wanted, "the body after each change, and after changes to come")
            same("S22", rows[3], store.history(KPU)[0], "the version as of a change, every column")

    def test_s23_all_records_as_of_a_change(self, tmp_path: Path) -> None:
        """S23: `records` with `as_of` gives what the register held after that change."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU), write(RRI)))
            store.commit(change(write(MOU), write(RRI, base=1)))
            store.commit(change(write(KPU, base=1)))
            then = [
                [(row.id, row.version) for row in store.records(Query(as_of=number))]
                for number in range(5)
            ]
            first, second = [(KPU, 1), (RRI, 1)], [(MOU, 1), (KPU, 1), (RRI, 2)]
            third = [(MOU, 1), (KPU, 2), (RRI, 2)]
            same("S23", then, [[], first, second, third, third], "the records after each change")

    def test_s24_by_family(self, tmp_path: Path) -> None:
        """S24: a query by families finds the records of these families alone."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(
                change(write(KPU), write(RRI, family="stakeholder"), write(MOU, family="agreement"))
            )
            both = Query(families=("stakeholder", "agreement"))
            same("S24", found(store, both), [MOU, RRI], "the records of two families")
            same("S24", found(store, Query(families=("claim",))), [], "those of a family without")
            same("S24", found(store, Query()), [MOU, KPU, RRI], "those of no family in particular")

    def test_s25_by_commission(self, tmp_path: Path) -> None:
        """S25: a query by commission finds its records; the empty commission those that belong to none."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(_of(KPU, "kpu/64.02"), _of(MOU, "kpu/64"), _of(RRI, "")))
            store.commit(change(_of(MOU, "kpu/64.02", base=1), _of(MOU_2, "kpu/64.02")))
            own = found(store, Query(commission="kpu/64.02"))
            same("S25", own, [MOU, MOU_2, KPU], "the records that belong to a commission now")
            same("S25", found(store, Query(commission="kpu/64")), [], "those of the one before")
            same("S25", found(store, Query(commission="")), [RRI], "those that belong to none")

    def test_s26_by_area(self, tmp_path: Path) -> None:
        """S26: a query by area finds it and all below, no neighbour that begins alike; `id` is all areas."""
        ids = {area: KPU.of("claim", f"a{number}") for number, area in enumerate(_AREAS)}
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(*(write(id, facts=Facts(area=area)) for area, id in ids.items())))
            for asked, wanted in (
                ("64.02", ("64.02", "64.02.06", "64.02.06.1001")),
                ("64.02.06.1001", ("64.02.06.1001",)),
                ("64", ("64", *_AREAS[2:9])),
                ("66", ()),
                ("id", _AREAS[1:]),
            ):
                there = found(store, Query(area=AreaCode(asked)))
                same("S26", there, [ids[area] for area in wanted], f"what lies in {asked}")

    def test_s27_by_period(self, tmp_path: Path) -> None:
        """S27: a query by period finds what overlaps it by a day or more; open ends reach on; no days, no overlap."""
        spans = {
            "1-open": (None, None),
            "2-past": (date(2024, 9, 1), date(2024, 9, 9)),
            "3-touching": (date(2024, 9, 1), date(2024, 9, 10)),
            "4-inside": (date(2024, 9, 12), date(2024, 9, 12)),
            "5-around": (date(2024, 8, 1), date(2024, 12, 1)),
            "6-until": (None, date(2024, 9, 10)),
            "7-since": (date(2024, 9, 20), None),
            "8-later": (date(2024, 9, 21), None),
        }
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(*(_during(name, *span) for name, span in spans.items())))
            for first, last, wanted in (
                (date(2024, 9, 10), date(2024, 9, 20), "34567"),
                (date(2024, 9, 20), None, "578"),
                (None, date(2024, 9, 1), "2356"),
                (date(2024, 9, 12), date(2024, 9, 12), "45"),
            ):
                period = Period(first_day=first, last_day=last)
                there = "".join(id.parts[1][0] for id in found(store, Query(during=period)))
                same("S27", there, wanted, f"the spans of days that overlap {period}")

    def test_s28_by_text_of_the_id(self, tmp_path: Path) -> None:
        """S28: a query by text finds the ids it is a part of; `_`, `%`, `*` and `.` stand for themselves."""
        odd = [Id("claim/a_b"), Id("claim/axb"), Id("claim/64x02")]
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(*map(write, (KPU, MOU, RRI, *odd))))
            for text, wanted in (
                ("64.02", [MOU, KPU]),
                ("kpu-64.02/2024", [MOU]),
                ("a_b", odd[:1]),
                ("KPU", []),
                ("%", []),
                ("64*02", []),
                ("64-02", []),
            ):
                same(
                    "S28", found(store, Query(text=text)), wanted, f"the ids with {text!r} in them"
                )

    def test_s29_changed_since(self, tmp_path: Path) -> None:
        """S29: `changed_since` finds what later changes wrote, or erased personal data of."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(write(KPU), write(RRI, personal=personal(name="Fulan"))))
            store.commit(change(write(MOU), write(KPU, base=1)))
            store.commit(change(write(MOU_2)))
            since = [found(store, Query(changed_since=number)) for number in range(5)]
            wanted = [[MOU, MOU_2, KPU, RRI], [MOU, MOU_2, KPU], [MOU_2], [], []]
            same("S29", since, wanted, "what was written since each change")
            number = store.erase([RRI], actor="Ani", reason="diminta", at=moment(0))
            there = [found(store, Query(changed_since=at)) for at in (3, number)]
            same(
                "S29", there, [[RRI], []], "what was written or erased since the third and the last"
            )

    def test_s30_conditions_together(self, tmp_path: Path) -> None:
        """S30: every condition must hold, and with `as_of` for the version and columns of then."""
        with closing(self.open_store(tmp_path)()) as store:
            store.commit(change(_about(MOU, "64.02", 9), _about(RRI, "64.02", 9, "stakeholder")))
            store.commit(change(_about(MOU, "64.03", 10, base=1), _about(MOU_2, "64.02", 11)))
            store.commit(change(write(KPU, personal=personal(name="Fulan"))))
            store.erase([KPU], actor="Ani", reason="diminta", at=moment(0))
            area, september = AreaCode("64.02"), Period(last_day=date(2024, 9, 30))
            for query, wanted in (
                (Query(area=area, families=("agreement",)), [MOU_2]),
                (Query(area=area, families=("agreement",), as_of=1), [MOU]),
                (Query(during=september, as_of=2), [RRI]),
                (Query(during=september, area=area, as_of=1, text="kpu"), [MOU]),
                (Query(commission="kpu/64.02", during=september, as_of=1), [MOU, RRI]),
                (Query(changed_since=1, as_of=2), [MOU, MOU_2]),
                (Query(changed_since=1, as_of=1), []),
                (Query(changed_since=3, as_of=3), [KPU]),  # what was erased later is gone then, too
                (Query(area=area, as_of=0), []),
            ):
                same("S30", found(store, query), wanted, f"what {query} finds")


def _of(id: Id, commission: str, *, base: int = 0) -> Write:
    return write(id, base=base, facts=Facts(commission=commission))


def _during(name: str, first: date | None, last: date | None) -> Write:
    return write(Id.of("claim", name), facts=Facts(first_day=first, last_day=last))


def _about(id: Id, area: str, month: int, family: str = "agreement", *, base: int = 0) -> Write:
    day = date(2024, month, 15)
    facts = Facts(commission="kpu/64.02", area=area, first_day=day, last_day=day)
    return write(id, base=base, family=family, facts=facts)
