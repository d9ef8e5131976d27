"""Hypothesis strategies for every family of records, made from their own annotations."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from pilkada_outreach import (
    Agreement,
    AreaCode,
    Code,
    ContentClass,
    Contest,
    Deliverable,
    Election,
    Id,
    Material,
    MaterialText,
    Measurement,
    MediaClass,
    Party,
    Period,
    Publication,
    Ratio,
    Receipt,
    Record,
    SignatoryOffice,
    Signature,
    Stage,
    Stakeholder,
    Target,
    TermOfOffice,
    Ticket,
    Timetable,
    VoterList,
    evolve,
)
from pilkada_outreach._record import is_record, record_info
from pilkada_outreach._types import NOT_BLANK, item_type, optional, unwrap
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.material import CAMPAIGN_CLASSES

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
    datetime: st.datetimes(datetime(1945, 8, 17), datetime(2100, 1, 1), timezones=st.just(UTC)),
    Decimal: st.decimals(0, 100, places=2),
    Id: IDS,
    Code: CODES,
    AreaCode: AREAS,
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


Fields = dict[str, Any]
T = TypeVar("T")


def _days_in_order(fields: Fields) -> None:
    first, last = fields["first_day"], fields["last_day"]
    if first is not None and last is not None and last < first:
        fields["first_day"], fields["last_day"] = last, first
    if first is None and last is None:
        fields["first_day"] = date(2024, 8, 10)


def _each_once(field: str, key: str) -> Callable[[Fields], None]:
    def keep_first(fields: Fields) -> None:
        seen: dict[object, object] = {}
        for member in fields[field]:
            seen.setdefault(getattr(member, key), member)
        fields[field] = tuple(seen.values())

    return keep_first


def _two_parties(fields: Fields) -> None:
    spare = (
        Party(partner=Id("kpu/64.02"), office=SignatoryOffice.CONTRACT_OFFICER),
        Party(partner=Id("media/contoh"), office=SignatoryOffice.DIRECTOR),
    )
    fields["parties"] = (*spare, *fields["parties"])
    _each_once("parties", "partner")(fields)
    fields["signatures"] = tuple(
        Signature(party=party.partner, by=party.signatory or Id("person/x"), on=signature.on)
        for party, signature in zip(fields["parties"], fields["signatures"], strict=False)
    )
    _each_once("deliverables", "code")(fields)


def _parents_in_timetable(fields: Fields) -> None:
    _each_once("stages", "code")(fields)
    fields["stages"] = tuple(evolve(stage, parent="") for stage in fields["stages"])


def _tickets_fit(fields: Fields) -> None:
    _each_once("texts", "language")(fields)
    if not fields["texts"]:
        fields["texts"] = (MaterialText(language=Code("id"), title="Judul", body="Isi"),)
    if fields["content_class"] in CAMPAIGN_CLASSES:
        fields["tickets"] = (*fields["tickets"], Id("pilkada/2024/64/governor/1"))
    elif fields["content_class"] in (ContentClass.PROCEDURAL, ContentClass.VOTER_EDUCATION):
        fields["tickets"] = ()


def _positive(*names: str) -> Callable[[Fields], None]:
    def make(fields: Fields) -> None:
        for name in names:
            if fields[name] is not None:
                fields[name] = abs(fields[name]) + 1

    return make


def _set(name: str, value: object, unless: Callable[[Fields], bool]) -> Callable[[Fields], None]:
    def fill(fields: Fields) -> None:
        if not unless(fields):
            fields[name] = value

    return fill


MEND: dict[type, Callable[[Fields], None]] = {
    Agreement: _two_parties,
    Contest: _each_once("tickets", "number"),
    Deliverable: _positive("per_month"),
    Election: _each_once("contests", "id"),
    Material: _tickets_fit,
    Measurement: _set("printed_percent", Decimal(1), lambda f: f["ratio"] is not None),
    Period: _days_in_order,
    Publication: _set("agreement", Id("agreement/a/1"), lambda f: f["deliverable"] is None),
    Ratio: _positive("numerator", "denominator"),
    Receipt: _set("cause", "x", lambda f: f["cause"] != ""),
    Stage: _days_in_order,
    Stakeholder: _set("legal_class", MediaClass.RADIO, lambda f: f["legal_class"] is not None),
    Target: _set("percent", Decimal(50), lambda f: f["percent"] > 0),
    TermOfOffice: _days_in_order,
    Ticket: _positive("number"),
    Timetable: _parents_in_timetable,
    VoterList: _positive("voters", "polling_stations"),
}
"""How random fields of a class are bent into what its own checks accept."""


@st.composite
def of(draw: st.DrawFn, cls: type[T]) -> T:
    """Records of one class, good by its own checks."""
    fields: Fields = {field.name: draw(values(field.type)) for field in record_info(cls).fields}
    MEND.get(cls, lambda _: None)(fields)
    return cls(**fields)


def records() -> st.SearchStrategy[Record]:
    """Records of every family."""
    return st.sampled_from(sorted(FAMILIES)).flatmap(lambda family: cast(Any, of(FAMILIES[family])))
