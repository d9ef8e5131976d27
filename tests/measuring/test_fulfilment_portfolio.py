"""The report of fulfilment for forty media against a recount made by hand, as a clerk would in a sheet.

The recount knows nothing of the library's measuring: it has a row per item, adds one column after the other,
and then counts rows. Its months are written down, its days are texts, its clock is UTC and eight hours.
"""

from collections import Counter
from datetime import UTC, date, timedelta
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from pilkada_outreach import Agreement, Publication, Receipt, Record, Snapshot, Stakeholder
from pilkada_outreach.reporting.fulfilment import build_fulfilment
from pilkada_outreach.reporting.fulfilment_tables import STANDINGS, STATES
from pilkada_outreach.reporting.model import Bilingual, Cell, Report, ReportQuestion
from pilkada_outreach.rules.example_world import OWN
from tests.measuring.media_portfolio import FATES, Press

PRESS = Press()
ENDS = {1: "2024-09-09", 2: "2024-10-09", 3: "2024-11-09", 4: "2024-12-09"}
STARTS = {1: "2024-08-10", 2: "2024-09-10", 3: "2024-10-10", 4: "2024-11-10"}
Row = dict[str, Any]


def local_day(instant: Any) -> str:
    return str((instant.astimezone(UTC) + timedelta(hours=8)).date())


def page(url: str) -> object:
    """Host, path and what is asked of an address, without what only counts clicks."""
    parts = urlsplit(url)
    asked = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith("utm_")]
    return (parts.netloc.removeprefix("www."), parts.path.rstrip("/"), sorted(asked))


def recount(records: list[Record], on: str) -> tuple[list[Row], list[Row]]:
    """A sheet of items and a sheet of monthly duties, at the end of a day."""
    contracts = [record for record in records if isinstance(record, Agreement)]
    media = {record.id: record for record in records if isinstance(record, Stakeholder)}
    items = taken(records, contracts, on)
    for row in items:
        row["name"] = media[row["partner"]].name
        row["why"] = objection(row, on)
    for partner in media:
        mark_doubles([row for row in items if row["partner"] == partner])
    for row in items:
        if row["why"] in ("", "upheld"):
            days = row["asked"].due_within_days
            due = ENDS[row["month"]] if days is None else plus(row["planned"], days)
            row["why"] = "late" if row["proven"] > due else "on time"
    return items, duties_of(contracts, media, items, on)


def taken(records: list[Record], contracts: list[Agreement], on: str) -> list[Row]:
    """A row for each item that a medium took by the day, with its last receipt."""
    sheet: dict[Any, Row] = {}
    for record in records:
        if isinstance(record, Publication):
            (contract,) = (each for each in contracts if each.id == record.agreement)
            known = [each for each in contract.deliverables if each.code == record.deliverable]
            planned = local_day(record.due_at)
            sheet[record.id] = {
                "id": str(record.id),
                "partner": record.target,
                "code": str(record.deliverable),
                "asked": known[0] if known else None,
                "label": record.label,
                "planned": planned,
                "month": sum(m for m in ENDS if STARTS[m] <= planned <= ENDS[m]),
                "disputes": [d for d in contract.disputes if d.publication == record.id],
                "last": None,
            }
    for record in records:
        if isinstance(record, Receipt) and local_day(record.at) <= on:
            row = sheet[record.publication]
            if row["last"] is None or row["last"].attempt < record.attempt:
                row |= {"last": record, "proven": local_day(record.at)}
    return [
        row
        for row in sheet.values()
        if row["last"] is not None and row["last"].outcome in ("delivered", "accepted")
    ]


def objection(row: Row, on: str) -> str:
    """Why an item does not count, doubles apart; the later questions are the stronger ones."""
    why, asked, evidence = "", row["asked"], row["last"].evidence
    if asked is not None and evidence is not None:
        shown = [evidence.kind, *(["link"] if evidence.url else [])]
        if row["label"] != asked.label:
            why = "label"
        if asked.proof and not [kind for kind in shown if kind in asked.proof]:
            why = "proof"
    for dispute in row["disputes"]:
        if str(dispute.known_from) <= on:
            open_still = dispute.settled_on is None or str(dispute.settled_on) > on
            why = "disputed" if open_still else str(dispute.outcome)
    if row["last"].outcome == "accepted":
        why = "unproven"
    if row["month"] == 0:
        why = "outside"
    return "stray" if asked is None else why


def mark_doubles(mine: list[Row]) -> None:
    """Of one medium's items, those whose proof an earlier one that counts has used."""
    used: list[Any] = []
    counting = [row for row in mine if row["why"] in ("", "upheld")]
    for row in sorted(counting, key=lambda row: (row["last"].at, row["id"])):
        evidence = row["last"].evidence
        marks: list[Any] = [("bytes", evidence.sha256, row["proven"])]
        if evidence.url:
            marks.append(("page", page(evidence.url)))
        if row["why"] == "" and [mark for mark in marks if mark in used]:
            row["why"] = "double"
        else:
            used += marks


def duties_of(
    contracts: list[Agreement], media: dict[Any, Stakeholder], items: list[Row], on: str
) -> list[Row]:
    """A row for each contract, deliverable and month."""
    duties: list[Row] = []
    for contract in contracts:
        medium = media[contract.parties[1].partner]
        for asked in contract.deliverables:
            paid = 0
            price = asked.unit_price_rupiah or 0
            for month, end in ENDS.items():
                whys = [
                    row["why"]
                    for row in items
                    if row["partner"] == medium.id
                    and row["code"] == str(asked.code)
                    and row["month"] == month
                ]
                waived = sum(
                    waiver.count
                    for waiver in contract.waivers
                    if waiver.deliverable == asked.code
                    and waiver.month == month
                    and str(waiver.known_from) <= on
                )
                duty: Row = {"partner": medium.name, "kind": MEDIA[str(medium.legal_class)]}
                duty |= {"code": asked.name, "month": month, "end": date.fromisoformat(end)}
                duty |= {
                    "price": price,
                    "one": 1,
                    "over": plus(end, asked.due_within_days or 0) <= on,
                }
                duty |= {"on time": whys.count("on time"), "late": whys.count("late")}
                duty["waived"] = min(asked.per_month, waived)
                duty["owed"] = asked.per_month - duty["waived"]
                duty["due"] = duty["owed"] if duty["over"] else 0
                duty["counted"] = duty["on time"] + duty["late"]
                duty["beyond"] = max(duty["counted"] - duty["owed"], 0)
                lacking = max(duty["owed"] - duty["counted"], 0)
                duty["in dispute"] = min(lacking, whys.count("disputed"))
                duty["missing"] = lacking - duty["in dispute"] if duty["over"] else 0
                duty["payable"] = price * (duty["counted"] - duty["beyond"])
                if asked.ceiling_rupiah is not None:
                    duty["payable"] = min(duty["payable"], asked.ceiling_rupiah - paid)
                paid += duty["payable"]
                duty["stake"] = price * (duty["missing"] + duty["in dispute"])
                duty["state"] = state(duty, disputed="disputed" in whys)
                duties.append(duty)
    return duties


def plus(day: str, days: int) -> str:
    return str(date.fromisoformat(day) + timedelta(days=days))


def state(duty: Row, *, disputed: bool) -> str:
    if duty["owed"] == 0 and duty["waived"]:
        return "Dibebaskan"
    if duty["counted"] >= duty["owed"]:
        return "Terpenuhi" if duty["on time"] >= duty["owed"] else "Terpenuhi, terlambat"
    if not duty["over"]:
        return "Belum jatuh tempo"
    if disputed:
        return "Dalam sengketa"
    return "Terpenuhi sebagian" if duty["counted"] else "Tidak dipenuhi"


def sums(rows: list[Row], by: str, *fields: str) -> dict[Any, tuple[int, ...]]:
    keys = {row[by] for row in rows}
    return {
        key: tuple(sum(row[field] for row in rows if row[by] == key) for field in fields)
        for key in keys
    }


def table(report: Report, name: str) -> dict[Any, tuple[Cell, ...]]:
    """The rows of a table by their first cell."""
    found = [row for table in report.tables if table.name == name for row in table.rows]
    return {shown(row[0]): tuple(map(shown, row[1:])) for row in found}


def shown(cell: Cell) -> Any:
    return cell.id if isinstance(cell, Bilingual) else cell


def report_on(on: date, records: list[Record]) -> Report:
    return build_fulfilment(ReportQuestion(snapshot=Snapshot(records), on=on, commission=OWN))


MEDIA = {"online-press": "Media massa online", "print": "Media massa cetak", "radio": "Radio"}
WHYS = {
    "on time": "Dihitung: tepat waktu",
    "late": "Dihitung: terlambat",
    "unproven": "Belum terbukti",
    "disputed": "Dalam sengketa",
    "refused": "Sengketa, ditolak",
    "proof": "Jenis bukti tidak sesuai",
    "label": "Label tidak sesuai",
    "double": "Ganda",
    "outside": "Di luar jangka waktu kontrak",
    "stray": "Bukan kewajiban perjanjian",
}
DAYS = [
    date(2024, 8, 12),
    date(2024, 9, 9),
    date(2024, 10, 20),
    date(2024, 12, 9),
    date(2025, 3, 1),
]
LAST = DAYS[-1]


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("seed", [2024, 7])
def test_the_report_says_what_a_clerk_counts(on: date, seed: int) -> None:
    records = Press(seed).records
    items, duties = recount(records, str(on))
    report = report_on(on, records)

    main = ("due", "counted", "missing")
    assert table(report, "partners") == sums(duties, "partner", *main)
    assert table(report, "deliverables") == sums(duties, "code", *main)
    assert table(report, "months") == sums(duties, "end", *main)
    assert table(report, "kinds") == sums(duties, "kind", *main)
    assert table(report, "states") == sums(duties, "state", "one")
    late = sums(duties, "partner", "late", "beyond")
    assert table(report, "late") == without_zeros(late)
    waived = sums(duties, "partner", "waived", "in dispute")
    assert table(report, "waived") == without_zeros(waived)
    money = ("payable", "stake")
    assert table(report, "money") == without_zeros(sums(duties, "partner", *money))
    assert table(report, "money_months") == without_zeros(sums(duties, "end", *money))
    assert rows(report, "open") == Counter(
        (
            duty["partner"],
            f"{duty['code']}, bulan ke-{duty['month']}",
            duty["missing"],
            duty["state"],
        )
        for duty in duties
        if duty["over"] and duty["counted"] < duty["owed"]
    )
    whys = Counter(WHYS[row["why"]] for row in items)
    assert table(report, "items") == {why: (number,) for why, number in whys.items()}
    apart = Counter(
        (row["name"], WHYS[row["why"]]) for row in items if row["why"] not in ("on time", "late")
    )
    assert rows(report, "not_counted") == Counter((*key, number) for key, number in apart.items())


def test_every_fate_and_every_state_occurs() -> None:
    items, duties = recount(PRESS.records, str(LAST))
    assert set(PRESS.fates) == set(FATES)
    assert {WHYS[row["why"]] for row in items} == {each.id for each in STANDINGS.values()}
    _, early = recount(PRESS.records, "2024-11-20")
    states = {duty["state"] for duty in (*duties, *early)}
    assert states == {each.id for each in STATES.values()}
    assert [duty["payable"] for duty in duties if duty["payable"] < duty["price"] * duty["counted"]]
    assert len(duties) == 40 * 2 * 4
    assert sum(duty["owed"] + duty["waived"] for duty in duties) == 1440


def test_the_order_of_records_does_not_matter_nor_what_became_known_later() -> None:
    mixed = Random(1).sample(PRESS.records, len(PRESS.records))  # noqa: S311  # no secret
    on = DAYS[2]
    assert report_on(on, mixed) == report_on(on, PRESS.records)
    known = [*Snapshot(PRESS.records).known(on)]
    assert report_on(on, known) == report_on(on, PRESS.records)


def without_zeros(found: dict[Any, tuple[int, ...]]) -> dict[Any, tuple[int, ...]]:
    return {key: figures for key, figures in found.items() if any(figures)}


def rows(report: Report, name: str) -> Counter[tuple[Any, ...]]:
    found = [table.rows for table in report.tables if table.name == name]
    return Counter(tuple(map(shown, row)) for part in found for row in part)
