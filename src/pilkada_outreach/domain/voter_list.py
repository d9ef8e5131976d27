"""Lists of those who may vote, as figures only."""

from datetime import date

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import not_negative
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code
from pilkada_outreach.problems import Problem, ProblemKind

COUNT_NEGATIVE = ProblemKind(
    code="count.not-positive",
    en="{value} cannot be a number of {what}.",
    id="{value} tidak mungkin menjadi jumlah {what}.",
    mend_en="Give a whole number greater than 0.",
    mend_id="Isi bilangan bulat lebih besar dari 0.",
)
SEXES_GAP = ProblemKind(
    code="voter-list.sexes",
    en="{male} men and {female} women are {sum} voters, but {value} are given: {gap} between them.",
    id="{male} laki-laki dan {female} perempuan berjumlah {sum} pemilih, padahal tercantum {value}: selisih {gap}.",
    mend_en="Take all three figures from the same version of the list.",
    mend_id="Ambil ketiga angka dari versi daftar yang sama.",
)
PART_ABOVE_WHOLE = ProblemKind(
    code="voter-list.part",
    en="{value} are more than the {voters} voters of the list.",
    id="{value} melebihi {voters} pemilih dalam daftar.",
    mend_en="Take both figures from the same version of the list.",
    mend_id="Ambil kedua angka dari versi daftar yang sama.",
)


def list_has_voters(voters: int) -> Problem | None:
    """A voter list has voters."""
    return COUNT_NEGATIVE.at("voters", value=voters, what="voters") if voters < 1 else None


def list_has_stations(polling_stations: int | None) -> Problem | None:
    """Polling stations are counted from 1."""
    if polling_stations is not None and polling_stations < 1:
        return COUNT_NEGATIVE.at(
            "polling_stations", value=polling_stations, what="polling stations"
        )
    return None


def parts_fit_the_list(
    voters: int, male: int | None, female: int | None, with_disabilities: int | None
) -> tuple[Problem, ...]:
    """Men and women together are the voters; no part is more than the whole."""
    found = list(not_negative(male=male, female=female, with_disabilities=with_disabilities))
    if male is not None and female is not None:
        if male + female != voters:
            found.append(
                SEXES_GAP.at(
                    "voters",
                    value=voters,
                    male=male,
                    female=female,
                    sum=male + female,
                    gap=abs(voters - male - female),
                )
            )
    else:
        for name, part in (("male", male), ("female", female)):
            if part is not None and part > voters:
                found.append(PART_ABOVE_WHOLE.at(name, value=part, voters=voters))
    if with_disabilities is not None and with_disabilities > voters:
        found.append(
            PART_ABOVE_WHOLE.at("with_disabilities", value=with_disabilities, voters=voters)
        )
    return tuple(found)


@record(list_has_voters, list_has_stations, parts_fit_the_list)
class VoterList:
    """One version of the list of those who may vote (DP4, DPS, DPSHP, DPT, DPTb), as figures only."""

    version: Code
    voters: int
    male: int | None = None
    female: int | None = None
    with_disabilities: int | None = None
    """Pemilih penyandang disabilitas, counted among `voters`."""
    polling_stations: int | None = None
    known_from: date
    source: LegalSource
