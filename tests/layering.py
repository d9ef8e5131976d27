"""Read a module's imports and calls, and say where they break the order of the layers."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass

PACKAGE = "pilkada_outreach"
LAYERS = (  # from the top down; an import points to a lower row only
    {"testing"},
    {"adapters"},
    {"office"},
    {"plugins"},
    {"publishing", "reporting", "exchange"},
    {"history"},
    {"ports"},
    {"rules"},
    {"measuring"},  # rules ask whether figures add up
    {"scheduling"},  # rules count days
    {"reference"},
    {"snapshot", "serialization"},
    {"domain"},
    {"_record"},
    {"_types", "_extras", "_formats"},
    {"errors"},
    {"problems"},
    {"_text", "_dates"},
)
RANK = {unit: rank for rank, units in enumerate(reversed(LAYERS)) for unit in units}
CORE = {"attrs", "cattrs", "pluggy", "tzdata"}  # and dateutil, in `_dates` only
PURE = {"domain", "rules", "measuring", "scheduling"}
IMPURE_MODULES = {
    "http", "io", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3",
    "subprocess", "tempfile", "time", "urllib",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
LONGEST = 300


@dataclass(frozen=True)
class Import:
    """One imported module, by its absolute name, and how it is imported."""

    name: str
    line: int
    lazy: bool  # inside a function
    typing: bool  # under `if TYPE_CHECKING`


def violations(module: str, source: str, *, is_package: bool = False) -> list[str]:
    """What is wrong with `source`, the text of `module` (its absolute dotted name)."""
    return [f"{module}:{line}: {text}" for line, text in _violations(module, source, is_package)]


def _violations(module: str, source: str, is_package: bool) -> Iterator[tuple[int, str]]:
    tree = ast.parse(source)
    unit = _unit(module)
    if unit is not None and unit not in RANK:
        yield 1, f"`{unit}` has no place among the layers; give it one in LAYERS of {__name__}"
        return
    if (length := len(source.splitlines())) > LONGEST:
        yield LONGEST, f"{length} lines; a file has at most {LONGEST}"
    for found in imports(tree, module, is_package=is_package):
        for text in _import_problems(unit, module, found):
            yield found.line, text
    if unit in PURE:
        yield from _impure_calls(tree)


def _import_problems(unit: str | None, module: str, found: Import) -> Iterator[str]:
    top = found.name.partition(".")[0]
    if top == PACKAGE:
        yield from _direction(unit, found)
    elif top in sys.stdlib_module_names:
        if unit in PURE and top in IMPURE_MODULES:
            yield f"`{unit}` is pure; it must not import {top}"
    elif top == "dateutil":
        if module != f"{PACKAGE}._dates":
            yield "only `_dates` imports dateutil"
    elif unit == "domain" and top != "attrs":
        yield f"`domain` imports attrs and the standard library only, not {top}"
    elif top not in CORE and not (found.lazy or found.typing):
        yield f"{top} belongs to an extra; import it inside the function that needs it"
    elif unit is None and not found.typing:
        yield f"the package itself is lazy; import {top} under TYPE_CHECKING"


def _direction(unit: str | None, found: Import) -> Iterator[str]:
    target = _unit(found.name)
    if unit is None:
        if not found.typing:
            yield f"the package itself is lazy; import {found.name} under TYPE_CHECKING"
    elif target not in RANK:
        yield f"`{found.name}` is no unit of LAYERS; import a name from the module that defines it"
    elif target != unit and RANK[target] >= RANK[unit]:
        way = "sideways" if RANK[target] == RANK[unit] else "up"
        yield f"`{unit}` must not import `{target}`: that points {way}"


def _impure_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open")):
                yield node.lineno, "a pure module opens no file"
            case ast.Attribute(
                value=ast.Name(id="date" | "datetime") | ast.Attribute(attr="date" | "datetime"),
                attr=clock,
            ) if clock in CLOCKS:
                yield node.lineno, f"a pure module reads no clock ({clock}); time is an argument"


def imports(tree: ast.AST, module: str, *, is_package: bool = False) -> Iterator[Import]:
    """Every import of `tree`: at the top, in functions, for types, and by `import_module`."""
    yield from _imports(tree, module if is_package else module.rpartition(".")[0], False, False)


def _imports(tree: ast.AST, home: str, lazy: bool, typing: bool) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        for name in _names(node, home):
            yield Import(name, getattr(node, "lineno", 1), lazy, typing)
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
                yield from _imports(node, home, True, typing)
            case ast.If(
                test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"),
                body=body,
                orelse=otherwise,
            ):
                yield from _imports(ast.Module(body, []), home, lazy, True)
                yield from _imports(ast.Module(otherwise, []), home, lazy, typing)
            case _:
                yield from _imports(node, home, lazy, typing)


def _names(node: ast.AST, home: str) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=source, names=names, level=level):
            base = _absolute(home, source or "", level)
            # `from package import unit` imports the unit, `from package.unit import name` does too
            yield from ({f"{base}.{alias.name}" for alias in names} if base == PACKAGE else {base})
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            yield name


def _absolute(home: str, source: str, level: int) -> str:
    if level == 0:
        return source
    parents = home.split(".")
    return ".".join([*parents[: len(parents) - level + 1], *([source] if source else [])])


def _unit(name: str) -> str | None:
    """The unit of a module's absolute name; None for the package itself."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else None
