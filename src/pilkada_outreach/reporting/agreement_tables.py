"""The tables of the register of agreements that tell more: parties, terms, links."""

from collections.abc import Iterator, Mapping, Sequence

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.values import Id
from pilkada_outreach.reporting.model import (
    Bilingual,
    Cell,
    Column,
    ColumnKind,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.register import (
    AGREEMENT,
    brief,
    partner_name,
    register_number,
)
from pilkada_outreach.reporting.words import AGREEMENT_LINKS, AGREEMENT_STATES, SIGNATORY_OFFICES


def parties_table(question: ReportQuestion, agreements: Sequence[Agreement]) -> Table:
    """Every party with its number, its signatory as named on the document, and the day it signed."""

    def rows(agreement: Agreement) -> Iterator[tuple[Cell, ...]]:
        signed = {
            signature.party: signature.on
            for signature in agreement.signatures
            if signature.on <= question.on
        }
        for party in agreement.parties:
            yield (
                register_number(question, agreement.id),
                partner_name(question, party.partner),
                party.number or None,
                SIGNATORY_OFFICES[party.office],
                party.signatory_name or None,
                signed.get(party.partner),
            )

    return Table(
        name="parties",
        title=Bilingual("Para pihak, nomor naskah, dan penanda tangan", "Parties and signatories"),
        columns=(
            AGREEMENT,
            Column(name="party", title=Bilingual("Pihak", "Party")),
            Column(name="number", title=Bilingual("Nomor naskah", "Number")),
            Column(name="office", title=Bilingual("Jabatan penanda tangan", "Office of signatory")),
            Column(name="signatory", title=Bilingual("Nama pada naskah", "Name on the document")),
            Column(
                name="signed_on", title=Bilingual("Ditandatangani", "Signed"), kind=ColumnKind.DAY
            ),
        ),
        rows=tuple(row for agreement in agreements for row in rows(agreement)),
    )


def terms_table(question: ReportQuestion, agreements: Sequence[Agreement]) -> Table:
    """The first and last day, and the value."""
    return Table(
        name="terms",
        title=Bilingual("Jangka waktu dan nilai", "Terms and value"),
        columns=(
            AGREEMENT,
            Column(name="first_day", title=Bilingual("Mulai", "From"), kind=ColumnKind.DAY),
            Column(name="last_day", title=Bilingual("Sampai", "Until"), kind=ColumnKind.DAY),
            Column(name="value", title=Bilingual("Nilai", "Value"), kind=ColumnKind.RUPIAH),
        ),
        rows=tuple(
            (
                register_number(question, agreement.id),
                agreement.period.first_day,
                agreement.period.last_day,
                _value(agreement),
            )
            for agreement in agreements
        ),
    )


def _value(agreement: Agreement) -> int | None:
    if agreement.value_rupiah is None and agreement.grant is not None:
        return agreement.grant.amount_rupiah
    return agreement.value_rupiah


def links_table(
    question: ReportQuestion, agreements: Sequence[Agreement], states: Mapping[Id, AgreementState]
) -> Table:
    """Every link to another agreement, with the state of that one."""

    def rows(agreement: Agreement) -> Iterator[tuple[Cell, ...]]:
        for field, words in AGREEMENT_LINKS.items():
            other: Id | None = getattr(agreement, field)
            if other is not None:
                found = question.snapshot.find(Agreement, other)
                yield (
                    register_number(question, agreement.id),
                    words,
                    register_number(question, other),
                    None if found is None else brief(found.title),
                    AGREEMENT_STATES[states[other]] if other in states else None,
                )

    return Table(
        name="links",
        title=Bilingual("Keterkaitan antarnaskah", "Links between agreements"),
        columns=(
            AGREEMENT,
            Column(name="link", title=Bilingual("Hubungan", "Link")),
            Column(name="other", title=Bilingual("Naskah terkait", "Linked agreement")),
            Column(name="other_title", title=Bilingual("Judul naskah terkait", "Its title")),
            Column(name="other_state", title=Bilingual("Keadaannya", "Its state")),
        ),
        rows=tuple(row for agreement in agreements for row in rows(agreement)),
    )
