"""What holds for every family of records."""

import pytest

from pilkada_outreach._record import record_info
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Record


def test_the_families_of_the_register() -> None:
    assert sorted(FAMILIES) == [
        *("activity", "agreement", "area-change", "claim", "clarification", "commission"),
        *("committee", "disclosure", "election", "feedback", "indicator", "information-request"),
        *("material", "measurement", "publication", "receipt", "stakeholder", "survey"),
        *("target", "timetable"),
    ]


@pytest.mark.parametrize("cls", FAMILIES.values(), ids=FAMILIES)
def test_a_family_has_an_id_and_leaves_the_keys_of_the_document_alone(cls: type[Record]) -> None:
    names = record_info(cls).names
    assert "id" in names
    assert {"record", "version", "state"}.isdisjoint(names)


@pytest.mark.parametrize("cls", FAMILIES.values(), ids=FAMILIES)
def test_what_may_be_none_is_none_unless_it_is_given(cls: type[Record]) -> None:
    for field in record_info(cls).fields:
        if "None" in str(field.type):
            assert not field.required, field.name
            assert field.default is None, field.name
