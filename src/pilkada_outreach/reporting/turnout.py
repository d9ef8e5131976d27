"""Turnout over areas and elections: figures, how they were counted, and whether parts make the whole."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pilkada_outreach import _formats
from pilkada_outreach.domain.target import Measurement
from pilkada_outreach.domain.values import COUNTRY, AreaCode, Code
from pilkada_outreach.measuring.subject import latest, office_of, subject
from pilkada_outreach.reporting.figures import area_name, cited, election_name
from pilkada_outreach.reporting.model import BarChart, Bilingual, Report, ReportQuestion
from pilkada_outreach.reporting.office import office_area, office_name
from pilkada_outreach.reporting.turnout_notes import counting_notes, excess_notes, part_notes
from pilkada_outreach.reporting.turnout_parts import part_sums, parts_table
from pilkada_outreach.reporting.turnout_tables import (
    Compared,
    basis_table,
    comparison_table,
    groups_table,
    is_mean,
    is_of_all,
    measured_table,
    named,
)
from pilkada_outreach.reporting.words import MEASUREMENT_STATUSES

TURNOUT = Code("turnout")


def build_turnout(question: ReportQuestion) -> Report:
    """Turnout (partisipasi pemilih) as known on the day, by area, election, sex and disability."""
    known = [
        each
        for each in question.snapshot.known(question.on).all(Measurement)
        if each.indicator == TURNOUT and each.count is None
    ]
    figures = _best(known)
    of_all = [each for each in figures if is_of_all(each)]
    compared = _compared(of_all)
    sums = part_sums(question, figures)
    says = _sentence(question, compared)
    return Report(
        name="turnout",
        title=Bilingual("Partisipasi pemilih", "Turnout"),
        office=office_name(question),
        on=question.on,
        summary=says,
        tables=(
            comparison_table(compared),
            measured_table(of_all),
            basis_table(of_all),
            groups_table([each for each in figures if not is_of_all(each)], of_all),
            parts_table(sums),
        ),
        charts=(
            BarChart(
                title=Bilingual(
                    "Partisipasi dan pemilihan sebelumnya", "Turnout and the one before"
                ),
                table="comparison",
                category="area",
                values=("percent", "previous_percent")
                if any(each.previous for each in compared)
                else ("percent",),
                says=says[0],
            ),
        )
        if compared
        else (),
        notes=(
            *counting_notes(figures, superseded=len(known) - len(figures)),
            *part_notes(sums, office_area(question)),
            *excess_notes(figures),
        ),
        sources=cited(each.source for each in figures),
    )


def _best(known: Iterable[Measurement]) -> list[Measurement]:
    """The figure that counts for each area and subject: areas in the order of codes, elections by day.

    A mean of regions never takes the place of a share of voters.
    """
    found: dict[object, list[Measurement]] = defaultdict(list)
    for each in known:
        found[each.area.code, subject(each), is_mean(each)].append(each)
    best = (latest(group) for group in found.values())
    return sorted((each for each in best if each is not None), key=_place)


def _place(figure: Measurement) -> tuple[object, ...]:
    code = str(figure.area.code)
    return ("" if code == COUNTRY else code, figure.known_from, figure.id)


def _compared(figures: Sequence[Measurement]) -> list[Compared]:
    """What each area reached in its last election, beside the election before."""
    shares = {(each.area.code, subject(each)) for each in figures if not is_mean(each)}
    by_area: dict[AreaCode, list[Measurement]] = defaultdict(list)
    for each in figures:
        if not is_mean(each) or (each.area.code, subject(each)) not in shares:
            by_area[each.area.code].append(each)
    return [
        Compared(figure=each, previous=_before(each, of_area))
        for of_area in by_area.values()
        for each in of_area
        if each.election_name == of_area[-1].election_name
    ]


def _before(figure: Measurement, of_area: Sequence[Measurement]) -> Measurement | None:
    """The figure of the election before, for the same office; of one that is called alike if there is one."""
    office = office_of(figure.contest)
    earlier = [
        each
        for each in of_area
        if each.election_name != figure.election_name
        and each.known_from < figure.known_from
        and (not office or office_of(each.contest) in ("", office))
    ]
    alike = [each for each in earlier if _kind(each) == _kind(figure)]
    return max(alike or earlier, key=lambda each: each.known_from, default=None)


def _kind(figure: Measurement) -> str:
    """`Pilkada` of `Pilkada 2024`."""
    return re.sub(r"[\d\s]+", " ", figure.election_name).strip().casefold()


def _sentence(question: ReportQuestion, compared: Sequence[Compared]) -> tuple[Bilingual, ...]:
    area = office_area(question)
    own = [each for each in compared if each.figure.area.code == area.code]
    if not own:
        return (
            Bilingual(
                f"Belum ada angka partisipasi {area_name(area)} yang diketahui; angka wilayah lain: "
                f"{len(compared)}.",
                f"No turnout of {area_name(area)} is known yet; figures of other areas: {len(compared)}.",
            ),
        )
    return tuple(_said(each) for each in own)


def _said(compared: Compared) -> Bilingual:
    figure, change = compared.figure, compared.change
    name, status = named(figure), MEASUREMENT_STATUSES[figure.status]
    ends = Bilingual(".", ".")
    if compared.previous is not None and change is not None:
        before = election_name(compared.previous)
        ends = Bilingual(
            f", {_formats.points(change)} dibandingkan dengan {before.id}.",
            f", {_formats.points(change, 'en')} from {before.en}.",
        )
    return Bilingual(
        f"Partisipasi {name.id}: {_formats.percent(figure.percent)} ({status.id.lower()}){ends.id}",
        f"Turnout in {name.en}: {_formats.percent(figure.percent, 'en')} ({status.en.lower()}){ends.en}",
    )
