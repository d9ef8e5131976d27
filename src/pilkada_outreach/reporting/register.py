"""How reports name the agreements of a commission, and its partners."""

from pilkada_outreach.domain.agreement import Agreement
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.values import Id
from pilkada_outreach.measuring.agreements import in_effect
from pilkada_outreach.reporting.model import Bilingual, Column, ReportQuestion

AGREEMENT = Column(name="agreement", title=Bilingual("No. register", "Register no."))
TITLE = Column(name="title", title=Bilingual("Judul", "Title"))
PARTNERS = Column(name="partners", title=Bilingual("Mitra", "Partners"))

UNSIGNED = (AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.PARTLY_SIGNED)
BINDING = (AgreementState.SIGNED, AgreementState.IN_FORCE)
OVER = (AgreementState.EXPIRED, AgreementState.ENDED, AgreementState.CANCELLED)

_LONGEST = 100


def own_agreements(question: ReportQuestion) -> tuple[Agreement, ...]:
    """Every document of the commission, addenda included, with the terms in effect on the day."""
    return tuple(
        in_effect(question.snapshot, agreement.id, question.on)
        for agreement in question.snapshot.all(Agreement)
        if agreement.commission == question.commission
    )


def is_addendum(question: ReportQuestion, agreement: Agreement) -> bool:
    """Whether it changes another agreement of the register, whose terms then hold what it says."""
    return agreement.amends is not None and question.snapshot.has("agreement", agreement.amends)


def register_number(question: ReportQuestion, agreement: Id) -> str:
    """The agreement's id without the parts that every agreement of the commission shares: `2024/017`."""
    own = str(Id.of("agreement", question.commission))
    return str(agreement).removeprefix(f"{own}/")


def partner_name(question: ReportQuestion, partner: Id) -> str:
    """The name of a partner or commission; its id where the register does not have it."""
    snapshot = question.snapshot
    found = snapshot.find(Stakeholder, partner) or snapshot.find(Commission, partner)
    return str(partner) if found is None else brief(found.name)


def partner_names(question: ReportQuestion, agreement: Agreement) -> str:
    """The names of every party but the commission."""
    partners = agreement.partners_of(question.commission)
    return brief("; ".join(partner_name(question, partner) for partner in partners))


def brief(text: str) -> str:
    """A text that fits into a cell: cut after a word, with an ellipsis."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2].rsplit(None, 1)[0]} …"
