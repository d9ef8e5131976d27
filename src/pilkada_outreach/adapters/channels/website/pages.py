"""The pages of one language, from the view of the site and the templates."""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

from pilkada_outreach._record import evolve
from pilkada_outreach.adapters._look import templates
from pilkada_outreach.adapters.channels.website.prose import prose
from pilkada_outreach.adapters.channels.website.view import Site
from pilkada_outreach.adapters.channels.website.words import code_word, word
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.material import MaterialText
from pilkada_outreach.domain.values import Code
from pilkada_outreach.problems import Language

PACKAGE = "pilkada_outreach.adapters.channels.website"
"""Where the templates and the stylesheet lie."""
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}\Z", re.IGNORECASE)
_PAGES = ("index", "tahapan", "materi", "mitra", "perjanjian")


def pages(site: Site, lang: Language) -> dict[str, bytes]:
    """Every page in one language, by its path from the root of the site."""
    environment = templates(PACKAGE, lang, _filters)

    def render(template: str, page: str, **more: object) -> bytes:
        to_language = "../" * page.count("/")
        to_root = to_language if lang == "id" else f"../{to_language}"
        other = f"{to_root}en/{page}" if lang == "id" else f"{to_root}{page}"
        text = environment.get_template(f"{template}.html").render(
            site=site,
            commission=site.commission,
            page=page,
            home=to_language,
            root=to_root,
            other=other,
            **more,
        )
        return text.encode()

    def all_pages() -> Iterator[tuple[str, bytes]]:
        for name in _PAGES:
            path = "materi/index.html" if name == "materi" else f"{name}.html"
            yield path, render(name, path)
        for published in site.materials:
            yield published.page, render("material", published.page, published=published)

    prefix = "" if lang == "id" else "en/"
    return {f"{prefix}{path}": content for path, content in all_pages()}


def _filters(lang: Language) -> dict[str, Callable[..., object]]:
    def named(member: StrEnum) -> str:
        return word(member, lang)

    def topic(code: Code) -> str:
        return code_word("topic", code, lang)

    def indicator(code: Code) -> str:
        return code_word("indicator", code, lang)

    def voter_list(code: Code) -> str:
        return code_word("voter-list", code, lang)

    def body(text: MaterialText) -> str:
        return prose(text.body, "Table" if lang == "en" else "Tabel")

    return {
        "word": named,
        "topic": topic,
        "indicator": indicator,
        "voter_list": voter_list,
        "body": body,
        "cited": _cited,
        "lang": _tag,
        "is_host": _is_host,
    }


def _cited(source: LegalSource) -> str:
    """A source as it is cited, without the mark of what nobody has read; the page has its own."""
    return str(evolve(source, verified=True))


def _is_host(text: str) -> bool:
    """Whether a partner's domain can be linked to."""
    return _HOST.match(text) is not None


def _tag(code: Code) -> str:
    """A language code as HTML writes it."""
    return str(code).replace("_", "-")
