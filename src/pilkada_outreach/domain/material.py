"""What is said: materials, in which words, about what, approved by whom."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import identity_numbers
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code, CommissionId, Id, MaterialId, TicketId, Words
from pilkada_outreach.problems import Language, Problem, ProblemKind

NO_TEXT = ProblemKind(
    code="material.no-text",
    en="The material has no text.",
    id="Materi belum punya naskah.",
    mend_en="Give at least one text with its language.",
    mend_id="Isi sedikitnya satu naskah beserta bahasanya.",
)
LANGUAGE_TWICE = ProblemKind(
    code="material.language-twice",
    en="There are two texts in {value}.",
    id="Ada dua naskah berbahasa {value}.",
    mend_en="Keep one text per language.",
    mend_id="Sisakan satu naskah per bahasa.",
)
SPECIFIC_TO_NOBODY = ProblemKind(
    code="material.tickets-missing",
    en="The material is candidate-specific, but mentions no ticket.",
    id="Materi khusus pasangan calon, tetapi tidak menyebut pasangan calon.",
    mend_en="Name the tickets it mentions, or choose another content class.",
    mend_id="Sebutkan pasangan calonnya, atau pilih golongan isi yang lain.",
)
NEUTRAL_WITH_TICKET = ProblemKind(
    code="material.tickets-unexpected",
    en="The material mentions {value}, but its content class is {content_class}.",
    id="Materi menyebut {value}, padahal golongan isinya {content_class}.",
    mend_en="Call it candidate-specific, or take the ticket out.",
    mend_id="Golongkan sebagai candidate-specific, atau hapus pasangan calonnya.",
)


EDITION = ProblemKind(
    code="material.edition",
    en="{value} is no edition.",
    id="{value} bukan nomor edisi.",
    mend_en="Editions are counted from 1.",
    mend_id="Edisi dihitung mulai dari 1.",
)
REPLACES_ITSELF = ProblemKind(
    code="material.replaces-itself",
    en="The material {value} replaces itself.",
    id="Materi {value} menggantikan dirinya sendiri.",
    mend_en="Give the id of the material it replaces.",
    mend_id="Isi id materi yang digantikannya.",
)


class ContentClass(StrEnum):
    """What a material is about, as the rules of neutrality see it (golongan isi)."""

    PROCEDURAL = "procedural"
    """Stages, procedures, dates, hours."""
    VOTER_EDUCATION = "voter-education"
    """Pendidikan pemilih: why and how to vote, the turnout appeal."""
    CANDIDATE_NEUTRAL = "candidate-neutral"
    """About all tickets alike, naming none before the others."""
    CANDIDATE_SPECIFIC = "candidate-specific"
    """About one ticket, such as its vision and mission."""
    FACILITATED_AD = "facilitated-ad"
    """A ticket's advertisement placed by the commission (PKPU 13/2024 Pasal 18)."""
    RESULT = "result"
    SURVEY = "survey"


CAMPAIGN_CLASSES = frozenset({ContentClass.CANDIDATE_SPECIFIC, ContentClass.FACILITATED_AD})
"""Content that can favour or harm a ticket."""


def words_name_nobody_by_number(title: str, body: str) -> tuple[Problem, ...]:
    """A material is shown to everybody, and holds nobody's identity number."""
    return identity_numbers(title=title, body=body)


@record(words_name_nobody_by_number)
class MaterialText:
    """The words of a material in one language (naskah). `body` is Markdown."""

    language: Code
    title: Words
    body: Words


@record()
class Approval:
    """The plenary meeting that approved a material (berita acara rapat pleno)."""

    minutes: Words
    on: date


def has_a_text(texts: tuple[MaterialText, ...]) -> Problem | None:
    """A material says something."""
    return None if texts else NO_TEXT.at("texts")


def languages_differ(texts: tuple[MaterialText, ...]) -> tuple[Problem, ...]:
    """There is one text per language."""
    languages = [text.language for text in texts]
    return tuple(
        LANGUAGE_TWICE.at(f"texts[{place}].language", value=str(language))
        for place, language in enumerate(languages)
        if language in languages[:place]
    )


def tickets_fit_the_class(
    content_class: ContentClass, tickets: tuple[TicketId, ...]
) -> Problem | None:
    """What mentions a ticket is candidate content, and candidate content says whose."""
    if content_class in CAMPAIGN_CLASSES and not tickets:
        return SPECIFIC_TO_NOBODY.at("tickets")
    if tickets and content_class in (ContentClass.PROCEDURAL, ContentClass.VOTER_EDUCATION):
        return NEUTRAL_WITH_TICKET.at("tickets", value=str(tickets[0]), content_class=content_class)
    return None


def edition_is_counted(edition: int) -> Problem | None:
    """The first edition is edition 1."""
    return EDITION.at("edition", value=edition) if edition < 1 else None


def replaces_another(id: Id, replaces: MaterialId | None) -> Problem | None:
    """A material takes the place of another one."""
    return REPLACES_ITSELF.at("replaces", value=str(id)) if replaces == id else None


@record(has_a_text, languages_differ, tickets_fit_the_class, edition_is_counted, replaces_another)
class Material:
    """Something to be said to voters (materi sosialisasi)."""

    family: ClassVar[str] = "material"

    id: Id
    """`material/kpu-64.02/2024/cek-daftar-pemilih`."""
    commission: CommissionId
    topic: Code
    content_class: ContentClass
    formats: tuple[Code, ...]
    """`article`, `advertisement`, `audio`, `braille`, ...: an open code list."""
    texts: tuple[MaterialText, ...]
    tickets: tuple[TicketId, ...] = ()
    """The tickets it mentions."""
    sources: tuple[LegalSource, ...] = ()
    approval: Approval | None = None
    edition: int = 1
    """Counted up with each material that replaces another; `version` is the document's own."""
    replaces: MaterialId | None = None
    """The material that it corrects or brings up to date."""

    def text(self, lang: Language = "id") -> MaterialText:
        """The text in this language, or the first one there is."""
        return next((text for text in self.texts if str(text.language) == lang), self.texts[0])
