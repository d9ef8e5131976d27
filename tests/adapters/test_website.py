"""The website channel: official information only, the same bytes every time, never half a site."""

from __future__ import annotations

import errno
import re
import sys
import threading
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
import vobject

from pilkada_outreach._record import evolve
from pilkada_outreach.adapters.channels.website import (
    WEBSITE,
    WebsiteChannel,
    calendar,
    output,
    prose,
)
from pilkada_outreach.adapters.channels.website.published import slug
from pilkada_outreach.adapters.channels.website.site import site_files
from pilkada_outreach.adapters.channels.website.words import word
from pilkada_outreach.domain.agreement import Agreement, AgreementKind
from pilkada_outreach.domain.agreement_state import AgreementState
from pilkada_outreach.domain.election import ContestOffice
from pilkada_outreach.domain.material import ContentClass, Material
from pilkada_outreach.domain.publication import Outcome
from pilkada_outreach.domain.stakeholder import MediaClass
from pilkada_outreach.domain.target import MeasurementStatus
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.errors import MissingExtra, UnknownRecord, ValidationFailed
from pilkada_outreach.plugins import ChannelContext, Options
from pilkada_outreach.ports import DeliveryResult
from pilkada_outreach.reference.zones import WITA
from pilkada_outreach.snapshot import Snapshot
from tests.adapters.samples import (
    CHECK,
    CONTACT_NAME,
    CONTACT_PHONE,
    HOW_TO_VOTE,
    KPU,
    NAMES,
    NOW,
    batch,
    contract,
    election,
    material,
    publication,
    receipt,
    register,
)

PAGES = ("index", "tahapan", "materi/index", "mitra", "perjanjian")


class Page(HTMLParser):
    """The tags, links and text of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return site_files(batch(CHECK))


def on(day: date, *materials: Material) -> dict[str, bytes]:
    return site_files(batch(*materials, now=datetime(day.year, day.month, day.day, 9, tzinfo=WITA)))


def section(page: bytes, start: str, end: str) -> str:
    text = Page(page).text
    return text[text.index(start) : text.index(end)]


class TestDelivery:
    def test_each_delivery_is_proven_by_its_page(self, tmp_path: Path) -> None:
        channel = WebsiteChannel(tmp_path / "site")

        (result,) = channel.deliver(batch(CHECK))

        assert result.outcome is Outcome.DELIVERED
        assert result.publication == publication(CHECK).id
        assert result.evidence is not None
        assert result.evidence.url == "materi/2024-cek-daftar-pemilih.html"
        assert result.evidence.captured_at == NOW
        page = (tmp_path / "site" / result.evidence.url).read_bytes()
        assert sha256(page).hexdigest() == result.evidence.sha256

    def test_with_an_address_the_evidence_is_where_it_can_be_seen(self, tmp_path: Path) -> None:
        channel = WebsiteChannel(tmp_path / "site", "https://kpu.example/kukar")

        (result,) = channel.deliver(batch(CHECK))

        assert result.evidence is not None
        assert (
            result.evidence.url == "https://kpu.example/kukar/materi/2024-cek-daftar-pemilih.html"
        )

    def test_the_page_that_was_proven_does_not_change_on_later_days(self) -> None:
        page = "materi/2024-cara-memilih.html"

        assert on(date(2024, 8, 12))[page] == on(date(2024, 11, 27), CHECK)[page]

    def test_the_office_chooses_folder_and_address(self, tmp_path: Path) -> None:
        options = {"folder": str(tmp_path / "laman"), "base_url": "https://kpu.example"}
        channel = WEBSITE.make(ChannelContext(options=Options.of(WEBSITE.options, options)))

        assert [result.outcome for result in channel.deliver(batch(CHECK))] == [Outcome.DELIVERED]
        assert (tmp_path / "laman" / "index.html").is_file()
        assert WEBSITE.idempotency == "state"

    def test_an_option_it_does_not_know_is_refused_by_name(self) -> None:
        with pytest.raises(ValidationFailed, match=r"colour.*folder, base_url"):
            Options.of(WEBSITE.options, {"colour": "red"})

    @pytest.mark.parametrize(
        "address", ["kpu.example", "javascript:alert(1)", "https://", "https://a b/"]
    )
    def test_an_address_that_is_none_is_refused(self, address: str) -> None:
        with pytest.raises(ValidationFailed, match=r"website\.base-url"):
            WebsiteChannel("site", address)

    def test_a_commission_that_is_not_in_the_register_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(UnknownRecord):
            list(WebsiteChannel(tmp_path / "site").deliver(batch(CHECK, snapshot=Snapshot())))
        assert not (tmp_path / "site").exists()


class TestSwitch:
    """The folder is exchanged as a whole."""

    def deliver(self, folder: Path) -> list[DeliveryResult]:
        return list(WebsiteChannel(folder).deliver(batch(CHECK)))

    def test_what_no_longer_belongs_to_the_site_is_gone(self, tmp_path: Path) -> None:
        site = tmp_path / "site"
        self.deliver(site)
        (site / "lama.html").write_text("old")

        self.deliver(site)

        assert not (site / "lama.html").exists()
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    def test_a_folder_with_files_of_others_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "thesis.txt").write_text("years of work")

        (result,) = self.deliver(tmp_path)

        assert result.outcome is Outcome.FAILED
        assert "did not make" in result.cause
        assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]

    def test_a_file_in_the_place_of_the_folder_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "site").write_text("a file")

        (result,) = self.deliver(tmp_path / "site")

        assert result.outcome is Outcome.FAILED
        assert (tmp_path / "site").read_text() == "a file"

    def test_a_full_disk_fails_the_delivery_and_keeps_the_old_site(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site = tmp_path / "site"
        self.deliver(site)
        before = (site / "index.html").read_bytes()
        written: list[Path] = []
        write_bytes = Path.write_bytes

        def fill_up(path: Path, content: bytes) -> int:
            written.append(path)
            if len(written) > 5:
                raise OSError(errno.ENOSPC, "No space left on device")
            return write_bytes(path, content)

        monkeypatch.setattr(Path, "write_bytes", fill_up)
        (result,) = self.deliver(site)

        assert result.outcome is Outcome.FAILED
        assert result.cause == "the site was not written: No space left on device"
        assert (site / "index.html").read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    def test_where_the_system_cannot_exchange_folders_two_steps_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(output, "_exchanged_by_kernel", lambda *_: False)
        folder = tmp_path / "site"
        output.replace_folder(folder, {"a.html": b"old", "b.html": b"old"})

        output.replace_folder(folder, {"a.html": b"new"})

        assert (folder / "a.html").read_bytes() == b"new"
        assert not (folder / "b.html").exists()
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    def test_when_the_second_step_fails_the_old_site_is_back(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(output, "_exchanged_by_kernel", lambda *_: False)
        folder = tmp_path / "site"
        output.replace_folder(folder, {"a.html": b"old"})
        rename = Path.rename

        def held_open(path: Path, target: Path) -> Path:
            if path.name.startswith(".site.") and not path.name.endswith(".old"):
                raise PermissionError(errno.EACCES, "in use")
            return rename(path, target)

        monkeypatch.setattr(Path, "rename", held_open)
        with pytest.raises(PermissionError):
            output.replace_folder(folder, {"a.html": b"new"})

        assert (folder / "a.html").read_bytes() == b"old"
        assert [path.name for path in tmp_path.iterdir()] == ["site"]

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs renameat2")
    def test_a_reader_always_finds_a_whole_page(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        names = [f"{number}.html" for number in range(20)]
        editions = [dict.fromkeys(names, letter * 50_000) for letter in (b"a", b"b")]
        output.replace_folder(folder, editions[0])
        seen: set[bytes] = set()
        done = threading.Event()
        failures: list[OSError] = []

        def read() -> None:
            while not done.is_set():
                try:
                    seen.add((folder / names[-1]).read_bytes())
                except OSError as missing:
                    failures.append(missing)

        reader = threading.Thread(target=read)
        reader.start()
        for turn in range(60):
            output.replace_folder(folder, editions[(turn + 1) % 2])
        done.set()
        reader.join()

        assert failures == []
        assert seen <= {b"a" * 50_000, b"b" * 50_000}


class TestPages:
    def test_the_same_register_and_day_give_the_same_bytes(self, files: dict[str, bytes]) -> None:
        assert site_files(batch(CHECK)) == files

    def test_every_page_is_small_and_runs_nothing(self, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            if name.endswith(".html"):
                assert len(content) + len(files["style.css"]) < 100_000, name
                page = Page(content)
                assert not page.all("script")
                assert not any(key.startswith("on") for _, found in page.tags for key in found)

    def test_every_page_has_one_heading_a_main_part_and_its_language(
        self, files: dict[str, bytes]
    ) -> None:
        for name, content in files.items():
            if name.endswith(".html"):
                page = Page(content)
                lang = "en" if name.startswith("en/") else "id"
                assert page.all("html") == [{"lang": lang}], name
                assert len(page.all("h1")) == len(page.all("main")) == len(page.all("title")) == 1
                assert page.all("a")[0]["class"] == "skip"

    def test_every_link_inside_the_site_leads_somewhere(self, files: dict[str, bytes]) -> None:
        anchors = {
            name: {found["id"] for _, found in Page(content).tags if "id" in found}
            for name, content in files.items()
            if name.endswith(".html")
        }
        for name in anchors:
            for tag in ("a", "link"):
                for attributes in Page(files[name]).all(tag):
                    href = attributes["href"] or ""
                    if not href.startswith(("https:", "http:")):
                        path, _, anchor = href.partition("#")
                        target = str(Path("/", name).parent.joinpath(path).resolve())[1:]
                        target = target if path else name
                        assert target in files, (name, href)
                        assert not anchor or anchor in anchors[target], (name, href)

    def test_the_two_languages_link_to_each_other(self, files: dict[str, bytes]) -> None:
        for name in (*PAGES, "materi/2024-cek-daftar-pemilih"):
            for lang, other in (("", "en"), ("en/", "id")):
                page = Page(files[f"{lang}{name}.html"])
                (link,) = (found for found in page.all("a") if found.get("hreflang"))
                assert link["lang"] == link["hreflang"] == other

    def test_english_pages_speak_english(self, files: dict[str, bytes]) -> None:
        text = Page(files["en/index.html"]).text

        assert "Wednesday, 27 November 2024 in 107 days" in text
        assert "Check your name on the voter list" in text
        for indonesian in ("Beranda", "Sedang", "Berikutnya", "Pemilih ", "Sumber", "Keadaan"):
            assert indonesian not in text

    def test_what_exists_in_indonesian_only_is_marked_as_such(
        self, files: dict[str, bytes]
    ) -> None:
        page = Page(files["en/materi/2024-tahapan-dan-tanggal-penting.html"])

        assert page.all("article") == [{"lang": "id"}]
        assert "not available in English" in page.text

    def test_no_personal_data_leaves_the_register(self, files: dict[str, bytes]) -> None:
        for name, content in files.items():
            assert CONTACT_NAME.encode() not in content, name
            assert CONTACT_PHONE.encode() not in content, name
            assert b"person/" not in content, name

    def test_an_office_without_anything_still_has_a_site(self) -> None:
        alone = Snapshot(record for record in register() if record.family == "commission")

        files = site_files(batch(snapshot=alone))

        assert "Belum ada pemilihan yang dijadwalkan." in Page(files["index.html"]).text
        assert feedparser.parse(files["feed.xml"]).bozo is False


class TestContent:
    def test_what_runs_now_and_what_comes_next(self, files: dict[str, bytes]) -> None:
        now = section(files["index.html"], "Sedang berlangsung", "Berikutnya")
        coming = section(files["index.html"], "Berikutnya", "Materi terbaru")

        assert "Pembentukan PPK, PPS, dan KPPS 17 April – 5 November 2024" in now
        assert "Pendaftaran pasangan calon 27–29 Agustus 2024" in coming
        assert "sampai" not in now  # a deadline does not run

    def test_the_day_is_the_commissions_own(self) -> None:
        still_the_26th_in_utc = datetime.fromisoformat("2024-11-26T17:00:00+00:00")

        page = site_files(batch(now=still_the_26th_in_utc))["index.html"]

        assert "Rabu, 27 November 2024 hari ini" in Page(page).text
        assert "Pelaksanaan pemungutan suara" in section(page, "Sedang berlangsung", "Berikutnya")

    def test_a_deadline_is_named_on_its_day(self) -> None:
        now = section(on(date(2024, 11, 18))["index.html"], "Sedang", "Berikutnya")
        assert "sampai 18 November 2024" in now

    def test_what_was_replaced_is_marked_once_that_is_known(self) -> None:
        mark = "dibatalkan atau digantikan"
        assert mark not in Page(on(date(2025, 1, 20))["tahapan.html"]).text
        assert mark in Page(on(date(2025, 2, 8))["tahapan.html"]).text

    def test_stages_are_those_of_the_area(self) -> None:
        page = Page(on(date(2024, 8, 12))["tahapan.html"]).text
        assert "Rekapitulasi verfak kesatu kecamatan" in page
        assert "sampai 8 Juli 2024" in page

    def test_the_quiet_period_is_announced_and_runs(self) -> None:
        before = section(on(date(2024, 11, 23))["index.html"], "Berikutnya", "Materi terbaru")
        within = section(on(date(2024, 11, 24))["index.html"], "Sedang", "Berikutnya")

        assert "Masa tenang 24–26 November 2024" in before
        assert "Masa tenang 24–26 November 2024" in within

    def test_every_stage_is_listed_and_doubtful_days_are_marked(
        self, files: dict[str, bytes]
    ) -> None:
        page = Page(files["tahapan.html"])

        assert "24–26 November 2024 Masa tenang" in page.text
        assert page.text.count("belum diperiksa") > 10
        assert (
            "Penetapan pasangan calon terpilih tanpa permohonan PHP"
            in page.text[page.text.index("Tahapan yang harinya belum tertentu") :]
        )

    def test_what_a_later_instrument_set_is_not_known_before_its_year(self) -> None:
        assert "19 April 2025" not in Page(on(date(2024, 11, 27))["tahapan.html"]).text
        assert "19 April 2025" in Page(on(date(2025, 3, 1))["tahapan.html"]).text

    def test_only_what_was_published_here_is_shown_newest_first(
        self, files: dict[str, bytes]
    ) -> None:
        list_of_materials = Page(files["materi/index.html"]).text

        titles = [
            "12 Agustus 2024 · Pendidikan pemilih Periksa nama Anda dalam daftar pemilih",
            "11 Agustus 2024 · Pendidikan pemilih Cara memilih di TPS",
            "10 Agustus 2024 · Tata cara dan jadwal Tahapan dan tanggal penting Pilkada 2024",
        ]
        assert " ".join(titles) in list_of_materials
        for name, content in files.items():
            assert b"Tidak pernah tayang" not in content, name
            assert b"Hanya di media" not in content, name

    def test_tickets_stand_together_in_the_order_of_the_ballot_and_none_on_the_front_page(
        self,
    ) -> None:
        visions = [
            material(
                f"visi-misi-{number}",
                ("id", f"Visi dan misi nomor urut {number}", "Naskah contoh."),
                topic=Code("vision-mission"),
                content_class=ContentClass.CANDIDATE_SPECIFIC,
                tickets=(Id(f"pilkada/2024/64.02/regent/{number}"),),
            )
            for number in (10, 1, 2)
        ]
        earlier = datetime(2024, 9, 25, 8, tzinfo=WITA)
        tenth = publication(visions[0])
        snapshot = register(visions[0], tenth, receipt(tenth, earlier))
        day = datetime(2024, 9, 26, 9, tzinfo=WITA)

        files = site_files(batch(*visions[1:], snapshot=snapshot, now=day))

        about_tickets = Page(files["materi/index.html"]).text.partition("Menurut nomor urut")[2]
        assert re.findall(r"Visi dan misi nomor urut (\d+)", about_tickets) == ["1", "2", "10"]
        front = Page(files["index.html"])
        assert "Visi dan misi" not in front.text
        assert "materi/index.html#pasangan-calon" in [link["href"] for link in front.all("a")]

    def test_a_material_says_who_approved_it_and_on_what_it_rests(
        self, files: dict[str, bytes]
    ) -> None:
        text = Page(files["materi/2024-cek-daftar-pemilih.html"]).text

        assert "Disetujui Berita acara rapat pleno 12/PL.02-BA/6402/2024, 9 Agustus 2024" in text
        assert "Sumber PKPU 7/2024; Contoh sumber 2024" in text

    def test_media_under_contract_are_named_with_their_site(self, files: dict[str, bytes]) -> None:
        page = Page(files["mitra.html"])

        assert "https://kabar-contoh-tenggarong.example/" in [
            link["href"] for link in page.all("a")
        ]
        assert "Kabar Contoh Tenggarong Media massa online" in page.text
        assert NAMES[11] not in page.text  # its contract is a draft
        assert "Media dalam kontrak (11)" in page.text

    def test_a_contract_that_ended_binds_nobody(self) -> None:
        files = on(date(2024, 12, 10))

        assert "Tidak ada media dalam kontrak pada hari ini." in Page(files["mitra.html"]).text
        assert "Berakhir" in Page(files["perjanjian.html"]).text

    def test_agreements_show_the_number_of_each_party_and_what_is_owed(
        self, files: dict[str, bytes]
    ) -> None:
        text = Page(files["perjanjian.html"]).text

        assert "001/HM.02-KTR/6402/2024 KPU Kabupaten Kutai Kartanegara" in text
        assert "01/DIR/VIII/2024 Kabar Contoh Tenggarong" in text
        assert "10 Agustus – 9 Desember 2024 Berlaku" in text
        assert "Liputan berlabel 5 per bulan, ditandai “advertorial”" in text

    def test_an_agreement_that_one_side_signed_is_not_called_in_force(self) -> None:
        half = contract(0)
        half = evolve(half, signatures=half.signatures[:1])
        files = site_files(batch(snapshot=register(half)))

        assert "Belum lengkap ditandatangani" in Page(files["perjanjian.html"]).text
        assert "Media dalam kontrak (10)" in Page(files["mitra.html"]).text

    def test_figures_name_their_source_and_nothing_shows_before_its_day(
        self, files: dict[str, bytes]
    ) -> None:
        text = Page(files["index.html"]).text

        assert "Partisipasi pemilih, Pilkada 2024 Indonesia 82 % KPU RI 1 Agustus 2024" in text
        assert "60,00 % 300.001 / 500.000 (DPT) Final Contoh ingatan 2020 belum diperiksa" in text
        assert "99,9" not in text
        assert "552.469" not in text
        assert "pasangan calon belum ditetapkan" in text.lower()
        later = Page(on(date(2024, 11, 2))["index.html"]).text
        assert "99,9 %" in later
        assert "552.469" in later
        assert "1.447" in later
        assert "3 pasangan calon" in later

    def test_before_the_final_list_the_provisional_one_is_shown_as_such(self) -> None:
        first = evolve(
            election().voter_lists[0],
            version=Code("dps"),
            voters=551_819,
            known_from=date(2024, 8, 10),
        )
        both = evolve(election(), voter_lists=(first, *election().voter_lists))
        day = datetime(2024, 9, 20, tzinfo=WITA)

        before = Page(site_files(batch(snapshot=register(both)))["index.html"]).text
        after = Page(site_files(batch(snapshot=register(both), now=day))["index.html"]).text

        assert re.search(r"\(DPS\) 551\.819", before)
        assert re.search(r"\(DPT\) 552\.469", after)
        assert "551.819" not in after

    def test_two_elections_of_one_timetable_share_no_anchor(self) -> None:
        other = evolve(election(), id=Id("pilkada/2025/64.02"), polling_day=date(2025, 4, 19))
        page = Page(site_files(batch(snapshot=register(other)))["tahapan.html"])
        anchors = [found["id"] for _, found in page.tags if "id" in found]

        assert len(anchors) == len(set(anchors))

    def test_page_names_never_meet(self) -> None:
        plain = material("a", ("id", "A", "a"))
        others = [
            evolve(plain, id=Id(id))
            for id in ("material/kpu-64.02/2024/b/a", "material/2024/a", "materi/kpu-64.02/2024/a")
        ]

        assert len({slug(each) for each in (plain, *others)}) == 4

    def test_a_language_of_the_area_stands_below(self) -> None:
        trilingual = material(
            "tiga", ("id", "Judul", "Isi."), ("en", "Title", "Body."), ("vkt", "Judul Kutai", "Isi Kutai.")
        )  # fmt: skip
        page = Page(site_files(batch(trilingual))["materi/2024-tiga.html"])

        assert {"class": "prose", "lang": "vkt"} in page.all("section")
        assert "Body." not in page.text


HOSTILE = """# Judul <script>alert(1)</script>

<script>alert(2)</script><img src=x onerror=alert(3)>

[klik](javascript:alert(4)) [data](data:text/html,<script>) [baik](https://kpu.example/?a=1&b=2)
![gambar](https://lacak.example/pixel.png) <javascript:alert(5)>

&lt;script&gt;alert(6)&lt;/script&gt; &#x3c;script> {{ 7 * 7 }} {% include "x" %}

### Anak judul

| a | b |
| - | - |
| <b onclick=alert(8)>x</b> | y |

"""


@pytest.fixture(scope="module")
def hostile() -> dict[str, bytes]:
    body = HOSTILE + "x" * 20_000
    title = '"><script>alert(0)</script> {{ 7 * 7 }} ' + "y" * 5_000 + "\ufffe"
    label = material("jahat", ("id", title, body), topic=Code("local-topic"))
    return site_files(batch(label), "https://kpu.example/")


class TestHostileMaterial:
    def test_nothing_of_it_runs(self, hostile: dict[str, bytes]) -> None:
        for name, content in hostile.items():
            if name.endswith(".html"):
                page = Page(content)
                assert not page.all("script"), name
                assert not page.all("img"), name
                for tag, attributes in page.tags:
                    assert not any(key.startswith("on") for key in attributes), (name, tag)
                    assert not re.match(
                        r"\s*(javascript|data|vbscript):", attributes.get("href") or ""
                    )

    def test_its_words_are_shown_as_words(self, hostile: dict[str, bytes]) -> None:
        page = Page(hostile["materi/2024-jahat.html"])

        assert "Judul <script>alert(1)</script>" in page.text
        assert "{{ 7 * 7 }}" in page.text
        assert "https://kpu.example/?a=1&b=2" in [link["href"] for link in page.all("a")]

    def test_its_headings_fit_under_the_pages_own(self, hostile: dict[str, bytes]) -> None:
        page = Page(hostile["materi/2024-jahat.html"])

        assert [tag for tag, _ in page.tags if re.match(r"h\d", tag)] == ["h1", "h2", "h3"]

    def test_the_feed_holds_it_harmless(self, hostile: dict[str, bytes]) -> None:
        feed = feedparser.parse(
            hostile["feed.xml"], sanitize_html=False, resolve_relative_uris=False
        )

        assert feed.bozo is False
        content = Page(feed.entries[0].content[0].value.encode())
        assert not content.all("script")
        assert not content.all("img")
        links = [link["href"] or "" for link in content.all("a")]
        assert "https://kpu.example/?a=1&b=2" in links
        assert all(link.startswith("https://") for link in links)
        title = feed.entries[0].title_detail
        assert title.type == "text/plain"
        assert title.value.startswith('"><script>alert(0)</script>')

    def test_direction_overrides_never_reach_a_page(self) -> None:
        with pytest.raises(ValidationFailed, match="direction overrides"):
            material("balik", ("id", "Judul \u202e", "Isi"))


class TestFeed:
    def test_readers_accept_it(self, files: dict[str, bytes]) -> None:
        for name, lang in (("feed.xml", "id"), ("en/feed.xml", "en")):
            feed = feedparser.parse(files[name])
            assert feed.bozo is False
            assert feed.version == "atom10"
            assert feed.feed.language == lang
            assert len(feed.entries) == 3

    def test_an_entry_is_as_old_as_its_publication(self) -> None:
        early, late = (
            feedparser.parse(on(day)["feed.xml"]) for day in (date(2024, 8, 12), date(2024, 11, 27))
        )

        assert [entry.updated for entry in early.entries] == [
            "2024-08-11T23:30:00+08:00",
            "2024-08-10T09:30:00+08:00",
        ]
        assert early == late

    def test_ids_outlive_another_address(self) -> None:
        here, there = (
            feedparser.parse(site_files(batch(CHECK), address)["feed.xml"])
            for address in ("", "https://kpu.example/")
        )

        assert here.feed.id == there.feed.id
        assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
        assert there.entries[0].link == "https://kpu.example/materi/2024-cek-daftar-pemilih.html"

    def test_without_entries_it_is_as_old_as_the_timetable(self) -> None:
        bare = Snapshot(
            record for record in register() if record.family in ("commission", "election")
        )

        feed = feedparser.parse(site_files(batch(snapshot=bare))["feed.xml"])

        assert feed.bozo is False
        assert feed.feed.updated == "2024-01-26T00:00:00+08:00"

    def test_a_material_published_again_is_updated_and_keeps_its_id(self) -> None:
        again = publication(HOW_TO_VOTE, slot="2")
        sent = receipt(again, datetime(2024, 9, 1, 8, tzinfo=WITA))
        snapshot = register(again, sent)
        feed = feedparser.parse(
            site_files(batch(snapshot=snapshot, now=datetime(2024, 9, 2, tzinfo=WITA)))["feed.xml"]
        )

        assert feed.entries[0].published == "2024-08-11T23:30:00+08:00"
        assert feed.entries[0].updated == "2024-09-01T08:00:00+08:00"
        assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 2


class TestCalendar:
    def test_both_libraries_accept_it(self, files: dict[str, bytes]) -> None:
        text = files["stages.ics"].decode("utf-8")
        read = vobject.readOne(text, validate=True)

        assert read.validate(raiseException=True)
        assert len(read.vevent_list) > 90
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text.count("\n") == text.count("\r\n")

    def events(self, written: bytes) -> dict[str, Any]:
        calendar = icalendar.Calendar.from_ical(written)
        assert isinstance(calendar, icalendar.Calendar)
        return {str(event["UID"]): event for event in calendar.events}

    def test_the_quiet_period_is_three_whole_days(self, files: dict[str, bytes]) -> None:
        event = self.events(files["stages.ics"])["S7.pilkada~2024~64.02@pilkada-outreach"]

        assert event["SUMMARY"] == "Masa tenang"
        assert event["DTSTART"].dt == date(2024, 11, 24)
        assert event["DTEND"].dt == date(2024, 11, 27)  # the day after the last
        assert event["DTSTAMP"].dt == datetime.fromisoformat("2024-01-26T00:00:00+00:00")
        assert event["SEQUENCE"] == 0
        assert event["STATUS"] == "CONFIRMED"
        assert "Quiet period: 24–26 November 2024." in event["DESCRIPTION"]
        assert "Sumber: PKPU 13/2024" in event["DESCRIPTION"]

    def test_a_stage_with_one_end_is_that_day(self, files: dict[str, bytes]) -> None:
        event = self.events(files["stages.ics"])["P2.pilkada~2024~64.02@pilkada-outreach"]

        assert str(event["SUMMARY"]).endswith(" (berakhir)")
        assert event["DTSTART"].dt == date(2024, 11, 18)
        assert event["DTEND"].dt == date(2024, 11, 19)

    def test_what_nobody_checked_is_tentative(self, files: dict[str, bytes]) -> None:
        event = self.events(files["stages.ics"])["S6.1.pilkada~2024~64.02@pilkada-outreach"]

        assert event["STATUS"] == "TENTATIVE"
        assert "belum diperiksa" in event["DESCRIPTION"]
        assert "has not been checked" in event["DESCRIPTION"]

    def test_undated_stages_are_left_out(self, files: dict[str, bytes]) -> None:
        assert "S10.pilkada~2024~64.02@pilkada-outreach" not in self.events(files["stages.ics"])

    def test_it_changes_with_the_timetable_only(self) -> None:
        assert on(date(2024, 8, 12))["stages.ics"] == on(date(2024, 11, 27), CHECK)["stages.ics"]

    def test_an_office_without_elections_has_an_empty_one(self) -> None:
        alone = Snapshot(record for record in register() if record.family == "commission")
        written = site_files(batch(snapshot=alone))["stages.ics"]

        assert self.events(written) == {}


class TestExtras:
    @pytest.mark.parametrize(
        ("module", "extra"),
        [
            ("jinja2", "pages"),
            ("markdown_it", "pages"),
            ("nh3", "pages"),
            ("feedgen.feed", "feeds"),
            ("icalendar", "feeds"),
        ],
    )
    def test_a_missing_library_is_named_by_its_extra(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, extra: str
    ) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        prose.prose.cache_clear()
        calendar._written.cache_clear()

        with pytest.raises(MissingExtra) as raised:
            list(WebsiteChannel(tmp_path / "site").deliver(batch(CHECK)))

        assert raised.value.extra == extra
        assert not (tmp_path / "site").exists()


def test_pages_stay_small_with_the_partners_and_materials_of_a_whole_campaign() -> None:
    records = [record for record in register() if record.id != KPU]
    commission = [record for record in register() if record.id == KPU]
    template = contract(0)
    contracts = [
        evolve(template, id=Id(f"agreement/kpu-64.02/2024/{number:03}"))
        for number in range(100, 160)
    ]
    assert all(isinstance(each, Agreement) for each in contracts)
    many = [
        material(f"materi-{number}", ("id", f"Materi {number}", "Isi.")) for number in range(60)
    ]

    files = site_files(batch(*many, snapshot=Snapshot((*commission, *records, *contracts))))

    assert max(len(content) for name, content in files.items() if name.endswith(".html")) < 90_000


@pytest.mark.parametrize(
    "kinds",
    [AgreementKind, AgreementState, ContestOffice, ContentClass, MediaClass, MeasurementStatus],
)
def test_every_kind_and_state_has_a_word_in_both_languages(kinds: type[StrEnum]) -> None:
    for member in kinds:
        assert word(member, "id")
        assert word(member, "en")
