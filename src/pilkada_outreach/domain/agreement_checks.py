"""What is wrong with an agreement: its sides, signatures and deliverables."""

from pilkada_outreach.domain.agreement_parts import (
    AgreementKind,
    Deliverable,
    Party,
    SignatoryOffice,
    Signature,
)
from pilkada_outreach.domain.checks import repeated
from pilkada_outreach.domain.values import Id
from pilkada_outreach.problems import Problem, ProblemKind, Severity

ONE_PARTY = ProblemKind(
    code="agreement.parties",
    en="An agreement needs at least two parties; {value} is named.",
    id="Perjanjian memerlukan sedikitnya dua pihak; yang tercantum {value}.",
    mend_en="Name the other party.",
    mend_id="Cantumkan pihak yang lain.",
)
PARTY_TWICE = ProblemKind(
    code="agreement.party-twice",
    en="The party {value} stands in the agreement twice.",
    id="Pihak {value} tercantum dua kali.",
    mend_en="Keep one entry, with one number and one signatory.",
    mend_id="Sisakan satu, dengan satu nomor dan satu penanda tangan.",
)
COMMISSIONER_SIGNS = ProblemKind(
    code="agreement.commissioner-signs",
    severity=Severity.WARNING,
    en="A media contract is to be signed for {party} by a commissioner ({value}).",
    id="Kontrak media akan ditandatangani anggota komisi ({value}) atas nama {party}.",
    mend_en="Let the contract officer of the secretariat (Pejabat Pembuat Komitmen) sign; members decide content.",
    mend_id="Serahkan kepada Pejabat Pembuat Komitmen di sekretariat; anggota menetapkan isi, bukan kontrak.",
    source="Perpres 16/2018 jo. Perpres 12/2021",
)
SIGNATURE_STRANGER = ProblemKind(
    code="agreement.signature-party",
    en="{value} signed, but is no party to the agreement.",
    id="{value} menandatangani, tetapi bukan pihak dalam perjanjian.",
    mend_en="Name the party as it stands in the agreement.",
    mend_id="Sebutkan pihak seperti tercantum dalam perjanjian.",
)
SIGNATURE_TWICE = ProblemKind(
    code="agreement.signature-twice",
    en="{value} has signed twice.",
    id="{value} menandatangani dua kali.",
    mend_en="Keep the signature that stands on the paper.",
    mend_id="Sisakan tanda tangan yang tertera pada naskah.",
)
SIGNATURE_OTHER = ProblemKind(
    code="agreement.signature-person",
    en="{value} signed for {party}, but {signatory} is named as its signatory.",
    id="{value} menandatangani untuk {party}, padahal penanda tangannya {signatory}.",
    mend_en="Let the named signatory sign, or name the other one with a power of attorney.",
    mend_id="Mintakan tanda tangan pejabat yang tercantum, atau cantumkan kuasanya.",
)
DELIVERABLE_TWICE = ProblemKind(
    code="agreement.deliverable-twice",
    en="The deliverable {value} stands in the agreement twice.",
    id="Kewajiban {value} tercantum dua kali.",
    mend_en="Give each deliverable its own code.",
    mend_id="Beri setiap kewajiban kode sendiri.",
)


_COMMISSIONERS = (SignatoryOffice.CHAIR, SignatoryOffice.MEMBER)


def has_two_parties(parties: tuple[Party, ...]) -> Problem | None:
    """One does not agree with oneself."""
    if len(parties) < 2:
        named = ", ".join(str(party.partner) for party in parties) or "nobody"
        return ONE_PARTY.at("parties", value=named)
    return None


def parties_differ(parties: tuple[Party, ...]) -> tuple[Problem, ...]:
    """Each party stands in an agreement once, with one number."""
    return tuple(
        PARTY_TWICE.at(f"parties[{place}].partner", value=str(partner))
        for place, partner in repeated([party.partner for party in parties])
    )


def commissioners_sign_no_media_contract(
    kind: AgreementKind, parties: tuple[Party, ...]
) -> tuple[Problem, ...]:
    """Contracts with media are the secretariat's: the contract officer signs."""
    if kind is not AgreementKind.MEDIA_CONTRACT:
        return ()
    return tuple(
        COMMISSIONER_SIGNS.at(f"parties[{place}].office", value=party.office, party=party.partner)
        for place, party in enumerate(parties)
        if party.office in _COMMISSIONERS
    )


def signatures_fit_the_parties(
    parties: tuple[Party, ...], signatures: tuple[Signature, ...]
) -> tuple[Problem, ...]:
    """Only a party signs, once, through the signatory that the document names."""
    named = {party.partner: party.signatory for party in parties}
    found: list[Problem] = []
    signed: set[Id] = set()
    for place, signature in enumerate(signatures):
        if signature.party not in named:
            found.append(
                SIGNATURE_STRANGER.at(f"signatures[{place}].party", value=str(signature.party))
            )
            continue
        if signature.party in signed:
            found.append(
                SIGNATURE_TWICE.at(f"signatures[{place}].party", value=str(signature.party))
            )
        signed.add(signature.party)
        signatory = named[signature.party]
        if signatory is not None and signatory != signature.by:
            found.append(
                SIGNATURE_OTHER.at(
                    f"signatures[{place}].by",
                    value=str(signature.by),
                    party=signature.party,
                    signatory=signatory,
                )
            )
    return tuple(found)


def deliverables_differ(deliverables: tuple[Deliverable, ...]) -> tuple[Problem, ...]:
    """Each deliverable of an agreement has its own code."""
    return tuple(
        DELIVERABLE_TWICE.at(f"deliverables[{place}].code", value=str(code))
        for place, code in repeated([deliverable.code for deliverable in deliverables])
    )
