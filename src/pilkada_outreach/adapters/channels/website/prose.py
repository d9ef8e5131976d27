"""A material's Markdown as harmless HTML that fits into a page."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from pilkada_outreach._extras import needs_extra

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code"),
    *("strong", "em", "s", "a", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "th": {"scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}


@lru_cache(maxsize=1024)  # a material is set once, and its pages are written every day
def prose(markdown: str, table_label: str) -> str:
    """The HTML of a Markdown text: no markup of its own, no images, no links but to pages, mail, phones.

    Written twice on purpose: Markdown that admits no HTML, and a sanitizer that trusts no Markdown.
    Its headings start at the second level, since the page has its own first one; a table lies in a
    region that scrolls by itself, named `table_label` and its number.
    """
    with needs_extra("pages", "Writing pages"):
        import nh3
        from markdown_it import MarkdownIt
        from markupsafe import Markup, escape
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable("image")
    tokens = parser.parse(markdown)
    _fit(tokens)
    tables = 0

    def open_table(*_: object) -> str:
        nonlocal tables
        tables += 1
        label = escape(f"{table_label} {tables}")
        return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'

    def close_table(*_: object) -> str:
        return "</table></div>\n"

    parser.add_render_rule("table_open", open_table)
    parser.add_render_rule("table_close", close_table)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES)
    return Markup(clean)  # noqa: S704  # cleaned by the line above


def _fit(tokens: "Sequence[Token]") -> None:
    """Let headings start at h2, never going down more than one level at a time; heads of columns say so."""
    written: list[int] = []  # the levels as written that are open, outermost first
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            written = [outer for outer in written if outer < level] + [level]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(len(written) + 1, 6)}"
        if token.type == "th_open":
            token.attrSet("scope", "col")
