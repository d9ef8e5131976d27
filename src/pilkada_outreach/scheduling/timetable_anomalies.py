"""What is odd in a timetable though nothing forbids it (kejanggalan jadwal): real ones have all of it.

A timetable with oddities is read, never refused. They are what a reader stumbles over.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import attrs

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.stage_days import RuleBook
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.problems import Problem, ProblemKind, Severity

OUTSIDE_PARENT = ProblemKind(
    code="timetable.outside-parent",
    severity=Severity.WARNING,
    en="{stage} is {value}, outside its parent {parent}, {window}.",
    id="{stage} berlangsung {value}, di luar induknya {parent}, {window}.",
    mend_en="Ask the instrument; real timetables have this, such as committees sworn in after their formation.",
    mend_id="Periksa peraturannya; jadwal nyata memuat hal ini, misalnya pelantikan sesudah masa pembentukan.",
)
NO_START = ProblemKind(
    code="timetable.no-start",
    severity=Severity.WARNING,
    en="{stage} has only a last day, {value}; it counts as a deadline.",
    id="{stage} hanya memiliki hari terakhir, {value}; diperlakukan sebagai batas waktu.",
    mend_en="Add the first day where the instrument names one.",
    mend_id="Tambahkan hari pertamanya bila peraturan menyebutnya.",
)
NO_END = ProblemKind(
    code="timetable.no-end",
    severity=Severity.WARNING,
    en="{stage} starts on {value} and has no last day; it runs on.",
    id="{stage} mulai {value} tanpa hari terakhir; terus berlangsung.",
    mend_en="Add the last day where the instrument names one.",
    mend_id="Tambahkan hari terakhirnya bila peraturan menyebutnya.",
)
UNDATED = ProblemKind(
    code="timetable.undated",
    severity=Severity.WARNING,
    en="{value} has no day: another body sets it.",
    id="{value} tidak memiliki tanggal: ditetapkan lembaga lain.",
    mend_en="Write what it waits for as a rule, and give the event when it happens.",
    mend_id="Tulis peristiwa yang ditunggu sebagai aturan, dan isi harinya setelah terjadi.",
)
OVERLAP = ProblemKind(
    code="timetable.overlap",
    severity=Severity.WARNING,
    en="{stage} and {other} overlap ({value}), and so do {pairs} pairs of their sub-stages.",
    id="{stage} dan {other} tumpang tindih ({value}), begitu pula {pairs} pasang tahapan di bawahnya.",
    mend_en="Plan staff for both; `overlaps` lists the pairs.",
    mend_id="Siapkan petugas untuk keduanya; `overlaps` memuat daftarnya.",
)
RULE_DIFFERS = ProblemKind(
    code="timetable.rule-differs",
    severity=Severity.WARNING,
    en="{stage} is {value}, but its rule {rule} gives {wanted}.",
    id="{stage} tercatat {value}, padahal aturannya {rule} menghasilkan {wanted}.",
    mend_en="Correct the days or the rule.",
    mend_id="Perbaiki tanggal atau aturannya.",
)


@attrs.frozen(kw_only=True)
class Overlap:
    """Two stages of different main stages that run at the same time."""

    one: Stage
    other: Stage
    first_day: date
    last_day: date | None
    """None: both run on."""


def anomaly_problems(timetable: Timetable) -> Iterator[Problem]:
    """Everything odd in a timetable, each as a warning."""
    known = {stage.code: stage for stage in timetable.stages}
    for stage in timetable.stages:
        if not stage.stands:
            continue
        yield from _open_ends(stage)
        above = next((a for a in _above(stage, known) if _leaves(stage, a)), None)
        if above is not None:
            yield OUTSIDE_PARENT.at(
                f"stages.{stage.code}",
                value=stage.period,
                stage=stage.code,
                parent=above.code,
                window=above.period,
            )
    yield from _rules(timetable)
    yield from _overlapping_main_stages(timetable)


def overlaps(timetable: Timetable) -> tuple[Overlap, ...]:
    """Every pair of innermost stages of two main stages that run at the same time; overlap is the norm."""
    parents = {stage.parent for stage in timetable.stages}
    root = _roots(timetable)
    innermost = [
        stage
        for stage in timetable.stages
        if stage.code not in parents and stage.stands and stage.first_day is not None
    ]
    pairs = combinations(innermost, 2)
    found = (_overlap(a, b) for a, b in pairs if root[a.code] != root[b.code])
    return tuple(overlap for overlap in found if overlap is not None)


def _open_ends(stage: Stage) -> Iterator[Problem]:
    path = f"stages.{stage.code}"
    if stage.period is None:
        yield UNDATED.at(path, value=stage.code)
    elif stage.first_day is None:
        yield NO_START.at(path, value=stage.last_day, stage=stage.code)
    elif stage.last_day is None:
        yield NO_END.at(path, value=stage.first_day, stage=stage.code)


def _above(stage: Stage, known: dict[str, Stage]) -> Iterator[Stage]:
    """The parent, and those above it, as long as a circle of parents is not closed."""
    seen = {stage.code}
    while stage.parent in known and stage.parent not in seen:
        stage = known[stage.parent]
        seen.add(stage.code)
        yield stage


def _leaves(stage: Stage, parent: Stage) -> bool:
    if stage.period is None or parent.period is None:
        return False
    first = stage.last_day if stage.first_day is None else stage.first_day
    last = stage.first_day if stage.last_day is None else stage.last_day
    assert first is not None  # one of the two days is given
    assert last is not None  # the same
    return first not in parent.period or last not in parent.period


def _rules(timetable: Timetable) -> Iterator[Problem]:
    book = RuleBook(timetable.stages, timetable.polling_day)
    for stage in timetable.stages:
        if stage.period is None or not stage.rule or not stage.stands:
            continue
        first, last = book.days(stage)
        if first is None and last is None:  # it waits for an event, and the days tell when that was
            continue
        if (first, last) != (stage.first_day, stage.last_day):
            yield RULE_DIFFERS.at(
                f"stages.{stage.code}",
                value=stage.period,
                stage=stage.code,
                rule=stage.rule,
                wanted=f"{first or '…'} – {last or '…'}",
            )


def _overlapping_main_stages(timetable: Timetable) -> Iterator[Problem]:
    root = _roots(timetable)
    pairs = Counter((root[o.one.code], root[o.other.code]) for o in overlaps(timetable))
    main = [stage for stage in timetable.stages if not stage.parent and stage.stands]
    for one, other in combinations(main, 2):
        overlap = _overlap(one, other)
        below = pairs[one.code, other.code] + pairs[other.code, one.code]
        has_parts = below and {one.code, other.code} <= {s.parent for s in timetable.stages}
        if overlap is not None and has_parts:
            yield OVERLAP.at(
                f"stages.{other.code}",
                value=Period(first_day=overlap.first_day, last_day=overlap.last_day),
                stage=one.code,
                other=other.code,
                pairs=below,
            )


def _overlap(one: Stage, other: Stage) -> Overlap | None:
    """When both run. A main stage known by its last day alone, such as the preparation, ran before it."""
    begins = [day for day in (one.first_day, other.first_day) if day is not None]
    ends = [day for day in (one.last_day, other.last_day) if day is not None]
    if not begins or (ends and max(begins) > min(ends)):
        return None
    last = min(ends) if ends else None
    return Overlap(one=one, other=other, first_day=max(begins), last_day=last)


def _roots(timetable: Timetable) -> dict[str, str]:
    known = {stage.code: stage for stage in timetable.stages}
    return {code: [stage, *_above(stage, known)][-1].code for code, stage in known.items()}
