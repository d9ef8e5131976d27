"""What counts as clean text, and how a name that was meant is found."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

# Control characters but for tab, line feed and carriage return; DEL and the C1 block; lone surrogates;
# and the direction overrides that make a text read otherwise than it is stored.
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)


def first_unclean(text: str) -> str | None:
    """The first character of `text` that no record may hold, as `U+0000`; None when all are fine."""
    if text.isprintable():
        return None
    match = _UNCLEAN.search(text)
    return None if match is None else f"U+{ord(match[0]):04X}"


def is_clean(text: str) -> bool:
    """Whether `text` holds no control character, lone surrogate or direction override."""
    return text.isprintable() or _UNCLEAN.search(text) is None


def printable(text: str) -> str:
    """`text` as it can be shown: itself, or with `\\` escapes where it holds what cannot be printed."""
    return text if text.isprintable() else ascii(text)[1:-1]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, or None when nothing is near."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def meant(word: str, known: Iterable[str]) -> dict[str, str]:
    """The message parameters `meant_en` and `meant_id` that name the nearest known word, or nothing."""
    found = nearest(word, known)
    return {
        "meant_en": f" (did you mean {found}?)" if found else "",
        "meant_id": f" (maksudnya {found}?)" if found else "",
    }
