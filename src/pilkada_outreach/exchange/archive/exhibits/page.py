"""The index as a page to be printed: one file, nothing from elsewhere (index.html)."""

from collections.abc import Iterable, Iterator
from html import escape

from pilkada_outreach.exchange.archive.exhibits.index import WHY, Bundle, chain_name
from pilkada_outreach.exchange.archive.exhibits.items import Exhibit, LifeEntry
from pilkada_outreach.exchange.archive.exhibits.words import facts_of, instant

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.5 "Liberation Sans", Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; }
caption { text-align: left; font-weight: bold; padding: .25rem 0; }
th, td { border: 1px solid #b5b5b5; padding: .35rem .55rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { background: #f0f0f0; overflow-wrap: normal; }
tbody th { font-weight: normal; color: #444; width: 30%; }
.facts td { white-space: pre-line; }
code { font: .8125rem/1.45 "Liberation Mono", Consolas, monospace; overflow-wrap: anywhere; }
.number { white-space: nowrap; font-weight: bold; }
article { border-top: 2px solid #1a1a1a; padding-top: .75rem; margin-top: 2rem; }
.scroll { overflow-x: auto; }
@media print {
  @page { size: A4; margin: 18mm 15mm; }
  body { font-size: 10pt; padding: 0; max-width: none; }
  code { font-size: 8pt; }
  thead { display: table-header-group; }
  .rows tr, h2, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
}
"""


def page(bundle: Bundle) -> str:
    """The whole page."""
    return "\n".join(_lines(bundle)) + "\n"


def _lines(bundle: Bundle) -> Iterator[str]:
    title = escape(bundle.title)
    yield '<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    yield (
        f"<p>Daftar bukti dari register, sampai dengan perubahan ke-{bundle.change}: "
        f"{len(bundle.exhibits)} bukti. Cara memeriksanya ada di <code>cara-memeriksa.md</code>.</p>"
    )
    yield "<h2>Daftar bukti</h2>"
    yield from _table(
        "Semua bukti dengan sidik SHA-256 berkasnya",
        ("Bukti", "Uraian", "Berkas dan SHA-256"),
        (_row(exhibit) for exhibit in bundle.exhibits),
    )
    if bundle.left_out:
        yield "<h2>Berkas yang disebut catatan, tetapi tidak terlampir</h2>"
        yield from _table(
            "Berkas yang tidak terlampir dan sebabnya",
            ("Berkas", "Disebut oleh", "Sebab"),
            (
                (escape(file.named.file_name), escape(str(file.named.record)), WHY[file.state])
                for file in bundle.left_out
            ),
        )
    yield "<h2>Jangkar</h2>"
    yield "<p>Mata rantai terakhir setiap penyelenggara ketika daftar ini dibuat.</p>"
    yield from _table(
        "Jangkar setiap rantai",
        ("Rantai", "Posisi", "Mata rantai"),
        (
            (escape(chain_name(chain)), str(position), f"<code>{digest}</code>")
            for chain, position, digest in bundle.anchor.heads
        ),
    )
    yield "<h2>Isi dan riwayat setiap catatan</h2>"
    yield "<p>Nama di sebelah kiri adalah nama kolom dalam register.</p>"
    for exhibit in bundle.exhibits:
        if exhibit.entries:
            yield from _life(bundle, exhibit)
    yield "</main>\n</body>\n</html>"


def _row(exhibit: Exhibit) -> tuple[str, str, str]:
    link = f'<a href="#{_anchor(exhibit)}">{escape(exhibit.number)}</a>'
    return (
        f'<span class="number">{link if exhibit.entries else escape(exhibit.number)}</span>',
        f"{escape(exhibit.title)}<br><code>{escape(str(exhibit.record))}</code>",
        f"<code>{escape(exhibit.path)}</code><br><code>{exhibit.sha256}</code>",
    )


def _life(bundle: Bundle, exhibit: Exhibit) -> Iterator[str]:
    yield f'<article id="{_anchor(exhibit)}">'
    yield f"<h3>{escape(exhibit.number)} {escape(exhibit.title)}</h3>"
    facts = facts_of(exhibit.family, bundle.bodies[exhibit.record], bundle.zone)
    yield '<div class="scroll">'
    yield '<table class="facts"><caption>Isi terakhir</caption><tbody>'
    for name, value in facts:
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
    yield "</tbody></table></div>"
    yield from _table(
        "Riwayat",
        ("Versi", "Waktu", "Pelaku", "Alasan", "Rantai dan mata rantai"),
        (
            (
                str(entry.version.version),
                escape(instant(entry.at, bundle.zone)),
                escape(entry.author),
                escape(entry.reason),
                _link(entry),
            )
            for entry in exhibit.entries
        ),
    )
    yield "</article>"


def _link(entry: LifeEntry) -> str:
    chain = escape(chain_name(entry.link.commission))
    return f"{chain}, posisi {entry.link.position}<br><code>{entry.link.hash.hex()}</code>"


def _table(caption: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f'<div class="scroll"><table class="rows"><caption>{caption}</caption><thead><tr>'
    yield "".join(f'<th scope="col">{cell}</th>' for cell in head)
    yield "</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</tbody></table></div>"


def _anchor(exhibit: Exhibit) -> str:
    return escape(exhibit.number.replace(" ", "-"), quote=True)
