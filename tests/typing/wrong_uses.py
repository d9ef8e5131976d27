# mypy: ignore-errors
# pyright: reportUnusedExpression=false, reportUnusedImport=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# ruff: noqa: B018, F401, I001, T201
"""Uses that a type checker must refuse; nothing here runs.

`# E:` behind a line, or above it, gives the code of mypy and then that of pyright.
The first line keeps `make check` quiet about this file; `test_typing.py` takes it away.
"""

from datetime import date

import pilkada_outreach
from pilkada_outreach import (
    Agreement,
    AreaCode,
    Deliverable,
    Election,
    Id,
    Office,
    Outcome,
    Party,
    Period,
    Problem,
    Snapshot,
    ValidationFailed,
    areas,
    dump,
    load,
    read_program,
)
from pilkada_outreach import Agremeent  # E: attr-defined reportAttributeAccessIssue

DAY = date(2024, 9, 20)


def names() -> None:
    pilkada_outreach.read_programme("x")  # E: attr-defined reportAttributeAccessIssue
    areas.gett("64.02")  # E: attr-defined reportAttributeAccessIssue


def the_line(office: Office, problem: Problem) -> None:
    read_program(b"program = 1")  # E: arg-type reportArgumentType
    Office.open("memory://")  # E: call-arg reportCallIssue
    Office.open("memory://", "staff/a")  # E: call-arg reportCallIssue
    office.apply("program.toml")  # E: arg-type reportArgumentType
    office.check()  # E: call-arg reportCallIssue
    office.check("2024-09-20")  # E: arg-type reportArgumentType
    office.publish("now")  # E: arg-type reportArgumentType
    office.publish(now=DAY)  # E: arg-type reportArgumentType
    office.report("fulfilment")  # E: call-arg reportCallIssue
    office.report("fulfilment", on=DAY).to_html("de")  # E: arg-type reportArgumentType
    office.put("agreement/a")  # E: arg-type reportArgumentType
    office.put(Period(first_day=DAY))  # E: arg-type reportArgumentType
    problem.message("fr")  # E: arg-type reportArgumentType
    problem.path = "x"  # E: misc reportAttributeAccessIssue


def asking(snapshot: Snapshot) -> None:
    election: Election = snapshot.get(Agreement, "a/1")  # E: assignment reportAssignmentType
    snapshot.find(Election, "a/1").polling_day  # E: union-attr reportOptionalMemberAccess
    snapshot.all(Period)  # E: type-var reportArgumentType
    snapshot.get(Agreement, 17)  # E: arg-type reportArgumentType
    snapshot.all(Agreement)[0].append(election)  # E: attr-defined reportAttributeAccessIssue


def documents(data: bytes) -> None:
    load(Agreement, data, "yml")  # E: arg-type reportArgumentType
    load(Period, data)  # E: type-var reportArgumentType
    load(Agreement, {"record": "agreement"})  # E: arg-type reportArgumentType
    election: Election = load(Agreement, data)  # E: assignment reportAssignmentType
    text: str = dump(election)  # E: assignment reportAssignmentType
    try:
        read_program(text)
    except ValidationFailed as failure:
        print(failure.problem)  # E: attr-defined reportAttributeAccessIssue


def building(contract: Agreement) -> None:
    Period(DAY)  # E: call-arg reportCallIssue
    Period(first_day="2024-09-20")  # E: arg-type reportArgumentType
    Party(partner=Id("kpu/64.02"))  # E: call-arg reportCallIssue
    Party(partner=Id("kpu/64.02"), office="director")  # E: arg-type reportArgumentType
    Deliverable(code="banner", name="Spanduk", per_month=1)  # E: arg-type reportArgumentType
    Period(first_day=DAY, lastday=DAY)  # E: call-arg reportCallIssue
    contract.title = "x"  # E: misc reportAttributeAccessIssue
    contract.parties = ()  # E: misc reportAttributeAccessIssue
    contract.titel  # E: attr-defined reportAttributeAccessIssue
    Outcome.SENT  # E: attr-defined reportAttributeAccessIssue


def places() -> None:
    areas.get(6402)  # E: arg-type reportArgumentType
    areas.find("Tenggarong")  # E: call-arg reportCallIssue
    areas.level("city")  # E: arg-type reportArgumentType
    areas.get("64.02").name = "x"  # E: misc reportAttributeAccessIssue
    areas.get("64.02").parent.name  # E: union-attr reportOptionalMemberAccess
    AreaCode(64.02)  # E: arg-type reportArgumentType
    AreaCode("64.02").scheme()  # E: operator reportCallIssue
