"""One round of an office's work, and what the good plugin had to do with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import attrs

from pilkada_outreach import (
    Code,
    Election,
    Id,
    Office,
    OutreachError,
    Publication,
    Receipt,
    evolve,
)
from pilkada_outreach.plugins import (
    PluginHost,
    PublicationsSent,
    RecordsChanged,
    StagesOpened,
)
from pilkada_outreach.rules.example_world import noon, publication, world
from tests.plugins import good

E = TypeVar("E", RecordsChanged, PublicationsSent, StagesOpened)
DAY = date(2024, 8, 20)


def clock() -> datetime:
    return noon(8, 10)


@attrs.frozen(kw_only=True)
class Good:
    """Everything that the good plugin did in one round."""

    findings: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    rendered: bytes
    read: tuple[str, ...]
    exported: bytes
    codes: tuple[str, ...]
    timetable: str
    changed: tuple[RecordsChanged, ...]
    sent: tuple[Id, ...]
    opened: tuple[StagesOpened, ...]


@attrs.frozen(kw_only=True)
class Round:
    """What came of a round."""

    good: Good
    radio: tuple[Receipt, ...]
    """What became of the two publications that were to go through the bad plugin's channel."""
    errors: tuple[OutreachError, ...]
    """What the bad plugin's offers raised when they were used by name."""


def played(host: PluginHost, folder: Path) -> tuple[Round, Office]:
    """A round with these plugins, and the office, which is open still."""
    good.HEARD.clear()
    office = Office.open("memory://", actor="staff/uji", clock=clock, plugins=host)
    errors: list[OutreachError] = []
    election = next(record for record in world() if isinstance(record, Election))
    office.put(*world(), *planned("kiosk", 12), *planned("radio", 14))
    office.commit(reason="rencana")
    with noting(errors):
        office.timetable(evolve(election, timetable=Code("jadwal-radio")))
    findings = office.check(on=DAY)
    office.publish(noon(8, 20))
    report = office.report("coverage", on=DAY)
    with noting(errors):
        report.render("lembar", "en")
    with noting(errors):
        office.report("angka", on=DAY)
    (folder / "media.baris").write_text("kabar-contoh suara-contoh", "utf-8")
    with noting(errors):
        office.read(folder / "media.baris", importer="siaran")
    with noting(errors):
        office.export("arus", on=DAY)
    office.announce(date(2024, 9, 25))
    receipts = {
        channel: tuple(
            receipt
            for item in planned(channel, day)
            for receipt in office.snapshot().receipts(item.id)
        )
        for channel, day in (("kiosk", 12), ("radio", 14))
    }
    program = office.read(folder / "media.baris", importer="baris")
    done = Round(
        good=Good(
            findings=tuple(
                f"{found.path} {found.message()}"
                for found in findings
                if found.code == "test.quiet" or found.source
            ),
            receipts=receipts["kiosk"],
            rendered=report.render("text", "en"),
            read=tuple(str(record.id) for record in program.records),
            exported=office.export("daftar", on=DAY),
            codes=tuple(str(entry.code) for entry in office.codes("topic")),
            timetable=str(office.timetable(evolve(election, timetable=Code("latihan"))).id),
            changed=heard(RecordsChanged),
            sent=tuple(
                receipt.publication
                for event in heard(PublicationsSent)
                for receipt in event.receipts
                if receipt in receipts["kiosk"]
            ),
            opened=heard(StagesOpened),
        ),
        radio=receipts["radio"],
        errors=tuple(errors),
    )
    return done, office


def planned(channel: str, day: int) -> tuple[Publication, ...]:
    return tuple(
        evolve(publication("ajakan-memilih", noon(8, day + each)), channel=Code(channel))
        for each in range(2)
    )


@contextmanager
def noting(errors: list[OutreachError]) -> Iterator[None]:
    try:
        yield
    except OutreachError as error:
        errors.append(error)


def heard(cls: type[E]) -> tuple[E, ...]:
    return tuple(event for event in good.HEARD if isinstance(event, cls))
