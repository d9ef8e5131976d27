"""What does not add up or came late in grants, and how they are counted."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from pilkada_outreach import _formats
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.grant import (
    Grant,
    Instalment,
    instalments_are_forty_and_sixty,
    lines_make_the_grant,
    remainder_is_what_was_left,
)
from pilkada_outreach.problems import Language, Problem, as_problems
from pilkada_outreach.reporting.model import Bilingual, ReportQuestion
from pilkada_outreach.reporting.register import register_number
from pilkada_outreach.reporting.words import listed

Granted = Sequence[tuple[Agreement, Grant]]
"""Agreements that all have signed, with their grants."""

_AMOUNT = re.compile(r"Rp (\d+)")
_COUNTED = Bilingual(
    "Realisasi adalah yang tercatat dalam register saat laporan dibuat; serapan dihitung terhadap pagu. Sisa "
    "dan serapan hanya dihitung bila realisasi seluruh rinciannya tercatat.",
    "Spending is what the register holds when the report is made; shares are of the amount granted. What is "
    "left is told only where the spending of every line is on record.",
)


def paid_on(instalment: Instalment, on: date) -> date | None:
    """The day of payment, where it had come by a day."""
    paid = instalment.paid_on
    return paid if paid is not None and paid <= on else None


def returned(grant: Grant, on: date) -> int | None:
    """What had gone back by a day."""
    return grant.returned_rupiah if grant.returned_on and grant.returned_on <= on else None


def grant_notes(
    question: ReportQuestion, granted: Granted, unsigned: Sequence[Agreement]
) -> tuple[Bilingual, ...]:
    """Every gap and delay by register number, and how figures are counted."""
    notes: list[Bilingual] = []
    for agreement, grant in granted:
        number = register_number(question, agreement.id)
        notes += [
            Bilingual(f"{number}: {said.id}", f"{number}: {said.en}")
            for said in (*_gaps(grant, question.on), *_delays(grant, question.on), *_unknown(grant))
        ]
    if unsigned:
        numbers = listed([register_number(question, agreement.id) for agreement in unsigned])
        notes.append(
            Bilingual(
                f"Hibah yang naskahnya belum ditandatangani lengkap atau dibatalkan tidak dihitung: "
                f"{numbers.id}.",
                f"Grants that were not signed by all parties, or were cancelled, do not count: "
                f"{numbers.en}.",
            )
        )
    return (*notes, _COUNTED)


def _gaps(grant: Grant, on: date) -> Iterator[Bilingual]:
    problems = (
        *lines_make_the_grant(grant.amount_rupiah, grant.lines),
        *instalments_are_forty_and_sixty(grant.amount_rupiah, grant.instalments),
        *as_problems(
            remainder_is_what_was_left(
                grant.amount_rupiah, grant.lines, returned(grant, on), grant.returned_on
            )
            if returned(grant, on) is not None
            else None
        ),
    )
    for problem in problems:
        yield Bilingual(_said(problem, "id"), _said(problem, "en"))


def _said(problem: Problem, lang: Language) -> str:
    return _AMOUNT.sub(lambda found: _formats.rupiah(int(found[1]), lang), problem.message(lang))


def _delays(grant: Grant, on: date) -> Iterator[Bilingual]:
    for number, instalment in enumerate(grant.instalments, start=1):
        due, paid = instalment.due, paid_on(instalment, on)
        if due is None or (paid or on) <= due:
            continue
        days = ((paid or on) - due).days
        if paid is None:
            yield Bilingual(
                f"tahap {number} belum disalurkan, {days} hari setelah jatuh tempo.",
                f"instalment {number} has not been paid, {days} days after it was due.",
            )
        else:
            yield Bilingual(
                f"tahap {number} disalurkan {days} hari setelah jatuh tempo.",
                f"instalment {number} was paid {days} days after it was due.",
            )


def _unknown(grant: Grant) -> Iterator[Bilingual]:
    unknown = [line for line in grant.lines if line.realised_rupiah is None]
    if not grant.lines:
        yield Bilingual(
            "rincian dan realisasinya belum tercatat.", "its lines and spending are not on record."
        )
    elif unknown:
        amount = sum(line.amount_rupiah for line in unknown)
        yield Bilingual(
            f"realisasi {len(unknown)} rincian senilai {_formats.rupiah(amount)} belum tercatat.",
            f"spending of {len(unknown)} lines worth {_formats.rupiah(amount, 'en')} is not on record.",
        )
