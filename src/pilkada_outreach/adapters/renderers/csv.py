"""Reports as CSV (RFC 4180), for sheets and programs."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pilkada_outreach.plugins.specs import RendererSpec
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Bilingual, Cell, Report, Table

_FORMULA = re.compile(r"\s*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")


class CsvRenderer:
    """The tables of a report as comma-separated values, with stable column names in every language.

    Figures are written for programs: a point before decimals, no thousands apart, days as `YYYY-MM-DD`,
    nothing where nothing is known. A report of several tables has them one below the other, each after a
    line with its name and before an empty one. Totals are left out: a sheet adds up what stands in it.
    """

    def render(self, report: Report, lang: Language) -> bytes:
        """The report's tables; texts are in one language, names of columns are not."""
        sheet = io.StringIO(newline="")
        writer = csv.writer(sheet)
        for number, table in enumerate(report.tables):
            if len(report.tables) > 1:
                writer.writerows([[], [_safe(table.name)]] if number else [[_safe(table.name)]])
            writer.writerows(_rows(table, lang))
        return sheet.getvalue().encode("utf-8")


def _rows(table: Table, lang: Language) -> Iterable[list[str]]:
    yield [_safe(column.name) for column in table.columns]
    for row in table.rows:
        yield [_value(cell, lang) for cell in row]


def _value(cell: Cell, lang: Language) -> str:
    match cell:
        case None:
            return ""
        case Bilingual():
            return _safe(cell.text(lang))
        case date():
            return cell.isoformat()
        case Decimal():
            return f"{cell:f}"
        case int():
            return str(cell)
        case str():
            return _safe(cell)


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before what would start one."""
    return f"'{text}" if _FORMULA.match(text) else text


CSV = RendererSpec(
    name="csv",
    make=lambda _: CsvRenderer(),
    suffix=".csv",
    media_type="text/csv; charset=utf-8",
    summary=Bilingual(id="Tabel untuk lembar kerja.", en="Tables for spreadsheets."),
)
