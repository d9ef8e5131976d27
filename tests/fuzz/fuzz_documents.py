"""Coverage-guided fuzzing of documents with atheris: nothing but ValidationFailed, whatever the bytes are.

`make fuzz` runs each target for its share of FUZZ_SECONDS in a process of its own, from seeds that are dumps
of generated records. What is read must also survive being written and read again, the strict way agreeing
with the fast one, and what is refused must be told in both languages. An input that breaks this is printed
and kept under out/fuzz/; `--replay FILE` runs it once more.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast
from unittest.mock import patch

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "out" / "fuzz"
LONGEST = 32_768
SLOWEST = 20
PROGRAM = ROOT / "examples" / "kukar" / "program.toml"
TABLE = PROGRAM.with_name("media.csv")
INTERESTING: tuple[object, ...] = (
    *(None, True, 0, -1, 2**63, 10**30, 1.5, float("inf"), "", " ", "x", "\ud800", "\u202e", "\0", "{value}"),
    *("0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.999999-14:00"),
    *("24:00", "1e999999999", "NaN", "-0", "id", "bps:6403", "a/b", "kpu/64.02", "sumber", [], {}, [[]], [{}]),
)  # fmt: skip

T = TypeVar("T")
Target = Callable[[bytes], None]


def instrumented() -> Any:
    """atheris, with the library loaded under its eyes."""
    atheris: Any = import_module("atheris")
    with atheris.instrument_imports(
        include=["pilkada_outreach", "tomllib"], enable_loader_override=False
    ):
        import_module("pilkada_outreach.domain.families")
        import_module("pilkada_outreach.exchange.program")
        import_module("pilkada_outreach.serialization.documents")
    return atheris


def refused_or(read: Callable[[], T]) -> T | None:
    """What was read; None when it was refused, in words that can be printed."""
    from pilkada_outreach import ValidationFailed

    try:
        return read()
    except ValidationFailed as failure:
        for problem in failure.problems:
            told = [str(problem), problem.path]
            told += [problem.message(lang) + problem.hint(lang) for lang in ("en", "id")]
            "\n".join(told).encode()
    return None


def documents(format: Any) -> Target:
    """`load` of any family: the first byte says which, and whether it comes as bytes or as text."""
    from pilkada_outreach import dump, load
    from pilkada_outreach.domain.families import FAMILIES
    from pilkada_outreach.serialization import fast

    families = [FAMILIES[name] for name in sorted(FAMILIES)]

    def check(data: bytes) -> None:
        head, body = data[:1], data[1:]
        number = head[0] if head else 0
        cls: Any = families[(number >> 1) % len(families)]
        given: bytes | str = body
        if number & 1:
            try:
                given = body.decode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                given = body.decode("latin-1")
        record = refused_or(lambda: load(cls, given, format))
        if record is not None:
            written = dump(record)
            assert load(cls, written) == record
            with patch.object(fast, "available", return_value=False):
                assert load(cls, given, format) == record
                assert dump(record) == written

    return check


def programs(folder: Path) -> Target:
    """`read_program` of a file, beside a table that is always the same."""
    from pilkada_outreach import read_program

    file = folder / PROGRAM.name
    (folder / TABLE.name).write_bytes(TABLE.read_bytes())

    def check(data: bytes) -> None:
        file.write_bytes(data)
        refused_or(lambda: read_program(file))

    return check


def tables(folder: Path) -> Target:
    """`read_program` of a file that is always the same, beside a table."""
    from pilkada_outreach import read_program

    file = folder / PROGRAM.name
    file.write_bytes(next(program for program in program_parts() if b"media_contracts" in program))

    def check(data: bytes) -> None:
        (folder / TABLE.name).write_bytes(data)
        refused_or(lambda: read_program(file))

    return check


TARGETS = ("json", "toml", "yaml", "program", "table")


def target(name: str, folder: Path) -> Target:
    """The function that a target's inputs go to."""
    if name == "program":
        return programs(folder)
    return tables(folder) if name == "table" else documents(name)


# Seeds


def seeds(name: str) -> Iterator[bytes]:
    """Good inputs to start from."""
    if name == "program":
        yield from program_parts()
    elif name == "table":
        lines = TABLE.read_bytes().splitlines(keepends=True)
        yield b"".join(line for line in lines if not line.startswith(b"#"))[:LONGEST]
    else:
        from pilkada_outreach import dump
        from pilkada_outreach.domain.families import FAMILIES

        format: Any = name
        for number, family in enumerate(sorted(FAMILIES)):
            for place, record in enumerate(generated(FAMILIES[family], 6)):
                head = bytes([number * 2 + place % 2])
                yield head + dump(record, format)
                if name == "yaml":
                    yield head + dump(record)  # JSON is YAML too, and changes by its structure


def generated(cls: type[T], count: int) -> list[T]:
    """Records that the property tests' strategies make; the same ones in each run."""
    from hypothesis import HealthCheck, Phase, given, settings

    from tests.strategies import of

    found: list[T] = []

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(of(cls))
    def collect(record: T) -> None:
        found.append(record)

    collect()
    return found


def program_parts() -> Iterator[bytes]:
    """The example program in pieces, each with few records, so that it is read fast."""
    import tomli_w

    whole = tomllib.loads(PROGRAM.read_text(encoding="utf-8"))
    head = {key: value for key, value in whole.items() if not isinstance(value, list | dict)}
    for key, value in whole.items():
        if isinstance(value, list | dict):
            yield tomli_w.dumps(
                {**head, key: value[:2] if isinstance(value, list) else value}
            ).encode()
    few = {key: value[:2] for key, value in whole.items() if isinstance(value, list)}
    yield tomli_w.dumps({**head, **few}).encode()


# Mutation: bytes as atheris does it, and documents by their structure


def mutator(atheris: Any, name: str) -> Callable[[bytes, int, int], bytes]:
    """Half of the time something inside the document changes and it stays well-formed."""
    head = 1 if name in ("json", "toml", "yaml") else 0

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311  # reproducible on purpose
        if name != "table" and chance.random() < 0.7:
            changed = restructured(
                data[head:], chance, "toml" if name in ("toml", "program") else "json"
            )
            if changed is not None and len(changed) + head <= longest:
                first = data[:head]
                if head and chance.random() < 0.02:
                    first = bytes([chance.randrange(256)])
                return first + changed
        return cast(bytes, atheris.Mutate(data, longest))

    return mutate


def restructured(data: bytes, chance: random.Random, format: str) -> bytes | None:
    """The document with one to three changes inside; None when it is not well-formed."""
    import tomli_w

    try:
        text = data.decode("utf-8", "surrogatepass")
        value: Any = json.loads(text) if format == "json" else tomllib.loads(text)
        places = list(_places(value))
        for _ in range(chance.choice((1, 1, 2, 3))):
            if places:
                _change(*chance.choice(places), places, chance)
        if format == "json":
            sorted_keys, loose = chance.random() < 0.8, chance.random() < 0.2
            made = json.dumps(
                value,
                sort_keys=sorted_keys,
                ensure_ascii=loose,
                separators=None if loose else (",", ":"),
            )
        else:
            made = tomli_w.dumps(value)
        return made.encode("utf-8", "surrogatepass")
    except (ValueError, TypeError, RecursionError, AttributeError, IndexError, KeyError):
        return None


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = range(len(value)) if isinstance(value, list) else list(value)
    for key in keys:
        yield value, key
        if isinstance(value[key], list | dict):
            yield from _places(value[key])


def _change(holder: Any, key: Any, places: list[tuple[Any, Any]], chance: random.Random) -> None:
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.append(holder[key])
        case 1:
            holder[chance.choice(["lain", "id", "kind", str(key)[:-1], "\ud800", "{x}"])] = 1
        case 2:
            other, place = chance.choice(places)
            holder[key] = json.loads(json.dumps(other[place], default=str))
        case 3 if isinstance(holder[key], str) and holder[key]:
            text, at = holder[key], chance.randrange(len(holder[key]))
            holder[key] = (
                text[:at] + chance.choice(["", "0", "-", "/", ".", "é", "T"]) + text[at + 1 :]
            )
        case 3 if type(holder[key]) is int:
            holder[key] += chance.choice((-1, 1, 1000, -(10**6)))
        case _:
            holder[key] = chance.choice(INTERESTING)


# Running


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process; atheris ends it."""
    atheris = instrumented()
    sys.path.insert(0, str(ROOT))  # for the strategies
    with TemporaryDirectory() as corpus, TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(name)):
            (Path(corpus) / f"{number:04}").write_bytes(seed)
        atheris.Setup(
            [
                sys.argv[0],
                corpus,
                f"-max_total_time={seconds}",
                f"-max_len={LONGEST}",
                f"-timeout={SLOWEST}",
                f"-artifact_prefix={KEPT / name}-",
                "-rss_limit_mb=2048",
                "-print_final_stats=1",
                "-verbosity=1",
            ],
            target(name, Path(folder)),
            custom_mutator=mutator(atheris, name),
        )
        atheris.Fuzz()


def replay(file: Path) -> None:
    """Run one kept input again, to see where it fails."""
    name = file.name.partition("-")[0]
    with TemporaryDirectory() as folder:
        target(name, Path(folder))(file.read_bytes())
    print(f"{file.name}: passed")  # noqa: T201


def run_all(names: list[str], seconds: int) -> int:
    """Every target in turn; the last line says how many inputs passed and failed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    passed = failed = 0
    for name in names:
        before = set(KEPT.iterdir())
        share = max(1, seconds // len(names))
        command = [sys.executable, __file__, "--target", name, "--seconds", str(share)]
        finished = subprocess.run(command, stderr=subprocess.PIPE, check=False)
        said = finished.stderr.decode(errors="replace")
        runs = int(_last(r"number_of_executed_units:\s*(\d+)", said) or 0)
        new = sorted(set(KEPT.iterdir()) - before)
        broken = finished.returncode != 0 or bool(new)
        if broken:
            failed += 1
            noise = ("#", "INFO:", "WARNING:", "0x", "\\", "Base64:", "stat::")
            told = [line for line in said.splitlines() if line and not line.startswith(noise)]
            print("\n".join(told[-60:]))  # noqa: T201
            for file in new:
                print(f"the input: {file.read_bytes()[:2000]!r}")  # noqa: T201
                print(f"kept as {file.relative_to(ROOT)}; run it with --replay")  # noqa: T201
        passed += max(0, runs - broken)
        covered = _last(r"cov: (\d+)", said) or "0"
        print(f"{name}: {runs} inputs, {covered} branches reached", flush=True)  # noqa: T201
    print(f"{passed} passed, {failed} failed")  # noqa: T201
    return 1 if failed or not passed else 0


def _last(pattern: str, text: str) -> str | None:
    found = re.findall(pattern, text)
    return found[-1] if found else None


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for all targets together")
    parser.add_argument("--only", choices=TARGETS, action="append", help="this target only")
    parser.add_argument("--target", choices=TARGETS, help=argparse.SUPPRESS)
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one kept input again")
    options = parser.parse_args()
    if options.replay:
        replay(options.replay)
        return 0
    if options.target:
        fuzz(options.target, options.seconds)
        return 0
    return run_all(options.only or list(TARGETS), options.seconds)


if __name__ == "__main__":
    sys.exit(main())
