"""The outreach of KPU Kutai Kartanegara for Pilkada 2024, played from 10 August to 9 December 2024.

    python examples/kukar/demo.py --out out/kukar

Run it again and nothing is sent twice. Places, days and official figures are real, media and people invented.
"""

import argparse
import sys
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pilkada_outreach import (
    WITA,
    Agreement,
    AgreementState,
    Code,
    Election,
    Id,
    Material,
    Office,
    Outcome,
    Problem,
    Publication,
    Receipt,
    Severity,
    Stage,
    agreement_state,
    read_program,
)

if TYPE_CHECKING:
    from examples.kukar.newsroom import Newsroom
else:
    from newsroom import Newsroom  # beside this file

HERE = Path(__file__).parent
OWN = Id("kpu/64.02")
SIGNING, LAST_DAY = date(2024, 8, 10), date(2024, 12, 9)
WHAT_IF_DAYS = (
    date(2024, 9, 24),
    date(2024, 9, 25),
    date(2024, 11, 23),
    date(2024, 11, 24),
    date(2024, 11, 27),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
OUTCOMES = {
    Outcome.DELIVERED: "tayang dengan bukti",
    Outcome.ACCEPTED: "diterima, bukti menyusul",
    Outcome.REJECTED: "ditolak media",
    Outcome.FAILED: "gagal, akan dicoba lagi",
    Outcome.HELD: "ditahan oleh aturan",
    Outcome.UNKNOWN: "tidak diketahui",
}


class SimulatedClock:
    """The office's clock, set by hand: ten in the morning of a day."""

    def __init__(self, today: date) -> None:
        self.today = today

    def __call__(self) -> datetime:
        return at_ten(self.today)


def main() -> None:
    """Play the eight steps, and leave the files behind."""
    parser = argparse.ArgumentParser(description="Play the outreach of KPU Kutai Kartanegara.")
    parser.add_argument("--out", type=Path, default=Path("out/kukar"), help="where the files go")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    clock = SimulatedClock(SIGNING)
    with (
        Newsroom() as newsroom,
        Office.open(
            f"sqlite:///{(out / 'office.db').as_posix()}",
            actor="staff/sosdiklih",
            clock=clock,
            options={
                "website": {"folder": str(out / "site")},
                "webhook": {"gateway": newsroom.url},
            },
        ) as office,
    ):
        agree(office)
        schedule(office)
        prepare(office)
        check(office)
        publish(office, clock, newsroom)
        prove(office)
        measure(office)
        report(office, out)
    say(f"Selesai dalam {time.perf_counter() - started:.0f} detik.")


def agree(office: Office) -> None:
    """The program becomes records, and both sides sign every contract."""
    step(1, "Sepakat", "agree")
    changes = office.apply(read_program(HERE / "program.toml"))
    say(f"Register: {changes.summary('id')}.")
    for contract in office.snapshot().all(Agreement):
        for party in contract.parties:
            if party.signatory is not None:
                office.sign(contract.id, party=party.partner, by=party.signatory, on=SIGNING)
    office.commit(reason="penandatanganan kontrak media di Tenggarong")
    contracts = office.snapshot().all(Agreement)
    states = Counter(agreement_state(contract, SIGNING) for contract in contracts)
    say(f"{states[AgreementState.IN_FORCE]} kontrak media berlaku sejak {day(SIGNING)}.")
    say(f"Penanda tangan KPU: {contracts[0].parties[0].signatory_name}.")


def schedule(office: Office) -> None:
    """What runs on the day of signing, and which days come next."""
    step(2, "Jadwal", "schedule")
    timetable = office.timetable(office.get(Election, "pilkada/2024/64.02"))
    say(f"Berjalan pada {day(SIGNING)}:")
    for stage in timetable.on(SIGNING):
        if stage.first_day is not None and "." in stage.code:
            say(f"  {days_of(stage)}: {stage.name_id}")
    say("Berikutnya:")
    for stage in map(timetable.stage, ("P8.6", "S3", "S5.1", "S6", "S7", "S8")):
        say(f"  {days_of(stage)}: {stage.name_id}")


def prepare(office: Office) -> None:
    """The materials, and the plan to publish them."""
    step(3, "Siapkan", "prepare")
    snapshot = office.snapshot()
    materials = snapshot.all(Material)
    specific = sum(bool(material.tickets) for material in materials)
    say(f"{len(materials)} materi dwibahasa; {specific} visi-misi, satu per pasangan calon.")
    planned = Counter(str(publication.channel) for publication in snapshot.all(Publication))
    say(f"Rencana tayang: {planned['website']} di laman KPU, {planned['webhook']} di media.")


def check(office: Office) -> None:
    """Let the rules judge the plan, and show on five days that they bite."""
    step(4, "Periksa", "check")
    found = Counter(problem.severity for problem in office.check(on=SIGNING))
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    say(f"Seluruh rencana: {errors} kesalahan, {warnings} peringatan.")
    appeal, vision = what_if(office, "ajakan-memilih"), what_if(office, "visi-misi-bupati-1")
    say("Andaikan ditayangkan pada hari lain:")
    say(f"  {'':<13}{'ajakan memilih':<16}visi-misi nomor urut 1")
    for on in WHAT_IF_DAYS:
        say(f"  {day(on):<13}{verdict(appeal[on]):<16}{verdict(vision[on])}")
    say(f"Anjuran: {vision[WHAT_IF_DAYS[-1]][0].hint('id')}")


def what_if(office: Office, name: str) -> dict[date, tuple[Problem, ...]]:
    """What the rules say to a material on the website on each of the days; nothing of it is kept."""
    planned = {
        on: Publication(
            id=Id.of("publication", OWN, on, "andaian", name),
            commission=OWN,
            material=Id.of("material", OWN, 2024, name),
            channel=Code("website"),
            due_at=at_ten(on),
        )
        for on in WHAT_IF_DAYS
    }
    office.put(*planned.values())
    found = office.check(on=SIGNING)
    office.rollback()
    return {
        on: tuple(problem for problem in found if problem.path.startswith(f"{publication.id}."))
        for on, publication in planned.items()
    }


def publish(office: Office, clock: SimulatedClock, newsroom: Newsroom) -> None:
    """Every day at ten send what is due; what failed is tried again the next day."""
    step(5, "Tayangkan", "publish")
    sent = 0
    for number in range((LAST_DAY - SIGNING).days + 1):
        clock.today = SIGNING + timedelta(days=number)
        result = office.publish()
        sent += len(result.receipts)
        show_progress(clock.today, sent)
        for receipt in result.with_outcome(Outcome.FAILED):
            medium = receipt.publication.parts[-1]
            say(f"{day(clock.today)}: {medium} gagal ({receipt.cause}), dicoba lagi besok")
    say(f"Kiriman pada putaran ini: {sent}.")
    say(f"Redaksi menerima {newsroom.received} kiriman baru, {newsroom.repeats} kiriman ulang.")


def show_progress(today: date, sent: int) -> None:
    """One line that moves in a terminal, a line per contract month elsewhere."""
    if sys.stdout.isatty():
        print(f"\r   {day(today)}: {sent} kiriman ", end="\n" if today == LAST_DAY else "")
    elif today.day == LAST_DAY.day:
        say(f"s.d. {day(today)}: {sent} kiriman")


def prove(office: Office) -> None:
    """Receipts: what became of each publication, and what proves it."""
    step(6, "Buktikan", "prove")
    last = last_receipts(office)
    for outcome, count in Counter(receipt.outcome for receipt in last).most_common():
        say(f"{count:>4} {OUTCOMES[outcome]}")
    for receipt in last:
        if receipt.outcome is Outcome.REJECTED:
            say(f"Ditolak: {receipt.publication.parts[-1]} ({receipt.cause})")
    proofs = (receipt.evidence for receipt in last if receipt.evidence and receipt.remote_id)
    evidence = next(proofs)
    say(f"Contoh bukti: {evidence.url}, sha256 {evidence.sha256[:12]}...")


def measure(office: Office) -> None:
    """What the contracts owed, and how far the targets are."""
    step(7, "Ukur", "measure")
    fulfilment = office.report("fulfilment", on=LAST_DAY).report
    say(fulfilment.summary[0].id)
    for name, owed, delivered, missing, *_ in fulfilment.tables[0].rows:
        if missing:
            say(f"  {name}: {delivered} dari {owed}")
    for sentence in office.report("progress", on=LAST_DAY).report.summary:
        say(sentence.id)


def report(office: Office, out: Path) -> None:
    """The reports as files that people open, and the numbers."""
    step(8, "Laporkan", "report")
    fulfilment = office.report("fulfilment", on=LAST_DAY)
    progress = office.report("progress", on=LAST_DAY)
    (out / "report.html").write_bytes(fulfilment.render("html"))
    (out / "report.csv").write_bytes(fulfilment.render("csv"))
    (out / "progress.html").write_bytes(progress.render("html"))
    ends = Counter(receipt.outcome for receipt in last_receipts(office))
    say(f"Media        {len(office.snapshot().all(Agreement))}")
    say(f"Penayangan   {sum(ends.values())}")
    say(f"  tayang     {ends[Outcome.DELIVERED]}, bukti menyusul {ends[Outcome.ACCEPTED]}")
    say(f"  ditolak    {ends[Outcome.REJECTED]}")
    for election, area, _, _, reached, *_ in progress.report.tables[1].rows:
        say(f"Partisipasi  {percent(reached)} ({election}, {area})")
    for set_by, election, _, _, aimed_at, *_ in progress.report.tables[0].rows:
        say(f"Target       {percent(aimed_at)} ({election}, {set_by})")
    for name in ("site/index.html", "site/feed.xml", "site/stages.ics", "report.html"):
        say(f"Buka         {out / name}")


def last_receipts(office: Office) -> tuple[Receipt, ...]:
    """The latest receipt of every publication that was tried."""
    snapshot = office.snapshot()
    histories = (snapshot.receipts(publication.id) for publication in snapshot.all(Publication))
    return tuple(history[-1] for history in histories if history)


def verdict(problems: tuple[Problem, ...]) -> str:
    """Allowed, or refused by which rule and law."""
    if not problems:
        return "boleh"
    return f"DITOLAK {problems[0].rule}: {problems[0].code} [{problems[0].source}]"


def at_ten(on: date) -> datetime:
    """When the office sends."""
    return datetime(on.year, on.month, on.day, 10, tzinfo=WITA)


def percent(figure: object) -> str:
    """A percentage as people write it."""
    return f"{figure} %".replace(".", ",")


def day(on: date) -> str:
    """A day as people write it."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def days_of(stage: Stage) -> str:
    """The days of a stage; an end that is not set is open."""
    ends = [day(on) if on else "..." for on in (stage.first_day, stage.last_day)]
    return ends[0] if ends[0] == ends[1] else " - ".join(ends)


def step(number: int, name: str, english: str) -> None:
    """The heading of a step."""
    print(f"\n{number}. {name} ({english})")


def say(line: str) -> None:
    """One line below a heading."""
    print(f"   {line}")


if __name__ == "__main__":
    main()
