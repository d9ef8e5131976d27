"""Where a rule, a date or a figure comes from."""

from pilkada_outreach._record import record
from pilkada_outreach.domain.values import Words


@record()
class LegalSource:
    """A place in the law, or the page that states a fact (dasar hukum, sumber).

    `str()` prints it as a lawyer cites it: `PKPU 13/2024 Pasal 47`, with `(unverified)` behind it when
    nobody has read the wording.
    """

    instrument: Words
    """`PKPU`, `UU`, `Keputusan KPU`, ..., or the name of a page or body."""
    number: str = ""
    year: int | None = None
    article: str = ""
    """`Pasal 47`, `Lampiran I`."""
    seen_in: str = ""
    """The page or article that quotes it."""
    verified: bool = False
    """Whether the wording or a page that quotes it was seen; a recalled fact is unverified."""

    def __str__(self) -> str:
        number = f"{self.number}/{self.year}" if self.number and self.year else self.number
        words = [self.instrument, number or (str(self.year) if self.year else ""), self.article]
        mark = "" if self.verified else "(unverified)"
        return " ".join(word for word in [*words, mark] if word)
