"""Candidate content belongs to the campaign: never before it, in the quiet period, or on polling day."""

from collections.abc import Iterator

from pilkada_outreach.domain.election import Contest, Election, Regime
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import CAMPAIGN_CLASSES
from pilkada_outreach.domain.stage import StageRole
from pilkada_outreach.problems import Problem, ProblemKind
from pilkada_outreach.rules.base import Example, Rule, SendingQuestion
from pilkada_outreach.rules.example_world import noon, publication, sending

QUIET_PERIOD = ProblemKind(
    code="neutrality.quiet-period",
    en="{material} mentions a ticket, and {value} lies in the quiet period ({window}).",
    id="{material} menyebut pasangan calon, padahal {value} masuk masa tenang ({window}).",
    mend_en="Do not publish it; a turnout appeal that names no ticket may go out.",
    mend_id="Jangan ditayangkan; ajakan memilih tanpa menyebut pasangan calon boleh ditayangkan.",
)
OUTSIDE_CAMPAIGN = ProblemKind(
    code="neutrality.outside-campaign",
    en="{material} mentions a ticket, and {value} lies outside the campaign ({window}).",
    id="{material} menyebut pasangan calon, padahal {value} di luar masa kampanye ({window}).",
    mend_en="Move it into the campaign, or leave it out.",
    mend_id="Pindahkan ke dalam masa kampanye, atau batalkan.",
)
NO_CAMPAIGN_KNOWN = ProblemKind(
    code="neutrality.campaign-unknown",
    en="{material} mentions a ticket, but the campaign days of {value} are not known.",
    id="{material} menyebut pasangan calon, tetapi masa kampanye {value} tidak diketahui.",
    mend_en="Name a timetable that has the campaign.",
    mend_id="Sebutkan jadwal yang memuat masa kampanye.",
)

_QUIET_LAW = {
    Regime.PILKADA: LegalSource(
        instrument="PKPU", number="13", year=2024, article="Pasal 47", verified=True
    ),
    Regime.PEMILU: LegalSource(
        instrument="UU", number="7", year=2017, article="Pasal 287 ayat (5)", verified=True
    ),
}
_SCHEDULE_LAW = {
    Regime.PILKADA: LegalSource(
        instrument="UU", number="10", year=2016, article="Pasal 187 ayat (1)", verified=True
    ),
    Regime.PEMILU: LegalSource(
        instrument="UU", number="7", year=2017, article="Pasal 276", verified=True
    ),
}


def _check(question: SendingQuestion) -> Iterator[Problem]:
    if question.material.content_class not in CAMPAIGN_CLASSES:
        return
    for election, contest in _contests(question):
        yield from _outside(question, election, contest)


def _contests(question: SendingQuestion) -> Iterator[tuple[Election, Contest]]:
    seen: set[object] = set()
    for ticket in question.material.tickets:
        found = question.snapshot.ticket(ticket)
        if found is not None and found[1].id not in seen:
            seen.add(found[1].id)
            yield found[0], found[1]


def _outside(question: SendingQuestion, election: Election, contest: Contest) -> Iterator[Problem]:
    path = f"{question.publication.id}.due_at"
    material = question.material.id
    timetable = question.timetable_of(election)
    campaign = None if timetable is None else timetable.role(StageRole.CAMPAIGN)
    if timetable is None or campaign is None or campaign.period is None:
        yield NO_CAMPAIGN_KNOWN.at(path, value=str(contest.id), material=material)
        return
    quiet = timetable.role(StageRole.QUIET_PERIOD)
    if quiet is not None and quiet.period is not None and question.day in quiet.period:
        yield QUIET_PERIOD.at(
            path,
            value=question.day,
            material=material,
            window=quiet.period,
            source=str(_QUIET_LAW.get(election.regime, "")),
        )
    elif question.day not in campaign.period:
        yield OUTSIDE_CAMPAIGN.at(
            path,
            value=question.day,
            material=material,
            window=campaign.period,
            source=str(_SCHEDULE_LAW.get(election.regime, "")),
        )


CAMPAIGN_WINDOW = Rule(
    name="campaign-window",
    source=_QUIET_LAW[Regime.PILKADA],
    check_sending=_check,
    examples=(
        Example(
            what="vision and mission on the day before the campaign",
            question=lambda: sending(publication("visi-misi-1", noon(9, 24))),
            fires=True,
        ),
        Example(
            what="vision and mission in the quiet period",
            question=lambda: sending(publication("visi-misi-1", noon(11, 24))),
            fires=True,
        ),
        Example(
            what="vision and mission on polling day",
            question=lambda: sending(publication("visi-misi-1", noon(11, 27))),
            fires=True,
        ),
        Example(
            what="vision and mission on the last day of the campaign",
            question=lambda: sending(publication("visi-misi-1", noon(11, 23))),
            fires=False,
        ),
        Example(
            what="a turnout appeal on polling day",
            question=lambda: sending(publication("ajakan-memilih", noon(11, 27))),
            fires=False,
        ),
    ),
)
