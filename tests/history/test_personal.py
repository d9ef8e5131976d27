"""Personal values leave the bodies and come back: for every family of records, and whatever they say."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach._record import is_record, record_info
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.people import Contact
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.values import WITHHELD, Id, Record
from pilkada_outreach.history.chain import kept_change
from pilkada_outreach.history.facts import links_of
from pilkada_outreach.history.kept import stored
from pilkada_outreach.history.personal import _holds_personal, apart, whole
from pilkada_outreach.ports import Change, PersonalValue, StoredRecord, Write
from pilkada_outreach.rules.example_world import MEDIUM, world
from pilkada_outreach.serialization import dump
from pilkada_outreach.serialization.documents import load_trusted
from tests import strategies


def row(body: bytes, personal: tuple[PersonalValue, ...]) -> StoredRecord:
    """What a store gives back of a body and its personal values."""
    write = Write(family="any", id=Id("any/one"), body=body, base_version=0, personal=personal)
    at = datetime(2024, 9, 20, tzinfo=UTC)
    change = Change(actor="staff/uji", reason="uji", at=at, writes=(write,))
    kept = kept_change(change, number=1, last_at=None, heads={})
    return stored(kept, kept.versions[0])


def personal_of(value: object) -> list[str]:
    """Every personal value of a record and the records in it."""
    if isinstance(value, tuple):
        return [found for member in value for found in personal_of(member)]
    if not is_record(type(value)):
        return []
    return [
        found
        for field in record_info(type(value)).fields
        for found in (
            [getattr(value, field.name)]
            if field.personal
            else personal_of(getattr(value, field.name))
        )
        if found
    ]


@given(strategies.records())
def test_a_body_comes_apart_and_back(record: Record) -> None:
    """No personal value stays in it, every byte comes back, and what is apart is not taken apart again."""
    body = dump(record)
    kept, personal = apart(type(record), body)
    values = sorted(value for value in personal_of(record) if value != WITHHELD)

    assert sorted(one.value for one in personal) == values
    assert len({one.path for one in personal}) == len(personal)
    assert {_at(json.loads(kept), one.path) for one in personal} <= {WITHHELD}
    assert apart(type(record), kept) == (kept, ())
    assert whole(row(kept, personal)) == body
    assert load_trusted(type(record), whole(row(kept, personal))) == record


def _at(place: Any, path: str) -> object:
    for step in path.split("."):
        place = place[int(step)] if isinstance(place, list) else place[step]
    return place


@given(strategies.records(), st.data())
def test_an_erased_record_is_still_one(record: Record, data: st.DataObject) -> None:
    """Whichever of its values are gone, it can be read, and refers to the same records."""
    kept, personal = apart(type(record), dump(record))
    left = tuple(one for one in personal if data.draw(st.booleans()))
    read = load_trusted(type(record), whole(row(kept, left)))

    assert read.id == record.id
    assert links_of(read) == links_of(record)
    wanted = sorted([one.value for one in left] + [WITHHELD] * (len(personal) - len(left)))
    already = [value for value in personal_of(record) if value == WITHHELD]
    assert sorted(personal_of(read)) == sorted([*wanted, *already])


def test_which_families_hold_personal_data() -> None:
    """The page about erasure names them."""
    holding = {name for name, cls in FAMILIES.items() if _holds_personal(cls)}

    assert holding == {
        "claim",
        "committee",
        "disclosure",
        "feedback",
        "information-request",
        "stakeholder",
    }


@pytest.mark.parametrize(
    "path", ["contacts.7.email", "contacts.x.email", "kontak.0.email", "name.0"]
)
def test_a_body_without_the_place_of_a_value(path: str) -> None:
    medium = next(record for record in world() if record.id == MEDIUM)
    with pytest.raises(ValueError, match="where a personal value belongs"):
        whole(row(dump(medium), (PersonalValue(path=path, value="Fulan"),)))


def test_a_withheld_value_is_no_secret() -> None:
    """Somebody may write the very words that stand for what was erased."""
    contact = Contact(purpose="penayangan", name=WITHHELD, email="fulan@contoh.invalid")
    medium = next(record for record in world() if isinstance(record, Stakeholder))
    kept, personal = apart(Stakeholder, dump(medium).replace(b'"contacts":[]', _contacts(contact)))

    assert [(one.path, one.value) for one in personal] == [
        ("contacts.0.email", "fulan@contoh.invalid")
    ]
    assert load_trusted(Stakeholder, whole(row(kept, personal))).contacts == (contact,)


def _contacts(contact: Contact) -> bytes:
    fields = {field.name: getattr(contact, field.name) for field in record_info(Contact).fields}
    return b'"contacts":[' + json.dumps(fields, ensure_ascii=False).encode() + b"]"
