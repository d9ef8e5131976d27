"""What a figure is about, so that only figures about the same thing are compared or brought together."""

from collections.abc import Iterable

from pilkada_outreach._record import record
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
from pilkada_outreach.domain.values import Code, Id, Words


@record()
class Subject:
    """Everything that a figure is about but its area."""

    indicator: Code
    election: Words
    """The election's name: each commission keeps the same Pilkada under an id of its own."""
    contest: str
    """What is voted on, such as `regent`; "" for all contests together."""
    segment: Code | None
    sex: Sex | None
    with_disabilities: bool

    def __str__(self) -> str:
        words = [self.indicator, self.election, self.contest, self.segment, self.sex]
        marked = [*words, "with disabilities" if self.with_disabilities else ""]
        return ", ".join(str(word) for word in marked if word)


def subject(figure: Measurement) -> Subject:
    """What a measurement is about, whatever its area."""
    return Subject(
        indicator=figure.indicator,
        election=figure.election_name,
        contest=office_of(figure.contest),
        segment=figure.segment,
        sex=figure.sex,
        with_disabilities=figure.with_disabilities,
    )


def by_subject(measurements: Iterable[Measurement]) -> dict[Subject, list[Measurement]]:
    """Measurements that may be compared or brought together, side by side."""
    found: dict[Subject, list[Measurement]] = {}
    for each in measurements:
        found.setdefault(subject(each), []).append(each)
    return found


def office_of(contest: Id | None) -> str:
    """The office at the end of a contest's id (`regent`), the same in every area and year; "" for none."""
    return "" if contest is None else contest.parts[-1]


def same_election(one: Target | Measurement, other: Measurement) -> bool:
    """Whether two figures are about one election: by id where both have one, by name otherwise."""
    ours = one.election_id if isinstance(one, Target) else one.election
    if ours is not None and other.election is not None:
        return ours == other.election
    name = one.election if isinstance(one, Target) else one.election_name
    return name == other.election_name


def latest(measurements: Iterable[Measurement]) -> Measurement | None:
    """The figure that counts: a final one before any interim one, then the one known last."""
    return max(
        measurements,
        key=lambda each: (each.status is MeasurementStatus.FINAL, each.known_from, each.id),
        default=None,
    )
