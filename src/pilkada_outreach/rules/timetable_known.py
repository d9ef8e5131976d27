"""Every election names a timetable that somebody has."""

from collections.abc import Iterator

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.values import Code
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.base import Example, RegisterQuestion, Rule
from pilkada_outreach.rules.example_world import asking, world

TIMETABLE_UNKNOWN = ProblemKind(
    code="election.timetable",
    en="No timetable {value} is shipped or offered by a plugin.",
    id="Jadwal {value} tidak tersedia, baik bawaan maupun dari plugin.",
    mend_en="Name a timetable that there is, such as pilkada-2024.",
    mend_id="Sebutkan jadwal yang tersedia, misalnya pilkada-2024.",
)
POLLING_DAY_DIFFERS = ProblemKind(
    code="election.polling-day",
    en="The election is on {value}, but its timetable {timetable} has {day}.",
    id="Pemilihan tercatat {value}, padahal jadwal {timetable} menyebut {day}.",
    mend_en="Correct the polling day, or name the timetable of this election.",
    mend_id="Perbaiki hari pemungutan suara, atau sebutkan jadwal pemilihan ini.",
)


def _check(question: RegisterQuestion) -> Iterator[Problem]:
    for election in question.snapshot.all(Election):
        timetable = question.timetable_of(election)
        if timetable is None:
            yield TIMETABLE_UNKNOWN.at(f"{election.id}.timetable", value=str(election.timetable))
        elif timetable.polling_day != election.polling_day:
            yield POLLING_DAY_DIFFERS.at(
                f"{election.id}.polling_day",
                value=election.polling_day,
                timetable=election.timetable,
                day=timetable.polling_day,
            )


def _of_the_year(year: str) -> RegisterQuestion:
    return asking(
        *(
            evolve(record, timetable=Code(f"pilkada-{year}"))
            if isinstance(record, Election)
            else record
            for record in world()
        )
    )


TIMETABLE_KNOWN = Rule(
    name="timetable-known",
    source=None,
    check=_check,
    examples=(
        Example(what="a timetable of 1945", question=lambda: _of_the_year("1945"), fires=True),
        Example(what="the timetable of 2024", question=lambda: _of_the_year("2024"), fires=False),
    ),
)
