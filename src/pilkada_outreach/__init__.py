"""The outreach desk of an election commission, as typed code (meja sosialisasi penyelenggara pemilihan).

Every public name is here, and imported when it is first used.
"""

TYPE_CHECKING = (
    False  # type checkers know the name; importing typing would cost most of this import
)
if TYPE_CHECKING:
    from pilkada_outreach._record import evolve
    from pilkada_outreach.domain.agreement import (
        Agreement,
        AgreementKind,
        Deliverable,
        PartMonths,
        Party,
        SignatoryOffice,
        Signature,
    )
    from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
    from pilkada_outreach.domain.area import Place
    from pilkada_outreach.domain.commission import Commission, CommissionKind
    from pilkada_outreach.domain.election import (
        Contest,
        ContestOffice,
        Election,
        Regime,
        Ticket,
        VoterList,
    )
    from pilkada_outreach.domain.legal import LegalSource
    from pilkada_outreach.domain.material import Approval, ContentClass, Material, MaterialText
    from pilkada_outreach.domain.period import Period
    from pilkada_outreach.domain.publication import Evidence, Outcome, Publication, Receipt
    from pilkada_outreach.domain.ratio import Ratio
    from pilkada_outreach.domain.stage import Stage, StageRole, TermOfOffice, Timetable
    from pilkada_outreach.domain.stakeholder import MediaClass, Stakeholder, StakeholderKind
    from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
    from pilkada_outreach.domain.values import AreaCode, Code, Id, Record
    from pilkada_outreach.errors import (
        MissingExtra,
        OfficeState,
        OutreachError,
        PluginError,
        StaleWrite,
        StoreError,
        UnknownName,
        UnknownRecord,
        ValidationFailed,
    )
    from pilkada_outreach.exchange.program import Program, read_program
    from pilkada_outreach.office import Changes, Office, OfficeReport
    from pilkada_outreach.problems import Language, Problem, ProblemKind, Severity
    from pilkada_outreach.publishing.result import PublishResult
    from pilkada_outreach.reference import areas, codes, timetables
    from pilkada_outreach.reference.zones import WIB, WIT, WITA
    from pilkada_outreach.reporting.model import Report
    from pilkada_outreach.serialization import dump, load
    from pilkada_outreach.snapshot import Snapshot

__version__ = "0.1.0"

__all__ = [
    "WIB",
    "WIT",
    "WITA",
    "Agreement",
    "AgreementKind",
    "AgreementState",
    "Approval",
    "AreaCode",
    "Changes",
    "Code",
    "Commission",
    "CommissionKind",
    "ContentClass",
    "Contest",
    "ContestOffice",
    "Deliverable",
    "Election",
    "Evidence",
    "Id",
    "Language",
    "LegalSource",
    "Material",
    "MaterialText",
    "Measurement",
    "MeasurementStatus",
    "MediaClass",
    "MissingExtra",
    "Office",
    "OfficeReport",
    "OfficeState",
    "Outcome",
    "OutreachError",
    "PartMonths",
    "Party",
    "Period",
    "Place",
    "PluginError",
    "Problem",
    "ProblemKind",
    "Program",
    "Publication",
    "PublishResult",
    "Ratio",
    "Receipt",
    "Record",
    "Regime",
    "Report",
    "Severity",
    "SignatoryOffice",
    "Signature",
    "Snapshot",
    "Stage",
    "StageRole",
    "Stakeholder",
    "StakeholderKind",
    "StaleWrite",
    "StoreError",
    "Target",
    "TermOfOffice",
    "Ticket",
    "Timetable",
    "UnknownName",
    "UnknownRecord",
    "ValidationFailed",
    "VoterList",
    "agreement_state",
    "areas",
    "codes",
    "dump",
    "evolve",
    "load",
    "read_program",
    "timetables",
]

_WHERE = {
    "_record": "evolve",
    "domain.agreement": "Agreement AgreementKind Deliverable PartMonths Party Signature SignatoryOffice",
    "domain.agreement_state": "AgreementState agreement_state",
    "domain.area": "Place",
    "domain.commission": "Commission CommissionKind",
    "domain.election": "Contest ContestOffice Election Regime Ticket VoterList",
    "domain.legal": "LegalSource",
    "domain.material": "Approval ContentClass Material MaterialText",
    "domain.period": "Period",
    "domain.publication": "Evidence Outcome Publication Receipt",
    "domain.ratio": "Ratio",
    "domain.stage": "Stage StageRole TermOfOffice Timetable",
    "domain.stakeholder": "MediaClass Stakeholder StakeholderKind",
    "domain.target": "Measurement MeasurementStatus Target",
    "domain.values": "AreaCode Code Id Record",
    "errors": (
        "MissingExtra OfficeState OutreachError PluginError StaleWrite StoreError UnknownName "
        "UnknownRecord ValidationFailed"
    ),
    "exchange.program": "Program read_program",
    "office": "Changes Office OfficeReport",
    "problems": "Language Problem ProblemKind Severity",
    "publishing.result": "PublishResult",
    "reference.zones": "WIB WIT WITA",
    "reporting.model": "Report",
    "serialization": "dump load",
    "snapshot": "Snapshot",
    "reference": "areas codes timetables",
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names.split()}

if (
    not TYPE_CHECKING
):  # a visible __getattr__ would make every misspelled name an Any to type checkers

    def __getattr__(name: str) -> object:
        from importlib import import_module

        module = _MODULE_OF.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        if module == "reference":
            value = import_module(f"{__name__}.reference.{name}")
        else:
            value = getattr(import_module(f"{__name__}.{module}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
