"""Forty invented media under contract for four months, and what became of each of the 1,440 items they owe."""

import hashlib
from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random

from pilkada_outreach import (
    Agreement,
    AgreementKind,
    Code,
    Commission,
    CommissionKind,
    Deliverable,
    Evidence,
    EvidenceKind,
    Id,
    MediaClass,
    Outcome,
    Party,
    Period,
    Publication,
    Receipt,
    Record,
    SignatoryOffice,
    Signature,
    Stakeholder,
    StakeholderKind,
)
from pilkada_outreach.domain.contract_facts import Dispute, DisputeOutcome, Waiver
from pilkada_outreach.rules.example_world import KUKAR, OWN, ZONE

PARTNERS = 40
MONTHS = (
    (date(2024, 8, 10), date(2024, 9, 9)),
    (date(2024, 9, 10), date(2024, 10, 9)),
    (date(2024, 10, 10), date(2024, 11, 9)),
    (date(2024, 11, 10), date(2024, 12, 9)),
)
ADS, COVERAGE = Code("public-service-ad"), Code("labelled-coverage")
QUOTAS = {ADS: 4, COVERAGE: 5}
LABELS = {ADS: "iklan", COVERAGE: "advertorial"}
PROOFS = {
    MediaClass.ONLINE_PRESS: (EvidenceKind.LINK, EvidenceKind.SCREENSHOT),
    MediaClass.PRINT: (EvidenceKind.CLIPPING,),
    MediaClass.RADIO: (EvidenceKind.RECORDING, EvidenceKind.LOG),
}
CLASSES = (MediaClass.ONLINE_PRESS, MediaClass.ONLINE_PRESS, MediaClass.PRINT, MediaClass.RADIO)
FATES = {
    "on time": 60,
    "late": 6,
    "missing": 6,
    "unproven": 4,
    "same page": 4,
    "same bytes": 3,
    "unlabelled": 4,
    "wrong proof": 3,
    "in dispute": 3,
    "refused": 3,
    "upheld": 2,
    "outside": 3,
    "stray": 2,
}
"""What becomes of an item, and how often in a hundred and three."""

SILENT = {(7, 3), (23, 1)}
"""Media that brought nothing in a month."""


class Press:
    """The records of the portfolio, and how many items had which fate; the same seed makes the same."""

    def __init__(self, seed: int = 2024) -> None:
        self.fates: Counter[str] = Counter()
        self.records: list[Record] = [
            Commission(id=OWN, kind=CommissionKind.KPU, name="KPU Contoh", area=KUKAR)
        ]
        self._random = Random(seed)  # noqa: S311  # no secret, and always the same
        for number in range(PARTNERS):
            self._medium(number)

    def _medium(self, number: int) -> None:
        medium = Id(f"media/kabar-contoh-{number:02}")
        legal_class = CLASSES[number % len(CLASSES)]
        disputes: list[Dispute] = []
        earlier: list[Receipt] = []
        contract = Id(f"agreement/kpu-64.02/2024/{number:03}")
        for month, (first, last) in enumerate(MONTHS, start=1):
            for code, quota in QUOTAS.items():
                beyond = self._random.randrange(20) == 0
                for place in range(quota + beyond):
                    fate = self._random.choices([*FATES], [*FATES.values()])[0]
                    if (number, month) in SILENT:
                        fate = "missing"
                    self.fates[fate] += 1
                    item = Publication(
                        id=Id(f"publication/{number:02}/{month}/{code}/{place}"),
                        commission=OWN,
                        material=Id("material/ajakan"),
                        channel=Code("webhook"),
                        target=medium,
                        agreement=contract,
                        deliverable=Code("poster") if fate == "stray" else code,
                        label="" if fate in ("unlabelled", "upheld") else LABELS[code],
                        due_at=self._planned(fate, first, last),
                    )
                    self.records.append(item)
                    self._hand_in(item, fate, last, PROOFS[legal_class], earlier)
                    if fate in ("in dispute", "refused", "upheld"):
                        disputes.append(self._dispute(item, fate))
        self.records.append(
            Stakeholder(
                id=medium,
                kind=StakeholderKind.MEDIA,
                name=f"Kabar Contoh {number:02}",
                legal_class=legal_class,
            )
        )
        self.records.append(self._contract(contract, number, medium, legal_class, disputes))

    def _contract(
        self, id: Id, number: int, medium: Id, legal_class: MediaClass, disputes: list[Dispute]
    ) -> Agreement:
        parties = (
            Party(partner=OWN, office=SignatoryOffice.CONTRACT_OFFICER),
            Party(partner=medium, office=SignatoryOffice.DIRECTOR),
        )
        asked = (
            Deliverable(
                code=ADS,
                name="Iklan layanan masyarakat",
                per_month=QUOTAS[ADS],
                label=LABELS[ADS],
                unit_price_rupiah=150_000,
                ceiling_rupiah=1_500_000 if number % 5 == 0 else None,
            ),
            Deliverable(
                code=COVERAGE,
                name="Advertorial berlabel",
                per_month=QUOTAS[COVERAGE],
                label=LABELS[COVERAGE],
                unit_price_rupiah=275_000 + 1_000 * number,
                proof=PROOFS[legal_class],
                due_within_days=3 if number % 4 == 0 else None,
            ),
        )
        return Agreement(
            id=id,
            kind=AgreementKind.MEDIA_CONTRACT,
            title="Kontrak publikasi",
            commission=OWN,
            parties=parties,
            period=Period(first_day=MONTHS[0][0], last_day=MONTHS[-1][1]),
            deliverables=asked,
            signatures=tuple(
                Signature(party=party.partner, by=Id("person/fulan"), on=MONTHS[0][0])
                for party in parties
            ),
            waivers=tuple(self._waiver(medium) for _ in range(self._random.choice((0, 0, 1, 2)))),
            disputes=tuple(disputes),
        )

    def _waiver(self, medium: Id) -> Waiver:
        return Waiver(
            deliverable=self._random.choice([ADS, COVERAGE]),
            partner=medium,
            month=self._random.randint(1, 4),
            count=self._random.choice((1, 2, 5)),
            reason="banjir",
            known_from=self._day(MONTHS[0][0], 140),
        )

    def _dispute(self, item: Publication, fate: str) -> Dispute:
        raised = self._day(item.due_at.date() + timedelta(days=5), 20)
        settled = fate != "in dispute"
        return Dispute(
            publication=item.id,
            ground=Code("label"),
            reason="label tidak terlihat",
            known_from=raised,
            settled_on=self._day(raised, 30) if settled else None,
            outcome=DisputeOutcome[fate.upper()] if settled else None,
        )

    def _planned(self, fate: str, first: date, last: date) -> datetime:
        if fate == "outside":
            before = self._random.randrange(3) == 0
            first = (
                MONTHS[0][0] - timedelta(days=7) if before else MONTHS[-1][1] + timedelta(days=1)
            )
            return self._moment(self._day(first, 7))
        return self._moment(self._day(first, (last - first).days + 1))

    def _hand_in(
        self,
        item: Publication,
        fate: str,
        last: date,
        proofs: tuple[EvidenceKind, ...],
        earlier: list[Receipt],
    ) -> None:
        """The receipts of an item: perhaps a failure first, then what became of it."""
        planned = item.due_at.date()
        appeared = min(self._day(planned, 5), max(last, planned))
        if fate == "late":
            appeared = self._day(last + timedelta(days=1), 20)
        at = self._moment(appeared)
        kind: EvidenceKind | None = self._random.choice(proofs)
        url = f"https://kabar-contoh.example/{item.id}"
        sha256 = hashlib.sha256(str(item.id).encode()).hexdigest()
        if fate == "wrong proof":
            kind, url = None, ""
        twin = self._random.choice(earlier) if earlier else None
        if twin is not None and twin.evidence is not None and fate == "same page":
            page = twin.evidence.url.removeprefix("https://")
            url = self._random.choice((f"http://www.{page}/", f"https://{page}?utm_source=wa#atas"))
        if twin is not None and twin.evidence is not None and fate == "same bytes":
            sha256, at = twin.evidence.sha256, twin.at
        outcomes = {"missing": Outcome.REJECTED, "unproven": Outcome.ACCEPTED}
        outcome = outcomes.get(fate, Outcome.DELIVERED)
        failures = self._random.choice((0, 0, 0, 1))
        if fate == "missing" and self._random.randrange(2):
            return
        for attempt in range(1, failures + 2):
            final = attempt == failures + 1
            now = outcome if final else Outcome.FAILED
            receipt = Receipt(
                id=Id(f"receipt/{'/'.join(item.id.parts[1:])}/{attempt}"),
                publication=item.id,
                attempt=attempt,
                at=at if final else min(at, item.due_at),
                outcome=now,
                cause="" if now in (Outcome.DELIVERED, Outcome.ACCEPTED) else "ruang iklan penuh",
                evidence=Evidence(url=url, sha256=sha256, captured_at=at, kind=kind)
                if now is Outcome.DELIVERED
                else None,
            )
            self.records.append(receipt)
            if receipt.evidence is not None and receipt.evidence.url:
                earlier.append(receipt)

    def _day(self, first: date, length: int) -> date:
        return first + timedelta(days=self._random.randrange(length))

    def _moment(self, on: date) -> datetime:
        hour = self._random.choice((time(0, 10), time(10), time(23, 50)))
        return datetime.combine(on, hour, tzinfo=ZONE)
