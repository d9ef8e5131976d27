"""The fast way and the strict way are equal: same bytes out, same records in, same refusals."""

import json
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import Agreement, Publication, Record, ValidationFailed, dump, load
from pilkada_outreach.rules.example_world import noon, publication, world
from pilkada_outreach.serialization import fast
from pilkada_outreach.serialization.documents import canonical, load_trusted
from pilkada_outreach.serialization.strict import plain
from pilkada_outreach.serialization.versions import version_of
from tests.strategies import records


def strictly(record: Record) -> bytes:
    return canonical(
        {"record": record.family, "version": version_of(record.family), **plain(record)}
    )


@given(records())
def test_both_ways_write_the_same_bytes(record: Record) -> None:
    assert fast.encode(record, version_of(record.family)) == strictly(record)


@given(records())
def test_both_ways_read_the_same_record(record: Record) -> None:
    document = strictly(record)
    assert fast.decode(type(record), document) == record
    assert load_trusted(type(record), document) == record


def test_instants_are_told_in_utc_at_any_depth() -> None:
    item = publication("ajakan-memilih", noon(8, 12))
    assert b'"due_at":"2024-08-12T04:00:00Z"' in fast.encode(item, 1)
    assert load(Publication, fast.encode(item, 1)) == item


def outcome(cls: type[Record], data: bytes) -> object:
    try:
        return load(cls, data)
    except ValidationFailed as failure:
        return [(problem.code, problem.path) for problem in failure.problems]


@given(st.data(), records())
def test_both_ways_agree_on_bad_documents(data: st.DataObject, record: Record) -> None:
    document = json.loads(strictly(record))
    key = data.draw(st.sampled_from(sorted(document)))
    document[data.draw(st.sampled_from([key, "lain"]))] = data.draw(
        st.sampled_from([None, True, 1, 1.5, "", "x", "1", [], [1], {}, "2024-01-01", "NaN"])
    )
    bad = canonical(document)
    with patch.object(fast, "available", return_value=False):
        strict = outcome(type(record), bad)
    assert outcome(type(record), bad) == strict


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b'"per_month":5', b'"per_month":5.0'),
        lambda text: text.replace(b'"version":1', b'"version":1.0'),
        lambda text: text.replace(b'"record":"agreement"', b'"record":"material"'),
        lambda text: text[:-1] + b',"zzz":1}',
        lambda text: text.replace(b"2024-08-10", b"2024-08-10T00:00:00"),
    ],
)
def test_what_msgspec_lets_pass_is_refused(change: object) -> None:
    contract = next(item for item in world() if isinstance(item, Agreement))
    document = change(dump(contract))  # type: ignore[operator]  # one of the lambdas above
    assert document != dump(contract)
    with pytest.raises(ValidationFailed):
        load(Agreement, document)


def test_without_msgspec_everything_goes_the_strict_way() -> None:
    contract = next(item for item in world() if isinstance(item, Agreement))
    with patch.object(fast, "available", return_value=False):
        assert load(Agreement, dump(contract)) == contract
