"""Areas: how their codes and names change."""

from datetime import date

import pytest

from pilkada_outreach import AreaCode, Id, LegalSource
from pilkada_outreach.domain.area import AreaChange, AreaChangeKind, Place, level_of
from tests.findings import refused, warned

BASIS = LegalSource(instrument="Kepmendagri", number="100.1.1-6117", year=2022, verified=True)


def change(**fields: object) -> AreaChange:
    given: dict[str, object] = {
        "id": Id("area-change/2022/91.01"),
        "old_code": AreaCode("91.01"),
        "new_code": AreaCode("93.01"),
        "kind": AreaChangeKind.RECODED,
        "on": date(2022, 11, 9),
        "basis": BASIS,
        **fields,
    }
    return AreaChange(**given)  # type: ignore[arg-type]  # a table of fields


def test_a_new_code_is_a_change() -> None:
    assert warned(change()) == []
    assert warned(change(on=None)) == []


def test_a_new_name_under_the_same_code_is_a_change() -> None:
    renamed = change(
        new_code=AreaCode("91.01"),
        old_name="Lama",
        new_name="Baru",
        kind=AreaChangeKind.RENAMED,
    )
    assert renamed.new_name == "Baru"


@pytest.mark.parametrize(
    ("new_code", "expected"),
    [
        (AreaCode("9301", scheme="bps"), "area-change.schemes new_code"),
        (AreaCode("93.01.01"), "area-change.levels new_code"),
        (AreaCode("93"), "area-change.levels new_code"),
        (AreaCode("91.01"), "area-change.nothing new_code"),
    ],
)
def test_what_is_no_change_is_refused(new_code: AreaCode, expected: str) -> None:
    assert refused(lambda: change(new_code=new_code)) == [expected]


def test_a_division_id_does_not_say_its_level() -> None:
    division = AreaCode("ocd-division/country:id/province:ki", scheme="ocd")
    assert level_of(Place(code=division)) is None
    assert level_of(Place(code=AreaCode("64.02"))) == "regency"
