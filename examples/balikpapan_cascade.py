"""From lurah, Danramil and Babinsa to the RT: KPU Balikpapan and its target of 75 % in Pilkada 2024.

    python examples/balikpapan_cascade.py

Figures are official, each with its source; what this example had to assume stands at the end of its output.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import ROUND_CEILING, Decimal
from pathlib import Path
from textwrap import wrap

from pilkada_outreach import (
    Activity,
    AreaCode,
    Code,
    Election,
    Id,
    Indicator,
    IndicatorUnit,
    Measurement,
    MeasurementStatus,
    Office,
    RollUp,
    Snapshot,
    Task,
    areas,
    read_program,
)
from pilkada_outreach.measuring.progress import Progress, progress
from pilkada_outreach.measuring.roll_up import rolled_up

PROGRAM = Path(__file__).parent / "balikpapan" / "program.toml"
OWN, CITY, ELECTION = Id("kpu/64.71"), AreaCode("64.71"), Id("pilkada/2024/64.71")
DAYS = (date(2024, 7, 18), date(2024, 9, 20), date(2024, 12, 20))
LAST = DAYS[-1]
NOON = datetime(2024, 12, 20, 12, tzinfo=UTC)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ASSUMED = {date(2010, 12, 31), date(2015, 12, 31), date(2020, 12, 31), LAST}  # known since
ASSUMPTIONS = (
    "hasil 2010, 2015, dan 2020 dianggap diketahui sejak akhir tahunnya",
    "hasil 60,13 % (Desember 2024) dianggap diketahui sejak 20 Des 2024",
    "jumlah pemilih untuk target dan selisih: perkiraan, persentase dikali DPT",
)


def talk(
    on: date, title: str, area: str, groups: tuple[str, ...], tasks: tuple[Task, ...] = ()
) -> Activity:
    """A meeting with groups, in the area that it was for; nobody is counted, since no source did."""
    place = areas.get(area).place()
    return Activity(
        id=Id.of("activity", OWN, on, area),
        commission=OWN,
        title=title,
        method=Code("other"),
        place=place,
        day=on,
        participants=tuple(Id.of("group", area, group) for group in groups),
        tasks=tasks,
        election=ELECTION,
    )


def counted(code: str, name_id: str, name_en: str) -> Indicator:
    """An indicator that counts, and may be added up along areas."""
    return Indicator(
        id=Id.of("indicator", code),
        code=Code(code),
        name_id=name_id,
        name_en=name_en,
        unit=IndicatorUnit.COUNT,
        roll_up=RollUp.SUM,
    )


ACTIVITIES = (
    talk(
        date(2024, 7, 17),
        "Lurah beserta jajaran, Danramil, dan Babinsa se-kota",
        "64.71",
        ("lurah", "danramil", "babinsa"),
        (
            Task(what="sosialisasi kepada RT se-Kota Balikpapan", owner=OWN),
            Task(what="sosialisasi kepada disabilitas, perempuan, milenial, mahasiswa", owner=OWN),
        ),
    ),
    talk(
        date(2024, 10, 10),
        "Perwakilan Ketua RT Balikpapan Selatan (diselenggarakan Pemkot)",
        "64.71.05",
        ("ketua-rt",),
    ),
    talk(
        date(2024, 10, 23),
        "Perwakilan Ketua RT Balikpapan Kota (diselenggarakan Pemkot)",
        "64.71.06",
        ("ketua-rt",),
    ),
)
TURNOUT = Indicator(
    id=Id("indicator/turnout"),
    code=Code("turnout"),
    name_id="Partisipasi pemilih",
    name_en="Turnout",
    unit=IndicatorUnit.PERCENT,
    roll_up=RollUp.WEIGHTED,
    weight=Code("dpt"),
)
VOTERS = counted("registered-voters", "Pemilih terdaftar", "Registered voters")
STATIONS = counted("polling-stations", "Tempat pemungutan suara", "Polling stations")
SOURCES = (
    ("pertemuan 17 Jul 2024", "berita sosialisasi KPU Balikpapan, 17 Jul 2024"),
    ("target 75 %", "faktanusa.com, 13 Jul 2024; berita 17 Jul 2024"),
    (
        "RT Balikpapan Selatan, Balikpapan Kota",
        "focuskaltim.id, 10 Okt; ibukotakini.com, 23 Okt 2024",
    ),
    ("DPS", "metrokaltim.com, 11 Agu 2024; kabarkalimantan.id, 18 Agu 2024"),
    ("kecamatan dan kelurahan", "Kepmendagri 100.1.1-6117/2022"),
    ("DPT 2024, 996 TPS", "borneoflash.com, 19 Sep 2024"),
    ("DPT dan TPS per kecamatan", "kotaku.co.id, 6 Nov 2024; KPU, Sirekap 28 Nov 2024"),
    ("DPT Pemilu 2024", "pamungkasnews.id, 19 Sep 2024"),
    ("1.669 RT (2020)", "kaltimedia.com, 21 Okt 2020"),
    ("79,5 % (RPJMN 2020-2024)", "jateng.tribunnews.com, 7 Nov 2022; kaltim.akurasi.id"),
    ("82 % (KPU RI)", "tribunnews.com, 22 Nov 2024; koran-jakarta.com"),
    ("hasil 2010, 2015, 2020, sementara 2024", "kaltim.antaranews.com 227773, 2 Des 2024"),
    ("hasil 60,13 %", "kaltim.akurasi.id, Des 2024"),
)


def main() -> None:
    """Bring the records to a register in memory, and answer what a commissioner asks on three days."""
    with Office.open("memory://", actor="staff/sosdiklih", clock=lambda: NOON) as office:
        office.apply(read_program(PROGRAM))
        office.put(TURNOUT, VOTERS, STATIONS, *ACTIVITIES)
        office.commit(reason="target, daftar pemilih, dan sosialisasi berjenjang")
        print("KPU Kota Balikpapan: dari lurah ke RT, menuju target 75 %")
        print("Tanda * berarti andaian contoh ini; tanda - berarti belum diketahui pada hari itu.")
        for on in DAYS:
            view(office.snapshot(on), on)
        cascade(office.snapshot(LAST))
    print("\nAndaian contoh ini")
    for line in ASSUMPTIONS:
        say(f"* {line}")
    print("\nSumber")
    for what, where in SOURCES:
        say(f"{what:<40}{where}")


def view(snapshot: Snapshot, on: date) -> None:
    """What a commissioner wants to know on a day, from what was known on it."""
    print(f"\nPer {day(on)}")
    found = progress(snapshot, on, CITY)
    own = next(each for each in found if each.target.area.code == CITY)
    block("Sosialisasi", talks(snapshot, on))
    block("Pemilih", voters(snapshot, own, on))
    block("Hasil", results(snapshot))
    block("Target", targets(found))
    block("Terdahulu", earlier(own))
    block("Peringatan", warnings(own))


def talks(snapshot: Snapshot, on: date) -> Iterator[str]:
    """Who was spoken to by the day, and what was announced without a day."""
    done = [activity for activity in snapshot.all(Activity) if activity.day <= on]
    for activity in done:
        yield f"{day(activity.day)}: {activity.title}"
    if not any(activity.attendance_on(on) for activity in done):
        yield "(jumlah hadir tidak disebut sumber, maka tidak dicatat)"
    for task in (task for activity in done for task in activity.tasks if task.is_open(on)):
        yield f"{'tanpa tanggal' if task.due is None else day(task.due)}: {task.what}"


def voters(snapshot: Snapshot, own: Progress, on: date) -> Iterator[str]:
    """The denominator: the voter list, how it moved, and how many voters the target means."""
    election = snapshot.get(Election, ELECTION)
    first, last = (election.voter_list(version, on) for version in ("dps", "dpt"))
    if last is None:
        yield "DPS dan DPT belum ada; menurut KPU mungkin naik dari Pemilu 2024"
        return
    yield f"DPT {number(last.voters)} di {last.polling_stations} TPS ({last.source.article})"
    before = snapshot.get(Measurement, "measurement/registered-voters/2024/64.71/pemilu").count
    if first is not None and before is not None:
        yield f"{moved(last.voters - first.voters)} dari DPS {number(first.voters)} ({first.source.article})"
        yield f"{moved(last.voters - before)} dari DPT Pemilu 2024 {number(before)}"
    aim = (own.target.figure * last.voters / 100).to_integral_value(ROUND_CEILING)
    yield f"{percent(own.target.figure)} = {number(int(aim))} pemilih*"
    if (away := own.distance_in_points) is not None:
        yield f"{points(away)} = sekitar {number(int(abs(away) * last.voters / 100))} pemilih*"


def results(snapshot: Snapshot) -> Iterator[str]:
    """What was reached, the interim figure beside the final one."""
    shares = [each for each in snapshot.all(Measurement) if each.indicator == TURNOUT.code]
    found = [each for each in shares if each.election == ELECTION]
    for each in sorted(found, key=lambda each: each.known_from):
        status = "sementara" if each.status is MeasurementStatus.INTERIM else "final"
        yield f"{percent(each.figure)} {status}, {day(each.known_from)}{star(each)}"
    if not found:
        yield "belum ada"


def targets(found: tuple[Progress, ...]) -> Iterator[str]:
    """Every target with its distance to the result; the distance of a national one only compares."""
    for each in sorted(found, key=lambda each: each.target.area.code != CITY):
        name, away = str(each.target.set_by), each.distance_in_points
        if each.target.area.code != CITY:
            name, away = f"{name} (nasional)", each.local_distance_in_points
        line = f"{name:<28}{percent(each.target.figure):>8}   selisih"
        line += f" {'-' if away is None else points(away)}"
        achieved = each.achievement_percent
        yield line if achieved is None else f"{line}, capaian {percent(achieved)}"


def earlier(own: Progress) -> Iterator[str]:
    """Earlier elections of the city, beside its target and its result."""
    for each in own.earlier:
        name = each.election_name + star(each)
        line = f"{name:<28}{percent(each.figure):>8}   ke target {points(own.target.figure - each.figure)}"
        if own.measurement is None:
            yield line
        else:
            yield f"{line}, hasil 2024 {points(own.measurement.figure - each.figure)}"


def warnings(own: Progress) -> Iterator[str]:
    """Why the target may be missed, each with its reason; none once the result is final."""
    for problem in own.warnings:
        yield problem.message("id")
    if not own.warnings:
        yield "tidak ada lagi: hasil sudah final"


def cascade(snapshot: Snapshot) -> None:
    """How far the cascade came: districts, urban villages, voters, polling stations, RT reached."""
    print("\nJenjang: kecamatan, kelurahan, RT")
    figures = snapshot.all(Measurement)
    reached = {activity.place.code: activity.day for activity in snapshot.all(Activity)}
    size, stations = (rolled_up(each, CITY, figures) for each in (VOTERS, STATIONS))
    say(f"{'Kecamatan':<20}{'kelurahan':>9}{'DPT':>10}{'TPS':>6}   Ketua RT diajak bicara")
    for listed, polling in zip(size.parts, stations.parts, strict=True):
        district = areas.get(listed.area.code)
        when = day(reached[district.code]) if district.code in reached else "-"
        row = f"{district.name:<20}{len(district.children()):>9}"
        say(f"{row}{number(listed.count):>10}{number(polling.count):>6}   {when}")
    villages = tuple(areas.get(CITY).descendants("village"))
    say(f"{'Jumlah':<20}{len(villages):>9}{number(size.count):>10}{number(stations.count):>6}")
    official = snapshot.get(Election, ELECTION).voter_list("dpt", LAST)
    if official is not None and official.voters == size.count:
        say("Jumlah keenam kecamatan sama dengan DPT kota.")
    rt = snapshot.get(Measurement, "measurement/neighbourhoods/2020/64.71")
    say(f"RT di seluruh kota: {number(rt.count)} (2020).")


def star(figure: Measurement) -> str:
    """A star where the day on which the figure became known is assumed."""
    return "*" if figure.known_from in ASSUMED else ""


def number(figure: int | None) -> str:
    """A number as people write it: 520.986."""
    return "-" if figure is None else f"{figure:,}".replace(",", ".")


def moved(figure: int) -> str:
    """A difference as people write it: +11.504."""
    return f"{figure:+,}".replace(",", ".")


def percent(figure: Decimal) -> str:
    """A percentage as people write it."""
    return f"{figure} %".replace(".", ",")


def points(figure: Decimal) -> str:
    """A difference in percentage points."""
    return f"{figure:+} poin".replace(".", ",")


def day(on: date) -> str:
    """A day as people write it."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def say(line: str) -> None:
    """One line below a heading."""
    print(f"   {line}")


def block(label: str, lines: Iterator[str]) -> None:
    """Lines beside a label, which stands once."""
    wrapped = (part for line in lines for part in wrap(line, 84, subsequent_indent="  "))
    for place, line in enumerate(wrapped):
        say(f"{label if place == 0 else '':<13}{line}")


if __name__ == "__main__":
    main()
