"""What differs between two timetables, stage by stage (perbedaan jadwal)."""

from collections.abc import Iterable

import attrs

from pilkada_outreach import _formats
from pilkada_outreach._record import record_info
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.problems import Language

_GONE: dict[Language, tuple[str, str]] = {
    "id": ("baru", "tidak ada lagi"),
    "en": ("new", "no longer there"),
}


@attrs.frozen(kw_only=True)
class StageChange:
    """A stage before and after a change (perubahan tahapan)."""

    code: str
    before: Stage | None
    """None: it is new."""
    after: Stage | None
    """None: it is no longer there."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields that differ; none for a stage that is new or gone."""
        before, after = self.before, self.after
        if before is None or after is None:
            return ()
        names = record_info(Stage).names
        return tuple(name for name in names if getattr(before, name) != getattr(after, name))

    @property
    def moved(self) -> bool:
        """Whether it is held on other days."""
        return not {"first_day", "last_day"}.isdisjoint(self.fields)

    def words(self, lang: Language = "id") -> str:
        """The change as one line: `S7 Masa tenang: 24–26 November 2024 → 16–18 April 2025`."""
        stage = self.after or self.before
        assert stage is not None  # a change has at least one side
        new, gone = _GONE[lang]
        if self.before is None:
            what = f"{new}, {_days(stage, lang)}"
        elif self.after is None:
            what = gone
        elif self.moved:
            what = f"{_days(self.before, lang)} → {_days(self.after, lang)}"
        else:
            what = ", ".join(
                f"{name}: {_shown(self.before, name)} → {_shown(self.after, name)}"
                for name in self.fields
            )
        return f"{self.code} {stage.name(lang)}: {what}"

    def __str__(self) -> str:
        return self.words("en")


@attrs.frozen(kw_only=True)
class PollingDayMove:
    """What another polling day would do to a timetable (dampak perubahan hari pemungutan suara)."""

    moved: tuple[StageChange, ...]
    """Stages whose rules hang on polling day."""
    stays: tuple[Stage, ...]
    """Stages fixed by decision: an instrument must set them anew."""
    waits: tuple[Stage, ...]
    """Stages without days, whose rules hang on events of other bodies."""


def changes(before: Iterable[Stage], after: Iterable[Stage]) -> tuple[StageChange, ...]:
    """Every stage that differs, in the order of the later list; those that are gone come last."""
    old = {stage.code: stage for stage in before}
    new = {stage.code: stage for stage in after}
    found = [
        StageChange(code=code, before=old.get(code), after=stage)
        for code, stage in new.items()
        if old.get(code) != stage
    ]
    found += [
        StageChange(code=code, before=stage, after=None)
        for code, stage in old.items()
        if code not in new
    ]
    return tuple(found)


def _days(stage: Stage, lang: Language) -> str:
    return _formats.days(stage.first_day, stage.last_day, lang)


def _shown(stage: Stage, name: str) -> str:
    value = getattr(stage, name)
    return "–" if value in (None, "") else str(value)
