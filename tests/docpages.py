"""Run the code blocks of a Markdown page, in order, as one reader would type them.

- ```` ```python ```` runs; the blocks of one page share a namespace.
- ```` ```text ```` (or ```` ```python output ````) after the comment `<!-- output -->` is what the
  Python block directly before the comment prints.
- ```` ```toml ```` parses. Shell blocks are not run, other languages neither.
"""

import tomllib
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from types import ModuleType

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARK = "<!-- output -->"
OUTPUTS = {"text", "python output"}


class PageError(AssertionError):
    """A page that says what is not so."""


@dataclass(frozen=True)
class Block:
    """A fenced block; `output` is what the page says that it prints."""

    info: str
    text: str
    line: int
    output: str | None = None


def blocks(markdown: str) -> Iterator[Block]:
    """The fenced blocks of a page, each with the output that follows it."""
    tokens = MarkdownIt().parse(markdown)
    taken: set[int] = set()
    for at, token in enumerate(tokens):
        if token.type == "html_block" and token.content.strip() == MARK and at not in taken:
            raise PageError(f"line {_line(token)}: {MARK} does not follow a python block")
        if token.type != "fence" or at in taken:
            continue
        output = None
        if token.info.strip() == "python" and _is_mark(tokens[at + 1 : at + 2]):
            output = _output(tokens, at + 2)
            taken |= {at + 1, at + 2}
        yield Block(token.info.strip(), token.content, _line(token), output)


def run(markdown: str, page: str, module: ModuleType) -> int:
    """Hold what `page` says in `module`'s namespace; return how many blocks ran."""
    ran = 0
    for block in blocks(markdown):
        language, _, rest = block.info.partition(" ")
        if language == "toml":
            _parse_toml(block)
        elif language in {"py", "python3", "pycon"} or (language == "python" and rest):
            raise PageError(
                f"line {block.line}: ```{block.info}: write ```python; every one is run"
            )
        elif language == "python":
            printed = _execute(block, page, module)
            ran += 1
            if block.output is not None and _trimmed(printed) != _trimmed(block.output):
                raise PageError(
                    f"line {block.line}: printed\n{printed}\nwhere {page} says\n{block.output}"
                )
    return ran


def _execute(block: Block, page: str, module: ModuleType) -> str:
    printed = StringIO()
    lines = "\n" * block.line + block.text  # so that a traceback names the line of the page
    with redirect_stdout(printed):
        exec(compile(lines, page, "exec"), module.__dict__)  # noqa: S102 - it is what this is for
    return printed.getvalue()


def _parse_toml(block: Block) -> None:
    try:
        tomllib.loads(block.text)
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"line {block.line}: not TOML: {error}") from error


def _output(tokens: list[Token], at: int) -> str:
    if at < len(tokens) and tokens[at].type == "fence" and tokens[at].info.strip() in OUTPUTS:
        return tokens[at].content
    raise PageError(f"line {_line(tokens[at - 1])}: no ```text block follows {MARK}")


def _is_mark(tokens: list[Token]) -> bool:
    return any(token.type == "html_block" and token.content.strip() == MARK for token in tokens)


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
