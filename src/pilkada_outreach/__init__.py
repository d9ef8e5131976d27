"""The outreach desk of an election commission, as typed code (meja sosialisasi penyelenggara pemilihan).

Every public name is here, and imported when it is first used.
"""

TYPE_CHECKING = False  # known to type checkers; importing typing would cost most of this import
if TYPE_CHECKING:
    from pilkada_outreach._record import evolve
    from pilkada_outreach.domain.activity import Activity, Attendance, SegmentCount
    from pilkada_outreach.domain.agreement import (
        Agreement,
        AgreementKind,
        Deliverable,
        Funding,
        PartMonths,
        Party,
        SignatoryOffice,
        Signature,
        Witness,
    )
    from pilkada_outreach.domain.agreement_events import AgreementEvent, AgreementEventKind
    from pilkada_outreach.domain.agreement_names import kind_of_title
    from pilkada_outreach.domain.agreement_state import AgreementState, agreement_state
    from pilkada_outreach.domain.amendment import Amendment, LocalSchedule
    from pilkada_outreach.domain.area import AreaChange, AreaChangeKind, Place
    from pilkada_outreach.domain.calendar import Calendar, DayOff, Layer, OutsideCalendar
    from pilkada_outreach.domain.claim import Claim, ClaimAction, Clarification, Sighting
    from pilkada_outreach.domain.commission import (
        Commission,
        CommissionKind,
        CommissionMember,
        CommissionOffice,
    )
    from pilkada_outreach.domain.committee import Committee, CommitteeKind, CommitteeTerm
    from pilkada_outreach.domain.contract_facts import Dispute, DisputeOutcome, Waiver
    from pilkada_outreach.domain.day_or_month import DayOrMonth
    from pilkada_outreach.domain.disclosure import (
        Disclosure,
        DisclosureEvent,
        DisclosureEventKind,
        DisclosureItem,
        DisclosureState,
    )
    from pilkada_outreach.domain.election import (
        Contest,
        ContestOffice,
        Election,
        Regime,
        Ticket,
        VoterList,
    )
    from pilkada_outreach.domain.feedback import (
        Feedback,
        FeedbackEvent,
        FeedbackEventKind,
        FeedbackKind,
    )
    from pilkada_outreach.domain.grant import Grant, GrantLine, Instalment
    from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit, RollUp
    from pilkada_outreach.domain.legal import LegalSource
    from pilkada_outreach.domain.material import Approval, ContentClass, Material, MaterialText
    from pilkada_outreach.domain.medium import CompanyPaper, PressCouncilListing, PressCouncilState
    from pilkada_outreach.domain.paper import Document, Task
    from pilkada_outreach.domain.people import Contact, Sex, Speaker
    from pilkada_outreach.domain.period import Period
    from pilkada_outreach.domain.publication import (
        Evidence,
        EvidenceKind,
        Outcome,
        Publication,
        Receipt,
    )
    from pilkada_outreach.domain.ratio import Ratio
    from pilkada_outreach.domain.request import (
        InformationClass,
        InformationRegime,
        InformationRequest,
        RequestEvent,
        RequestEventKind,
    )
    from pilkada_outreach.domain.stage import (
        FixedBy,
        Stage,
        StageRole,
        StageState,
        StageStatus,
        TermOfOffice,
    )
    from pilkada_outreach.domain.stage_rule import StageRule
    from pilkada_outreach.domain.stakeholder import (
        GroupOffice,
        GroupOfficer,
        MediaClass,
        Stakeholder,
        StakeholderKind,
    )
    from pilkada_outreach.domain.survey import Answer, Survey, SurveyKind
    from pilkada_outreach.domain.target import Measurement, MeasurementStatus, Target
    from pilkada_outreach.domain.ticket import TicketMember, TicketOffice
    from pilkada_outreach.domain.timetable import Timetable
    from pilkada_outreach.domain.timetable_changes import PollingDayMove, StageChange
    from pilkada_outreach.domain.timetable_versions import Version
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
    from pilkada_outreach.exchange.calendar_events import Edition
    from pilkada_outreach.exchange.icalendar import StageCalendar, timetable_calendar
    from pilkada_outreach.exchange.program import Program, read_program
    from pilkada_outreach.history.anchor import Anchor
    from pilkada_outreach.measuring.progress import Progress, progress
    from pilkada_outreach.measuring.roll_up import RolledUp, rolled_up
    from pilkada_outreach.measuring.turnout import Mean, mean_of_regions, pooled
    from pilkada_outreach.office import Changes, Office, OfficeReport
    from pilkada_outreach.office.desk import Erasure
    from pilkada_outreach.plugins.report import PluginReport
    from pilkada_outreach.ports import Departure, StoredRecord, Tally, TallyCount
    from pilkada_outreach.problems import Language, Problem, ProblemKind, Severity
    from pilkada_outreach.publishing.result import PublishResult
    from pilkada_outreach.reference import areas, calendars, codes, timetables
    from pilkada_outreach.reference.zones import WIB, WIT, WITA
    from pilkada_outreach.reporting.model import Report
    from pilkada_outreach.scheduling.deadline import Deadline, OpenDeadline, deadline, open_deadline
    from pilkada_outreach.scheduling.impact import Moved, moved_by
    from pilkada_outreach.scheduling.rule import Counting, DeadlineRule, Roll, Unit
    from pilkada_outreach.scheduling.timetable_checks import check_timetable
    from pilkada_outreach.scheduling.trace import Step, Trace
    from pilkada_outreach.serialization import dump, load
    from pilkada_outreach.snapshot import Snapshot

__version__ = "0.1.0"

__all__ = [
    "WIB", "WIT", "WITA", "Activity", "Agreement", "AgreementEvent", "AgreementEventKind",
    "AgreementKind", "AgreementState", "Amendment", "Anchor", "Answer", "Approval", "AreaChange",
    "AreaChangeKind", "AreaCode", "Attendance", "Calendar", "Changes", "Claim", "ClaimAction",
    "Clarification", "Code", "Commission", "CommissionKind", "CommissionMember", "CommissionOffice",
    "Committee", "CommitteeKind", "CommitteeTerm", "CompanyPaper", "Contact", "ContentClass",
    "Contest", "ContestOffice", "Counting", "DayOff", "DayOrMonth", "Deadline", "DeadlineRule",
    "Deliverable", "Departure", "Direction", "Disclosure", "DisclosureEvent", "DisclosureEventKind",
    "DisclosureItem", "DisclosureState", "Dispute", "DisputeOutcome", "Document", "Edition",
    "Election", "Erasure", "Evidence", "EvidenceKind", "Feedback", "FeedbackEvent",
    "FeedbackEventKind", "FeedbackKind", "FixedBy", "Funding", "Grant", "GrantLine", "GroupOffice",
    "GroupOfficer", "Id", "Indicator", "IndicatorUnit", "InformationClass", "InformationRegime",
    "InformationRequest", "Instalment", "Language", "Layer", "LegalSource", "LocalSchedule",
    "Material", "MaterialText", "Mean", "Measurement", "MeasurementStatus", "MediaClass",
    "MissingExtra", "Moved", "Office", "OfficeReport", "OfficeState", "OpenDeadline", "Outcome",
    "OutreachError", "OutsideCalendar", "PartMonths", "Party", "Period", "Place", "PluginError",
    "PluginReport", "PollingDayMove", "PressCouncilListing", "PressCouncilState", "Problem",
    "ProblemKind", "Program", "Progress", "Publication", "PublishResult", "Ratio", "Receipt",
    "Record", "Regime", "Report", "RequestEvent", "RequestEventKind", "Roll", "RollUp", "RolledUp",
    "SegmentCount", "Severity", "Sex", "Sighting", "SignatoryOffice", "Signature", "Snapshot",
    "Speaker", "Stage", "StageCalendar", "StageChange", "StageRole", "StageRule", "StageState",
    "StageStatus", "Stakeholder", "StakeholderKind", "StaleWrite", "Step", "StoreError",
    "StoredRecord", "Survey", "SurveyKind", "Tally", "TallyCount", "Target", "Task", "TermOfOffice",
    "Ticket", "TicketMember", "TicketOffice", "Timetable", "Trace", "Unit", "UnknownName",
    "UnknownRecord", "ValidationFailed", "Version", "VoterList", "Waiver", "Witness",
    "agreement_state", "areas", "calendars", "check_timetable", "codes", "deadline", "dump",
    "evolve", "kind_of_title", "load", "mean_of_regions", "moved_by", "open_deadline", "pooled",
    "progress", "read_program", "rolled_up", "timetable_calendar", "timetables",
]  # fmt: skip

_WHERE = {
    "_record": "evolve",
    "domain.activity": "Activity Attendance SegmentCount",
    "domain.agreement": (
        "Agreement AgreementKind Deliverable Funding PartMonths Party SignatoryOffice "
        "Signature Witness"
    ),
    "domain.agreement_events": "AgreementEvent AgreementEventKind",
    "domain.agreement_names": "kind_of_title",
    "domain.agreement_state": "AgreementState agreement_state",
    "domain.area": "AreaChange AreaChangeKind Place",
    "domain.claim": "Claim ClaimAction Clarification Sighting",
    "domain.commission": "Commission CommissionKind CommissionMember CommissionOffice",
    "domain.committee": "Committee CommitteeKind CommitteeTerm",
    "domain.day_or_month": "DayOrMonth",
    "domain.disclosure": (
        "Disclosure DisclosureEvent DisclosureEventKind DisclosureItem DisclosureState"
    ),
    "domain.election": "Contest ContestOffice Election Regime Ticket VoterList",
    "domain.feedback": "Feedback FeedbackEvent FeedbackEventKind FeedbackKind",
    "domain.grant": "Grant GrantLine Instalment",
    "domain.indicator": "Direction Indicator IndicatorUnit RollUp",
    "domain.legal": "LegalSource",
    "domain.material": "Approval ContentClass Material MaterialText",
    "domain.medium": "CompanyPaper PressCouncilListing PressCouncilState",
    "domain.paper": "Document Task",
    "domain.people": "Contact Sex Speaker",
    "domain.period": "Period",
    "domain.publication": "Evidence EvidenceKind Outcome Publication Receipt",
    "domain.ratio": "Ratio",
    "domain.request": (
        "InformationClass InformationRegime InformationRequest RequestEvent RequestEventKind"
    ),
    "domain.stage": "FixedBy Stage StageRole StageState StageStatus TermOfOffice",
    "domain.stakeholder": "GroupOffice GroupOfficer MediaClass Stakeholder StakeholderKind",
    "domain.survey": "Answer Survey SurveyKind",
    "domain.target": "Measurement MeasurementStatus Target",
    "domain.ticket": "TicketMember TicketOffice",
    "domain.amendment": "Amendment LocalSchedule",
    "domain.timetable_changes": "PollingDayMove StageChange",
    "domain.timetable_versions": "Version",
    "scheduling.timetable_checks": "check_timetable",
    "exchange.icalendar": "StageCalendar timetable_calendar",
    "exchange.calendar_events": "Edition",
    "domain.stage_rule": "StageRule",
    "domain.timetable": "Timetable",
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
    "domain.calendar": "Calendar DayOff Layer OutsideCalendar",
    "scheduling.deadline": "Deadline OpenDeadline deadline open_deadline",
    "scheduling.rule": "Counting DeadlineRule Roll Unit",
    "scheduling.trace": "Step Trace",
    "scheduling.impact": "Moved moved_by",
    "plugins.report": "PluginReport",
    "domain.contract_facts": "Dispute DisputeOutcome Waiver",
    "history.anchor": "Anchor",
    "office.desk": "Erasure",
    "ports": "Departure StoredRecord Tally TallyCount",
    "measuring.progress": "Progress progress",
    "measuring.roll_up": "RolledUp rolled_up",
    "measuring.turnout": "Mean mean_of_regions pooled",
    "reference": "areas calendars codes timetables",
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names.split()}

# A visible __getattr__ would make every misspelled name an Any to type checkers.
if not TYPE_CHECKING:

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
