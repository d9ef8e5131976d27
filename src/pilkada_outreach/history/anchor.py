"""The anchor: where the chains stood, to be kept outside the register."""

import re
from typing import Self

import attrs

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.ports import ChainLink, Store
from pilkada_outreach.problems import Problem, ProblemKind

ANCHOR_FORM = ProblemKind(
    code="anchor.form",
    en="{value!r} is no line of an anchor.",
    id="{value!r} bukan baris jangkar.",
    mend_en="Paste the anchor as it was printed: one line per chain, `kpu/64.02 17 <64 hexadecimal digits>`.",
    mend_id="Tempel jangkar seperti saat dicetak: satu baris per rantai, `kpu/64.02 17 <64 digit heksadesimal>`.",
)
_SHARED = "-"
_LINE = re.compile(r"(\S+) ([1-9][0-9]{0,17}) ([0-9a-f]{64})\Z")


@attrs.frozen
class Anchor:
    """The last link of every chain at one moment (jangkar).

    Printed and kept outside the register, it shows later whether the register was cut or rewritten.
    Its text form has one line per chain and parses back.
    """

    heads: tuple[tuple[str, int, str], ...]
    """Commission, position and hash in hexadecimal."""

    @classmethod
    def of(cls, store: Store) -> Self:
        """Where the chains of a store stand now."""
        return cls(tuple(map(_head, store.heads())))

    @classmethod
    def parse(cls, text: str) -> Self:
        """The anchor that was printed as this text. Raises ValidationFailed."""
        heads: list[tuple[str, int, str]] = []
        problems: list[Problem] = []
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            match = _LINE.match(line)
            if match is None:
                problems.append(ANCHOR_FORM.at(f"[{number}]", value=line))
            else:
                chain, position, digest = match.groups()
                heads.append(("" if chain == _SHARED else chain, int(position), digest))
        if problems:
            raise ValidationFailed(tuple(problems))
        return cls(tuple(heads))

    def __str__(self) -> str:
        return "\n".join(
            f"{commission or _SHARED} {position} {digest}"
            for commission, position, digest in self.heads
        )


def _head(link: ChainLink) -> tuple[str, int, str]:
    return link.commission, link.position, link.hash.hex()
