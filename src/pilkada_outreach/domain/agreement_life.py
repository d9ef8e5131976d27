"""The steps in the life of an agreement: each takes the record and returns the next one, or refuses.

They keep one order: offered, signed by each party, in force, renewed, amended by an addendum, ended. Each has
the day it is taken on, past or future, and is judged by where the agreement stands on that day. Give
`renewal_of` and `addendum_to` the agreement as amended, where it has addenda.
"""

from collections.abc import Mapping
from datetime import date
from typing import NoReturn

from pilkada_outreach._record import evolve
from pilkada_outreach.domain.agreement import Agreement, Party, Signature
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import Problem, ProblemKind

OFFER = ProblemKind(
    code="agreement.step-offer",
    en="The agreement cannot be offered on {day}: it is {value} then.",
    id="Perjanjian tidak dapat ditawarkan pada {day}: saat itu berstatus {value}.",
    mend_en="Offer a draft, once, before anybody signs.",
    mend_id="Tawarkan rancangan, satu kali, sebelum ada yang menandatangani.",
)
OFFERED_TWICE = ProblemKind(
    code="agreement.step-offered-twice",
    en="The agreement was offered on {value} already.",
    id="Perjanjian sudah ditawarkan pada {value}.",
    mend_en="Keep that day, or correct offered_on in the record.",
    mend_id="Pertahankan tanggal itu, atau perbaiki offered_on pada catatannya.",
)
SIGN = ProblemKind(
    code="agreement.step-sign",
    en="{party} cannot sign on {day}: the agreement is {value} then.",
    id="{party} tidak dapat menandatangani pada {day}: saat itu perjanjian berstatus {value}.",
    mend_en="Sign a new agreement, or correct the day.",
    mend_id="Tandatangani perjanjian baru, atau perbaiki tanggalnya.",
)
SIGN_LATE = ProblemKind(
    code="agreement.step-sign-late",
    en="{party} cannot sign on {day}: the agreement's period ended on {value}.",
    id="{party} tidak dapat menandatangani pada {day}: jangka waktunya berakhir {value}.",
    mend_en="Agree on a new period first, or correct the day.",
    mend_id="Sepakati jangka waktu baru lebih dahulu, atau perbaiki tanggalnya.",
)
SIGNED_TWICE = ProblemKind(
    code="agreement.step-signed-twice",
    en="{value} signed on {day} already.",
    id="{value} sudah menandatangani pada {day}.",
    mend_en="Keep the signature that stands on the paper.",
    mend_id="Pertahankan tanda tangan yang tertera pada naskah.",
)
STRANGER = ProblemKind(
    code="agreement.step-stranger",
    en="{value} is no party to the agreement.",
    id="{value} bukan pihak dalam perjanjian.",
    mend_en="Name one of {parties}.",
    mend_id="Sebutkan salah satu dari {parties}.",
)
END = ProblemKind(
    code="agreement.step-end",
    en="The agreement cannot end on {day}: it is {value} then.",
    id="Perjanjian tidak dapat diakhiri pada {day}: saat itu berstatus {value}.",
    mend_en="Leave it as it is: what is over needs no end.",
    mend_id="Biarkan: yang sudah berakhir tidak perlu diakhiri.",
)
ENDED_TWICE = ProblemKind(
    code="agreement.step-ended-twice",
    en="The agreement ends on {value} already.",
    id="Perjanjian sudah diakhiri pada {value}.",
    mend_en="Keep that day, or correct ended_on in the record.",
    mend_id="Pertahankan tanggal itu, atau perbaiki ended_on pada catatannya.",
)
END_BEFORE = ProblemKind(
    code="agreement.step-end-before",
    en="The agreement cannot end on {day}: it was offered or signed on {value}, later than that.",
    id="Perjanjian tidak dapat diakhiri pada {day}: ditawarkan atau ditandatangani pada {value}, sesudahnya.",
    mend_en="Give that day or a later one, or correct the other days.",
    mend_id="Isi tanggal itu atau sesudahnya, atau perbaiki tanggal yang lain.",
)
RENEW = ProblemKind(
    code="agreement.step-renew",
    en="The agreement cannot be renewed on {day}: it is {value} then.",
    id="Perjanjian tidak dapat diperpanjang pada {day}: saat itu berstatus {value}.",
    mend_en="Renew what is in force or has run out; in place of anything else draw up a new agreement.",
    mend_id="Perpanjang yang berlaku atau sudah berakhir; untuk yang lain buat perjanjian baru.",
)
RENEW_ADDENDUM = ProblemKind(
    code="agreement.step-renew-addendum",
    en="An addendum cannot be renewed; it changes {value}.",
    id="Adendum tidak dapat diperpanjang; yang diubahnya {value}.",
    mend_en="Renew the agreement that it changes.",
    mend_id="Perpanjang perjanjian yang diubahnya.",
)
RENEW_PERIOD = ProblemKind(
    code="agreement.step-renew-period",
    en="The period {value} does not reach beyond the former one, {former}.",
    id="Jangka waktu {value} tidak melewati jangka waktu semula, {former}.",
    mend_en="Give a period that ends later.",
    mend_id="Isi jangka waktu yang berakhir kemudian.",
)
AMEND = ProblemKind(
    code="agreement.step-amend",
    en="The agreement cannot be amended on {day}: it is {value} then.",
    id="Perjanjian tidak dapat diubah dengan adendum pada {day}: saat itu berstatus {value}.",
    mend_en="Change the draft itself before all have signed; renew what has run out.",
    mend_id="Ubah rancangannya selama belum semua menandatangani; perpanjang yang sudah berakhir.",
)

_OVER = (AgreementState.EXPIRED, AgreementState.ENDED, AgreementState.CANCELLED)
_PAPER_OF_ITS_OWN: dict[str, object] = {
    "signatures": (),
    "witnesses": (),
    "offered_on": None,
    "ended_on": None,
    "end_reason": "",
    "notice_given_on": None,
    "supersedes": None,
    "value_rupiah": None,
    "funding": None,
    "grant": None,
    "work_plan": (),
    "waivers": (),
    "disputes": (),
}
"""What a renewal does not take over: what happened to the former agreement, its money and its work plan."""


def offered(agreement: Agreement, on: date) -> Agreement:
    """The draft is handed to the other side (penawaran)."""
    state = agreement_state(agreement, on)
    if agreement.offered_on is not None:
        _refuse(OFFERED_TWICE.at("offered_on", value=agreement.offered_on))
    if state is not AgreementState.DRAFT:
        _refuse(OFFER.at("offered_on", value=state, day=on))
    return evolve(agreement, offered_on=on)


def signed(agreement: Agreement, *, party: Id, by: Id, on: date) -> Agreement:
    """One party signs (penandatanganan), before the period is over and while nothing has ended it."""
    _is_party(agreement, party, "signatures")
    for signature in agreement.signatures:
        if signature.party == party:
            _refuse(SIGNED_TWICE.at("signatures", value=str(party), day=signature.on))
    state, last_day = agreement_state(agreement, on), agreement.period.last_day
    if state in _OVER:
        _refuse(SIGN.at("signatures", value=state, party=party, day=on))
    if last_day is not None and on > last_day:
        _refuse(SIGN_LATE.at("signatures", value=last_day, party=party, day=on))
    signature = Signature(party=party, by=by, on=on)
    return evolve(agreement, signatures=(*agreement.signatures, signature))


def ended(
    agreement: Agreement, *, on: date, reason: str, notice_given_on: date | None = None
) -> Agreement:
    """It ends early (pengakhiran), or is given up before it came into force (pembatalan).

    `on` is the first day on which it holds no more. Whether the minimum term and the notice were kept is
    asked when the office checks: they are no reason to hide that it ended.
    """
    state = agreement_state(agreement, on)
    if agreement.ended_on is not None:
        _refuse(ENDED_TWICE.at("ended_on", value=agreement.ended_on))
    if state in _OVER:
        _refuse(END.at("ended_on", value=state, day=on))
    latest = max((day for day in _days_of_paper(agreement) if day > on), default=None)
    if latest is not None:
        _refuse(END_BEFORE.at("ended_on", value=latest, day=on))
    return evolve(agreement, ended_on=on, end_reason=reason, notice_given_on=notice_given_on)


def renewal_of(
    agreement: Agreement,
    *,
    id: Id,
    on: date,
    period: Period,
    numbers: Mapping[Id, str] | None = None,
) -> Agreement:
    """A new draft that continues its term (perpanjangan): same sides, deliverables, scope and clauses.

    `numbers` are those of the new paper, by party. The value, the funding, the grant and the work plan are
    not taken over: they are agreed anew.
    """
    state, former = agreement_state(agreement, on), agreement.period
    if agreement.amends is not None:
        _refuse(RENEW_ADDENDUM.at("renews", value=str(agreement.amends)))
    if state not in (AgreementState.IN_FORCE, AgreementState.EXPIRED):
        _refuse(RENEW.at("renews", value=state, day=on))
    last_day = former.last_day
    if last_day is None or (period.last_day is not None and period.last_day <= last_day):
        _refuse(RENEW_PERIOD.at("period", value=period, former=former))
    parties = _numbered(agreement, numbers)
    return evolve(
        agreement, **_PAPER_OF_ITS_OWN, id=id, period=period, parties=parties, renews=agreement.id
    )


def addendum_to(
    agreement: Agreement,
    *,
    id: Id,
    on: date,
    period: Period | None = None,
    title: str | None = None,
    numbers: Mapping[Id, str] | None = None,
) -> Agreement:
    """A new draft that changes it (adendum), between the same parties; with the same period if none is given.

    It states nothing else yet: add the terms that it changes with `evolve`.
    """
    state = agreement_state(agreement, on)
    if state not in (AgreementState.SIGNED, AgreementState.IN_FORCE):
        _refuse(AMEND.at("amends", value=state, day=on))
    return Agreement(
        id=id,
        kind=agreement.kind,
        title=f"Adendum {agreement.title}" if title is None else title,
        commission=agreement.commission,
        parties=_numbered(agreement, numbers),
        period=agreement.period if period is None else period,
        amends=agreement.id,
        implements=agreement.implements,
        signing_order=agreement.signing_order,
        election=agreement.election,
    )


def _numbered(agreement: Agreement, numbers: Mapping[Id, str] | None) -> tuple[Party, ...]:
    given = numbers or {}
    for partner in given:
        _is_party(agreement, partner, "parties")
    return tuple(evolve(party, number=given.get(party.partner, "")) for party in agreement.parties)


def _is_party(agreement: Agreement, partner: Id, path: str) -> None:
    partners = [party.partner for party in agreement.parties]
    if partner not in partners:
        known = ", ".join(map(str, partners))
        _refuse(STRANGER.at(path, value=str(partner), parties=known))


def _days_of_paper(agreement: Agreement) -> list[date]:
    days = [signature.on for signature in agreement.signatures]
    return days if agreement.offered_on is None else [*days, agreement.offered_on]


def _refuse(problem: Problem) -> NoReturn:
    raise ValidationFailed((problem,))
