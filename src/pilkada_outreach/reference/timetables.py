"""The timetables that the wheel ships (jadwal tahapan), one TOML document each; read when first asked for."""

from functools import cache

from pilkada_outreach.domain.timetable import Timetable
from pilkada_outreach.errors import UnknownName
from pilkada_outreach.reference._data import data_bytes, data_names
from pilkada_outreach.serialization import load


def get(name: str) -> Timetable:
    """The shipped timetable of this name, such as `pilkada-2024`. Raises UnknownName."""
    if name not in names():
        raise UnknownName("timetable", name, names())
    return _read(name)


@cache
def names() -> tuple[str, ...]:
    """The names of the shipped timetables."""
    return data_names("timetables", ".toml")


@cache
def _read(name: str) -> Timetable:
    return load(Timetable, data_bytes(f"timetables/{name}.toml"), format="toml").resolved()
