"""Archives whose manifest is right, made by one who knows the form: what is not an office's is refused all the same."""

import json
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import Office
from pilkada_outreach.domain.values import WITHHELD
from pilkada_outreach.exchange.archive import layout, verify_archive
from pilkada_outreach.exchange.archive.lines import change_lines
from pilkada_outreach.exchange.archive.manifest import anchor_of, anchor_text
from pilkada_outreach.history.chain import kept_change
from pilkada_outreach.ports import (
    ChainLink,
    Change,
    Facts,
    KeptChange,
    PersonalValue,
    Write,
)
from pilkada_outreach.rules.example_world import MEDIUM, world
from pilkada_outreach.serialization.documents import canonical, dump
from tests.exchange.archives import (
    changes,
    clock,
    fill,
    hostile,
    members,
    refusals,
    sealed,
    sound_archive,
)

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound_archive(tmp_path_factory.mktemp("arsip"))


@pytest.fixture(scope="module")
def files(sound: Path) -> Files:
    return members(sound)


# What a maker of archives could write who takes care of the manifest


def with_line(files: Files, name: str, change: Callable[[list[bytes]], object]) -> Files:
    lines = files[name].splitlines()
    change(lines)
    return sealed({**files, name: b"".join(line + b"\n" for line in lines)})


def edited(place: int, /, **fields: object) -> Callable[[list[bytes]], object]:
    def change(lines: list[bytes]) -> None:
        lines[place] = canonical(json.loads(lines[place]) | fields)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (edited(0, reason="alasan lain"), "history.changed"),
        (edited(0, actor="staff/lain"), "history.changed"),
        (edited(0, at="2024-08-10T01:02:00Z"), "history.changed"),
        (edited(0, number=2), "history.missing"),
        (edited(0, reason=" "), "archive.line"),
        (edited(0, reason="\u202e"), "archive.line"),
        (edited(0, actor=None), "archive.line"),
        (edited(0, at="10 Agustus"), "archive.line"),
        (edited(0, number=True), "archive.line"),
        (edited(0, number=-1), "archive.line"),
        (edited(0, number=1.5), "archive.line"),
        (edited(0, versions=2**61), "archive.line"),
        (edited(0, versions=0), "archive.line"),
        (edited(0, links="x"), "archive.line"),
        (edited(0, links=[]), "history.inserted"),
        (edited(0, more=1), "archive.line"),
        (edited(0, line="version"), "archive.line"),
        (edited(1, salt="00"), "history.changed"),
        (edited(1, salt="0 0"), "archive.line"),
        (edited(1, salt="zz"), "archive.line"),
        (edited(1, area="64"), "history.changed"),
        (edited(1, area="../64"), "archive.line"),
        (edited(1, commission="kpu/64.03"), "history.changed"),
        (edited(1, commission="KPU"), "archive.line"),
        (edited(1, first_day="2024-13-01"), "archive.line"),
        (edited(1, id="kpu"), "archive.line"),
        (edited(1, body=None), "archive.line"),
        (edited(1, personal=[1]), "archive.line"),
        (edited(1, more=1), "archive.line"),
        (lambda lines: lines.reverse(), "archive.line"),
        (lambda lines: lines.pop(), "archive.line"),
        (lambda lines: lines.clear(), "archive.manifest"),
        (lambda lines: lines.insert(0, b"["), "archive.line"),
        (lambda lines: lines.insert(0, b"[" * 200_000), "archive.line"),
        (lambda lines: lines.insert(0, b'{"a":' * 100_000), "archive.line"),
        (lambda lines: lines.insert(0, b"\xff\xfe"), "archive.line"),
        (lambda lines: lines.insert(0, b"1" * 5000), "archive.line"),
        (lambda lines: lines.insert(0, b""), "archive.line"),
        (lambda lines: lines.insert(0, b'"\\ud800"'), "archive.line"),
        (lambda lines: lines.__setitem__(0, b" " + lines[0]), "archive.line"),
        (lambda lines: lines.__setitem__(0, lines[0].replace(b'"line"', b'"line":"change","line"')), "archive.line"),
    ],
)  # fmt: skip
def test_a_history_that_was_not_written(
    files: Files, tmp_path: Path, change: Callable[[list[bytes]], object], code: str
) -> None:
    forged = with_line(files, layout.CHANGES, change)
    assert code in refusals(hostile(tmp_path, forged))


def test_a_line_without_end_and_one_that_is_too_long(
    files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = sealed({**files, layout.CHANGES: files[layout.CHANGES][:-1]})
    assert refusals(hostile(tmp_path, forged)) == {"archive.line"}
    monkeypatch.setattr(layout, "LONGEST_LINE", 500)
    assert refusals(hostile(tmp_path, files)) == {"archive.line"}


@pytest.mark.parametrize("name", ["records/stakeholder.jsonl", "records/timetable.jsonl"])
def test_records_that_are_not_those_of_the_history(files: Files, tmp_path: Path, name: str) -> None:
    extra = with_line(files, name, lambda lines: lines.append(b'{"id":"media/x"}'))
    assert refusals(hostile(tmp_path, extra)) == {"archive.records"}


def test_a_record_changed_dropped_or_hidden(files: Files, tmp_path: Path) -> None:
    name = "records/stakeholder.jsonl"
    changed = sealed({**files, name: files[name].replace(b"Kabar", b"Kabur")})
    assert refusals(hostile(tmp_path, changed)) == {"archive.records"}
    dropped = with_line(files, name, lambda lines: lines.pop())
    assert refusals(hostile(tmp_path, dropped)) == {"archive.records"}
    hidden = sealed({key: content for key, content in files.items() if key != name})
    assert refusals(hostile(tmp_path, hidden)) == {"archive.records"}


def test_an_anchor_and_departures_that_were_not_written(files: Files, tmp_path: Path) -> None:
    anchor = files[layout.ANCHOR]
    forged = sealed({**files, layout.ANCHOR: anchor.replace(b"kpu/64.02 ", b"kpu/64.02 1")})
    assert refusals(hostile(tmp_path, forged)) == {"archive.anchor"}
    for line in (b"{}", b"[]", b"x", b'{"actor":"x","at":"x","ids":[],"what":"x"}'):
        forged = sealed({**files, layout.DEPARTURES: line + b"\n"})
        assert refusals(hostile(tmp_path, forged)) == {"archive.line"}


# Whole histories, sealed as they should be, of what no office writes


def forged(tmp_path: Path, *batches: tuple[Write, ...], **fields: object) -> Path:
    """An archive with these writes, every seal and hash of it right."""
    heads: dict[str, ChainLink] = {}
    kept: list[KeptChange] = []
    latest: dict[str, Write] = {}
    for number, writes in enumerate(batches, 1):
        change = Change(actor="staff/x", reason="x", at=clock()(), writes=writes)
        kept.append(kept_change(change, number=number, last_at=None, heads=heads))
        heads.update((link.commission, link) for link in kept[-1].links)
        latest.update((str(write.id), write) for write in writes)
    lines = (line + b"\n" for one in kept for line in change_lines(one, personal=True))
    made = {
        layout.CHANGES: b"".join(lines),
        layout.DEPARTURES: b"",
        layout.ANCHOR: anchor_text(anchor_of(heads)),
        layout.MANIFEST: canonical({"format": layout.FORMAT, "version": 1}),
    }
    for id in sorted(latest):
        name = f"records/{latest[id].family}.jsonl"
        made[name] = made.get(name, b"") + latest[id].body + b"\n"
    counts = {"personal": True, "changes": len(kept), "records": len(latest), **fields}
    return hostile(tmp_path, sealed(made, **counts))


def commission(**fields: object) -> Write:
    body = dump(world()[0])
    first = Write(
        family="commission",
        id=world()[0].id,
        body=body,
        base_version=0,
        facts=Facts(commission=str(world()[0].id)),
    )
    return attrs.evolve(first, **fields)  # type: ignore[arg-type]


def test_a_forged_history_can_be_sound(tmp_path: Path) -> None:
    assert verify_archive(forged(tmp_path, (commission(),))) == ()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b"null", b"x", b"[" * 100_000, b'{"id":1}',
        dump(world()[0]) + b" ",
        dump(world()[0]).replace(b'"record":"commission"', b'"record":"claim"'),
        dump(world()[0]).replace(b'"version":1', b'"version":99'),
        dump(world()[0]).replace(b"kpu/64.02", b"kpu/64.03"),
        dump(world()[0]).replace(b'"name":"KPU', b'"name":"\\u0007KPU'),
        dump(world()[0]).replace(b"{", b'{"zz":1,', 1),
        dump(world()[2]),
    ],
)  # fmt: skip
def test_a_body_that_is_no_record(tmp_path: Path, body: bytes) -> None:
    assert refusals(forged(tmp_path, (commission(body=body),))) == {"archive.body"}


def test_a_family_nobody_knows(tmp_path: Path) -> None:
    assert refusals(forged(tmp_path, (commission(family="spell"),))) == {"archive.body"}
    assert refusals(forged(tmp_path, (commission(family="../x"),))) & {
        "archive.body",
        "archive.member-name",
    }


def test_versions_that_skip_repeat_or_change_their_family(tmp_path: Path) -> None:
    first, second = commission(), commission(base_version=1)
    assert verify_archive(forged(tmp_path, (first,), (second,))) == ()
    for batches in (
        ((second,),),
        ((first,), (first,)),
        ((first,), (commission(base_version=2),)),
        ((first,), (commission(base_version=1, family="claim"),)),
    ):
        assert "archive.version-gap" in refusals(forged(tmp_path, *batches))
    assert refusals(forged(tmp_path, (first, second))) == {"archive.line"}


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    medium = next(record for record in world() if record.family == "agreement")
    loose = commission(family="agreement", id=medium.id, body=dump(medium))
    assert refusals(forged(tmp_path, (commission(),), (loose,))) == {"archive.link"}


def person(path: str, value: str, place: object = WITHHELD) -> Write:
    document = {
        "record": "stakeholder", "version": 2, "id": str(MEDIUM), "kind": "community", "name": "x",
        "contacts": [{"purpose": "x", "name": place}],
    }  # fmt: skip
    return Write(
        family="stakeholder",
        id=MEDIUM,
        body=canonical(document),
        base_version=0,
        personal=(PersonalValue(path=path, value=value),),
    )


@pytest.mark.parametrize(
    "path",
    ["", "name", "contacts", "contacts.0", "contacts.1.name", "contacts.-1.name", "contacts.x.name",
     "contacts.0.name.x", "x.y", "contacts.99999999999999999999.name", "contacts.²"],
)  # fmt: skip
def test_a_personal_value_that_belongs_nowhere(tmp_path: Path, path: str) -> None:
    assert refusals(forged(tmp_path, (person(path, "Fulan"),))) == {"archive.body"}


def test_a_personal_value_that_no_record_takes(tmp_path: Path) -> None:
    path = "contacts.0.name"
    assert refusals(forged(tmp_path, (person(path, "\u202eFulan"),))) == {"archive.body"}
    assert refusals(forged(tmp_path, (person(path, "Fulan", "Fulan"),))) == {"archive.body"}
    inside = forged(tmp_path, (person(path, "Fulan"),), personal=False)
    assert "archive.personal" in refusals(inside)


def test_an_erasure_of_what_is_still_there(tmp_path: Path) -> None:
    with Office.open("memory://", actor="staff/uji", clock=clock()) as office:
        fill(office).archive(tmp_path / "a.zip", personal=True)
        value = changes(office)[1].versions[1].personal[0]
    good = members(tmp_path / "a.zip")
    assert value.value is None
    salt = canonical({"salt": None, "seal": value.seal.hex(), "value": None})[1:-1]
    assert salt in good[layout.CHANGES]
    back = salt.replace(b'"salt":null', b'"salt":""')
    bad = sealed({**good, layout.CHANGES: good[layout.CHANGES].replace(salt, back)})
    assert "history.personal-left" in refusals(hostile(tmp_path, bad))
