"""Which instrument a title names; where it may name several, the question goes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilkada_outreach import AgreementKind, ValidationFailed
from pilkada_outreach.domain.agreement_names import agreement_kinds, kind_of_title

SYNERGY = AgreementKind.MEMORANDUM_OF_SYNERGY
JOINT = AgreementKind.JOINT_AGREEMENT
UNDERSTANDING = AgreementKind.MEMORANDUM_OF_UNDERSTANDING
COOPERATION = AgreementKind.COOPERATION
MEDIA = AgreementKind.MEDIA_CONTRACT


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Nota Kesepakatan Bupati dan KPU tentang Diseminasi Kepemiluan", SYNERGY),
        ("NOTA KESEPAKATAN SINERGI", SYNERGY),
        ("Nota Kesepakatan Pemerintah Kabupaten Contoh dan KPU", SYNERGY),
        ("Nota Kesepakatan Sinergi Pemkab Contoh dan Pemkot Misal", SYNERGY),
        ("Nota Kesepakatan KPU dan Bupati tentang Sosialisasi di Universitas", SYNERGY),
        ("Kesepakatan Bersama", JOINT),
        ("Kesepakatan Bersama tentang tindak lanjut Nota Kesepahaman", JOINT),
        ("Joint agreement on voter education", JOINT),
        ("Nota Kesepahaman KPU dan Universitas Contoh", UNDERSTANDING),
        ("Memorandum of Understanding (MoU)", UNDERSTANDING),
        ("Perjanjian Kerja Sama (PKS) KPU dan Dinas Kominfo", COOPERATION),
        ("Perjanjian Kerjasama", COOPERATION),
        ("PKS", COOPERATION),
        ("Draf PKS sekretariat dan fakultas", COOPERATION),
        ("Naskah Perjanjian Hibah Daerah Pilkada 2024", AgreementKind.GRANT),
        ("Adendum NPHD", AgreementKind.GRANT),
        ("Surat Keputusan Bersama Gugus Tugas", AgreementKind.JOINT_DECREE),
        ("SKB KPU, Bawaslu, Dewan Pers, KPI", AgreementKind.JOINT_DECREE),
        ("Kontrak Publikasi Media Daring", MEDIA),
        ("SPK publikasi", MEDIA),
        ("Nota Kesepahaman KPU Contoh dan PKS", UNDERSTANDING),  # the party of that name
        ("Kontrak Publikasi antara KPU dan PKS", MEDIA),
    ],
)
def test_a_name_that_means_one_instrument(title: str, kind: AgreementKind) -> None:
    assert kind_of_title(title) is kind
    assert kind_of_title(f"  {title.upper()}!") is kind


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Nota Kesepakatan Bersama", (SYNERGY, JOINT, UNDERSTANDING)),
        ("Kesepakatan", (SYNERGY, JOINT, UNDERSTANDING)),
        ("Nota Kesepakatan Pemerintah Kabupaten A dan Pemerintah Kota B", (SYNERGY, JOINT)),
        ("Nota Kesepakatan Antardaerah", (SYNERGY, JOINT)),
        ("Nota Kesepakatan KPU dan Universitas Contoh", (SYNERGY, JOINT, UNDERSTANDING)),
        ("MoU/PKS", (UNDERSTANDING, COOPERATION)),
        ("MoU dan PKS sekretariat", (UNDERSTANDING, COOPERATION)),
        ("Berkas MoU/PKS", (UNDERSTANDING, COOPERATION)),
        ("Nota Kesepakatan (MoU)", (SYNERGY, UNDERSTANDING)),
        ("PKS tentang publikasi di media", (COOPERATION, MEDIA)),
        ("Kontrak", (COOPERATION, MEDIA)),
        ("Perjanjian dengan PKS", (COOPERATION, AgreementKind.GRANT, MEDIA)),
        ("Kerja sama", (JOINT, UNDERSTANDING, COOPERATION)),
    ],
)
def test_an_ambiguous_name_is_asked_back(title: str, kinds: tuple[AgreementKind, ...]) -> None:
    assert agreement_kinds(title) == kinds
    with pytest.raises(ValidationFailed) as failure:
        kind_of_title(title)
    (problem,) = failure.value.problems
    assert problem.code == "agreement.kind-ambiguous"
    assert title in problem.message("id")
    for kind in kinds:
        assert kind in problem.message("id")
        assert kind in problem.message("en")


@pytest.mark.parametrize(
    "title", ["", "Rapat koordinasi", "Fraksi PKS", "Kunjungan ke DPD PKS", "tentang NPHD"]
)
def test_what_names_no_instrument_is_asked_for(title: str) -> None:
    assert agreement_kinds(title) == ()
    with pytest.raises(ValidationFailed) as failure:
        kind_of_title(title)
    (problem,) = failure.value.problems
    assert problem.code == "agreement.kind-unnamed"
    assert all(kind in problem.hint("id") for kind in AgreementKind)


@pytest.mark.parametrize("kind", [SYNERGY, JOINT, UNDERSTANDING, AgreementKind.JOINT_DECREE, MEDIA])
def test_the_code_of_a_kind_names_it(kind: AgreementKind) -> None:
    assert kind_of_title(kind) is kind


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_guess(title: str) -> None:
    kinds = agreement_kinds(title)
    assert len(set(kinds)) == len(kinds)
