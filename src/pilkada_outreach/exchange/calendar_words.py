"""What an event of a calendar says about a stage, in Indonesian and English (keterangan acara)."""

from datetime import date, time

from pilkada_outreach import _formats
from pilkada_outreach.domain.stage import Stage, StageStatus, TermOfOffice
from pilkada_outreach.problems import Language

_STATUS: dict[Language, dict[StageStatus, str]] = {
    "id": {
        StageStatus.POSTPONED: "ditunda",
        StageStatus.CANCELLED: "dibatalkan",
        StageStatus.REPLACED: "digantikan",
    },
    "en": {
        StageStatus.POSTPONED: "postponed",
        StageStatus.CANCELLED: "cancelled",
        StageStatus.REPLACED: "replaced",
    },
}
_ENDS: dict[Language, str] = {"id": "berakhir", "en": "ends"}
_STARTS: dict[Language, str] = {"id": "mulai", "en": "starts"}
_CONDITIONAL: dict[Language, str] = {"id": "bersyarat", "en": "conditional"}


def one_line(text: str) -> str:
    """A text without line breaks and doubled blanks."""
    return " ".join(text.split())


def summary(stage: Stage, lang: Language = "id") -> str:
    """The title of a stage's event; what is not plain stands behind it: `Tahapan Persiapan (berakhir)`."""
    marks: list[str] = []
    if stage.is_deadline:
        marks.append(_ENDS[lang])
    elif stage.first_day is not None and stage.last_day is None:
        marks.append(_STARTS[lang])
    if stage.is_conditional:
        marks.append(_CONDITIONAL[lang])
    if stage.status in _STATUS[lang]:
        marks.append(_STATUS[lang][stage.status])
    name = one_line(stage.name(lang))
    return f"{name} ({', '.join(marks)})" if marks else name


def stage_words(stage: Stage) -> str:
    """Days, hours, condition and source of a stage in both languages."""
    indonesian = [
        f"{_formats.days(stage.first_day, stage.last_day, 'id')}{_hours(stage, 'id')}.",
        *([] if stage.source.verified else ["Tanggal ini belum diperiksa pada sumbernya."]),
        *([f"Hanya jika {stage.condition_id}."] if stage.condition_id else []),
        f"Sumber: {stage.source}",
    ]
    days = _formats.days(stage.first_day, stage.last_day, "en")
    english = [
        f"{one_line(stage.name_en)}: {days}{_hours(stage, 'en')}.",
        *([f"Only if {stage.condition_en}."] if stage.condition_en else []),
        f"Source: {stage.source}",
        *([] if stage.source.verified else ["This date has not been checked against its source."]),
    ]
    return "\n".join((*indonesian, "", *english))


def term_words(term: TermOfOffice) -> str:
    """Days and source of a term of office in both languages."""
    first, last = term.first_day, term.last_day
    return "\n".join(
        (
            f"{_formats.days(first, last, 'id')}.",
            f"Sumber: {term.source}",
            "",
            f"{one_line(term.name_en)}: {_formats.days(first, last, 'en')}.",
            f"Source: {term.source}",
        )
    )


def _hours(stage: Stage, lang: Language) -> str:
    """`, pukul 08.00–16.00, hari terakhir sampai 23.59`; nothing where no hour is set."""
    parts: list[str] = []
    opens, closes = stage.opens_at, stage.closes_at
    if opens is not None and closes is not None:
        parts.append(f"{_at(lang)}{_clock(opens, lang)}–{_clock(closes, lang)}")
    elif opens is not None:
        parts.append(f"{'from' if lang == 'en' else 'mulai pukul'} {_clock(opens, lang)}")
    elif closes is not None:
        parts.append(f"{'until' if lang == 'en' else 'sampai pukul'} {_clock(closes, lang)}")
    if stage.last_closes_at is not None:
        last = _clock(stage.last_closes_at, lang)
        day = "" if _one_day(stage.first_day, stage.last_day) else _last_day(lang)
        parts.append(f"{day}{'until' if lang == 'en' else 'sampai pukul'} {last}")
    return "".join(f", {part}" for part in parts)


def _one_day(first: date | None, last: date | None) -> bool:
    return first is None or first == last


def _at(lang: Language) -> str:
    return "" if lang == "en" else "pukul "


def _last_day(lang: Language) -> str:
    return "on the last day " if lang == "en" else "hari terakhir "


def _clock(hour: time, lang: Language) -> str:
    return hour.strftime("%H:%M" if lang == "en" else "%H.%M")
