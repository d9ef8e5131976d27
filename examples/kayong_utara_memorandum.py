"""The memorandum of the regent and KPU Kayong Utara, and the cooperation agreements under it.

    python examples/kayong_utara_memorandum.py

Places, bodies and figures are real and sourced; what this example had to assume stands at the end of its output.
"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from pilkada_outreach import (
    Activity,
    Agreement,
    AreaCode,
    Code,
    Election,
    Id,
    Indicator,
    IndicatorUnit,
    Measurement,
    Office,
    Period,
    RollUp,
    Sex,
    Stakeholder,
    Task,
    ValidationFailed,
    areas,
    evolve,
    read_program,
)
from pilkada_outreach.domain.agreement_names import agreement_kinds, kind_of_title
from pilkada_outreach.measuring.roll_up import gap, rolled_up
from pilkada_outreach.reporting.model import Bilingual, Cell
from pilkada_outreach.reporting.words import AGREEMENT_KINDS

PROGRAM = Path(__file__).parent / "kayong_utara" / "program.toml"
OWN, REGENCY = Id("kpu/61.11"), AreaCode("61.11")
MEMORANDUM = Id("agreement/kpu-61.11/2021/nota")
DAYS = (date(2021, 11, 29), date(2023, 9, 6), date(2024, 11, 28))
LAST = DAYS[-1]
NOON = datetime(2024, 11, 28, 12, tzinfo=UTC)
ISLAND = re.compile("Pulau |Kepulauan ")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ASSUMED = ("2023/", "2024/")
"""How the numbers of agreements begin whose terms are this example's own; they are marked with a star."""
ASSUMPTIONS = (
    "bentuk nota: jawaban kantor dalam contoh ini, naskahnya tidak dilihat",
    "nota berlaku sejak 1 Jul 2021: hari beritanya; hari penandatanganan dan akhirnya tidak ditemukan",
    "PKS Kesbangpol: tahun 2021 (sumber hanya menulis 26/10) dan hari terakhirnya",
    "semua mitra, hari, dan isi PKS bertanda *; nomor naskah, surat kuasa, dan penanda tangan",
)
SOURCES = (
    ("nota, jaringan internet", "berkatnewstv.com, 1 Jul 2021"),
    ("PKS Kesbangpol, rencana PKS, DPB", "kab-kayongutara.kpu.go.id, Sep-Nov 2021"),
    ("pertemuan 5 Sep 2023", "validasi.infopublik.id 775449, 6 Sep 2023"),
    ("DPT Pilkada 2024", "kalbaronline.com, 22 Sep 2024"),
    ("TPS per kecamatan", "KPU, Sirekap 28 Nov 2024"),
    ("kecamatan", "Kepmendagri 100.1.1-6117/2022"),
)


def meeting(on: date, title: str, *guests: str) -> Activity:
    """A meeting in KPU's office; nobody is counted, since no source did."""
    return Activity(
        id=Id.of("activity", OWN, on, "meeting"),
        commission=OWN,
        title=title,
        method=Code("discussion"),
        place=areas.get("61.11.01").place(),
        day=on,
        participants=tuple(Id.of("agency", REGENCY, guest) for guest in guests),
        implements=(MEMORANDUM,),
    )


MEETINGS = (
    meeting(date(2021, 11, 29), "KPU menyiapkan PKS dengan sekitar 8 OPD"),
    meeting(
        date(2023, 9, 5),
        "Coffee morning Diseminasi Informasi Kepemiluan: sekitar 12 OPD, kejaksaan, kepolisian",
        *("kejaksaan", "kepolisian"),
    ),
)
STATIONS = Indicator(
    id=Id("indicator/polling-stations"),
    code=Code("polling-stations"),
    name_id="Tempat pemungutan suara",
    name_en="Polling stations",
    unit=IndicatorUnit.COUNT,
    roll_up=RollUp.SUM,
)


def main() -> None:
    """Bring the records to a register in memory, and answer what a commissioner asks."""
    with Office.open("memory://", actor="staff/hukum", clock=lambda: NOON) as office:
        office.apply(read_program(PROGRAM))
        office.put(STATIONS, *MEETINGS)
        office.commit(reason="nota kesepakatan dan perjanjian kerja sama di bawahnya")
        print("KPU Kabupaten Kayong Utara: nota kesepakatan dan perjanjian kerja sama di bawahnya")
        print("Tanda * berarti andaian contoh ini, bukan fakta.")
        kind(office)
        in_force(office)
        powers(office)
        expiry(office)
        promises(office)
        islands(office)
        voter_data(office)
    print("\nAndaian contoh ini")
    for line in ASSUMPTIONS:
        say(f"* {line}")
    print("\nSumber")
    for what, where in SOURCES:
        say(f"{what:<36}{where}")


def kind(office: Office) -> None:
    """The printed title is ambiguous: the library asks, the office answers."""
    print("\n1. Bentuk naskah: ditanyakan, tidak dipilihkan")
    memorandum = office.get(Agreement, MEMORANDUM)
    say(f"Judul   {memorandum.title}")
    try:
        kind_of_title(memorandum.title)
    except ValidationFailed as asked:
        names = " / ".join(AGREEMENT_KINDS[each].id for each in agreement_kinds(memorandum.title))
        say(f"Tanya   {names}?")
        say(f"        {asked.problems[0].hint('id')}")
    say(f"Jawab*  {AGREEMENT_KINDS[memorandum.kind].id}: pihaknya bupati dan KPU (PP 28/2018)")


def in_force(office: Office) -> None:
    """In which state every agreement is on three days."""
    print("\n2. Keadaan pada tiga hari, menurut hari mulai dan berakhir yang diandaikan*")
    states = {
        on: {
            row["agreement"]: text(row["state"]).lower()
            for row in rows(office, "agreements", "register", on)
        }
        for on in DAYS
    }
    say(f"{'':<42}" + "".join(f"{day(on):<13}" for on in DAYS))
    for agreement in by_age(office):
        cells = (states[on][number(agreement)] for on in DAYS)
        words = ("belum" if cell == "rancangan" else cell for cell in cells)
        say(f"{titled(agreement):<42}" + "".join(f"{word:<13}" for word in words))
    for activity in office.snapshot(LAST).all(Activity):
        say(f"{day(activity.day)}: {activity.title}")


def powers(office: Office) -> None:
    """Which heads of agencies sign without a power of attorney of the regent."""
    print("\n3. Kepala perangkat daerah tanpa surat kuasa bupati")
    found = [each for each in office.check(on=LAST) if each.code == "agreement.power-missing"]
    for problem in found:
        agreement = office.get(Agreement, problem.path.partition(".parties")[0])
        (partner,) = agreement.partners_of(OWN)
        say(f"{titled(agreement):<42}{office.get(Stakeholder, partner).name}")
    say(f"Dasar: {found[0].source}. Sumber berita tidak menyebut surat kuasa.")


def expiry(office: Office) -> None:
    """What ends next, and what would stick out if the memorandum ran for three years."""
    print("\n4. Yang berakhir berikutnya")
    for on in DAYS:
        ending = rows(office, "expiry", "ending", on)
        for row in ending:
            if row["last_day"] == ending[0]["last_day"]:
                until = f"{text(row['last_day']) + '*':<14}{text(row['days_left']):>4} hari"
                say(f"per {day(on):<14}{until}   {named(office, row['agreement'])}")
        if not ending:
            say(f"per {day(on):<14}tidak ada dalam setahun")
    for row in rows(office, "expiry", "open_ended", LAST):
        say(f"tanpa hari akhir  {named(office, row['agreement'])}")
    memorandum = office.get(Agreement, MEMORANDUM)
    term = Period(first_day=memorandum.period.first_day, last_day=date(2024, 6, 30))
    office.put(evolve(memorandum, period=term))
    found = [each for each in office.check(on=LAST) if each.code == "agreement.outside-parent"]
    office.rollback()
    say(f"Andaikan nota itu berlaku tiga tahun, s.d. 30 Jun 2024: {len(found)} PKS melampauinya.")


def promises(office: Office) -> None:
    """What was promised: done, late, or without a date, which is neither."""
    print(f"\n5. Janji dan tindak lanjut per {day(LAST)}")
    for agreement in by_age(office):
        for task in agreement.work_plan:
            star = "*" if is_assumed(agreement) else ""
            due = "tanpa tanggal" if task.due is None else f"{day(task.due)}{star}"
            say(f"{task.what + star:<52}{due:<15}{progress_of(task)}")


def progress_of(task: Task) -> str:
    """Where a promise stands on the last day."""
    if not task.is_open(LAST):
        assert task.done_on is not None
        return f"selesai {day(task.done_on)}*"
    if task.due is None:
        return "terbuka; tidak jatuh tempo"
    late = (LAST - task.due).days
    return f"terlambat {late} hari" if task.is_late(LAST) else "terbuka"


def islands(office: Office) -> None:
    """Which districts are islands, by their names in the shipped register, and their polling stations."""
    print("\n6. Kecamatan kepulauan (menurut namanya)")
    found = [each for each in areas.get(REGENCY).children() if ISLAND.match(each.name)]
    stations = rolled_up(STATIONS, REGENCY, office.snapshot(LAST).all(Measurement))
    here = [each.count or 0 for each in stations.parts if ISLAND.match(each.area.name)]
    for district, counted in zip(found, here, strict=True):
        say(f"{district.name:<21}{len(district.children())} desa  {counted:>4} TPS")
    districts = f"{len(found)} dari {len(areas.get(REGENCY).children())} kecamatan"
    say(
        f"{districts}, {sum(here)} dari {stations.count} TPS; jaringannya tanpa tanggal (bagian 5)."
    )


def voter_data(office: Office) -> None:
    """Voter data in figures only: men and women, and districts, add up to the whole."""
    print("\n7. Data pemilih: angka saja, tanpa nama, NIK, atau alamat")
    snapshot = office.snapshot(LAST)
    exchanged = [each for each in snapshot.all(Measurement) if each.indicator == Code("dpb")]
    by_sex = {each.sex: each for each in exchanged if each.sex is not None}
    for whole in (each for each in exchanged if each.sex is None):
        say(f"{whole.election_name:<26}{count(whole.count)}  {whole.note}".rstrip())
    men, women = by_sex[Sex.MALE], by_sex[Sex.FEMALE]
    whole = snapshot.get(Measurement, "measurement/dpb/2021-09/61.11")
    sums = "cocok" if gap(whole, (men, women)) is None else "TIDAK COCOK"
    say(f"  {count(men.count)} laki-laki + {count(women.count)} perempuan: {sums}")
    voters = snapshot.get(Election, "pilkada/2024/61.11").voter_list("dpt", LAST)
    stations = rolled_up(STATIONS, REGENCY, snapshot.all(Measurement))
    assert voters is not None
    say(f"{'DPT Pilkada 2024':<26}{count(voters.voters)}  di {voters.polling_stations} TPS")
    parts = " + ".join(str(each.count) for each in stations.parts)
    sums = "cocok" if stations.count == voters.polling_stations else "TIDAK COCOK"
    say(f"  TPS per kecamatan {parts}: {sums}")
    say("Jumlah pemilih per kecamatan tidak ditemukan, maka tidak diisi.")


def rows(office: Office, report: str, table: str, on: date) -> list[dict[str, Cell]]:
    """The rows of a report's table, each cell by the name of its column."""
    tables = office.report(report, on=on).report.tables
    found = next(each for each in tables if each.name == table)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def by_age(office: Office) -> list[Agreement]:
    """The agreements, the oldest first."""
    return sorted(
        office.snapshot().all(Agreement), key=lambda each: (each.period.first_day, each.id)
    )


def number(agreement: Agreement) -> str:
    """The number that reports show: `2021/nota`."""
    return "/".join(agreement.id.parts[2:])


def is_assumed(agreement: Agreement) -> bool:
    """Whether the example made its terms up."""
    return number(agreement).startswith(ASSUMED)


def named(office: Office, cell: Cell) -> str:
    """The title of the agreement with this number in a report."""
    return titled(office.get(Agreement, Id.of("agreement", OWN, *str(cell).split("/"))))


def titled(agreement: Agreement) -> str:
    """The title, with a star where the terms are assumed."""
    name = "Nota kesepakatan" if agreement.id == MEMORANDUM else agreement.title
    return f"{name}*" if is_assumed(agreement) else name


def text(cell: Cell) -> str:
    """A cell in Indonesian."""
    if isinstance(cell, Bilingual):
        return cell.id
    return day(cell) if isinstance(cell, date) else str(cell)


def count(figure: int | None) -> str:
    """A number as people write it: 89.883."""
    return "-" if figure is None else f"{figure:,}".replace(",", ".")


def day(on: date) -> str:
    """A day as people write it."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def say(line: str) -> None:
    """One line below a heading."""
    print(f"   {line}".rstrip())


if __name__ == "__main__":
    main()
