"""Who has delivered what they owe: the obligations of every agreement, as the records show them on a day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date

from pilkada_outreach._record import record
from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.publication import Outcome, Publication
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.measuring.contract_items import DayOf, Item, Standing, Taken, items_of
from pilkada_outreach.measuring.contract_terms import ContractTerms, contract_terms
from pilkada_outreach.measuring.obligations import Obligation, Sums, added_up
from pilkada_outreach.snapshot import Snapshot


@record()
class Fulfilment:
    """One deliverable of one agreement and partner, month by month (realisasi kewajiban)."""

    commission: Id
    agreement: Id
    partner: Id
    deliverable: Code
    obligations: tuple[Obligation, ...]
    """One for each contract month; none while the agreement binds nobody, and where its period is open."""
    outside: int
    """Items planned for a day outside the contract."""

    @property
    def sums(self) -> Sums:
        """Its months added up."""
        return added_up(self.obligations)


@record()
class Portfolio:
    """What the partners of one or more commissions owe and have delivered at the end of a day (portofolio)."""

    fulfilments: tuple[Fulfilment, ...]
    items: tuple[Item, ...]
    """Every item that a partner took under an agreement, with what it counts for; strays among them."""

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """Every obligation, to be added up by any key."""
        return tuple(each for part in self.fulfilments for each in part.obligations)


def fulfilments(
    snapshot: Snapshot, commission: Id, on: date, day_of: DayOf
) -> tuple[Fulfilment, ...]:
    """Every deliverable that a partner owes the commission, as the receipts prove it at the end of a day."""
    return portfolio(snapshot, on, lambda _: day_of, (commission,)).fulfilments


def portfolio(
    snapshot: Snapshot,
    on: date,
    clock_of: Callable[[Id], DayOf],
    commissions: Collection[Id] | None = None,
) -> Portfolio:
    """What is owed to these commissions, or to all, in one pass over the records.

    `clock_of` gives each commission's own clock. What became known after the day is not seen: receipts,
    signatures, addenda, waivers, disputes and their settlement.
    """
    bases = _bases(snapshot, commissions)
    own = {base.id: base.commission for base in bases.values()}
    clocks = {commission: clock_of(commission) for commission in set(own.values())}
    taken: dict[Id, list[Taken]] = {agreement: [] for agreement in own}
    for publication in snapshot.all(Publication):
        base = None if publication.agreement is None else bases.get(publication.agreement)
        if base is not None:
            last = _last_taken(snapshot, publication, on, clocks[base.commission])
            if last is not None:
                taken[base.id].append(last)
    found: list[Fulfilment] = []
    items: list[Item] = []
    for agreement, commission in own.items():
        terms = contract_terms(snapshot, agreement, on)
        judged = items_of(terms, taken[agreement], on, clocks[commission])
        found.extend(_fulfilments(terms, judged, on))
        items.extend(judged)
    return Portfolio(fulfilments=tuple(found), items=tuple(items))


_Place = tuple[Id | None, Code | None, int | None]
"""Partner, deliverable and number of the contract month."""


def _bases(snapshot: Snapshot, commissions: Collection[Id] | None) -> dict[Id, Agreement]:
    """Each agreement of the commissions by its id, and by the ids of its addenda."""
    found: dict[Id, Agreement] = {}
    for agreement in snapshot.all(Agreement):
        base = _base(snapshot, agreement)
        if commissions is None or base.commission in commissions:
            found[agreement.id] = base
    return found


def _base(snapshot: Snapshot, agreement: Agreement) -> Agreement:
    """What an addendum changes in the end; an agreement that is none is its own."""
    path = {agreement.id}
    while agreement.amends is not None and agreement.amends not in path:
        path.add(agreement.amends)
        agreement = snapshot.find(Agreement, agreement.amends) or agreement
    return agreement


def _last_taken(
    snapshot: Snapshot, publication: Publication, on: date, day_of: DayOf
) -> Taken | None:
    """A publication with the receipt of its last attempt by the day; None where the partner did not take it."""
    for receipt in reversed(snapshot.receipts(publication.id)):
        day = day_of(receipt.at)
        if day <= on:
            was_taken = receipt.outcome in (Outcome.ACCEPTED, Outcome.DELIVERED)
            return Taken(publication, receipt, day) if was_taken else None
    return None


def _fulfilments(terms: ContractTerms, items: tuple[Item, ...], on: date) -> Iterator[Fulfilment]:
    agreement = terms.agreement
    counts: dict[_Place, Counter[Standing]] = defaultdict(Counter)
    for item in items:
        counts[item.partner, item.deliverable, item.month][item.standing] += 1
    found = _obligations(terms, counts, on)
    for partner in agreement.partners_of(agreement.commission):
        for code in terms.codes:
            yield Fulfilment(
                commission=agreement.commission,
                agreement=agreement.id,
                partner=partner,
                deliverable=code,
                obligations=tuple(found.get((partner, code), ())),
                outside=counts[partner, code, None][Standing.OUTSIDE],
            )


def _obligations(
    terms: ContractTerms, counts: dict[_Place, Counter[Standing]], on: date
) -> dict[tuple[Id, Code], list[Obligation]]:
    """The obligations by partner and deliverable; a ceiling is used up month by month."""
    agreement = terms.agreement
    partners = agreement.partners_of(agreement.commission)
    waived = _waived(agreement, on)
    found: dict[tuple[Id, Code], list[Obligation]] = defaultdict(list)
    for code in terms.codes:
        last = terms.last_asked(code)
        left = None if last is None else last.ceiling_rupiah
        for month in terms.months:
            asked = terms.deliverable(code, month)
            if asked is None:
                continue
            quota = month.quota(asked.per_month, asked.part_months)
            for partner in partners:
                count = counts[partner, code, month.number]
                obligation = Obligation(
                    commission=agreement.commission,
                    agreement=agreement.id,
                    partner=partner,
                    deliverable=code,
                    month=month,
                    closed=(on - month.last_day).days >= (asked.due_within_days or 0),
                    quota=quota,
                    waived=min(quota, waived[partner, code, month.number]),
                    on_time=count[Standing.ON_TIME],
                    late=count[Standing.LATE],
                    unproven=count[Standing.UNPROVEN],
                    disputed=count[Standing.DISPUTED],
                    refused=count[Standing.REFUSED],
                    wrong_proof=count[Standing.WRONG_PROOF],
                    wrong_label=count[Standing.WRONG_LABEL],
                    double=count[Standing.DOUBLE],
                    unit_price_rupiah=asked.unit_price_rupiah,
                    within_ceiling_rupiah=left,
                )
                found[partner, code].append(obligation)
                if left is not None:
                    left -= obligation.payable_rupiah
    return found


def _waived(agreement: Agreement, on: date) -> Counter[_Place]:
    """How many items were waived by the day."""
    found: Counter[_Place] = Counter()
    for waiver in agreement.waivers:
        if waiver.known_from <= on:
            found[waiver.partner, waiver.deliverable, waiver.month] += waiver.count
    return found
