"""Records against their peers, as ratios of one run: decode, encode, memory, import, areas.

The peers' classes are made from our own annotations, so that they have the same fields, types, patterns and
limits, and they call the same check functions. Contenders run in short shuffled rounds with the garbage
collector off; a ratio is the median of same-round ratios, so that a busy machine moves it little.
`--quick` takes fewer rounds and records.
"""

import argparse
import compileall
import gc
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Annotated, Any, Literal

import attrs
import cattrs.preconf.json
import msgspec

import pilkada_outreach
from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Code,
    Deliverable,
    Id,
    LegalSource,
    Party,
    Period,
    Publication,
    SignatoryOffice,
    Signature,
    areas,
    dump,
    load,
)
from pilkada_outreach._record import is_record, record_info, warnings_of
from pilkada_outreach._types import NOT_BLANK, item_type, optional, unwrap
from pilkada_outreach.domain.values import TextValue
from pilkada_outreach.exchange.json_schema import record_schema
from pilkada_outreach.serialization import fast
from pilkada_outreach.serialization.documents import load_trusted
from pilkada_outreach.serialization.versions import version_of

ROOT = Path(__file__).parents[1]
AT = datetime(2024, 9, 20, 1, tzinfo=UTC)
PYDANTIC = find_spec("pydantic") is not None


def agreement(which: int) -> Agreement:
    """A media contract with 20 deliverables, 3 parties and their signatures; each with ids of its own."""
    law = LegalSource(instrument="PKPU", number="13", year=2024, article="Pasal 47", verified=True)
    sides = (
        ("kpu/64.02", SignatoryOffice.CONTRACT_OFFICER),
        (f"media/kabar-{which:05}", SignatoryOffice.DIRECTOR),
        ("agency/kominfo-64.02", SignatoryOffice.REGENT),
    )
    parties = tuple(
        Party(
            partner=Id(partner),
            number=f"{number}/PKS-{which}/KPU-Kukar/VIII/2024",
            signatory=Id(f"person/pejabat-{which:05}-{number}"),
            signatory_name=f"Pejabat Contoh {which} {number}",
            office=office,
        )
        for number, (partner, office) in enumerate(sides)
    )
    return Agreement(
        id=Id(f"agreement/kpu-64.02/2024/{which:05}"),
        kind=AgreementKind.MEDIA_CONTRACT,
        title=f"Kontrak publikasi Pemilihan Serentak 2024 – Kabar {which}",
        commission=Id("kpu/64.02"),
        parties=parties,
        period=Period(first_day=date(2024, 8, 10), last_day=date(2024, 12, 9)),
        deliverables=tuple(
            Deliverable(
                code=Code(f"luaran-{number:02}"),
                name=f"Artikel sosialisasi tahapan, bagian ke-{number} dari {which}",
                per_month=number % 5 + 1,
                label="advertorial",
                unit_price_rupiah=250_000 + 10_000 * number + which,
                source=law if number % 4 == 0 else None,
            )
            for number in range(20)
        ),
        signatures=tuple(
            Signature(party=party.partner, by=party.signatory, on=date(2024, 8, 9))
            for party in parties
            if party.signatory is not None
        ),
    )


def publications(count: int) -> Iterator[bytes]:
    """Documents of publications, each with texts of its own."""
    for number in range(count):
        yield dump(
            Publication(
                id=Id(f"publication/kpu-64.02/2024/{number:06}"),
                commission=Id("kpu/64.02"),
                material=Id(f"material/kpu-64.02/{number % 500:03}"),
                channel=Code("webhook"),
                target=Id(f"media/kabar-{number % 40:02}"),
                agreement=Id(f"agreement/kpu-64.02/2024/{number % 40:03}"),
                deliverable=Code(f"luaran-{number % 20:02}"),
                label="advertorial",
                due_at=AT + timedelta(minutes=number),
            )
        )


# The peers

LIMITS = {
    "quota_is_positive": {"per_month": 1},
    "prices_are_not_negative": {"unit_price_rupiah": 0, "ceiling_rupiah": 0},
    "lengths_are_positive": {"minimum_term_months": 1, "notice_days": 1, "value_rupiah": 0},
}
"""Checks of ours that a peer has as a limit of the field, which is how its users would write them."""


@attrs.frozen
class Peer:
    """How a library writes down what our annotations say."""

    pattern: Callable[[str, int | None], object]
    """Text of a form, of a greatest length."""
    number: Callable[[int], object]
    """A whole number that is not less."""
    build: Callable[[str, dict[str, tuple[object, object]], Callable[[Any], bool]], type]
    """A class of this name, with its fields (type and default) and what must hold."""


def peer_class(peer: Peer, cls: type, head: dict[str, tuple[object, object]]) -> type:
    """A peer's class with the fields, forms and checks of one of our records."""
    schema: Any = record_schema(cls)
    made: dict[object, type] = {}

    def told(annotation: object, form: dict[str, Any], least: int | None = None) -> object:
        plain, extras = unwrap(annotation)
        least = next((extra.least for extra in extras if hasattr(extra, "least")), least)
        if (inner := optional(plain)) is not None:
            return told(inner, form["anyOf"][0], least) | None  # type: ignore[operator]  # a type or Annotated
        if (item := item_type(plain)) is not None:
            return tuple[told(item, form["items"]), ...]  # type: ignore[misc]  # made at run time
        if is_record(plain):
            assert isinstance(plain, type)
            if plain not in made:
                made[plain] = of(plain, schema["$defs"][plain.__name__])
            return made[plain]
        if plain is str or (isinstance(plain, type) and issubclass(plain, TextValue)):
            clean = form["pattern"]
            if NOT_BLANK in extras:  # `^[^bad]*$` with something that is no white space
                each = clean.removeprefix("^").removesuffix("*$")
                clean = f"^{each}*{each[:-1]}\\s]{each}*$"
            return peer.pattern(clean, form.get("maxLength"))
        if least is not None:
            return peer.number(least)
        assert plain in (int, bool, date, datetime) or issubclass(plain, Enum)  # type: ignore[arg-type]
        return plain

    def of(owner: type, form: dict[str, Any]) -> type:
        info = record_info(owner)
        limits = {
            field: least
            for check, _ in info.checks
            for field, least in LIMITS.get(check.__name__, {}).items()
        }
        checks = [found for found in info.checks if found[0].__name__ not in LIMITS]
        fields = {
            field.name: (
                told(field.type, form["properties"][field.name], limits.get(field.name)),
                ... if field.required else field.default,
            )
            for field in info.fields
        }
        calls = " or ".join(
            f"check{number}({', '.join(f'self.{name}' for name in needs)})"
            for number, (_, needs) in enumerate(checks)
        )
        names: dict[str, Any] = {f"check{n}": check for n, (check, _) in enumerate(checks)}
        holds = eval(f"lambda self: not ({calls or None})", names)  # noqa: S307  # our own text
        return peer.build(owner.__name__, {**(head if owner is cls else {}), **fields}, holds)

    return of(cls, schema)


def struct_peer() -> Peer:
    """msgspec: Struct with Meta, checks in `__post_init__`."""

    def build(name: str, fields: dict[str, tuple[object, object]], holds: Any) -> type:
        def post_init(self: object) -> None:
            if not holds(self):
                raise ValueError(name)

        return msgspec.defstruct(
            name,
            [
                (field, kind) if default is ... else (field, kind, default)
                for field, (kind, default) in fields.items()
            ],
            namespace={"__post_init__": post_init},
            frozen=True,
            kw_only=True,
            forbid_unknown_fields=True,
        )

    return Peer(
        lambda form, longest: Annotated[str, msgspec.Meta(pattern=form, max_length=longest)],
        lambda least: Annotated[int, msgspec.Meta(ge=least)],
        build,
    )


def pydantic_peer() -> Peer:
    """pydantic 2: strict, frozen, extra keys refused, checks in an `after` validator."""
    pydantic: Any = import_module("pydantic")
    config = pydantic.ConfigDict(strict=True, frozen=True, extra="forbid")

    def build(name: str, fields: dict[str, tuple[object, object]], holds: Any) -> Any:
        def check(self: Any) -> Any:
            if not holds(self):
                raise ValueError(name)
            return self

        return pydantic.create_model(
            name,
            __config__=config,
            __validators__={"check": pydantic.model_validator(mode="after")(check)},
            **fields,
        )

    def text(form: str, longest: int | None) -> object:
        return Annotated[str, pydantic.StringConstraints(pattern=form, max_length=longest)]

    return Peer(text, lambda least: Annotated[int, pydantic.Field(ge=least)], build)


def head_of(cls: type[Agreement] | type[Publication]) -> dict[str, tuple[object, object]]:
    """The two fields that stand in a document beside the record's own."""
    version = version_of(cls.family)
    return {"record": (Literal[cls.family], ...), "version": (Literal[version], ...)}


@cache
def pydantic_adapter(cls: type[Agreement] | type[Publication]) -> Any:
    """pydantic's reader and writer for its copy of one of our classes."""
    pydantic: Any = import_module("pydantic")
    return pydantic.TypeAdapter(peer_class(pydantic_peer(), cls, head_of(cls)))


def cattrs_default() -> cattrs.Converter:
    """cattrs as it comes, detailed validation on, and told of our text values, which it must be."""
    converter = cattrs.preconf.json.make_converter()
    converter.register_structure_hook_func(
        lambda cls: isinstance(cls, type) and issubclass(cls, TextValue),
        lambda text, cls: cls.parse(text),
    )
    return converter


# Measuring


Times = dict[str, list[float]]


def compare(contenders: dict[str, Callable[[], object]], rounds: int, length: float) -> Times:
    """Seconds for one call of each, round by round; a contender's turn takes about `length` seconds."""
    loops: dict[str, int] = {}
    for name, action in contenders.items():
        action()
        loops[name] = max(1, int(length / _seconds(action, 3)))
    times: Times = {name: [] for name in contenders}
    chance = random.Random(1)  # noqa: S311  # the same order in each run
    for _ in range(rounds):
        for name in chance.sample(list(contenders), len(contenders)):
            times[name].append(_seconds(contenders[name], loops[name]))
    return times


def _seconds(action: Callable[[], object], loops: int) -> float:
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        for _ in range(loops):
            action()
        return (time.perf_counter() - begin) / loops
    finally:
        gc.enable()


def ratio(times: Times, above: str, below: str) -> float:
    """How many times longer one takes than another, in the same round."""
    return median(a / b for a, b in zip(times[above], times[below], strict=True))


def strictly(data: bytes) -> Agreement:
    """`load` as it works without msgspec."""
    kept, fast.available = fast.available, lambda: False  # type: ignore[assignment]  # put back below
    try:
        return load(Agreement, data)
    finally:
        fast.available = kept


def told_by(*words: str, folder: Path = ROOT) -> float:
    """The number that a fresh interpreter prints: this script with an option, or a piece of code."""
    finished = subprocess.run(
        [sys.executable, *words], cwd=folder, capture_output=True, text=True, check=True
    )
    return float(finished.stdout)


def held(which: str, count: int) -> int:
    """Bytes that `count` publications take in this process."""
    adapter = pydantic_adapter(Publication) if which == "pydantic" else None
    documents = publications(count)

    def read(document: bytes) -> object:
        return adapter.validate_json(document) if adapter else load_trusted(Publication, document)

    records = [read(next(documents))]
    before = _resident()
    records.extend(read(document) for document in documents)
    gc.collect()
    return _resident() - before


def _resident() -> int:
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        return int(pages) * int(import_module("resource").getpagesize())
    except OSError:  # no Linux: the peak is the nearest figure there is
        return int(import_module("resource").getrusage(0).ru_maxrss)


def interleaved(codes: dict[str, str], times: int) -> dict[str, float]:
    """The least seconds that each piece of code says it took, each run in a fresh interpreter."""
    found: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(times):
        for name, code in codes.items():
            timed = f"import time; b = time.perf_counter(); {code}; print(time.perf_counter() - b)"
            found[name].append(told_by("-c", timed))
    return {name: min(seconds) for name, seconds in found.items()}


# The table

Line = tuple[str, str, str, str, str, str]
HEAD: Line = ("what", "ours", "peer", "ratio", "goal", "met")


def at_least(what: str, ours: str, peer: str, found: float, goal: float | None) -> Line:
    """A line about something that ought to be large."""
    met = "" if goal is None else "yes" if found >= goal else "no"
    return (what, ours, peer, f"{found:.2f}x", "" if goal is None else f">= {goal:g}x", met)


def at_most(what: str, ours: str, peer: str, found: float, goal: float) -> Line:
    """A line about something that ought to be small."""
    met = "yes" if found <= goal else "no"
    return (what, ours, peer, f"{found:.3f}", f"<= {goal:.4g}", met)


def coding(rounds: int, length: float, different: int) -> Iterator[Line]:
    """Decode and encode."""
    struct: Any = msgspec.json.Decoder(peer_class(struct_peer(), Agreement, head_of(Agreement)))
    converter: Any = cattrs_default()
    ways: dict[str, Callable[[bytes], Any]] = {
        "trusted": partial(load_trusted, Agreement),
        "guarded": partial(load, Agreement),
        "strict": strictly,
        "cattrs": lambda document: converter.loads(document, Agreement),
        "Struct": struct.decode,
    }
    if PYDANTIC:
        ways["pydantic"] = pydantic_adapter(Agreement).validate_json
    equally_strict(ways)
    records = [agreement(number) for number in range(different)]
    data = [dump(record) for record in records]
    times = compare(
        {name: partial(_next_of, read, cycle(data)) for name, read in ways.items()}, rounds, length
    )
    us = {name: f"{median(found) * 1e6:.0f} us" for name, found in times.items()}
    for way, peer, goal in (
        ("trusted", "pydantic", 1.6),
        ("guarded", "pydantic", 1.2),
        ("strict", "cattrs", 1.0),
    ):
        if peer in times:
            found = ratio(times, peer, way)
            yield at_least(f"decode, {way}", us[way], f"{peer} {us[peer]}", found, goal)
    found = ratio(times, "trusted", "Struct")
    yield at_most("decode, trusted", us["trusted"], f"msgspec.Struct {us['Struct']}", found, 1.15)
    if PYDANTIC:
        adapter = pydantic_adapter(Agreement)
        models = [adapter.validate_json(document) for document in data]
        written = compare(
            {
                "ours": partial(_next_of, dump, cycle(records)),
                "pydantic": partial(_next_of, adapter.dump_json, cycle(models)),
            },
            rounds,
            length,
        )
        us = {name: f"{median(found) * 1e6:.1f} us" for name, found in written.items()}
        found = ratio(written, "pydantic", "ours")
        yield at_least("encode", us["ours"], f"pydantic {us['pydantic']}", found, 3)


def _next_of(action: Callable[[Any], object], given: Iterator[Any]) -> object:
    return action(next(given))


def equally_strict(ways: dict[str, Callable[[bytes], Any]]) -> None:
    """Stop when a contender reads another record than we do, or lets pass what we refuse."""
    ours = agreement(7)
    data = dump(ours)
    assert not warnings_of(ours)  # a peer's class refuses whatever a check finds, ours only errors
    for name, read in ways.items():
        assert str(read(data).parties[1].partner) == "media/kabar-00007", name
        for old, new in (
            (b"director", b"directr"),
            (b"media/kabar-00007", b"media/Kabar"),
            (b'"title":"Kontrak', b'"title":"\\u202eKontrak'),
            (b"2024-12-09", b"2024-07-09"),
            (b'"per_month":1', b'"per_month":0'),
            (b"luaran-01", b"luaran-02"),
            (
                b'"on":"2024-08-09","party":"media/kabar-00007"',
                b'"on":"2024-08-09","party":"media/x"',
            ),
            *([] if name in ("cattrs", "trusted") else [(b'"number":"1/', b'"numer":"1/')]),
        ):
            assert old in data
            try:
                read(data.replace(old, new))
            except (ValueError, cattrs.BaseValidationError):
                continue
            raise AssertionError(f"{name} lets {new!r} pass")


def memory(count: int) -> Iterator[Line]:
    """What many records take."""
    each = {
        which: told_by(__file__, "--hold", which, "--count", str(count)) / count
        for which in ("ours", "pydantic")
    }
    ours, peer = each["ours"], each["pydantic"]
    what = f"memory of {count:,} publications"
    yield at_most(what, f"{ours:.0f} B", f"pydantic {peer:.0f} B", ours / peer, 0.52)


def importing(times: int) -> Iterator[Line]:
    """What the first line of a script costs, compiled as pip leaves a package."""
    compileall.compile_dir(str(Path(pilkada_outreach.__file__).parent), quiet=1)
    least = interleaved(
        {
            "ours": "import pilkada_outreach",
            "deps": "import attrs, cattrs, pluggy, dateutil",
            "first record": "from pilkada_outreach import Agreement",
        },
        times,
    )
    ms = {name: f"{seconds * 1e3:.1f} ms" for name, seconds in least.items()}
    found = least["ours"] / least["deps"]
    yield at_most("import pilkada_outreach", ms["ours"], f"its deps {ms['deps']}", found, 1 / 25)
    found = least["first record"] / least["deps"]
    name, peer = "from ... import Agreement", f"its deps {ms['deps']}"
    yield (name, ms["first record"], peer, f"{found:.2f}", "", "")


def looking_up(rounds: int, length: float, times: int) -> Iterator[Line]:
    """Areas by their codes."""
    names = {area.code: area.name for area in areas.level("regency")}
    names_by_text = {str(code): name for code, name in names.items()}
    found = compare(
        {
            "areas": lambda: [areas.get(code) for code in names_by_text],
            "dict": lambda: [names_by_text[code] for code in names_by_text],
        },
        rounds,
        length,
    )
    each = {name: len(names_by_text) / median(seconds) for name, seconds in found.items()}
    above, peer = ratio(found, "areas", "dict"), f"a dict {each['dict'] / 1e6:.1f} M/s"
    yield ("area look-up", f"{each['areas'] / 1e6:.2f} M/s", peer, f"{1 / above:.2f}", "", "")
    prefix = "from pilkada_outreach import areas"
    least = interleaved(
        {
            "district": f"{prefix}; b = time.perf_counter(); areas.get('64.02')",
            "village": f"{prefix}; b = time.perf_counter(); areas.get('64.02.06.1001')",
        },
        times,
    )
    for name, seconds in least.items():
        yield (f"areas, first load down to the {name}", f"{seconds * 1e3:.1f} ms", "", "", "", "")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and records")
    parser.add_argument("--hold", choices=("ours", "pydantic"), help=argparse.SUPPRESS)
    parser.add_argument("--count", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hold:
        print(held(options.hold, options.count))
        return
    rounds, length, count, starts = (
        (5, 0.005, 5_000, 3) if options.quick else (41, 0.02, 100_000, 15)
    )
    different = 50 if options.quick else 2_000
    size = len(dump(agreement(0)))
    print(
        f"nested agreements of {size:,} bytes, {different:,} different ones; "
        f"medians of {rounds} rounds, least of {starts} starts"
    )
    if not PYDANTIC:
        print("no ratios against pydantic, which is not installed: python -m pip install pydantic")
    lines = [
        HEAD,
        *coding(rounds, length, different),
        *(memory(count) if PYDANTIC else ()),
        *importing(starts),
        *looking_up(rounds, length, starts),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    for line in lines:
        print(
            " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        )


if __name__ == "__main__":
    main()
