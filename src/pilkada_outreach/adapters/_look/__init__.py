"""The look that the website and the rendered reports share: one stylesheet, one kind of template."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pilkada_outreach import _formats
from pilkada_outreach._extras import needs_extra
from pilkada_outreach.problems import Language

if TYPE_CHECKING:
    from jinja2 import Environment


def stylesheet(package: str, name: str) -> str:
    """The shared stylesheet, followed by what one kind of page adds to it from its package's templates."""
    base = files(__name__) / "base.css"
    own = files(package) / "templates" / name
    return f"{base.read_text(encoding='utf-8')}\n{own.read_text(encoding='utf-8')}"


Filters = Callable[[Language], Mapping[str, Callable[..., object]]]
"""Makes the filters that the templates of a package use, for one language."""


def templates(package: str, lang: Language, filters: Filters) -> "Environment":
    """The templates of a package, speaking one language.

    Whatever is printed is escaped, and a name that is missing is an error instead of a gap. In a template
    `say("Tahapan", "Stages")` prints the text of its language, so that both stand beside each other.
    """
    with needs_extra("pages", "Writing pages"):
        import_module("jinja2")  # asked every time, though the templates are compiled once
    return _compiled(package, lang, filters)


@cache
def _compiled(package: str, lang: Language, filters: Filters) -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def say(indonesian: str, english: str) -> str:
        return english if lang == "en" else indonesian

    names: Any = environment.globals  # both are typed by what they start with
    names.update(lang=lang, say=say, days=partial(_formats.days, lang=lang))
    known: Any = environment.filters
    for name in ("day", "weekday", "count", "percent", "rupiah"):
        known[name] = partial(getattr(_formats, name), lang=lang)
    known.update(filters(lang))
    return environment
