"""The README of an archive: what each file and each field is, in Indonesian and English."""

from collections.abc import Iterator
from functools import cache

from pilkada_outreach._record import record_info
from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.exchange.archive.columns import (
    Column,
    columns_of,
    family_words,
    indonesian,
    parts,
)
from pilkada_outreach.exchange.archive.layout import records_file, table_file

_TYPES = {
    "text": "teks / text",
    "integer": "bilangan bulat / whole number",
    "boolean": "true, false",
    "date": "tanggal / day",
    "timestamp": "waktu / instant (UTC)",
    "numeric": "desimal / decimal",
    "json": "daftar / list (JSON)",
}
_HEAD = """# Arsip register sosialisasi

Archive of an outreach register; the English text follows the Indonesian.

## Bahasa Indonesia

Berkas zip ini memuat seluruh register sebuah kantor penyelenggara pemilihan: keadaan terakhir setiap
catatan, dan setiap perubahan yang pernah ditulis.

| berkas | isi |
| --- | --- |
| `tables/<jenis>.csv` | keadaan terakhir sebagai tabel, satu baris per catatan; tanpa data pribadi |
| `records/<jenis>.jsonl` | keadaan terakhir sebagai JSON, satu catatan per baris |
| `history/changes.jsonl` | semua perubahan: siapa, kapan, mengapa, dan isi setiap versi, dengan meterainya |
| `history/departures.jsonl` | kapan data pribadi pernah keluar dari register, dan ke mana |
| `anchor.txt` | jangkar: mata rantai terakhir setiap penyelenggara |
| `evidence.csv`, `evidence/` | berkas bukti yang disebut catatan; yang tidak ada tetap tercantum |
| `datapackage.json` | keterangan tabel untuk program (Data Package, Table Schema) |
| `manifest.json` | ukuran dan SHA-256 setiap berkas lain |

Tabel berformat CSV (RFC 4180, UTF-8, pemisah koma, akhir baris LF). Sel kosong berarti tidak ada nilai;
`""` berarti teks kosong. Teks yang dapat dibaca sebagai rumus oleh lembar kerja, dan teks yang diawali
apostrof, diberi satu apostrof (`'`) di depan; hapus satu apostrof itu untuk memperoleh nilai aslinya.
Bukalah melalui menu impor dengan pemisah koma dan pengodean UTF-8. Waktu ditulis dalam UTC.

`(data pribadi)` berdiri di tempat data pribadi yang dihapus atau tidak disertakan. Meterainya tetap ada,
sehingga rantai tetap dapat diperiksa.

Satu baris perubahan dalam `history/changes.jsonl` diikuti satu baris untuk setiap versi (`version`) dan
penghapusan (`erased`). Meterai satu versi adalah SHA-256 dari `salt` (heksadesimal) diikuti `body`. Mata
rantai adalah SHA-256 dari mata rantai sebelumnya, satu baris tentang perubahan, dan semua yang
dimeteraikannya. `salt` bernilai null pada data pribadi yang dihapus, dan kosong pada yang tidak disertakan.

## English

This zip holds the whole register of an office that holds elections: the present state of every record,
and every change that was ever written.

| file | content |
| --- | --- |
| `tables/<family>.csv` | the present state as a table, one row per record; never with personal data |
| `records/<family>.jsonl` | the present state as JSON, one record per line |
| `history/changes.jsonl` | every change: who, when, why, and each version's content, with its seals |
| `history/departures.jsonl` | when personal data left the register, and how |
| `anchor.txt` | the anchor: the last link of each commission's chain |
| `evidence.csv`, `evidence/` | the files that records name as evidence; what is not there is listed too |
| `datapackage.json` | the tables described for programs (Data Package, Table Schema) |
| `manifest.json` | size and SHA-256 of every other file |

Tables are CSV (RFC 4180, UTF-8, commas, lines end with LF). An empty cell is no value, `""` an empty text.
A text that a spreadsheet could take for a formula, and one that starts with an apostrophe, has one
apostrophe (`'`) in front; take one off to have the value. Open them through the import dialogue, with
commas and UTF-8. Instants are in UTC.

`(data pribadi)` stands in the place of personal data that were erased or left out. Their seals stay, so
that the chain can be verified.

In `history/changes.jsonl` the line of a change is followed by one for each version and each erasure.
A version's seal is the SHA-256 of its `salt` (hexadecimal) and its `body`. A link is the SHA-256 of the
link in front, one line about the change, and all that it seals. The `salt` of a personal value is null
where it was erased, and empty where it was left out.

## Kolom / Columns

Arti setiap kolom diambil dari keterangan catatan, berbahasa Inggris dengan istilah Indonesianya.
The meaning of each column is what the library says of the field.
"""


@cache
def readme() -> str:
    """The text, the same for every archive of this version of the library."""
    families = [line for family in sorted(FAMILIES) for line in _family(family)]
    return "\n".join([_HEAD, *families, *_parts()])


def _family(family: str) -> Iterator[str]:
    yield f"### {family}: {indonesian(family)}\n"
    yield f"{family_words(family)} `{table_file(family)}`, `{records_file(family)}`.\n"
    yield "| kolom / column | jenis / type | arti / meaning |"
    yield "| --- | --- | --- |"
    for column in columns_of(family):
        yield f"| `{column.name}` | {_TYPES[column.type]} | {_cell(_meaning(column))} |"
    yield ""
    personal = [field.name for field in record_info(FAMILIES[family]).fields if field.personal]
    if personal:
        names = ", ".join(f"`{name}`" for name in personal)
        yield f"Data pribadi, hanya dalam JSON / personal, in the JSON alone: {names}.\n"


def _parts() -> Iterator[str]:
    yield "## Bagian / Parts\n"
    yield "Bagian yang berada di dalam catatan, dalam daftar JSON / parts inside records, in lists of JSON.\n"
    for part in parts():
        yield f"### {part.name}\n"
        yield f"{part.description}\n"
        yield "| nama / name | arti / meaning |"
        yield "| --- | --- |"
        for name, words in part.fields:
            yield f"| `{name}` | {_cell(words)} |"
        yield ""


def _meaning(column: Column) -> str:
    words = [column.description]
    if column.choices:
        words.append(" · ".join(f"`{choice}`" for choice in column.choices))
    if column.part:
        words.append(f"→ {column.part}")
    if column.refers_to:
        words.append(f"→ `{column.refers_to}`")
    if column.name == "id":
        words.append("Nama tetap catatan ini / the record's lasting name.")
    return " ".join(filter(None, words))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
