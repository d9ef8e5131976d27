"""False claims: where they were seen, what was found out, what was done."""

from datetime import UTC, date, datetime

import pytest

from pilkada_outreach import Code, Evidence, Id, LegalSource, evolve
from pilkada_outreach.domain.claim import Claim, ClaimAction, Clarification, Sighting
from pilkada_outreach.domain.day_or_month import DayOrMonth
from tests.findings import refused, warned


def sighting(platform: str, seen: str, url: str = "") -> Sighting:
    return Sighting(platform=Code(platform), seen=DayOrMonth(seen), url=url, reporter="RAHASIA")


def claim(*sightings: Sighting, known_from: date = date(2024, 11, 20)) -> Claim:
    return Claim(
        id=Id("claim/kpu-64.02/2024/003"),
        commission=Id("kpu/64.02"),
        text="Surat suara sudah tercoblos",
        sightings=sightings,
        known_from=known_from,
    )


def test_a_claim_was_seen_on_a_day_or_in_a_month() -> None:
    made = claim(
        sighting("whatsapp", "2024-11"),
        sighting("whatsapp", "2024-11-19"),
        sighting("tiktok", "2024-11-20", "https://contoh.id/1"),
    )
    assert warned(made) == []
    assert made.platforms == (Code("whatsapp"), Code("tiktok"))
    assert "RAHASIA" not in repr(made)


def test_what_nobody_saw_is_no_claim() -> None:
    assert refused(claim) == ["claim.no-sighting sightings"]


def test_an_address_is_listed_once() -> None:
    one = sighting("tiktok", "2024-11", "https://contoh.id/1")
    assert refused(lambda: claim(one, evolve(one, seen=DayOrMonth("2024-11-20")))) == [
        "claim.sighting-twice sightings[1].url"
    ]


@pytest.mark.parametrize(("seen", "early"), [("2024-11", False), ("2024-11-21", True)])
def test_a_claim_is_not_known_before_it_is_seen(seen: str, early: bool) -> None:
    if early:
        assert refused(lambda: claim(sighting("x", seen))) == ["claim.known-early known_from"]
    else:
        assert warned(claim(sighting("x", seen))) == []
    assert refused(lambda: Sighting(platform=Code("x"), seen=DayOrMonth(seen), shares=-1)) == [
        "figure.negative shares"
    ]


def clarification(verdict: str, **fields: object) -> Clarification:
    given: dict[str, object] = {
        "id": Id("clarification/kpu-64.02/2024/003/1"),
        "claim": Id("claim/kpu-64.02/2024/003"),
        "commission": Id("kpu/64.02"),
        "verdict": Code(verdict),
        "text": "Surat suara masih tersegel.",
        "known_from": date(2024, 11, 21),
        **fields,
    }
    return Clarification(**given)  # type: ignore[arg-type]  # a table of fields


def test_a_verdict_rests_on_something() -> None:
    assert warned(clarification("false")) == ["clarification.unproven verdict"]
    assert warned(clarification("unproven")) == []
    reference = LegalSource(instrument="Berita acara pengecekan gudang", verified=True)
    assert warned(clarification("false", references=(reference,))) == []
    proof = Evidence(url="https://contoh.id", captured_at=datetime(2024, 11, 21, tzinfo=UTC))
    assert warned(clarification("false", evidence=(proof,))) == []


def test_a_published_correction_is_a_material() -> None:
    published = ClaimAction(kind=Code("correction-published"), on=date(2024, 11, 21))
    handed = ClaimAction(kind=Code("handed-to-bawaslu"), on=date(2024, 11, 20))
    assert refused(lambda: clarification("unproven", actions=(published,))) == [
        "clarification.material-missing material"
    ]
    assert warned(clarification("unproven", actions=(handed,))) == []
    material = Id("material/kpu-64.02/2024/klarifikasi-003")
    assert warned(clarification("unproven", actions=(published,), material=material)) == []


def test_nobody_verifies_what_they_captured() -> None:
    fulan, badu = Id("person/fulan"), Id("person/badu")
    proof = Evidence(captured_at=datetime(2024, 11, 21, tzinfo=UTC), captured_by=fulan)
    assert refused(lambda: evolve(proof, verified_by=fulan)) == [
        "evidence.self-verified verified_by"
    ]
    assert evolve(proof, verified_by=badu).verified_by == badu
