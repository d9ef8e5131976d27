"""What stands in a table's cell, as people read it."""

from datetime import date
from decimal import Decimal

from pilkada_outreach import _formats
from pilkada_outreach.problems import Language
from pilkada_outreach.reporting.model import Bilingual, Cell, ColumnKind

DASH = "–"
"""What stands for a figure that is not known, or does not apply."""
NUMBERS = frozenset({ColumnKind.COUNT, ColumnKind.PERCENT, ColumnKind.POINTS, ColumnKind.RUPIAH})
"""The kinds of columns that are set to the right."""


def cell_text(cell: Cell, kind: ColumnKind, lang: Language) -> str:
    """A cell in words and figures of one language; what does not fit its column's kind prints as it is."""
    if cell is None:
        return DASH
    if isinstance(cell, Bilingual):
        return cell.text(lang)
    if isinstance(cell, date):
        return _formats.day(cell, lang)
    if isinstance(cell, str):
        return cell
    if kind is ColumnKind.PERCENT:
        return _formats.percent(Decimal(cell), lang)
    if kind is ColumnKind.POINTS:
        return _formats.points(Decimal(cell), lang)
    if isinstance(cell, Decimal):
        return _formats.decimal(cell, lang)
    return _formats.rupiah(cell, lang) if kind is ColumnKind.RUPIAH else _formats.count(cell, lang)
