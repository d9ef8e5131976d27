"""The whole office as one file: the same bytes each time, and equal records and history back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import (
    WITA,
    Agreement,
    Code,
    Material,
    Office,
    OfficeState,
    Program,
    Stakeholder,
    StoreError,
    ValidationFailed,
    evolve,
    read_program,
)
from pilkada_outreach.adapters.stores.memory import MemoryStore
from pilkada_outreach.domain.values import WITHHELD
from pilkada_outreach.exchange.archive import ArchiveProgress, verify_archive
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.problems import has_error
from pilkada_outreach.rules.example_world import MEDIUM
from tests.exchange.archives import (
    ERASED,
    EVIDENCE,
    PHONE,
    changes,
    clock,
    evidence_folder,
    fill,
    members,
    store_of,
)

KUKAR = Path(__file__).parents[2] / "examples" / "kukar"


def opened(url: str = "memory://", **more: object) -> Office:
    return Office.open(url, actor="staff/uji", clock=clock(), **more)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'asal.db'}"
    with opened(url) as office:
        yield fill(office)


def restored(path: Path, url: str = "memory://") -> Office:
    return Office.restore(path, url, actor="staff/lain", clock=clock(day=20))


def test_twice_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    folder = evidence_folder(tmp_path / "bukti")
    first = office.archive(tmp_path / "satu.zip", evidence=folder)
    second = office.archive(tmp_path / "dua.zip", evidence=folder)
    assert (tmp_path / "satu.zip").read_bytes() == (tmp_path / "dua.zip").read_bytes()
    assert first.sha256 == second.sha256
    assert first.size == (tmp_path / "satu.zip").stat().st_size
    assert {path.name for path in tmp_path.iterdir()} >= {"satu.zip", "dua.zip"}
    assert not list(tmp_path.glob(".*")), "nothing is left of the temporary file"


@pytest.mark.parametrize("target", ["memory", "sqlite"])
def test_what_is_restored_is_equal(office: Office, tmp_path: Path, target: str) -> None:
    office.archive(tmp_path / "a.zip", personal=True)
    url = "memory://" if target == "memory" else f"sqlite:///{tmp_path / 'baru.db'}"
    with restored(tmp_path / "a.zip", url) as again:
        assert list(again.snapshot()) == list(office.snapshot())
        assert changes(again) == changes(office)
        assert again.anchor() == office.anchor()
        assert again.tallies() == office.tallies()
        assert list(store_of(again).links()) == list(store_of(office).links())
        assert again.history(MEDIUM) == office.history(MEDIUM)
        assert again.verify(office.anchor()) == ()


@pytest.mark.parametrize("target", ["memory", "sqlite"])
def test_archive_restore_archive_gives_the_same_bytes(
    office: Office, tmp_path: Path, target: str
) -> None:
    url = "memory://" if target == "memory" else f"sqlite:///{tmp_path / 'baru.db'}"
    first = office.archive(tmp_path / "a.zip")
    with restored(tmp_path / "a.zip", url) as again:
        assert again.archive(tmp_path / "b.zip").sha256 == first.sha256


def test_a_register_moves_to_postgresql_and_back(
    office: Office, tmp_path: Path, postgres_url: str
) -> None:
    first = office.archive(tmp_path / "a.zip")
    with restored(tmp_path / "a.zip", postgres_url) as server:
        assert server.archive(tmp_path / "b.zip").sha256 == first.sha256
        assert {problem.code for problem in server.verify(office.anchor())} == {
            "history.personal-withheld"
        }
    office.archive(tmp_path / "c.zip", personal=True)
    assert verify_archive(tmp_path / "c.zip", office.anchor()) == ()


def test_with_personal_data_only_the_departure_differs(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "a.zip", personal=True)
    with restored(tmp_path / "a.zip") as again:
        again.archive(tmp_path / "b.zip", personal=True)
    first, second = members(tmp_path / "a.zip"), members(tmp_path / "b.zip")
    assert first.keys() == second.keys()
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {"history/departures.jsonl", "manifest.json"}


# Personal data


def test_no_personal_value_is_in_it_unless_asked_for(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "tanpa.zip")
    office.archive(tmp_path / "dengan.zip", personal=True)
    without, with_all = ((tmp_path / name).read_bytes() for name in ("tanpa.zip", "dengan.zip"))
    assert PHONE.encode() not in without
    assert b"Fulan Rekaan" not in without
    assert PHONE.encode() in with_all
    assert ERASED.encode() not in without + with_all
    salts = [
        value.salt
        for kept in changes(office)
        for version in kept.versions
        for value in version.personal
        if value.salt is not None
    ]
    assert salts
    for salt in salts:  # with its salt, a phone number could be tried against its seal
        assert salt.hex().encode() not in without
        assert salt.hex().encode() in with_all
    for name, content in members(tmp_path / "dengan.zip").items():
        if name.startswith("tables/"):
            assert PHONE.encode() not in content


def test_a_register_without_its_personal_values_says_so_and_verifies(
    office: Office, tmp_path: Path
) -> None:
    anchor = office.anchor()
    office.archive(tmp_path / "a.zip")
    with restored(tmp_path / "a.zip", f"sqlite:///{tmp_path / 'baru.db'}") as again:
        (told,) = again.verify(anchor)
        assert told.code == "history.personal-withheld"
        assert not has_error((told,))
        assert told.value == "4"
        medium = again.get(Stakeholder, MEDIUM)
        assert medium.contacts[0].phone == WITHHELD
        again.put(evolve(medium, name="Kabar Lain"))
        assert again.commit(reason="kerja berlanjut") == len(changes(office)) + 1
        assert [problem.code for problem in again.verify(anchor)] == [told.code]


def test_a_departure_is_noted_before_the_archive_appears(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "tanpa.zip")
    assert store_of(office).departures() == ()
    office.archive(tmp_path / "dengan.zip", personal=True)
    (departure,) = store_of(office).departures()
    assert (departure.actor, departure.what) == ("staff/uji", "archive dengan.zip")
    assert departure.ids == (MEDIUM,)
    assert office.erase(MEDIUM, reason="permintaan").left == (departure,)
    with restored(tmp_path / "dengan.zip") as again:
        (copy,) = store_of(again).departures()
        assert (copy.actor, copy.what, copy.ids) == ("staff/lain", departure.what, departure.ids)
    office.archive(tmp_path / "sesudah.zip")
    with restored(tmp_path / "sesudah.zip") as again:
        assert store_of(again).departures() == (departure,)


def test_what_is_erased_meanwhile_does_not_leave(office: Office, tmp_path: Path) -> None:
    def erase(told: ArchiveProgress) -> None:
        if told.step == "tables" and told.done == 1 and not erased:
            erased.append(office.erase(MEDIUM, reason="permintaan di tengah jalan"))

    erased: list[object] = []
    with pytest.raises(StoreError, match="erased while"):
        office.archive(tmp_path / "a.zip", personal=True, progress=erase)
    assert erased
    assert not (tmp_path / "a.zip").exists()
    office.archive(tmp_path / "a.zip", personal=True)
    assert PHONE.encode() not in (tmp_path / "a.zip").read_bytes()


# What goes in, and when it does not


def test_commits_made_meanwhile_wait_for_the_next_archive(office: Office, tmp_path: Path) -> None:
    def write(told: ArchiveProgress) -> None:
        if told.step == "history" and told.done == 2:
            office.put(evolve(office.get(Stakeholder, MEDIUM), name=f"Sambil {told.done}"))
            office.commit(reason="sambil mengarsip")

    head = len(changes(office))
    plain = office.archive(tmp_path / "a.zip")
    disturbed = office.archive(tmp_path / "b.zip", progress=write)
    assert len(changes(office)) == head + 1
    assert disturbed.changes == head
    assert disturbed.sha256 == plain.sha256


def test_progress_and_report_tell_the_figures(office: Office, tmp_path: Path) -> None:
    told: list[ArchiveProgress] = []
    report = office.archive(
        tmp_path / "a.zip", evidence=evidence_folder(tmp_path / "bukti"), progress=told.append
    )
    assert {one.step for one in told} == {"history", "records", "tables", "evidence", "files"}
    assert all(0 < one.done <= one.total for one in told)
    for step in ("history", "records", "tables", "evidence"):
        last = [one for one in told if one.step == step][-1]
        assert last.done == last.total, step
    written = [one.bytes for one in told]
    assert written == sorted(written)
    assert 0 < written[-1] < report.size
    assert report.changes == len(changes(office))
    assert report.records == len(office.snapshot())
    assert report.evidence == 1
    assert report.anchor == office.anchor()
    assert Anchor.parse(members(tmp_path / "a.zip")["anchor.txt"].decode()) == report.anchor


def test_it_takes_only_what_is_committed(office: Office, tmp_path: Path) -> None:
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="Belum"))
    with pytest.raises(OfficeState, match="commit or roll back"):
        office.archive(tmp_path / "a.zip")
    office.rollback()
    past = office.as_of(datetime(2024, 8, 10, 9, tzinfo=WITA) + timedelta(minutes=3))
    with pytest.raises(OfficeState, match="as_of"):
        past.archive(tmp_path / "a.zip")
    office.close()
    with pytest.raises(OfficeState, match="closed"):
        office.archive(tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_an_archive_that_cannot_be_written_leaves_nothing(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        office.archive(tmp_path / "tidak ada" / "a.zip", personal=True)
    (tmp_path / "a.zip").mkdir()
    (tmp_path / "a.zip" / "isi").write_text("x")
    with pytest.raises(StoreError, match="could not be written"):
        office.archive(tmp_path / "a.zip")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_it_takes_the_place_of_an_earlier_one_in_one_step(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"lama")

    def look(told: ArchiveProgress) -> None:
        assert (tmp_path / "a.zip").read_bytes() == b"lama"

    office.archive(tmp_path / "a.zip", progress=look)
    assert verify_archive(tmp_path / "a.zip") == ()


def test_a_register_that_does_not_verify_is_not_archived(tmp_path: Path) -> None:
    with fill(opened()) as office:
        store = store_of(office)
        assert isinstance(store, MemoryStore)
        state = store._state
        assert state is not None
        first, second, *rest = state.changes
        tampered = attrs.evolve(second, reason="alasan lain")
        store._state = attrs.evolve(state, changes=(first, tampered, *rest))
        with pytest.raises(ValidationFailed) as failure:
            office.archive(tmp_path / "a.zip")
        assert "history.changed" in {problem.code for problem in failure.value.problems}
        with pytest.raises(ValidationFailed):
            office.exhibit(tmp_path / "a.zip", title="x", ids=[MEDIUM])
    assert not (tmp_path / "a.zip").exists()


def test_an_empty_register_is_an_archive_too(tmp_path: Path) -> None:
    with opened() as office:
        report = office.archive(tmp_path / "a.zip")
    assert (report.changes, report.records, report.problems) == (0, 0, ())
    with restored(tmp_path / "a.zip") as again:
        assert len(again.snapshot()) == 0
        assert again.archive(tmp_path / "b.zip").sha256 == report.sha256


def test_only_an_empty_register_takes_an_archive(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "a.zip")
    url = f"sqlite:///{tmp_path / 'ada.db'}"
    with opened(url) as other:
        fill(other)
        before = changes(other)
    with pytest.raises(StoreError, match="not empty"):
        restored(tmp_path / "a.zip", url)
    with opened(url) as other:
        assert changes(other) == before


def test_an_anchor_from_elsewhere_shows_another_history(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "a.zip")
    assert verify_archive(tmp_path / "a.zip", str(office.anchor())) == ()
    office.put(evolve(office.get(Stakeholder, MEDIUM), name="Sesudah Arsip"))
    office.commit(reason="sesudah arsip")
    (cut,) = {problem.code for problem in verify_archive(tmp_path / "a.zip", office.anchor())}
    assert cut == "history.cut"
    with opened() as stranger:
        fill(stranger)
        found = verify_archive(tmp_path / "a.zip", stranger.anchor())
        assert "history.rewritten" in {problem.code for problem in found}
    with pytest.raises(ValidationFailed):
        Office.restore(
            tmp_path / "a.zip",
            f"sqlite:///{tmp_path / 'x.db'}",
            actor="staff/x",
            anchor=office.anchor(),
        )
    assert not (tmp_path / "x.db").exists(), "the register is opened only for a sound archive"


def test_the_readme_explains_every_file_and_field(office: Office, tmp_path: Path) -> None:
    office.archive(tmp_path / "a.zip", evidence=evidence_folder(tmp_path / "bukti"))
    files = members(tmp_path / "a.zip")
    readme = files["README.md"].decode()
    for name in files.keys() - {"README.md"}:
        family = name.partition("/")[2].rpartition(".")[0]
        told = name in readme or f"`tables/{family}.csv`" in readme or name.startswith("evidence/")
        assert told, name
    for name, content in files.items():
        if name.startswith("tables/"):
            for column in content.decode().splitlines()[0].split(","):
                assert f"`{column}`" in readme, (name, column)
    assert "## Bahasa Indonesia" in readme
    assert "## English" in readme
    assert f"evidence/{EVIDENCE}" in files


# A realistic register


@pytest.fixture(scope="module")
def program() -> Program:
    return read_program(KUKAR / "program.toml")


@pytest.mark.parametrize("stored", ["memory", "sqlite"])
def test_kutai_kartanegara_there_and_back(program: Program, tmp_path: Path, stored: str) -> None:
    url = "memory://" if stored == "memory" else f"sqlite:///{tmp_path / 'kukar.db'}"
    options = {"website": {"folder": str(tmp_path / "site")}}
    with opened(url, options=options) as office:
        office.apply(program)
        office.commit(reason="program")
        for contract in office.snapshot().all(Agreement)[:3]:
            for party in contract.parties:
                assert party.signatory is not None
                office.sign(
                    contract.id, party=party.partner, by=party.signatory, on=date(2024, 8, 10)
                )
        office.commit(reason="penandatanganan")
        office.publish(now=datetime(2024, 8, 12, 10, tzinfo=WITA))
        office.publish(now=datetime(2024, 8, 13, 10, tzinfo=WITA))
        report = office.archive(tmp_path / "kukar.zip", personal=True)
        assert report.records == len(office.snapshot())
        with restored(tmp_path / "kukar.zip", f"sqlite:///{tmp_path / 'baru.db'}") as again:
            assert list(again.snapshot()) == list(office.snapshot())
            assert changes(again) == changes(office)
            assert again.tallies() == office.tallies()
            assert again.verify(report.anchor) == ()
            assert {m.topic for m in again.snapshot().all(Material)} >= {Code("stages")}
