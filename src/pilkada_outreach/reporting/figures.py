"""How reports name what a target or a measurement is about."""

from collections.abc import Iterable

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.indicator import Indicator
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import AreaCode, Code, Id
from pilkada_outreach.measuring.subject import office_of
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.reporting.words import CONTEST_OFFICES, SEXES, code_words
from pilkada_outreach.snapshot import Snapshot

_DISABILITIES = Bilingual("penyandang disabilitas", "voters with disabilities")
_OFFICES: dict[str, Bilingual] = {office.value: words for office, words in CONTEST_OFFICES.items()}


def area_name(area: Place) -> str:
    """The name of an area; its code where no name was given."""
    return area.name or str(area.code)


def lies_inside(code: AreaCode, around: AreaCode) -> bool:
    """Whether an area lies inside another one, and is not that one itself."""
    outer = code.parent
    while outer is not None and outer != around:
        outer = outer.parent
    return outer is not None


def indicator_name(snapshot: Snapshot, code: Code) -> Bilingual:
    """The indicator's name: from its record, or from the shipped list."""
    for indicator in snapshot.all(Indicator):
        if indicator.code == code:
            return Bilingual(indicator.name_id, indicator.name_en)
    return code_words("indicator", code)


def group_name(sex: Sex | None, with_disabilities: bool, segment: Code | None) -> Bilingual | None:
    """The group of voters that a figure is about; None for all of them."""
    found = [] if sex is None else [SEXES[sex]]
    if with_disabilities:
        found.append(_DISABILITIES)
    if segment is not None:
        found.append(code_words("segment", segment))
    return joined(*found) if found else None


def election_name(figure: Target | Measurement) -> Bilingual:
    """The election as the source named it, and what was voted on where only that is meant."""
    name = figure.election if isinstance(figure, Target) else figure.election_name
    office = office_name_of(figure.contest)
    return joined(Bilingual(name, name), *([office] if office else []))


def office_name_of(contest: Id | None) -> Bilingual | None:
    """What a contest is about: `Bupati`; None for all contests together."""
    office = office_of(contest)
    return _OFFICES.get(office, Bilingual(office, office)) if office else None


def figure_name(
    snapshot: Snapshot, figure: Target | Measurement, own: AreaCode | None = None
) -> Bilingual:
    """Indicator, group, election and area: `Partisipasi pemilih (perempuan), Pilkada 2024, Balikpapan`.

    The commission's own area goes without saying.
    """
    name = indicator_name(snapshot, figure.indicator)
    group = group_name(figure.sex, figure.with_disabilities, figure.segment)
    if group is not None:
        name = Bilingual(f"{name.id} ({group.id})", f"{name.en} ({group.en})")
    area = area_name(figure.area)
    where = [] if figure.area.code == own else [Bilingual(area, area)]
    return joined(name, election_name(figure), *where)


def cited(sources: Iterable[LegalSource]) -> tuple[str, ...]:
    """Sources as a report lists them, with the page that quotes each, every one once."""
    return tuple(sorted({f"{source} {source.seen_in}".strip() for source in sources}))


def joined(*words: Bilingual) -> Bilingual:
    """Words in a row, with commas between."""
    return Bilingual(", ".join(each.id for each in words), ", ".join(each.en for each in words))
