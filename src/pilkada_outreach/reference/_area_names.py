"""When a written name means an area: with or without the word for its kind, in any case."""

from functools import cache

from pilkada_outreach.domain.values import COUNTRY
from pilkada_outreach.reference._register import Kind, Level, below, kind_of, level_of, name_of

_WORDS: dict[Level, dict[str, frozenset[Kind]]] = {
    "country": {"republik": frozenset({"negara"})},
    "province": dict.fromkeys(
        (
            *("provinsi", "prov", "daerah istimewa", "di", "d.i", "provinsi di"),
            *("daerah khusus ibukota", "dki", "provinsi dki"),
        ),
        frozenset[Kind]({"provinsi"}),
    ),
    "regency": {
        **dict.fromkeys(
            ("kabupaten administrasi", "kabupaten adm", "kabupaten", "kab"),
            frozenset[Kind]({"kabupaten"}),
        ),
        **dict.fromkeys(("kota administrasi", "kota adm", "kota"), frozenset[Kind]({"kota"})),
    },
    "district": dict.fromkeys(("kecamatan", "kec", "distrik"), frozenset[Kind]({"kecamatan"})),
    "village": {
        "desa adat": frozenset({"desa adat"}),
        # People call a kelurahan a desa and the other way round; it is still the same place.
        **dict.fromkeys(
            ("desa", "kelurahan", "kel"), frozenset[Kind]({"desa", "kelurahan", "desa adat"})
        ),
    },
}


def folded(name: str) -> str:
    """A name without differences of case, spacing and apostrophes; `Kep.` is Kepulauan."""
    words = name.replace("\u2019", "'").casefold().split()
    return " ".join("kepulauan" if word == "kep." else word for word in words)


def same_name(written: str, key: str) -> bool:
    """Whether a written name means the area with this code: `Kutai Kartanegara`, `Kab. Kutai Kartanegara`."""
    name = name_of(key)
    return name is not None and not _readings(written, level_of(key)).isdisjoint(_forms(key, name))


def named(written: str, level: Level) -> list[str]:
    """The codes of every area of one level that a written name can mean."""
    index = _index(level)
    return sorted({key for reading in _readings(written, level) for key in index.get(reading, ())})


_Form = tuple[str, Kind | None]
"""A folded name and the kind that was said with it; None where none was said."""


def _readings(written: str, level: Level) -> set[_Form]:
    """Everything that a written name can mean on one level."""
    text = folded(written)
    readings: set[_Form] = {(text, None)}
    for word, kinds in _WORDS[level].items():
        for start in (f"{word} ", f"{word}. "):
            if text.startswith(start):
                readings.update((text.removeprefix(start), kind) for kind in kinds)
    return readings


def _forms(key: str, name: str) -> set[_Form]:
    """Everything that an area may be called."""
    level, kind, full = level_of(key), kind_of(key, name), folded(name)
    forms: set[_Form] = {(full, None), (full, kind)}
    for word, kinds in _WORDS[level].items():
        if level == "village" and word != "desa adat":
            continue  # a village may be called Desa Baru: there the word is part of the name
        if kind in kinds and full.startswith(f"{word} "):
            bare = full.removeprefix(f"{word} ")
            forms |= {(bare, None), (bare, kind)}
    return forms


@cache
def _index(level: Level) -> dict[_Form, list[str]]:
    index: dict[_Form, list[str]] = {}
    for key in below(COUNTRY, level):
        for form in _forms(key, name_of(key) or ""):
            index.setdefault(form, []).append(key)
    return index
