"""What a program file holds, as records, so that the strict edge reads it like any other document."""

from datetime import date, time

import attrs

from pilkada_outreach._record import record
from pilkada_outreach.domain.agreement import (
    Agreement,
    AgreementKind,
    Deliverable,
    Party,
)
from pilkada_outreach.domain.agreement_checks import commissioners_sign_no_media_contract
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.commission import Commission
from pilkada_outreach.domain.election import Election
from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.stakeholder import Stakeholder
from pilkada_outreach.domain.target import Measurement, Target
from pilkada_outreach.domain.values import Code, CommissionId, Id, MaterialId, PartnerId, Words
from pilkada_outreach.problems import Problem, ProblemKind

PROGRAM_VERSION = 1

TABLE_ELSEWHERE = ProblemKind(
    code="program.table-elsewhere",
    en="{value} is no plain file name.",
    id="{value} bukan nama berkas biasa.",
    mend_en="Put the table beside the program file, and write its name alone.",
    mend_id="Letakkan tabel di samping berkas program, dan tulis namanya saja.",
)
VERSION_UNKNOWN = ProblemKind(
    code="program.version",
    en="This library reads program files of version {known}; this one has version {value}.",
    id="Pustaka ini membaca berkas program versi {known}; berkas ini berversi {value}.",
    mend_en="Write version = {known}, or install a newer library.",
    mend_id="Tulis version = {known}, atau pasang pustaka yang lebih baru.",
)


def officers_sign(kind: AgreementKind, own_side: Party) -> tuple[Problem, ...]:
    """Contracts with media are the secretariat's: the contract officer signs."""
    found = commissioners_sign_no_media_contract(kind, (own_side,))
    return tuple(attrs.evolve(problem, path="own_side.office") for problem in found)


def table_lies_beside(table: str) -> Problem | None:
    """A table is named by its file name: a program reads no file elsewhere."""
    if "/" in table or "\\" in table or table in (".", ".."):
        return TABLE_ELSEWHERE.at("table", value=table)
    return None


@record(officers_sign, table_lies_beside)
class MediaContracts:
    """The terms that all media contracts share; each row of the table is one medium and its contract."""

    table: Words
    """The file name of the table, beside the program file."""
    area: Place
    commission: CommissionId
    ids: Id
    """What the ids of the contracts start with; the row's contract number follows."""
    title: Words
    own_side: Party
    """Who signs for the commission; its number is in the table."""
    period: Period
    deliverables: tuple[Deliverable, ...]

    kind: AgreementKind = AgreementKind.MEDIA_CONTRACT


@record()
class ScheduleEntry:
    """One material on several days, through one channel (rencana tayang)."""

    material: MaterialId
    channel: Code
    days: tuple[date, ...]
    at: time
    """The hour on the commission's own clock."""
    targets: tuple[PartnerId, ...] = ()
    """The partners that carry it; none for the commission's own channels."""
    every_contract: bool = False
    """Whether every medium under one of the `media_contracts` carries it."""
    deliverable: Code | None = None
    """The deliverable of the contract that it fulfils."""


def version_is_known(version: int) -> Problem | None:
    """A file of another version is not guessed at."""
    if version != PROGRAM_VERSION:
        return VERSION_UNKNOWN.at("version", value=version, known=PROGRAM_VERSION)
    return None


@record(version_is_known)
class ProgramDocument:
    """A whole program file."""

    program: Code
    version: int
    commission: CommissionId
    """Whose program it is."""
    commissions: tuple[Commission, ...] = ()
    elections: tuple[Election, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    targets: tuple[Target, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    materials: tuple[Material, ...] = ()
    media_contracts: MediaContracts | None = None
    schedule: tuple[ScheduleEntry, ...] = ()
