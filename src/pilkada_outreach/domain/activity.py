"""What a commission does with people: meetings, forums, talk shows; who came, what was agreed."""

from datetime import date, time
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.checks import not_negative, repeated
from pilkada_outreach.domain.paper import Document, Task
from pilkada_outreach.domain.people import Speaker
from pilkada_outreach.domain.publication import Evidence
from pilkada_outreach.domain.values import (
    AgreementId,
    Code,
    CommissionId,
    ElectionId,
    Id,
    MaterialId,
    PartnerId,
    Words,
)
from pilkada_outreach.problems import Problem, ProblemKind, Severity

ATTENDANCE_GAP = ProblemKind(
    code="attendance.gap",
    severity=Severity.WARNING,
    en="{male} men and {female} women are {sum} people, but {value} came: {gap} between them.",
    id="{male} laki-laki dan {female} perempuan berjumlah {sum} orang, padahal hadir {value}: selisih {gap}.",
    mend_en="Check the attendance list.",
    mend_id="Periksa daftar hadir.",
)
ATTENDANCE_PART = ProblemKind(
    code="attendance.part",
    en="{value} of one part are more than the {total} who came.",
    id="{value} orang dari satu bagian melebihi {total} orang yang hadir.",
    mend_en="Correct the part, or the total.",
    mend_id="Perbaiki jumlah bagian itu, atau jumlah seluruhnya.",
)
ATTENDANCE_SEGMENT = ProblemKind(
    code="attendance.segment-twice",
    en="The segment {value} is counted twice.",
    id="Basis {value} dihitung dua kali.",
    mend_en="Give one count for each segment.",
    mend_id="Isi satu jumlah untuk setiap basis.",
)
METHOD_MISSING = ProblemKind(
    code="activity.method",
    en="Neither a method nor a medium is given.",
    id="Metode maupun medianya belum diisi.",
    mend_en="Give the method of a direct activity, such as citizen-forum, or the medium of an indirect one.",
    mend_id="Isi method untuk kegiatan langsung, misalnya citizen-forum, atau medium untuk yang tidak langsung.",
    source="PKPU 9/2022 Pasal 11-13",
)
HOURS = ProblemKind(
    code="activity.hours",
    severity=Severity.WARNING,
    en="It ends at {value}, but starts at {starts}.",
    id="Berakhir pukul {value}, padahal mulai pukul {starts}.",
    mend_en="Correct the hours, unless it goes on past midnight.",
    mend_id="Perbaiki jamnya, kecuali bila berlangsung melewati tengah malam.",
)
COUNTED_EARLY = ProblemKind(
    code="activity.counted-early",
    en="Those who came were counted on {value}, before the activity on {day}.",
    id="Kehadiran dihitung pada {value}, sebelum kegiatan pada {day}.",
    mend_en="Correct one of the two days; who is expected stands in invited.",
    mend_id="Perbaiki salah satu tanggal; jumlah undangan dicatat dalam invited.",
)
TASK_EARLY = ProblemKind(
    code="activity.task-due",
    severity=Severity.WARNING,
    en="The task is due on {value}, before the activity on {day}.",
    id="Tindak lanjut jatuh tempo pada {value}, sebelum kegiatan pada {day}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)


def segment_counts(count: int) -> tuple[Problem, ...]:
    """People are counted from 0."""
    return not_negative(count=count)


@record(segment_counts)
class SegmentCount:
    """How many of one segment came. One person can belong to several segments (basis pemilih)."""

    segment: Code
    count: int


def attendance_parts(
    total: int,
    male: int | None,
    female: int | None,
    with_disabilities: int | None,
    segments: tuple[SegmentCount, ...],
) -> tuple[Problem, ...]:
    """No part is more than the whole; men and women are the whole, or the gap is named."""
    found = list(
        not_negative(total=total, male=male, female=female, with_disabilities=with_disabilities)
    )
    parts = [("male", male), ("female", female), ("with_disabilities", with_disabilities)]
    parts += [(f"segments[{place}].count", part.count) for place, part in enumerate(segments)]
    found += [
        ATTENDANCE_PART.at(name, value=part, total=total)
        for name, part in parts
        if part is not None and part > total
    ]
    found += [
        ATTENDANCE_SEGMENT.at(f"segments[{place}].segment", value=str(segment))
        for place, segment in repeated(part.segment for part in segments)
    ]
    if male is not None and female is not None and male + female != total:
        gap = abs(total - male - female)
        found.append(
            ATTENDANCE_GAP.at(
                "total", value=total, male=male, female=female, sum=male + female, gap=gap
            )
        )
    return tuple(found)


@record(attendance_parts)
class Attendance:
    """Who came, as figures only (kehadiran). Names stay on the attendance list (daftar hadir)."""

    total: int
    male: int | None = None
    female: int | None = None
    with_disabilities: int | None = None
    segments: tuple[SegmentCount, ...] = ()
    known_from: date
    """The day it was counted; a later count takes its place."""


def has_a_method(method: Code | None, medium: Code | None) -> Problem | None:
    """An activity is direct, by a method, or indirect, through a medium."""
    return METHOD_MISSING.at("method") if method is None and medium is None else None


def hours_follow(starts: time | None, ends: time | None) -> Problem | None:
    """It starts before it ends, or goes on past midnight."""
    if starts is not None and ends is not None and ends <= starts:
        return HOURS.at("ends", value=ends, starts=starts)
    return None


def counted_when_it_took_place(
    day: date, attendance: tuple[Attendance, ...]
) -> tuple[Problem, ...]:
    """Nobody is counted before they come."""
    return tuple(
        COUNTED_EARLY.at(f"attendance[{place}].known_from", value=count.known_from, day=day)
        for place, count in enumerate(attendance)
        if count.known_from < day
    )


def tasks_come_after(day: date, tasks: tuple[Task, ...]) -> tuple[Problem, ...]:
    """What is agreed in a meeting is done after it."""
    return tuple(
        TASK_EARLY.at(f"tasks[{place}].due", value=task.due, day=day)
        for place, task in enumerate(tasks)
        if task.due is not None and task.due < day
    )


def cost_is_not_negative(invited: int | None, cost_rupiah: int | None) -> tuple[Problem, ...]:
    """Invitations and costs are 0 or more."""
    return not_negative(invited=invited, cost_rupiah=cost_rupiah)


@record(
    has_a_method,
    hours_follow,
    counted_when_it_took_place,
    tasks_come_after,
    cost_is_not_negative,
)
class Activity:
    """Something that a commission does with people (kegiatan: sosialisasi, rakor, forum warga)."""

    family: ClassVar[str] = "activity"

    id: Id
    """`activity/kpu-64.02/2024-08-10/rakor-media`."""
    commission: CommissionId
    title: Words
    method: Code | None = None
    """The method of a direct activity (PKPU 9/2022 Pasal 12): an open code list."""
    medium: Code | None = None
    """The medium of an indirect activity (PKPU 9/2022 Pasal 13): an open code list."""
    programme: Code | None = None
    """The programme it belongs to, such as `citizen-forum` (Perbawaslu 2/2023): an open code list."""
    place: Place
    venue: str = ""
    day: date
    starts: time | None = None
    """The hour on the place's own clock."""
    ends: time | None = None
    speakers: tuple[Speaker, ...] = ()
    segments: tuple[Code, ...] = ()
    """The groups of voters it is meant for (sasaran)."""
    participants: tuple[PartnerId, ...] = ()
    """The partners that are invited."""
    invited: int | None = None
    """How many people are invited."""
    attendance: tuple[Attendance, ...] = ()
    materials: tuple[MaterialId, ...] = ()
    budget_line: str = ""
    cost_rupiah: int | None = None
    minutes: Document | None = None
    """Notula, berita acara."""
    evidence: tuple[Evidence, ...] = ()
    """Photos, recordings, links."""
    tasks: tuple[Task, ...] = ()
    """What was agreed to be done (tindak lanjut)."""
    implements: tuple[AgreementId, ...] = ()
    """The agreements that it carries out."""
    election: ElectionId | None = None
    stage: str = ""
    """The code of the stage it belongs to: `S7`."""

    def attendance_on(self, day: date) -> Attendance | None:
        """The last count that was known on a day."""
        known = [count for count in self.attendance if count.known_from <= day]
        return max(known, key=lambda count: count.known_from, default=None)
