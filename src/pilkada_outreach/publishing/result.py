"""What became of one call of `publish`."""

from collections import Counter

import attrs

from pilkada_outreach.domain.publication import Outcome, Receipt
from pilkada_outreach.domain.values import Id
from pilkada_outreach.problems import Language, Problem

_WORDS: dict[Outcome, tuple[str, str]] = {
    Outcome.DELIVERED: ("tayang", "delivered"),
    Outcome.ACCEPTED: ("diterima, bukti menyusul", "accepted, proof to come"),
    Outcome.FAILED: ("gagal, akan dicoba lagi", "failed, to be tried again"),
    Outcome.REJECTED: ("ditolak", "rejected"),
    Outcome.HELD: ("ditahan oleh aturan", "held by a rule"),
    Outcome.UNKNOWN: ("tidak diketahui, perlu diperiksa orang", "unknown, a person must look"),
}


@attrs.frozen(kw_only=True)
class PublishResult:
    """One receipt for each publication that was due (hasil penayangan)."""

    receipts: tuple[Receipt, ...]
    problems: tuple[tuple[Id, Problem], ...] = ()
    """What the rules found against the ones that were held, with the publication's id."""

    def with_outcome(self, outcome: Outcome) -> tuple[Receipt, ...]:
        """The receipts with this outcome."""
        return tuple(receipt for receipt in self.receipts if receipt.outcome is outcome)

    def summary(self, lang: Language = "en") -> str:
        """One line: how many were due, and what became of them."""
        counts = Counter(receipt.outcome for receipt in self.receipts)
        total = len(self.receipts)
        if not total:
            return "tidak ada yang jatuh waktu" if lang == "id" else "nothing was due"
        words = ", ".join(
            f"{counts[outcome]} {_WORDS[outcome][0 if lang == 'id' else 1]}"
            for outcome in Outcome
            if counts[outcome]
        )
        return f"{total} jatuh waktu: {words}" if lang == "id" else f"{total} due: {words}"
