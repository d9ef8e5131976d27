"""What the law demands of any timetable, whoever wrote it (syarat undang-undang atas jadwal)."""

from collections.abc import Iterator
from datetime import date, timedelta

from pilkada_outreach.domain.committee import CommitteeKind
from pilkada_outreach.domain.election import Regime
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.stage import Stage, StageRole, TermOfOffice
from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.scheduling import law
from pilkada_outreach.scheduling.legal_deadline import LegalDeadline

POLLING_DAY = ProblemKind(
    code="timetable.polling-day",
    en="The voting stage {stage} is on {value}, but the timetable's polling day is {day}.",
    id="Tahapan pemungutan suara {stage} tercatat {value}, padahal hari pemungutan suara jadwal ini {day}.",
    mend_en="Correct one of the two.",
    mend_id="Perbaiki salah satunya.",
)
QUIET_PERIOD = ProblemKind(
    code="timetable.quiet-period",
    en="The quiet period {stage} is {value}; it must be the three days before polling day, {wanted}.",
    id="Masa tenang {stage} tercatat {value}, padahal harus tiga hari sebelum pemungutan suara, {wanted}.",
    mend_en="Correct the days, or write the rule 'polling day - 3 .. - 1'.",
    mend_id="Perbaiki tanggalnya, atau tulis aturan 'polling day - 3 .. - 1'.",
)
QUIET_MISSING = ProblemKind(
    code="timetable.quiet-missing",
    severity=Severity.WARNING,
    en="No stage is marked as the quiet period before {value}.",
    id="Tidak ada tahapan yang ditandai sebagai masa tenang sebelum {value}.",
    mend_en='Give the quiet period role = "quiet-period".',
    mend_id='Beri masa tenang role = "quiet-period".',
)
CAMPAIGN_END = ProblemKind(
    code="timetable.campaign-end",
    en="The campaign {stage} ends on {value}; it must end on {wanted}, the day before the quiet period.",
    id="Kampanye {stage} berakhir {value}, padahal harus berakhir {wanted}, sehari sebelum masa tenang.",
    mend_en="Correct the last day.",
    mend_id="Perbaiki hari terakhirnya.",
)
ADS_WINDOW = ProblemKind(
    code="timetable.ads-window",
    en="Mass-media advertising {stage} is {value}; it must be the {days} days before the quiet period, {wanted}.",
    id="Iklan media massa {stage} tercatat {value}, padahal harus {days} hari sebelum masa tenang, {wanted}.",
    mend_en="Correct the days.",
    mend_id="Perbaiki tanggalnya.",
)
PREPARATION_LATE = ProblemKind(
    code="timetable.preparation-late",
    en="The first stage starts on {value}; the stages of a Pemilu start by {wanted}, 20 months before polling day.",
    id="Tahapan pertama mulai {value}, padahal tahapan Pemilu dimulai paling lambat {wanted}, 20 bulan sebelum "
    "hari pemungutan suara.",
    mend_en="Add the stage it started with, or correct its first day.",
    mend_id="Tambahkan tahapan awalnya, atau perbaiki hari pertamanya.",
)
FORMED_LATE = ProblemKind(
    code="timetable.committee-late",
    en="{name} starts on {value}; it is formed by {wanted}, 6 months before polling day.",
    id="{name} mulai {value}, padahal dibentuk paling lambat {wanted}, 6 bulan sebelum pemungutan suara.",
    mend_en="Correct the first day.",
    mend_id="Perbaiki hari pertamanya.",
)
DISSOLVED_LATE = ProblemKind(
    code="timetable.committee-stays",
    en="{name} ends on {value}; it is dissolved by {wanted}, 2 months after the last vote.",
    id="{name} berakhir {value}, padahal dibubarkan paling lambat {wanted}, 2 bulan setelah pemungutan suara terakhir.",
    mend_en="Correct the last day, or record the re-vote that it was extended for.",
    mend_id="Perbaiki hari terakhirnya, atau catat pemungutan suara ulang yang menjadi alasan perpanjangan.",
)
SUPERVISORS = ProblemKind(
    code="timetable.station-supervisors",
    en="{name} is {value}; it runs from 23 days before polling day to 7 days after it, {wanted}.",
    id="{name} tercatat {value}, padahal berlaku dari H-23 sampai H+7 pemungutan suara, {wanted}.",
    mend_en="Correct the days.",
    mend_id="Perbaiki tanggalnya.",
)

_QUIET_LAW = {
    Regime.PILKADA: law.QUIET_PERIOD_START.rule.source,
    Regime.PEMILU: LegalSource(
        instrument="UU", number="7", year=2017, article="Pasal 276 and 278", verified=True
    ),
}
_ADS = {
    Regime.PILKADA: (
        14,
        LegalSource(
            instrument="UU",
            number="1",
            year=2015,
            article="Pasal 65-66 and PKPU 13/2024 Lampiran I",
            verified=True,
        ),
    ),
    Regime.PEMILU: (
        21,
        LegalSource(instrument="UU", number="7", year=2017, article="Pasal 276(2)", verified=True),
    ),
}


def law_problems(timetable: Timetable, revotes: tuple[date, ...] = ()) -> Iterator[Problem]:
    """Where a timetable breaks the law of its regime; re-votes extend the committees that hold them."""
    if timetable.regime is Regime.OTHER:
        return
    polling = timetable.role(StageRole.POLLING)
    if polling is not None and polling.first_day not in (None, timetable.polling_day):
        yield POLLING_DAY.at(
            f"stages.{polling.code}",
            value=polling.first_day,
            stage=polling.code,
            day=timetable.polling_day,
        )
    yield from _votes(timetable)
    if timetable.regime is Regime.PEMILU:
        yield from _preparation(timetable)
    for term in timetable.terms:
        yield from _term(term, timetable, revotes)


def _votes(timetable: Timetable) -> Iterator[Problem]:
    """Each vote, a second round too, has its own campaign and quiet period beside it."""
    votes = [stage for stage in timetable.stages if stage.role is StageRole.POLLING]
    days = {stage.parent: stage.first_day for stage in votes if stage.stands}
    if not days:
        yield from _before_the_vote(timetable, list(timetable.stages), timetable.polling_day)
    for parent, day in days.items():
        beside = [stage for stage in timetable.stages if stage.parent == parent]
        if day is not None:
            yield from _before_the_vote(timetable, beside, day)


def _before_the_vote(timetable: Timetable, beside: list[Stage], day: date) -> Iterator[Problem]:
    quiet = _playing(StageRole.QUIET_PERIOD, beside)
    source = str(_QUIET_LAW[timetable.regime])
    if quiet is None or quiet.period is None:
        yield QUIET_MISSING.at("stages", value=day, source=source)
    else:
        yield from _must_be(quiet, _span(day, 3, 1), QUIET_PERIOD, source)
    # what the campaign is held to is the law's quiet period, not a misprint of it
    campaign = _playing(StageRole.CAMPAIGN, beside)
    wanted = day - timedelta(days=4)
    if campaign is not None and campaign.last_day not in (None, wanted):
        yield CAMPAIGN_END.at(
            f"stages.{campaign.code}",
            value=campaign.last_day,
            stage=campaign.code,
            wanted=wanted,
            source=source,
        )
    inside = [
        stage
        for stage in timetable.stages
        if campaign is not None and stage.parent == campaign.code
    ]
    ads = _playing(StageRole.MASS_MEDIA_ADS, [*beside, *inside])
    if ads is not None and ads.period is not None:
        count, ads_law = _ADS[timetable.regime]
        yield from _must_be(ads, _span(day, 3 + count, 4), ADS_WINDOW, str(ads_law), days=count)


def _playing(role: StageRole, stages: list[Stage]) -> Stage | None:
    return next((stage for stage in stages if stage.role is role and stage.stands), None)


def _span(day: date, first: int, last: int) -> Period:
    return Period(first_day=day - timedelta(days=first), last_day=day - timedelta(days=last))


def _must_be(
    stage: Stage, wanted: Period, kind: ProblemKind, source: str, days: int = 0
) -> Iterator[Problem]:
    if stage.period != wanted:
        yield kind.at(
            f"stages.{stage.code}",
            value=stage.period,
            stage=stage.code,
            wanted=wanted,
            source=source,
            days=days,
        )


def _preparation(timetable: Timetable) -> Iterator[Problem]:
    wanted = law.PEMILU_STAGES_START.due(timetable.polling_day).on
    begins = [stage.first_day for stage in timetable.stages if stage.first_day is not None]
    if begins and min(begins) > wanted:
        yield PREPARATION_LATE.at(
            "stages", value=min(begins), wanted=wanted, source=_cited(law.PEMILU_STAGES_START)
        )


def _term(term: TermOfOffice, timetable: Timetable, revotes: tuple[date, ...]) -> Iterator[Problem]:
    path, day = f"terms.{term.code}", timetable.polling_day
    if term.committee in (CommitteeKind.DISTRICT, CommitteeKind.VILLAGE):
        formed = law.COMMITTEES_FORMED.due(day).on
        if term.first_day > formed and not _is_revote(timetable):
            source = _cited(law.COMMITTEES_FORMED)
            yield FORMED_LATE.at(
                path, value=term.first_day, name=term.code, wanted=formed, source=source
            )
        gone = law.COMMITTEES_DISSOLVED.due(max((day, *revotes))).on
        if term.last_day > gone:
            source = _cited(law.COMMITTEES_DISSOLVED)
            yield DISSOLVED_LATE.at(
                path, value=term.last_day, name=term.code, wanted=gone, source=source
            )
    elif (
        term.committee is CommitteeKind.POLLING_STATION_SUPERVISION
        and timetable.regime is Regime.PILKADA
    ):
        wanted = Period(
            first_day=law.STATION_SUPERVISORS_FORMED.due(day).on,
            last_day=law.STATION_SUPERVISORS_DISSOLVED.due(day).on,
        )
        found = Period(first_day=term.first_day, last_day=term.last_day)
        if found != wanted:
            source = _cited(law.STATION_SUPERVISORS_FORMED)
            yield SUPERVISORS.at(path, value=found, name=term.code, wanted=wanted, source=source)


def _is_revote(timetable: Timetable) -> bool:
    """A court orders a re-vote within months: its committees cannot be formed six months before."""
    ruled = law.COMMITTEES_FORMED.due(timetable.polling_day).on
    return timetable.issued_on > ruled


def _cited(deadline: LegalDeadline) -> str:
    return str(deadline.rule.source)
