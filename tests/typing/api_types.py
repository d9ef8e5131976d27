"""What type checkers make of the public API. Nothing here runs; `test_typing.py` asks mypy and pyright."""

from datetime import UTC, date, datetime
from typing import assert_type
from zoneinfo import ZoneInfo

from pilkada_outreach import (
    WITA,
    Agreement,
    AgreementKind,
    AgreementState,
    AreaCode,
    Changes,
    Code,
    Commission,
    Deliverable,
    Election,
    Id,
    Material,
    Office,
    OfficeReport,
    Outcome,
    Party,
    Period,
    Place,
    Problem,
    Program,
    Publication,
    PublishResult,
    Receipt,
    Record,
    Report,
    Severity,
    SignatoryOffice,
    Snapshot,
    Stakeholder,
    Timetable,
    UnknownRecord,
    ValidationFailed,
    agreement_state,
    areas,
    dump,
    evolve,
    load,
    read_program,
    timetables,
)

DAY = date(2024, 9, 20)


def the_line(program: Program) -> None:
    """From the program file to the report."""
    assert_type(read_program("program.toml"), Program)
    assert_type(program.records, tuple[Record, ...])
    with Office.open("memory://", actor="staff/a", options={"website": {"folder": "x"}}) as office:
        assert_type(office, Office)
        changes = office.apply(program)
        assert_type(changes, Changes)
        assert_type(changes.added, tuple[Id, ...])
        assert_type(office.commit("program"), int | None)
        assert_type(office.sign("a/1", party=Id("kpu/64"), by="person/x", on=DAY), Agreement)
        assert_type(office.check(on=DAY), tuple[Problem, ...])
        result = office.publish(now=datetime(2024, 9, 20, tzinfo=WITA))
        assert_type(result, PublishResult)
        assert_type(result.with_outcome(Outcome.DELIVERED), tuple[Receipt, ...])
        found = office.report("fulfilment", on=DAY, commission="kpu/64.02")
        assert_type(found, OfficeReport)
        assert_type(found.report, Report)
        assert_type(found.to_markdown("en"), str)
        assert_type(found.render("csv"), bytes)
        assert_type(office.snapshot(on=DAY), Snapshot)
        assert_type(office.get(Election, "pilkada/2024/64.02"), Election)
        office.put(office.get(Material, "material/a"), office.get(Commission, "kpu/64.02"))


def asking(snapshot: Snapshot) -> None:
    """A snapshot answers with the class that it was asked for."""
    assert_type(snapshot.get(Agreement, "agreement/a"), Agreement)
    assert_type(snapshot.get(Publication, Id("publication/a")), Publication)
    assert_type(snapshot.find(Stakeholder, "media/a"), Stakeholder | None)
    assert_type(snapshot.all(Election), tuple[Election, ...])
    assert_type([election.polling_day for election in snapshot.all(Election)], list[date])
    assert_type(snapshot.receipts(Id("publication/a")), tuple[Receipt, ...])
    for record in snapshot:
        assert_type(record, Record)
        assert_type(record.id, Id)


def documents(data: bytes, original: Agreement) -> None:
    """What is loaded has the class that was asked for."""
    assert_type(load(Agreement, data), Agreement)
    assert_type(load(Election, data, format="toml"), Election)
    assert_type(dump(original, "toml"), bytes)
    try:
        load(Agreement, data)
    except ValidationFailed as failure:
        assert_type(failure.problems, tuple[Problem, ...])
        for problem in failure.problems:
            assert_type(problem.line, int | None)
            assert_type(problem.message("id") + problem.hint("id"), str)
            assert_type(problem.severity, Severity)


def building() -> None:
    """Records take their fields by keyword, know their types, and are copied with `evolve`."""
    own = Party(partner=Id("kpu/64.02"), office=SignatoryOffice.CONTRACT_OFFICER)
    other = Party(partner=Id("media/a"), office=SignatoryOffice.DIRECTOR, number="1/2024")
    banner = Deliverable(code=Code("banner"), name="Spanduk", per_month=2)
    contract = Agreement(
        id=Id("agreement/kpu-64.02/2024/001"),
        kind=AgreementKind.MEDIA_CONTRACT,
        title="Kontrak",
        commission=Id("kpu/64.02"),
        parties=(own, other),
        period=Period(first_day=DAY),
        deliverables=(banner,),
    )
    assert_type(contract.parties, tuple[Party, ...])
    assert_type(contract.period.last_day, date | None)
    assert_type(contract.deliverable(Code("banner")), Deliverable | None)
    assert_type(evolve(contract, title="Kontrak publikasi"), Agreement)
    assert_type(agreement_state(contract, DAY), AgreementState)


def places() -> None:
    """Areas and timetables that are shipped."""
    kukar = areas.get("64.02")
    assert_type(kukar, areas.Area)
    assert_type(kukar.code, AreaCode)
    assert_type(kukar.parent, areas.Area | None)
    assert_type(kukar.time_zone, ZoneInfo)
    assert_type(kukar.place(), Place)
    assert_type(areas.find("Tenggarong", parent=kukar), areas.Area)
    assert_type([area.name for area in kukar.descendants(level="village")], list[str])
    assert_type(AreaCode("6402", scheme="bps") == kukar.code, bool)
    assert_type(timetables.get("pilkada-2024"), Timetable)
    try:
        areas.get("00.00")
    except UnknownRecord as error:
        assert_type(error.nearest, str | None)
    assert_type(datetime(2024, 9, 20, tzinfo=UTC).astimezone(WITA), datetime)
