"""The shipped register of areas: counts, walks, names, replaced codes, and codes that disagree with names."""

import copy
import csv
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.values import AreaCode
from pilkada_outreach.errors import UnknownRecord, ValidationFailed
from pilkada_outreach.problems import Severity
from pilkada_outreach.reference import areas, zones

CONTESTS = Path(__file__).parent.parent / "data" / "pilkada2024_contests.csv"
LEVELS: tuple[areas.Level, ...] = ("country", "province", "regency", "district", "village")


def place(code: str, name: str = "", scheme: str = "kemendagri") -> Place:
    return Place(code=AreaCode(code, scheme=scheme), name=name)


def test_the_example_of_the_front_page() -> None:
    kukar = areas.get("64.02")
    assert (kukar.name, kukar.level, kukar.kind) == (
        "Kabupaten Kutai Kartanegara",
        "regency",
        "kabupaten",
    )
    assert kukar.parent is not None
    assert kukar.parent.name == "Kalimantan Timur"
    assert kukar.time_zone is zones.WITA
    assert AreaCode("6402", scheme="bps") != kukar.code
    assert sum(1 for _ in kukar.descendants(level="district")) == 20
    assert kukar.place() == place("64.02", "Kabupaten Kutai Kartanegara")


def test_there_are_as_many_areas_as_in_the_election() -> None:
    counts = [len(areas.level(level)) for level in LEVELS]
    assert counts == [1, 38, 514, 7_277, 83_763]


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("country", {"negara": 1}),
        ("province", {"provinsi": 38}),
        ("regency", {"kabupaten": 416, "kota": 98}),
        ("district", {"kecamatan": 7_277}),
        ("village", {"desa": 75_251, "kelurahan": 8_498, "desa adat": 14}),
    ],
)
def test_kinds_are_as_many_as_in_the_decree(level: areas.Level, kinds: dict[str, int]) -> None:
    found = [area.kind for area in areas.level(level)]
    assert {kind: found.count(kind) for kind in set(found)} == kinds


def test_jakarta_alone_has_administrative_areas() -> None:
    administrative = [area for area in areas.level("regency") if area.is_administrative]
    assert administrative == list(areas.get("31").children())
    assert len(administrative) == 6


def test_no_area_is_an_orphan_and_every_parent_knows_its_children() -> None:
    for level, above in zip(LEVELS[1:], LEVELS, strict=False):
        below = [child for parent in areas.level(above) for child in parent.children()]
        assert below == list(areas.level(level))
        for area in below:
            assert area.parent is not None
            assert area.parent.level == above


def test_children_are_inside_and_nothing_else_is() -> None:
    kaltim = areas.get("64")
    assert [str(child.code) for child in kaltim.children()] == [
        *("64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.11", "64.71", "64.72", "64.74")
    ]
    assert list(kaltim.descendants(level="province")) == []
    assert areas.get("64.02.06.1001").children() == ()
    villages = list(kaltim.descendants(level="village"))
    assert {str(village.code)[:3] for village in villages} == {"64."}
    assert len(villages) == sum(
        len(district.children()) for district in kaltim.descendants("district")
    )


def test_every_contest_of_2024_is_in_a_known_area() -> None:
    offices = {"gubernur": ("provinsi",), "bupati": ("kabupaten",), "walikota": ("kota",)}
    with CONTESTS.open(encoding="utf-8", newline="") as file:
        contests = list(csv.DictReader(file))
    assert len(contests) == 545
    for contest in contests:
        area = areas.get(contest["code"])
        assert area.name == contest["name"]
        assert area.kind in offices[contest["contest"]]
        assert not area.is_administrative
        assert areas.check(place(contest["code"], contest["name"])) is None


def test_dotted_and_plain_codes_mean_the_same() -> None:
    assert areas.get("6402") == areas.get("64.02") == areas.get(AreaCode("64.02"))
    assert areas.get("64.02.06.1001") == areas.get("6402061001")
    assert areas.get("id") == areas.country()
    assert areas.country().parent is None


def test_an_unknown_code_is_refused_and_no_code_is_no_lookup() -> None:
    with pytest.raises(UnknownRecord):
        areas.get("64.99")
    with pytest.raises(UnknownRecord):
        areas.get("64.02.06.9999")
    with pytest.raises(ValidationFailed, match=r"area\.code-form"):
        areas.get("Kutai Kartanegara")


@given(st.sampled_from([area for level in LEVELS[:4] for area in areas.level(level)]))
def test_handles_survive_copies_and_text_forms(area: areas.Area) -> None:
    assert pickle.loads(pickle.dumps(area)) == area == copy.deepcopy(area)  # our own bytes
    assert areas.get(str(area.code)) == area
    assert areas.check(area.place()) is None
    assert hash(area) == hash(areas.get(area.code))
    with pytest.raises(AttributeError):
        area.name = "other"  # type: ignore[misc]  # that is the point


def test_every_area_is_found_by_its_full_name_below_its_parent() -> None:
    for level in LEVELS[1:4]:
        for area in areas.level(level):
            assert area.parent is not None
            try:
                assert areas.find(area.name, parent=area.parent) == area
            except UnknownRecord:
                twins = [child.name.casefold() for child in area.parent.children()]
                assert twins.count(area.name.casefold()) > 1


@pytest.mark.parametrize(
    ("name", "parent", "code"),
    [
        ("Kutai Kartanegara", "64", "64.02"),
        ("KAB. KUTAI  KARTANEGARA", "64", "64.02"),
        ("kabupaten kutai kartanegara", "64", "64.02"),
        ("Kota Bogor", "32", "32.71"),
        ("Kabupaten Bogor", "32", "32.01"),
        ("Kepulauan Seribu", "31", "31.01"),
        ("Kab. Kep. Seribu", "31", "31.01"),
        ("DKI Jakarta", "id", "31"),
        ("Tenggarong", "64.02", "64.02.06"),
        ("Kecamatan Tenggarong", "6402", "64.02.06"),
    ],
)
def test_names_are_found_below_a_parent_as_people_write_them(
    name: str, parent: str, code: str
) -> None:
    assert areas.find(name, parent=parent).code == AreaCode(code)


def test_an_ambiguous_name_is_refused_with_every_candidate() -> None:
    with pytest.raises(UnknownRecord) as caught:
        areas.find("Bogor", parent="32")
    assert "Kabupaten Bogor (32.01)" in str(caught.value)
    assert "Kota Bogor (32.71)" in str(caught.value)


def test_a_misspelt_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownRecord) as caught:
        areas.find("Kutai Kartanagara", parent=areas.get("64"))
    assert caught.value.nearest == "Kabupaten Kutai Kartanegara (64.02)"
    with pytest.raises(UnknownRecord):
        areas.find("Tenggarong", parent="64")  # a grandchild is not below


def test_the_codes_changed_in_2022_resolve_both_ways() -> None:
    changed = [
        (old, area) for area in areas.level("regency") if (old := areas.predecessor(area.code))
    ]
    assert len(changed) == 26
    assert {str(area.code)[:2] for _, area in changed} == {"93", "94", "95", "96"}
    for old, area in changed:
        assert areas.successor(old) == area.code
        assert str(old)[:2] in {"91", "92"}
        with pytest.raises(UnknownRecord) as caught:
            areas.get(old)
        assert caught.value.nearest == str(area.code)
        problem = areas.check(Place(code=old, name=area.name))
        assert problem is not None
        assert problem.severity is Severity.WARNING
        assert str(area.code) in problem.message("id")
    assert areas.successor("9101") == AreaCode("93.01")
    assert areas.get("93.01").name == "Kabupaten Merauke"
    assert areas.successor("64.02") is areas.predecessor("64.02") is None


def test_bps_codes_are_known_for_the_checked_pairs_only() -> None:
    kukar = areas.from_bps("6403")
    assert kukar.code == AreaCode("64.02")
    assert kukar.bps_code == AreaCode("6403", scheme="bps")
    assert areas.from_bps("6402") == areas.get("64.07") == areas.get("bps:6402")
    assert areas.get("64.03").bps_code is None
    with pytest.raises(UnknownRecord):
        areas.from_bps("6401")


def test_6403_named_kutai_kartanegara_is_refused_with_both_readings() -> None:
    problem = areas.check(place("6403", "Kutai Kartanegara"))
    assert problem is not None
    assert (problem.code, problem.severity, problem.path) == (
        "area.name-disagrees",
        Severity.ERROR,
        "name",
    )
    for message in (problem.message("en"), problem.message("id")):
        for reading in ("64.03", "Kabupaten Berau", "Kabupaten Kutai Kartanegara", "64.02", "BPS"):
            assert reading in message


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("6403", "Berau"),
        ("64.03", "Kab. Berau"),
        ("64.03", "KABUPATEN BERAU"),
        ("64.03", ""),
        ("32.01", "Bogor"),
        ("32.71", "Bogor"),
        ("34", "DI Yogyakarta"),
        ("31", "Provinsi DKI Jakarta"),
        ("id", "Republik Indonesia"),
    ],
)
def test_a_code_passes_with_its_name(code: str, name: str) -> None:
    assert areas.check(place(code, name)) is None


@pytest.mark.parametrize(
    ("code", "name", "kind", "said"),
    [
        ("32.01", "Kota Bogor", "area.name-disagrees", "Kota Bogor is 32.71"),
        ("64.03", "Bogor", "area.name-disagrees", "Kota Bogor is 32.71"),
        ("64.02", "Atlantis", "area.name-disagrees", "no regency is called Atlantis"),
        ("64.02.06.1001", "Sukamaju", "area.name-disagrees", "(+"),
        ("91.01", "Berau", "area.name-disagrees", "Kabupaten Berau is 64.03"),
        ("64.99", "Berau", "area.unknown", "64.99"),
    ],
)
def test_a_code_is_refused_with_another_name(code: str, name: str, kind: str, said: str) -> None:
    problem = areas.check(place(code, name))
    assert problem is not None
    assert problem.code == kind
    assert problem.severity is Severity.ERROR
    assert said in problem.message("en")
    assert problem.hint("id")


def test_bps_codes_are_compared_where_they_are_known() -> None:
    assert areas.check(place("6403", "Kutai Kartanegara", "bps")) is None
    mixed_up = areas.check(place("6403", "Berau", "bps"))
    assert mixed_up is not None
    assert "6403 is its Kemendagri code" in mixed_up.message("en")
    unknown = areas.check(place("6401", "Paser", "bps"))
    assert unknown is not None
    assert unknown.severity is Severity.INFO


def test_villages_are_not_read_before_somebody_asks_for_one() -> None:
    script = (
        "from pilkada_outreach.reference import _register, areas;"
        "areas.get('64.02').parent; areas.find('Tenggarong', parent='64.02'); areas.level('district');"
        "assert _register.villages.cache_info().currsize == 0;"
        "areas.get('64.02.06.1001');"
        "assert _register.villages.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
