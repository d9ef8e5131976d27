"""An older document is brought up to date when it is read; the register never rewrites it."""

import json
from pathlib import Path
from unittest.mock import patch

import pytest

from pilkada_outreach import Contact, Office, Stakeholder, ValidationFailed, dump, load
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import Id
from pilkada_outreach.ports import Change, Write
from pilkada_outreach.rules.example_world import noon
from pilkada_outreach.serialization import fast
from pilkada_outreach.serialization.documents import canonical, load_trusted
from pilkada_outreach.serialization.versions import UPGRADES, version_of

OLD = {
    "record": "stakeholder",
    "version": 1,
    "id": "community/contoh",
    "kind": "community",
    "name": "Paguyuban Contoh",
    "contact_name": "Fulan Rekaan",
    "contact_phone": "0800-000-0001",
}
MOVED = Contact(purpose="tidak disebutkan", name="Fulan Rekaan", phone="0800-000-0001")


@pytest.mark.parametrize("with_msgspec", [True, False])
def test_version_1_of_a_stakeholder_becomes_version_2(with_msgspec: bool) -> None:
    with patch.object(fast, "available", return_value=with_msgspec):
        for read in (load, load_trusted):
            stakeholder = read(Stakeholder, canonical(OLD))
            assert stakeholder.contacts == (MOVED,)
            assert json.loads(dump(stakeholder))["version"] == 2
            assert load(Stakeholder, dump(stakeholder)) == stakeholder


def test_a_stakeholder_without_contact_has_none_afterwards() -> None:
    document = {**OLD, "contact_name": "", "contact_phone": ""}
    assert load(Stakeholder, canonical(document)).contacts == ()
    del document["contact_name"], document["contact_phone"]
    assert load(Stakeholder, canonical(document)).contacts == ()


def test_a_mistake_in_an_old_document_is_told_without_the_personal_value() -> None:
    with pytest.raises(ValidationFailed) as failure:
        load(Stakeholder, canonical({**OLD, "contact_phone": "RAHASIA\x00"}))
    assert [problem.path for problem in failure.value.problems] == ["contacts[0].phone"]
    assert "RAHASIA" not in str(failure.value)


@pytest.mark.parametrize("version", [0, 3, -1, "1", None, True, 1.0])
def test_an_unknown_version_is_refused(version: object) -> None:
    with pytest.raises(ValidationFailed) as failure:
        load(Stakeholder, canonical({**OLD, "version": version}))
    problem = failure.value.problems[0]
    assert (problem.code, problem.path) == ("document.version", "version")
    assert "1 to 2" in problem.message()


def test_the_register_reads_old_bodies_and_keeps_them_as_they_are(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with Office.open(url, actor="staff/uji") as office:
        store = office._register.store
        write = Write(
            family="stakeholder", id=Id("community/contoh"), body=canonical(OLD), base_version=0
        )
        store.commit(Change(actor="staff/lama", reason="dulu", at=noon(8, 10), writes=(write,)))
    with Office.open(url, actor="staff/uji") as office:
        assert office.get(Stakeholder, "community/contoh").contacts == (MOVED,)
        (stored,) = office.history("community/contoh")
        assert stored.body == canonical(OLD)


def test_every_family_with_upgrades_is_a_family() -> None:
    assert set(UPGRADES) <= set(FAMILIES)
    assert version_of("agreement") == 1
