"""Tables that people keep in spreadsheets, saved as CSV."""

import csv
import io
from collections.abc import Mapping

import attrs

from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.problems import ProblemKind

NOT_UTF8 = ProblemKind(
    code="table.encoding",
    en="The table is not UTF-8: {reason}.",
    id="Tabel tidak berformat UTF-8: {reason}.",
    mend_en="Save it as CSV UTF-8.",
    mend_id="Simpan sebagai CSV UTF-8.",
)
ROW_LENGTH = ProblemKind(
    code="table.row-length",
    en="The row has {value} cells, the head has {wanted}.",
    id="Baris ini berisi {value} sel, kepala tabel {wanted}.",
    mend_en="Put text that holds a comma in quotes, and fill every cell.",
    mend_id="Apit teks yang memuat koma dengan tanda kutip, dan isi semua sel.",
)
HEAD_TWICE = ProblemKind(
    code="table.head-twice",
    en="The column {value} stands in the head twice.",
    id="Kolom {value} tercantum dua kali di kepala tabel.",
    mend_en="Give each column its own name.",
    mend_id="Beri setiap kolom nama sendiri.",
)
NOT_CSV = ProblemKind(
    code="table.syntax",
    en="The table is no CSV: {reason}.",
    id="Tabel bukan CSV yang benar: {reason}.",
    mend_en="Save it again as CSV UTF-8.",
    mend_id="Simpan ulang sebagai CSV UTF-8.",
)


@attrs.frozen(kw_only=True)
class Row:
    """One row of a table, its cells by the names in the head."""

    number: int
    """As a spreadsheet counts: the head is row 1."""
    cells: Mapping[str, str]


def read_rows(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of a CSV table with a head; lines that start with `#` and empty lines are passed over.

    Commas and semicolons both separate, whichever the head uses. Raises ValidationFailed.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationFailed((NOT_UTF8.at(name, reason=str(error)),)) from error
    lines = text.splitlines(keepends=True)
    kept = [
        (number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not kept:
        return ()
    separator = ";" if kept[0][1].count(";") > kept[0][1].count(",") else ","
    try:
        parsed = list(
            csv.reader(
                io.StringIO("".join(line for _, line in kept)), delimiter=separator, strict=True
            )
        )
    except csv.Error as error:
        raise ValidationFailed((NOT_CSV.at(name, reason=str(error)),)) from error
    head, *body = parsed
    head = [cell.strip() for cell in head]
    rows: list[Row] = []
    problems = [
        HEAD_TWICE.at(name, value=cell) for place, cell in enumerate(head) if cell in head[:place]
    ]
    problems += [
        ROW_LENGTH.at(f"{name}[row {number}]", value=len(cells), wanted=len(head))
        for (number, _), cells in zip(kept[1:], body, strict=False)
        if len(cells) != len(head)
    ]
    if problems:
        raise ValidationFailed(tuple(problems))
    for (number, _), cells in zip(kept[1:], body, strict=False):
        named = {key: cell.strip() for key, cell in zip(head, cells, strict=True)}
        rows.append(Row(number=number, cells=named))
    return tuple(rows)
