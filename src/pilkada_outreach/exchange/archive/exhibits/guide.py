"""How a third person checks a bundle with tools that every Linux, macOS and Windows (Git Bash) has."""

from pilkada_outreach.exchange.archive.exhibits.index import Bundle, chain_name
from pilkada_outreach.exchange.archive.exhibits.items import Exhibit, LifeEntry, chain_file

_TEXT = """# Cara memeriksa bundel bukti ini

How to check this bundle; the English text follows the Indonesian. Bukalah zip ini ke sebuah map, lalu
jalankan perintah di bawah di dalam map itu. Tidak diperlukan program dari kantor pembuatnya.

## 1. Berkasnya utuh

```sh
sha256sum -c SHA256SUMS
```

Setiap baris harus berakhir dengan `OK`. Pada macOS: `shasum -a 256 -c SHA256SUMS`.

## 2. Isi catatan adalah isi yang dimeterai

Meterai satu versi adalah SHA-256 dari 16 bita acak (`versi-N.salt`) diikuti isi catatan
(`versi-N.json`). Untuk versi {version} dari {number}:

```sh
cat {folder}{salt} {folder}{file} | sha256sum
```

Hasilnya harus sama dengan `seal` dalam `{path}`:

```text
{seal}
```

## 3. Meterai itu ada di dalam rantai

Mata rantai adalah SHA-256 dari berkas di map `rantai`: mata rantai sebelumnya (32 bita), satu baris
tentang perubahan (nomor, waktu, pelaku, alasan), lalu untuk setiap versi yang ditulis perubahan itu satu
baris, meterainya (32 bita), dan jalur serta meterai setiap data pribadinya. Berkas itu menyebut id catatan
lain yang ditulis bersamanya, bukan isinya.

```sh
sha256sum {chain_file}
od -An -v -tx1 {chain_file} | tr -d ' \\n' | grep -c {seal}
```

Perintah pertama harus mencetak mata rantai ini, posisi {position} pada rantai {chain}; yang kedua `1`:

```text
{link}
```

## 4. Rantai itu adalah rantai kantor

`jangkar.txt` menyebut mata rantai terakhir setiap penyelenggara ketika bundel ini dibuat, pada perubahan
ke-{change}. Bandingkan dengan jangkar yang dicetak atau diumumkan kantor itu. Bahwa mata rantai di atas
menuju jangkar itu dapat diperiksa pada register atau arsipnya (`verify`), yang memuat mata rantai di
antaranya; bundel ini sendiri tidak memuatnya.

Data pribadi diganti dengan `(data pribadi)`, kecuali diminta; meterainya tetap ada di `riwayat.json`.

# How to check this bundle of exhibits

Unpack the zip, and run the commands above in its folder; no program of the office that made it is needed.

1. `sha256sum -c SHA256SUMS` says `OK` for every file.
2. A version's seal is the SHA-256 of 16 random bytes (`versi-N.salt`) and the record's bytes
   (`versi-N.json`); it must be the `seal` in `riwayat.json`.
3. A link is the SHA-256 of a file in `rantai`: the link in front (32 bytes), one line about the change
   (number, instant, actor, reason), then for every version that the change wrote a line, its seal
   (32 bytes), and path and seal of each of its personal values. Its hash must be the link in the index,
   and the seal must occur in it. The file names the ids of other records that were written together with
   these, and nothing of what they say.
4. `jangkar.txt` has the last link of every chain when the bundle was made. Compare it with the anchor that
   the office printed or published. That the links here lead to that anchor is checked on the register or
   its archive (`verify`), which has the links between.

`(data pribadi)` stands in the place of personal data unless they were asked for; their seals are in
`riwayat.json`.
"""


def guide(bundle: Bundle) -> str:
    """The steps, with the commands for the first version of the first exhibit."""
    exhibit, entry = _example(bundle)
    return _TEXT.format(
        number=exhibit.number,
        version=entry.version.version,
        folder=exhibit.path.rpartition("/")[0] + "/",
        salt=entry.salt_file,
        file=entry.file,
        path=exhibit.path,
        seal=entry.seal,
        chain_file=chain_file(entry.link),
        chain=chain_name(entry.link.commission),
        position=entry.link.position,
        link=entry.link.hash.hex(),
        change=bundle.change,
    )


def _example(bundle: Bundle) -> tuple[Exhibit, LifeEntry]:
    return next((exhibit, exhibit.entries[0]) for exhibit in bundle.exhibits if exhibit.entries)
