"""Where in a document's text a problem stands: paths to lines, by tree-sitter (extra `locate`)."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from pilkada_outreach.problems import Problem

if TYPE_CHECKING:
    from tree_sitter import Node


def located(problems: tuple[Problem, ...], text: str, format: str) -> tuple[Problem, ...]:
    """The problems with the line of each, or of what holds it; unchanged without the extra `locate`."""
    if format not in ("toml", "json"):
        return problems
    try:
        lines = dict(_lines(text, format))
    except ImportError:
        return problems
    return tuple(
        problem
        if problem.line is not None
        else attrs.evolve(problem, line=_nearest_line(lines, problem.path))
        for problem in problems
    )


def _nearest_line(lines: dict[str, int], path: str) -> int | None:
    while path:
        if path in lines:
            return lines[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get("")


def _lines(text: str, format: str) -> Iterator[tuple[str, int]]:
    """Each path of a document with the line on which it starts, counted from 1."""
    from tree_sitter import Language, Parser

    if format == "toml":
        import tree_sitter_toml

        grammar = Language(tree_sitter_toml.language())
        yield from _toml(Parser(grammar).parse(text.encode(errors="replace")).root_node)
    else:
        import tree_sitter_json

        grammar = Language(tree_sitter_json.language())
        for child in Parser(grammar).parse(text.encode(errors="replace")).root_node.named_children:
            yield "", child.start_point[0] + 1
            yield from _value(child, "")


def _toml(root: "Node") -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    for child in root.named_children:
        if child.type == "pair":
            yield from _pair(child, "")
        elif child.type in ("table", "table_array_element"):
            head, *pairs = child.named_children
            *outer, last = _key(head)
            path = ""
            for part in outer:
                path = _joined(path, part)
                if path in counts:
                    path = f"{path}[{counts[path] - 1}]"
            path = _joined(path, last)
            if child.type == "table_array_element":
                counts[path] = counts.get(path, 0) + 1
                path = f"{path}[{counts[path] - 1}]"
            yield path, child.start_point[0] + 1
            for pair in pairs:
                if pair.type == "pair":
                    yield from _pair(pair, path)


def _pair(pair: "Node", parent: str) -> Iterator[tuple[str, int]]:
    key, *rest = pair.named_children
    path = parent
    for part in _key(key):
        path = _joined(path, part)
    yield path, pair.start_point[0] + 1
    for value in rest:
        yield from _value(value, path)


def _value(value: "Node", path: str) -> Iterator[tuple[str, int]]:
    if value.type in ("inline_table", "object"):
        for pair in value.named_children:
            if pair.type == "pair":
                yield from _pair(pair, path)
    elif value.type == "array":
        members = [child for child in value.named_children if child.type != "comment"]
        for number, member in enumerate(members):
            yield f"{path}[{number}]", member.start_point[0] + 1
            yield from _value(member, f"{path}[{number}]")


def _key(node: "Node") -> list[str]:
    if node.type == "dotted_key":
        return [part for child in node.named_children for part in _key(child)]
    text = (node.text or b"").decode()
    if text[:1] in ('"', "'"):
        try:
            return [str(ast.literal_eval(text))]
        except (SyntaxError, ValueError):
            return [text[1:-1]]
    return [text]


def _joined(parent: str, key: str) -> str:
    return f"{parent}.{key}" if parent else key
