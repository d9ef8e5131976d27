"""Whether the code and the name of a place mean the same area; if not, both readings."""

from pilkada_outreach.domain.area import Place
from pilkada_outreach.problems import Problem, ProblemKind, Severity
from pilkada_outreach.reference import _register
from pilkada_outreach.reference._area_names import named, same_name

AREA_UNKNOWN = ProblemKind(
    code="area.unknown",
    en="No area had the code {value} in Pilkada 2024.",
    id="Tidak ada wilayah berkode {value} pada Pilkada 2024.",
    mend_en="Look the code up in the register of areas; write a BPS code as bps:6403.",
    mend_id="Periksa kodenya dalam daftar wilayah; tulis kode BPS sebagai bps:6403.",
    source="Kepmendagri 100.1.1-6117/2022",
)
NAME_DISAGREES = ProblemKind(
    code="area.name-disagrees",
    en="{code} is {called}; {reading_en}.",
    id="{code} adalah {called}; {reading_id}.",
    mend_en="Correct the code or the name; write a BPS code as bps:6403.",
    mend_id="Perbaiki kode atau namanya; tulis kode BPS sebagai bps:6403.",
    source="Kepmendagri 100.1.1-6117/2022",
)
CODE_REPLACED = ProblemKind(
    code="area.code-replaced",
    severity=Severity.WARNING,
    en="{value} was the code of {called} until 2022; its code is now {new}.",
    id="{value} adalah kode {called} sampai tahun 2022; kodenya kini {new}.",
    mend_en="Write {new}, unless the document is older.",
    mend_id="Tulis {new}, kecuali bila dokumennya lebih lama.",
    source="UU 14/2022, UU 15/2022, UU 16/2022, UU 29/2022",
)
SCHEME_UNCHECKED = ProblemKind(
    code="area.scheme-unchecked",
    severity=Severity.INFO,
    en="The register does not know which area {value} is; its name was not compared.",
    id="Daftar wilayah tidak mengenal {value}; namanya tidak dicocokkan.",
    mend_en="Give the Kemendagri code as well, where it is known.",
    mend_id="Cantumkan pula kode Kemendagri bila diketahui.",
)

_MOST_SHOWN = 5


def check_place(place: Place) -> Problem | None:
    """What is wrong with this code and name taken together; None when they agree."""
    written = str(place.code)
    key = written
    if place.code.scheme != "kemendagri":
        known = _register.bps_to_kemendagri().get(written.removeprefix("bps:"))
        if known is None:
            return SCHEME_UNCHECKED.at("code", value=place.code)
        key = known
    new = _register.successors().get(key)
    if new is not None:
        key = new
    name = _register.name_of(key)
    if name is None:
        return AREA_UNKNOWN.at("code", value=place.code)
    if place.name.strip() and not same_name(place.name, key):
        return _disagreement(place, key, name)
    if new is not None:
        return CODE_REPLACED.at("code", value=place.code, called=name, new=new)
    return None


def _disagreement(place: Place, key: str, name: str) -> Problem:
    """The two readings: what the code is called, and which codes have the name."""
    others = named(place.name, _register.level_of(key))
    others.sort(key=lambda other: (other[:5] != key[:5], other[:2] != key[:2]))  # the nearest first
    if others:
        reading_en, reading_id = _where(others, "is"), _where(others, "adalah")
        scheme = _scheme_mixed_up(place, others)
        if scheme:
            digits = _digits(str(place.code))
            reading_en += f", and {digits} is its {scheme} code"
            reading_id += f", dan {digits} adalah kode {scheme}-nya"
    else:
        reading_en = f"no {_register.level_of(key)} is called {place.name}"
        reading_id = f"tidak ada {_LEVEL_ID[_register.level_of(key)]} bernama {place.name}"
    return NAME_DISAGREES.at(
        "name",
        value=place.name,
        code=place.code,
        called=name,
        reading_en=reading_en,
        reading_id=reading_id,
    )


_LEVEL_ID: dict[_register.Level, str] = {
    "country": "negara",
    "province": "provinsi",
    "regency": "kabupaten/kota",
    "district": "kecamatan",
    "village": "desa/kelurahan",
}


def _where(keys: list[str], verb: str) -> str:
    """`Kabupaten Kutai Kartanegara is 64.02`; codes of the same name stand together, at most five in all."""
    by_name: dict[str, list[str]] = {}
    for key in keys[:_MOST_SHOWN]:
        by_name.setdefault(_register.name_of(key) or "", []).append(key)
    parts = [f"{name} {verb} {', '.join(codes)}" for name, codes in by_name.items()]
    rest = len(keys) - _MOST_SHOWN
    return ", ".join(parts) + (f" (+{rest})" if rest > 0 else "")


def _scheme_mixed_up(place: Place, others: list[str]) -> str:
    """The scheme in which the digits of the code do have the written name; "" when that explains nothing."""
    digits = _digits(str(place.code))
    if place.code.scheme == "bps":
        return "Kemendagri" if any(_digits(other) == digits for other in others) else ""
    return "BPS" if _register.bps_to_kemendagri().get(digits) in others else ""


def _digits(code: str) -> str:
    return "".join(character for character in code if character.isdigit())
