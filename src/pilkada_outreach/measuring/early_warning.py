"""Why a target may be missed, as long as its result is not final (peringatan dini)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.indicator import Direction
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import Code
from pilkada_outreach.measuring.achievement import distance
from pilkada_outreach.problems import Problem, ProblemKind, Severity

EARLIER_SHORT = ProblemKind(
    code="progress.earlier-short",
    severity=Severity.WARNING,
    en="No earlier result of {area} reached the target of {target}: the best of {count} was {reached} "
    "({election}), {points_en} away from it.",
    id="Belum pernah ada hasil {area} yang mencapai target {target}: yang terbaik dari {count} hasil "
    "adalah {reached} ({election}), terpaut {points_id}.",
    mend_en="Turn to the areas and segments that stayed away, or explain what the target rests on.",
    mend_id="Sasar wilayah dan segmen yang terendah, atau jelaskan dasar targetnya.",
)
INTERIM_SHORT = ProblemKind(
    code="progress.interim-short",
    severity=Severity.WARNING,
    en="The interim figure of {area} on {day} is {reached}, {points_en} away from the target of {target}.",
    id="Angka sementara {area} pada {day} adalah {reached}, terpaut {points_id} dari target {target}.",
    mend_en="Wait for the final figure before you report it as the result.",
    mend_id="Tunggu angka final sebelum melaporkannya sebagai hasil.",
)
LIST_MOVES = ProblemKind(
    code="progress.list-moves",
    severity=Severity.WARNING,
    en="The list {weight} is not fixed on {day}; the latest is {value} of {known} with {voters} voters, "
    "and the denominator may still move.",
    id="Daftar {weight} belum ditetapkan pada {day}; yang terakhir {value} tanggal {known} dengan {voters} "
    "pemilih, sehingga penyebutnya masih dapat berubah.",
    mend_en="Plan with a margin, and reckon again once the list is fixed.",
    mend_id="Rencanakan dengan kelonggaran, dan hitung ulang setelah daftar ditetapkan.",
)
LIST_UNKNOWN = ProblemKind(
    code="progress.list-unknown",
    severity=Severity.WARNING,
    en="No voter list of {election} is known on {day}, so that nobody can say how many voters the target means.",
    id="Belum ada daftar pemilih {election} yang diketahui pada {day}, sehingga jumlah pemilih yang dituju "
    "belum dapat dihitung.",
    mend_en="Enter the voter list as soon as there is one.",
    mend_id="Isi daftar pemilih begitu tersedia.",
)
NOT_MEASURED = ProblemKind(
    code="progress.not-measured",
    severity=Severity.WARNING,
    en="The target of {target} was to be reached by {value}, but nothing was measured by {day}.",
    id="Target {target} harus tercapai pada {value}, tetapi sampai {day} belum ada realisasinya.",
    mend_en="Enter the result with its source.",
    mend_id="Isi realisasinya beserta sumbernya.",
)


def falls_short(
    target: Target, earlier: Sequence[Measurement], direction: Direction
) -> Iterator[Problem]:
    """No earlier result of an area reached the target."""
    told = [
        (away, each) for each in earlier if (away := distance(target, each, direction)) is not None
    ]
    if told and all(away < 0 for away, _ in told):
        away, best = max(told, key=lambda pair: pair[0])
        yield EARLIER_SHORT.at(
            _path(target),
            value=best.figure,
            reached=_shown(best),
            area=best.area,
            target=_shown(target),
            count=len(told),
            election=best.election_name,
            **_points(target, -away),
            source=str(best.source),
        )


def interim_short(
    target: Target, interim: Measurement | None, direction: Direction
) -> Iterator[Problem]:
    """An interim figure lies below the target."""
    away = distance(target, interim, direction)
    if interim is not None and away is not None and away < 0:
        yield INTERIM_SHORT.at(
            _path(target),
            value=interim.figure,
            reached=_shown(interim),
            area=interim.area,
            day=interim.known_from,
            target=_shown(target),
            **_points(target, -away),
            source=str(interim.source),
        )


def list_open(election: Election | None, weight: Code | None, on: date) -> Iterator[Problem]:
    """The voter list that weighs the figure is not fixed on the day."""
    if election is None or weight is None or election.voter_list(str(weight), on) is not None:
        return
    known = [each for each in election.voter_lists if each.known_from <= on]
    path = f"{election.id}.voter_lists"
    if not known:
        yield LIST_UNKNOWN.at(path, value=str(election.id), election=election.id, day=on)
        return
    last = max(known, key=lambda each: each.known_from)
    yield LIST_MOVES.at(
        path,
        value=str(last.version),
        weight=weight,
        day=on,
        known=last.known_from,
        voters=last.voters,
        source=str(last.source),
    )


def not_measured(target: Target, measurement: Measurement | None, on: date) -> Iterator[Problem]:
    """The deadline has passed, and there is no figure."""
    if measurement is None and target.by is not None and target.by < on:
        yield NOT_MEASURED.at(
            f"{target.id}.by",
            value=target.by,
            target=_shown(target),
            day=on,
            source=str(target.source),
        )


def _path(target: Target) -> str:
    return f"{target.id}.{'percent' if target.count is None else 'count'}"


def _points(target: Target, away: Decimal) -> dict[str, str]:
    """A distance as the message parameters `points_en` and `points_id`: shares differ in points."""
    if target.count is not None:
        return {"points_en": str(away), "points_id": str(away)}
    return {"points_en": f"{away} points", "points_id": f"{away} poin"}


def _shown(figure: Target | Measurement) -> str:
    return f"{figure.figure}{' %' if figure.count is None else ''}"
