"""The program file: everything it plans becomes records; everything wrong is told at once."""

from datetime import date
from pathlib import Path

import pytest

from pilkada_outreach import (
    Agreement,
    Office,
    Publication,
    Stakeholder,
    ValidationFailed,
    evolve,
    read_program,
)
from pilkada_outreach.exchange.program import Program

HEAD = """\
program = "uji"
version = 1
commission = "kpu/64.02"

[[commissions]]
id = "kpu/64.02"
kind = "kpu"
name = "KPU Kutai Kartanegara"
area = {code = "64.02", name = "Kutai Kartanegara"}

[[materials]]
id = "material/kpu-64.02/2024/ajakan"
commission = "kpu/64.02"
topic = "turnout-appeal"
content_class = "voter-education"
formats = ["article"]
texts = [{language = "id", title = "Ajakan", body = "Contoh."}]
"""
CONTRACTS = """
[media_contracts]
table = "media.csv"
area = {code = "64.02"}
commission = "kpu/64.02"
ids = "agreement/kpu-64.02/2024"
title = "Kontrak publikasi"
own_side = {partner = "kpu/64.02", office = "contract-officer", signatory = "person/fulan"}
period = {first_day = 2024-08-10, last_day = 2024-12-09}

[[media_contracts.deliverables]]
code = "labelled-coverage"
name = "Liputan"
per_month = 5
label = "advertorial"
"""
SCHEDULE = """
[[schedule]]
material = "material/kpu-64.02/2024/ajakan"
channel = "webhook"
days = [2024-08-12, 2024-08-19]
at = "10:00"
every_contract = true
deliverable = "labelled-coverage"

[[schedule]]
material = "material/kpu-64.02/2024/ajakan"
channel = "website"
days = [2024-08-12]
at = 09:00:00
"""
MEDIA = """\
contract,medium,name,legal_class,domain,director,director_name,own_number,contact_phone
001,kabar-contoh,Kabar Contoh,online-press,kabar.example,fulanah,Fulanah,1/2024,0800-0
002,warta-contoh,Warta Contoh,online-press,warta.example,fulani,Fulani,2/2024,0800-1
"""


def write(folder: Path, text: str, media: str = MEDIA) -> Path:
    (folder / "media.csv").write_text(media, encoding="utf-8")
    file = folder / "program.toml"
    file.write_text(text, encoding="utf-8")
    return file


def good(folder: Path) -> Program:
    return read_program(write(folder, HEAD + CONTRACTS + SCHEDULE))


def problems(file: Path) -> list[tuple[str, str, int | None]]:
    with pytest.raises(ValidationFailed) as failure:
        read_program(file)
    return [(problem.code, problem.path, problem.line) for problem in failure.value.problems]


def test_a_row_is_a_medium_and_its_contract(tmp_path: Path) -> None:
    records = good(tmp_path).records
    media = [record for record in records if isinstance(record, Stakeholder)]
    contracts = [record for record in records if isinstance(record, Agreement)]
    assert [str(medium.id) for medium in media] == ["media/kabar-contoh", "media/warta-contoh"]
    assert [str(contract.id) for contract in contracts] == [
        "agreement/kpu-64.02/2024/001",
        "agreement/kpu-64.02/2024/002",
    ]
    assert [party.number for party in contracts[0].parties] == ["1/2024", ""]
    assert "0800" not in repr(records)


def test_the_schedule_is_spelled_out(tmp_path: Path) -> None:
    planned = [record for record in good(tmp_path).records if isinstance(record, Publication)]
    assert [str(item.id) for item in planned] == [
        "publication/kpu-64.02/2024-08-12/webhook/ajakan/kabar-contoh",
        "publication/kpu-64.02/2024-08-12/webhook/ajakan/warta-contoh",
        "publication/kpu-64.02/2024-08-19/webhook/ajakan/kabar-contoh",
        "publication/kpu-64.02/2024-08-19/webhook/ajakan/warta-contoh",
        "publication/kpu-64.02/2024-08-12/website/ajakan",
    ]
    assert planned[0].due_at.isoformat() == "2024-08-12T10:00:00+08:00"
    assert (planned[0].label, str(planned[0].deliverable)) == ("advertorial", "labelled-coverage")
    assert (planned[4].agreement, planned[4].label) == (None, "")


def test_apply_keeps_what_the_file_leaves_out(tmp_path: Path) -> None:
    program = good(tmp_path)
    with Office.open("memory://", actor="staff/uji") as office:
        first = office.apply(program)
        assert (len(first.added), len(first.changed), first.unchanged) == (11, 0, 0)
        contract = "agreement/kpu-64.02/2024/001"
        office.sign(contract, party="kpu/64.02", by="person/fulan", on=day())
        office.commit(reason="awal")
        again = office.apply(program)
        assert not again
        assert str(again) == "0 added, 0 changed, 11 unchanged"
        assert len(office.get(Agreement, contract).signatures) == 1
        office.put(evolve(office.get(Stakeholder, "media/kabar-contoh"), name="Nama Lain"))
        changed = office.apply(program)
        assert [str(id) for id in changed.changed] == ["media/kabar-contoh"]


def day() -> date:
    return date(2024, 8, 10)


def test_every_bad_row_is_told_with_its_line(tmp_path: Path) -> None:
    media = MEDIA.replace("002,warta-contoh", "002,Warta Contoh").replace(
        "Kabar Contoh,online-press", ",blog"
    )
    assert problems(write(tmp_path, HEAD + CONTRACTS, media)) == [
        ("choice.unknown", "media.csv[row 2].legal_class", 2),
        ("key.missing", "media.csv[row 2].name", 2),
        ("code.form", "media.csv[row 3].medium", 3),
    ]


def test_a_broken_file_and_a_broken_table_are_told_together(tmp_path: Path) -> None:
    file = write(tmp_path, HEAD.replace("kind =", "knd =") + CONTRACTS, MEDIA.replace("1/2024", ""))
    assert problems(file) == [
        ("key.unknown", "commissions[0].knd", 7),
        ("key.missing", "commissions[0].kind", 5),
        ("key.missing", "media.csv[row 2].own_number", 2),
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("version = 1", "version = 2"), [("program.version", "version", 2)]),
        (
            ('table = "media.csv"', 'table = "lain.csv"'),
            [("program.file-missing", "media_contracts.table", 20)],
        ),
        (
            ('table = "media.csv"', 'table = "../media.csv"'),
            [("program.table-elsewhere", "media_contracts.table", 20)],
        ),
        (
            ('commission = "kpu/64.02"\n\n', 'commission = "kpu/64.03"\n\n'),
            [("schedule.commission", "commission", 3)],
        ),
        (
            ("every_contract = true\n", ""),
            [("schedule.deliverable-alone", "schedule[0].deliverable", 39)],
        ),
        (
            ("[2024-08-12, 2024-08-19]", "[2024-08-12, 2024-08-12]"),
            [
                ("program.record-twice", "schedule[0].id", 34),
                ("program.record-twice", "schedule[0].id", 34),
            ],
        ),
        (('at = "10:00"', 'at = "25:00"'), [("hour.form", "schedule[0].at", 38)]),
    ],
)
def test_what_cannot_be_spelled_out(
    tmp_path: Path,
    change: tuple[str, str],
    expected: list[tuple[str, str, int | None]],
) -> None:
    text = HEAD + CONTRACTS + SCHEDULE
    assert change[0] in text
    assert problems(write(tmp_path, text.replace(*change))) == expected


def test_a_missing_file_is_a_problem_too(tmp_path: Path) -> None:
    assert problems(tmp_path / "tidak-ada.toml") == [("program.file-missing", "", None)]


def test_what_leads_nowhere_is_refused_at_apply_with_its_place(tmp_path: Path) -> None:
    text = (HEAD + CONTRACTS + SCHEDULE).replace(
        'material = "material/kpu-64.02/2024/ajakan"\nchannel = "website"',
        'material = "material/kpu-64.02/2024/ajakn"\nchannel = "website"',
    )
    program = read_program(write(tmp_path, text))
    with Office.open("memory://", actor="staff/uji") as office:
        with pytest.raises(ValidationFailed) as failure:
            office.apply(program)
        (problem,) = failure.value.problems
        assert (problem.code, problem.path) == ("reference.missing", "schedule[1].material")
        assert "(did you mean material/kpu-64.02/2024/ajakan?)" in problem.message()
        assert len(office.snapshot()) == 0
