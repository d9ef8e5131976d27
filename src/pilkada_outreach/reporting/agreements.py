"""The register of agreements (register perjanjian): who agreed on what, until when, in which state."""

from collections.abc import Iterator, Mapping, Sequence

from pilkada_outreach import _formats
from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
from pilkada_outreach.domain.agreement_terms import PARENT_MISSING
from pilkada_outreach.domain.values import Id
from pilkada_outreach.reporting.agreement_tables import links_table, parties_table, terms_table
from pilkada_outreach.reporting.model import (
    Bilingual,
    Column,
    ColumnKind,
    Report,
    ReportQuestion,
    Table,
)
from pilkada_outreach.reporting.office import office_name
from pilkada_outreach.reporting.register import (
    AGREEMENT,
    OVER,
    PARTNERS,
    TITLE,
    UNSIGNED,
    brief,
    is_addendum,
    own_agreements,
    partner_names,
    register_number,
)
from pilkada_outreach.reporting.words import AGREEMENT_KINDS, AGREEMENT_STATES, TOTAL, listed

_KIND = Column(name="kind", title=Bilingual("Bentuk naskah", "Kind"))


def build_agreements(question: ReportQuestion) -> Report:
    """Every agreement of the commission with its sides, terms and links, and its state on the day."""
    agreements = own_agreements(question)
    states = {agreement.id: agreement_state(agreement, question.on) for agreement in agreements}
    unsigned = [each for each in agreements if states[each.id] in UNSIGNED]
    orphans = [
        each
        for each in agreements
        if each.kind is AgreementKind.COOPERATION
        and not is_addendum(question, each)
        and (each.implements is None or not question.snapshot.has("agreement", each.implements))
    ]
    return Report(
        name="agreements",
        title=Bilingual("Register perjanjian", "Register of agreements"),
        office=office_name(question),
        on=question.on,
        summary=(_sentence(list(states.values())),),
        tables=(
            _kinds(agreements, states),
            _register(question, agreements, states),
            parties_table(question, agreements),
            terms_table(question, agreements),
            links_table(question, agreements, states),
        ),
        notes=tuple(_notes(question, agreements, unsigned, orphans)),
        sources=(PARENT_MISSING.source,) if orphans else (),
    )


def _sentence(states: Sequence[AgreementState]) -> Bilingual:
    in_force = states.count(AgreementState.IN_FORCE)
    unsigned = sum(state in UNSIGNED for state in states)
    over = sum(state in OVER for state in states)
    return Bilingual(
        f"Tercatat {len(states)} naskah perjanjian: {in_force} berlaku, {unsigned} belum ditandatangani "
        f"lengkap, {over} sudah berakhir, diakhiri, atau dibatalkan.",
        f"Documents on record: {len(states)}; in force {in_force}, not signed by all {unsigned}, "
        f"expired, ended or cancelled {over}.",
    )


def _kinds(agreements: Sequence[Agreement], states: Mapping[Id, AgreementState]) -> Table:
    def counts(of: Sequence[AgreementState]) -> tuple[int, ...]:
        return (
            len(of),
            of.count(AgreementState.IN_FORCE),
            of.count(AgreementState.SIGNED),
            sum(state in UNSIGNED for state in of),
            sum(state in OVER for state in of),
        )

    by_kind = {
        kind: [states[each.id] for each in agreements if each.kind is kind]
        for kind in AgreementKind
    }
    return Table(
        name="kinds",
        title=Bilingual("Ringkasan menurut bentuk naskah", "Summary by kind"),
        columns=(
            _KIND,
            Column(name="documents", title=Bilingual("Naskah", "Documents"), kind=ColumnKind.COUNT),
            Column(name="in_force", title=Bilingual("Berlaku", "In force"), kind=ColumnKind.COUNT),
            Column(
                name="not_begun",
                title=Bilingual("Belum berlaku", "Not yet in force"),
                kind=ColumnKind.COUNT,
            ),
            Column(
                name="not_signed",
                title=Bilingual("Belum ditandatangani lengkap", "Not signed by all"),
                kind=ColumnKind.COUNT,
            ),
            Column(name="over", title=Bilingual("Selesai", "Over"), kind=ColumnKind.COUNT),
        ),
        rows=tuple((AGREEMENT_KINDS[kind], *counts(of)) for kind, of in by_kind.items() if of),
        total=(TOTAL, *counts(list(states.values()))),
    )


def _register(
    question: ReportQuestion, agreements: Sequence[Agreement], states: Mapping[Id, AgreementState]
) -> Table:
    return Table(
        name="register",
        title=Bilingual("Daftar perjanjian", "Agreements"),
        columns=(
            TITLE,
            Column(name="state", title=Bilingual("Keadaan", "State")),
            *(AGREEMENT, PARTNERS, _KIND),
            Column(name="period", title=Bilingual("Masa berlaku", "Period")),
        ),
        rows=tuple(
            (
                brief(agreement.title),
                AGREEMENT_STATES[states[agreement.id]],
                register_number(question, agreement.id),
                partner_names(question, agreement),
                AGREEMENT_KINDS[agreement.kind],
                _period(agreement),
            )
            for agreement in agreements
        ),
    )


def _period(agreement: Agreement) -> Bilingual:
    first, last = agreement.period.first_day, agreement.period.last_day
    return Bilingual(_formats.days(first, last, "id"), _formats.days(first, last, "en"))


def _notes(
    question: ReportQuestion,
    agreements: Sequence[Agreement],
    unsigned: Sequence[Agreement],
    orphans: Sequence[Agreement],
) -> Iterator[Bilingual]:
    def numbers(of: Sequence[Agreement]) -> Bilingual:
        return listed([register_number(question, agreement.id) for agreement in of])

    if unsigned:
        found = numbers(unsigned)
        yield Bilingual(
            f"Belum ditandatangani lengkap ({len(unsigned)}): {found.id}.",
            f"Not signed by all parties ({len(unsigned)}): {found.en}.",
        )
    if orphans:
        found = numbers(orphans)
        yield Bilingual(
            f"Perjanjian kerja sama yang tidak menyebut kesepakatan induk dalam register ({len(orphans)}): "
            f"{found.id}.",
            f"Cooperation agreements that name no agreement above them in the register ({len(orphans)}): "
            f"{found.en}.",
        )
    if any(is_addendum(question, agreement) for agreement in agreements):
        yield Bilingual(
            "Masa berlaku dan nilai naskah induk sudah memperhitungkan adendum yang ditandatangani lengkap; "
            "nilai adendum tidak ditambahkan lagi.",
            "The terms and values of an agreement are those left by the addenda that all parties have signed; "
            "the value of an addendum does not come on top.",
        )
    yield Bilingual(
        "Keadaan dihitung dari tanda tangan, masa berlaku, dan pengakhiran sampai dengan tanggal laporan.",
        "States follow from signatures, periods and early ends up to the day of the report.",
    )
