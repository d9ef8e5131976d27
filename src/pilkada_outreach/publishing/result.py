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
    not_refreshed: tuple[tuple[str, str], ...] = ()
    """Channels whose state could not be brought up to date though nothing was due on them, and why."""

    def with_outcome(self, outcome: Outcome) -> tuple[Receipt, ...]:
        """The receipts with this outcome."""
        return tuple(receipt for receipt in self.receipts if receipt.outcome is outcome)

    def summary(self, lang: Language = "en") -> str:
        """One line: how many were due, and what became of them."""
        stale = "".join(
            f"; {channel} tidak diperbarui: {cause}"
            if lang == "id"
            else f"; {channel} not brought up to date: {cause}"
            for channel, cause in self.not_refreshed
        )
        counts = Counter(receipt.outcome for receipt in self.receipts)
        total = len(self.receipts)
        if not total:
            nothing = "tidak ada yang jatuh waktu" if lang == "id" else "nothing was due"
            return nothing + stale
        words = ", ".join(
            f"{counts[outcome]} {_WORDS[outcome][0 if lang == 'id' else 1]}"
            for outcome in Outcome
            if counts[outcome]
        )
        due = "jatuh waktu" if lang == "id" else "due"
        return f"{total} {due}: {words}{stale}"
