"""A register's worth of publications and receipts, the same for the same seed, as fast as they can be made."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from pilkada_outreach import Evidence, Id, Outcome, Receipt
from pilkada_outreach.history.facts import PLANNED, links_of
from pilkada_outreach.ports import Change, Facts, Index, Link, Settles, Tally, Write
from pilkada_outreach.rules.example_world import MEDIUM, OWN, noon, publication, world
from pilkada_outreach.serialization import dump

AT = datetime(2024, 9, 20, 1, tzinfo=UTC)
FIRST_DAY = date(2024, 8, 10)
DAYS = 110
FEW = "kpu/64.71"

_PUBLICATION = publication("ajakan-memilih", noon(8, 10))
_RECEIPT = Receipt(
    id=_PUBLICATION.id.of(*_PUBLICATION.id.parts, 1),
    publication=_PUBLICATION.id,
    attempt=1,
    at=noon(8, 10),
    outcome=Outcome.DELIVERED,
    evidence=Evidence(
        url="https://kabar.contoh.invalid/ajakan", sha256="0" * 64, captured_at=noon(8, 10)
    ),
)
_PUBLICATION_BODY = dump(_PUBLICATION).decode()
_RECEIPT_BODY = dump(_RECEIPT).decode()
_PUBLICATION_LINKS = links_of(_PUBLICATION)
_FIELD = links_of(_RECEIPT)[0].field


def base() -> Change:
    """What all publications refer to, and the seven publications of another commission, `FEW`."""
    writes = tuple(
        Write(
            family=record.family,
            id=record.id,
            body=dump(record),
            base_version=0,
            facts=Facts(commission=str(OWN)),
            index=Index(links=links_of(record)),
        )
        for record in world()
    )
    few = (_publication(number, FIRST_DAY, commission=FEW) for number in range(7))
    return Change(actor="staff/sosdiklih", reason="isi awal", at=AT, writes=(*writes, *few))


def changes(count: int, per_change: int = 10_000, seed: int = 20240920) -> Iterator[Change]:
    """`count` new records, `per_change` at once: publications by day, each with its receipt behind it."""
    made = _writes(count, seed)
    while batch := tuple(islice(made, per_change)):
        yield Change(actor="staff/sosdiklih", reason="penayangan", at=AT, writes=batch)


def _writes(count: int, seed: int) -> Iterator[Write]:
    chance = random.Random(seed)  # noqa: S311  # the same rows in each run
    days = sorted(chance.randrange(DAYS) for _ in range(count // 2))
    for number, after in enumerate(days):
        day = FIRST_DAY + timedelta(days=after)
        yield _publication(number, day)
        yield _receipt(number, day, "delivered" if chance.random() < 0.9 else "accepted")


def _id(number: int, day: date, commission: str = str(OWN)) -> Id:
    office = commission.replace("/", "-")
    return Id(f"publication/{office}/{day}/webhook/{number:07}/kabar-contoh")


def _tally(day: date, state: str) -> Tally:
    return Tally(partner=str(MEDIUM), kind="labelled-coverage", month=f"{day:%Y-%m}", state=state)


def _facts(day: date, commission: str = str(OWN)) -> Facts:
    area = commission.removeprefix("kpu/")
    return Facts(commission=commission, area=area, first_day=day, last_day=day)


def _publication(number: int, day: date, commission: str = str(OWN)) -> Write:
    id = _id(number, day, commission)
    body = _PUBLICATION_BODY.replace(str(_PUBLICATION.id), str(id))
    return Write(
        family="publication",
        id=id,
        body=body.replace("2024-08-10", str(day)).encode(),
        base_version=0,
        facts=_facts(day, commission),
        index=Index(links=_PUBLICATION_LINKS, tally=_tally(day, PLANNED)),
    )


def _receipt(number: int, day: date, state: str) -> Write:
    publication_id = _id(number, day)
    body = _RECEIPT_BODY.replace(str(_PUBLICATION.id), str(publication_id))
    return Write(
        family="receipt",
        id=Id(f"{publication_id}/1"),
        body=body.replace("2024-08-10", str(day)).replace('"delivered"', f'"{state}"').encode(),
        base_version=0,
        facts=_facts(day),
        index=Index(
            links=(Link(field=_FIELD, target=publication_id),),
            tally=_tally(day, state),
            settles=Settles(publication=publication_id, attempt=1, state=state),
        ),
    )
