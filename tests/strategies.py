"""Hypothesis strategies for every family of records, made from their own annotations."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from pilkada_outreach import AreaCode, Code, Id, Record
from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import NOT_BLANK, item_type, optional, unwrap
from pilkada_outreach.domain.day_or_month import DayOrMonth
from pilkada_outreach.domain.families import FAMILIES
from tests.mending import MEND, Fields

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf"], include_characters="\n\t"),
    max_size=30,
)
IDS = st.lists(
    st.from_regex(r"[a-z0-9](?:[a-z0-9._-]{0,6}[a-z0-9])?", fullmatch=True), min_size=2, max_size=4
).map(lambda parts: Id("/".join(parts)))
CODES = st.from_regex(r"[a-z](?:[a-z0-9_-]{0,6}[a-z0-9])?", fullmatch=True).map(Code)
AREAS = st.sampled_from(["id", "64", "64.02", "64.02.06", "64.02.06.1001", "bps:6403"]).map(
    AreaCode.parse
)
LEAVES: dict[object, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(10**12), 10**12),
    bool: st.booleans(),
    date: st.dates(date(1945, 8, 17), date(2100, 1, 1)),
    time: st.times().map(lambda hour: hour.replace(microsecond=0, fold=0)),
    datetime: st.datetimes(  # its bounds are naive and read in the time zone given
        datetime(1945, 8, 17),  # noqa: DTZ001
        datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.just(UTC),
    ),
    Decimal: st.decimals(0, 100, places=2),
    Id: IDS,
    Code: CODES,
    AreaCode: AREAS,
    DayOrMonth: st.dates(date(1945, 8, 17), date(2100, 1, 1)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7]]).map(DayOrMonth)
    ),
}


def values(annotation: object) -> st.SearchStrategy[Any]:
    """Values of exactly this annotation."""
    plain, extras = unwrap(annotation)
    inner = optional(plain)
    if inner is not None:
        return st.none() | values(inner)
    item = item_type(plain)
    if item is not None:
        return st.lists(values(item), max_size=3).map(tuple)
    if NOT_BLANK in extras:
        return TEXT.filter(lambda text: bool(text.strip()))
    if isinstance(plain, type) and is_record(plain):
        return of(plain)
    if isinstance(plain, type) and issubclass(plain, Enum):
        return st.sampled_from(list(plain))
    return LEAVES[plain]


T = TypeVar("T")


@st.composite
def of(draw: st.DrawFn, cls: type[T]) -> T:
    """Records of one class, good by its own checks."""
    fields: Fields = {field.name: draw(values(field.type)) for field in record_info(cls).fields}
    mend = MEND.get(cls)
    if mend is not None:
        mend(fields)
    return cls(**fields)


def records() -> st.SearchStrategy[Record]:
    """Records of every family."""
    return st.sampled_from(sorted(FAMILIES)).flatmap(lambda family: cast(Any, of(FAMILIES[family])))
